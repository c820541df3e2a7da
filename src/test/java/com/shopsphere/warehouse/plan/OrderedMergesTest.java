package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.leftOut;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.plan.Plans.roles;
import static com.shopsphere.warehouse.testing.MergeConfigs.called;
import static com.shopsphere.warehouse.testing.MergeConfigs.claiming;
import static com.shopsphere.warehouse.testing.MergeConfigs.folding;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.MergeConfigs.relation;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.CardinalityClaim;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tree that is told merge by merge. */
class OrderedMergesTest {

  private static TableBuilder sale() {
    return keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id");
  }

  private static final TableBuilder SHOP =
      keyed("shop").column("town_id", "int").reference("fk", "town_id", "town", "id");
  private static final TableBuilder TOWN = keyed("town").column("name", "text");
  private static final TableBuilder NOTE = manyOf("sale", "note");

  @Test
  void mergesAreTheirOrderAndNothingElseIsFollowed() {
    MergeTree tree =
        plan(
            grain("sale")
                .left(relation("sale", "shop_id", "shop", "id"))
                .left(relation("shop", "town_id", "town", "id")),
            sale(),
            SHOP,
            TOWN,
            NOTE);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ shop                            n:1  shop_id = id (PRIMARY)",
            "   └─ town                         n:1  town_id = id (PRIMARY)");
    assertThat(leftOut(tree)).containsExactly("note: not in merge.order");
    assertThat(tree.edges()).extracting(Edge::reference).containsOnly(Reference.PARENT_TO_CHILD);
    assertThat(tree.edges()).noneMatch(Edge::required);
  }

  @Test
  void anInnerMergeDropsRowsWithAWarning() {
    MergeTree tree =
        plan(grain("sale").inner(relation("sale", "shop_id", "shop", "id")), sale(), SHOP, TOWN);

    assertThat(PlanPrinter.tree(tree))
        .contains("└─ shop                            n:1  shop_id = id (PRIMARY), required");
    assertThat(tree.warnings())
        .containsExactly("Rows without a row of 'shop' are dropped (merge.order[].how = inner).");
  }

  @Test
  void aSuffixIsPutBehindNamesThatAreTaken() {
    MergeTree tree =
        plan(
            grain("sale").left(relation("sale", "shop_id", "shop", "id"), "_2"),
            sale().column("street", "text"),
            keyed("shop").column("street", "text").column("name", "text"),
            TOWN);

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "street", "street_2", "name");
  }

  @Test
  void aOneToManyMergeNeedsAFold() {
    assertRefused(
            grain("sale").left(relation("sale", "id", "note", "sale_id")), sale(), SHOP, TOWN, NOTE)
        .hasMessage(
            "Cannot merge sale (id) to note (sale_id) (merge.order[]): no key makes it many-to-one, so it would multiply rows; expected a fold (nest, pick or aggregate) or a claimed cardinality.");
    assertRefused(
            grain("sale")
                .left(folding(relation("sale", "id", "note", "sale_id"), new FoldConfig.Flatten())),
            sale(),
            SHOP,
            TOWN,
            NOTE)
        .hasMessageContaining("so it would multiply rows");
  }

  @Test
  void aOneToManyMergeIsFolded() {
    MergeTree tree =
        plan(
            grain("sale")
                .left(folding(relation("sale", "id", "note", "sale_id"), new FoldConfig.Nest())),
            sale(),
            SHOP,
            TOWN,
            NOTE);

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "note[id, text]");
  }

  @Test
  void aClaimIsFlattened() {
    MergeTree tree =
        plan(
            grain("sale")
                .left(
                    claiming(
                        relation("sale", "id", "note", "sale_id"), CardinalityClaim.ONE_TO_ONE)),
            sale(),
            SHOP,
            TOWN,
            NOTE);

    assertThat(tree.edges().flatMap(edge -> edge.claims().stream()))
        .extracting(Claim::setting)
        .containsExactly("merge.order[].cardinality");
  }

  @Test
  void aFoldThatDoesNotFitIsRefused() {
    assertRefused(
            grain("sale")
                .left(folding(relation("sale", "shop_id", "shop", "id"), new FoldConfig.Nest())),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot fold sale (shop_id) to shop (id) (merge.order[].fold = nest): at most one row is met (n:1), which is flattened; expected no fold.");
    assertRefused(
            grain("sale")
                .left(
                    folding(relation("sale", "shop_id", "shop", "id"), new FoldConfig.LeaveOut())),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot leave out sale (shop_id) to shop (id) (merge.order[].fold = leave-out): expected a merge that is not wanted to be no part of the list.");
  }

  @Test
  void aFoldNamesColumnsThatExist() {
    assertRefused(
            grain("sale")
                .left(
                    folding(
                        relation("sale", "id", "note", "sale_id"),
                        new FoldConfig.Pick(FoldConfig.End.FIRST, List.of("no")))),
            sale(),
            SHOP,
            TOWN,
            NOTE)
        .hasMessage("Cannot find the column 'no' (merge.order[].fold, first-by) in table 'note'.");
  }

  @Test
  void aTableMayBeMergedTwiceByDifferentRoles() {
    MergeTree tree =
        plan(
            grain("sale")
                .left(called(relation("sale", "shop_id", "shop", "id"), "seller"))
                .left(called(relation("sale", "id", "shop", "id"), "Owner"))
                .left(relation("seller", "town_id", "town", "id"))
                .left(called(relation("owner", "town_id", "town", "id"), "home")),
            sale(),
            SHOP,
            TOWN);

    assertThat(roles(tree)).containsExactly("sale", "seller", "town", "Owner", "home");
  }

  @Test
  void theLeftTableIsNamedAsItIsOrByItsRole() {
    MergeTree tree =
        plan(
            grain("Sale")
                .left(relation("Sale", "id", "ShopHouse", "id"))
                .left(relation("ShopHouse", "id", "town", "id")),
            keyed("Sale"),
            keyed("ShopHouse"),
            TOWN);

    assertThat(roles(tree)).containsExactly("sale", "shop_house", "town");
  }

  @Test
  void twoTablesMayNotHaveOneRole() {
    assertRefused(
            grain("sale")
                .left(relation("sale", "shop_id", "shop", "id"))
                .left(relation("sale", "id", "shop", "id")),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot merge the table 'shop' (merge.order[].right) as 'shop': another table has the name; expected one of its own (merge.order[].role).");
    assertRefused(
            grain("sale").left(called(relation("sale", "shop_id", "shop", "id"), "SALE")),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot merge the table 'shop' (merge.order[].right) as 'SALE': another table has the name; expected one of its own (merge.order[].role).");
  }

  @Test
  void theLeftTableIsMergedBefore() {
    assertRefused(
            grain("sale")
                .left(relation("shops", "town_id", "town", "id"))
                .left(relation("sale", "shop_id", "shop", "id")),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot merge with 'shops' (merge.order[].left): expected the grain table or the role of one that was merged before.");
    assertRefused(
            grain("sale")
                .left(relation("sale", "shop_id", "shop", "id"))
                .left(relation("shp", "town_id", "town", "id")),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot merge with 'shp' (merge.order[].left): expected the grain table or the role of one that was merged before; did you mean 'shop'?");
  }

  @Test
  void nothingIsMergedWithAFoldedTable() {
    assertRefused(
            grain("sale")
                .left(folding(relation("sale", "id", "note", "sale_id"), new FoldConfig.Nest()))
                .left(relation("note", "id", "town", "id")),
            sale(),
            SHOP,
            TOWN,
            NOTE)
        .hasMessage(
            "Cannot merge with 'note' (merge.order[].left): it is folded, and has no row of its own any more.");
  }

  @Test
  void mergesNameTablesAndColumnsThatExist() {
    assertRefused(grain("sale").left(relation("sale", "shop_id", "shp", "id")), sale(), SHOP, TOWN)
        .hasMessage(
            "Cannot find the table 'shp' (merge.order[].right) in database 'shop', which shows 3 tables to this user; did you mean 'shop'?");
    assertRefused(grain("sale").left(relation("sale", "shopid", "shop", "id")), sale(), SHOP, TOWN)
        .hasMessage(
            "Cannot find the column 'shopid' (merge.order[].on) in table 'sale'; did you mean 'shop_id'?");
  }

  @Test
  void aClaimThatContradictsAKeyIsRefused() {
    assertRefused(
            grain("sale")
                .left(
                    claiming(
                        relation("sale", "shop_id", "shop", "id"), CardinalityClaim.ONE_TO_MANY)),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot take the relation from 'sale' to 'shop' as one-to-many (merge.order[].cardinality): the key PRIMARY of 'shop' admits one row for each (id); expected many-to-one or one-to-one.");
  }

  @Test
  void aMergeThatWouldMakeTheUnifiedTableTooWideIsRefused() {
    assertRefused(
            grain("sale").left(relation("sale", "shop_id", "shop", "id")).limits(4, 2, 10),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot merge sale (shop_id) to shop (id) (merge.order[]): its 1 columns would be more than merge.max-columns = 2.");
    assertRefused(
            grain("sale").left(relation("sale", "shop_id", "shop", "id")).limits(4, 1, 10),
            sale(),
            SHOP,
            TOWN)
        .hasMessage(
            "Cannot merge at the grain of table 'sale' (merge.grain): it has 2 columns, more than merge.max-columns = 1.");
  }
}
