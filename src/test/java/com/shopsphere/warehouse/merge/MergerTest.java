package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.ReadFigures;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.testing.LocalSpark;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.TableBuilder;
import com.shopsphere.warehouse.testing.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small shop: lines of orders, of customers with phones, with a payment, tags and notes. */
class MergerTest {

  private static final long BROADCAST = Long.MAX_VALUE;
  private static final long SHUFFLE = 0;

  private static final MergeTree TREE =
      MergePlanner.plan(
          new Catalog(
              "shop",
              "MySQL 8",
              List.of(
                  table("line")
                      .notNull("order_id", "int")
                      .notNull("no", "int")
                      .column("sku", "int")
                      .primaryKey("order_id", "no")
                      .reference("line_order", "order_id", "order", "order_id")
                      .reference("line_tag", "sku", "tag", "sku")
                      .build(),
                  keyed("order")
                      .column("customer_id", "int")
                      .reference("order_customer", "customer_id", "customer", "customer_id")
                      .build(),
                  keyed("customer").column("name", "text").build(),
                  table("phone")
                      .notNull("customer_id", "int")
                      .notNull("number", "text")
                      .column("kind", "text")
                      .primaryKey("customer_id", "number")
                      .reference("phone_customer", "customer_id", "customer", "customer_id")
                      .build(),
                  keyed("payment")
                      .column("order_id", "int")
                      .column("method", "text")
                      .unique("one_an_order", "order_id")
                      .reference("payment_order", "order_id", "order", "order_id")
                      .build(),
                  keyed("tag")
                      .column("sku", "int")
                      .column("label", "text")
                      .unique("one_a_sku", "sku")
                      .build(),
                  keyed("note")
                      .column("order_id", "int")
                      .column("sku", "int")
                      .column("text", "text")
                      .build()),
              List.of()),
          MergeConfigs.grain("line")
              .nest("phone")
              .relation(
                  MergeConfigs.folding(
                      MergeConfigs.relation(
                          "line", List.of("order_id", "sku"), "note", List.of("order_id", "sku")),
                      new FoldConfig.Nest()))
              .build());

