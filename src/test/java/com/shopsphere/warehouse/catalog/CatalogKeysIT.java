package com.shopsphere.warehouse.catalog;

import static com.shopsphere.warehouse.catalog.CatalogOnServer.catalog;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.database;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.execute;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.found;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.onlyTable;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.read;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalog tells of keys on real servers, to a user who may read everything. */
class CatalogKeysIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#everyVersion";

  @ParameterizedTest
  @MethodSource(ALL)
  void putsThePrimaryKeyFirstAndOtherKeysByName(EmbeddedServer server) throws Exception {
    Table table =
        onlyTable(
            server,
            """
            CREATE TABLE item (
              b INT, a INT, c INT, d INT,
              UNIQUE KEY z (d), UNIQUE KEY A (c, b), PRIMARY KEY (b, a), KEY plain (d))""");

    assertThat(table.uniqueKeys())
        .containsExactly(
            new UniqueKey("PRIMARY", List.of("b", "a")),
            new UniqueKey("A", List.of("c", "b")),
            new UniqueKey("z", List.of("d")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theBeginningOfATextIsNoKey(EmbeddedServer server) throws Exception {
    Table table =
        onlyTable(
            server,
            """
            CREATE TABLE item (
              name VARCHAR(90), id INT,
              UNIQUE KEY beginning (name(5)), UNIQUE KEY both_of_them (id, name(5)))""");

    assertThat(table.uniqueKeys()).isEmpty();
  }

  @Test
  void anExpressionIsNoKey() throws Exception {
    Table table =
        onlyTable(
            Servers.mysql(),
            "CREATE TABLE item (id INT, a INT, UNIQUE KEY e ((a + 1)), UNIQUE KEY m (id, (a + 1)))");

    assertThat(table.uniqueKeys()).isEmpty();
  }

  @Test
  void aKeyThatTheOptimizerIgnoresStillHoldsButIsNotWalked() throws Exception {
    Table mysql =
        onlyTable(Servers.mysql(), "CREATE TABLE item (id INT, UNIQUE KEY k (id) INVISIBLE)");
    Table mariadb =
        onlyTable(Servers.mariadb(), "CREATE TABLE item (id INT, UNIQUE KEY k (id) IGNORED)");

    assertThat(mysql.uniqueKeys()).containsExactly(new UniqueKey("k", List.of("id"), 0));
    assertThat(mariadb.uniqueKeys()).containsExactly(new UniqueKey("k", List.of("id"), 0));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void readsCompositeForeignKeysInTheirOwnOrder(EmbeddedServer server) throws Exception {
    Catalog catalog =
        catalog(
            server,
            "CREATE TABLE parent (a INT, b INT, c INT, PRIMARY KEY (a, b, c), KEY turned (c, a, b))",
            """
            CREATE TABLE child (
              x INT, y INT, z INT,
              CONSTRAINT straight FOREIGN KEY (z, y, x) REFERENCES parent (a, b, c),
              CONSTRAINT `turned` FOREIGN KEY (x, z, y) REFERENCES parent (c, a, b))""");

    assertThat(found(catalog, "child").foreignKeys())
        .containsExactly(
            reference("straight", List.of("z", "y", "x"), "parent", List.of("a", "b", "c")),
            reference("turned", List.of("x", "z", "y"), "parent", List.of("c", "a", "b")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void keepsAForeignKeyIntoAnotherDatabase(EmbeddedServer server) throws Exception {
    String other = database(server, "CREATE TABLE parent (id INT PRIMARY KEY)");
    Catalog catalog =
        catalog(
            server,
            "CREATE TABLE child (p INT, CONSTRAINT away FOREIGN KEY (p) REFERENCES %s.parent (id))"
                .formatted(other));

    assertThat(catalog.tableNames()).containsExactly("child");
    assertThat(found(catalog, "child").foreignKeys())
        .containsExactly(
            new ForeignKey("away", List.of("p"), Optional.of(other), "parent", List.of("id")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void doesNotMixUpDatabasesWithTheSameNames(EmbeddedServer server) throws Exception {
    String database =
        database(
            server,
            "CREATE TABLE parent (a INT PRIMARY KEY)",
            "CREATE TABLE child (a INT, CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent (a))");
    // An underscore stands for any character where names are compared by LIKE.
    String similar = database.replace('_', 'x');
    execute(
        server,
        "",
        "CREATE DATABASE " + similar,
        "CREATE TABLE %s.parent (b INT, c INT UNIQUE, PRIMARY KEY (b))".formatted(similar),
        """
        CREATE TABLE %1$s.child (b INT, c INT, CONSTRAINT fk FOREIGN KEY (c) REFERENCES parent (c),
          CONSTRAINT away FOREIGN KEY (b) REFERENCES %2$s.parent (a))"""
            .formatted(similar, database));

    Catalog catalog = read(server, database);
    assertThat(catalog.tables())
        .extracting(Table::name, Table::columnNames)
        .containsExactly(tuple("child", List.of("a")), tuple("parent", List.of("a")));
    assertThat(found(catalog, "child").foreignKeys())
        .containsExactly(reference("fk", List.of("a"), "parent", List.of("a")));
    assertThat(found(catalog, "parent").uniqueKeys())
        .containsExactly(new UniqueKey("PRIMARY", List.of("a")));
    Catalog other = read(server, similar);
    assertThat(found(other, "parent").columnNames()).containsExactly("b", "c");
    assertThat(found(other, "child").foreignKeys())
        .containsExactly(
            new ForeignKey("away", List.of("b"), Optional.of(database), "parent", List.of("a")),
            reference("fk", List.of("c"), "parent", List.of("c")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void tellsApartDatabasesWhoseNamesDifferInLetterCase(EmbeddedServer server) throws Exception {
    String database = database(server, "CREATE TABLE parent (a INT PRIMARY KEY)");
    String upper = database.toUpperCase(Locale.ROOT);
    execute(
        server,
        "",
        "CREATE DATABASE " + upper,
        "CREATE TABLE %s.parent (b INT PRIMARY KEY)".formatted(upper),
        "CREATE TABLE %s.child (a INT, CONSTRAINT away FOREIGN KEY (a) REFERENCES %s.parent (a))"
            .formatted(upper, database));

    assertThat(read(server, database).tables())
        .extracting(Table::name, Table::columnNames)
        .containsExactly(tuple("parent", List.of("a")));
    Catalog catalog = read(server, upper);
    assertThat(catalog.tables())
        .extracting(Table::name, Table::columnNames)
        .containsExactly(tuple("child", List.of("a")), tuple("parent", List.of("b")));
    assertThat(found(catalog, "child").foreignKeys())
        .containsExactly(
            new ForeignKey("away", List.of("a"), Optional.of(database), "parent", List.of("a")));
  }
}
