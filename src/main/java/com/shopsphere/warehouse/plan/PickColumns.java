package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.catalog.Column;
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
    return pick.by().stream()
        .map(
            name ->
                table
                    .findColumn(name)
                    .map(Column::name)
                    .orElseThrow(
                        () ->
                            new PlanException(
                                "Cannot find the column '%s' (%s, %s-by) in table '%s'%s"
                                    .formatted(
                                        name,
                                        setting,
                                        pick.end(),
                                        table.name(),
                                        didYouMean(name, table.columnNames())))))
        .toList();
  }
}
