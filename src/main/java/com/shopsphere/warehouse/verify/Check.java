package com.shopsphere.warehouse.verify;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.merge.EdgeFigures;
import com.shopsphere.warehouse.merge.Figures;
import java.math.BigDecimal;

/** One thing that must hold of a staged table before it may be published. */
public sealed interface Check {

  /**
   * Holds one side against the other.
   *
   * @param source what the merge kept of the grain table, as it was read
   * @param staged what can be read back
   */
  CheckResult compare(Figures source, StagedFigures staged);

  /** Neither a line lost nor a line multiplied. */
  record RowCount() implements Check {
    @Override
    public CheckResult compare(Figures source, StagedFigures staged) {
      return counted("rows", source.rows(), staged.figures().rows());
    }
  }

  /** The grain key names one row. */
  record KeyUnique() implements Check {
    @Override
    public CheckResult compare(Figures source, StagedFigures staged) {
      return counted("distinct grain keys", source.rows(), staged.distinctKeys());
    }
  }

  /** No part of the grain key is NULL. */
  record KeyNotNull() implements Check {
    @Override
    public CheckResult compare(Figures source, StagedFigures staged) {
      return counted("rows with NULL in the grain key", 0, staged.figures().nullKeys());
    }
  }

  /**
   * The shares of an amount add up to it, exactly.
   *
   * @param column of the unified table that holds the shares
   * @param amount what was spread
   */
  record FullyAllocated(String column, BigDecimal amount) implements Check {

    public FullyAllocated {
      requireNonNull(column, "column");
      requireNonNull(amount, "amount");
    }

    @Override
    public CheckResult compare(Figures source, StagedFigures staged) {
      BigDecimal found = Sums.of(staged.figures(), column);
      return new CheckResult(
          "sum of " + column,
          amount.toPlainString(),
          found.toPlainString(),
          amount.compareTo(found) == 0);
    }
  }

  /**
   * A join neither lost nor multiplied the rows of its parent.
   *
   * @param figures of the edge
   */
  record EdgeKeepsRows(EdgeFigures figures) implements Check {

    public EdgeKeepsRows {
      requireNonNull(figures, "figures");
    }

    @Override
    public CheckResult compare(Figures source, StagedFigures staged) {
      return counted(
          "rows of %s joined with %s".formatted(figures.parent(), figures.child()),
          figures.parentRows(),
          figures.joinedRows());
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
    public CheckResult compare(Figures source, StagedFigures staged) {
      BigDecimal expected = Sums.of(source, column);
      BigDecimal found = Sums.of(staged.figures(), column);
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
