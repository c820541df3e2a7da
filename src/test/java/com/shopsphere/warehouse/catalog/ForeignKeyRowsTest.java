package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignKeyRowsTest {

  private final ForeignKeyRows rows = new ForeignKeyRows();

  /** As MariaDB allows from version 12 on. */
  @Test
  void keepsApartKeysOfOneNameInTwoTables() {
    rows.add(part("order", 1, "customer", "customerID"));
    rows.add(part("review", 1, "customer", "writer"));

    assertThat(rows.of("order").get("customer")).contains(key("customer", "customerID"));
    assertThat(rows.of("review").get("customer")).contains(key("customer", "writer"));
  }

  @Test
  void putsTheColumnsOfAKeyTogether() {
    rows.add(part("review", 1, "line", "a"));
    rows.add(part("review", 2, "line", "b"));

    assertThat(rows.of("review").get("line")).contains(key("line", "a", "b"));
  }

  @Test
  void knowsNotTheWholeKeyIfItsFirstColumnIsMissing() {
    rows.add(part("review", 2, "line", "b"));

    assertThat(rows.of("review").get("line")).isEmpty();
  }

  @Test
  void knowsNoMoreThanTheNameOfAKeyWithoutColumns() {
    rows.declare("review", "line");

    assertThat(rows.of("review").get("line")).isEmpty();
  }

  private static ForeignKeyRows.Part part(String table, int position, String name, String column) {
    return new ForeignKeyRows.Part(table, position, key(name, column));
  }

  private static ForeignKey key(String name, String... columns) {
    return new ForeignKey(name, List.of(columns), Optional.empty(), "parent", List.of(columns));
  }
}
