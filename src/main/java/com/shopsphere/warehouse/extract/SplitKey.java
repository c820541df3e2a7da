package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The index by whose order a table is cut.
 *
 * @param index {@code PRIMARY}, or the name of a unique index
 * @param columns of the index, from its first on, not empty
 * @param unique whether no two rows are equal in the columns
 */
public record SplitKey(String index, List<KeyColumn> columns, boolean unique) {

  /**
   * The clustered index is read at the lowest cost; of others, one in which rows are certain to
   * differ, that is whole, and whose entries are small.
   */
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.<Candidate, Boolean>comparing(one -> !one.key().primary())
          .thenComparing(one -> one.split().nullable())
          .thenComparing(one -> one.split().columns().size() < one.key().columns().size())
          .thenComparing(one -> one.split().columns().size())
          .thenComparing(Candidate::width)
          .thenComparing(one -> one.key().name());

  public SplitKey {
    requireNonNull(index, "index");
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Invalid split key %s: it has no column".formatted(index));
    }
  }

  private record Candidate(UniqueKey key, SplitKey split, long width) {}

  /**
   * The key of a table, which is declared unique: the primary key, else one without NULLs, else one
   * with them. It is cut before the first column of a type that is not supported, or by which the
   * index is not in order; empty if nothing is left of any.
   */
  public static Optional<SplitKey> of(Table table) {
    return table.uniqueKeys().stream()
        .flatMap(key -> candidate(table, key).stream())
        .min(BEST_FIRST)
        .map(Candidate::split);
  }

  private static Optional<Candidate> candidate(Table table, UniqueKey key) {
    List<KeyColumn> columns = new ArrayList<>();
    long width = 0;
    for (String name : key.orderedColumns()) {
      Column column = table.column(name);
      Optional<KeyColumn> supported = KeyColumn.of(column);
      if (supported.isEmpty()) {
        break;
      }
      columns.add(supported.get());
      width += column.typicalBytes();
    }
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = columns.size() == key.columns().size();
    boolean unique = whole && columns.stream().noneMatch(KeyColumn::nullable);
    return Optional.of(new Candidate(key, new SplitKey(key.name(), columns, unique), width));
  }

  private boolean nullable() {
    return columns.stream().anyMatch(KeyColumn::nullable);
  }

  public List<String> columnNames() {
    return columns.stream().map(KeyColumn::name).toList();
  }
}
