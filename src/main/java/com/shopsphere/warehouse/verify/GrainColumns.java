package com.shopsphere.warehouse.verify;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The columns of the grain table whose sums are exact on both sides. */
final class GrainColumns {

  private static final Set<String> WHOLE =
      Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

  /** A sum of 38 digits must hold the values of a billion rows. */
  static final int MAXIMAL_PRECISION = 29;

  private GrainColumns() {}

  /** Summed columns by their name in the unified table. */
  static SortedMap<String, Column> summed(MergeTree tree) {
    SortedMap<String, Column> summed = new TreeMap<>();
    for (PlannedColumn planned : tree.root().columns()) {
      if (exact(planned.column())) {
        planned.output().ifPresent(name -> summed.put(name, planned.column()));
      }
    }
    return Collections.unmodifiableSortedMap(summed);
  }

  private static boolean exact(Column column) {
    return WHOLE.contains(column.dataType())
        || (column.dataType().equals("decimal") && column.precision() <= MAXIMAL_PRECISION);
  }
}
