package com.shopsphere.warehouse.config;

import java.util.Locale;

/** How the columns of the unified table are called. */
public enum Naming {
  /** Snake case, beginning with the role: {@code customer_first}. */
  SNAKE_CASE,
  /** As in the source, where the name is free; else beginning with the role. */
  SOURCE;

  /** The name used in settings: {@code snake-case}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
