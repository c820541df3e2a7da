package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.UniqueKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tells the rows of the grain table apart. */
class GrainKeyTest {

  @Test
  void thePrimaryKeyIsTheGrain() {
    MergeTree tree = plan("sale", keyed("sale").notNull("code", "int").unique("a", "code"));

    assertThat(tree.grain()).isEqualTo(new UniqueKey("PRIMARY", List.of("id")));
    assertThat(tree.grainColumns()).containsExactly("id");
  }

  @Test
  void withoutAPrimaryKeyTheFirstUniqueKeyWithoutNullIsTheGrain() {
    MergeTree tree =
        plan(
            "sale",
            table("sale")
                .column("a", "int")
                .notNull("saleNo", "int")
                .notNull("c", "int")
                .unique("u1", "a")
                .unique("u2", "SALENO", "c")
                .unique("u3", "c"));

    assertThat(tree.grain().name()).isEqualTo("u2");
    assertThat(tree.grainColumns()).containsExactly("sale_no", "c");
  }

  @Test
  void aTableWhoseRowsHaveNoIdentityIsNoGrain() {
    assertRefused(grain("log"), table("log").column("line", "text").unique("u", "line"))
        .hasMessage(
            "Cannot merge at the grain of table 'log' (merge.grain): it has neither a primary key nor a unique key without NULL, so its rows have no identity.");
    assertRefused(grain("log_view"), table("log_view").view().column("line", "text"))
        .hasMessage(
            "Cannot merge at the grain of table 'log_view' (merge.grain): it has neither a primary key nor a unique key without NULL, so its rows have no identity.");
  }

  @Test
  void theGrainIsATableOfTheDatabase() {
    assertRefused(grain("sales"), keyed("sale"), keyed("shop"))
        .hasMessage(
            "Cannot find the table 'sales' (merge.grain) in database 'shop', which shows 2 tables to this user; did you mean 'sale'?");
  }

  @Test
  void theGrainIsATableThatTheUserMayRead() {
    assertRefused(grain("sale"), table("sale"))
        .hasMessage(
            "Cannot read the table 'sale' (merge.grain): the user sees none of its columns; grant SELECT on it.");
  }

  @Test
  void aTreeWithoutTheColumnsOfItsGrainIsNotValid() {
    Node root = new Node("sale", keyed("sale").build(), List.of(), List.of());
    MergeTree tree =
        new MergeTree(
            root,
            new UniqueKey("PRIMARY", List.of("id")),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    assertThatThrownBy(tree::grainColumns)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Invalid tree: grain column id");
  }
}
