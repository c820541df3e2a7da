package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Words;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys are equal in the merge exactly where the server takes them to be equal. */
class CollationsIT {

  private static final int DOZEN = 12;

  private static final List<Sides> ON_BOTH =
      List.of(
          Sides.of("utf8mb4_bin"),
          Sides.of("utf8mb4_general_ci"),
          Sides.of("utf8mb4_unicode_ci"),
          Sides.of("utf8mb4_unicode_520_ci"),
          Sides.of("utf8mb4_turkish_ci"),
          Sides.of("utf8mb4_german2_ci"),
          Sides.of("utf8mb4_hungarian_ci"),
          Sides.of("utf8mb4_czech_ci"),
          Sides.of("utf8mb4_spanish2_ci"),
          Sides.of("utf8mb3_general_ci"),
          Sides.of("utf8mb3_bin"),
          Sides.of("latin1_swedish_ci"),
          Sides.of("latin1_german2_ci"),
          Sides.of("latin1_general_cs"),
          Sides.of("latin1_bin"),
          Sides.of("latin2_czech_cs"),
          Sides.of("ascii_general_ci"),
          Sides.of("ascii_bin"),
          Sides.of("cp1251_general_ci"),
          Sides.of("sjis_japanese_ci"),
          new Sides("utf8mb4_bin", "utf8mb4_unicode_ci"),
          new Sides("utf8mb4_unicode_ci", "utf8mb3_general_ci"),
          new Sides("latin1_swedish_ci", "utf8mb4_general_ci"),
          new Sides("utf8mb4_bin", "latin1_swedish_ci"),
          new Sides("ascii_bin", "utf8mb4_unicode_ci"),
          new Sides("latin1_swedish_ci", "latin1_bin"));

  private static final List<Sides> ON_MYSQL =
      List.of(
          Sides.of("utf8mb4_0900_ai_ci"),
          Sides.of("utf8mb4_0900_as_ci"),
          Sides.of("utf8mb4_0900_as_cs"),
          Sides.of("utf8mb4_0900_bin"),
          Sides.of("utf8mb4_hu_0900_ai_ci"),
          Sides.of("utf8mb4_cs_0900_ai_ci"),
          Sides.of("utf8mb4_tr_0900_as_cs"),
          Sides.of("utf8mb4_de_pb_0900_ai_ci"),
          Sides.of("utf8mb4_da_0900_as_cs"),
          Sides.of("utf8mb4_ja_0900_as_cs"),
          Sides.of("utf8mb4_ja_0900_as_cs_ks"),
          Sides.of("utf8mb4_zh_0900_as_cs"),
          new Sides("utf8mb4_0900_ai_ci", "utf8mb4_bin"),
          new Sides("utf8mb4_0900_ai_ci", "latin1_swedish_ci"));

  private static final List<Sides> ON_MARIADB =
      List.of(
          Sides.of("utf8mb4_uca1400_ai_ci"),
          Sides.of("utf8mb4_uca1400_nopad_ai_ci"),
          Sides.of("utf8mb4_uca1400_hungarian_ai_ci"),
          Sides.of("utf8mb4_nopad_bin"),
          Sides.of("utf8mb4_unicode_nopad_ci"),
          new Sides("utf8mb4_uca1400_ai_ci", "utf8mb4_bin"));

  @TempDir private Path directory;

  /** Collations of the two columns that are joined. */
  private record Sides(String grain, String other) {

    static Sides of(String collation) {
      return new Sides(collation, collation);
    }

    /** Whether a key of the one column tells apart what the join tells apart. */
    boolean alike() {
      return grain.equals(other);
    }
  }

  /** Each server with all of its collations, a dozen at a time. */
  static Stream<Arguments> servers() {
    return Stream.concat(dozens(Servers.mysql(), ON_MYSQL), dozens(Servers.mariadb(), ON_MARIADB));
  }

  private static Stream<Arguments> dozens(EmbeddedServer server, List<Sides> own) {
    List<Sides> all = Stream.concat(ON_BOTH.stream(), own.stream()).toList();
    return IntStream.iterate(0, first -> first < all.size(), first -> first + DOZEN)
        .mapToObj(first -> all.subList(first, Math.min(first + DOZEN, all.size())))
        .map(dozen -> Arguments.of(server, dozen));
  }

