package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The column by whose order a table is cut: the first of its primary key. That column is never NULL
 * and the clustered index is in its order.
 *
 * @param literal how its values are written in SQL
 */
record SplitKey(String column, Literal literal) {

  /** How a value is written in SQL so that the server compares it as it compares the column. */
  enum Literal {
    NUMBER {
      @Override
      String read(ResultSet row) throws SQLException {
        return row.getString(1);
      }
    },
    TEXT {
      @Override
      String read(ResultSet row) throws SQLException {
        byte[] bytes = row.getString(1).getBytes(StandardCharsets.UTF_8);
        return "_utf8mb4 X'%s'".formatted(HexFormat.of().formatHex(bytes));
      }
    },
    BYTES {
      @Override
      String read(ResultSet row) throws SQLException {
        return "X'%s'".formatted(HexFormat.of().formatHex(row.getBytes(1)));
      }
    };

    /** The first column of the row, as a literal. */
    abstract String read(ResultSet row) throws SQLException;
  }

  static Optional<SplitKey> of(Table table) {
    return table
        .primaryKey()
        .map(key -> table.column(key.columns().get(0)))
        .flatMap(column -> literal(column).map(literal -> new SplitKey(column.name(), literal)));
  }

  private static Optional<Literal> literal(Column column) {
    return switch (column.dataType()) {
      case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year" ->
          Optional.of(Literal.NUMBER);
      case "char", "varchar" -> Optional.of(Literal.TEXT);
      case "binary", "varbinary" -> Optional.of(Literal.BYTES);
      default -> Optional.empty();
    };
  }
}
