package com.shopsphere.warehouse.load;

/** Names as GoogleSQL quotes them. */
final class Sql {

  private Sql() {}

  /** A column. */
  static String name(String column) {
    return "`%s`".formatted(column.replace("\\", "\\\\").replace("`", "\\`"));
  }

  /**
   * @param qualified {@code project.dataset.table}
   */
  static String table(String qualified) {
    return "`%s`".formatted(qualified);
  }
}
