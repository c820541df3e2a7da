package com.shopsphere.warehouse.report;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.verify.CheckResult;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A table that is staged to be published as it is, and proved.
 *
 * @param schema of the staged table
 * @param rows of the staged table
 */
public record Landed(
    LandedTable table,
    Extracted extracted,
    StructType schema,
    long rows,
    List<CheckResult> checks) {

  public Landed {
    requireNonNull(table, "table");
    requireNonNull(extracted, "extracted");
    requireNonNull(schema, "schema");
    checks = List.copyOf(checks);
  }
}
