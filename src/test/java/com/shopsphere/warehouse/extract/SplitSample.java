package com.shopsphere.warehouse.extract;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A table with a key, and the rows that are put into it.
 *
 * @param key kinds of its columns
 * @param form of the key
 * @param rows that are there before the table is cut, at least 0; as many come in meanwhile
 * @param rowsPerSplit at least 1
 * @param seed of the values
 */
record SplitSample(List<KeyKind> key, Form form, int rows, int rowsPerSplit, long seed) {

  /** The first row of those that come in later. */
  static final int LATER = 1_000_000;

  enum Form {
    PRIMARY("NOT NULL", "PRIMARY KEY (%s)"),
    UNIQUE("NOT NULL", "UNIQUE KEY u (%s)"),
    NULLABLE("NULL", "UNIQUE KEY u (%s)");

    private final String nulls;
    private final String declaration;

    Form(String nulls, String declaration) {
      this.nulls = nulls;
      this.declaration = declaration;
    }
  }

  String create() {
    String columns =
        IntStream.range(0, key.size())
            .mapToObj(i -> "k%d %s %s, ".formatted(i, key.get(i).type(), form.nulls))
            .collect(joining());
    return "CREATE TABLE t (%snumber INT NOT NULL, %s)"
        .formatted(columns, form.declaration.formatted(columns()));
  }

  /** The columns of the key. */
  String columns() {
    return IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(joining(", "));
  }

  /** A row whose key is there already is passed over. */
  List<String> inserts() {
    return rows == 0
        ? List.of()
        : List.of("INSERT IGNORE INTO t VALUES " + String.join(", ", rows(new Random(seed), 0)));
  }

  /** One statement a row. */
  List<String> laterInserts() {
    return rows(new Random(~seed), LATER).stream()
        .map("INSERT IGNORE INTO t VALUES "::concat)
        .toList();
  }

  private List<String> rows(Random random, int first) {
    return IntStream.range(first, first + rows).mapToObj(row -> row(random, row)).toList();
  }

  private String row(Random random, int number) {
    return key.stream()
        .map(kind -> value(kind, random) + ", ")
        .collect(joining("", "(", number + ")"));
  }

  private String value(KeyKind kind, Random random) {
    return form == Form.NULLABLE && random.nextInt(3) == 0 ? "NULL" : kind.literal().apply(random);
  }

  /** What is needed to make it by hand. */
  @Override
  public String toString() {
    return "%s; -- %d rows a split%n%s;"
        .formatted(create(), rowsPerSplit, String.join(";\n", inserts()));
  }
}
