package com.shopsphere.warehouse.config;

import java.util.Locale;

/** Codec of Parquet's data pages. */
public enum Compression {
  ZSTD,
  SNAPPY,
  GZIP,
  NONE;

  /** The name used in settings, which is also Spark's. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
