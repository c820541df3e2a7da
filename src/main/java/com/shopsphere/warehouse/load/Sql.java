package com.shopsphere.warehouse.load;

/** Names and texts as GoogleSQL quotes them. */
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

  /** A text of one line. */
  static String text(String value) {
    return "'%s'".formatted(value.replace("\\", "\\\\").replace("'", "\\'"));
  }
}