  /** Every word meets every word, by keys that are unique (flattened) and by keys that are not. */
  @ParameterizedTest
  @MethodSource("servers")
  void wordsMeetThoseThatTheServerTakesForEqual(EmbeddedServer server, List<Sides> all)
      throws SQLException {
    SchemaRun run = SchemaRun.create(server, directory, Words.table());
    List<String> relations = new ArrayList<>();
    run.execute("CREATE TABLE grain (id INT PRIMARY KEY)", "INSERT INTO grain SELECT id FROM word");
    for (int i = 0; i < all.size(); i++) {
      fill(run, all.get(i), i);
      relations.add(
          "{ from = grain, to = many%d, on { k%d = k }, fold = %s }".formatted(i, i, fold(i)));
      if (all.get(i).alike()) {
        relations.add("{ from = grain, to = one%d, on { k%d = k } }".formatted(i, i));
      }
    }

    run.publish("grain = grain, relations = [ %s ]".formatted(String.join(", ", relations)));

    for (int i = 0; i < all.size(); i++) {
      assertThat(
              run.difference("SELECT id, %s FROM unified".formatted(folded(i)), foldedOnServer(i)))
          .as(all.get(i).toString())
          .isEmpty();
      if (all.get(i).alike()) {
        assertThat(
                run.difference(
                    "SELECT id, one%d_name AS name FROM unified".formatted(i),
                    "SELECT g.id, o.name FROM grain g LEFT JOIN one%d o ON o.k = g.k%d"
                        .formatted(i, i)))
            .as(all.get(i).toString())
            .isEmpty();
      }
    }
  }

  /** What the narrower character sets cannot hold becomes a question mark. */
  private static void fill(SchemaRun run, Sides sides, int i) throws SQLException {
    String grain = "VARCHAR(40) %s".formatted(collated(sides.grain()));
    String other = "VARCHAR(50) %s".formatted(collated(sides.other()));
    run.execute(
        "SET sql_mode = ''",
        "ALTER TABLE grain ADD COLUMN k%d %s".formatted(i, grain),
        "UPDATE IGNORE grain g JOIN word w ON w.id = g.id SET g.k%d = w.text".formatted(i),
        "CREATE TABLE one%d (k %s PRIMARY KEY, name INT)".formatted(i, other),
        "INSERT IGNORE INTO one%d SELECT text, id FROM word ORDER BY id DESC".formatted(i),
        "CREATE TABLE many%d (id INT PRIMARY KEY, k %s)".formatted(i, other),
        "INSERT IGNORE INTO many%d SELECT id, text FROM word".formatted(i));
  }

  private static String collated(String collation) {
    return "CHARACTER SET %s COLLATE %s"
        .formatted(collation.substring(0, collation.indexOf('_')), collation);
  }

  /** Each fold groups by keys in its own way, so each gets a third of the collations. */
  private static String fold(int i) {
    return switch (i % 3) {
      case 0 -> "nest";
      case 1 -> "{ kind = pick, last-by = id }";
      default ->
          "{ kind = aggregate, columns { rows%d = \"count(*)\", ids%d = \"sum(id)\" } }"
              .formatted(i, i);
    };
  }

  private static String folded(int i) {
    return switch (i % 3) {
      case 0 -> "array_to_string(list_transform(many%d, e -> e.id), ',') AS ids".formatted(i);
      case 1 -> "many%d_count AS number, many%d_id AS last".formatted(i, i);
      default -> "rows%d, ids%d".formatted(i, i);
    };
  }

