package com.shopsphere.warehouse.merge;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The unified table, not yet computed, with counters in it. */
public final class Merged {

  private final Dataset<Row> rows;
  private final Counters counters;
  private final Observations observations;

  Merged(Dataset<Row> rows, Counters counters) {
    this.rows = rows;
    this.counters = counters;
    this.observations = Observations.listen(rows.sparkSession(), counters.last());
  }

  /** Lazy; one row a row of the grain table, columns named and ordered by the tree. */
  public Dataset<Row> rows() {
    return rows;
  }

  /**
   * What was counted while the rows were computed.
   *
   * @throws IllegalStateException if they were not
   */
  public MergeFigures figures() {
    return counters.figures(observations.await());
  }
}
