package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.report.PlanDocument.TableReading;
import java.util.Locale;

/** How a table will be cut, in words. */
final class SplitText {

  private SplitText() {}

  /** {@code order: ~5 splits of 200,000 rows by orderID (PRIMARY)}. */
  static String whole(TableReading reading) {
    Integer rows = reading.rowsPerSplit();
    return rows == null
        ? "%s: one split, since there is no key to cut it by".formatted(reading.table())
        : String.format(
            Locale.ROOT,
            "%s: %s of %,d rows by %s (%s)",
            reading.table(),
            number(reading),
            rows,
            String.join(", ", reading.keyColumns()),
            reading.key());
  }

  /** {@code ~5 splits by orderID}. */
  static String brief(TableReading reading) {
    return reading.rowsPerSplit() == null
        ? "one split"
        : "%s by %s".formatted(number(reading), String.join(", ", reading.keyColumns()));
  }

  private static String number(TableReading reading) {
    long splits = reading.estimatedSplits();
    return String.format(Locale.ROOT, splits == 1 ? "~%,d split" : "~%,d splits", splits);
  }
}
