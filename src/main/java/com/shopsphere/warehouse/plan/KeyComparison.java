package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Collation;
import java.util.Optional;

/** When the server takes a value of one key column to equal a value of another. */
public sealed interface KeyComparison {

  /** In words, as a plan tells it: {@code by utf8mb4_0900_ai_ci}. */
  String describe();

  /** If the values are the same. */
  record Same() implements KeyComparison {

    @Override
    public String describe() {
      return "exact";
    }
  }

  /** If the characters are the same, trailing spaces apart. */
  record SameButTrailingSpaces() implements KeyComparison {

    @Override
    public String describe() {
      return "exact but for trailing spaces";
    }
  }

  /**
   * If the collation says so: {@code 'Zoe' = 'ZOË'}.
   *
   * @param collation by which the server compares
   * @param ascii how it compares texts that are printable ASCII; absent if that takes more than
   *     letter case and trailing spaces
   */
  record ByCollation(Collation collation, Optional<Ascii> ascii) implements KeyComparison {

    public ByCollation {
      requireNonNull(collation, "collation");
      requireNonNull(ascii, "ascii");
    }

    @Override
    public String describe() {
      return "by " + collation.name();
    }
  }

  /** Whether letter case counts among printable ASCII characters. */
  enum Ascii {
    CASE_SENSITIVE,
    CASE_INSENSITIVE
  }
}
