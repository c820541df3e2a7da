package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/**
 * One read of a table: a partition a split. Two scans of the same read are equal, so that Spark may
 * use the rows of one for both.
 *
 * @param conditions in SQL, all to be fulfilled
 */
record TableScan(TableRead read, List<ScanColumn> columns, List<String> conditions)
    implements Scan, Batch {

  TableScan {
    requireNonNull(read, "read");
    columns = List.copyOf(columns);
    conditions = List.copyOf(conditions);
  }

  /** Every column admits NULL, as those of files do. */
  static StructType schema(List<ScanColumn> columns) {
    StructType schema = new StructType();
    for (ScanColumn column : columns) {
      schema = schema.add(column.name(), column.mapped().type(), true);
    }
    return schema;
  }

  @Override
  public StructType readSchema() {
    return schema(columns);
  }

  @Override
  public String description() {
    String selected =
        columns.stream().map(ScanColumn::source).collect(Collectors.joining(", ", "[", "]"));
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return "MySQL table %s%s%s in %d splits"
        .formatted(read.table(), selected, where, read.splits().count());
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.SUPPORTED;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return read.splits().predicates().stream()
        .map(predicate -> new Split(predicate, read.select(columns, predicate, conditions)))
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new SplitReaders(
        new ReadTask(
            read.table(),
            columns,
            read.rowKey(),
            read.resumable(),
            read.lender(),
            read.limits(),
            read.counters()));
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.all();
  }
}
