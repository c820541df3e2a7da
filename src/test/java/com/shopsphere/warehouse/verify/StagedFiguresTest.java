package com.shopsphere.warehouse.verify;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.testing.LocalSpark;
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
                      .build())),
          new MergeConfig("line", Map.of(), List.of(), 1, 0));

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
    Figures figures =
        figures(line("a", "1", 1, "0"), line("a", "2", 1, "0"), line("b", "1", 1, "0"));

    assertThat(figures.rows()).isEqualTo(3);
    assertThat(figures.distinctKeys()).isEqualTo(3);
    assertThat(figures.nullKeys()).isZero();
  }

  @Test
  void countsRowsOfOneKeyOnce() {
    Figures figures = figures(line("a", "1", 1, "0"), line("a", "1", 2, "0"));

    assertThat(figures.rows()).isEqualTo(2);
    assertThat(figures.distinctKeys()).isEqualTo(1);
  }

  @Test
  void countsRowsWhereAnyPartOfTheKeyIsNull() {
    Figures figures =
        figures(line("a", null, 1, "0"), line(null, "1", 1, "0"), line(null, null, 1, "0"));

    assertThat(figures.rows()).isEqualTo(3);
    assertThat(figures.nullKeys()).isEqualTo(3);
    assertThat(figures.distinctKeys()).isZero();
  }

  @Test
  void sumsExactNumbersAndPassesOverNull() {
    Figures figures =
        figures(line("a", "1", 2, "10.01"), line("a", "2", -1, null), line("b", "1", 4, "0.02"));

    assertThat(figures.sums())
        .containsOnly(
            Map.entry("quantity", new BigDecimal("5")),
            Map.entry("price", new BigDecimal("10.03")),
            Map.entry("big", new BigDecimal("55340232221128654845")));
  }

  @Test
  void sumsOfNothingAreZeroWithTheScaleOfTheColumn() {
    Figures figures = figures();

    assertThat(figures.rows()).isZero();
    assertThat(figures.sums())
        .containsOnly(
            Map.entry("quantity", new BigDecimal("0")),
            Map.entry("price", new BigDecimal("0.00")),
            Map.entry("big", new BigDecimal("0")));
  }

  private static Figures figures(Row... rows) {
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
