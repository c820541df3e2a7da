package com.shopsphere.warehouse.merge;

import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.Node;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of a table that is published as it is. */
public final class LandedRows {

  private LandedRows() {}

  /** Lazy; one row a row of the source, columns named and ordered by the plan. */
  public static Dataset<Row> of(LandedTable landed, Extracted extracted) {
    Node node = landed.node();
    List<Column> columns =
        node.columns().stream()
            .flatMap(
                planned ->
                    planned.output().stream()
                        .map(
                            name ->
                                FrameNames.source(extracted.rows(), node, planned.column().name())
                                    .as(name)))
            .toList();
    return extracted.rows().select(columns.toArray(Column[]::new));
  }
}
