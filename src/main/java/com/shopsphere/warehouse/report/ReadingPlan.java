package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.extract.SplitKey;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.report.PlanDocument.Reading;
import com.shopsphere.warehouse.report.PlanDocument.TableReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the tables of a tree will be read, told from what is declared and estimated of them. */
public final class ReadingPlan {

  private ReadingPlan() {}

  /**
   * Each table once, in the order of its first role.
   *
   * @param snapshot in words, what makes them show one instant
   */
  public static Reading of(MergeTree tree, SplitSize size, String snapshot) {
    Map<String, Table> tables = new LinkedHashMap<>();
    tree.nodes().stream().map(Node::table).forEach(table -> tables.put(table.name(), table));
    return new Reading(
        snapshot,
        size.connections(),
        tables.values().stream().map(table -> of(table, size)).toList());
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
