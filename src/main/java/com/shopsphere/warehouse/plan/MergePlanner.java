package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Plans the merge of one database: grows the tree, by inference or as told, names its columns, and
 * accounts for every table that is not in it.
 */
public final class MergePlanner {

  private final Catalog catalog;
  private final MergeConfig config;
  private final Landing landing;
  private final LeftOutColumns leftOutColumns;
  private final List<LeftOut> leftOut = new ArrayList<>();

  private MergePlanner(Catalog catalog, MergeConfig config, Landing landing) {
    this.catalog = catalog;
    this.config = config;
    this.landing = landing;
    this.leftOutColumns = new LeftOutColumns(config.leaveOut());
  }

  /**
   * Plans the merge, and the tables that are landed beside its result.
   *
   * @throws PlanException if the configuration names what does not exist or contradicts a key, if a
   *     relation would multiply rows, if the rows of the grain table have no identity, or if two
   *     columns or two tables would have one name
   */
  public static MergeTree plan(Catalog catalog, MergeConfig config, TargetConfig target) {
    Landing landing = new Landing(catalog, target.land(), Landing.owners(target), config.naming());
    return new MergePlanner(catalog, config, landing).plan();
  }

  /** Plans the merge alone: nothing is landed. */
  public static MergeTree plan(Catalog catalog, MergeConfig config) {
    Landing none = new Landing(catalog, List.of(), Map.of(), config.naming());
    return new MergePlanner(catalog, config, none).plan();
  }

  private MergeTree plan() {
    Table grain = Tables.named(catalog, "merge.grain", config.grain());
    UniqueKey key = GrainKey.of(grain);
    Draft root = grown(grain);
    leftOutColumns.requireAllIn(root, landing.tables());
    tellForeignDatabases(root);
    tellTheRest(root);
    Allocations allocations = new Allocations(root, config.allocations());
    TreeNaming naming = new TreeNaming(root, key, config, leftOutColumns, allocations);
    Node named = naming.freeze();
    allocations.requireAllMade(naming.allocations());
    return new MergeTree(
        named,
        key,
        naming.allocations(),
        landing.plan(root, leftOutColumns),
        leftOut,
        Warnings.of(catalog, root));
  }

  private Draft grown(Table grain) {
    if (!config.order().isEmpty()) {
      return new OrderedMerges(catalog, new Width(leftOutColumns, config.limits()))
          .grow(grain, config.order());
    }
    Inference inference = new Inference(catalog, config, leftOutColumns);
    Draft root = inference.grow(grain);
    Set<String> merged = tables(root);
    inference.leftOut().stream().filter(one -> !one.repeats(merged)).forEach(leftOut::add);
    return root;
  }

  private static Set<String> tables(Draft root) {
    return root.walk()
        .map(node -> node.table().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void tellForeignDatabases(Draft root) {
    for (String name : tables(root)) {
      for (ForeignKey key : catalog.table(name).orElseThrow().foreignKeys()) {
        key.otherDatabase().ifPresent(other -> leftOut.add(elsewhere(name, key, other)));
      }
    }
  }

  private static LeftOut elsewhere(String table, ForeignKey key, String other) {
    String target = other + "." + key.referencedTable();
    return new LeftOut(
        target,
        "%s (%s) to %s (%s)"
            .formatted(
                table,
                String.join(", ", key.columns()),
                target,
                String.join(", ", key.referencedColumns())),
        "in another database, which is not read");
  }

  private void tellTheRest(Draft root) {
    Set<String> told = tables(root);
    leftOut.forEach(one -> told.add(one.table()));
    for (Table table : catalog.tables()) {
      if (!told.contains(table.name())) {
        leftOut.add(new LeftOut(table.name(), table.name(), reasonOfTheRest(table)));
      }
    }
  }

  private String reasonOfTheRest(Table table) {
    if (!config.order().isEmpty()) {
      return "not in merge.order";
    }
    return switch (table.kind()) {
      case VIEW -> "a view has no keys; to include it, name it in merge.relations";
      case HIDDEN -> "the user may not read it";
      case BASE_TABLE -> "unreachable: no key leads to it from the tree";
    };
  }
}
