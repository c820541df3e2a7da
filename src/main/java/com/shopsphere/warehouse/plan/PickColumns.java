package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.List;

/** What a pick orders rows by, as the table declares it. */
final class PickColumns {

  private PickColumns() {}

  /**
   * @throws PlanException if the table has no such column
   */
  static List<String> of(Draft node, FoldConfig.Pick pick) {
    Table table = node.table();
    String setting = node.arrival().orElseThrow().setting();
    String by = "%s, %s-by".formatted(setting, pick.end());
    return pick.by().stream().map(name -> Tables.column(table, by, name).name()).toList();
  }
}
