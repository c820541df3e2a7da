package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of every make join in the merge as they join on the server. */
class KeysIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void compositeUniqueAndNullableKeysJoinAsOnTheServer(EmbeddedServer server) throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            """
            CREATE TABLE country (code CHAR(2), region SMALLINT, name VARCHAR(20),
              PRIMARY KEY (code, region), KEY other_order (region, code))""",
            "CREATE TABLE shop (id INT PRIMARY KEY, code VARCHAR(9) NOT NULL UNIQUE, name TEXT)",
            """
            CREATE TABLE sale (part INT, day DATE, place SMALLINT, land CHAR(2), shop VARCHAR(9),
              PRIMARY KEY (part, day),
              FOREIGN KEY (place, land) REFERENCES country (region, code),
              FOREIGN KEY (shop) REFERENCES shop (code))""",
            """
            CREATE TABLE refund (id INT PRIMARY KEY, day DATE, part INT, amount DECIMAL(7,2),
              UNIQUE KEY one_a_sale (part, day), KEY other_order (day, part),
              FOREIGN KEY (part, day) REFERENCES sale (part, day))""",
            "INSERT INTO country VALUES ('de', 1, 'north'), ('de', 2, 'south'), ('at', 1, 'west')",
            "INSERT INTO shop VALUES (1, 'b1', 'one'), (2, 'b2', 'two')",
            """
            INSERT INTO sale VALUES (1, '2024-01-01', 1, 'de', 'b2'),
              (1, '2024-01-02', 2, 'de', NULL), (2, '2024-01-01', 1, 'at', 'b1'),
              (2, '2024-01-02', NULL, 'de', 'b1'), (3, '2024-01-01', 7, NULL, 'b2')""",
            """
            INSERT INTO refund VALUES (1, '2024-01-02', 1, 1.50), (2, NULL, 1, 2),
              (3, NULL, 1, 3), (4, NULL, NULL, 4), (5, '2024-01-01', 2, 5), (6, '2030-01-01', NULL, 6)""");

    run.publish("grain = sale");

    assertThat(
            run.difference(
                """
                SELECT part, CAST(day AS VARCHAR) AS day, place, land, country_name, shop,
                  shop_id, shop_name, refund_id, refund_amount FROM unified""",
                """
                SELECT s.part, CAST(s.day AS CHAR) AS day, s.place, s.land, c.name AS country_name,
                  s.shop, p.id AS shop_id, p.name AS shop_name, r.id AS refund_id,
                  r.amount AS refund_amount
                FROM sale s LEFT JOIN country c ON c.region = s.place AND c.code = s.land
                LEFT JOIN shop p ON p.code = s.shop
                LEFT JOIN refund r ON r.part = s.part AND r.day = s.day"""))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void keysOfDifferentTypesJoinAsOnTheServer(EmbeddedServer server) throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            """
            CREATE TABLE line (id INT PRIMARY KEY, i INT, b BIGINT UNSIGNED, d DECIMAL(10,2),
              v VARCHAR(36), c CHAR(10), t TEXT, f FLOAT, bytes VARBINARY(20), y YEAR,
              at DATETIME(3))""",
            "CREATE TABLE huge (k BIGINT UNSIGNED PRIMARY KEY, name INT)",
            "CREATE TABLE negative (k BIGINT PRIMARY KEY, name INT)",
            "CREATE TABLE whole (k INT PRIMARY KEY, name INT)",
            "CREATE TABLE fraction (k DECIMAL(20,6) PRIMARY KEY, name INT)",
            "CREATE TABLE wide (k VARCHAR(255) PRIMARY KEY, name INT)",
            "CREATE TABLE padded (k CHAR(20) PRIMARY KEY, name INT)",
            "CREATE TABLE real_number (k DOUBLE PRIMARY KEY, name INT)",
            "CREATE TABLE fixed (k BINARY(4) PRIMARY KEY, name INT)",
            "CREATE TABLE vintage (k YEAR PRIMARY KEY, name INT)",
            "CREATE TABLE moment (k DATETIME PRIMARY KEY, name INT)",
            """
            INSERT INTO line VALUES
              (1, 1, 1, 1.00, 'a', 'a', 'a', 0.5, X'61', 2024, '2024-03-31 02:30:00.000'),
              (2, -1, 18446744073709551615, 1.50, 'a ', 'a ', 'a ', 0.1, X'61000000', 1901,
                '2024-03-31 02:30:00.001'),
              (3, 2147483647, 9223372036854775808, -1.00, 'A', 'ab', 'Ab', -0.0, X'', 2155,
                '1000-01-01 00:00:00'),
              (4, 0, 9223372036854775807, 99999999.99, '', '', '', 16777216, X'61626364', 0, NULL),
              (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)""",
            """
            INSERT INTO huge VALUES (0, 1), (1, 2), (2147483647, 3), (9223372036854775807, 4),
              (9223372036854775808, 5), (18446744073709551615, 6)""",
            """
            INSERT INTO negative VALUES (-1, 1), (0, 2), (1, 3), (-9223372036854775808, 4),
              (9223372036854775807, 5), (2147483647, 6)""",
            "INSERT INTO whole VALUES (1, 1), (-1, 2), (0, 3)",
            "INSERT INTO fraction VALUES (1, 1), (1.5, 2), (1.500001, 3), (-1, 4), (0, 5)",
            "INSERT INTO wide VALUES ('a', 1), ('ab', 2), ('', 3)",
            "INSERT INTO padded VALUES ('a', 1), ('ab', 2), ('', 3)",
            "INSERT INTO real_number VALUES (0.5, 1), (0.1, 2), (0, 3), (16777217, 4), (16777216, 5)",
            "INSERT INTO fixed VALUES (X'61', 1), (X'61626364', 2), (X'', 3)",
            "INSERT INTO vintage VALUES (1901, 1), (2024, 2), (2155, 3), (0, 4)",
            "INSERT INTO moment VALUES ('2024-03-31 02:30:00', 1), ('1000-01-01 00:00:00', 2)");
    String[][] joins = {
      {"i", "huge", "i_huge"},
      {"b", "huge", "b_huge"},
      {"i", "negative", "i_negative"},
      {"b", "negative", "b_negative"},
      {"d", "whole", "d_whole"},
      {"d", "fraction", "d_fraction"},
      {"i", "fraction", "i_fraction"},
      {"v", "wide", "v_wide"},
      {"c", "wide", "c_wide"},
      {"t", "wide", "t_wide"},
      {"v", "padded", "v_padded"},
      {"c", "padded", "c_padded"},
      {"f", "real_number", "f_real"},
      {"bytes", "fixed", "bytes_fixed"},
      {"y", "vintage", "y_vintage"},
      {"at", "moment", "at_moment"},
    };
    StringBuilder relations = new StringBuilder();
    StringBuilder names = new StringBuilder("id");
    StringBuilder expected = new StringBuilder("l.id");
    StringBuilder joined = new StringBuilder();
    for (String[] join : joins) {
      String role = join[2];
      relations.append(
          "{ from = line, to = %s, on { %s = k }, role = %s }, ".formatted(join[1], join[0], role));
      names.append(", %s_name".formatted(role));
      expected.append(", %s.name AS %s_name".formatted(role, role));
      joined.append(" LEFT JOIN %s %s ON %s.k = l.%s".formatted(join[1], role, role, join[0]));
    }

    run.publish("grain = line, relations = [ %s ]".formatted(relations));

    assertThat(
            run.difference(
                "SELECT %s FROM unified".formatted(names),
                "SELECT %s FROM line l %s".formatted(expected, joined)))
        .isEmpty();
  }

  @Test
  void typesThatTheServerComparesAsApproximateNumbersAreRefusedBeforeSparkStarts()
      throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE line (id INT PRIMARY KEY, code VARCHAR(10) COLLATE utf8mb4_bin)",
            "CREATE TABLE shop (code INT PRIMARY KEY)");

    SchemaRun.Outcome outcome =
        run.run("grain = line, relations = [{ from = line, to = shop, on { code = code } }]");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.message())
        .isEqualTo(
            "ERROR Cannot join line (code) to shop (code): the values of code varchar(10)"
                + " utf8mb4_bin and of code int cannot be compared exactly as the server compares"
                + " them; leave the table out (merge.folds).");
    assertThat(outcome.log()).noneMatch(line -> line.contains("inspect"));
  }

  @Test
  void aTableWithoutAKeyIsAChildButNoGrain() throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE shop (number INT NOT NULL, area INT NULL, name VARCHAR(9),"
                + " UNIQUE KEY by_area (area), UNIQUE KEY by_number (number))",
            "CREATE TABLE visit (shop INT, guests INT, remark VARCHAR(9))",
            "INSERT INTO shop VALUES (7, NULL, 'seven'), (8, NULL, 'eight'), (9, 1, 'nine')",
            "INSERT INTO visit VALUES (7, 2, 'b'), (7, 2, 'b'), (7, 1, NULL), (NULL, 5, 'c'),"
                + " (9, 3, 'd'), (10, 4, 'e')");

    run.publish(
        """
        grain = shop
        relations = [{ from = shop, to = visit, on { number = shop }, fold = nest }]""");
    SchemaRun.Outcome asGrain = run.run("grain = visit");

    assertThat(
            run.difference(
                """
                SELECT number, name, v.guests, v.remark
                FROM (SELECT number, name, unnest(visit) AS v FROM unified)""",
                """
                SELECT s.number, s.name, v.guests, v.remark
                FROM shop s JOIN visit v ON v.shop = s.number"""))
        .isEmpty();
    assertThat(run.published("SELECT number, len(visit) AS visits FROM unified"))
        .containsExactly("number=7 | visits=3", "number=8 | visits=0", "number=9 | visits=1");
    assertThat(run.manifest())
        .contains("grain: number")
        .contains(
            "Table 'visit' has no primary key: its nested rows are ordered by all their columns.");
    assertThat(asGrain.exitCode()).isEqualTo(4);
    assertThat(asGrain.message())
        .isEqualTo(
            "ERROR Cannot merge at the grain of table 'visit' (merge.grain): it has neither a"
                + " primary key nor a unique key without NULL, so its rows have no identity.");
  }

  @Test
  void anEmptyGrainTableGivesAnEmptyTableAndOneRowGivesOne() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE shop (id INT PRIMARY KEY, name VARCHAR(9))",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, shop INT, amount DECIMAL(7,2),
              FOREIGN KEY (shop) REFERENCES shop (id))""",
            """
            CREATE TABLE note (id INT PRIMARY KEY, sale INT, FOREIGN KEY (sale) REFERENCES sale (id))""");
    String merge = "grain = sale, folds { note = nest }";

    run.publish(merge);
    assertThat(run.published("DESCRIBE unified"))
        .extracting(row -> row.substring(0, row.indexOf(" | null")))
        .containsExactly(
            "column_name='amount' | column_type='DECIMAL(7,2)'",
            "column_name='id' | column_type='INTEGER'",
            "column_name='note' | column_type='STRUCT(id INTEGER)[]'",
            "column_name='shop' | column_type='INTEGER'",
            "column_name='shop_name' | column_type='VARCHAR'");
    assertThat(run.published("SELECT count(*) AS n FROM unified")).containsExactly("n=0");

    run.execute("INSERT INTO sale VALUES (1, NULL, 0.10)");
    run.publish(merge);

    assertThat(run.published("SELECT id, amount, shop_name, len(note) AS notes FROM unified"))
        .containsExactly("id=1 | amount=0.10 | shop_name=NULL | notes=0");
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void rowsWhoseParentsAreGoneArePublishedCountedAndTold(EmbeddedServer server)
      throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            "CREATE TABLE shop (id INT PRIMARY KEY, name VARCHAR(9))",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, shop INT, FOREIGN KEY (shop) REFERENCES shop (id))""",
            """
            CREATE TABLE note (id INT PRIMARY KEY, sale INT, FOREIGN KEY (sale) REFERENCES sale (id))""",
            "INSERT INTO shop VALUES (1, 'one')",
            "SET foreign_key_checks = 0",
            "INSERT INTO sale VALUES (1, 11), (2, 12), (3, 12), (4, NULL)",
            "INSERT INTO note VALUES (1, 91), (2, 92), (3, NULL)");

    SchemaRun.Outcome outcome = run.publish("grain = sale, folds { note = nest }");

    assertThat(
            run.difference(
                "SELECT id, shop, shop_name, len(note) AS notes FROM unified",
                """
                SELECT s.id, s.shop, p.name AS shop_name,
                  (SELECT COUNT(*) FROM note n WHERE n.sale = s.id) AS notes
                FROM sale s LEFT JOIN shop p ON p.id = s.shop"""))
        .isEmpty();
    String sales =
        "3 rows of sale have a foreign key that names no row of shop: it was not enforced when they"
            + " were written.";
    String notes =
        "2 rows of note have a foreign key that names no row of sale: it was not enforced when they"
            + " were written.";
    assertThat(outcome.log()).contains("WARN " + sales, "WARN " + notes);
    assertThat(run.manifest())
        .contains(sales, notes)
        .containsSubsequence("\"joins\"", "\"child\" : \"shop\"", "\"orphans\" : 3")
        .containsSubsequence("\"joins\"", "\"child\" : \"note\"", "\"orphans\" : 2");
  }
}
