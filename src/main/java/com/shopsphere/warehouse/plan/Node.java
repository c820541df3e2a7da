package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table in one of its roles.
 *
 * @param role unique in the tree
 * @param columns what is read of the table, in its order
 * @param edges to children, in the order in which they are joined
 */
public record Node(String role, Table table, List<PlannedColumn> columns, List<Edge> edges) {

  public Node {
    requireNonNull(role, "role");
    requireNonNull(table, "table");
    columns = List.copyOf(columns);
    edges = List.copyOf(edges);
  }

  /** This node and all below it, parents before children. */
  public Stream<Node> walk() {
    return Stream.concat(Stream.of(this), edges.stream().flatMap(edge -> edge.child().walk()));
  }

  /** A column that is read, by its name in the source, letter case ignored. */
  public Optional<PlannedColumn> column(String name) {
    return columns.stream()
        .filter(planned -> planned.column().name().equalsIgnoreCase(name))
        .findFirst();
  }
}
