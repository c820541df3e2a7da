package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.ReadFigures;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.testing.LocalSpark;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.ShopsphereCatalog;
import com.shopsphere.warehouse.testing.TableBuilder;
import com.shopsphere.warehouse.testing.Types;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is promised of the unified table before Spark is started, beside what Spark makes of it. */
class UnifiedSchemaTest {

  private static final List<String> TYPES =
      List.of(
          "tinyint",
          "tinyint(1)",
          "smallint unsigned",
          "mediumint",
          "int",
          "int unsigned",
          "bigint",
          "bigint unsigned",
          "year",
          "decimal(10,2)",
          "decimal(38,30)",
          "decimal(65,30)",
          "float",
          "double",
          "bit(1)",
          "bit(8)",
          "bit(64)",
          "date",
          "datetime(6)",
          "timestamp",
          "time(6)",
          "char(3)",
          "varchar(36)",
          "tinytext",
          "text",
          "mediumtext",
          "longtext",
          "enum",
          "set",
          "json",
          "binary(16)",
          "varbinary(16)",
          "tinyblob",
          "blob",
          "mediumblob",
          "longblob",
          "uuid");

  private static final List<String> FUNCTIONS = List.of("min", "max", "sum", "avg", "count");

  @TempDir private Path directory;

  @Test
  void everyTypeIsAsTheMergeGivesIt() {
    assertPromiseKept(
        plan(
            MergeConfigs.grain("line").nest("note").pickFirst("event", "id").build(),
            ofEveryType("line"),
            ofEveryType("note").column("line_id", "int").reference("n", "line_id", "line", "id"),
            ofEveryType("event").column("line_id", "int").reference("e", "line_id", "line", "id")));
  }

  @Test
  void everyFigureIsAsTheMergeGivesIt() {
    List<String> figures = new ArrayList<>(List.of("n = count(*)"));
    for (String function : FUNCTIONS) {
      List<String> terms =
          List.of(
              "i", "u", "m", "b * m", "i * i", "big", "f", "f * f", "f * m", "d", "d * i", "s * s");
      for (String term : terms) {
        String name = "%s_%s".formatted(function, term.replace(" * ", "_by_"));
        figures.add("%s = %s(%s)".formatted(name, function, term));
      }
    }
    figures.addAll(List.of("least = min(t)", "last = max(day)", "kinds = count(distinct t)"));

    assertPromiseKept(
        plan(
            MergeConfigs.grain("line").aggregate("sale", figures.toArray(String[]::new)).build(),
            keyed("line"),
            keyed("sale")
                .column("line_id", "int")
                .column("b", "tinyint")
                .column("i", "int")
                .column("u", "bigint unsigned")
                .column("m", "decimal(10,2)")
                .column("big", "decimal(38,30)")
                .column("s", "decimal(18,18)")
                .column("f", "float")
                .column("d", "double")
                .column("t", "varchar(10)")
                .column("day", "date")
                .reference("s", "line_id", "line", "id")));
  }

  @Test
  void foldsWithinFoldsAreAsTheMergeGivesThem() {
    assertPromiseKept(nestedFolds());
  }

  @Test
  void sharesAreDecimals() {
    MergeTree tree =
        plan(
            MergeConfigs.grain("line")
                .allocate("sale.total", "quantity")
                .allocate("sale.points", "quantity * price")
                .allocate("sale.stamps", "price")
                .build(),
            keyed("line")
                .column("quantity", "int")
                .column("price", "decimal(10,2)")
                .column("sale_id", "int")
                .reference("s", "sale_id", "sale", "id"),
            keyed("sale")
                .column("total", "decimal(12,3)")
                .column("points", "int")
                .notNull("stamps", "bigint unsigned"));

    assertPromiseKept(tree);
    assertThat(UnifiedSchema.of(tree, Types.standard()).fields())
        .filteredOn(field -> field.origin() instanceof Origin.Share)
        .extracting(field -> field.name() + " " + field.type().sql())
        .containsExactly(
            "sale_total_allocated DECIMAL(12,3)",
            "sale_points_allocated DECIMAL(20,0)",
            "sale_stamps_allocated DECIMAL(20,0)");
  }

  @Test
  void shopsphereIsAsTheMergeGivesIt() {
    assertPromiseKept(
        MergePlanner.plan(
            ShopsphereCatalog.fifteenTables(),
            MergeConfigs.grain("order_item")
                .nest("phone_number", "address", "carrier", "supplier_phone")
                .allocate("order.total_amount", "quantity * unit_price")
                .build()));
  }

