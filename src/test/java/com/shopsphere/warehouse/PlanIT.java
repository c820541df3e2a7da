package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.CapturedLog;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan of both Shopspheres on a real MySQL, as its command prints it. */
class PlanIT {

  private static final Map<Shape, List<String>> TREES =
      Map.of(
          Shape.FIFTEEN_TABLES,
          List.of(
              "order_item                         grain: orderID, SKU",
              "├─ order                           n:1  on orderID (PRIMARY)",
              "│  ├─ customer                     n:1  on customerID (PRIMARY)",
              "│  │  ├─* address                  1:n  on customerID (no key), nested as customer_address",
              "│  │  └─* phone_number             1:n  on customerID (no key), nested as customer_phone_number",
              "│  ├─ region                       n:1  on regionID (PRIMARY)",
              "│  ├─ payment                      1:1  on orderID (UNIQUE payment_order)",
              "│  └─ shipment                     1:1  on orderID (UNIQUE shipment_order)",
              "│     └─* carrier                  1:n  on shipmentID (no key), nested as shipment_carrier",
              "├─ product                         n:1  on SKU (PRIMARY)",
              "│  ├─ supplier                     n:1  on supplierID (PRIMARY)",
              "│  │  ├─ supplier_email            1:1  on supplierID (PRIMARY)",
              "│  │  └─* supplier_phone           1:n  on supplierID (no key), nested as supplier_phone",
              "│  └─ category                     n:1  on categoryID (PRIMARY)",
              "│     └─ parent_category           n:1  parent_categoryID = categoryID (PRIMARY)",
              "└─* review                         1:n  on SKU, orderID (configured), nested as review"),
          Shape.THIRTEEN_TABLES,
          List.of(
              "order_item                         grain: orderID, SKU",
              "├─ order                           n:1  on orderID (PRIMARY)",
              "│  ├─ customer                     n:1  on customerID (PRIMARY)",
              "│  │  ├─* address                  1:n  on customerID (no key), nested as customer_address",
              "│  │  └─* phone_number             1:n  on customerID (no key), nested as customer_phone_number",
              "│  ├─ payment                      1:1  on orderID (UNIQUE payment_order)",
              "│  └─ shipment                     1:1  on orderID (UNIQUE shipment_order)",
              "│     └─* carrier                  1:n  on shipmentID (no key), nested as shipment_carrier",
              "├─ product                         n:1  on SKU (PRIMARY)",
              "│  └─ supplier                     n:1  on supplierID (PRIMARY)",
              "│     ├─ supplier_email            1:1  on supplierID (PRIMARY)",
              "│     └─* supplier_phone           1:n  on supplierID (no key), nested as supplier_phone",
              "└─* review                         1:n  on SKU, orderID (configured), nested as review"));

  private static final Map<Shape, String> FILES =
      Map.of(
          Shape.FIFTEEN_TABLES, "conf/shopsphere.conf",
          Shape.THIRTEEN_TABLES, "conf/shopsphere-thirteen.conf");

  private static final Map<Shape, Shop> SHOPS = new EnumMap<>(Shape.class);

  @BeforeAll
  static void createShops() throws SQLException {
    for (Shape shape : FILES.keySet()) {
      Shop shop = Shop.create(Servers.mysql(), shape, 1);
      shop.execute("ANALYZE TABLE order_item");
      SHOPS.put(shape, shop);
    }
  }

