package com.shopsphere.warehouse.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The indexes of all tables, put together from their parts. */
final class IndexRows {

  private static final Comparator<String> PRIMARY_FIRST =
      Comparator.<String, Boolean>comparing(name -> !name.equals(UniqueKey.PRIMARY))
          .thenComparing(Comparator.naturalOrder());

  private final Map<String, Map<String, List<Part>>> indexes = new HashMap<>();

  /**
   * One column of an index.
   *
   * @param wholeColumn none if the part is an expression, or only the beginning of a text
   * @param direction {@code A} ascending, {@code D} descending; empty if the index cannot be walked
   */
  record Part(
      String table,
      String index,
      boolean unique,
      Optional<String> wholeColumn,
      Optional<String> direction) {}

  /** Takes the next part of an index; those of one index come in its order. */
  void add(Part part) {
    indexes
        .computeIfAbsent(part.table(), table -> new TreeMap<>(PRIMARY_FIRST))
        .computeIfAbsent(part.index(), index -> new ArrayList<>())
        .add(part);
  }

  /**
   * Unique indexes over whole columns, the primary key first, then by name. One over the beginning
   * of a text, or over an expression, does not make any column unique.
   */
  List<UniqueKey> uniqueKeys(String table) {
    List<UniqueKey> keys = new ArrayList<>();
    indexes
        .getOrDefault(table, Map.of())
        .forEach(
            (name, parts) -> {
              List<String> columns = wholeColumns(parts);
              if (parts.get(0).unique() && columns.size() == parts.size()) {
                keys.add(new UniqueKey(name, columns, ordered(parts)));
              }
            });
    return keys;
  }

  /** A server walks an index forwards or backwards, and cannot turn round at a column. */
  private static int ordered(List<Part> parts) {
    Optional<String> direction = parts.get(0).direction();
    if (direction.isEmpty()) {
      return 0;
    }
    return (int) parts.stream().takeWhile(part -> part.direction().equals(direction)).count();
  }

  /** Whether an index has these columns first, and right after them one that fits. */
  boolean continues(String table, List<String> columns, Predicate<String> fits) {
    return indexes.getOrDefault(table, Map.of()).values().stream()
        .map(IndexRows::wholeColumns)
        .filter(index -> index.size() > columns.size())
        .filter(index -> index.subList(0, columns.size()).equals(columns))
        .anyMatch(index -> fits.test(index.get(columns.size())));
  }

  private static List<String> wholeColumns(List<Part> parts) {
    return parts.stream().flatMap(part -> part.wholeColumn().stream()).toList();
  }
}
