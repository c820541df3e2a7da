package com.shopsphere.warehouse.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import com.shopsphere.warehouse.plan.MergeTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Takes the figures of a staged table by reading it back, in one pass over the few columns that
 * matter: neither the source nor the merge is computed again.
 */
public final class StagedFigures {

  private static final int SUM_PRECISION = 38;

  private StagedFigures() {}

  /**
   * Counts and sums a staged table.
   *
   * @param staged with the columns of the tree
   */
  public static Figures of(Dataset<Row> staged, MergeTree tree) {
    SortedMap<String, com.shopsphere.warehouse.catalog.Column> summed = GrainColumns.summed(tree);
    Column[] keys = tree.grainColumns().stream().map(StagedFigures::column).toArray(Column[]::new);
    List<Column> figures = new ArrayList<>();
    figures.add(distinct(keys));
    figures.add(count(when(anyNull(keys), lit(1))));
    for (Map.Entry<String, com.shopsphere.warehouse.catalog.Column> one : summed.entrySet()) {
      figures.add(total(one.getKey(), one.getValue().scale()));
    }
    Row row = staged.agg(count(lit(1)), figures.toArray(Column[]::new)).head();
    SortedMap<String, BigDecimal> sums = new TreeMap<>();
    int position = 3;
    for (String name : summed.keySet()) {
      sums.put(name, row.getDecimal(position++));
    }
    return new Figures(row.getLong(0), row.getLong(1), row.getLong(2), sums);
  }

  private static Column distinct(Column[] keys) {
    return count_distinct(keys[0], Arrays.copyOfRange(keys, 1, keys.length));
  }

  private static Column anyNull(Column[] keys) {
    Column anyNull = lit(false);
    for (Column key : keys) {
      anyNull = anyNull.or(key.isNull());
    }
    return anyNull;
  }

  private static Column total(String name, int scale) {
    Column sum = sum(column(name).cast(createDecimalType(GrainColumns.MAXIMAL_PRECISION, scale)));
    return coalesce(sum, lit(BigDecimal.ZERO)).cast(createDecimalType(SUM_PRECISION, scale));
  }

  private static Column column(String name) {
    return functions.col("`" + name + "`");
  }
}
