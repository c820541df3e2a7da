package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.bigquery.TableField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In what the columns of a run differ from those of the published table, fields of structs among
 * them. Their order and their descriptions do not count.
 *
 * @param added only in the run, as {@code name TYPE}
 * @param dropped only in the published table
 * @param changed in both, of other types: {@code name: TYPE, now TYPE}
 */
record ColumnChanges(List<String> added, List<String> dropped, List<String> changed) {

  ColumnChanges {
    added = List.copyOf(added);
    dropped = List.copyOf(dropped);
    changed = List.copyOf(changed);
  }

  static ColumnChanges between(List<TableField> published, List<TableField> run) {
    List<String> added = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    compare("", published, run, added, dropped, changed);
    return new ColumnChanges(added, dropped, changed);
  }

  private static void compare(
      String path,
      List<TableField> published,
      List<TableField> run,
      List<String> added,
      List<String> dropped,
      List<String> changed) {
    Map<String, TableField> before = byName(published);
    Map<String, TableField> now = byName(run);
    now.forEach(
        (name, field) -> {
          TableField old = before.get(name);
          if (old == null) {
            added.add("%s%s %s".formatted(path, name, field.declaration()));
          } else if (isStruct(old) && isStruct(field) && old.repeated() == field.repeated()) {
            compare(path + name + ".", old.fields(), field.fields(), added, dropped, changed);
          } else if (!old.declaration().equals(field.declaration())) {
            changed.add(
                "%s%s %s, now %s".formatted(path, name, old.declaration(), field.declaration()));
          }
        });
    before.forEach(
        (name, field) -> {
          if (!now.containsKey(name)) {
            dropped.add("%s%s %s".formatted(path, name, field.declaration()));
          }
        });
  }

  private static boolean isStruct(@Nullable TableField field) {
    return field != null && !field.fields().isEmpty();
  }

  private static Map<String, TableField> byName(List<TableField> fields) {
    Map<String, TableField> byName = new LinkedHashMap<>();
    fields.forEach(field -> byName.put(field.name(), field));
    return byName;
  }

  boolean none() {
    return added.isEmpty() && dropped.isEmpty() && changed.isEmpty();
  }

  boolean onlyAdded() {
    return dropped.isEmpty() && changed.isEmpty();
  }

  /** In one line: {@code added: a INT64; gone: b STRING}. */
  String describe() {
    List<String> parts = new ArrayList<>();
    add(parts, "added", added);
    add(parts, "gone", dropped);
    add(parts, "other type", changed);
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String what, List<String> columns) {
    if (!columns.isEmpty()) {
      parts.add("%s: %s".formatted(what, String.join(", ", columns)));
    }
  }
}
