package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.ColumnNaming.joined;
import static com.shopsphere.warehouse.plan.ColumnNaming.prefixed;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the columns of one node are called.
 *
 * <p>Those of the grain table and of a struct keep their names; others begin with their role. A
 * column that leads to another table is named without its role if that name is free: {@code
 * customer_id}, not {@code order_customer_id}.
 */
final class Names {

  private final Naming naming;
  private final Draft node;
  private final ColumnNaming scope;
  private final Set<String> leading = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  Names(Naming naming, Draft node, ColumnNaming scope) {
    this.naming = naming;
    this.node = node;
    this.scope = scope;
    node.children().stream()
        .flatMap(child -> child.relation().stream())
        .forEach(relation -> leading.addAll(relation.fromColumns()));
  }

  String of(Column column) {
    return scope.claim(owner(column), candidates(column).toArray(String[]::new));
  }

  /** The name of an amount's share of a row. */
  String allocated(Column column) {
    return scope.claim(
        "the share of " + owner(column), joined(candidates(column).get(0), "allocated"));
  }

  /** The name of an amount that is repeated on every row: {@code order_level_total_amount}. */
  String atItsOwnLevel(Column column) {
    return scope.claim(
        owner(column), joined(node.role() + "_level", ColumnNaming.snake(column.name())));
  }

  private List<String> candidates(Column column) {
    Optional<String> suffix = node.arrival().flatMap(Draft.Arrival::suffix);
    String plain = plain(column);
    String full = joined(node.role(), plain);
    if (suffix.isPresent()) {
      return List.of(plain, plain + suffix.get());
    }
    if (node.isRoot() || node.isFoldedAs(FoldConfig.Nest.class) || naming == Naming.SOURCE) {
      return List.of(plain, full);
    }
    List<String> candidates = new ArrayList<>(List.of(prefixed(node.role(), plain), full));
    if (leading.contains(column.name())) {
      candidates.add(0, plain);
    }
    return candidates;
  }

  private String plain(Column column) {
    return naming == Naming.SOURCE
        ? ColumnNaming.asInSource(column.name())
        : ColumnNaming.snake(column.name());
  }

  private String owner(Column column) {
    return node.table().name() + "." + column.name();
  }
}
