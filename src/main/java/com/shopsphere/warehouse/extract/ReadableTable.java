package com.shopsphere.warehouse.extract;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A table of the source as Spark knows it. */
record ReadableTable(TableRead read) implements SupportsRead {

  @Override
  public String name() {
    return read.table();
  }

  @Override
  @SuppressWarnings("deprecation") // It is abstract all the same.
  public StructType schema() {
    return TableScan.schema(read.columns());
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new TableScanBuilder(read);
  }
}
