package com.shopsphere.warehouse.config;

import java.util.List;
import java.util.Locale;

/** The kinds of folds by their names in the settings, with what each needs beside its name. */
enum FoldKind {
  NEST,
  FLATTEN,
  PICK,
  AGGREGATE,
  LEAVE_OUT;

  /** The name used in settings: {@code leave-out}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The keys that belong to this kind; one without any may be told by its name alone. */
  List<String> keys() {
    return switch (this) {
      case PICK -> List.of("first-by", "last-by");
      case AGGREGATE -> List.of("columns");
      case NEST, FLATTEN, LEAVE_OUT -> List.of();
    };
  }

  /** How it is written, as an example. */
  String form() {
    return switch (this) {
      case PICK -> "{ kind = pick, last-by = [column] }, or first-by in place of last-by";
      case AGGREGATE -> "{ kind = aggregate, columns { name = \"sum(column)\" } }";
      case NEST, FLATTEN, LEAVE_OUT -> toString();
    };
  }
}
