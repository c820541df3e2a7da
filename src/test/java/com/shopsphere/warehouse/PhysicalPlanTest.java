package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.ReadFigures;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.merge.Merger;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import com.shopsphere.warehouse.testing.LocalSpark;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.ShopsphereCatalog;
import com.shopsphere.warehouse.testing.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/**
 * How Spark executes the merge of Shopsphere at the sizes of a million order lines: what it joins
 * by which strategy, and how often it moves rows. A change that makes it do more is seen here.
 *
 * <p>Ten exchanges: one for each of the six large tables, a second for shipment, which is joined by
 * two keys, and three where small tables are grouped before they are broadcast.
 */
class PhysicalPlanTest {

  private static final long LIMIT = 64L << 20;
  private static final long LARGE = LIMIT + 1;

  /** Tables that are larger than what is broadcast. */
  private static final Set<String> LARGE_TABLES =
      Set.of("order_item", "order", "payment", "shipment", "carrier", "review");

  private static final Pattern OPERATOR = Pattern.compile("^[ :+*()\\d-]*([A-Z]\\w+)");

  @Test
  void largeTablesAreShuffledOnceForEachOfTheirKeysAndAllElseIsBroadcast() {
    assertThat(operators(plain()))
        .containsEntry("Exchange", 10)
        .containsEntry("ShuffledHashJoin", 5)
        .containsEntry("BroadcastHashJoin", 10)
        .doesNotContainKeys("Sort", "SortMergeJoin", "SortAggregate", "Window");
  }

  @Test
  void anAllocationGathersLinesThatAreShuffledAnyway() {
    MergeConfigs allocating = plain().allocate("order.total_amount", "quantity * unit_price");

    assertThat(operators(allocating))
        .containsEntry("Exchange", 10)
        .containsEntry("ShuffledHashJoin", 5)
        .containsEntry("BroadcastHashJoin", 10)
        .containsEntry("Generate", 1)
        .doesNotContainKeys("Sort", "SortMergeJoin", "SortAggregate", "Window");
  }

  private static MergeConfigs plain() {
    return MergeConfigs.grain("order_item")
        .nest("phone_number", "address", "carrier", "supplier_phone")
        .relation(
            MergeConfigs.folding(
                MergeConfigs.relation(
                    "order_item", List.of("orderID", "SKU"), "review", List.of("orderID", "SKU")),
                new FoldConfig.Nest()));
  }

  /** How often each operator is in the physical plan. */
  private static Map<String, Integer> operators(MergeConfigs config) {
    MergeTree tree = MergePlanner.plan(ShopsphereCatalog.fifteenTables(), config.build());
    SparkSession spark = LocalSpark.session().newSession();
    Session.configure(spark, 10);
    Map<String, Extracted> extracted = new HashMap<>();
    tree.nodes().forEach(node -> extracted.put(node.role(), extracted(spark, node)));
    String plan =
        new Merger(extracted, WeighedKeys.none(), Types.standard(), LIMIT)
            .merge(tree)
            .rows()
            .queryExecution()
            .executedPlan()
            .treeString(true, false, Integer.MAX_VALUE, false);
    Map<String, Integer> operators = new TreeMap<>();
    plan.lines()
        .map(OPERATOR::matcher)
        .filter(java.util.regex.Matcher::find)
        .forEach(line -> operators.merge(line.group(1), 1, Integer::sum));
    return operators;
  }

  private static Extracted extracted(SparkSession spark, Node node) {
    StructType schema = new StructType();
    for (PlannedColumn planned : node.columns()) {
      schema =
          schema.add(
              Extracted.columnName(node.role(), planned.column().name()),
              Types.standard().sparkType(node.table().name(), planned.column()));
    }
    List<Row> none = List.of();
    return new Extracted(
        node.role(),
        "SELECT",
        // Of an RDD: Spark would plan no join with a relation that it knows to be empty.
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(none), schema),
        TableSplits.whole(node.table().name(), 0),
        LARGE_TABLES.contains(node.table().name()) ? LARGE : 1,
        ReadFigures::none);
  }
}
