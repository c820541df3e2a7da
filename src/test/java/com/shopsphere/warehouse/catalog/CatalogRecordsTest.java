package com.shopsphere.warehouse.catalog;

import static com.shopsphere.warehouse.testing.TableBuilder.columnOf;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a table, a key and a column refuse to be, and what they know of themselves. */
class CatalogRecordsTest {

  private static final Table ORDER =
      table("order")
          .notNull("orderID", "varchar(36)")
          .column("customerID", "varchar(36)")
          .column("invoice_no", "int")
          .primaryKey("orderID")
          .unique("invoice", "invoice_no", "customerID")
          .build();

  @Test
  void refusesAColumnWithoutAName() {
    assertThatThrownBy(() -> columnOf("", "int", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid column: its name is empty");
  }

  @Test
  void refusesAKeyWithoutAColumn() {
    assertThatThrownBy(() -> new UniqueKey("invoice", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid key invoice: it has no column");
  }

  @Test
  void refusesAForeignKeyWithFewerColumnsOnOneSide() {
    assertThatThrownBy(
            () -> new ForeignKey("fk", List.of("a", "b"), Optional.empty(), "parent", List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid foreign key fk: expected as many columns on both sides, found [a, b] and [a]");
  }

  @Test
  void refusesAForeignKeyWithoutAColumn() {
    assertThatThrownBy(() -> new ForeignKey("fk", List.of(), Optional.empty(), "parent", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid foreign key fk: expected as many columns on both sides, found [] and []");
  }

  @Test
  void refusesAUniqueKeyOverAColumnThatTheTableLacks() {
    assertThatThrownBy(() -> table("order").column("a", "int").unique("ab", "a", "b").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid key ab of table order: expected columns among [a], found [a, b]");
  }

  @Test
  void refusesAForeignKeyOverAColumnThatTheTableLacks() {
    assertThatThrownBy(
            () -> table("order").column("a", "int").reference("fk", "b", "parent", "b").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid key fk of table order: expected columns among [a], found [b]");
  }

  @Test
  void aKeyMayNameItsColumnsInAnotherLetterCase() {
    Table table =
        table("order")
            .column("orderID", "int")
            .primaryKey("ORDERID")
            .reference("fk", "OrderId", "parent", "id")
            .build();

    assertThat(table.uniqueKeys()).hasSize(1);
    assertThat(table.foreignKeys()).hasSize(1);
  }

  @Test
  void aForeignKeyMayLeadToATableOfTheSameNameElsewhere() {
    Table table =
        table("order")
            .column("parent", "int")
            .referenceElsewhere("fk", "parent", "archive", "order", "id")
            .build();

    assertThat(table.foreignKeys())
        .containsExactly(
            new ForeignKey(
                "fk", List.of("parent"), Optional.of("archive"), "order", List.of("id")));
  }

  @Test
  void onlyBinaryCollationsTellAllCharactersApart() {
    assertThat(new Collation("utf8mb4_bin", "utf8mb4", true).binary()).isTrue();
    assertThat(new Collation("utf8mb4_0900_bin", "utf8mb4", false).binary()).isTrue();
    assertThat(new Collation("utf8mb4_0900_as_cs", "utf8mb4", false).binary()).isFalse();
  }

  @Test
  void knowsTheCharacterSetsThatHoldEveryCharacter() {
    assertThat(new Collation("utf8mb4_bin", "utf8mb4", true).unicode()).isTrue();
    assertThat(new Collation("ucs2_bin", "ucs2", true).unicode()).isTrue();
    assertThat(new Collation("latin1_bin", "latin1", true).unicode()).isFalse();
  }

  @Test
  void findsAColumnWhateverItsLetterCase() {
    assertThat(ORDER.column("ORDERid").name()).isEqualTo("orderID");
  }

  @Test
  void tellsWhichTableLacksAColumn() {
    assertThatThrownBy(() -> ORDER.column("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid column nowhere: table order does not have it");
  }

  @Test
  void aKeyIsProvedByItsColumnsInAnyOrderAndByMore() {
    assertThat(ORDER.keyProvedBy(List.of("customerID", "invoice_no")))
        .map(UniqueKey::name)
        .contains("invoice");
    assertThat(ORDER.keyProvedBy(List.of("customerID", "orderID")))
        .map(UniqueKey::name)
        .contains("PRIMARY");
  }

  @Test
  void aKeyIsNotProvedByAPartOfItsColumns() {
    assertThat(ORDER.keyProvedBy(List.of("customerID"))).isEmpty();
  }

  @Test
  void aKeyIsProvedWhateverTheLetterCaseOfTheReference() {
    assertThat(ORDER.keyProvedBy(List.of("ORDERID"))).map(UniqueKey::name).contains("PRIMARY");
  }

  @Test
  void aTableMayHaveNoPrimaryKey() {
    assertThat(ORDER.primaryKey()).map(UniqueKey::columns).contains(List.of("orderID"));
    assertThat(table("log").column("line", "text").build().primaryKey()).isEmpty();
  }

  @Test
  void knowsUnsignedNumbers() {
    assertThat(columnOf("a", "int unsigned zerofill", true))
        .extracting(Column::unsigned)
        .isEqualTo(true);
    assertThat(columnOf("a", "int", true).unsigned()).isFalse();
  }

  @Test
  void keepsTypesInLowerCase() {
    Column column =
        new Column("a", "BIGINT", "BIGINT UNSIGNED", true, 0, 20, 0, Optional.empty(), false);

    assertThat(column.dataType()).isEqualTo("bigint");
    assertThat(column.unsigned()).isTrue();
  }

  @Test
  void guessesTheSizeOfAValueByItsType() {
    assertThat(columnOf("a", "int", true).typicalBytes()).isEqualTo(4);
    assertThat(columnOf("a", "decimal(10,2)", true).typicalBytes()).isEqualTo(8);
    assertThat(columnOf("a", "varchar(10)", true).typicalBytes()).isEqualTo(10);
    assertThat(columnOf("a", "varchar(255)", true).typicalBytes()).isEqualTo(40);
    assertThat(columnOf("a", "text", true).typicalBytes()).isEqualTo(200);
  }

  @Test
  void aCatalogIsInTheOrderOfItsNames() {
    Catalog catalog =
        new Catalog("shop", "MySQL 8", List.of(table("b").build(), table("a").build()), List.of());

    assertThat(catalog.tableNames()).containsExactly("a", "b");
    assertThat(catalog.table("a")).isPresent();
    assertThat(catalog.table("A")).isEmpty();
  }

  @Test
  void quotesAnyIdentifier() {
    assertThat(Sql.quote("order")).isEqualTo("`order`");
    assertThat(Sql.quote("a`b``")).isEqualTo("`a``b`````");
  }
}
