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
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.CardinalityClaim;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Relations that the configuration declares. */
class ConfiguredRelationTest {

  private static final TableBuilder SALE = keyed("sale").column("code", "int");
  private static final TableBuilder REVIEW =
      keyed("review").column("sale_code", "int").column("stars", "int");

  @Test
  void aConfiguredRelationIsFolded() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    folding(
                        relation("sale", "CODE", "review", "Sale_Code"), new FoldConfig.Nest())),
            SALE,
            REVIEW);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* review                         1:n  code = sale_code (configured), nested as review");
    assertThat(Outputs.of(tree)).containsExactly("id", "code", "review[id, stars]");
    assertThat(tree.edges()).extracting(Edge::reference).containsExactly(Reference.NONE);
    assertThat(tree.warnings()).isEmpty();
  }

  @Test
  void theFoldMayBeChosenByRoleOrTable() {
    MergeTree tree =
        plan(
            grain("sale").relation(relation("sale", "code", "review", "sale_code")).nest("review"),
            SALE,
            REVIEW);

    assertThat(roles(tree)).containsExactly("sale", "review");
  }

  @Test
  void theRelationsOwnFoldWins() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    folding(relation("sale", "code", "review", "sale_code"), new FoldConfig.Nest()))
                .relation(called(relation("sale", "id", "review", "sale_code"), "late"))
                .pickLast("review", "id"),
            SALE,
            REVIEW);

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id", "code", "review_by_sale_code[id, stars]", "late_count", "late_id", "late_stars");
  }

  @Test
  void aRelationThatWouldMultiplyRowsNeedsAFold() {
    assertRefused(
            grain("sale").relation(relation("sale", "code", "review", "sale_code")), SALE, REVIEW)
        .hasMessage(
            "Cannot follow sale (code) to review (sale_code) (merge.relations[] without a fold): no key makes it many-to-one, so flattening it would multiply rows; expected nest, pick, aggregate or leave-out, or a claimed cardinality.");
    assertRefused(
            grain("sale")
                .relation(
                    folding(
                        relation("sale", "code", "review", "sale_code"), new FoldConfig.Flatten())),
            SALE,
            REVIEW)
        .hasMessage(
            "Cannot follow sale (code) to review (sale_code) (merge.relations[].fold = flatten): no key makes it many-to-one, so flattening it would multiply rows; expected nest, pick, aggregate or leave-out, or a claimed cardinality.");
  }

  @Test
  void aClaimOfOneToManyNeedsAFoldAsWell() {
    assertRefused(
            grain("sale")
                .relation(
                    claiming(
                        relation("sale", "code", "review", "sale_code"),
                        CardinalityClaim.ONE_TO_MANY)),
            SALE,
            REVIEW)
        .hasMessageContaining("merge.relations[] without a fold");
  }

  @Test
  void whatAKeyProvesIsFlattened() {
    MergeTree tree =
        plan(
            grain("sale").relation(relation("sale", "code", "shop", "id")),
            SALE,
            keyed("shop").column("name", "text"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ shop                            n:1  code = id (PRIMARY)");
    assertThat(tree.edges()).allMatch(edge -> edge.claims().isEmpty());
  }

  @Test
  void whatKeysProveOnBothSidesIsOneToOne() {
    MergeTree tree =
        plan(grain("sale").relation(relation("sale", "id", "shop", "id")), SALE, keyed("shop"));

    assertThat(PlanPrinter.tree(tree))
        .contains("└─ shop                            1:1  on id (PRIMARY)");
  }

  @Test
  void aClaimOfManyToOneIsFlattenedAndToBeProved() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    claiming(
                        relation("sale", "code", "review", "sale_code"),
                        CardinalityClaim.MANY_TO_ONE)),
            SALE,
            REVIEW);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ review                          n:1  code = sale_code (claimed)");
    assertThat(claims(tree)).containsExactly("review (sale_code) by merge.relations[].cardinality");
    assertThat(tree.warnings())
        .containsExactly(
            "No key makes sale (code) to review (sale_code) n:1: it is claimed, and is proved on the data of each run.");
  }

  @Test
  void aClaimOfOneToOneIsToBeProvedOnBothSides() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    claiming(
                        relation("sale", "code", "review", "sale_code"),
                        CardinalityClaim.ONE_TO_ONE)),
            SALE,
            REVIEW);

    assertThat(claims(tree))
        .containsExactly(
            "review (sale_code) by merge.relations[].cardinality",
            "sale (code) by merge.relations[].cardinality");
  }

  @Test
  void aClaimOfOneToOneIsProvedOnlyWhereNoKeyProvesIt() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    claiming(
                        relation("sale", "code", "review", "id"), CardinalityClaim.ONE_TO_ONE)),
            SALE,
            REVIEW);

    assertThat(PlanPrinter.tree(tree))
        .contains("└─ review                          1:1  code = id (PRIMARY)");
    assertThat(claims(tree)).containsExactly("sale (code) by merge.relations[].cardinality");
    assertThat(
            claims(
                plan(
                    grain("sale")
                        .relation(
                            claiming(
                                relation("sale", "id", "review", "sale_code"),
                                CardinalityClaim.ONE_TO_ONE)),
                    SALE,
                    REVIEW)))
        .containsExactly("review (sale_code) by merge.relations[].cardinality");
  }

  private static List<String> claims(MergeTree tree) {
    return tree.edges()
        .flatMap(edge -> edge.claims().stream())
        .map(
            claim ->
                "%s (%s) by %s"
                    .formatted(
                        claim.table().name(), String.join(", ", claim.columns()), claim.setting()))
        .toList();
  }

  @Test
  void aClaimThatContradictsAKeyIsRefused() {
    assertRefused(
            grain("sale")
                .relation(
                    claiming(
                        relation("sale", "code", "review", "id"), CardinalityClaim.ONE_TO_MANY)),
            SALE,
            REVIEW)
        .hasMessage(
            "Cannot take the relation from 'sale' to 'review' as one-to-many (merge.relations[].cardinality): the key PRIMARY of 'review' admits one row for each (id); expected many-to-one or one-to-one.");
  }

  @Test
  void aFoldOfWhatIsManyToOneIsRefused() {
    for (FoldConfig fold :
        List.of(new FoldConfig.Nest(), new FoldConfig.Pick(FoldConfig.End.LAST, List.of("id")))) {
      assertRefused(
              grain("sale")
                  .relation(
                      folding(
                          claiming(
                              relation("sale", "code", "review", "sale_code"),
                              CardinalityClaim.MANY_TO_ONE),
                          fold)),
              SALE,
              REVIEW)
          .hasMessage(
              "Cannot fold sale (code) to review (sale_code) (merge.relations[].fold = %s): at most one row is met (n:1), which is flattened; expected flatten or leave-out."
                  .formatted(fold.kind()));
    }
  }

  @Test
  void aConfiguredRelationTakesThePlaceOfAForeignKey() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    folding(relation("sale", "id", "note", "sale_id"), new FoldConfig.Nest())),
            keyed("sale"),
            manyOf("sale", "note"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* note                           1:n  id = sale_id (configured), nested as note");
    assertThat(tree.edges()).extracting(Edge::reference).containsExactly(Reference.CHILD_TO_PARENT);
    assertThat(tree.leftOut()).isEmpty();
  }

  @Test
  void aClaimMayMakeAForeignKeyOneToOne() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    claiming(
                        relation("sale", "id", "note", "sale_id"), CardinalityClaim.ONE_TO_ONE)),
            keyed("sale"),
            manyOf("sale", "note"));

    assertThat(PlanPrinter.tree(tree))
        .contains("└─ note                            1:1  id = sale_id (claimed)");
  }

  @Test
  void whereAConfiguredRelationJoinsATableItsOneToManyKeysAreLeftOut() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    folding(relation("sale", "code", "note", "id"), new FoldConfig.Flatten())),
            SALE,
            manyOf("sale", "note"));

    assertThat(leftOut(tree))
        .contains(
            "sale (id) to note (sale_id): one-to-many; a configured relation joins the table");
  }

  @Test
  void aConfiguredRelationToAnotherTableChangesNothingForATable() {
    MergeTree tree =
        plan(
            grain("sale").relation(relation("sale", "code", "shop", "id")),
            SALE,
            keyed("shop"),
            manyOf("sale", "note"));

    assertThat(leftOut(tree))
        .containsExactly(
            "sale (id) to note (sale_id): one-to-many; to include it, set merge.folds.note = nest");
  }

  @Test
  void configuredRelationsStandAmongThoseThatLeadHereByTheNamesOfTheirTables() {
    MergeTree tree =
        plan(
            grain("sale").nest("north").relation(relation("sale", "code", "zebra", "id")),
            SALE,
            keyed("zebra"),
            manyOf("sale", "north"));

    assertThat(roles(tree)).containsExactly("sale", "north", "zebra");
  }

  @Test
  void aConfiguredRelationMayLeaveATableOut() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    folding(relation("sale", "id", "note", "sale_id"), new FoldConfig.LeaveOut())),
            keyed("sale"),
            manyOf("sale", "note")
                .column("other_id", "int")
                .reference("other", "other_id", "sale", "id"));

    assertThat(leftOut(tree))
        .containsExactly(
            "sale (id) to note (sale_id): left out by merge.relations[].fold",
            "sale (id) to note (other_id): one-to-many; to include it, set merge.folds.note_by_other = nest");
  }

  @Test
  void aConfiguredRelationHasARole() {
    MergeTree tree =
        plan(
            grain("sale").relation(called(relation("sale", "code", "shop", "id"), "seller")),
            SALE,
            keyed("shop").column("name", "text"));

    assertThat(Outputs.of(tree)).containsExactly("id", "code", "seller_name");
  }

  @Test
  void aConfiguredRelationThatIsMetOnASecondPathKeepsItsRoleWithItsParents() {
    MergeTree tree =
        plan(
            grain("sale").relation(called(relation("shop", "no", "town", "id"), "place")),
            keyed("sale")
                .column("a_id", "int")
                .column("b_id", "int")
                .reference("1", "a_id", "shop", "id")
                .reference("2", "b_id", "shop", "id"),
            keyed("shop").column("no", "int"),
            keyed("town"));

    assertThat(roles(tree)).containsExactly("sale", "a", "place", "b", "b_place");
  }

  @Test
  void aRoleThatIsTakenIsRefused() {
    assertRefused(
            grain("sale")
                .relation(called(relation("sale", "code", "shop", "id"), "Place"))
                .relation(called(relation("sale", "code", "town", "id"), "place")),
            SALE,
            keyed("shop"),
            keyed("town"))
        .hasMessage(
            "Cannot call the table 'town' by the role 'place' (merge.relations[].role): another table has it; expected a name of its own.");
    assertRefused(
            grain("sale").relation(called(relation("sale", "code", "shop", "id"), "sale")),
            SALE,
            keyed("shop"))
        .hasMessage(
            "Cannot call the table 'shop' by the role 'sale' (merge.relations[].role): another table has it; expected a name of its own.");
  }

  @Test
  void aConfiguredRelationIsNotFollowedBack() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(relation("sale", "code", "shop", "id"))
                .relation(relation("shop", "id", "sale", "code")),
            SALE,
            keyed("shop"));

    assertThat(roles(tree)).containsExactly("sale", "shop");
    assertThat(tree.leftOut()).isEmpty();
  }

  @Test
  void theOwnFoldOfARelationDoesNotLeadRoundACycleForEver() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    folding(relation("sale", "code", "sale", "id"), new FoldConfig.Flatten())),
            SALE);

    assertThat(roles(tree)).containsExactly("sale", "sale_sale");
    MergeTree nested =
        plan(
            grain("sale")
                .relation(folding(relation("sale", "id", "sale", "code"), new FoldConfig.Nest())),
            SALE);
    assertThat(roles(nested)).containsExactly("sale", "sale_sale");
  }

  @Test
  void aConfiguredRelationBeginsAtATableOfTheTree() {
    assertRefused(
            grain("sale").relation(relation("review", "sale_code", "sale", "id")), SALE, REVIEW)
        .hasMessage(
            "Cannot follow review (sale_code) to sale (id) (merge.relations[]): expected to begin at a table of the tree, and 'review' (merge.relations[].from) is not in it.");
  }

  @Test
  void aConfiguredRelationNamesTablesAndColumnsThatExist() {
    assertRefused(
            grain("sale").relation(relation("sale", "code", "review", "salecode")), SALE, REVIEW)
        .hasMessage(
            "Cannot find the column 'salecode' (merge.relations[].on) in table 'review'; did you mean 'sale_code'?");
    assertRefused(
            grain("sale").relation(relation("sale", "coda", "review", "sale_code")), SALE, REVIEW)
        .hasMessage(
            "Cannot find the column 'coda' (merge.relations[].on) in table 'sale'; did you mean 'code'?");
    assertRefused(
            grain("sale").relation(relation("sale", "code", "reviews", "sale_code")), SALE, REVIEW)
        .hasMessage(
            "Cannot find the table 'reviews' (merge.relations[].to) in database 'shop', which shows 2 tables to this user; did you mean 'review'?");
    assertRefused(
            grain("sale").relation(relation("sales", "code", "review", "sale_code")), SALE, REVIEW)
        .hasMessage(
            "Cannot find the table 'sales' (merge.relations[].from) in database 'shop', which shows 2 tables to this user; did you mean 'sale'?");
  }

  @Test
  void aConfiguredRelationNamesTablesThatTheUserMayRead() {
    assertRefused(
            grain("sale").relation(relation("sale", "code", "secret", "id")), SALE, table("secret"))
        .hasMessage(
            "Cannot read the table 'secret' (merge.relations[].to): the user sees none of its columns; grant SELECT on it.");
  }

  @Test
  void aViewIsJoinedByAConfiguredRelation() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(
                    claiming(
                        relation("sale", "id", "sale_view", "sale_id"),
                        CardinalityClaim.MANY_TO_ONE)),
            SALE,
            table("sale_view").view().column("sale_id", "int").column("total", "int"));

    assertThat(Outputs.of(tree)).containsExactly("id", "code", "sale_view_total");
  }
}
