package com.shopsphere.warehouse.catalog;

import static com.shopsphere.warehouse.catalog.CatalogOnServer.catalog;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.database;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.found;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.read;
import static com.shopsphere.warehouse.catalog.CatalogOnServer.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.shopsphere.warehouse.catalog.Table.Kind;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.demo.ShopsphereSchema;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.ShopsphereCatalog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalog tells of databases on real servers. */
class CatalogReaderIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#everyVersion";

  @ParameterizedTest
  @MethodSource(ALL)
  void namesTheDatabaseAndTheServer(EmbeddedServer server) throws Exception {
    Catalog catalog = catalog(server, "CREATE TABLE one (id INT)");

    assertThat(catalog.database()).startsWith("test_");
    assertThat(catalog.server()).isIn("MySQL 8.0.33", "11.4.5-MariaDB", "10.11.5-MariaDB");
    assertThat(catalog.notes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void findsNothingInAnEmptyDatabase(EmbeddedServer server) throws Exception {
    assertThat(catalog(server).tables()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void tellsTablesFromViews(EmbeddedServer server) throws Exception {
    Catalog catalog =
        catalog(
            server,
            "CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(9))",
            "CREATE VIEW named AS SELECT name, id FROM item");

    assertThat(catalog.tables())
        .extracting(Table::name, Table::kind, Table::columnNames)
        .containsExactly(
            tuple("item", Kind.BASE_TABLE, List.of("id", "name")),
            tuple("named", Kind.VIEW, List.of("name", "id")));
    assertThat(found(catalog, "named").uniqueKeys()).isEmpty();
  }

  @Test
  void takesTablesWithHistoryForTablesAndPassesOverSequences() throws Exception {
    Catalog catalog =
        catalog(
            Servers.mariadb(),
            "CREATE TABLE price (id INT PRIMARY KEY, amount INT) WITH SYSTEM VERSIONING",
            "CREATE SEQUENCE next_price");

    assertThat(catalog.tables())
        .extracting(Table::name, Table::kind, Table::columnNames)
        .containsExactly(tuple("price", Kind.BASE_TABLE, List.of("id", "amount")));
    assertThat(found(catalog, "price").primaryKey())
        .map(UniqueKey::columns)
        .contains(List.of("id"));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void estimatesTheRowsOfATableButNotOfAView(EmbeddedServer server) throws Exception {
    Catalog catalog =
        catalog(
            server,
            "CREATE TABLE line (id INT PRIMARY KEY)",
            "INSERT INTO line VALUES (1), (2), (3)",
            "ANALYZE TABLE line",
            "CREATE VIEW line_view AS SELECT id FROM line");

    assertThat(found(catalog, "line").estimatedRows()).isEqualTo(3);
    assertThat(found(catalog, "line").dataBytes()).isEqualTo(16_384);
    assertThat(found(catalog, "line_view").estimatedRows()).isZero();
    assertThat(found(catalog, "line_view").dataBytes()).isZero();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void readsAnyName(EmbeddedServer server) throws Exception {
    Catalog catalog =
        catalog(
            server,
            """
            CREATE TABLE `we``ird . "naïve" 表` (
              `se lect` INT, `a.b` INT, `q"'``` INT, `größe` VARCHAR(9),
              PRIMARY KEY (`se lect`), UNIQUE KEY `i``x . 'y` (`a.b`, `q"'```))""",
            """
            CREATE TABLE `order` (
              `select` INT PRIMARY KEY, `from` INT,
              CONSTRAINT `fk ``to`` "w" é` FOREIGN KEY (`from`)
                REFERENCES `we``ird . "naïve" 表` (`se lect`))""");

    assertThat(catalog.tableNames()).containsExactly("order", "we`ird . \"naïve\" 表");
    Table weird = found(catalog, "we`ird . \"naïve\" 表");
    assertThat(weird.columnNames()).containsExactly("se lect", "a.b", "q\"'`", "größe");
    assertThat(weird.uniqueKeys())
        .containsExactly(
            new UniqueKey("PRIMARY", List.of("se lect")),
            new UniqueKey("i`x . 'y", List.of("a.b", "q\"'`")));
    assertThat(found(catalog, "order").foreignKeys())
        .containsExactly(
            reference(
                "fk `to` \"w\" é", List.of("from"), "we`ird . \"naïve\" 表", List.of("se lect")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void tellsApartTablesWhoseNamesDifferInLetterCase(EmbeddedServer server) throws Exception {
    Catalog catalog =
        catalog(
            server,
            "CREATE TABLE item (id INT PRIMARY KEY)",
            "CREATE TABLE Item (code INT PRIMARY KEY, u INT UNIQUE)");

    assertThat(catalog.tables())
        .extracting(Table::name, Table::columnNames, table -> table.uniqueKeys().size())
        .containsExactly(tuple("Item", List.of("code", "u"), 2), tuple("item", List.of("id"), 1));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aViewOfWhatIsGoneHasNoColumns(EmbeddedServer server) throws Exception {
    Catalog catalog =
        catalog(
            server,
            "CREATE TABLE gone (id INT)",
            "CREATE TABLE changed (id INT, dropped INT)",
            "CREATE VIEW of_a_table AS SELECT * FROM gone",
            "CREATE VIEW of_a_column AS SELECT dropped FROM changed",
            "DROP TABLE gone",
            "ALTER TABLE changed DROP COLUMN dropped");

    assertThat(catalog.tables())
        .extracting(Table::name, Table::kind, Table::columnNames)
        .containsExactly(
            tuple("changed", Kind.BASE_TABLE, List.of("id")),
            tuple("of_a_column", Kind.VIEW, List.of()),
            tuple("of_a_table", Kind.VIEW, List.of()));
    assertThat(catalog.notes())
        .containsExactly(
            "View of_a_column has no column to read: something that it names is gone, or a privilege is missing.",
            "View of_a_table has no column to read: something that it names is gone, or a privilege is missing.");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aViewWhoseDefinerIsGoneDoesNotBreakTheRead(EmbeddedServer server) throws Exception {
    Catalog catalog =
        catalog(
            server,
            "CREATE TABLE item (id INT)",
            "CREATE DEFINER = nobody@'%' VIEW orphan AS SELECT id FROM item");

    assertThat(found(catalog, "orphan").kind()).isEqualTo(Kind.VIEW);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void readsManyTablesInAsManyQueriesAsOne(EmbeddedServer server) throws Exception {
    String columns =
        IntStream.rangeClosed(1, 300)
            .mapToObj("c%d INT"::formatted)
            .collect(Collectors.joining(", "));
    String small = database(server, "CREATE TABLE one (id INT)");
    String large =
        database(
            server,
            IntStream.rangeClosed(1, 200)
                .mapToObj(
                    number ->
                        number == 1
                            ? "CREATE TABLE t1 (id INT PRIMARY KEY, %s)".formatted(columns)
                            : """
                              CREATE TABLE t%d (id INT PRIMARY KEY,
                                CONSTRAINT fk%d FOREIGN KEY (id) REFERENCES t%d (id))"""
                                .formatted(number, number, number - 1))
                .toArray(String[]::new));

    long before = queries(server);
    read(server, small);
    long between = queries(server);
    Catalog catalog = read(server, large);
    long after = queries(server);

    assertThat(after - between).isEqualTo(between - before);
    assertThat(catalog.tables()).hasSize(200);
    assertThat(found(catalog, "t1").columnNames()).hasSize(301).endsWith("c299", "c300");
    assertThat(catalog.tables()).flatExtracting(Table::foreignKeys).hasSize(199);
  }

  @Test
  void readsShopsphereAsTheTestsWriteIt() throws Exception {
    assertThat(shopsphere(Servers.mysql(), Shape.THIRTEEN_TABLES).tables())
        .usingRecursiveComparison()
        .ignoringFields("dataBytes")
        .isEqualTo(ShopsphereCatalog.thirteenTables().tables());
    assertThat(shopsphere(Servers.mysql(), Shape.FIFTEEN_TABLES).tables())
        .usingRecursiveComparison()
        .ignoringFields("dataBytes")
        .ignoringCollectionOrderInFields("foreignKeys")
        .isEqualTo(ShopsphereCatalog.fifteenTables().tables());
  }

  /** Types and collations have other names there. */
  @Test
  void readsTheSameKeysOfShopsphereFromMariaDb() throws Exception {
    for (EmbeddedServer server : List.of(Servers.mariadb(), Servers.olderMariadb())) {
      assertThat(shopsphere(server, Shape.THIRTEEN_TABLES).tables())
          .usingRecursiveComparison()
          .ignoringFields("dataBytes", "columns")
          .isEqualTo(ShopsphereCatalog.thirteenTables().tables());
    }
  }

  private static Catalog shopsphere(EmbeddedServer server, Shape shape) throws SQLException {
    String database = Servers.freshDatabase(server);
    try (Connection connection = server.connect(database)) {
      new ShopsphereSchema(Path.of("").toAbsolutePath()).create(connection, shape);
    }
    return read(server, database);
  }

  /** What the server has been asked so far by all its clients. */
  private static long queries(EmbeddedServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet status = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
      status.next();
      return status.getLong(2);
    }
  }
}
