package com.shopsphere.warehouse.load;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** What a value is as a whole number that fits into 64 bits, to Spark and to BigQuery alike. */
enum WholeNumber {
  TEXT("sum of hashes") {
    @Override
    long of(SpecializedGetters row, int at) {
      return Fingerprint.of(row.getUTF8String(at).getBytes());
    }

    @Override
    String sql(String column) {
      return Fingerprint.sql(column);
    }
  },
  BYTES("sum of hashes") {
    @Override
    long of(SpecializedGetters row, int at) {
      return Fingerprint.of(row.getBinary(at));
    }

    @Override
    String sql(String column) {
      return Fingerprint.sql(column);
    }
  },
  BOOLEAN("number of true") {
    @Override
    long of(SpecializedGetters row, int at) {
      return row.getBoolean(at) ? 1 : 0;
    }

    @Override
    String sql(String column) {
      return "CAST(%s AS INT64)".formatted(column);
    }
  },
  INT("sum") {
    @Override
    long of(SpecializedGetters row, int at) {
      return row.getInt(at);
    }

    @Override
    String sql(String column) {
      return column;
    }
  },
  LONG("sum") {
    @Override
    long of(SpecializedGetters row, int at) {
      return row.getLong(at);
    }

    @Override
    String sql(String column) {
      return column;
    }
  },
  DATE("sum of days") {
    @Override
    long of(SpecializedGetters row, int at) {
      return row.getInt(at);
    }

    @Override
    String sql(String column) {
      return "UNIX_DATE(%s)".formatted(column);
    }
  },
  TIMESTAMP("sum of microseconds") {
    @Override
    long of(SpecializedGetters row, int at) {
      return row.getLong(at);
    }

    @Override
    String sql(String column) {
      return "UNIX_MICROS(%s)".formatted(column);
    }
  },
  DATETIME("sum of microseconds") {
    @Override
    long of(SpecializedGetters row, int at) {
      return row.getLong(at);
    }

    @Override
    String sql(String column) {
      return "UNIX_MICROS(TIMESTAMP(%s))".formatted(column);
    }
  };

  private final String total;

  WholeNumber(String total) {
    this.total = total;
  }

  /** What the sum is called in messages. */
  String total() {
    return total;
  }

  /**
   * @param at ordinal of a column that is not NULL
   */
  abstract long of(SpecializedGetters row, int at);

  /** The same in GoogleSQL, as an INT64. */
  abstract String sql(String column);
}
