package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.Map;

/** How many levels of a table's references to itself are followed: one, unless configured. */
final class SelfReferences {

  private final Map<String, Integer> configured;

  /**
   * @param configured levels by table
   * @throws PlanException if one of the tables is not there, or does not reference itself
   */
  SelfReferences(Catalog catalog, Relations relations, Map<String, Integer> configured) {
    this.configured = configured;
    for (String name : configured.keySet()) {
      Table table = Tables.named(catalog, "merge.self-references", name);
      if (relations.from(table).stream().noneMatch(SelfReferences::isOne)) {
        throw new PlanException(
            "Cannot follow the table '%s' to itself (merge.self-references): expected a reference to its own key, found none."
                .formatted(name));
      }
    }
  }

  private static boolean isOne(Relation relation) {
    return relation.toItself() && relation.cardinality().keepsGrain();
  }

  int wanted(Table table) {
    return configured.getOrDefault(table.name(), 1);
  }
}