  /**
   * By comparing rows, as {@code =} does: MariaDB keeps a subquery's answer for one key and gives
   * it for another, MySQL's hash join tells apart what its {@code =} does not (a no-break space at
   * the end).
   */
  private static String foldedOnServer(int i) {
    String figures =
        switch (i % 3) {
          case 0 -> "COALESCE(GROUP_CONCAT(m.id ORDER BY m.id), '') AS ids";
          case 1 -> "COUNT(m.id) AS number, MAX(m.id) AS last";
          default -> "COUNT(m.id) AS rows%d, SUM(m.id) AS ids%d".formatted(i, i);
        };
    return "SELECT /*+ NO_BNL() */ g.id, %s FROM grain g LEFT JOIN many%d m ON m.k = g.k%d GROUP BY g.id"
        .formatted(figures, i, i);
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void aForeignKeyMayDifferFromItsKeyInLetterCaseAndAccents(EmbeddedServer server)
      throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            "CREATE TABLE shop (code VARCHAR(20) COLLATE utf8mb4_unicode_ci PRIMARY KEY, name TEXT)",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, shop VARCHAR(40) COLLATE utf8mb4_unicode_ci,
              FOREIGN KEY (shop) REFERENCES shop (code))""",
            "INSERT INTO shop VALUES ('Zoë', 'a'), ('müller', 'b'), ('plain', 'c')",
            "INSERT INTO sale VALUES (1, 'ZOE'), (2, 'Muller '), (3, 'PLAIN'), (4, NULL)");

    run.publish("grain = sale");

    assertThat(
            run.difference(
                "SELECT id, shop_name FROM unified",
                "SELECT id, p.name AS shop_name FROM sale s LEFT JOIN shop p ON p.code = s.shop"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void longKeysBytesAndTheEmptyTextJoinAsOnTheServer(EmbeddedServer server) throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            """
            CREATE TABLE shop (code VARCHAR(750) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
              PRIMARY KEY, name INT)""",
            "CREATE TABLE device (uuid BINARY(16) PRIMARY KEY, name INT)",
            "CREATE TABLE token (hash VARBINARY(40) PRIMARY KEY, name INT)",
            """
            CREATE TABLE sale (id INT PRIMARY KEY, shop VARCHAR(750) CHARACTER SET utf8mb4
              COLLATE utf8mb4_unicode_ci, device BINARY(16), token VARBINARY(40),
              FOREIGN KEY (shop) REFERENCES shop (code),
              FOREIGN KEY (device) REFERENCES device (uuid),
              FOREIGN KEY (token) REFERENCES token (hash))""",
            """
            INSERT INTO shop VALUES (CONCAT(REPEAT('é', 699), 'x'), 1),
              (CONCAT(REPEAT('é', 699), 'y'), 2), (CONCAT(REPEAT('中', 749), 'z'), 3), ('', 4)""",
            """
            INSERT INTO device VALUES (X'00112233445566778899AABBCCDDEEFF', 1),
              (X'00112233445566778899AABBCCDDEE00', 2), (X'61', 3)""",
            "INSERT INTO token VALUES (X'', 1), (X'61', 2), (X'6120', 3), (X'41', 4), (X'6100', 5)",
            """
            INSERT INTO sale VALUES
              (1, CONCAT(REPEAT('E', 699), 'Y'), X'00112233445566778899AABBCCDDEEFF', X'61'),
              (2, CONCAT(REPEAT('e', 699), 'X  '), X'00112233445566778899AABBCCDDEE00', X'6120'),
              (3, CONCAT(REPEAT('中', 749), 'Z'), X'61000000000000000000000000000000', X'41'),
              (4, '', NULL, X''), (5, '   ', NULL, X'6100'), (6, NULL, NULL, NULL)""");

    run.publish("grain = sale");

    assertThat(
            run.difference(
                "SELECT id, shop_name, device_name, token_name FROM unified",
                """
                SELECT id, p.name AS shop_name, d.name AS device_name, t.name AS token_name
                FROM sale s LEFT JOIN shop p ON p.code = s.shop
                LEFT JOIN device d ON d.uuid = s.device LEFT JOIN token t ON t.hash = s.token"""))
        .isEmpty();
  }

  @Test
  void aKeyByAnotherCollationThanThatOfTheJoinProvesNothing() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE shop (code VARCHAR(20) %s PRIMARY KEY)".formatted(collated("latin1_bin")),
            "CREATE TABLE sale (id INT PRIMARY KEY, shop VARCHAR(20) %s)"
                .formatted(collated("utf8mb4_general_ci")),
            "INSERT INTO shop VALUES ('a'), ('A')",
            "INSERT INTO sale VALUES (1, 'a')");

    SchemaRun.Outcome outcome =
        run.run("grain = sale, relations = [{ from = sale, to = shop, on { shop = code } }]");

    assertThat(run.onServer("SELECT s.id FROM sale s JOIN shop p ON p.code = s.shop")).hasSize(2);
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.message())
        .isEqualTo(
            "ERROR Cannot follow sale (shop) to shop (code) (merge.relations[] without a fold): no"
                + " key makes it many-to-one, so flattening it would multiply rows; expected nest,"
                + " pick, aggregate or leave-out, or a claimed cardinality.");
  }

  @Test
  void aCollationWhoseSortKeysDoNotAgreeWithItsOwnEqualityIsRefused() throws SQLException {
    String thai = collated("tis620_thai_ci");
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE shop (code VARCHAR(20) %s PRIMARY KEY)".formatted(thai),
            "CREATE TABLE sale (id INT PRIMARY KEY, shop VARCHAR(20) %s,".formatted(thai)
                + " FOREIGN KEY (shop) REFERENCES shop (code))");

    SchemaRun.Outcome outcome = run.run("grain = sale");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.message())
        .isEqualTo(
            "ERROR Cannot join sale (shop) to shop (code): the values of shop varchar(20)"
                + " tis620_thai_ci and of code varchar(20) tis620_thai_ci cannot be compared exactly"
                + " as the server compares them; leave the table out (merge.folds).");
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_0900_ai_ci, utf8mb4_general_ci",
    "utf8mb4_unicode_ci, utf8mb4_general_ci",
    "latin1_swedish_ci, latin2_general_ci",
  })
  void collationsThatTheServerDoesNotMixAreRefusedBeforeSparkStarts(String one, String other)
      throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE shop (code VARCHAR(20) %s PRIMARY KEY)".formatted(collated(other)),
            "CREATE TABLE sale (id INT PRIMARY KEY, shop VARCHAR(20) %s)".formatted(collated(one)));

    SchemaRun.Outcome outcome =
        run.run("grain = sale, relations = [{ from = sale, to = shop, on { shop = code } }]");

    assertThatThrownBy(() -> run.onServer("SELECT * FROM sale s JOIN shop p ON p.code = s.shop"))
        .hasMessageContaining("Illegal mix of collations");
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.message())
        .isEqualTo(
            """
            ERROR Cannot join sale (shop) to shop (code): the values of shop varchar(20) %s and of \
            code varchar(20) %s cannot be compared exactly as the server compares them; leave the \
            table out (merge.folds)."""
                .formatted(one, other));
    assertThat(outcome.log()).noneMatch(line -> line.contains("inspect"));
  }
}
