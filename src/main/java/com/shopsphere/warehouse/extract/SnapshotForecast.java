package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.Privileges;
import com.shopsphere.warehouse.config.SnapshotConfig;

/** How a run will come to one instant, as far as the user's privileges tell. */
public final class SnapshotForecast {

  private SnapshotForecast() {}

  /** In words, for a plan. */
  public static String of(SnapshotConfig config, Privileges privileges) {
    return switch (config.lock()) {
      case NONE -> "NOT at one instant";
      case FLUSH_TABLES -> told(privileges.flushTables(), ReadLock.FLUSH_TABLES, "RELOAD");
      case LOCK_TABLES -> told(privileges.lockTables(), ReadLock.LOCK_TABLES, "LOCK TABLES");
      case AUTO ->
          privileges.flushTables()
              ? told(true, ReadLock.FLUSH_TABLES, "RELOAD")
              : told(privileges.lockTables(), ReadLock.LOCK_TABLES, "RELOAD or LOCK TABLES");
    };
  }

  private static String told(boolean granted, String method, String privilege) {
    return granted
        ? "at one instant, under " + method
        : "not at all, unless the user is granted " + privilege;
  }
}
