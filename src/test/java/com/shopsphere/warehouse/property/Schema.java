package com.shopsphere.warehouse.property;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A database with its data, and how its tables are to be merged.
 *
 * @param tables the grain table first
 * @param settings of the run
 */
record Schema(List<SchemaTable> tables, List<Link> links, Draw.Settings settings) {

  /** A column. Its values are taken from a few bits of the numbers of the rows. */
  record SchemaColumn(String name, Kind kind, boolean nullable) {

    private static final int DIGITS = 12;
    private static final int BITS = 5;
    private static final int NULL = 7;
    private static final int NULLS = 8;

    String literal(long row, int position) {
      int number = (int) (row >>> (BITS * (position % DIGITS))) & ((1 << BITS) - 1);
      return nullable && number % NULLS == NULL ? "NULL" : kind.literal(number);
    }

    String ddl() {
      return "%s %s %s".formatted(name, kind.sql(), nullable ? "NULL" : "NOT NULL");
    }
  }

  /** What the configuration says of a table that one row of its parent meets many times. */
  enum Folding {
    NONE,
    FLATTEN,
    NEST,
    PICK_FIRST,
    PICK_LAST,
    AGGREGATE,
    LEAVE_OUT;

    boolean many() {
      return this == NEST || this == PICK_FIRST || this == PICK_LAST || this == AGGREGATE;
    }
  }

  /**
   * A table.
   *
   * @param uniqueKeys beside the primary one
   * @param distinct columns that only the rows make a key, and only in clean data
   * @param pickBy the column that orders its rows if one is picked
   * @param leftOut columns that do not appear
   */
  record SchemaTable(
      String name,
      List<SchemaColumn> columns,
      List<String> primaryKey,
      List<List<String>> uniqueKeys,
      List<String> distinct,
      Folding folding,
      String pickBy,
      List<String> leftOut,
      List<Long> rows) {

    SchemaColumn column(String wanted) {
      return columns.stream().filter(one -> one.name().equals(wanted)).findFirst().orElseThrow();
    }

    SchemaTable folded(Folding other) {
      return new SchemaTable(
          name, columns, primaryKey, uniqueKeys, distinct, other, pickBy, leftOut, rows);
    }

    SchemaTable withAllColumns() {
      return new SchemaTable(
          name, columns, primaryKey, uniqueKeys, distinct, folding, pickBy, List.of(), rows);
    }
  }

  SchemaTable grain() {
    return tables.get(0);
  }

  SchemaTable table(String name) {
    return tables.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  Schema folded(String name, Folding folding) {
    return changed(name, one -> one.folded(folding));
  }

  Schema withAllColumns(String name) {
    return changed(name, SchemaTable::withAllColumns);
  }

  private Schema changed(String name, UnaryOperator<SchemaTable> change) {
    List<SchemaTable> changed =
        tables.stream().map(one -> one.name().equals(name) ? change.apply(one) : one).toList();
    return new Schema(changed, links, settings);
  }

  Schema shallower() {
    Draw.Settings less =
        new Draw.Settings(
            settings.depth() - 1,
            settings.selfReferences(),
            settings.orphans(),
            settings.broadcast(),
            settings.split());
    return new Schema(tables, links, less);
  }

  /** Statements that make and fill the tables; run on one connection. */
  List<String> statements() {
    List<String> statements = new ArrayList<>(List.of("SET foreign_key_checks = 0"));
    tables.forEach(table -> statements.add(create(table)));
    if (!settings.orphans()) {
      tables.forEach(
          table ->
              table
                  .distinct()
                  .forEach(one -> statements.add(unique(table, "ADD UNIQUE %s (%s)", one))));
    }
    tables.stream()
        .filter(table -> !table.rows().isEmpty())
        .map(Schema::insert)
        .forEach(statements::add);
    if (!settings.orphans()) {
      tables.forEach(
          table ->
              table.distinct().forEach(one -> statements.add(unique(table, "DROP INDEX %s", one))));
    }
    return statements;
  }

  private static String unique(SchemaTable table, String change, String column) {
    return "ALTER TABLE %s %s".formatted(table.name(), change.formatted("once_" + column, column));
  }

  private String create(SchemaTable table) {
    List<String> parts = new ArrayList<>(table.columns().stream().map(SchemaColumn::ddl).toList());
    parts.add("PRIMARY KEY (%s)".formatted(String.join(", ", table.primaryKey())));
    table.uniqueKeys().forEach(key -> parts.add("UNIQUE (%s)".formatted(String.join(", ", key))));
    links.stream()
        .filter(link -> link.declared() && link.from().equals(table.name()))
        .forEach(
            link ->
                parts.add(
                    "FOREIGN KEY (%s) REFERENCES %s (%s)"
                        .formatted(
                            String.join(", ", link.fromColumns()),
                            link.to(),
                            String.join(", ", link.toColumns()))));
    return parts.stream()
        .collect(joining(",\n  ", "CREATE TABLE %s (\n  ".formatted(table.name()), ")"));
  }

  /** Rows that a key refuses are passed over. */
  private static String insert(SchemaTable table) {
    return table.rows().stream()
        .map(row -> values(table, row))
        .collect(joining(",\n  ", "INSERT IGNORE INTO %s VALUES\n  ".formatted(table.name()), ""));
  }

  private static String values(SchemaTable table, long row) {
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      literals.add(table.columns().get(i).literal(row, i));
    }
    return literals.stream().collect(joining(", ", "(", ")"));
  }

  /**
   * Statements that delete rows with a foreign key that names no row, or none at all; to be run
   * until none deletes any more.
   */
  List<String> cleaning() {
    return settings.orphans()
        ? List.of()
        : links.stream().filter(Link::declared).map(Schema::withoutOrphans).toList();
  }

  private static String withoutOrphans(Link link) {
    List<String> conditions = new ArrayList<>();
    link.fromColumns().forEach(column -> conditions.add("f.%s IS NOT NULL".formatted(column)));
    conditions.add("t.%s IS NULL".formatted(link.toColumns().get(0)));
    return "DELETE f FROM %s f LEFT JOIN %s t ON %s WHERE %s"
        .formatted(link.from(), link.to(), equal(link, "f", "t"), String.join(" AND ", conditions));
  }

  static String equal(Link link, String from, String to) {
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < link.fromColumns().size(); i++) {
      equal.add(
          "%s.%s = %s.%s".formatted(from, link.fromColumns().get(i), to, link.toColumns().get(i)));
    }
    return String.join(" AND ", equal);
  }
}
