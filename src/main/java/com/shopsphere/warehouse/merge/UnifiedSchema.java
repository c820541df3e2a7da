package com.shopsphere.warehouse.merge;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.plan.AggregateColumn;
import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of the unified table in their order, as they are known before a row is read or Spark
 * is started.
 *
 * @param fields columns; those of nested tables are in their {@link Origin}
 */
public record UnifiedSchema(List<UnifiedField> fields) {

  public UnifiedSchema {
    fields = List.copyOf(fields);
  }

  /**
   * The columns that {@link Merger} gives for a tree.
   *
   * @throws com.shopsphere.warehouse.failure.PlanException if a column has a type that is not known
   */
  public static UnifiedSchema of(MergeTree tree, TypeMapping types) {
    return new UnifiedSchema(new Assembly(tree.allocations(), types).with(tree.root(), false));
  }

  /**
   * The columns of a table that is landed.
   *
   * @throws com.shopsphere.warehouse.failure.PlanException if a column has a type that is not known
   */
  public static UnifiedSchema of(LandedTable landed, TypeMapping types) {
    return new UnifiedSchema(new Assembly(List.of(), types).with(landed.node(), false));
  }

  /** The columns of a table of which one row is picked, or none, with everything below it. */
  static List<UnifiedField> ofPicked(Node node, TypeMapping types) {
    return new Assembly(List.of(), types).with(node, true);
  }

  /**
   * Names and types as the staged table has them. Every field is nullable there, since Parquet
   * files are read back so; {@link UnifiedField#nullable} tells which may hold a NULL.
   */
  public StructType type() {
    return type(fields);
  }

  /** Number of columns, the fields of nested tables among them. */
  public int size() {
    return size(fields);
  }

  private static int size(List<UnifiedField> fields) {
    return fields.stream().mapToInt(field -> 1 + size(field.origin().fields())).sum();
  }

  private static StructType type(List<UnifiedField> fields) {
    StructType type = new StructType();
    for (UnifiedField field : fields) {
      type = type.add(field.name(), field.type(), true);
    }
    return type;
  }

  /** Gathers the columns of one table or struct. */
  private static final class Assembly {

    private final List<Allocation> allocations;
    private final TypeMapping types;
    private final List<UnifiedField> fields = new ArrayList<>();

    Assembly(List<Allocation> allocations, TypeMapping types) {
      this.allocations = allocations;
      this.types = types;
    }

    List<UnifiedField> with(Node node, boolean mayBeMissing) {
      add(node, mayBeMissing);
      return fields;
    }

    private void add(Node node, boolean mayBeMissing) {
      node.columns().forEach(planned -> add(node, planned, mayBeMissing));
      node.edges().forEach(edge -> add(edge, mayBeMissing));
    }

    private void add(Node node, PlannedColumn planned, boolean mayBeMissing) {
      Column column = planned.column();
      boolean nullable = mayBeMissing || column.nullable();
      planned
          .output()
          .ifPresent(
              name ->
                  fields.add(
                      new UnifiedField(
                          name,
                          types.sparkType(node.table().name(), column),
                          nullable,
                          new Origin.Source(node, column))));
      allocations.stream()
          .filter(allocation -> allocation.isOf(node, column))
          .forEach(
              allocation ->
                  fields.add(
                      new UnifiedField(
                          allocation.output(),
                          Allocator.typeOf(column),
                          nullable,
                          new Origin.Share(node, allocation))));
    }

    private void add(Edge edge, boolean parentMayBeMissing) {
      Node child = edge.child();
      boolean mayBeMissing = parentMayBeMissing || !edge.required();
      if (edge.fold() instanceof Fold.Nest nest) {
        addElements(nest, child);
      } else if (edge.fold() instanceof Fold.Aggregate aggregate) {
        aggregate.columns().forEach(figure -> add(child, figure));
      } else {
        if (edge.fold() instanceof Fold.Pick pick) {
          fields.add(
              new UnifiedField(pick.countColumn(), LongType, false, new Origin.Count(child)));
        }
        add(child, mayBeMissing);
      }
    }

    private void addElements(Fold.Nest nest, Node child) {
      List<UnifiedField> element = new Assembly(List.of(), types).with(child, false);
      fields.add(
          new UnifiedField(
              nest.column(),
              createArrayType(type(element), true),
              false,
              new Origin.Elements(child, element)));
    }

    private void add(Node child, AggregateColumn figure) {
      fields.add(
          new UnifiedField(
              figure.output(),
              AggregateFunctions.type(child.table(), figure.expression(), types),
              !AggregateFunctions.counts(figure.expression()),
              new Origin.Figure(child, figure.expression())));
    }
  }
}