  @ParameterizedTest
  @EnumSource
  void textShowsTheTreeOfTheDesignInLinesOf120Columns(Shape shape) {
    List<String> lines = plan(shape, "text").lines().toList();

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    assertThat(lines.get(0)).isEqualTo(shop(shape).database() + " on MySQL 8.0.33");
    assertThat(lines.get(1))
        .matches(
            "one row for each row of order_item, ~[\\d,]+ rows; numbers of rows are the server's estimates");
    List<String> tree = tree(shape);
    assertThat(lines.subList(3, 3 + tree.size()))
        .zipSatisfy(
            tree, (line, start) -> assertThat(line).startsWith(start).matches(".* ~[\\d,]+"));
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(" +customer_id +varchar\\(36\\) +STRING +STRING +order\\.customerID"));
    assertThat(lines).contains("left out");
  }

  @ParameterizedTest
  @EnumSource
  void jsonHoldsTheSameTree(Shape shape) throws IOException {
    JsonNode json =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(plan(shape, "json"));

    List<String> roles = new ArrayList<>();
    gatherRoles(json.get("tree"), roles);
    assertThat(roles)
        .containsExactlyElementsOf(
            tree(shape).stream().map(line -> line.replaceAll("^[^a-z]*(\\w+).*", "$1")).toList());
    assertThat(json.at("/tree/estimated_rows").asLong()).isBetween(500L, 2000L);
    assertThat(json.at("/tree/children/0/edge/keys/0/comparison").asText())
        .isEqualTo("by utf8mb4_0900_ai_ci");
    assertThat(json.at("/grain/columns").toString()).isEqualTo("[\"order_id\",\"sku\"]");
  }

  @ParameterizedTest
  @EnumSource
  void mermaidDrawsABoxForEachTable(Shape shape) {
    List<String> lines = plan(shape, "mermaid").lines().toList();

    assertThat(lines.get(0)).isEqualTo("flowchart LR");
    assertThat(lines).filteredOn(line -> line.matches("  n\\d+\\[.*")).hasSize(tree(shape).size());
    assertThat(lines)
        .contains(
            "  n0 -->|\"n:1 on orderID\"| n1",
            "  n0 -.->|\"1:n on SKU, orderID\"| n%d".formatted(tree(shape).size() - 1));
  }

  /** By the server's own count of the rows that were fetched of each table. */
  @ParameterizedTest
  @EnumSource
  void noRowOfAnyTableIsRead(Shape shape) throws SQLException {
    List<String> before = rowsRead(shape);

    plan(shape, "json");

    assertThat(rowsRead(shape)).isNotEmpty().isEqualTo(before);
    shop(shape).execute("SELECT * FROM review");
    assertThat(rowsRead(shape)).as("a read is counted").isNotEqualTo(before);
  }

  /** The server does not count the rows that COUNT(*) passes over, but lists every statement. */
  @ParameterizedTest
  @EnumSource
  void onlyTheInformationSchemaIsQueried(Shape shape) throws SQLException {
    Set<String> before = queried(shape);

    plan(shape, "text");

    Set<String> queried = new TreeSet<>(queried(shape));
    queried.removeAll(before);
    assertThat(queried)
        .isNotEmpty()
        .allSatisfy(table -> assertThat(table).startsWith("`information_schema`"));
  }

  /** What stands behind FROM and JOIN in the statements that were run in the database. */
  private static Set<String> queried(Shape shape) throws SQLException {
    List<String> statements =
        rows(
            """
            SELECT DIGEST_TEXT, COUNT_STAR
            FROM performance_schema.events_statements_summary_by_digest
            WHERE SCHEMA_NAME = '%s'""",
            shape);
    return statements.stream()
        .flatMap(
            statement ->
                Pattern.compile("(?:FROM|JOIN) (\\S+(?: \\. \\S+)?)")
                    .matcher(statement)
                    .results()
                    .map(found -> found.group(1) + " in " + statement))
        .collect(Collectors.toSet());
  }

  private static List<String> rowsRead(Shape shape) throws SQLException {
    return rows(
        """
        SELECT OBJECT_NAME, COUNT_FETCH FROM performance_schema.table_io_waits_summary_by_table
        WHERE OBJECT_SCHEMA = '%s'""",
        shape);
  }

  private static List<String> rows(String sql, Shape shape) throws SQLException {
    try (Connection connection = Servers.mysql().connect()) {
      return Rows.of(connection, sql.formatted(shop(shape).database()));
    }
  }

  private static Shop shop(Shape shape) {
    return requireNonNull(SHOPS.get(shape), shape::toString);
  }

  private static List<String> tree(Shape shape) {
    return TREES.getOrDefault(shape, List.of());
  }

  private static void gatherRoles(JsonNode node, List<String> roles) {
    roles.add(node.get("role").asText());
    node.get("children").forEach(child -> gatherRoles(child, roles));
  }

  private static String plan(Shape shape, String format) {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (var log = CapturedLog.capture()) {
      int code =
          WarehouseJob.run(
              shop(shape).environment(),
              "plan",
              "--config",
              FILES.getOrDefault(shape, ""),
              "--format",
              format);
      assertThat(code).as(() -> String.join("\n", log.lines())).isZero();
      return printed.toString(StandardCharsets.UTF_8);
    } finally {
      System.setOut(out);
    }
  }
}
