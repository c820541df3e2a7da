package com.shopsphere.warehouse.extract;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which key a table is cut by. */
class SplitKeyTest {

  @Test
  void thePrimaryKeyComesBeforeNarrowerOnes() {
    assertThat(key(columns().unique("u", "id").primaryKey("code", "id")))
        .contains("PRIMARY (code, id) unique");
  }

  @Test
  void withoutAPrimaryKeyTheFewestAndNarrowestColumnsWithoutNullsDo() {
    assertThat(key(columns().unique("a", "code", "id").unique("b", "code").unique("c", "id")))
        .contains("c (id) unique");
    assertThat(key(columns().unique("a", "code").unique("b", "code", "id")))
        .contains("a (code) unique");
  }

  @Test
  void aKeyWithNullsIsTheLastResortAndNotUnique() {
    assertThat(key(columns().unique("a", "perhaps").unique("b", "code", "id")))
        .contains("b (code, id) unique");
    assertThat(key(columns().unique("a", "id", "perhaps"))).contains("a (id, perhaps)");
  }

  @Test
  void aKeyIsCutBeforeATypeThatIsNotSupported() {
    assertThat(key(columns().primaryKey("id", "kind", "code"))).contains("PRIMARY (id)");
    assertThat(key(columns().unique("a", "id", "kind").unique("b", "code", "id")))
        .contains("b (code, id) unique");
  }

  @Test
  void aTableMayHaveNoKeyToBeCutBy() {
    assertThat(key(columns())).isEmpty();
    assertThat(key(columns().primaryKey("kind", "id"))).isEmpty();
    assertThat(key(table("v").view().column("id", "int"))).isEmpty();
  }

  @Test
  void aKeyIsCutWhereItsIndexTurnsRound() {
    assertThat(SplitKey.of(with(new UniqueKey("PRIMARY", List.of("id", "code"), 1))))
        .map(SplitKeyTest::described)
        .contains("PRIMARY (id)");
    assertThat(SplitKey.of(with(new UniqueKey("PRIMARY", List.of("id", "code"), 0)))).isEmpty();
  }

  private static Table with(UniqueKey key) {
    Table table = columns().build();
    return new Table(
        table.name(), table.kind(), table.engine(), table.columns(), List.of(key), List.of(), 0, 0);
  }

  private static TableBuilder columns() {
    return table("t")
        .notNull("id", "int")
        .notNull("code", "varchar(36)")
        .notNull("kind", "enum('a','b')")
        .column("perhaps", "int");
  }

  private static Optional<String> key(TableBuilder table) {
    return SplitKey.of(table.build()).map(SplitKeyTest::described);
  }

  private static String described(SplitKey key) {
    return "%s (%s)%s"
        .formatted(
            key.index(), String.join(", ", key.columnNames()), key.unique() ? " unique" : "");
  }
}
