package com.shopsphere.warehouse.extract;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What a scan tells of itself in Spark's UI. Spark makes the metrics by their public names. */
public final class ReadMetrics {

  private ReadMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {
      new RowsFromMySql(), new BytesFromMySql(), new MillisecondsWaiting(), new ValuesMadeNull()
    };
  }

  /** The same of one task. */
  static CustomTaskMetric[] of(long rows, long bytes, long waitingMillis, long nulled) {
    return new CustomTaskMetric[] {
      new Value(RowsFromMySql.NAME, rows),
      new Value(BytesFromMySql.NAME, bytes),
      new Value(MillisecondsWaiting.NAME, waitingMillis),
      new Value(ValuesMadeNull.NAME, nulled)
    };
  }

  private record Value(String name, long value) implements CustomTaskMetric {}

  /** Rows that the server sent. */
  public static final class RowsFromMySql extends CustomSumMetric {

    private static final String NAME = "rowsFromMySql";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "rows from MySQL";
    }
  }

  /** Bytes of the rows as the server sent them. */
  public static final class BytesFromMySql extends CustomSumMetric {

    private static final String NAME = "bytesFromMySql";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "bytes from MySQL";
    }
  }

  /** Time that tasks did not calculate while they filled batches. */
  public static final class MillisecondsWaiting extends CustomSumMetric {

    private static final String NAME = "millisecondsWaiting";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "milliseconds waiting for MySQL";
    }
  }

  /** Values that their type cannot hold. */
  public static final class ValuesMadeNull extends CustomSumMetric {

    private static final String NAME = "valuesMadeNull";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "invalid values made NULL";
    }
  }
}
