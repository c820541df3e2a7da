package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas of many shapes, merged by inference alone. */
class ShapesIT {

  @TempDir private Path directory;

  @Test
  void rolesSelfReferencesCyclesAndDiamondsAreJoinedEachOnItsOwnPath() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE address (id INT PRIMARY KEY, city VARCHAR(9))",
            """
            CREATE TABLE customer (id INT PRIMARY KEY, name VARCHAR(9), home INT, best_friend INT,
              FOREIGN KEY (home) REFERENCES address (id),
              FOREIGN KEY (best_friend) REFERENCES customer (id))""",
            "CREATE TABLE shop (id INT PRIMARY KEY, name VARCHAR(9), manager INT)",
            """
            CREATE TABLE employee (id INT PRIMARY KEY, name VARCHAR(9), boss INT, shop INT,
              FOREIGN KEY (boss) REFERENCES employee (id), FOREIGN KEY (shop) REFERENCES shop (id))""",
            "ALTER TABLE shop ADD FOREIGN KEY (manager) REFERENCES employee (id)",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, customer INT, billing_address INT,
              shipping_address INT, clerk INT, FOREIGN KEY (customer) REFERENCES customer (id),
              FOREIGN KEY (billing_address) REFERENCES address (id),
              FOREIGN KEY (shipping_address) REFERENCES address (id),
              FOREIGN KEY (clerk) REFERENCES employee (id))""",
            "INSERT INTO address VALUES (1, 'Rome'), (2, 'Oslo'), (3, 'Bern')",
            "INSERT INTO customer VALUES (1, 'Ada', 1, 1), (2, 'Bo', 2, 1), (3, 'Cy', NULL, 2)",
            "INSERT INTO shop VALUES (1, 'one', NULL), (2, 'two', NULL)",
            """
            INSERT INTO employee VALUES (1, 'a', NULL, 1), (2, 'b', 1, 2), (3, 'c', 2, 1),
              (4, 'd', 3, NULL), (5, 'e', 4, 2)""",
            "UPDATE shop SET manager = IF(id = 1, 5, 1)",
            """
            INSERT INTO sale VALUES (1, 1, 1, 1, 5), (2, 2, 2, 3, 4), (3, 3, NULL, 2, 3),
              (4, NULL, 3, NULL, NULL), (5, 1, 2, 1, 1)""");
    String joins =
        """
        FROM sale s LEFT JOIN customer c ON c.id = s.customer
        LEFT JOIN address h ON h.id = c.home LEFT JOIN address b ON b.id = s.billing_address
        LEFT JOIN address d ON d.id = s.shipping_address
        LEFT JOIN customer f ON f.id = c.best_friend LEFT JOIN address fh ON fh.id = f.home
        LEFT JOIN employee e ON e.id = s.clerk LEFT JOIN employee e1 ON e1.id = e.boss
        LEFT JOIN employee e2 ON e2.id = e1.boss LEFT JOIN employee e3 ON e3.id = e2.boss
        LEFT JOIN shop p ON p.id = e.shop LEFT JOIN shop p1 ON p1.id = e1.shop
        LEFT JOIN employee m ON m.id = p.manager LEFT JOIN employee mb ON mb.id = m.boss""";

    run.publish("grain = sale");

    assertThat(
            run.difference(
                """
                SELECT id, customer_name, address_city, billing_address_city, shipping_address_city,
                  best_friend_name, best_friend_address_city, employee_name, boss_name, shop_name,
                  boss_shop_name, manager_name, manager_boss_name FROM unified""",
                """
                SELECT s.id, c.name AS customer_name, h.city AS address_city,
                  b.city AS billing_address_city, d.city AS shipping_address_city,
                  f.name AS best_friend_name, fh.city AS best_friend_address_city,
                  e.name AS employee_name, e1.name AS boss_name, p.name AS shop_name,
                  p1.name AS boss_shop_name, m.name AS manager_name, mb.name AS manager_boss_name
                """
                    + joins))
        .isEmpty();

    run.publish("grain = sale, self-references { employee = 3, customer = 0 }");

    assertThat(
            run.difference(
                "SELECT id, boss_name, boss_boss_name, boss_boss_boss_name FROM unified",
                """
                SELECT s.id, e1.name AS boss_name, e2.name AS boss_boss_name,
                  e3.name AS boss_boss_boss_name
                """
                    + joins))
        .isEmpty();
    assertThat(run.published("DESCRIBE unified"))
        .noneMatch(column -> column.contains("best_friend_"));
  }

  @Test
  void bridgesAreNestedWithTheirFarSideAtAnyDepth() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE film (id INT PRIMARY KEY, title VARCHAR(9))",
            "CREATE TABLE actor (id INT PRIMARY KEY, name VARCHAR(9))",
            """
            CREATE TABLE film_actor (actor INT, film INT, billing INT, PRIMARY KEY (actor, film),
              FOREIGN KEY (film) REFERENCES film (id), FOREIGN KEY (actor) REFERENCES actor (id))""",
            """
            CREATE TABLE sequel (film INT, follows INT, PRIMARY KEY (film, follows),
              FOREIGN KEY (film) REFERENCES film (id), FOREIGN KEY (follows) REFERENCES film (id))""",
            "CREATE TABLE rental (id INT PRIMARY KEY, film INT, FOREIGN KEY (film) REFERENCES film (id))",
            "INSERT INTO film VALUES (1, 'one'), (2, 'two'), (3, 'three'), (4, 'four')",
            "INSERT INTO actor VALUES (1, 'Ada'), (2, 'Bo'), (3, 'Cy')",
            "INSERT INTO film_actor VALUES (2, 1, 1), (1, 1, 2), (1, 2, 1), (3, 3, NULL)",
            "INSERT INTO sequel VALUES (2, 1), (3, 2), (3, 1), (4, 4)",
            "INSERT INTO rental VALUES (1, 1), (2, 1), (3, 4), (4, NULL), (5, 3)");

    run.publish("grain = rental");

    assertThat(
            run.difference(
                """
                SELECT id, a.actor AS actor, a.billing, a.actor_name
                FROM (SELECT id, unnest(film_actor) AS a FROM unified)""",
                """
                SELECT r.id, x.actor, x.billing, a.name AS actor_name FROM rental r
                JOIN film_actor x ON x.film = r.film JOIN actor a ON a.id = x.actor"""))
        .isEmpty();
    assertThat(
            run.difference(
                """
                SELECT id, s.follows, s.follows_title
                FROM (SELECT id, unnest(film_sequel_by_film) AS s FROM unified)""",
                """
                SELECT r.id, x.follows, f.title AS follows_title FROM rental r
                JOIN sequel x ON x.film = r.film JOIN film f ON f.id = x.follows"""))
        .isEmpty();
    assertThat(
            run.difference(
                """
                SELECT id, s.film, s.sequel_by_follows_film_title AS title
                FROM (SELECT id, unnest(film_sequel_by_follows) AS s FROM unified)""",
                """
                SELECT r.id, x.film, f.title FROM rental r
                JOIN sequel x ON x.follows = r.film JOIN film f ON f.id = x.film"""))
        .isEmpty();
    assertThat(run.published("SELECT id, len(film_actor) AS n FROM unified WHERE id IN (3, 4)"))
        .containsExactly("id=3 | n=0", "id=4 | n=0");
  }

  @Test
  void twoHundredTablesAroundOneAreAllJoined() throws SQLException {
    List<String> statements = new ArrayList<>();
    for (int i = 1; i <= 160; i++) {
      statements.add("CREATE TABLE far%d (id INT PRIMARY KEY, name INT)".formatted(i));
      statements.add("INSERT INTO far%d VALUES (1, %d), (2, -%d)".formatted(i, i, i));
    }
    for (int i = 1; i <= 40; i++) {
      // A table has 64 indexes at most.
      String keys =
          IntStream.rangeClosed(4 * i - 3, 4 * i)
              .mapToObj("k%1$d INT, FOREIGN KEY (k%1$d) REFERENCES far%1$d (id)"::formatted)
              .collect(Collectors.joining(", "));
      statements.add("CREATE TABLE near%d (id INT PRIMARY KEY, %s)".formatted(i, keys));
      statements.add("INSERT INTO near%d VALUES (1, 1, 1, 1, 2), (2, NULL, 2, 2, 2)".formatted(i));
    }
    String keys = numbered(40, "n%d INT, FOREIGN KEY (n%d) REFERENCES near%d (id)");
    statements.add("CREATE TABLE hub (id INT PRIMARY KEY, %s)".formatted(keys));
    statements.add(
        "INSERT INTO hub VALUES (1, %s), (2, %s), (3, %s)"
            .formatted(numbered(40, "1"), numbered(40, "2"), numbered(40, "NULL")));
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, statements.toArray(String[]::new));

    run.publish("grain = hub");

    // The server joins no more than 61 tables at once.
    for (int first = 1; first <= 40; first += 10) {
      List<String> names = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      List<String> joins = new ArrayList<>();
      for (int i = first; i < first + 10; i++) {
        joins.add("LEFT JOIN near%1$d ON near%1$d.id = h.n%1$d".formatted(i));
        for (int j = 4 * i - 3; j <= 4 * i; j++) {
          names.add("far%d_name".formatted(j));
          expected.add("far%1$d.name AS far%1$d_name".formatted(j));
          joins.add("LEFT JOIN far%1$d ON far%1$d.id = near%2$d.k%1$d".formatted(j, i));
        }
      }
      assertThat(
              run.difference(
                  "SELECT id, %s FROM unified".formatted(String.join(", ", names)),
                  "SELECT h.id, %s FROM hub h %s"
                      .formatted(String.join(", ", expected), String.join(" ", joins))))
          .isEmpty();
    }
  }

  /** The text once for each number, in which each %d is that number. */
  private static String numbered(int count, String text) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> text.replace("%d", Integer.toString(i)))
        .collect(Collectors.joining(", "));
  }

  @Test
  void aChainIsFollowedToItsBoundAndTheRestIsTold() throws SQLException, IOException {
    List<String> statements = new ArrayList<>();
    for (int i = 60; i >= 1; i--) {
      String next = i == 60 ? "" : ", FOREIGN KEY (next) REFERENCES link%d (id)".formatted(i + 1);
      statements.add(
          "CREATE TABLE link%d (id INT PRIMARY KEY, name INT, next INT%s)".formatted(i, next));
      statements.add("INSERT INTO link%d VALUES (1, %d, 1)".formatted(i, i));
    }
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, statements.toArray(String[]::new));

    run.publish("grain = link1, max-depth = 16");

    assertThat(run.published("SELECT id, name, link2_name, link17_name FROM unified"))
        .containsExactly("id=1 | name=1 | link2_name=2 | link17_name=17");
    assertThat(run.manifest())
        .contains(
            "link17 (next) to link18 (id): deeper than merge.max-depth = 16",
            "link60: unreachable: no key leads to it from the tree");
  }

  @Test
  void aTableOfThreeHundredColumnsIsMergedUpToTheBoundOfColumns() throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE wide (id INT PRIMARY KEY, %s)".formatted(numbered(299, "c%d VARCHAR(3)")),
            "CREATE TABLE near (id INT PRIMARY KEY, name VARCHAR(9))",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, wide INT, near INT,
              FOREIGN KEY (wide) REFERENCES wide (id), FOREIGN KEY (near) REFERENCES near (id))""",
            "INSERT INTO wide VALUES (1, %s)".formatted(numbered(299, "'%d'")),
            "INSERT INTO near VALUES (1, 'near')",
            "INSERT INTO sale VALUES (1, 1, 1), (2, NULL, NULL)");

    run.publish("grain = sale");

    assertThat(
            run.difference(
                "SELECT id, near_name, %s FROM unified".formatted(numbered(299, "wide_c%d")),
                """
                SELECT s.id, n.name AS near_name, %s FROM sale s
                LEFT JOIN wide w ON w.id = s.wide LEFT JOIN near n ON n.id = s.near"""
                    .formatted(numbered(299, "c%d AS wide_c%d"))))
        .isEmpty();

    run.publish("grain = sale, max-columns = 301");

    assertThat(run.published("SELECT * FROM unified"))
        .containsExactly(
            "id=1 | wide=1 | near=1 | near_name='near'",
            "id=2 | wide=NULL | near=NULL | near_name=NULL");
    assertThat(run.manifest())
        .contains(
            "sale (wide) to wide (id): its 299 columns would be more than merge.max-columns = 301");
  }

  @Test
  void viewsOtherDatabasesAndForbiddenTablesAreEachToldAndLeftOut()
      throws SQLException, IOException {
    SchemaRun other =
        SchemaRun.create(
            Servers.mysql(), directory, "CREATE TABLE brand (id INT PRIMARY KEY, name INT)");
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE shop (id INT PRIMARY KEY, name VARCHAR(9))",
            "CREATE TABLE secret (id INT PRIMARY KEY, name VARCHAR(9))",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, shop INT, brand INT, secret INT,
              FOREIGN KEY (shop) REFERENCES shop (id), FOREIGN KEY (secret) REFERENCES secret (id),
              FOREIGN KEY (brand) REFERENCES `%s`.brand (id))"""
                .formatted(other.database()),
            """
            CREATE VIEW busy_shop AS SELECT p.id AS shop_number, COUNT(*) AS sales
            FROM shop p JOIN sale s ON s.shop = p.id GROUP BY p.id""",
            "INSERT INTO shop VALUES (1, 'one'), (2, 'two'), (3, 'three')",
            "INSERT INTO sale VALUES (1, 1, NULL, NULL), (2, 1, NULL, NULL), (3, 2, NULL, NULL),"
                + " (4, NULL, NULL, NULL)");
    run.mayReadOnly("shop", "sale", "busy_shop");

    SchemaRun.Outcome refused = run.run("grain = sale");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.message())
        .isEqualTo(
            "ERROR Cannot follow sale (secret) to secret (id): the user may not read the table"
                + " 'secret'; grant SELECT on it, or set merge.folds.secret = leave-out.");

    run.publish("grain = sale, folds { secret = leave-out }");

    assertThat(
            run.difference(
                "SELECT * FROM unified",
                """
                SELECT s.id, s.shop, s.brand, s.secret, p.name AS shop_name
                FROM sale s LEFT JOIN shop p ON p.id = s.shop"""))
        .isEmpty();
    assertThat(run.manifest())
        .contains(
            "sale (brand) to %s.brand (id): in another database, which is not read"
                .formatted(other.database()),
            "busy_shop: a view has no keys; to include it, name it in merge.relations",
            "sale (secret) to secret (id): left out by merge.folds.secret");

    run.publish(
        """
        grain = sale, folds { secret = leave-out }, relations = [{ from = shop, to = busy_shop,
          on { id = shop_number }, cardinality = many-to-one }]""");

    assertThat(
            run.difference(
                "SELECT id, shop_name, busy_shop_sales FROM unified",
                """
                SELECT s.id, p.name AS shop_name, b.sales AS busy_shop_sales
                FROM sale s LEFT JOIN shop p ON p.id = s.shop
                LEFT JOIN busy_shop b ON b.shop_number = p.id"""))
        .isEmpty();
  }
}
