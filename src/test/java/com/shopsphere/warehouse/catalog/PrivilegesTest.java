package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

  private static final String DATABASE = "my_shop";

  @Test
  void withoutAGrantThereIsNone() {
    assertThat(of("GRANT USAGE ON *.* TO `u`@`%`")).isEqualTo(new Privileges(false, false));
  }

  @Test
  void theOldAndTheNewPrivilegeFlushTables() {
    assertThat(of("GRANT SELECT, RELOAD ON *.* TO `u`@`%`").flushTables()).isTrue();
    assertThat(of("GRANT FLUSH_TABLES ON *.* TO `u`@`%`").flushTables()).isTrue();
    assertThat(of("GRANT ALL PRIVILEGES ON *.* TO `u`@`%` WITH GRANT OPTION").flushTables())
        .isTrue();
  }

  @Test
  void onADatabaseAllPrivilegesDoNotFlushTables() {
    assertThat(of("GRANT ALL PRIVILEGES ON `my\\_shop`.* TO `u`@`%`"))
        .isEqualTo(new Privileges(false, true));
  }

  @Test
  void tablesAreLockedInTheGrantedDatabaseOnly() {
    assertThat(of("GRANT SELECT, LOCK TABLES ON `my\\_shop`.* TO `u`@`%`").lockTables()).isTrue();
    assertThat(of("GRANT SELECT, LOCK TABLES ON `my\\_shops`.* TO `u`@`%`").lockTables()).isFalse();
    assertThat(of("GRANT SELECT ON `my\\_shop`.* TO `u`@`%`").lockTables()).isFalse();
    assertThat(of("GRANT LOCK TABLES ON *.* TO `u`@`%`").lockTables()).isTrue();
  }

  @Test
  void aGrantMayBeForAPatternOfDatabases() {
    assertThat(of("GRANT LOCK TABLES ON `my_%`.* TO `u`@`%`").lockTables()).isTrue();
    assertThat(of("GRANT LOCK TABLES ON `my\\_%`.* TO `u`@`%`").lockTables()).isTrue();
    assertThat(of("GRANT LOCK TABLES ON `other%`.* TO `u`@`%`").lockTables()).isFalse();
  }

  private static Privileges of(String... grants) {
    return Privileges.of(List.of(grants), DATABASE);
  }
}
