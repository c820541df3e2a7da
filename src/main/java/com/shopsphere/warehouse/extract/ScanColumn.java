package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.config.InvalidDates;
import java.io.Serializable;
import java.util.Set;

/**
 * A column of a scan.
 *
 * @param name in the DataFrame
 * @param source its column in the table, quoted
 * @param comparable whether MySQL compares the column with a number or date as Spark does
 * @param nullable whether the table admits NULL
 */
record ScanColumn(
    String name, String source, MappedColumn mapped, boolean comparable, boolean nullable)
    implements Serializable {

  private static final Set<Decoding> COMPARABLE =
      Set.of(Decoding.INT, Decoding.LONG, Decoding.UNSIGNED_LONG, Decoding.DECIMAL, Decoding.DATE);

  ScanColumn {
    requireNonNull(name, "name");
    requireNonNull(source, "source");
    requireNonNull(mapped, "mapped");
  }

  static ScanColumn of(String name, Column column, MappedColumn mapped) {
    // MySQL takes 5 for 2005 when it compares a YEAR.
    boolean comparable =
        COMPARABLE.contains(mapped.decoding())
            && mapped.invalid() == InvalidDates.FAIL
            && !column.dataType().equals("year");
    return new ScanColumn(name, Sql.quote(column.name()), mapped, comparable, column.nullable());
  }

  /** Whether the DataFrame has NULL where the table has it, and only there. */
  boolean nullAsStored() {
    return mapped.invalid() != InvalidDates.NULL;
  }
}
