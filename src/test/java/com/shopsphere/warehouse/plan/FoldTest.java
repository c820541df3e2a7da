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

import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One-to-many edges: left out, unless a fold is chosen. */
class FoldTest {

  @Test
  void aOneToManyTableIsLeftOutAndThePlanSaysHowToIncludeIt() {
    MergeTree tree = plan("sale", keyed("sale"), manyOf("sale", "note"));

    assertThat(Outputs.of(tree)).containsExactly("id");
    assertThat(leftOut(tree))
        .containsExactly(
            "sale (id) to note (sale_id): one-to-many; to include it, set merge.folds.note = nest");
  }

  @Test
  void nestGivesAnArrayOfStructsThatHoldNoMoreThanTheLimit() {
    MergeTree tree =
        plan(grain("sale").nest("note").limits(4, 1000, 25), keyed("sale"), manyOf("sale", "note"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* note                           1:n  id = sale_id (no key), nested as note");
    assertThat(Outputs.of(tree)).containsExactly("id", "note[id, text]");
    assertThat(tree.edges()).extracting(Edge::fold).containsExactly(new Fold.Nest("note", 25));
  }

  @Test
  void pickGivesTheColumnsOfOneRowAndTheNumberOfRows() {
    MergeTree tree =
        plan(grain("sale").pickLast("note", "ID"), keyed("sale"), manyOf("sale", "note"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* note                           1:n  id = sale_id (no key), last by id");
    assertThat(Outputs.of(tree)).containsExactly("id", "note_count", "note_id", "note_text");
    assertThat(tree.edges())
        .extracting(Edge::fold)
        .containsExactly(new Fold.Pick(FoldConfig.End.LAST, List.of("id"), "note_count"));
  }

  @Test
  void pickTakesTheFirstRowAsWell() {
    MergeTree tree =
        plan(grain("sale").pickFirst("note", "id"), keyed("sale"), manyOf("sale", "note"));

    assertThat(tree.edges())
        .extracting(Edge::fold)
        .containsExactly(new Fold.Pick(FoldConfig.End.FIRST, List.of("id"), "note_count"));
  }

  @Test
  void pickingByATextWarnsOfItsOrder() {
    MergeTree tree =
        plan(grain("sale").pickLast("note", "text", "id"), keyed("sale"), manyOf("sale", "note"));

    assertThat(tree.warnings())
        .containsExactly(
            "The rows of 'note' are picked by the text text in the order of its characters' codes, not of its collation.");
  }

  @Test
  void pickIsOrderedByColumnsThatExist() {
    assertRefused(grain("sale").pickLast("note", "txt"), keyed("sale"), manyOf("sale", "note"))
        .hasMessage(
            "Cannot find the column 'txt' (merge.folds.note, last-by) in table 'note'; did you mean 'text'?");
  }

  @Test
  void aggregateGivesFiguresAscendingByNameAndNoColumnOfTheTable() {
    MergeTree tree =
        plan(
            grain("sale").aggregate("note", "notes = count(*)", "newest = max(id)"),
            keyed("sale"),
            manyOf("sale", "note"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* note                           1:n  id = sale_id (no key), aggregated");
    assertThat(Outputs.of(tree)).containsExactly("id", "newest", "notes");
  }

  @Test
  void ofAnAggregatedTableOnlyKeysAndTermsAreRead() {
    MergeTree tree =
        plan(
            grain("sale").aggregate("note", "most = max(stars)"),
            keyed("sale"),
            manyOf("sale", "note").column("stars", "int").column("other", "int"));

    assertThat(tree.nodes().get(1).columns())
        .extracting(planned -> planned.column().name())
        .containsExactly("id", "sale_id", "stars");
    assertThat(tree.nodes().get(1).columns()).allMatch(planned -> planned.output().isEmpty());
  }

  @Test
  void comparingTextsInAnAggregateWarnsOfTheirOrder() {
    MergeTree tree =
        plan(
            grain("sale")
                .aggregate(
                    "note",
                    "a = min(text)",
                    "b = max(text)",
                    "c = count(distinct text)",
                    "d = count(text)",
                    "e = max(id)"),
            keyed("sale"),
            manyOf("sale", "note"));

    assertThat(tree.warnings())
        .containsExactly(
            "min(text) of 'note' compares texts by their characters' codes, not by their collation.",
            "max(text) of 'note' compares texts by their characters' codes, not by their collation.",
            "count(distinct text) of 'note' compares texts by their characters' codes, not by their collation.");
  }

  @Test
  void aggregateIsOverColumnsThatExist() {
    assertRefused(
            grain("sale").aggregate("note", "most = max(star)"),
            keyed("sale"),
            manyOf("sale", "note").column("stars", "int"))
        .hasMessage(
            "Cannot find the column 'star' (merge.folds.note, max(star)) in table 'note'; did you mean 'stars'?");
  }

  @Test
  void onlyNumbersAreAddedUp() {
    for (String function : List.of("sum", "avg")) {
      assertRefused(
              grain("sale").aggregate("note", "all = %s(text)".formatted(function)),
              keyed("sale"),
              manyOf("sale", "note"))
          .hasMessage(
              "Cannot calculate %s(text) of table 'note' (merge.folds.note): expected numbers, found text text."
                  .formatted(function));
    }
  }

  @Test
  void onlyNumbersAreMultiplied() {
    assertRefused(
            grain("sale").aggregate("note", "all = max(id * text)"),
            keyed("sale"),
            manyOf("sale", "note"))
        .hasMessage(
            "Cannot calculate max(id * text) of table 'note' (merge.folds.note): expected numbers, found text text.");
  }

  @Test
  void aProductOfExactNumbersStaysExactOrIsRefused() {
    TableBuilder note =
        manyOf("sale", "note")
            .column("a", "decimal(19,2)")
            .column("b", "decimal(18,2)")
            .column("c", "decimal(19,2)")
            .column("d", "double");

    assertThat(plan(grain("sale").aggregate("note", "x = sum(a * b)"), keyed("sale"), note).edges())
        .hasSize(1);
    assertThat(
            plan(grain("sale").aggregate("note", "x = sum(a * c * d)"), keyed("sale"), note)
                .edges())
        .hasSize(1);
    assertRefused(grain("sale").aggregate("note", "x = sum(a * c)"), keyed("sale"), note)
        .hasMessage(
            "Cannot calculate sum(a * c) of table 'note' (merge.folds.note): expected a product of at most 38 digits, found one that may have more.");
  }

  @Test
  void aFoldMaySayToLeaveATableOut() {
    MergeTree tree =
        plan(
            grain("sale").fold("note", new FoldConfig.LeaveOut()),
            keyed("sale"),
            manyOf("sale", "note"));

    assertThat(Outputs.of(tree)).containsExactly("id");
    assertThat(leftOut(tree))
        .containsExactly("sale (id) to note (sale_id): left out by merge.folds.note");
  }

  @Test
  void aManyToOneTableMayBeLeftOutToo() {
    MergeTree tree =
        plan(
            grain("sale").fold("shop", new FoldConfig.LeaveOut()),
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop"));

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id");
    assertThat(leftOut(tree))
        .containsExactly("sale (shop_id) to shop (id): left out by merge.folds.shop");
  }

  @Test
  void flatteningAOneToManyEdgeIsRefused() {
    assertRefused(
            grain("sale").fold("note", new FoldConfig.Flatten()),
            keyed("sale"),
            manyOf("sale", "note"))
        .hasMessage(
            "Cannot follow sale (id) to note (sale_id) (merge.folds.note = flatten): no key makes it many-to-one, so flattening it would multiply rows; expected nest, pick, aggregate or leave-out.");
  }

  @Test
  void foldingAManyToOneEdgeIsRefused() {
    assertRefused(
            grain("sale").nest("shop"),
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop"))
        .hasMessage(
            "Cannot fold sale (shop_id) to shop (id) (merge.folds.shop = nest): at most one row is met (n:1), which is flattened; expected flatten or leave-out.");
  }

  @Test
  void aFoldOfATableIsForTheEdgesThatItFits() {
    TableBuilder sale =
        keyed("sale").column("seller_id", "int").reference("a", "seller_id", "person", "id");
    TableBuilder shop =
        keyed("shop")
            .column("sale_id", "int")
            .unique("once", "sale_id")
            .reference("b", "sale_id", "sale", "id");
    TableBuilder person =
        keyed("person").column("home_id", "int").reference("c", "home_id", "shop", "id");

    assertThat(PlanPrinter.tree(plan(grain("sale").nest("person"), sale, shop, person)))
        .containsExactly(
            "sale                               grain: id",
            "├─ person                          n:1  seller_id = id (PRIMARY)",
            "│  └─ person_shop                  n:1  home_id = id (PRIMARY)",
            "│     └─ person_shop_sale          n:1  sale_id = id (PRIMARY)",
            "└─ shop                            1:1  id = sale_id (UNIQUE once)",
            "   └─* shop_person                 1:n  id = home_id (no key), nested as shop_person");
    MergeTree flattened =
        plan(grain("sale").fold("person", new FoldConfig.Flatten()), sale, shop, person);
    assertThat(roles(flattened))
        .containsExactly("sale", "person", "person_shop", "person_shop_sale", "shop");
    assertThat(leftOut(flattened))
        .contains(
            "shop (id) to person (home_id): one-to-many; merge.folds.person = flatten would multiply rows");
  }

  @Test
  void theFoldOfARoleWinsOverThatOfItsTable() {
    MergeTree tree =
        plan(
            grain("person").nest("letter").pickLast("letter_by_sender", "id"),
            keyed("person"),
            keyed("letter")
                .column("sender_id", "int")
                .column("receiver_id", "int")
                .reference("a", "sender_id", "person", "id")
                .reference("b", "receiver_id", "person", "id"));

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id",
            "letter_by_sender_count",
            "letter_by_sender_id",
            "letter_by_sender_receiver_id",
            "letter_by_receiver[id, sender_id]");
  }

  @Test
  void aFoldMustNameWhatARelationLeadsTo() {
    assertRefused(grain("sale").nest("notes"), keyed("sale"), manyOf("sale", "note"))
        .hasMessage(
            "Cannot use the fold of 'notes' (merge.folds): expected a role or table that a relation of the tree leads to; did you mean 'note'?");
    assertRefused(grain("sale").nest("island"), keyed("sale"), keyed("island"))
        .hasMessage(
            "Cannot use the fold of 'island' (merge.folds): expected a role or table that a relation of the tree leads to.");
  }

  @Test
  void aFoldWorksAtDepth() {
    MergeTree tree =
        plan(
            grain("sale").nest("phone"),
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop"),
            manyOf("shop", "phone"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─ shop                            n:1  shop_id = id (PRIMARY)",
            "   └─* phone                       1:n  id = shop_id (no key), nested as shop_phone");
    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "shop_phone[id, text]");
  }

  @Test
  void aTableIsNestedInANestedTable() {
    MergeTree tree =
        plan(
            grain("sale").nest("note", "mark"),
            keyed("sale"),
            manyOf("sale", "note"),
            manyOf("note", "mark"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* note                           1:n  id = sale_id (no key), nested as note",
            "   └─* mark                        1:n  id = note_id (no key), nested as mark");
    assertThat(Outputs.of(tree)).containsExactly("id", "note[id, text, mark[id, text]]");
  }

  @Test
  void aTableIsPickedOrAggregatedInANestedTable() {
    MergeTree tree =
        plan(
            grain("sale")
                .nest("note")
                .pickFirst("mark", "id")
                .aggregate("vote", "votes = count(*)"),
            keyed("sale"),
            manyOf("sale", "note"),
            manyOf("note", "mark"),
            manyOf("note", "vote"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "note[id, text, mark_count, mark_id, mark_text, votes]");
  }

  @Test
  void aTableIsNestedBesideAPickedRow() {
    MergeTree tree =
        plan(
            grain("sale").pickLast("note", "id").nest("mark"),
            keyed("sale"),
            manyOf("sale", "note"),
            manyOf("note", "mark"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "note_count", "note_id", "note_text", "note_mark[id, text]");
  }

  @Test
  void aOneToManyTableOfAFoldedOneIsLeftOutUnlessAFoldIsChosen() {
    MergeTree tree =
        plan(
            grain("sale").nest("note"),
            keyed("sale"),
            manyOf("sale", "note"),
            manyOf("note", "mark"));

    assertThat(leftOut(tree))
        .containsExactly(
            "note (id) to mark (note_id): one-to-many; to include it, set merge.folds.mark = nest");
  }

  @Test
  void nothingIsFollowedOutOfANestedTableUnlessItIsFlattenedByName() {
    TableBuilder note =
        manyOf("sale", "note")
            .column("author_id", "int")
            .reference("by", "author_id", "author", "id");
    TableBuilder author = keyed("author").column("name", "text");

    assertThat(leftOut(plan(grain("sale").nest("note"), keyed("sale"), note, author)))
        .containsExactly(
            "note (author_id) to author (id): 'note' is folded, and what it leads to is not; to include it, set merge.folds.author = flatten");
    assertThat(
            Outputs.of(
                plan(
                    grain("sale").nest("note").fold("author", new FoldConfig.Flatten()),
                    keyed("sale"),
                    note,
                    author)))
        .containsExactly("id", "note[id, text, author_id, author_name]");
  }

  @Test
  void whatIsFlattenedBesideAPickedRowIsFollowedNoFurther() {
    MergeTree tree =
        plan(
            grain("sale").pickLast("note", "id").fold("author", new FoldConfig.Flatten()),
            keyed("sale"),
            manyOf("sale", "note")
                .column("author_id", "int")
                .reference("by", "author_id", "author", "id"),
            keyed("author").column("town_id", "int").reference("in", "town_id", "town", "id"),
            keyed("town"));

    assertThat(roles(tree)).containsExactly("sale", "note", "author");
    assertThat(leftOut(tree))
        .containsExactly(
            "author (town_id) to town (id): 'author' is folded, and what it leads to is not; to include it, set merge.folds.town = flatten");
  }

  @Test
  void nothingAtAllIsFollowedOutOfAnAggregatedTable() {
    TableBuilder note =
        manyOf("sale", "note")
            .column("author_id", "int")
            .reference("by", "author_id", "author", "id");

    assertThat(
            leftOut(
                plan(
                    grain("sale").aggregate("note", "notes = count(*)"),
                    keyed("sale"),
                    note,
                    keyed("author"))))
        .containsExactly(
            "note (author_id) to author (id): 'note' is aggregated, and what it leads to is not");
    assertRefused(
            grain("sale")
                .aggregate("note", "notes = count(*)")
                .fold("author", new FoldConfig.Flatten()),
            keyed("sale"),
            note,
            keyed("author"))
        .hasMessage(
            "Cannot use merge.folds.author = flatten: note (author_id) to author (id) is left out ('note' is aggregated, and what it leads to is not).");
  }

  @Test
  void whatAFoldLeadsToIsNotToldWhereItIsMergedByABetterWay() {
    MergeTree tree =
        plan(
            grain("sale").nest("note"),
            keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id"),
            keyed("shop"),
            manyOf("sale", "note")
                .column("shop_id", "int")
                .reference("at", "shop_id", "shop", "id"));

    assertThat(roles(tree)).containsExactly("sale", "shop", "shop_note", "note");
    assertThat(tree.leftOut()).isEmpty();
  }

  @Test
  void aNestedTableBeginsWithItsPrimaryKey() {
    MergeTree tree =
        plan(
            grain("sale").nest("note"),
            keyed("sale"),
            table("note")
                .column("text", "text")
                .notNull("b", "int")
                .notNull("a", "int")
                .notNull("sale_id", "int")
                .primaryKey("sale_id", "a", "b")
                .reference("fk", "sale_id", "sale", "id"));

    assertThat(Outputs.of(tree)).containsExactly("id", "note[a, b, text]");
  }

  @Test
  void aNestedTableWithoutAPrimaryKeyIsOrderedByAllItsColumnsWithAWarning() {
    MergeTree tree =
        plan(
            grain("sale").nest("note"),
            keyed("sale"),
            table("note")
                .column("text", "text")
                .column("sale_id", "int")
                .reference("fk", "sale_id", "sale", "id"));

    assertThat(Outputs.of(tree)).containsExactly("id", "note[text]");
    assertThat(tree.warnings())
        .containsExactly(
            "Table 'note' has no primary key: its nested rows are ordered by all their columns.");
  }

  @Test
  void aNestedTableNeedsAColumnBesideItsKey() {
    assertRefused(
            grain("sale").nest("visit"),
            keyed("sale"),
            table("visit").column("sale_id", "int").reference("fk", "sale_id", "sale", "id"))
        .hasMessage(
            "Cannot nest sale (id) to visit (sale_id) (merge.folds.visit): expected a column of 'visit' beside those that join it, found none; aggregate it, to count(*) say, or leave it out.");
  }

  @Test
  void aPickedTableWithoutAColumnBesideItsKeyIsCounted() {
    MergeTree tree =
        plan(
            grain("sale").pickFirst("visit", "sale_id"),
            keyed("sale"),
            table("visit").column("sale_id", "int").reference("fk", "sale_id", "sale", "id"));

    assertThat(Outputs.of(tree)).containsExactly("id", "visit_count");
  }
}
