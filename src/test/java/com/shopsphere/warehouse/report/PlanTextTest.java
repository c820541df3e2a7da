package com.shopsphere.warehouse.report;

import static com.shopsphere.warehouse.report.Plans.column;
import static com.shopsphere.warehouse.report.Plans.plan;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.plan.PlanPrinter;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.ShopsphereCatalog;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  @Test
  void showsEverythingThatARunWouldDo() {
    PlanDocument plan =
        Plans.plan(
            MergeConfigs.grain("line")
                .nest("note")
                .allocate("sale.total", "quantity * price")
                .build(),
            table("line")
                .rows(1_234_567)
                .notNull("id", "int")
                .column("sale_id", "int")
                .column("quantity", "smallint")
                .column("price", "decimal(10,2)")
                .primaryKey("id")
                .reference("l", "sale_id", "sale", "id"),
            table("sale")
                .rows(400)
                .notNull("id", "int")
                .column("total", "decimal(12,2)")
                .column("at", "datetime(6)")
                .column("state", "enum('open','paid','sent','returned','refunded')")
                .column("code", "varchar(9)")
                .primaryKey("id")
                .reference("s", "code", "shop", "code"),
            table("shop").view().column("code", "varchar(9)"),
            table("note")
                .column("line_id", "int")
                .column("text", "text")
                .reference("n", "line_id", "line", "id"),
            table("island").notNull("id", "int").primaryKey("id"));

    assertThat(PlanFormat.TEXT.write(plan))
        .isEqualTo(
            """
            shop on MySQL 8.0.33
            one row for each row of line, ~1,234,567 rows; numbers of rows are the server's estimates

            line                               grain: id                                                                  ~1,234,567
            ├─ sale                            n:1  sale_id = id (PRIMARY)                                                      ~400
            └─* note                           1:n  id = line_id (no key), nested as note                                         ~0

            tables as they are read, by at most 4 connections (source.connections)
              all at one instant, under LOCK TABLES READ (source.snapshot.lock)
              line: ~9 splits of 154,320 rows by id (PRIMARY)
              sale: ~1 split of 50,000 rows by id (PRIMARY)
              note: one split, since there is no key to cut it by

            columns of the unified table: 10; with the fields of nested tables 11 of at most 1,000 (merge.max-columns)
              column                MySQL                     Spark          BigQuery        from
              id                    int                       INT            INT64           line.id
              sale_id               int                       INT            INT64           line.sale_id
              quantity              smallint                  INT            INT64           line.quantity
              price                 decimal(10,2)             DECIMAL(10,2)  NUMERIC(10, 2)  line.price
              sale_level_total      decimal(12,2)             DECIMAL(12,2)  NUMERIC(12, 2)  sale.total
              sale_total_allocated                            DECIMAL(12,2)  NUMERIC(12, 2)  share of sale.total by quantity * price
              sale_at               datetime(6)               TIMESTAMP_NTZ  DATETIME        sale.at
              sale_state            enum('open','paid','sen…  STRING         STRING          sale.state
              sale_code             varchar(9)                STRING         STRING          sale.code
              note                                            ARRAY<STRUCT>  ARRAY<STRUCT>   rows of note
                text                text                      STRING         STRING          note.text

            left out
              sale (code) to shop (code): one-to-many; to include it, set merge.folds.shop = nest
              island: unreachable: no key leads to it from the tree

            warnings
              Table 'note' has no primary key: its nested rows are ordered by all their columns.
              Connector 0.32 cannot write DATETIME to BigQuery, newer ones can: sale_at.
            """);
  }

  @Test
  void tablesThatAreLandedAreListedAndReadOnce() {
    PlanDocument plan =
        Plans.landing(
            MergeConfigs.grain("line").build(),
            List.of("Big Island", "line"),
            keyed("line").rows(7).column("lineNo", "int"),
            table("Big Island").view().column("area", "int"));

    assertThat(lines(plan))
        .containsSequence(
            "  line: ~1 split of 50,000 rows by id (PRIMARY)",
            "  Big Island: one split, since there is no key to cut it by",
            "")
        .containsSequence(
            "",
            "landed beside the unified table (target.land)",
            "  big_island: all rows of Big Island, rows not estimated; area",
            "  line: all rows of line, ~7 rows; id, line_no",
            "",
            "left out");
  }

  @Test
  void theTreeIsThatOfTheManifestWithEstimates() {
    var tree = Plans.shopsphere(ShopsphereCatalog.fifteenTables());
    List<String> lines = lines(Plans.shopspherePlan(ShopsphereCatalog.fifteenTables()));

    List<String> expected = PlanPrinter.tree(tree);
    assertThat(lines.subList(3, 3 + expected.size()))
        .zipSatisfy(
            expected,
            (line, start) -> assertThat(line).startsWith(start).endsWith(" ~0").hasSize(120));
  }

  @Test
  void linesFitWhateverTheNamesAndTheDepth() {
    PlanDocument plan = deepPlanWithLongNames("wide_name_of_a_table_that_goes_on_and_on_to_the_");

    List<String> lines = lines(plan);

    assertThat(lines).allSatisfy(line -> assertThat(Texts.width(line)).isLessThanOrEqualTo(120));
    // Nothing is cut out of a name, so two that differ in one letter still do.
    String letters = String.join("", lines).replaceAll("[│├└─* ]", "");
    assertThat(allRoles(plan.tree()))
        .hasSize(17)
        .allSatisfy(role -> assertThat(letters).contains(role));
  }

  @Test
  void linesFitWhereLettersAreTwoColumnsWide() {
    PlanDocument plan = deepPlanWithLongNames("名前の長い表");

    assertThat(lines(plan))
        .allSatisfy(line -> assertThat(Texts.width(line)).isLessThanOrEqualTo(120));
  }

  @Test
  void keysThatAreNotComparedAsTheyAreAreNamed() {
    PlanDocument plan =
        plan(
            MergeConfigs.grain("line").build(),
            keyed("line")
                .column("code", "varchar(9)")
                .column("shop_id", "int")
                .reference("a", "code", "sale", "code")
                .reference("b", "shop_id", "shop", "id"),
            table("sale").notNull("code", "char(9)").primaryKey("code"),
            keyed("shop"));

    assertThat(lines(plan)).contains("keys compared by utf8mb4_0900_ai_ci: sale");
  }

  @Test
  void aLineBreakInANameBreaksNoLine() {
    PlanDocument plan =
        plan(
            MergeConfigs.grain("li\nne").build(),
            table("li\nne").notNull("i\td", "int").primaryKey("i\td"));

    assertThat(lines(plan)).contains("  i_d     int    INT    INT64     li\\u000ane.i\\u0009d");
  }

  @Test
  void fieldsAreIndentedBelowTheirTable() {
    PlanDocument plan =
        plan(
            MergeConfigs.grain("a").nest("b", "c").build(),
            keyed("a"),
            keyed("b").column("a_id", "int").reference("b", "a_id", "a", "id"),
            keyed("c").column("b_id", "int").reference("c", "b_id", "b", "id"));

    assertThat(lines(plan))
        .containsSubsequence(
            "  id      int    INT            INT64          a.id",
            "  b              ARRAY<STRUCT>  ARRAY<STRUCT>  rows of b",
            "    id    int    INT            INT64          b.id",
            "    c            ARRAY<STRUCT>  ARRAY<STRUCT>  rows of c",
            "      id  int    INT            INT64          c.id");
  }

  @Test
  void aNameThatIsTooLongForItsPlaceGoesOnBelow() {
    List<String> lines =
        ColumnTable.of(
            List.of(column("n".repeat(100), "int"), column("m", "enum('" + "x".repeat(99) + "')")),
            120);

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    assertThat(String.join("", lines).replaceAll("[^n]|int", "")).contains("n".repeat(100));
    assertThat(String.join("", lines).replace(" ", "")).contains("x…");
  }

  /** Sixteen relations below each other, all names 64 letters long and alike but for the last. */
  private static PlanDocument deepPlanWithLongNames(String start) {
    List<TableBuilder> tables = new ArrayList<>();
    int depth = 16;
    for (int i = 0; i <= depth; i++) {
      String name = name(start, "t", i);
      TableBuilder table =
          table(name).rows(1_000_000_000L).notNull(name(start, "k", i), "bigint unsigned");
      table.column(name(start, "c", i), "enum('" + "x".repeat(100) + "')");
      table.primaryKey(name(start, "k", i));
      if (i < depth) {
        String key = name(start, "f", i);
        table
            .column(key, "bigint unsigned")
            .reference("r" + i, key, name(start, "t", i + 1), name(start, "k", i + 1));
      }
      tables.add(table);
    }
    return plan(
        MergeConfigs.grain(name(start, "t", 0)).limits(depth, 1000, 10).build(),
        tables.toArray(TableBuilder[]::new));
  }

  private static String name(String start, String kind, int number) {
    String end = "_%s%02d".formatted(kind, number);
    return start + "x".repeat(64 - start.length() - end.length()) + end;
  }

  private static List<String> allRoles(PlanDocument.TreeNode node) {
    return Stream.concat(
            Stream.of(node.role()),
            node.children().stream().flatMap(child -> allRoles(child).stream()))
        .toList();
  }

  private static List<String> lines(PlanDocument plan) {
    return PlanFormat.TEXT.write(plan).lines().toList();
  }

  private static TableBuilder keyed(String name) {
    return table(name).notNull("id", "int").primaryKey("id");
  }
}
