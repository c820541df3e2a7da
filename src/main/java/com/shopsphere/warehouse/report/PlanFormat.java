package com.shopsphere.warehouse.report;

import java.util.Arrays;
import java.util.Locale;

/** The forms in which a plan is printed. */
public enum PlanFormat {
  /** For people: lines of at most 120 columns. */
  TEXT {
    @Override
    public String write(PlanDocument plan) {
      return PlanText.write(plan);
    }
  },
  /** For programs: one object. */
  JSON {
    @Override
    public String write(PlanDocument plan) {
      return PlanJson.write(plan);
    }
  },
  /** The tree as a flow chart, for pages that draw Mermaid. */
  MERMAID {
    @Override
    public String write(PlanDocument plan) {
      return PlanMermaid.write(plan);
    }
  };

  /** The whole document; ends with a line break. */
  public abstract String write(PlanDocument plan);

  /**
   * The format of a name.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  public static PlanFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected %s, %s or %s, found '%s'".formatted(TEXT, JSON, MERMAID, name)));
  }

  /** The name used on the command line: {@code text}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
