package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.Table.Kind;
import com.shopsphere.warehouse.catalog.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of a catalog written by hand, in the words of {@code CREATE TABLE}. */
public final class TableBuilder {

  private static final Pattern TYPE =
      Pattern.compile("(?<name>[a-z]+\\d?)(?:\\((?<size>\\d+)(?:,(?<scale>\\d+))?\\))?.*");
  private static final Map<String, Integer> DIGITS =
      Map.of("tinyint", 3, "smallint", 5, "mediumint", 7, "int", 10, "bigint", 19, "float", 12);
  private static final Map<String, Long> LENGTHS =
      Map.of(
          "tinytext", 255L, "text", 65_535L, "mediumtext", 16_777_215L, "longtext", 4_294_967_295L);
  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

  /** What MySQL 8 gives a text column for which nothing else is asked. */
  public static final Collation DEFAULT_COLLATION =
      new Collation("utf8mb4_0900_ai_ci", "utf8mb4", false);

  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private final List<UniqueKey> uniqueKeys = new ArrayList<>();
  private final List<ForeignKey> foreignKeys = new ArrayList<>();

  private Optional<Kind> kind = Optional.empty();
  private long rows;

  private TableBuilder(String name) {
    this.name = name;
  }

  /** A base table; without a column, one that the user may not read. */
  public static TableBuilder table(String name) {
    return new TableBuilder(name);
  }

  public TableBuilder kind(Kind value) {
    kind = Optional.of(value);
    return this;
  }

  public TableBuilder view() {
    return kind(Kind.VIEW);
  }

  /** The server's estimate of the rows, 0 unless told. */
  public TableBuilder rows(long estimated) {
    rows = estimated;
    return this;
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

  /** A text column that admits NULL, compared in a way of its own. */
  public TableBuilder text(String column, String type, Collation collation) {
    Column plain = columnOf(column, type, true);
    columns.add(with(plain, Optional.of(collation), false));
    return this;
  }

  /** A column that admits NULL and that the server computes. */
  public TableBuilder generated(String column, String type) {
    Column plain = columnOf(column, type, true);
    columns.add(with(plain, plain.collation(), true));
    return this;
  }

  private static Column with(Column plain, Optional<Collation> collation, boolean generated) {
    return new Column(
        plain.name(),
        plain.dataType(),
        plain.columnType(),
        plain.nullable(),
        plain.length(),
        plain.precision(),
        plain.scale(),
        collation,
        generated);
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
    foreignKeys.add(
        new ForeignKey(
            constraint, referencing, Optional.empty(), referencedTable, referencedColumns));
    return this;
  }

  /** A foreign key of one column into another database. */
  public TableBuilder referenceElsewhere(
      String constraint,
      String column,
      String database,
      String referencedTable,
      String referencedColumn) {
    foreignKeys.add(
        new ForeignKey(
            constraint,
            List.of(column),
            Optional.of(database),
            referencedTable,
            List.of(referencedColumn)));
    return this;
  }

  public Table build() {
    Kind built = kind.orElse(columns.isEmpty() ? Kind.HIDDEN : Kind.BASE_TABLE);
    long dataBytes = built == Kind.BASE_TABLE ? 16_384 : 0;
    Optional<String> engine = Optional.of("InnoDB").filter(any -> built == Kind.BASE_TABLE);
    return new Table(name, built, engine, columns, uniqueKeys, foreignKeys, rows, dataBytes);
  }

  /** What {@code information_schema} tells of a column of this type, {@code decimal(10,2)}. */
  public static Column columnOf(String name, String type, boolean nullable) {
    Matcher parts = TYPE.matcher(type);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Invalid type " + type);
    }
    String dataType = parts.group("name");
    long size =
        Optional.ofNullable(parts.group("size"))
            .map(Long::valueOf)
            .orElse(LENGTHS.getOrDefault(dataType, 0L));
    int scale = Optional.ofNullable(parts.group("scale")).map(Integer::parseInt).orElse(0);
    boolean exact = dataType.equals("decimal") || dataType.equals("bit");
    return new Column(
        name,
        dataType,
        type,
        nullable,
        exact ? 0 : size,
        exact ? (int) size : DIGITS.getOrDefault(dataType, 0),
        scale,
        TEXTS.contains(dataType) ? Optional.of(DEFAULT_COLLATION) : Optional.empty(),
        false);
  }
}
