package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever tables and columns are called, they are read, joined and named for a warehouse. */
class NamesIT {

  private static final String LONG = "x".repeat(63);

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void namesMayHoldAnyCharacterThatTheServerTakes(EmbeddedServer server) throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            """
            CREATE TABLE `a.b "c" ``d``` (`it's` INT PRIMARY KEY, `na"me` VARCHAR(9), `名` INT,
              `it's ?` INT)""",
            """
            CREATE TABLE `order` (`group` INT, `x.y` INT, `first name` VARCHAR(9), `q"uote` INT,
              `ba``ck` INT, `号码` INT, `1st` INT, `a?b` INT, `c{d}` INT, `{fn now()}` INT,
              `100%` DECIMAL(5,2), `e#f` INT, `g--h` INT, `$i` INT, `back\\slash` INT, `:p` INT,
              `k,l` INT, `(m)` INT, `_table_n` INT, `/*o` INT, `%s` INT, `select` INT,
              `tab\there` INT,
              PRIMARY KEY (`group`, `x.y`),
              FOREIGN KEY `f.k ``1` (`q"uote`) REFERENCES `a.b "c" ``d``` (`it's`))""",
            """
            CREATE TABLE `名前` (`g.y` INT, `名` INT, `2nd?` VARCHAR(20), PRIMARY KEY (`2nd?`),
              FOREIGN KEY (`名`, `g.y`) REFERENCES `order` (`group`, `x.y`))""",
            "INSERT INTO `a.b \"c\" ``d``` VALUES (1, 'one', 11, 111), (2, 'two', 22, 222)",
            """
            INSERT INTO `order` VALUES
              (1, 1, 'a', 1, 2, 3, 4, 5, 6, 7, 8.25, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20),
              (1, 2, 'b', 2, 1, 1, 1, 1, 1, 1, 1.00, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
              (2, 1, 'c', NULL, 1, 1, 1, 1, 1, 1, 1.00, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)""",
            "INSERT INTO `名前` VALUES (1, 1, 'p'), (1, 1, 'q'), (1, 2, 'r'), (NULL, 2, 's')");

    run.publish(
        """
        grain = order, folds { "名前" = nest }, roles { a_b_c_d = friend },
        leave-out { "a.b \\"c\\" `d`" = "it's ?" }""");

    assertThat(
            run.difference(
                """
                SELECT "group", x_y, first_name, q_uote, ba_ck, u53f7u7801, c_1st, a_b, c_d, fn_now,
                  c_100, e_f, g_h, i, back_slash, p, k_l, m, table_n, o, s, "select", tab_here,
                  friend_na_me, friend_u540d,
                  array_to_string(list_transform(u540du524d, e -> e.c_2nd), ',') AS names
                FROM unified""",
                """
                SELECT o.`group`, o.`x.y` AS x_y, `first name` AS first_name, `q"uote` AS q_uote,
                  `ba``ck` AS ba_ck, o.`号码` AS u53f7u7801, `1st` AS c_1st, `a?b` AS a_b,
                  `c{d}` AS c_d, `{fn now()}` AS fn_now, `100%` AS c_100, `e#f` AS e_f,
                  `g--h` AS g_h, `$i` AS i, `back\\slash` AS back_slash, `:p` AS p, `k,l` AS k_l,
                  `(m)` AS m, `_table_n` AS table_n, `/*o` AS o, `%s` AS s, `select`,
                  `tab\there` AS tab_here, f.`na"me` AS friend_na_me, f.`名` AS friend_u540d,
                  (SELECT COALESCE(GROUP_CONCAT(n.`2nd?` ORDER BY n.`2nd?`), '') FROM `名前` n
                    WHERE n.`名` = o.`group` AND n.`g.y` = o.`x.y`) AS names
                FROM `order` o LEFT JOIN `a.b "c" ``d``` f ON f.`it's` = o.`q"uote`"""))
        .isEmpty();
  }

  @Test
  void tablesOfTheSameNameInAnotherDatabaseAreNotMixedIn() throws SQLException, IOException {
    SchemaRun other =
        SchemaRun.create(
            Servers.mysql(),
            Files.createDirectory(directory.resolve("other")),
            "CREATE TABLE shop (code INT PRIMARY KEY, owner VARCHAR(9))",
            """
            CREATE TABLE sale (number INT PRIMARY KEY, code INT,
              CONSTRAINT to_shop FOREIGN KEY (code) REFERENCES shop (code))""",
            "INSERT INTO shop VALUES (1, 'wrong')",
            "INSERT INTO sale VALUES (1, 1), (2, 1), (3, 1)");
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            Files.createDirectory(directory.resolve("own")),
            "CREATE TABLE shop (id INT, area INT, name VARCHAR(9), PRIMARY KEY (id, area))",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, shop INT, area INT,
              CONSTRAINT to_shop FOREIGN KEY (shop, area) REFERENCES shop (id, area))""",
            """
            CREATE TABLE visit (id INT PRIMARY KEY, sale INT NULL, UNIQUE KEY one (sale),
              FOREIGN KEY (sale) REFERENCES `%s`.sale (number))"""
                .formatted(other.database()),
            "INSERT INTO shop VALUES (1, 1, 'right')",
            "INSERT INTO sale VALUES (1, 1, 1)");
    run.mayAlsoRead(other.database());

    run.publish("grain = sale");

    assertThat(run.published("SELECT * FROM unified"))
        .containsExactly("id=1 | shop=1 | area=1 | shop_name='right'");
    assertThat(run.manifest()).contains("visit: unreachable: no key leads to it from the tree");
  }

  @Test
  void tablesThatDifferInLetterCaseOnlyAndNamesOfFullLengthAreToldApart() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE Item (id INT PRIMARY KEY, name VARCHAR(9))",
            "CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(9))",
            "CREATE TABLE `%sy` (`%sz` INT PRIMARY KEY, `%st` INT)".formatted(LONG, LONG, LONG),
            """
            CREATE TABLE sale (id INT PRIMARY KEY, big INT, small INT, `%sk` INT,
              FOREIGN KEY (big) REFERENCES Item (id), FOREIGN KEY (small) REFERENCES item (id),
              CONSTRAINT `%sf` FOREIGN KEY (`%sk`) REFERENCES `%sy` (`%sz`))"""
                .formatted(LONG, LONG, LONG, LONG, LONG),
            "INSERT INTO Item VALUES (1, 'Big')",
            "INSERT INTO item VALUES (1, 'small')",
            "INSERT INTO `%sy` VALUES (1, 10)".formatted(LONG),
            "INSERT INTO sale VALUES (1, 1, 1, 1), (2, 1, NULL, NULL), (3, NULL, 1, 1)");

    run.publish("grain = sale");

    assertThat(
            run.difference(
                "SELECT id, item_name, sale_item_name, %sy_%st AS far FROM unified"
                    .formatted(LONG, LONG),
                """
                SELECT s.id, b.name AS item_name, i.name AS sale_item_name, f.`%st` AS far
                FROM sale s LEFT JOIN Item b ON b.id = s.big LEFT JOIN item i ON i.id = s.small
                LEFT JOIN `%sy` f ON f.`%sz` = s.`%sk`"""
                    .formatted(LONG, LONG, LONG, LONG)))
        .isEmpty();
  }

  @Test
  void columnsThatWouldHaveOneNameAreRefusedBothNamed() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE shop (id INT PRIMARY KEY, `First Name` INT, first_name INT)",
            "CREATE TABLE sale (id INT PRIMARY KEY, shop INT, FOREIGN KEY (shop) REFERENCES shop (id))");

    SchemaRun.Outcome refused = run.run("grain = sale");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.message())
        .isEqualTo(
            "ERROR Cannot name the column shop.first_name: the name shop_first_name is already that"
                + " of shop.First Name; leave one of them out (merge.leave-out), or change a role"
                + " (merge.roles).");
    assertThat(refused.log()).noneMatch(line -> line.contains("inspect"));
  }

  @Test
  void namesStayAsTheyAreInTheSourceWhereTheyAreFree() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE Shop (shopID INT PRIMARY KEY, Name VARCHAR(9), `Élan vital` INT)",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, shopID INT, name VARCHAR(9),
              FOREIGN KEY (shopID) REFERENCES Shop (shopID))""",
            "CREATE TABLE Note (ID INT PRIMARY KEY, saleID INT, Name INT,"
                + " FOREIGN KEY (saleID) REFERENCES sale (id))",
            "INSERT INTO Shop VALUES (1, 'one', 7)",
            "INSERT INTO sale VALUES (1, 1, 'a'), (2, NULL, 'b')",
            "INSERT INTO Note VALUES (5, 1, 3)");

    run.publish("grain = sale, naming = source, folds { Note = nest }");

    assertThat(run.published("SELECT * FROM unified"))
        .containsExactly(
            "id=1 | shopID=1 | name='a' | shop_Name='one' | Elan_vital=7 | note=[{ID=5, Name=3}]",
            "id=2 | shopID=NULL | name='b' | shop_Name=NULL | Elan_vital=NULL | note=[]");
  }
}
