package com.shopsphere.warehouse.merge;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.config.AggregateExpression;
import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Node;
import java.util.List;
import java.util.Optional;

/** Where the values of a {@link UnifiedField} come from. */
public sealed interface Origin {

  /** The table that is read for them. */
  Node node();

  /** In words, short enough for a line: {@code order.total_amount}, {@code rows of phone}. */
  String describe();

  /** The source's column, where the values are its own. */
  default Optional<Column> column() {
    return Optional.empty();
  }

  /** What one element consists of, where the values are arrays. */
  default List<UnifiedField> fields() {
    return List.of();
  }

  /** A column of the source, unaltered. */
  record Source(Node node, Column read) implements Origin {

    public Source {
      requireNonNull(node, "node");
      requireNonNull(read, "read");
    }

    @Override
    public Optional<Column> column() {
      return Optional.of(read);
    }

    @Override
    public String describe() {
      return "%s.%s".formatted(node.table().name(), read.name());
    }
  }

  /** The rows of a nested table, an element each. */
  record Elements(Node node, List<UnifiedField> fields) implements Origin {

    public Elements {
      requireNonNull(node, "node");
      fields = List.copyOf(fields);
    }

    @Override
    public String describe() {
      return "rows of %s".formatted(node.table().name());
    }
  }

  /** How many rows there were to pick from. */
  record Count(Node node) implements Origin {

    public Count {
      requireNonNull(node, "node");
    }

    @Override
    public String describe() {
      return "count(*) of %s".formatted(node.table().name());
    }
  }

  /** A figure over the rows of an aggregated table. */
  record Figure(Node node, AggregateExpression expression) implements Origin {

    public Figure {
      requireNonNull(node, "node");
      requireNonNull(expression, "expression");
    }

    @Override
    public String describe() {
      return "%s of %s".formatted(expression, node.table().name());
    }
  }

  /** A row's part of an amount. */
  record Share(Node node, Allocation allocation) implements Origin {

    public Share {
      requireNonNull(node, "node");
      requireNonNull(allocation, "allocation");
    }

    @Override
    public String describe() {
      return "share of %s.%s by %s"
          .formatted(node.table().name(), allocation.amount(), allocation.by());
    }
  }
}
