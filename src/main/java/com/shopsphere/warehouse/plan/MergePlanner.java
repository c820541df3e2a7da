package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.FoldKind;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Infers the merge tree from the keys of the catalog, from the grain table outward.
 *
 * <p>The rules, nearest tables first:
 *
 * <ul>
 *   <li>An edge that a key proves to meet at most one row is flattened, in either direction.
 *   <li>An edge that may meet many rows is nested if the configuration names its table, else left
 *       out.
 *   <li>Nothing is followed back the way it came, out of a nested table, round a cycle twice, or
 *       deeper than configured.
 * </ul>
 *
 * <p>The same catalog and configuration give the same tree.
 */
public final class MergePlanner {

  private final Catalog catalog;
  private final MergeConfig config;
  private final Relations relations;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Map<String, Draft> byRole = new LinkedHashMap<>();

  private MergePlanner(Catalog catalog, MergeConfig config) {
    this.catalog = catalog;
    this.config = config;
    this.relations = new Relations(catalog, config.relations());
  }

  /**
   * Plans the merge of one database.
   *
   * @throws PlanException if the grain table or a table or column of the configuration does not
   *     exist, if the grain table has no primary key, or if two columns would have one name
   */
  public static MergeTree plan(Catalog catalog, MergeConfig config) {
    return new MergePlanner(catalog, config).plan();
  }

  private MergeTree plan() {
    Table grain = Relations.table(catalog, "merge.grain", config.grain());
    UniqueKey grainKey = grainKey(grain);
    config.folds().keySet().forEach(name -> Relations.table(catalog, "merge.folds", name));
    Draft root = Draft.root(grain);
    grow(root);
    requireThatFoldsAreUsed();
    tellUnreachable();
    return new MergeTree(new TreeNaming(root).freeze(), grainKey, leftOut);
  }

  private static UniqueKey grainKey(Table grain) {
    return grain
        .primaryKey()
        .orElseThrow(
            () ->
                new PlanException(
                    "Cannot merge at the grain of table '%s' (merge.grain): it has no primary key, so its rows have no identity."
                        .formatted(grain.name())));
  }

  private void grow(Draft root) {
    Queue<Draft> growing = new ArrayDeque<>(List.of(root));
    byRole.put(root.role(), root);
    while (!growing.isEmpty()) {
      Draft node = growing.remove();
      for (Relation relation : relations.from(node.table())) {
        if (leadsBack(node, relation)) {
          continue;
        }
        Optional<String> reason = reasonToLeaveOut(node, relation);
        if (reason.isPresent()) {
          leftOut.add(new LeftOut(relation.to().name(), relation.describe(), reason.get()));
          continue;
        }
        Draft child = node.grow(freeRole(node, relation), relation);
        byRole.put(child.role(), child);
        growing.add(child);
      }
    }
  }

  private static boolean leadsBack(Draft node, Relation relation) {
    return node.arrival()
        .filter(
            arrival ->
                arrival.origin().equals(relation.origin())
                    && arrival.forward() != relation.forward())
        .isPresent();
  }

  private Optional<String> reasonToLeaveOut(Draft node, Relation relation) {
    if (config.folds().get(relation.to().name()) == FoldKind.LEAVE_OUT) {
      return Optional.of("left out by merge.folds");
    }
    if (node.isNested()) {
      return Optional.of("'%s' is nested, and what it leads to is not".formatted(node.role()));
    }
    if (node.depth() == config.maxDepth()) {
      return Optional.of("deeper than merge.max-depth = %d".formatted(config.maxDepth()));
    }
    relation.requireReadable();
    if (relation.cardinality().keepsGrain()) {
      boolean again = node.timesOnPath(relation.to()) > 1 || node.followed(relation);
      return again ? Optional.of("a cycle, already followed once") : Optional.empty();
    }
    return reasonNotToNest(node, relation);
  }

  private Optional<String> reasonNotToNest(Draft node, Relation relation) {
    String table = relation.to().name();
    if (node.timesOnPath(relation.to()) > 0) {
      return Optional.of("one-to-many, back to a table on its own path");
    }
    FoldKind fold = foldOf(relation);
    if (fold == FoldKind.NEST) {
      return Optional.empty();
    }
    if (config.relations().stream().anyMatch(configured -> configured.to().equals(table))) {
      return Optional.of("one-to-many; a configured relation joins the table");
    }
    return Optional.of("one-to-many; to include it, set merge.folds.%s = nest".formatted(table));
  }

  private FoldKind foldOf(Relation relation) {
    for (RelationConfig configured : config.relations()) {
      boolean same =
          configured.from().equals(relation.from().name())
              && configured.to().equals(relation.to().name())
              && configured.toColumns().equals(relation.toColumns());
      if (same) {
        return configured.fold();
      }
    }
    return config.folds().getOrDefault(relation.to().name(), FoldKind.LEAVE_OUT);
  }

  private String freeRole(Draft node, Relation relation) {
    String role = Roles.of(relation, relations.from(node.table()));
    for (Optional<Draft> above = Optional.of(node);
        byRole.containsKey(role) && above.isPresent();
        above = above.get().parent()) {
      role = above.get().role() + "_" + role;
    }
    if (byRole.containsKey(role)) {
      throw new PlanException(
          "Cannot name a second role of table '%s': '%s' is taken."
              .formatted(relation.to().name(), role));
    }
    return role;
  }

  private void requireThatFoldsAreUsed() {
    Set<String> nested = new TreeSet<>();
    byRole.values().stream()
        .filter(Draft::isNested)
        .forEach(node -> nested.add(node.table().name()));
    leftOut.forEach(one -> nested.add(one.table()));
    for (String table : new TreeSet<>(config.folds().keySet())) {
      if (!nested.contains(table)) {
        throw new PlanException(
            "Cannot fold the table '%s' (merge.folds): no one-to-many relation leads to it from '%s'%s"
                .formatted(table, config.grain(), didYouMean(table, nested)));
      }
    }
  }

  private void tellUnreachable() {
    Set<String> told = new TreeSet<>();
    byRole.values().forEach(node -> told.add(node.table().name()));
    leftOut.forEach(one -> told.add(one.table()));
    for (String table : catalog.tableNames()) {
      if (!told.contains(table)) {
        leftOut.add(new LeftOut(table, table, "unreachable: no key leads to it from the tree"));
      }
    }
  }
}
