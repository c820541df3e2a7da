package com.shopsphere.warehouse.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a table as {@code LOAD DATA} would understand them; a field that is NULL is empty.
 *
 * @param columns the names of the fields
 * @param rows in the order made
 */
record ParsedRows(List<String> columns, List<List<Optional<String>>> rows) {

  static ParsedRows of(ShopsphereData data, String table) {
    var rows = table(data, table);
    return new ParsedRows(rows.columns(), parse(new String(bytes(rows), UTF_8)));
  }

  static TableRows table(ShopsphereData data, String table) {
    return data.tables().stream()
        .filter(rows -> rows.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  static byte[] bytes(TableRows rows) {
    var stream = new RowStream(rows);
    var bytes = new ByteArrayOutputStream();
    var chunk = new byte[1000];
    for (int read = stream.read(chunk, 0, 1000); read >= 0; read = stream.read(chunk, 0, 1000)) {
      bytes.write(chunk, 0, read);
    }
    return bytes.toByteArray();
  }

  /** All values of a column, in the order of the rows. */
  List<Optional<String>> column(String name) {
    int index = columns.indexOf(name);
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /** The values of a column that are not NULL, in the order of the rows. */
  List<String> present(String name) {
    return column(name).stream().flatMap(Optional::stream).toList();
  }

  static List<List<Optional<String>>> parse(String text) {
    var rows = new ArrayList<List<Optional<String>>>();
    var row = new ArrayList<Optional<String>>();
    var field = new StringBuilder();
    boolean missing = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        missing = text.charAt(i) == 'N';
        field.append(text.charAt(i));
        continue;
      }
      if (c != '\t' && c != '\n') {
        field.append(c);
        continue;
      }
      row.add(missing ? Optional.empty() : Optional.of(field.toString()));
      field.setLength(0);
      missing = false;
      if (c == '\n') {
        rows.add(List.copyOf(row));
        row.clear();
      }
    }
    return rows;
  }
}
