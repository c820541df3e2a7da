package com.shopsphere.warehouse.verify;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.merge.GrainColumns;
import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DecimalType;

/**
 * What a staged table holds, found by reading it back in one pass over the few columns that matter:
 * neither the source nor the merge is computed again.
 *
 * @param figures comparable with those of the source
 * @param distinctKeys different values of the grain key among rows where no part of it is NULL; 0
 *     of a landed table, which has no grain
 */
public record StagedFigures(Figures figures, long distinctKeys) {

  public StagedFigures {
    requireNonNull(figures, "figures");
  }

  /**
   * Counts and sums a staged table.
   *
   * @param staged with the columns of the tree
   */
  public static StagedFigures of(Dataset<Row> staged, MergeTree tree) {
    SortedMap<String, Column> sums = sums(staged, tree);
    Column[] keys = tree.grainColumns().stream().map(StagedFigures::column).toArray(Column[]::new);
    List<Column> figures = new ArrayList<>();
    figures.add(count_distinct(keys[0], Arrays.copyOfRange(keys, 1, keys.length)));
    figures.add(count(when(anyNull(keys), lit(1))));
    figures.addAll(sums.values());
    Row row = staged.agg(count(lit(1)), figures.toArray(Column[]::new)).head();
    SortedMap<String, BigDecimal> found = new TreeMap<>();
    int position = 3;
    for (String name : sums.keySet()) {
      found.put(name, row.getDecimal(position++));
    }
    return new StagedFigures(new Figures(row.getLong(0), row.getLong(2), found), row.getLong(1));
  }

  /**
   * Counts and sums a staged table that is landed.
   *
   * @param staged with the columns of the landed table
   */
  public static StagedFigures of(Dataset<Row> staged, LandedTable landed) {
    SortedMap<String, Column> sums = sums(landed.node());
    Row row = staged.agg(count(lit(1)), sums.values().toArray(Column[]::new)).head();
    SortedMap<String, BigDecimal> found = new TreeMap<>();
    int position = 1;
    for (String name : sums.keySet()) {
      found.put(name, row.getDecimal(position++));
    }
    return new StagedFigures(new Figures(row.getLong(0), 0, found), 0);
  }

  private static SortedMap<String, Column> sums(Node node) {
    SortedMap<String, Column> sums = new TreeMap<>();
    GrainColumns.numeric(node)
        .forEach((name, numeric) -> sums.put(name, GrainColumns.sum(numeric, column(name))));
    return sums;
  }

  private static SortedMap<String, Column> sums(Dataset<Row> staged, MergeTree tree) {
    SortedMap<String, Column> sums = sums(tree.root());
    for (Allocation allocation : tree.allocations()) {
      DecimalType type = (DecimalType) staged.schema().apply(allocation.output()).dataType();
      sums.put(allocation.output(), GrainColumns.total(column(allocation.output()), type.scale()));
    }
    return sums;
  }

  private static Column anyNull(Column[] keys) {
    return Arrays.stream(keys).map(Column::isNull).reduce(Column::or).orElse(lit(false));
  }

  private static Column column(String name) {
    return functions.col("`" + name + "`");
  }
}
