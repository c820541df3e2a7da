package com.shopsphere.warehouse.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The foreign keys of all tables, put together from their parts. A key is known by its table and
 * its name: servers differ in whether two tables may give their keys one name.
 */
final class ForeignKeyRows {

  private final Map<String, Map<String, List<Part>>> keys = new HashMap<>();

  /**
   * One column of a key.
   *
   * @param position of the column in the key, from 1
   * @param key as if it had no other column
   */
  record Part(String table, int position, ForeignKey key) {}

  /** Takes a key of which there may be no part to see. */
  void declare(String table, String name) {
    parts(table, name);
  }

  /** Takes the next part of a key; those of one key come in its order. */
  void add(Part part) {
    parts(part.table(), part.key().name()).add(part);
  }

  private List<Part> parts(String table, String name) {
    return keys.computeIfAbsent(table, t -> new TreeMap<>())
        .computeIfAbsent(name, n -> new ArrayList<>());
  }

  /** The keys of a table by name; without a value if a part before the last one is missing. */
  Map<String, Optional<ForeignKey>> of(String table) {
    Map<String, Optional<ForeignKey>> joined = new TreeMap<>();
    keys.getOrDefault(table, Map.of()).forEach((name, parts) -> joined.put(name, join(parts)));
    return joined;
  }

  private static Optional<ForeignKey> join(List<Part> parts) {
    List<Integer> complete = IntStream.rangeClosed(1, parts.size()).boxed().toList();
    if (!parts.stream().map(Part::position).toList().equals(complete)) {
      return Optional.empty();
    }
    return parts.stream().map(Part::key).reduce(ForeignKeyRows::join);
  }

  private static ForeignKey join(ForeignKey first, ForeignKey next) {
    List<String> columns = new ArrayList<>(first.columns());
    columns.addAll(next.columns());
    List<String> referenced = new ArrayList<>(first.referencedColumns());
    referenced.addAll(next.referencedColumns());
    return new ForeignKey(
        first.name(), columns, first.otherDatabase(), first.referencedTable(), referenced);
  }
}
