package com.shopsphere.warehouse.catalog;

import static com.shopsphere.warehouse.catalog.CatalogOnServer.database;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.execute;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.found;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.readAsUser;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.reference;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.source;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.shopsphere.warehouse.catalog.Table.Kind;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalog tells to a user who may not read everything. */
class CatalogPrivilegesIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#everyVersion";

  @ParameterizedTest
  @MethodSource(ALL)
  void keepsAForeignKeyIntoADatabaseThatTheUserMayNotSee(EmbeddedServer server) throws Exception {
    String other = database(server, "CREATE TABLE parent (id INT PRIMARY KEY)");
    String database =
        database(
            server,
            "CREATE TABLE child (p INT, CONSTRAINT away FOREIGN KEY (p) REFERENCES %s.parent (id))"
                .formatted(other));

    Catalog catalog = readAsUser(server, database, "SELECT ON *");

    assertThat(catalog.tableNames()).containsExactly("child");
    assertThat(found(catalog, "child").foreignKeys())
        .extracting(ForeignKey::otherDatabase)
        .containsExactly(Optional.of(other));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableThatTheUserMayNotReadIsHiddenIfAKeyLeadsThere(EmbeddedServer server) throws Exception {
    String database =
        database(
            server,
            "CREATE TABLE customer (id INT PRIMARY KEY)",
            "CREATE TABLE unrelated (id INT PRIMARY KEY)",
            """
            CREATE TABLE orders (
              id INT PRIMARY KEY, c INT, CONSTRAINT fk FOREIGN KEY (c) REFERENCES customer (id))""");

    Catalog catalog = readAsUser(server, database, "SELECT ON orders");

    assertThat(catalog.tables())
        .extracting(Table::name, Table::kind, Table::columnNames)
        .containsExactly(
            tuple("customer", Kind.HIDDEN, List.of()),
            tuple("orders", Kind.BASE_TABLE, List.of("id", "c")));
    assertThat(found(catalog, "orders").foreignKeys())
        .containsExactly(reference("fk", List.of("c"), "customer", List.of("id")));
    assertThat(catalog.notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableThatTheUserMayOnlyWriteIsHidden(EmbeddedServer server) throws Exception {
    String database = database(server, "CREATE TABLE inbox (id INT PRIMARY KEY)");

    Catalog catalog = readAsUser(server, database, "INSERT ON inbox");

    assertThat(catalog.tables()).containsExactly(table("inbox").build());
    assertThat(catalog.notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void readsWhatARoleMayRead(EmbeddedServer server) throws Exception {
    String database = database(server, "CREATE TABLE item (id INT PRIMARY KEY, price INT)");
    String user = "u" + database.substring(database.length() - 20);
    String role = "r" + database.substring(database.length() - 20);
    execute(
        server,
        database,
        "CREATE USER %s@'%%' IDENTIFIED BY 'x'".formatted(user),
        "CREATE ROLE " + role,
        "GRANT SELECT ON %s.item TO %s".formatted(database, role),
        "GRANT %s TO %s@'%%'".formatted(role, user),
        "SET DEFAULT ROLE %s %s %s@'%%'"
            .formatted(role, server.product().startsWith("MySQL") ? "TO" : "FOR", user));

    Catalog catalog = new CatalogReader(source(server, database, user, "x")).read();

    assertThat(found(catalog, "item").columnNames()).containsExactly("id", "price");
    assertThat(found(catalog, "item").primaryKey()).isPresent();
  }

  /** MariaDB 11.4 does not tell of such a key at all. */
  @ParameterizedTest
  @MethodSource(ALL)
  void leavesOutKeysWithAColumnThatTheUserMayNotRead(EmbeddedServer server) throws Exception {
    String database =
        database(
            server,
            """
            CREATE TABLE person (
              id INT, name INT, tax INT, card INT,
              PRIMARY KEY (id), UNIQUE KEY named (name, tax), UNIQUE KEY secret (card, tax),
              UNIQUE KEY second (tax, name))""");

    Catalog catalog = readAsUser(server, database, "SELECT (id, name) ON person");

    assertThat(found(catalog, "person").columnNames()).containsExactly("id", "name");
    assertThat(found(catalog, "person").uniqueKeys())
        .containsExactly(new UniqueKey("PRIMARY", List.of("id")));
    if (tellsOfHiddenColumns(server)) {
      assertThat(catalog.notes())
          .containsExactly(
              "Key named of table person is left out: the user may not read its column tax.",
              "Key second of table person is left out: the user may not read its column tax.",
              "Key secret of table person is left out: the user may not read its columns card, tax.");
    } else {
      assertThat(catalog.notes()).isEmpty();
    }
  }

  /**
   * MySQL shows the columns of such a key that the user may read, as if it had no other, and so
   * does MariaDB 10.11. MariaDB 11.4 shows no foreign key at all of a table on which the user holds
   * privileges by column only.
   */
  @ParameterizedTest
  @MethodSource(ALL)
  void leavesOutForeignKeysWithAColumnThatTheUserMayNotRead(EmbeddedServer server)
      throws Exception {
    String database =
        database(
            server,
            "CREATE TABLE parent (a INT, b INT, PRIMARY KEY (a, b), KEY (b))",
            """
            CREATE TABLE child (
              id INT PRIMARY KEY, x INT, y INT, z INT, v INT,
              CONSTRAINT first_seen FOREIGN KEY (x, y) REFERENCES parent (a, b),
              CONSTRAINT last_seen FOREIGN KEY (y, x) REFERENCES parent (a, b),
              CONSTRAINT none_seen FOREIGN KEY (y) REFERENCES parent (b),
              CONSTRAINT seen FOREIGN KEY (v, z) REFERENCES parent (a, b))""");

    Catalog catalog =
        readAsUser(server, database, "SELECT ON parent", "SELECT (id, x, z, v) ON child");

    if (tellsOfHiddenColumns(server)) {
      assertThat(found(catalog, "child").foreignKeys())
          .containsExactly(reference("seen", List.of("v", "z"), "parent", List.of("a", "b")));
      assertThat(catalog.notes())
          .containsExactly(
              "Foreign key first_seen of table child is left out: the user may not read all of its columns.",
              "Foreign key last_seen of table child is left out: the user may not read all of its columns.",
              "Foreign key none_seen of table child is left out: the user may not read all of its columns.");
    } else {
      assertThat(found(catalog, "child").foreignKeys()).isEmpty();
      assertThat(catalog.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void leavesOutForeignKeysToAColumnThatTheUserMayNotRead(EmbeddedServer server) throws Exception {
    String database =
        database(
            server,
            "CREATE TABLE parent (id INT PRIMARY KEY, tax INT UNIQUE)",
            """
            CREATE TABLE child (
              id INT PRIMARY KEY, p INT, t INT,
              CONSTRAINT by_id FOREIGN KEY (p) REFERENCES parent (id),
              CONSTRAINT by_tax FOREIGN KEY (t) REFERENCES parent (tax))""");

    Catalog catalog = readAsUser(server, database, "SELECT (id) ON parent", "SELECT ON child");

    assertThat(found(catalog, "child").foreignKeys())
        .containsExactly(reference("by_id", List.of("p"), "parent", List.of("id")));
    assertThat(catalog.notes())
        .contains(
            "Foreign key by_tax of table child is left out: the user may not read column tax of table parent.");
  }

  private static boolean tellsOfHiddenColumns(EmbeddedServer server) {
    return !server.product().startsWith("MariaDB 11");
  }
}