  @Test
  void onlyWhatMayBeMissingIsNullable() {
    MergeTree tree =
        plan(
            MergeConfigs.grain("line")
                .nest("note")
                .pickLast("event", "at")
                .aggregate("sale", "sales = count(*)", "most = max(price)")
                .build(),
            keyed("line").column("shop_id", "int").reference("l", "shop_id", "shop", "id"),
            keyed("shop").notNull("name", "text"),
            child("note").notNull("text", "text").column("mark", "int"),
            child("event").notNull("at", "date"),
            child("sale").notNull("price", "int"));

    List<UnifiedField> fields = UnifiedSchema.of(tree, Types.standard()).fields();

    assertThat(fields)
        .extracting(field -> field.name() + (field.nullable() ? " NULL" : " NOT NULL"))
        .containsExactlyInAnyOrder(
            "id NOT NULL",
            "shop_id NULL",
            "shop_name NULL",
            "event_count NOT NULL",
            "event_id NULL",
            "event_at NULL",
            "note NOT NULL",
            "sales NOT NULL",
            "most NULL");
    assertThat(fields)
        .flatExtracting(field -> field.origin().fields())
        .extracting(field -> field.name() + (field.nullable() ? " NULL" : " NOT NULL"))
        .containsExactly("id NOT NULL", "text NOT NULL", "mark NULL");
  }

  @Test
  void nothingIsNullInWhatIsNeverNullWhereNoRowIsPicked() {
    MergeTree tree = nestedFolds();
    String neverNull = "event_count, event_mark, event_sales, event_visit_count";

    Dataset<Row> merged = merged(tree, Map.of("line", List.of(List.of(1))));

    assertThat(merged.selectExpr(neverNull.split(", ")).head().toString())
        .isEqualTo("[0,ArraySeq(),0,0]");
  }

  @Test
  void fieldsOfNestedTablesCountAsColumns() {
    MergeTree tree =
        plan(
            MergeConfigs.grain("line").nest("note").build(),
            keyed("line"),
            child("note").column("text", "text"));

    assertThat(UnifiedSchema.of(tree, Types.standard()).size()).isEqualTo(4);
  }

  /** A picked event has marks, sales and visits of its own; a nested note has marks. */
  private static MergeTree nestedFolds() {
    return plan(
        MergeConfigs.grain("line")
            .pickFirst("event", "id")
            .nest("note", "note_mark")
            .fold("event_mark", new FoldConfig.Nest())
            .aggregate("event_sale", "event_sales = count(*)")
            .pickLast("event_visit", "id")
            .build(),
        keyed("line"),
        child("event").column("kind", "text"),
        child("note").column("text", "text"),
        grandchild("note_mark", "note").column("mark", "double"),
        grandchild("event_mark", "event").column("mark", "datetime"),
        grandchild("event_sale", "event").column("price", "int"),
        grandchild("event_visit", "event").column("day", "date"));
  }

  @Test
  void everyFieldOfTheStagedTableIsNullable() {
    MergeTree tree =
        plan(
            MergeConfigs.grain("line").nest("note").build(),
            keyed("line"),
            child("note").notNull("text", "text"));
    String path = directory.resolve("staged").toString();
    merged(tree, Map.of()).write().parquet(path);

    assertThat(UnifiedSchema.of(tree, Types.standard()).type())
        .isEqualTo(LocalSpark.session().read().parquet(path).schema());
  }

  private static void assertPromiseKept(MergeTree tree) {
    assertThat(namesAndTypes(UnifiedSchema.of(tree, Types.standard()).type()))
        .isEqualTo(namesAndTypes(merged(tree, Map.of()).schema()));
  }

  private static String namesAndTypes(StructType schema) {
    return schema.treeString().replaceAll("(nullable|containsNull) = \\w+", "");
  }

  private static MergeTree plan(MergeConfig config, TableBuilder... tables) {
    List<com.shopsphere.warehouse.catalog.Table> built =
        List.of(tables).stream().map(TableBuilder::build).toList();
    return MergePlanner.plan(new Catalog("shop", "MySQL 8", built, List.of()), config);
  }

  private static Dataset<Row> merged(MergeTree tree, Map<String, List<List<Integer>>> rows) {
    Map<String, Extracted> extracted = new HashMap<>();
    for (Node node : tree.nodes()) {
      List<Row> given =
          rows.getOrDefault(node.role(), List.of()).stream()
              .map(values -> RowFactory.create(values.toArray()))
              .toList();
      extracted.put(node.role(), extracted(node, given));
    }
    return new Merger(extracted, WeighedKeys.none(), Types.standard(), 0).merge(tree).rows();
  }

  private static Extracted extracted(Node node, List<Row> rows) {
    StructType type = new StructType();
    for (var planned : node.columns()) {
      type =
          type.add(
              Extracted.columnName(node.role(), planned.column().name()),
              Types.standard().sparkType(node.table().name(), planned.column()));
    }
    TableSplits splits = TableSplits.whole(node.table().name(), 0);
    return new Extracted(
        node.role(),
        "SELECT",
        LocalSpark.session().createDataFrame(rows, type),
        splits,
        1,
        ReadFigures::none);
  }

  private static TableBuilder ofEveryType(String name) {
    TableBuilder table = keyed(name);
    for (int i = 0; i < TYPES.size(); i++) {
      table.column("c" + i, TYPES.get(i));
    }
    return table;
  }

  private static TableBuilder keyed(String name) {
    return table(name).notNull("id", "int").primaryKey("id");
  }

  private static TableBuilder child(String name) {
    return grandchild(name, "line");
  }

  private static TableBuilder grandchild(String name, String parent) {
    String key = parent + "_id";
    return keyed(name).column(key, "int").reference(name + "_fk", key, parent, "id");
  }
}
