package com.shopsphere.warehouse.verify;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.testing.LocalSpark;
import com.shopsphere.warehouse.testing.MergeConfigs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StagedFiguresTest {

  private static final MergeTree LINES =
      MergePlanner.plan(
          new Catalog(
              "shop",
              "MySQL 8",
              List.of(
                  table("line")
                      .notNull("orderID", "varchar(36)")
                      .notNull("SKU", "varchar(36)")
                      .notNull("quantity", "int")
                      .column("price", "decimal(10,2)")
                      .column("weight", "double")
                      .column("big", "bigint unsigned")
                      .column("wide", "decimal(30,0)")
                      .primaryKey("orderID", "SKU")
                      .build()),
              List.of()),
          MergeConfigs.grain("line").build());

  private static final StructType SCHEMA =
      new StructType()
          .add("order_id", DataTypes.StringType)
          .add("sku", DataTypes.StringType)
          .add("quantity", DataTypes.IntegerType)
          .add("price", DataTypes.createDecimalType(10, 2))
          .add("weight", DataTypes.DoubleType)
          .add("big", DataTypes.createDecimalType(20, 0))
          .add("wide", DataTypes.createDecimalType(30, 0));

  @Test
  void countsRowsAndDistinctKeys() {
    StagedFigures figures =
        figures(line("a", "1", 1, "0"), line("a", "2", 1, "0"), line("b", "1", 1, "0"));

    assertThat(figures.figures().rows()).isEqualTo(3);
    assertThat(figures.distinctKeys()).isEqualTo(3);
    assertThat(figures.figures().nullKeys()).isZero();
  }

  @Test
  void countsRowsOfOneKeyOnce() {
    StagedFigures figures = figures(line("a", "1", 1, "0"), line("a", "1", 2, "0"));

    assertThat(figures.figures().rows()).isEqualTo(2);
    assertThat(figures.distinctKeys()).isEqualTo(1);
  }

  @Test
  void countsRowsWhereAnyPartOfTheKeyIsNull() {
    StagedFigures figures =
        figures(line("a", null, 1, "0"), line(null, "1", 1, "0"), line(null, null, 1, "0"));

    assertThat(figures.figures().rows()).isEqualTo(3);
    assertThat(figures.figures().nullKeys()).isEqualTo(3);
    assertThat(figures.distinctKeys()).isZero();
  }

  /** Each rounded to six digits; a decimal too wide to be added is there with its hash. */
  @Test
  void sumsNumbersAndPassesOverNull() {
    StagedFigures figures =
        figures(line("a", "1", 2, "10.01"), line("a", "2", -1, null), line("b", "1", 4, "0.02"));

    assertThat(figures.figures().sums())
        .containsOnly(
            Map.entry("quantity", new BigDecimal("5")),
            Map.entry("price", new BigDecimal("10.03")),
            Map.entry("weight", new BigDecimal("1.500000")),
            Map.entry("big", new BigDecimal("55340232221128654845")),
            Map.entry("wide", new BigDecimal("20004875073756183006")));
  }

  @Test
  void sumsOfNothingAreZeroWithTheScaleOfTheColumn() {
    StagedFigures figures = figures();

    assertThat(figures.figures().rows()).isZero();
    assertThat(figures.figures().sums())
        .containsOnly(
            Map.entry("quantity", new BigDecimal("0")),
            Map.entry("price", new BigDecimal("0.00")),
            Map.entry("weight", new BigDecimal("0.000000")),
            Map.entry("big", new BigDecimal("0")),
            Map.entry("wide", new BigDecimal("0")));
  }

  @Test
  void sumsTheSharesOfAnAllocatedAmountWithTheirScale() {
    MergeTree tree =
        MergePlanner.plan(
            new Catalog(
                "shop",
                "MySQL 8",
                List.of(
                    table("line")
                        .notNull("id", "int")
                        .column("order_id", "int")
                        .primaryKey("id")
                        .reference("fk", "order_id", "order", "id")
                        .build(),
                    table("order")
                        .notNull("id", "int")
                        .column("total", "decimal(10,2)")
                        .primaryKey("id")
                        .build()),
                List.of()),
            MergeConfigs.grain("line").allocate("order.total", "id").build());
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("order_id", DataTypes.IntegerType)
            .add("order_total_allocated", DataTypes.createDecimalType(10, 2));
    List<Row> rows =
        List.of(
            RowFactory.create(1, 7, new BigDecimal("3.34")),
            RowFactory.create(2, 7, new BigDecimal("3.33")),
            RowFactory.create(3, null, null));

    StagedFigures figures =
        StagedFigures.of(LocalSpark.session().createDataFrame(rows, schema), tree);

    assertThat(figures.figures().sums())
        .containsOnly(
            Map.entry("id", new BigDecimal("6")),
            Map.entry("order_id", new BigDecimal("14")),
            Map.entry("order_total_allocated", new BigDecimal("6.67")));
  }

  private static StagedFigures figures(Row... rows) {
    return StagedFigures.of(
        LocalSpark.session().createDataFrame(Arrays.asList(rows), SCHEMA), LINES);
  }

  /** With the largest BIGINT UNSIGNED, three of which are more than a LONG holds. */
  private static Row line(
      @Nullable String order, @Nullable String sku, int quantity, @Nullable String price) {
    return RowFactory.create(
        order,
        sku,
        quantity,
        price == null ? null : new BigDecimal(price).setScale(2),
        0.5,
        new BigDecimal(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)),
        BigDecimal.ONE);
  }
}
