package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.MergeLimits;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.load.BigQueryLimits;
import com.shopsphere.warehouse.load.BigQueryType;
import com.shopsphere.warehouse.merge.Origin;
import com.shopsphere.warehouse.merge.UnifiedField;
import com.shopsphere.warehouse.merge.UnifiedSchema;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.report.PlanDocument.ColumnEntry;
import com.shopsphere.warehouse.report.PlanDocument.Relation;
import com.shopsphere.warehouse.report.PlanDocument.TreeNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of a merge before a row is read. */
public final class PlanReport {

  private PlanReport() {}

  /** The plan of a merge of the catalog's database. */
  public static PlanDocument of(
      Catalog catalog,
      MergeTree tree,
      MergeLimits limits,
      TypeMapping types,
      PlanDocument.Reading reading) {
    UnifiedSchema schema = UnifiedSchema.of(tree, types);
    Stream<String> exceeded = BigQueryLimits.exceededBy(schema.type()).stream();
    return new PlanDocument(
        catalog.database(),
        catalog.server(),
        new PlanDocument.Grain(
            tree.root().table().name(),
            tree.grain().name(),
            tree.grain().columns(),
            tree.grainColumns()),
        node(tree.root(), null),
        reading,
        columns(schema.fields()),
        allocations(tree),
        tree.landed().stream().map(landed -> landing(landed, types)).toList(),
        omissions(tree),
        Stream.concat(tree.warnings().stream(), exceeded).toList(),
        new PlanDocument.Totals(
            tree.nodes().size(),
            schema.fields().size(),
            schema.size(),
            new PlanDocument.Limits(limits.depth(), limits.columns(), limits.elements())));
  }

  private static TreeNode node(Node node, @Nullable Relation edge) {
    Table table = node.table();
    return new TreeNode(
        node.role(),
        table.name(),
        estimatedRows(table),
        edge,
        node.edges().stream().map(one -> node(one.child(), relation(one))).toList());
  }

  private static @Nullable Long estimatedRows(Table table) {
    return table.kind() == Table.Kind.VIEW ? null : table.estimatedRows();
  }

  private static PlanDocument.Landing landing(LandedTable landed, TypeMapping types) {
    return new PlanDocument.Landing(
        landed.name(),
        landed.table().name(),
        estimatedRows(landed.table()),
        columns(UnifiedSchema.of(landed, types).fields()));
  }

  private static Relation relation(Edge edge) {
    return new Relation(
        edge.cardinality().symbol(),
        edge.keys().stream()
            .map(
                pair ->
                    new PlanDocument.Key(pair.parent(), pair.child(), pair.comparison().describe()))
            .toList(),
        edge.proof(),
        !edge.claims().isEmpty(),
        edge.fold().describe(),
        !(edge.fold() instanceof Fold.Flatten),
        edge.required());
  }

  private static List<ColumnEntry> columns(List<UnifiedField> fields) {
    return fields.stream().map(PlanReport::column).toList();
  }

  private static ColumnEntry column(UnifiedField field) {
    Origin origin = field.origin();
    Optional<Column> source = origin.column();
    return new ColumnEntry(
        field.name(),
        source.map(Column::columnType).orElse(null),
        field.type().sql(),
        BigQueryType.of(field.type()),
        origin.node().role(),
        origin.node().table().name(),
        source.map(Column::name).orElse(null),
        source.isPresent() ? null : origin.describe(),
        field.nullable(),
        columns(origin.fields()));
  }

  private static List<PlanDocument.Share> allocations(MergeTree tree) {
    return tree.allocations().stream()
        .map(
            one ->
                new PlanDocument.Share(one.role(), one.amount(), one.by().toString(), one.output()))
        .toList();
  }

  private static List<PlanDocument.Omission> omissions(MergeTree tree) {
    return tree.leftOut().stream()
        .map(one -> new PlanDocument.Omission(one.table(), one.relation(), one.reason()))
        .toList();
  }
}
