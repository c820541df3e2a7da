package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of a catalog written by hand, in the words of {@code CREATE TABLE}. */
public final class TableBuilder {

  private static final Pattern TYPE =
      Pattern.compile("(?<name>[a-z]+)(?:\\((?<size>\\d+)(?:,(?<scale>\\d+))?\\))?.*");
  private static final Map<String, Integer> DIGITS =
      Map.of("tinyint", 3, "smallint", 5, "mediumint", 7, "int", 10, "bigint", 19, "float", 12);

  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private final List<UniqueKey> uniqueKeys = new ArrayList<>();
  private final List<ForeignKey> foreignKeys = new ArrayList<>();

  private TableBuilder(String name) {
    this.name = name;
  }

  public static TableBuilder table(String name) {
    return new TableBuilder(name);
  }

  /** A column that admits NULL. */
  public TableBuilder column(String column, String type) {
    columns.add(columnOf(column, type, true));
    return this;
  }

  public TableBuilder notNull(String column, String type) {
    columns.add(columnOf(column, type, false));
    return this;
  }

  public TableBuilder primaryKey(String... key) {
    uniqueKeys.add(0, new UniqueKey(UniqueKey.PRIMARY, List.of(key)));
    return this;
  }

  public TableBuilder unique(String index, String... key) {
    uniqueKeys.add(new UniqueKey(index, List.of(key)));
    return this;
  }

  /** A foreign key of one column, to a column that may be called otherwise. */
  public TableBuilder reference(
      String constraint, String column, String referencedTable, String referencedColumn) {
    return reference(constraint, List.of(column), referencedTable, List.of(referencedColumn));
  }

  public TableBuilder reference(
      String constraint,
      List<String> referencing,
      String referencedTable,
      List<String> referencedColumns) {
    foreignKeys.add(new ForeignKey(constraint, referencing, referencedTable, referencedColumns));
    return this;
  }

  public Table build() {
    return new Table(name, columns, uniqueKeys, foreignKeys, 16_384);
  }

  /** What {@code information_schema} tells of a column of this type, {@code decimal(10,2)}. */
  public static Column columnOf(String name, String type, boolean nullable) {
    Matcher parts = TYPE.matcher(type);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Invalid type " + type);
    }
    String dataType = parts.group("name");
    int size = Optional.ofNullable(parts.group("size")).map(Integer::parseInt).orElse(0);
    int scale = Optional.ofNullable(parts.group("scale")).map(Integer::parseInt).orElse(0);
    boolean sized = dataType.equals("decimal") || dataType.equals("bit");
    int precision = sized ? size : DIGITS.getOrDefault(dataType, 0);
    boolean text = dataType.endsWith("char") || dataType.endsWith("text");
    return new Column(
        name,
        dataType,
        type,
        nullable,
        sized ? 0 : size,
        precision,
        scale,
        text ? Optional.of("utf8mb4") : Optional.empty());
  }
}
