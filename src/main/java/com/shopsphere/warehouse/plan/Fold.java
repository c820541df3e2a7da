package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.FoldConfig.End;
import java.util.List;

/** How the rows of a child table are brought to its parent's grain. */
public sealed interface Fold {

  /** In words, as a plan tells it: {@code nested as review}. */
  String describe();

  /** Columns beside the parent's; only over an edge that keeps the grain. */
  record Flatten() implements Fold {

    @Override
    public String describe() {
      return "flattened";
    }
  }

  /**
   * One ARRAY of STRUCT beside the parent's columns, ordered by the child's primary key; empty
   * where there is no child, never NULL.
   *
   * @param column name of the array in the unified table, or in the struct that it is nested in
   * @param maximum elements of one array; a row with more stops the run
   */
  record Nest(String column, int maximum) implements Fold {

    public Nest {
      requireNonNull(column, "column");
      if (maximum < 1) {
        throw new IllegalArgumentException(
            "Invalid nest %s: expected at least 1 element, found %d".formatted(column, maximum));
      }
    }

    @Override
    public String describe() {
      return "nested as " + column;
    }
  }

  /**
   * The columns of one child beside the parent's, and the number of children.
   *
   * @param by columns that order the children, NULL before every value; where they agree, the
   *     primary key decides
   * @param countColumn name of the number of children, 0 where there is none, never NULL
   */
  record Pick(End end, List<String> by, String countColumn) implements Fold {

    public Pick {
      requireNonNull(end, "end");
      requireNonNull(countColumn, "countColumn");
      by = List.copyOf(by);
    }

    @Override
    public String describe() {
      return "%s by %s".formatted(end, String.join(", ", by));
    }
  }

  /**
   * Figures over the children, each a column beside the parent's.
   *
   * @param columns not empty, in the order of the unified table
   */
  record Aggregate(List<AggregateColumn> columns) implements Fold {

    public Aggregate {
      columns = List.copyOf(columns);
    }

    @Override
    public String describe() {
      return "aggregated";
    }
  }
}
