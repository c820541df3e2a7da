package com.shopsphere.warehouse.report;

import static java.util.stream.Collectors.joining;

import com.shopsphere.warehouse.report.PlanDocument.Relation;

/** A relation of the tree in words. */
final class RelationText {

  private RelationText() {}

  /** {@code on orderID}, {@code parent_categoryID = categoryID}. */
  static String columns(Relation edge) {
    String parent = edge.keys().stream().map(PlanDocument.Key::parent).collect(joining(", "));
    String child = edge.keys().stream().map(PlanDocument.Key::child).collect(joining(", "));
    return parent.equals(child) ? "on " + parent : "%s = %s".formatted(parent, child);
  }

  /** {@code 1:n on customerID (no key), nested as address}. */
  static String whole(Relation edge) {
    return "%s  %s (%s)%s%s"
        .formatted(
            edge.cardinality(),
            columns(edge),
            edge.proof(),
            edge.folded() ? ", " + edge.fold() : "",
            edge.required() ? ", required" : "");
  }
}
