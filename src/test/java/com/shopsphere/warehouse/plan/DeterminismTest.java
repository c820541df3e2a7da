package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.leftOut;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.testing.Outputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same catalog and configuration give the same tree. */
class DeterminismTest {

  /** Diamonds, cycles, self references, bridges and several keys to one table. */
  private static final List<Table> TABLES =
      List.of(
          keyed("sale")
              .column("buyer_id", "int")
              .column("seller_id", "int")
              .column("shop_id", "int")
              .reference("a", "buyer_id", "person", "id")
              .reference("b", "seller_id", "person", "id")
              .reference("c", "shop_id", "shop", "id")
              .build(),
          keyed("person")
              .column("boss_id", "int")
              .column("shop_id", "int")
              .reference("d", "boss_id", "person", "id")
              .reference("e", "shop_id", "shop", "id")
              .build(),
          keyed("shop")
              .column("owner_id", "int")
              .reference("f", "owner_id", "person", "id")
              .build(),
          table("friend")
              .notNull("older_id", "int")
              .notNull("younger_id", "int")
              .primaryKey("older_id", "younger_id")
              .reference("g", "older_id", "person", "id")
              .reference("h", "younger_id", "person", "id")
              .build(),
          manyOf("sale", "note").build(),
          keyed("island").build());

  @Test
  void theOrderOfTablesDoesNotMatter() {
    MergeTree tree = planned(TABLES);
    List<Table> tables = new ArrayList<>(TABLES);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(tables, new Random(seed));
      assertThat(planned(tables)).isEqualTo(tree);
    }
  }

  @Test
  void theOrderOfForeignKeysDoesNotMatter() {
    List<Table> reversed = TABLES.stream().map(DeterminismTest::reversed).toList();

    assertThat(PlanPrinter.tree(planned(reversed))).isEqualTo(PlanPrinter.tree(planned(TABLES)));
    assertThat(Outputs.of(planned(reversed))).isEqualTo(Outputs.of(planned(TABLES)));
    assertThat(leftOut(planned(reversed))).isEqualTo(leftOut(planned(TABLES)));
  }

  @Test
  void everyTableIsInTheTreeOrLeftOut() {
    MergeTree tree = planned(TABLES);
    List<String> accounted =
        new ArrayList<>(tree.nodes().stream().map(node -> node.table().name()).toList());
    tree.leftOut().forEach(one -> accounted.add(one.table()));

    assertThat(accounted).containsAll(TABLES.stream().map(Table::name).toList());
  }

  private static MergeTree planned(List<Table> tables) {
    return MergePlanner.plan(
        new Catalog("shop", "MySQL 8", tables, List.of()), grain("sale").nest("note").build());
  }

  private static Table reversed(Table table) {
    var keys = new ArrayList<>(table.foreignKeys());
    Collections.reverse(keys);
    return new Table(
        table.name(),
        table.kind(),
        table.engine(),
        table.columns(),
        table.uniqueKeys(),
        keys,
        0,
        table.dataBytes());
  }
}