  private final Map<String, List<Row>> rows = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {SHUFFLE, BROADCAST})
  void everyLineIsThereOnceWhateverIsMissingAroundIt(long broadcastLimit) {
    given("line", row(1, 1, 7), row(1, 2, 8), row(2, 1, 7), row(3, 1, null), row(9, 1, 7));
    given("order", row(1, 10), row(2, null), row(3, 99));
    given("customer", row(10, "Ada"));

    assertThat(merged(broadcastLimit).select("order_id", "no", "customer_name").collectAsList())
        .containsExactlyInAnyOrder(
            row(1, 1, "Ada"), row(1, 2, "Ada"), row(2, 1, null), row(3, 1, null), row(9, 1, null));
  }

  @ParameterizedTest
  @ValueSource(longs = {SHUFFLE, BROADCAST})
  void aNestedTableIsOrderedByItsKey(long broadcastLimit) {
    given("line", row(1, 1, 7));
    given("order", row(1, 10));
    given("customer", row(10, "Ada"));
    given("phone", row(10, "3", "a"), row(10, "1", "z"), row(10, "2", null), row(11, "0", "b"));

    assertThat(merged(broadcastLimit).select("customer_phone").head().getList(0))
        .isEqualTo(List.of(row("1", "z"), row("2", null), row("3", "a")));
  }

  @ParameterizedTest
  @ValueSource(longs = {SHUFFLE, BROADCAST})
  void aNestedTableIsEmptyAndNotNullWhereNothingIsFound(long broadcastLimit) {
    given("line", row(1, 1, 7), row(2, 1, 7), row(9, 1, 7));
    given("order", row(1, 10), row(2, null));
    given("customer", row(10, "Ada"));

    assertThat(merged(broadcastLimit).select("customer_phone", "note").collectAsList())
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.getList(0)).isEmpty();
              assertThat(row.getList(1)).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(longs = {SHUFFLE, BROADCAST})
  void keysThatAreNullMatchNothingOnEitherSide(long broadcastLimit) {
    given("line", row(1, 1, null), row(1, 2, 7));
    given("order", row(1, null));
    given("customer", row(10, "Ada"));
    given("payment", row(100, null, "cash"), row(101, null, "card"), row(102, 1, "gold"));
    given("tag", row(5, null, "none"), row(6, 7, "seven"));
    given("note", row(1, 1, null, "about nothing"), row(2, null, null, "lost"), row(3, 1, 7, "ok"));

    assertThat(
            merged(broadcastLimit)
                .orderBy("no")
                .select("payment_method", "tag_label", "note")
                .collectAsList())
        .extracting(row -> row.get(0), row -> row.get(1), row -> row.getList(2))
        .containsExactly(
            tuple("gold", null, List.of()), tuple("gold", "seven", List.of(row(3, "ok"))));
  }

  @Test
  void broadcastAndShuffleGiveTheSameRows() {
    given("line", row(1, 1, 7), row(1, 2, 8), row(2, 1, 7), row(3, 1, 8), row(4, 1, null));
    given("order", row(1, 10), row(2, 11), row(3, null));
    given("customer", row(10, "Ada"), row(11, null));
    given("phone", row(10, "2", "a"), row(10, "1", "b"), row(11, "5", null));
    given("payment", row(100, 1, "cash"), row(101, 3, "card"));
    given("note", row(2, 1, 7, "b"), row(1, 1, 7, "a"), row(3, 3, 8, null));

    Dataset<Row> shuffled = merged(SHUFFLE);
    Dataset<Row> broadcast = merged(BROADCAST);

    assertThat(shuffled.queryExecution().executedPlan().toString())
        .contains("ShuffledHashJoin")
        .doesNotContain("BroadcastHashJoin");
    assertThat(broadcast.queryExecution().executedPlan().toString())
        .contains("BroadcastHashJoin")
        .doesNotContain("ShuffledHashJoin");
    assertThat(shuffled.collectAsList())
        .containsExactlyInAnyOrderElementsOf(broadcast.collectAsList());
  }

  @Test
  void columnsAreThoseOfTheTreeInItsOrder() {
    Dataset<Row> merged = merged(SHUFFLE);

    assertThat(merged.columns())
        .containsExactly(
            "order_id",
            "no",
            "sku",
            "customer_id",
            "customer_name",
            "customer_phone",
            "payment_id",
            "payment_method",
            "tag_id",
            "tag_label",
            "note");
    assertThat(merged.schema().apply("note").dataType().sql())
        .isEqualTo("ARRAY<STRUCT<note_id: INT, text: STRING>>");
  }

  @Test
  void anEmptyGrainTableGivesNoRow() {
    given("order", row(1, 10));

    assertThat(merged(SHUFFLE).collectAsList()).isEmpty();
  }

  @Test
  void refusesATreeWithATableThatWasNotExtracted() {
    assertThatThrownBy(
            () -> new Merger(Map.of(), WeighedKeys.none(), Types.standard(), 0).merge(TREE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid input of the merge: no table for the role line");
  }

  private void given(String role, Row... given) {
    rows.put(role, Arrays.asList(given));
  }

  private Dataset<Row> merged(long broadcastLimit) {
    Map<String, Extracted> extracted = new HashMap<>();
    TREE.nodes().forEach(node -> extracted.put(node.role(), extracted(node)));
    return new Merger(extracted, WeighedKeys.none(), Types.standard(), broadcastLimit)
        .merge(TREE)
        .rows();
  }

  /** Rows are given in the order of the table's declaration, as {@code SELECT *} shows them. */
  private Extracted extracted(Node node) {
    StructType declared = new StructType();
    for (String column : node.table().columnNames()) {
      boolean text = node.table().column(column).dataType().equals("text");
      declared =
          declared.add(
              Extracted.columnName(node.role(), column),
              text ? DataTypes.StringType : DataTypes.IntegerType);
    }
    Dataset<Row> all =
        LocalSpark.session().createDataFrame(rows.getOrDefault(node.role(), List.of()), declared);
    TableSplits splits = TableSplits.whole(node.table().name(), 0);
    return new Extracted(node.role(), "SELECT", all, splits, 1, ReadFigures::none);
  }

  private static Row row(@Nullable Object... values) {
    return RowFactory.create(values);
  }

  private static TableBuilder keyed(String name) {
    return table(name).notNull(name + "_id", "int").primaryKey(name + "_id");
  }
}
