package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeStep;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tree that is not inferred but told, merge by merge. */
final class OrderedMerges {

  private static final String SETTING = "merge.order[]";

  private final Catalog catalog;
  private final List<Relation> declared;
  private final Width width;
  private final Map<String, Draft> byRole = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  OrderedMerges(Catalog catalog, Width width) {
    this.catalog = catalog;
    this.declared = Relations.declared(catalog);
    this.width = width;
  }

  /**
   * Grows the tree.
   *
   * @param steps in the order in which they are merged
   * @throws PlanException if a step names what is not there, or would multiply rows
   */
  Draft grow(Table grain, List<MergeStep> steps) {
    Draft root = Draft.root(grain);
    byRole.put(root.role(), root);
    width.begin(root);
    steps.forEach(this::merge);
    return root;
  }

  private void merge(MergeStep step) {
    RelationConfig config = step.relation();
    Draft left = left(config.from());
    Relation relation =
        Relations.withReference(
            new ConfiguredRelations(catalog, SETTING, "left", "right")
                .resolve(rightOf(left, config)),
            declared);
    boolean required = step.how() == MergeStep.How.INNER;
    Draft.Arrival arrival =
        new Draft.Arrival(relation, fold(relation), SETTING + ".fold", required, step.suffix());
    String role = role(config);
    width.add(role, arrival).ifPresent(tooWide -> refuse(relation, tooWide));
    byRole.put(role, left.grow(role, arrival));
  }

  private static void refuse(Relation relation, String reason) {
    throw new PlanException(
        "Cannot merge %s (%s): %s.".formatted(relation.describe(), SETTING, reason));
  }

  /** The left side is named by its role; the relation needs its table. */
  private static RelationConfig rightOf(Draft left, RelationConfig config) {
    return new RelationConfig(
        left.table().name(),
        config.fromColumns(),
        config.to(),
        config.toColumns(),
        config.cardinality(),
        config.fold(),
        config.role());
  }

  private Draft left(String name) {
    Draft left = byRole.getOrDefault(name, byRole.get(ColumnNaming.snake(name)));
    if (left == null) {
      throw new PlanException(
          "Cannot merge with '%s' (%s.left): expected the grain table or the role of one that was merged before%s"
              .formatted(name, SETTING, didYouMean(name, byRole.keySet())));
    }
    if (left.isBelowAFold()) {
      throw new PlanException(
          "Cannot merge with '%s' (%s.left): it is folded, and has no row of its own any more."
              .formatted(name, SETTING));
    }
    return left;
  }

  private static FoldConfig fold(Relation relation) {
    boolean one = relation.cardinality().keepsGrain();
    FoldConfig fold = relation.fold().orElse(new FoldConfig.Flatten());
    if (fold instanceof FoldConfig.LeaveOut) {
      throw new PlanException(
          "Cannot leave out %s (%s.fold = leave-out): expected a merge that is not wanted to be no part of the list."
              .formatted(relation.describe(), SETTING));
    }
    if (!one && fold instanceof FoldConfig.Flatten) {
      throw new PlanException(
          "Cannot merge %s (%s): no key makes it many-to-one, so it would multiply rows; expected a fold (nest, pick or aggregate) or a claimed cardinality."
              .formatted(relation.describe(), SETTING));
    }
    if (one && !(fold instanceof FoldConfig.Flatten)) {
      throw new PlanException(
          "Cannot fold %s (%s.fold = %s): at most one row is met (%s), which is flattened; expected no fold."
              .formatted(
                  relation.describe(), SETTING, fold.kind(), relation.cardinality().symbol()));
    }
    return fold;
  }

  private String role(RelationConfig config) {
    String role = config.role().orElse(ColumnNaming.snake(config.to()));
    if (byRole.containsKey(role)) {
      throw new PlanException(
          "Cannot merge the table '%s' (%s.right) as '%s': another table has the name; expected one of its own (%s.role)."
              .formatted(config.to(), SETTING, role, SETTING));
    }
    return role;
  }
}
