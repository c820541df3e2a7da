package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How a table is brought to the grain, where the rules of inference would do otherwise. */
public sealed interface FoldConfig {

  /** The name used in settings: {@code leave-out}. */
  String kind();

  /** An ARRAY of STRUCT beside the parent; one-to-many tables only. */
  record Nest() implements FoldConfig {
    @Override
    public String kind() {
      return FoldKind.NEST.toString();
    }
  }

  /** Columns beside the parent's, where a key proves that this multiplies nothing. */
  record Flatten() implements FoldConfig {
    @Override
    public String kind() {
      return FoldKind.FLATTEN.toString();
    }
  }

  record LeaveOut() implements FoldConfig {
    @Override
    public String kind() {
      return FoldKind.LEAVE_OUT.toString();
    }
  }

  /**
   * One row of many, its columns beside the parent's and the number of rows beside them.
   *
   * @param end which of the ordered rows
   * @param by columns of the table that order its rows, the first counts most; not empty
   */
  record Pick(End end, List<String> by) implements FoldConfig {

    public Pick {
      requireNonNull(end, "end");
      by = List.copyOf(by);
      if (by.isEmpty()) {
        throw new IllegalArgumentException("Invalid pick: it is ordered by no column");
      }
    }

    @Override
    public String kind() {
      return FoldKind.PICK.toString();
    }
  }

  /** Which of the ordered rows is picked: the smallest or the greatest. */
  enum End {
    FIRST,
    LAST;

    /** The name used in settings: {@code first}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Figures over the rows, each a column beside the parent's.
   *
   * @param columns expression by the name of its column; not empty, ascending by name; letters,
   *     digits and underscores
   */
  record Aggregate(Map<String, AggregateExpression> columns) implements FoldConfig {

    public Aggregate {
      columns = Collections.unmodifiableMap(new TreeMap<>(columns));
      columns.keySet().forEach(name -> NameForm.NAME.require("column of an aggregate", name));
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("Invalid aggregate: it has no column");
      }
    }

    @Override
    public String kind() {
      return FoldKind.AGGREGATE.toString();
    }
  }
}
