package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.CardinalityClaim;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Relations as the configuration writes them, with the cardinality that keys prove or, where none
 * does, that is claimed. A claim may not contradict a key.
 */
final class ConfiguredRelations {

  private final Catalog catalog;
  private final String setting;
  private final String fromKey;
  private final String toKey;

  /**
   * @param setting that holds the relations, for messages: {@code merge.relations[]}
   * @param fromKey under which an element names its first table: {@code from}
   * @param toKey under which it names the second
   */
  ConfiguredRelations(Catalog catalog, String setting, String fromKey, String toKey) {
    this.catalog = catalog;
    this.setting = setting;
    this.fromKey = fromKey;
    this.toKey = toKey;
  }

  /**
   * Resolves one relation.
   *
   * @throws PlanException if it names a table or column that does not exist, or contradicts a key
   */
  Relation resolve(RelationConfig config) {
    Table from = Tables.named(catalog, setting + "." + fromKey, config.from());
    Table to = Tables.named(catalog, setting + "." + toKey, config.to());
    List<String> fromColumns = columns(from, config.fromColumns());
    List<String> toColumns = columns(to, config.toColumns());
    Optional<UniqueKey> toKey = key(to, toColumns, from, fromColumns);
    boolean fromUnique = key(from, fromColumns, to, toColumns).isPresent();
    toKey.ifPresent(key -> requireNoContradiction(config, key));
    Cardinality cardinality = cardinality(config.cardinality(), toKey.isPresent(), fromUnique);
    List<Claim> claims = new ArrayList<>();
    if (cardinality.keepsGrain() && toKey.isEmpty()) {
      claims.add(new Claim(to, toColumns, setting + ".cardinality"));
    }
    if (cardinality == Cardinality.ONE_TO_ONE && !fromUnique) {
      claims.add(new Claim(from, fromColumns, setting + ".cardinality"));
    }
    return new Relation(
        "%s from %s to %s".formatted(setting, from.name(), to.name()),
        Reference.NONE,
        from,
        fromColumns,
        to,
        toColumns,
        cardinality,
        toKey.map(Relation::called).orElse(claims.isEmpty() ? "configured" : "claimed"),
        claims,
        true,
        config.fold(),
        config.role());
  }

  /** A key that proves at most one row of a table for each row of the other. */
  private static Optional<UniqueKey> key(
      Table table, List<String> columns, Table other, List<String> otherColumns) {
    List<String> keptApart = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (KeyComparisons.keepApart(
          table.column(columns.get(i)), other.column(otherColumns.get(i)))) {
        keptApart.add(columns.get(i));
      }
    }
    return table.keyProvedBy(keptApart);
  }

  private List<String> columns(Table table, List<String> names) {
    return names.stream().map(name -> Tables.column(table, setting + ".on", name).name()).toList();
  }

  private void requireNoContradiction(RelationConfig config, UniqueKey key) {
    if (config.cardinality().filter(CardinalityClaim.ONE_TO_MANY::equals).isPresent()) {
      throw new PlanException(
          "Cannot take the relation from '%s' to '%s' as one-to-many (%s.cardinality): the key %s of '%s' admits one row for each (%s); expected many-to-one or one-to-one."
              .formatted(
                  config.from(),
                  config.to(),
                  setting,
                  key.name(),
                  config.to(),
                  String.join(", ", config.toColumns())));
    }
  }

  private static Cardinality cardinality(
      Optional<CardinalityClaim> claim, boolean toUnique, boolean fromUnique) {
    if (claim.isPresent()) {
      return Cardinality.valueOf(claim.get().name());
    }
    if (!toUnique) {
      return Cardinality.ONE_TO_MANY;
    }
    return fromUnique ? Cardinality.ONE_TO_ONE : Cardinality.MANY_TO_ONE;
  }
}
