package com.shopsphere.warehouse.plan;

import java.util.List;
import java.util.stream.Collectors;

/** The name under which a table takes part: its own, unless one parent meets it in several ways. */
final class Roles {

  private Roles() {}

  /**
   * The role of the table that a relation leads to.
   *
   * <p>Where several relations lead from one table to another, those along foreign keys are named
   * after their columns ({@code billing_addressID} gives {@code billing_address}), those against
   * them after the table and the columns.
   *
   * @param siblings all relations of the same parent
   */
  static String of(Relation relation, List<Relation> siblings) {
    String table = ColumnNaming.snake(relation.to().name());
    boolean several =
        siblings.stream()
                .filter(sibling -> sibling.to().name().equals(relation.to().name()))
                .count()
            > 1;
    if (!several) {
      return table;
    }
    if (relation.forward()) {
      return columnRole(relation.fromColumns(), table);
    }
    boolean severalBackward =
        siblings.stream()
                .filter(sibling -> !sibling.forward())
                .filter(sibling -> sibling.to().name().equals(relation.to().name()))
                .count()
            > 1;
    return severalBackward ? table + "_by_" + columnRole(relation.toColumns(), table) : table;
  }

  private static String columnRole(List<String> columns, String table) {
    String joined = columns.stream().map(ColumnNaming::snake).collect(Collectors.joining("_"));
    String role = joined.replaceFirst("_id$", "");
    return role.equals("id") ? table : role;
  }
}
