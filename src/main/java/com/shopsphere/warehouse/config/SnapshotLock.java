package com.shopsphere.warehouse.config;

import java.util.Locale;

/** What holds all tables still for the moment in which the connections take their snapshot. */
public enum SnapshotLock {
  /** The first of the following two that the user has the privilege for. */
  AUTO,
  /** {@code FLUSH TABLES WITH READ LOCK}: all tables of the server. */
  FLUSH_TABLES,
  /** {@code LOCK TABLES … READ}: the tables that are read. */
  LOCK_TABLES,
  /** Nothing: the tables are not read at one instant. */
  NONE;

  /** The name used in settings: {@code flush-tables}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
