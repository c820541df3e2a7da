package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.failure.PlanException;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;

/** Plans of the smallest catalogs that show a rule. */
final class Plans {

  private Plans() {}

  /** A table with the primary key {@code id}. */
  static TableBuilder keyed(String name) {
    return table(name).notNull("id", "int").primaryKey("id");
  }

  /** A table with a primary key and a text, of which one {@code parent} may have many. */
  static TableBuilder manyOf(String parent, String name) {
    return keyed(name)
        .notNull(parent + "_id", "int")
        .column("text", "text")
        .reference(name + "_" + parent, parent + "_id", parent, "id");
  }

  static Catalog catalog(TableBuilder... tables) {
    return new Catalog(
        "shop", "MySQL 8", Arrays.stream(tables).map(TableBuilder::build).toList(), List.of());
  }

  static MergeTree plan(String grain, TableBuilder... tables) {
    return plan(MergeConfigs.grain(grain), tables);
  }

  static MergeTree plan(MergeConfigs config, TableBuilder... tables) {
    return MergePlanner.plan(catalog(tables), config.build());
  }

  /** What a plan says when it is refused. */
  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      MergeConfigs config, TableBuilder... tables) {
    return assertThatThrownBy(() -> plan(config, tables)).isInstanceOf(PlanException.class);
  }

  /** Each way that is not followed, with the reason. */
  static List<String> leftOut(MergeTree tree) {
    return tree.leftOut().stream().map(one -> one.relation() + ": " + one.reason()).toList();
  }

  /** The roles of the tree, parents before children. */
  static List<String> roles(MergeTree tree) {
    return tree.nodes().stream().map(Node::role).toList();
  }
}
