package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.leftOut;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.plan.Plans.roles;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns and tables that do not appear, and how the plan accounts for each. */
class LeaveOutTest {

  private static final TableBuilder SALE =
      keyed("sale")
          .column("shop_id", "int")
          .column("secret", "text")
          .reference("fk", "shop_id", "shop", "id");
  private static final TableBuilder SHOP =
      keyed("shop").column("name", "text").column("tax", "int");

  @Test
  void columnsAreLeftOutByTableOrRoleInAnyLetterCase() {
    MergeTree tree =
        plan(
            grain("sale")
                .leaveOut("sale", "SECRET")
                .role("shop", "seller")
                .leaveOut("seller", "tax"),
            SALE,
            SHOP);

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "seller_name");
    assertThat(
            Outputs.of(
                plan(grain("sale").role("shop", "seller").leaveOut("shop", "tax"), SALE, SHOP)))
        .containsExactly("id", "shop_id", "secret", "seller_name");
  }

  @Test
  void aColumnThatIsLeftOutIsNotRead() {
    MergeTree tree = plan(grain("sale").leaveOut("sale", "secret"), SALE, SHOP);

    assertThat(tree.root().column("secret")).isEmpty();
  }

  @Test
  void aKeyThatIsLeftOutIsReadAllTheSame() {
    MergeTree tree =
        plan(grain("sale").leaveOut("sale", "shop_id").leaveOut("shop", "id"), SALE, SHOP);

    assertThat(Outputs.of(tree)).containsExactly("id", "secret", "shop_name", "shop_tax");
    assertThat(tree.root().column("shop_id").orElseThrow().output()).isEmpty();
    assertThat(tree.nodes().get(1).column("ID").orElseThrow().output()).isEmpty();
  }

  @Test
  void whatOrdersPickedRowsIsReadThoughItIsLeftOut() {
    MergeTree tree =
        plan(
            grain("sale").pickLast("note", "at").leaveOut("note", "at"),
            keyed("sale"),
            manyOf("sale", "note").column("at", "date"));

    assertThat(Outputs.of(tree)).containsExactly("id", "note_count", "note_id", "note_text");
    assertThat(tree.nodes().get(1).column("at")).isPresent();
  }

  @Test
  void theOwnKeyOfATableIsReadThoughItIsLeftOut() {
    MergeTree tree =
        plan(
            grain("sale").nest("note").leaveOut("note", "id"),
            keyed("sale"),
            manyOf("sale", "note"));

    assertThat(Outputs.of(tree)).containsExactly("id", "note[text]");
    assertThat(tree.nodes().get(1).column("id")).isPresent();
  }

  @Test
  void aNestedTableNeedsAColumnThatIsNotLeftOut() {
    assertRefused(
            grain("sale").nest("note").leaveOut("note", "id", "text"),
            keyed("sale"),
            manyOf("sale", "note"))
        .hasMessage(
            "Cannot nest sale (id) to note (sale_id) (merge.folds.note): expected a column of 'note' beside those that join it, found none; aggregate it, to count(*) say, or leave it out.");
  }

  @Test
  void theGrainKeyIsNotLeftOut() {
    assertRefused(grain("sale").leaveOut("sale", "ID"), SALE, SHOP)
        .hasMessage(
            "Cannot leave out the column 'id' of table 'sale' (merge.leave-out): it is part of the grain key (id), without which the rows cannot be proved.");
  }

  @Test
  void aGrainKeyThatIsNotPrimaryIsNotLeftOutEither() {
    assertRefused(
            grain("sale").leaveOut("sale", "code"),
            table("sale").notNull("code", "int").column("x", "int").unique("u", "code"))
        .hasMessage(
            "Cannot leave out the column 'code' of table 'sale' (merge.leave-out): it is part of the grain key (code), without which the rows cannot be proved.");
  }

  @Test
  void whatIsLeftOutIsThere() {
    assertRefused(grain("sale").leaveOut("sale", "secrets"), SALE, SHOP)
        .hasMessage(
            "Cannot find the column 'secrets' (merge.leave-out.sale) in table 'sale'; did you mean 'secret'?");
    assertRefused(grain("sale").leaveOut("shops", "tax"), SALE, SHOP)
        .hasMessage(
            "Cannot leave out columns of 'shops' (merge.leave-out): expected a role or table that is merged; did you mean 'shop'?");
    assertRefused(grain("sale").leaveOut("island", "id"), SALE, SHOP, keyed("island"))
        .hasMessage(
            "Cannot leave out columns of 'island' (merge.leave-out): expected a role or table that is merged.");
  }

  @Test
  void whatIsLeftOutMayBeOfAnyTableThatTheNameMeans() {
    MergeTree tree =
        plan(
            grain("sale").role("shop", "note").leaveOut("note", "tax", "text").nest("sale_note"),
            SALE,
            SHOP,
            manyOf("sale", "note"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "shop_id", "secret", "note_name", "sale_note[id]");
  }

  @Test
  void anAggregatedTableHasNoColumnToLeaveOut() {
    assertRefused(
            grain("sale").aggregate("note", "notes = count(*)").leaveOut("note", "text"),
            keyed("sale"),
            manyOf("sale", "note"))
        .hasMessage(
            "Cannot leave out columns of 'note' (merge.leave-out): the table is aggregated, and none of its columns appears.");
  }

  @Test
  void aTableThatNoKeyLeadsToIsNamedAsUnreachable() {
    assertThat(leftOut(plan("sale", keyed("sale"), keyed("island"))))
        .containsExactly("island: unreachable: no key leads to it from the tree");
  }

  @Test
  void aViewIsNamedWithHowToIncludeIt() {
    assertThat(leftOut(plan("sale", keyed("sale"), table("sale_view").view().column("id", "int"))))
        .containsExactly(
            "sale_view: a view has no keys; to include it, name it in merge.relations");
  }

  @Test
  void aTableThatTheUserMayNotReadIsNamed() {
    assertThat(leftOut(plan("sale", keyed("sale"), table("secret"))))
        .containsExactly("secret: the user may not read it");
  }

  @Test
  void aForeignKeyToATableThatTheUserMayNotReadIsRefusedUntilTheTableIsLeftOut() {
    TableBuilder hidden = table("shop");

    assertRefused(grain("sale"), SALE, hidden)
        .hasMessage(
            "Cannot follow sale (shop_id) to shop (id): the user may not read the table 'shop'; grant SELECT on it, or set merge.folds.shop = leave-out.");
    assertThat(leftOut(plan(grain("sale").fold("shop", new FoldConfig.LeaveOut()), SALE, hidden)))
        .containsExactly("sale (shop_id) to shop (id): left out by merge.folds.shop");
  }

  @Test
  void aTableWithoutAKeyIsLeftOutAsAnyOther() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale"),
            table("log").column("sale_id", "int").reference("fk", "sale_id", "sale", "id"));

    assertThat(leftOut(tree))
        .containsExactly(
            "sale (id) to log (sale_id): one-to-many; to include it, set merge.folds.log = nest");
  }

  @Test
  void aForeignKeyIntoAnotherDatabaseIsNamedOnceForEachOfItsColumns() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("shop_id", "int")
                .column("depot_id", "int")
                .referenceElsewhere("a", "shop_id", "crm", "shop", "no")
                .referenceElsewhere("b", "depot_id", "crm", "shop", "no"));

    assertThat(roles(tree)).containsExactly("sale");
    assertThat(leftOut(tree))
        .containsExactly(
            "sale (shop_id) to crm.shop (no): in another database, which is not read",
            "sale (depot_id) to crm.shop (no): in another database, which is not read");
  }

  @Test
  void aTableOfTheDatabaseWithTheNameOfOneElsewhereIsNotTakenForIt() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("shop_id", "int")
                .referenceElsewhere("a", "shop_id", "crm", "shop", "id"),
            keyed("shop"));

    assertThat(leftOut(tree))
        .containsExactly(
            "sale (shop_id) to crm.shop (id): in another database, which is not read",
            "shop: unreachable: no key leads to it from the tree");
  }

  @Test
  void theNotesOfTheCatalogAreWarnings() {
    Catalog noted =
        new Catalog("shop", "MySQL 8", List.of(keyed("sale").build()), List.of("A note."));

    assertThat(MergePlanner.plan(noted, grain("sale").build()).warnings())
        .containsExactly("A note.");
  }
}
