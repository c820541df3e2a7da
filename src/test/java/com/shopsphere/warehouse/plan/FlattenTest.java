package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.leftOut;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.plan.Plans.roles;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many-to-one and one-to-one: what a key proves is flattened. */
class FlattenTest {

  @Test
  void aForeignKeyToAPrimaryKeyIsFlattened() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop").column("name", "text"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ shop                            n:1  shop_id = id (PRIMARY)");
    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "shop_name");
    assertThat(tree.leftOut()).isEmpty();
    assertThat(tree.warnings()).isEmpty();
  }

  @Test
  void aForeignKeyToAUniqueKeyThatIsNotPrimaryIsFlattened() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale").column("zip", "int").reference("fk", "zip", "town", "zip"),
            keyed("town").column("zip", "int").unique("zip_once", "zip"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ town                            n:1  on zip (UNIQUE zip_once)");
    assertThat(Outputs.of(tree)).containsExactly("id", "zip", "town_id");
  }

  @Test
  void aForeignKeyToColumnsThatNoKeyProvesIsOneToMany() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale").column("zip", "int").reference("fk", "zip", "town", "zip"),
            keyed("town").column("zip", "int"));

    assertThat(roles(tree)).containsExactly("sale");
    assertThat(leftOut(tree))
        .containsExactly(
            "sale (zip) to town (zip): one-to-many; to include it, set merge.folds.town = nest");
  }

  @Test
  void whatNoKeyProvesMayBeNested() {
    MergeTree tree =
        plan(
            grain("sale").nest("town"),
            keyed("sale").column("zip", "int").reference("fk", "zip", "town", "zip"),
            keyed("town").column("zip", "int"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* town                           1:n  on zip (no key), nested as town");
  }

  @Test
  void keysOfSeveralColumnsAreJoinedOnAllOfThem() {
    MergeTree tree =
        plan(
            "line",
            table("line")
                .notNull("year", "int")
                .notNull("no", "int")
                .notNull("position", "int")
                .primaryKey("year", "no", "position")
                .reference("fk", List.of("year", "no"), "bill", List.of("bill_year", "bill_no")),
            table("bill")
                .notNull("bill_no", "int")
                .notNull("bill_year", "int")
                .column("total", "decimal(10,2)")
                .primaryKey("bill_no", "bill_year"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "line                               grain: year, no, position",
            "└─ bill                            n:1  year, no = bill_year, bill_no (PRIMARY)");
    assertThat(Outputs.of(tree)).containsExactly("year", "no", "position", "bill_total");
  }

  @Test
  void aKeyOfFewerColumnsThanTheReferenceProvesIt() {
    MergeTree tree =
        plan(
            "line",
            keyed("line")
                .column("year", "int")
                .column("no", "int")
                .reference("fk", List.of("year", "no"), "bill", List.of("year", "no")),
            table("bill").notNull("no", "int").column("year", "int").primaryKey("no"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "line                               grain: id",
            "└─ bill                            n:1  on year, no (PRIMARY)");
  }

  @Test
  void aUniqueReferenceToAParentIsFlattenedFromTheParent() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale"),
            keyed("payment")
                .notNull("sale_id", "int")
                .column("method", "text")
                .unique("one_a_sale", "sale_id")
                .reference("fk", "sale_id", "sale", "id"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ payment                         1:1  id = sale_id (UNIQUE one_a_sale)");
    assertThat(Outputs.of(tree)).containsExactly("id", "payment_id", "payment_method");
  }

  @Test
  void aPrimaryKeyThatIsAReferenceIsFlattenedFromTheParent() {
    MergeTree tree = plan("person", keyed("person"), employee());

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "person                             grain: id",
            "└─ employee                        1:1  id = person_id (PRIMARY)");
    assertThat(Outputs.of(tree)).containsExactly("id", "employee_salary");
  }

  @Test
  void aPrimaryKeyThatIsAReferenceLeadsToTheParentAsAnyOther() {
    MergeTree tree = plan("employee", keyed("person").column("name", "text"), employee());

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "employee                           grain: person_id",
            "└─ person                          n:1  person_id = id (PRIMARY)");
    assertThat(Outputs.of(tree)).containsExactly("person_id", "salary", "person_name");
  }

  private static TableBuilder employee() {
    return table("employee")
        .notNull("person_id", "int")
        .column("salary", "decimal(10,2)")
        .primaryKey("person_id")
        .reference("fk", "person_id", "person", "id");
  }

  @Test
  void aUniqueKeyThatAdmitsNullIsOneToOneAllTheSame() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale"),
            keyed("payment")
                .column("sale_id", "int")
                .unique("one_a_sale", "sale_id")
                .reference("fk", "sale_id", "sale", "id"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ payment                         1:1  id = sale_id (UNIQUE one_a_sale)");
  }

  @Test
  void aUniqueKeyOverMoreColumnsThanTheReferenceProvesNothing() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale"),
            keyed("payment")
                .column("sale_id", "int")
                .column("no", "int")
                .unique("numbered", "sale_id", "no")
                .reference("fk", "sale_id", "sale", "id"));

    assertThat(roles(tree)).containsExactly("sale");
    assertThat(leftOut(tree))
        .containsExactly(
            "sale (id) to payment (sale_id): one-to-many; to include it, set merge.folds.payment = nest");
  }

  @Test
  void aForeignKeyThatIsDeclaredTwiceCountsOnce() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("shop_id", "int")
                .reference("a", "shop_id", "shop", "id")
                .reference("b", "SHOP_ID", "shop", "ID"),
            keyed("shop"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ shop                            n:1  shop_id = id (PRIMARY)");
  }

  @Test
  void foreignKeysAreFollowedInTheOrderOfTheirColumnsBeforeThoseThatLeadHere() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("shop_id", "int")
                .column("customer_id", "int")
                .reference("a", "customer_id", "customer", "id")
                .reference("b", "shop_id", "shop", "id"),
            keyed("shop"),
            keyed("customer"),
            keyed("bill")
                .column("sale_id", "int")
                .unique("one_a_sale", "sale_id")
                .reference("fk", "sale_id", "sale", "id"));

    assertThat(roles(tree)).containsExactly("sale", "shop", "customer", "bill");
  }

  @Test
  void whatIsReferencedByWhatIsReferencedIsFlattenedToo() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop").column("town_id", "int").reference("fk", "town_id", "town", "id"),
            keyed("town").column("name", "text"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ shop                            n:1  shop_id = id (PRIMARY)",
            "   └─ town                         n:1  town_id = id (PRIMARY)");
    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "town_id", "town_name");
  }

  @Test
  void anEdgeSaysWhichSideHoldsTheForeignKey() {
    MergeTree tree =
        plan(
            grain("sale").nest("note"),
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop"),
            manyOf("sale", "note"));

    assertThat(tree.root().edges())
        .extracting(Edge::reference)
        .containsExactly(Reference.PARENT_TO_CHILD, Reference.CHILD_TO_PARENT);
  }
}
