package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.extract.SplitKey;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.report.PlanDocument.Reading;
import com.shopsphere.warehouse.report.PlanDocument.TableReading;
import java.util.List;

/** How the tables of a tree will be read, told from what is declared and estimated of them. */
public final class ReadingPlan {

  private ReadingPlan() {}

  /**
   * Each table once, in the order of its first role.
   *
   * @param connections at most, on a local master
   * @param snapshot in words, what makes them show one instant
   */
  public static Reading of(MergeTree tree, SplitSize size, int connections, String snapshot) {
    return new Reading(
        snapshot, connections, tree.tables().stream().map(table -> of(table, size)).toList());
  }

  private static TableReading of(Table table, SplitSize size) {
    return SplitKey.of(table)
        .map(key -> cut(table, key, size.rows(table.estimatedRows())))
        .orElseGet(() -> new TableReading(table.name(), null, List.of(), null, 1));
  }

  private static TableReading cut(Table table, SplitKey key, int rowsPerSplit) {
    long splits = Math.max(1, (table.estimatedRows() + rowsPerSplit - 1) / rowsPerSplit);
    return new TableReading(table.name(), key.index(), key.columnNames(), rowsPerSplit, splits);
  }
}
