package com.shopsphere.warehouse.verify;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/** One thing that must hold of a staged table before it may be published. */
public sealed interface Check {

  CheckResult compare(Figures source, Figures staged);

  /** Neither a line lost nor a line multiplied. */
  record RowCount() implements Check {
    @Override
    public CheckResult compare(Figures source, Figures staged) {
      return counted("rows", source.rows(), staged.rows());
    }
  }

  /** The grain key names one row. */
  record KeyUnique() implements Check {
    @Override
    public CheckResult compare(Figures source, Figures staged) {
      return counted("distinct grain keys", source.distinctKeys(), staged.distinctKeys());
    }
  }

  /** No part of the grain key is NULL. */
  record KeyNotNull() implements Check {
    @Override
    public CheckResult compare(Figures source, Figures staged) {
      return counted("rows with NULL in the grain key", 0, staged.nullKeys());
    }
  }

  /**
   * A numeric column adds up to the same on both sides, exactly.
   *
   * @param column of the unified table
   */
  record SumEqual(String column) implements Check {

    public SumEqual {
      requireNonNull(column, "column");
    }

    @Override
    public CheckResult compare(Figures source, Figures staged) {
      BigDecimal expected = source.sums().getOrDefault(column, BigDecimal.ZERO);
      BigDecimal found = staged.sums().getOrDefault(column, BigDecimal.ZERO);
      return new CheckResult(
          "sum of " + column,
          expected.toPlainString(),
          found.toPlainString(),
          expected.compareTo(found) == 0);
    }
  }

  private static CheckResult counted(String name, long expected, long found) {
    return new CheckResult(name, Long.toString(expected), Long.toString(found), expected == found);
  }
}
