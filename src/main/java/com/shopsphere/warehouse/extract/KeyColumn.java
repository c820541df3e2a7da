package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A column of a split key, and how its values travel from the server and back without being
 * altered.
 *
 * @param selected expression in SQL over the column: a value as plain text
 * @param literal format in SQL: what that text is put into, so that the server compares it with the
 *     column as it compares two values of the column
 */
record KeyColumn(String name, boolean nullable, String selected, String literal) {

  KeyColumn {
    requireNonNull(name, "name");
    requireNonNull(selected, "selected");
    requireNonNull(literal, "literal");
  }

  /**
   * Empty for the types whose values the server compares otherwise with a literal than with one
   * another, or that no index holds whole: ENUM and SET, JSON, spatial types, TEXT and BLOB.
   */
  static Optional<KeyColumn> of(Column column) {
    return switch (column.dataType()) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" ->
          Optional.of(as(column, "CAST(%s AS CHAR)", "%s"));
      case "bit" -> Optional.of(as(column, "CAST(CAST(%s AS UNSIGNED) AS CHAR)", "%s"));
      // A FLOAT by itself would be rounded to six digits, and a literal with a point be a DECIMAL.
      case "float", "double" -> Optional.of(as(column, "CAST(%s + 0e0 AS CHAR)", "(%s + 0e0)"));
      case "date", "datetime", "timestamp", "time", "year", "uuid", "inet4", "inet6" ->
          Optional.of(as(column, "CAST(%s AS CHAR)", "'%s'"));
      case "binary", "varbinary" -> Optional.of(as(column, "HEX(%s)", "X'%s'"));
      case "char", "varchar" -> column.collation().map(collation -> text(column, collation));
      default -> Optional.empty();
    };
  }

  /** Bytes in the column's own character set: a conversion could take two texts for one. */
  private static KeyColumn text(Column column, Collation collation) {
    return as(
        column,
        "HEX(%s)",
        "_%s X'%%s' COLLATE %s".formatted(collation.characterSet(), collation.name()));
  }

  private static KeyColumn as(Column column, String selected, String literal) {
    return new KeyColumn(column.name(), column.nullable(), selected, literal);
  }

  String quoted() {
    return Sql.quote(name);
  }

  String selection() {
    return selected.formatted(quoted());
  }

  /** The value at a position of what {@link #selection} gave, as a literal; empty for NULL. */
  Optional<String> literal(ResultSet row, int position) throws SQLException {
    return Optional.ofNullable(row.getString(position)).map(literal::formatted);
  }
}
