package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.failure.PlanException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names under which tables take part: a table's own, unless one parent meets it in several
 * ways, or the name is taken; each may be changed by the configuration.
 */
final class Roles {

  /**
   * A name, and what it would be if the configuration did not change it.
   *
   * @param inferred unlike any other inferred one
   * @param name unlike any other, letter case ignored
   */
  record Role(String inferred, String name) {}

  private final Map<String, String> renamed;
  private final Set<String> inferred = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Optional<Relation>> taken =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param renamed names by the inferred ones
   */
  Roles(Map<String, String> renamed) {
    this.renamed = renamed;
  }

  /** Takes the role of the grain table, so that no other table gets it. */
  void takeForGrain(String role) {
    inferred.add(role);
    taken.put(role, Optional.empty());
  }

  /** Takes a role for the table that a relation leads to, so that no other node gets it. */
  void take(Role role, Relation relation) {
    inferred.add(role.inferred());
    taken.put(role.name(), Optional.of(relation));
  }

  /**
   * The role of the table that a relation leads to, not yet taken.
   *
   * @param siblings all relations of the same parent
   * @throws PlanException if the role that the configuration gives is taken
   */
  Role of(Draft parent, Relation relation, List<Relation> siblings) {
    if (relation.role().isPresent()) {
      return own(parent, relation, relation.role().get());
    }
    String role = free(parent, plain(relation, siblings));
    String name = renamed.getOrDefault(role, role);
    if (renamed.containsKey(role) && taken.containsKey(name)) {
      throw isTaken(relation, name, "merge.roles." + role);
    }
    return new Role(role, name);
  }

  /** A relation that is met on a second path keeps its role with its parent's as a prefix. */
  private Role own(Draft parent, Relation relation, String role) {
    Optional<Relation> owner = taken.getOrDefault(role, Optional.of(relation));
    if (owner.filter(relation::equals).isEmpty()) {
      throw isTaken(relation, role, "merge.relations[].role");
    }
    String name = free(parent, role);
    return new Role(name, name);
  }

  private static PlanException isTaken(Relation relation, String role, String setting) {
    return new PlanException(
        "Cannot call the table '%s' by the role '%s' (%s): another table has it; expected a name of its own."
            .formatted(relation.to().name(), role, setting));
  }

  /** Prefixed by the roles above it, the nearest first, until no other node has the name. */
  private String free(Draft parent, String plain) {
    String role = plain;
    for (Optional<Draft> above = Optional.of(parent);
        !isFree(role) && above.isPresent();
        above = above.get().parent()) {
      role = above.get().role() + "_" + role;
    }
    for (int number = 2; !isFree(role); number++) {
      role = plain + "_" + number;
    }
    return role;
  }

  private boolean isFree(String role) {
    return !inferred.contains(role) && (renamed.containsKey(role) || !taken.containsKey(role));
  }

  /**
   * Where several relations lead from one table to another, those along foreign keys are named
   * after their columns ({@code billing_addressID} gives {@code billing_address}), those against
   * them after the table and the columns.
   */
  private static String plain(Relation relation, List<Relation> siblings) {
    String table = ColumnNaming.snake(relation.to().name());
    List<Relation> sameTable =
        siblings.stream()
            .filter(sibling -> sibling.to().name().equals(relation.to().name()))
            .toList();
    if (sameTable.size() == 1) {
      return table;
    }
    if (relation.forward()) {
      return afterColumns(relation.fromColumns(), table);
    }
    boolean severalBackward = sameTable.stream().filter(sibling -> !sibling.forward()).count() > 1;
    return severalBackward ? table + "_by_" + afterColumns(relation.toColumns(), table) : table;
  }

  private static String afterColumns(List<String> columns, String table) {
    String joined = columns.stream().map(ColumnNaming::snake).collect(Collectors.joining("_"));
    String role = joined.replaceFirst("_id$", "");
    return role.equals("id") ? table : role;
  }

  /**
   * Makes sure that no role was renamed in vain.
   *
   * @throws PlanException naming the first that is not in the tree
   */
  void requireAllUsed() {
    for (String role : renamed.keySet()) {
      if (!inferred.contains(role)) {
        throw new PlanException(
            "Cannot rename the role '%s' (merge.roles): no table of the tree has it%s"
                .formatted(role, didYouMean(role, inferred)));
      }
    }
  }
}
