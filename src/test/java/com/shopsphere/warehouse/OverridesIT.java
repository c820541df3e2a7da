package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration may change about a merge, and what it may not. */
class OverridesIT {

  private static final String[] SCHEMA = {
    "CREATE TABLE shop (id INT PRIMARY KEY, code VARCHAR(9), name VARCHAR(9), phone VARCHAR(9))",
    "CREATE TABLE clerk (id INT PRIMARY KEY, shop VARCHAR(9), name VARCHAR(9))",
    """
    CREATE TABLE sale (id INT PRIMARY KEY, shop INT, area_code VARCHAR(9), seller INT,
      approver INT, amount DECIMAL(8,2), name VARCHAR(9),
      FOREIGN KEY (shop) REFERENCES shop (id), FOREIGN KEY (seller) REFERENCES clerk (id),
      FOREIGN KEY (approver) REFERENCES clerk (id))""",
    "CREATE TABLE note (id INT PRIMARY KEY, sale INT, text VARCHAR(9))",
    "INSERT INTO shop VALUES (1, 'a', 'one', '11'), (2, 'b', 'two', NULL), (3, NULL, 'x', '3')",
    "INSERT INTO clerk VALUES (1, 'a', 'Ada'), (2, 'b', 'Bo'), (3, 'b', 'Cy')",
    """
    INSERT INTO sale VALUES (1, 1, 'a', 1, 2, 0.10, 's1'), (2, 2, 'b', 3, NULL, 0.20, 's2'),
      (3, NULL, 'c', 2, 2, 0.30, 's3'), (4, 3, NULL, NULL, 1, 12.00, 's4')""",
    "INSERT INTO note VALUES (1, 1, 'p'), (2, 1, 'q'), (3, 4, 'r'), (4, 99, 's')",
  };

  @TempDir private Path directory;

  @Test
  void rolesAreRenamedAndColumnsAndTablesLeftOut() throws SQLException, IOException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SCHEMA);

    run.publish(
        """
        grain = sale, roles { approver = boss }, folds { shop = leave-out },
        leave-out { boss = shop, sale = [area_code, seller], clerk = id }""");

    assertThat(
            run.difference(
                "SELECT * FROM unified",
                """
                SELECT s.id, s.shop, s.approver, s.amount, s.name, c.shop AS seller_shop,
                  c.name AS seller_name, b.name AS boss_name
                FROM sale s LEFT JOIN clerk c ON c.id = s.seller
                LEFT JOIN clerk b ON b.id = s.approver"""))
        .isEmpty();
    assertThat(run.manifest()).contains("sale (shop) to shop (id): left out by merge.folds.shop");
  }

  @Test
  void aClaimedCardinalityIsBelievedOnlyWhereTheDataBearItOut() throws SQLException, IOException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SCHEMA);
    String byCode =
        """
        grain = sale, relations = [{ from = sale, to = shop, on { area_code = code },
          cardinality = many-to-one, role = place }]""";

    run.publish(byCode);

    assertThat(
            run.difference(
                "SELECT id, place_name, place_phone FROM unified",
                """
                SELECT s.id, p.name AS place_name, p.phone AS place_phone
                FROM sale s LEFT JOIN shop p ON p.code = s.area_code"""))
        .isEmpty();
    assertThat(run.manifest())
        .contains(
            "No key makes sale (area_code) to shop (code) n:1: it is claimed, and is proved on the"
                + " data of each run.");

    run.execute(
        "INSERT INTO shop VALUES (4, 'B ', 'again', NULL), (5, 'B', 'more', NULL),"
            + " (6, 'A', 'third', NULL), (7, NULL, 'free', NULL)");
    String before = run.manifest();
    SchemaRun.Outcome wrong = run.run(byCode);

    assertThat(wrong.exitCode()).isEqualTo(5);
    assertThat(wrong.message())
        .isEqualTo(
            "ERROR Cannot believe merge.relations[].cardinality: expected at most one row of 'shop'"
                + " for each (code), found more for 2 of them: (a) 2 times; (b) 2 times.");
    assertThat(run.manifest()).isEqualTo(before);
  }

  @Test
  void orderedMergesReplaceInference() throws SQLException, IOException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SCHEMA);

    SchemaRun.Outcome outcome =
        run.publish(
            """
            grain = sale
            order = [
              { left = sale, right = shop, left-on = shop, right-on = id, suffix = "_shop" }
              { left = sale, right = clerk, left-on = seller, right-on = id, how = inner }
              { left = sale, right = note, left-on = id, right-on = sale, fold = nest }
            ]""");

    assertThat(
            run.difference(
                """
                SELECT id, shop, area_code, seller, approver, amount, name, code, name_shop, phone,
                  clerk_shop, clerk_name,
                  array_to_string(list_transform(note, n -> n.text), ',') AS notes
                FROM unified""",
                """
                SELECT s.id, s.shop, s.area_code, s.seller, s.approver, s.amount, s.name, p.code,
                  p.name AS name_shop, p.phone, c.shop AS clerk_shop, c.name AS clerk_name,
                  (SELECT COALESCE(GROUP_CONCAT(n.text ORDER BY n.id), '') FROM note n
                    WHERE n.sale = s.id) AS notes
                FROM sale s LEFT JOIN shop p ON p.id = s.shop JOIN clerk c ON c.id = s.seller"""))
        .isEmpty();
    assertThat(outcome.log())
        .anyMatch(
            line -> line.contains("3 rows = 4 rows of sale without 1 that an inner merge drops"));
    assertThat(run.manifest())
        .contains("Rows without a row of 'clerk' are dropped (merge.order[].how = inner).")
        .contains("\"rows\" : 3");
  }

  @Test
  void whatWouldMultiplyRowsIsRefusedBeforeSparkStarts() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SCHEMA);

    SchemaRun.Outcome outcome =
        run.run("grain = sale, relations = [{ from = sale, to = note, on { id = sale } }]");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.message())
        .isEqualTo(
            "ERROR Cannot follow sale (id) to note (sale) (merge.relations[] without a fold): no key"
                + " makes it many-to-one, so flattening it would multiply rows; expected nest, pick,"
                + " aggregate or leave-out, or a claimed cardinality.");
    assertThat(outcome.log()).noneMatch(line -> line.contains("inspect"));
    assertThat(directory.resolve("unified.parquet")).doesNotExist();
    assertThat(Files.exists(directory.resolve("unified.manifest.json"))).isFalse();
  }
}
