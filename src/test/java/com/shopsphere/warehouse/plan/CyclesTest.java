package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.leftOut;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.plan.Plans.roles;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import org.junit.jupiter.api.Test;

/** References of a table to itself, and round a cycle. */
class CyclesTest {

  private static final TableBuilder CATEGORY =
      keyed("category")
          .column("parent_id", "int")
          .column("name", "text")
          .reference("fk", "parent_id", "category", "id");

  @Test
  void aReferenceToItselfIsFollowedOnce() {
    MergeTree tree = plan("category", CATEGORY);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "category                           grain: id",
            "└─ parent                          n:1  parent_id = id (PRIMARY)");
    assertThat(Outputs.of(tree))
        .containsExactly("id", "parent_id", "name", "parent_parent_id", "parent_name");
    assertThat(leftOut(tree))
        .containsExactly(
            "category (id) to category (parent_id): one-to-many, back to a table on its own path",
            "category (parent_id) to category (id): a cycle, already followed");
  }

  @Test
  void aReferenceToItselfIsFollowedAsOftenAsConfigured() {
    MergeTree tree = plan(grain("category").selfReferences("category", 2), CATEGORY);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "category                           grain: id",
            "└─ parent                          n:1  parent_id = id (PRIMARY)",
            "   └─ parent_parent                n:1  parent_id = id (PRIMARY)");
  }

  @Test
  void aReferenceToItselfIsNotFollowedWhereTheConfigurationSaysSo() {
    MergeTree tree = plan(grain("category").selfReferences("category", 0), CATEGORY);

    assertThat(roles(tree)).containsExactly("category");
    assertThat(leftOut(tree))
        .contains("category (parent_id) to category (id): a cycle, already followed");
  }

  @Test
  void aReferenceToItselfIsFollowedAgainWhereItIsFlattenedByName() {
    MergeTree tree =
        plan(grain("category").fold("parent_parent", new FoldConfig.Flatten()), CATEGORY);

    assertThat(roles(tree)).containsExactly("category", "parent", "parent_parent");
  }

  @Test
  void theDepthOfSelfReferencesCountsLevelsWhicheverReferenceLeadsThere() {
    MergeTree tree =
        plan(
            "person",
            keyed("person")
                .column("mother_id", "int")
                .column("father_id", "int")
                .reference("a", "mother_id", "person", "id")
                .reference("b", "father_id", "person", "id"));

    assertThat(roles(tree)).containsExactly("person", "mother", "father");
  }

  @Test
  void aReferenceToItselfIsFollowedOnEachPathToItsTable() {
    MergeTree tree =
        plan(
            "product",
            keyed("product")
                .column("category_id", "int")
                .column("shelf_id", "int")
                .reference("a", "category_id", "category", "id")
                .reference("b", "shelf_id", "shelf", "id"),
            keyed("shelf")
                .column("category_id", "int")
                .reference("c", "category_id", "category", "id"),
            CATEGORY);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "product                            grain: id",
            "├─ category                        n:1  category_id = id (PRIMARY)",
            "│  └─ parent                       n:1  parent_id = id (PRIMARY)",
            "└─ shelf                           n:1  shelf_id = id (PRIMARY)",
            "   └─ shelf_category               n:1  category_id = id (PRIMARY)",
            "      └─ shelf_category_parent     n:1  parent_id = id (PRIMARY)");
  }

  @Test
  void theRowsThatReferenceARowOfTheirOwnTableAreNestedByName() {
    MergeTree tree = plan(grain("category").nest("category_category"), CATEGORY);

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id",
            "parent_id",
            "name",
            "parent_parent_id",
            "parent_name",
            "category_category[id, name]");
  }

  @Test
  void theDepthOfSelfReferencesIsForTablesThatAreThereAndReferenceThemselves() {
    assertRefused(grain("category").selfReferences("categry", 2), CATEGORY)
        .hasMessage(
            "Cannot find the table 'categry' (merge.self-references) in database 'shop', which shows 1 tables to this user; did you mean 'category'?");
    assertRefused(grain("category").selfReferences("shop", 2), CATEGORY, keyed("shop"))
        .hasMessage(
            "Cannot follow the table 'shop' to itself (merge.self-references): expected a reference to its own key, found none.");
  }

  @Test
  void theDepthOfSelfReferencesIsForReferencesThatAKeyProves() {
    assertRefused(
            grain("part").selfReferences("part", 2),
            keyed("part")
                .column("code", "int")
                .column("whole_code", "int")
                .reference("fk", "whole_code", "part", "code"))
        .hasMessage(
            "Cannot follow the table 'part' to itself (merge.self-references): expected a reference to its own key, found none.");
  }

  @Test
  void aCycleOfTwoTablesIsFollowedOnce() {
    MergeTree tree =
        plan(
            "shop",
            keyed("shop").column("owner_id", "int").reference("a", "owner_id", "person", "id"),
            keyed("person").column("home_id", "int").reference("b", "home_id", "shop", "id"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "shop                               grain: id",
            "└─ owner                           n:1  owner_id = id (PRIMARY)",
            "   └─ home                         n:1  home_id = id (PRIMARY)");
    assertThat(leftOut(tree))
        .containsExactly(
            "shop (id) to person (home_id): one-to-many; to include it, set merge.folds.person = nest",
            "shop (owner_id) to person (id): a cycle, already followed");
  }

  @Test
  void aCycleOfThreeTablesIsFollowedOnce() {
    MergeTree tree =
        plan(
            "a",
            keyed("a").column("b_id", "int").reference("ab", "b_id", "b", "id"),
            keyed("b").column("c_id", "int").reference("bc", "c_id", "c", "id"),
            keyed("c").column("a_id", "int").reference("ca", "a_id", "a", "id"));

    assertThat(roles(tree)).containsExactly("a", "b", "c", "c_a");
    assertThat(leftOut(tree)).contains("a (b_id) to b (id): a cycle, already followed");
  }

  @Test
  void nothingIsFollowedBackTheWayItCame() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop"));

    assertThat(roles(tree)).containsExactly("sale", "shop");
    assertThat(tree.leftOut()).isEmpty();
  }

  @Test
  void aOneToManyTableOnTheWayBackIsLeftOutEvenIfItsTableIsFolded() {
    TableBuilder sale =
        keyed("sale")
            .column("buyer_id", "int")
            .column("seller_id", "int")
            .reference("a", "buyer_id", "person", "id")
            .reference("b", "seller_id", "person", "id");

    assertThat(leftOut(plan("sale", sale, keyed("person"))))
        .containsExactly(
            "person (id) to sale (seller_id): one-to-many, back to a table on its own path",
            "person (id) to sale (buyer_id): one-to-many, back to a table on its own path");
    assertRefused(grain("sale").nest("sale"), sale, keyed("person"))
        .hasMessage(
            "Cannot use merge.folds.sale = nest: person (id) to sale (seller_id) is left out (one-to-many, back to a table on its own path).");
  }

  @Test
  void aOneToManyTableOnTheWayBackIsNestedByItsRole() {
    MergeTree tree =
        plan(
            grain("sale").nest("sale_by_seller"),
            keyed("sale")
                .column("buyer_id", "int")
                .column("seller_id", "int")
                .reference("a", "buyer_id", "person", "id")
                .reference("b", "seller_id", "person", "id"),
            keyed("person"));

    assertThat(roles(tree)).contains("sale_by_seller");
  }
}
