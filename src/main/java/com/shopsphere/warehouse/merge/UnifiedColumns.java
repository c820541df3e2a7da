package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.merge.FrameNames.column;
import static com.shopsphere.warehouse.merge.FrameNames.source;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** The columns that a node and everything below it contribute, named and ordered by the tree. */
final class UnifiedColumns {

  private final Dataset<Row> rows;
  private final List<Allocation> allocations;
  private final TypeMapping types;
  private final List<Column> columns = new ArrayList<>();

  private UnifiedColumns(Dataset<Row> rows, List<Allocation> allocations, TypeMapping types) {
    this.rows = rows;
    this.allocations = allocations;
    this.types = types;
  }

  /**
   * @param rows of the node, joined with everything below it
   * @param allocations whose shares the rows have
   * @param types by which the tables were read
   */
  static List<Column> of(
      Node node, Dataset<Row> rows, List<Allocation> allocations, TypeMapping types) {
    UnifiedColumns unified = new UnifiedColumns(rows, allocations, types);
    unified.add(node);
    return unified.columns;
  }

  private void add(Node node) {
    node.columns().forEach(planned -> add(node, planned));
    node.edges().forEach(edge -> add(node, edge));
  }

  private void add(Node node, PlannedColumn planned) {
    planned
        .output()
        .ifPresent(name -> columns.add(source(rows, node, planned.column().name()).as(name)));
    allocations.stream()
        .filter(allocation -> allocation.isOf(node, planned.column()))
        .map(Allocation::output)
        .forEach(name -> columns.add(column(rows, FrameNames.allocated(name)).as(name)));
  }

  private void add(Node parent, Edge edge) {
    Node child = edge.child();
    if (edge.fold() instanceof Fold.Nest nest) {
      columns.add(elements(parent, edge, nest).as(nest.column()));
    } else if (edge.fold() instanceof Fold.Pick pick) {
      columns.add(orZero(column(rows, FrameNames.rows(child))).as(pick.countColumn()));
      addPicked(child);
    } else if (edge.fold() instanceof Fold.Aggregate aggregate) {
      aggregate
          .columns()
          .forEach(
              one -> {
                Column figure = column(rows, FrameNames.aggregate(child, one.output()));
                columns.add(
                    (AggregateFunctions.counts(one.expression()) ? orZero(figure) : figure)
                        .as(one.output()));
              });
    } else {
      add(child);
    }
  }

  private void addPicked(Node child) {
    for (UnifiedField field : UnifiedSchema.ofPicked(child, types)) {
      Column value = column(rows, FrameNames.folded(child)).getField(field.name());
      columns.add(filled(value, field).as(field.name()));
    }
  }

  /** Where no row was picked, what is never NULL is empty or zero. */
  private static Column filled(Column picked, UnifiedField field) {
    if (field.nullable()) {
      return picked;
    }
    return field.type() instanceof ArrayType
        ? coalesce(picked, array().cast(field.type()))
        : orZero(picked);
  }

  private static Column orZero(Column count) {
    return coalesce(count, lit(0L));
  }

  /** Never NULL, and never more than a row can hold. */
  private Column elements(Node parent, Edge edge, Fold.Nest nest) {
    Column found = column(rows, FrameNames.folded(edge.child()));
    DataType type = rows.schema().apply(FrameNames.folded(edge.child())).dataType();
    Column elements = coalesce(found, array().cast(type));
    return when(size(found).gt(nest.maximum()), raise_error(tooMany(parent, edge, nest)).cast(type))
        .otherwise(elements);
  }

  private Column tooMany(Node parent, Edge edge, Fold.Nest nest) {
    Column found = column(rows, FrameNames.folded(edge.child()));
    Column[] key =
        edge.parentColumns().stream()
            .map(name -> source(rows, parent, name).cast("string"))
            .toArray(Column[]::new);
    return concat(
        lit(
            "Cannot nest the table '%s' as %s: "
                .formatted(edge.child().table().name(), nest.column())),
        size(found).cast("string"),
        lit(
            " elements where %s (%s) is "
                .formatted(parent.table().name(), String.join(", ", edge.parentColumns()))),
        concat_ws(", ", key),
        lit(
            ", more than merge.max-elements = %d; pick, aggregate or leave it out (merge.folds)."
                .formatted(nest.maximum())));
  }
}
