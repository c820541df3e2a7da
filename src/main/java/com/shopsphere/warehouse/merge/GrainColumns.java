package com.shopsphere.warehouse.merge;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * How the numeric columns of the grain table are added up. A sum is exact and does not depend on
 * the order of its summands, so that two sides agree in it or differ in their rows.
 */
public final class GrainColumns {

  /** A sum of 38 digits must hold the values of a billion rows. */
  private static final int MAXIMAL_PRECISION = 29;

  private static final int SUM_PRECISION = 38;

  /** Digits after the point to which each approximate number is rounded before it is added. */
  private static final int APPROXIMATE_SCALE = 6;

  private GrainColumns() {}

  /** Numeric columns by their name in the unified table. */
  public static SortedMap<String, com.shopsphere.warehouse.catalog.Column> numeric(MergeTree tree) {
    return numeric(tree.root());
  }

  /** The same of any table, whose rows are not merged with others. */
  public static SortedMap<String, com.shopsphere.warehouse.catalog.Column> numeric(Node table) {
    SortedMap<String, com.shopsphere.warehouse.catalog.Column> numeric = new TreeMap<>();
    for (PlannedColumn planned : table.columns()) {
      if (planned.column().exactNumber() || planned.column().approximateNumber()) {
        planned.output().ifPresent(name -> numeric.put(name, planned.column()));
      }
    }
    return Collections.unmodifiableSortedMap(numeric);
  }

  /** Whether the server's own SUM of a column is exact, and fits what Spark adds up. */
  public static boolean exact(com.shopsphere.warehouse.catalog.Column column) {
    return column.wholeNumber()
        || (column.exactNumber() && column.precision() <= MAXIMAL_PRECISION);
  }

  /**
   * The sum of the values of a column; of numbers that are too wide to be added, the sum of their
   * hashes.
   *
   * @param value the column in a DataFrame
   */
  public static Column sum(com.shopsphere.warehouse.catalog.Column column, Column value) {
    if (exact(column)) {
      return total(value, column.scale());
    }
    return column.approximateNumber() ? total(value, APPROXIMATE_SCALE) : total(xxhash64(value), 0);
  }

  /** The sum of numbers with so many digits after the point; 0 if there is no value. */
  public static Column total(Column value, int scale) {
    Column total = functions.sum(value.cast(createDecimalType(MAXIMAL_PRECISION, scale)));
    return coalesce(total, lit(BigDecimal.ZERO)).cast(createDecimalType(SUM_PRECISION, scale));
  }
}
