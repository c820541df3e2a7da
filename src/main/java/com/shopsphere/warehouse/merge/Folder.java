package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.merge.FrameNames.source;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.FoldConfig.End;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings the rows of a one-to-many table to one row for each value of the key that joins them. */
final class Folder {

  private static final String PICKED = "picked";

  private final JoinKeys joinKeys;
  private final TypeMapping types;

  Folder(JoinKeys joinKeys, TypeMapping types) {
    this.joinKeys = joinKeys;
    this.types = types;
  }

  /**
   * Groups rows by the key of their edge; a row without a key belongs nowhere and is not among
   * them.
   *
   * @param rows of the child with everything below it
   * @param shuffle by which the rows are distributed before they are grouped; absent if the groups
   *     are broadcast
   * @return the keys, the number of rows, and the fold, named by {@link FrameNames}
   */
  Dataset<Row> fold(Edge edge, Dataset<Row> rows, Optional<Shuffle> shuffle) {
    Node child = edge.child();
    List<Column> keys = joinKeys.ofChild(rows, edge);
    List<Column> named = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      named.add(keys.get(i).as(FrameNames.key(child, i)));
    }
    Column[] figures = folded(edge, rows).toArray(Column[]::new);
    Dataset<Row> present = rows.filter(JoinKeys.present(keys));
    return shuffle
        .map(by -> present.repartition(Shuffle.columns(by.ofChild(edge, keys))))
        .orElse(present)
        .groupBy(named.toArray(Column[]::new))
        .agg(count(lit(1)).as(FrameNames.rows(child)), figures);
  }

  private List<Column> folded(Edge edge, Dataset<Row> rows) {
    Node child = edge.child();
    if (edge.fold() instanceof Fold.Aggregate aggregate) {
      return aggregate.columns().stream()
          .map(
              column ->
                  AggregateFunctions.of(rows, child, column.expression())
                      .as(FrameNames.aggregate(child, column.output())))
          .toList();
    }
    List<Column> fields = UnifiedColumns.of(child, rows, List.of(), types);
    if (fields.isEmpty()) {
      return List.of();
    }
    Column folded =
        edge.fold() instanceof Fold.Pick pick
            ? picked(pick, child, rows, fields)
            : nested(edge, rows, fields);
    return List.of(folded.as(FrameNames.folded(child)));
  }

  /** In the order of the primary key, whose columns mostly stand in front of the struct anyway. */
  private static Column nested(Edge edge, Dataset<Row> rows, List<Column> fields) {
    Column element = struct(fields.toArray(Column[]::new));
    if (beginsWithItsKey(edge)) {
      return sort_array(collect_list(element));
    }
    List<Column> ordered = new ArrayList<>(primaryKey(edge.child(), rows));
    ordered.add(element.as(PICKED));
    Column sorted = sort_array(collect_list(struct(ordered.toArray(Column[]::new))));
    return transform(sorted, one -> one.getField(PICKED));
  }

  /** But for columns of the key that joins it: they are equal in all elements of an array. */
  private static boolean beginsWithItsKey(Edge edge) {
    return edge.child().table().primaryKey().map(UniqueKey::columns).orElse(List.of()).stream()
        .filter(name -> edge.childColumns().stream().noneMatch(name::equalsIgnoreCase))
        .allMatch(name -> edge.child().column(name).flatMap(PlannedColumn::output).isPresent());
  }

  private static Column picked(Fold.Pick pick, Node child, Dataset<Row> rows, List<Column> fields) {
    List<Column> ordered = new ArrayList<>();
    pick.by().forEach(name -> ordered.add(source(rows, child, name)));
    ordered.addAll(primaryKey(child, rows));
    ordered.add(struct(fields.toArray(Column[]::new)).as(PICKED));
    Column all = collect_list(struct(ordered.toArray(Column[]::new)));
    Column one = pick.end() == End.FIRST ? array_min(all) : array_max(all);
    return one.getField(PICKED);
  }

  private static List<Column> primaryKey(Node child, Dataset<Row> rows) {
    return child.table().primaryKey().map(UniqueKey::columns).orElse(List.of()).stream()
        .map(name -> source(rows, child, name))
        .toList();
  }
}
