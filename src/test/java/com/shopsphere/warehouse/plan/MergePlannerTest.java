package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.FoldKind;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.failure.PlanException;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule of planning on the smallest catalog that shows it. */
class MergePlannerTest {

  private static final TableBuilder ADDRESS = keyed("address").column("city", "text");

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
  }

  @Test
  void twoForeignKeysToOneTableGiveTwoRolesNamedAfterTheirColumns() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("billing_addressID", "int")
                .column("shippingAddressId", "int")
                .reference("a", "billing_addressID", "address", "id")
                .reference("b", "shippingAddressId", "address", "id"),
            ADDRESS);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "├─ billing_address                 n:1  billing_addressID = id (PRIMARY)",
            "└─ shipping_address                n:1  shippingAddressId = id (PRIMARY)");
    assertThat(Outputs.of(tree))
        .containsExactly(
            "id",
            "billing_address_id",
            "shipping_address_id",
            "billing_address_city",
            "shipping_address_city");
  }

  @Test
  void aTableMetOnASecondPathHasItsParentsRoleInItsName() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("shop_id", "int")
                .column("address_id", "int")
                .reference("a", "shop_id", "shop", "id")
                .reference("b", "address_id", "address", "id"),
            keyed("shop").column("address_id", "int").reference("c", "address_id", "address", "id"),
            ADDRESS);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "├─ shop                            n:1  shop_id = id (PRIMARY)",
            "│  └─ shop_address                 n:1  address_id = id (PRIMARY)",
            "└─ address                         n:1  address_id = id (PRIMARY)");
    assertThat(Outputs.of(tree))
        .containsExactly(
            "id", "shop_id", "address_id", "shop_address_id", "shop_address_city", "address_city");
  }

  @Test
  void aReferenceToItselfIsFollowedOnce() {
    MergeTree tree =
        plan(
            "category",
            keyed("category")
                .column("parent_id", "int")
                .column("name", "text")
                .reference("fk", "parent_id", "category", "id"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "category                           grain: id",
            "└─ parent                          n:1  parent_id = id (PRIMARY)");
    assertThat(leftOut(tree))
        .containsExactly(
            "category (id) to category (parent_id): one-to-many, back to a table on its own path",
            "category (parent_id) to category (id): a cycle, already followed once");
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
            "shop (owner_id) to person (id): a cycle, already followed once");
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
  void aUniqueKeyThatAdmitsNullIsOneToOneAllTheSame() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale"),
            keyed("payment")
                .column("sale_id", "int")
                .unique("one_a_sale", "sale_id")
                .reference("fk", "sale_id", "sale", "id"));

    assertThat(tree.root().edges())
        .extracting(Edge::cardinality)
        .containsOnly(Cardinality.ONE_TO_ONE);
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

    assertThat(tree.root().edges()).isEmpty();
    assertThat(leftOut(tree))
        .containsExactly(
            "sale (id) to payment (sale_id): one-to-many; to include it, set merge.folds.payment = nest");
  }

  @Test
  void aReferenceToColumnsThatNoKeyProvesIsOneToMany() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale").column("zip", "int").reference("fk", "zip", "town", "zip"),
            keyed("town").column("zip", "int"));

    assertThat(tree.root().edges()).isEmpty();
    assertThat(leftOut(tree))
        .containsExactly(
            "sale (zip) to town (zip): one-to-many; to include it, set merge.folds.town = nest");
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
  void aOneToManyTableIsLeftOutAndThePlanSaysHowToIncludeIt() {
    MergeTree tree = plan("sale", keyed("sale"), manyASale("note"));

    assertThat(Outputs.of(tree)).containsExactly("id");
    assertThat(leftOut(tree))
        .containsExactly(
            "sale (id) to note (sale_id): one-to-many; to include it, set merge.folds.note = nest");
  }

  @Test
  void aOneToManyTableIsNestedWhereTheConfigurationSaysSo() {
    MergeTree tree =
        MergePlanner.plan(
            catalog(keyed("sale"), manyASale("note")), folding("sale", "note", FoldKind.NEST));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* note                           1:n  id = sale_id (no key), nested as note");
    assertThat(Outputs.of(tree)).containsExactly("id", "note[id, text]");
  }

  @Test
  void aFoldMaySayToLeaveATableOut() {
    MergeTree tree =
        MergePlanner.plan(
            catalog(keyed("sale"), manyASale("note")), folding("sale", "note", FoldKind.LEAVE_OUT));

    assertThat(Outputs.of(tree)).containsExactly("id");
  }

  @Test
  void aNestedTableBeginsWithItsPrimaryKey() {
    MergeTree tree =
        MergePlanner.plan(
            catalog(
                keyed("sale"),
                table("note")
                    .column("text", "text")
                    .notNull("no", "int")
                    .notNull("sale_id", "int")
                    .primaryKey("sale_id", "no")
                    .reference("fk", "sale_id", "sale", "id")),
            folding("sale", "note", FoldKind.NEST));

    assertThat(Outputs.of(tree)).containsExactly("id", "note[no, text]");
  }

  @Test
  void nothingIsFollowedOutOfANestedTable() {
    MergeTree tree =
        MergePlanner.plan(
            catalog(
                keyed("sale"),
                manyASale("note")
                    .column("author_id", "int")
                    .reference("by", "author_id", "author", "id"),
                keyed("author")),
            folding("sale", "note", FoldKind.NEST));

    assertThat(leftOut(tree))
        .containsExactly(
            "note (author_id) to author (id): 'note' is nested, and what it leads to is not");
  }

  @Test
  void severalOneToManyRelationsToOneTableAreNamedAfterTheirColumns() {
    MergeTree tree =
        MergePlanner.plan(
            catalog(
                keyed("person"),
                keyed("letter")
                    .column("sender_id", "int")
                    .column("receiver_id", "int")
                    .reference("a", "sender_id", "person", "id")
                    .reference("b", "receiver_id", "person", "id")),
            folding("person", "letter", FoldKind.NEST));

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id", "letter_by_sender[id, receiver_id]", "letter_by_receiver[id, sender_id]");
  }

  @Test
  void aConfiguredRelationIsNested() {
    MergeTree tree =
        MergePlanner.plan(
            catalog(
                keyed("sale").column("code", "int"), keyed("review").column("sale_code", "int")),
            relating("sale", List.of("code"), "review", List.of("sale_code")));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "└─* review                         1:n  code = sale_code (configured), nested as review");
    assertThat(Outputs.of(tree)).containsExactly("id", "code", "review[id]");
  }

  @Test
  void aConfiguredRelationMustNameColumnsThatExist() {
    assertThatThrownBy(
            () ->
                MergePlanner.plan(
                    catalog(keyed("sale"), keyed("review").column("sale_id", "int")),
                    relating("sale", List.of("id"), "review", List.of("saleid"))))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot find the column 'saleid' (merge.relations[].on) in table 'review'; did you mean"
                + " 'sale_id'?");
  }

  @Test
  void aConfiguredRelationMustNameTablesThatExist() {
    assertThatThrownBy(
            () ->
                MergePlanner.plan(
                    catalog(keyed("sale"), keyed("review")),
                    relating("sale", List.of("id"), "reviews", List.of("id"))))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot find the table 'reviews' (merge.relations[].to) in database 'shop', which shows"
                + " 2 tables to this user; did you mean 'review'?");
  }

  @Test
  void aTableThatNoKeyLeadsToIsNamedAsUnreachable() {
    assertThat(leftOut(plan("sale", keyed("sale"), keyed("island"))))
        .containsExactly("island: unreachable: no key leads to it from the tree");
  }

  @Test
  void aForeignKeyToATableThatTheUserMayNotReadIsRefusedUntilTheTableIsLeftOut() {
    TableBuilder sale =
        keyed("sale").column("shop_id", "int").reference("a", "shop_id", "shop", "id");
    TableBuilder unreadable = table("shop");

    assertThatThrownBy(() -> plan("sale", sale, unreadable))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot follow sale (shop_id) to shop (id): the user may not read the table 'shop';"
                + " grant SELECT on it, or set merge.folds.shop = leave-out.");
    assertThat(
            leftOut(
                MergePlanner.plan(
                    catalog(sale, unreadable), folding("sale", "shop", FoldKind.LEAVE_OUT))))
        .containsExactly("sale (shop_id) to shop (id): left out by merge.folds");
  }

  @Test
  void theGrainMustBeATableOfTheDatabase() {
    assertThatThrownBy(() -> plan("sales", keyed("sale"), keyed("shop")))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot find the table 'sales' (merge.grain) in database 'shop', which shows 2 tables to"
                + " this user; did you mean 'sale'?");
  }

  @Test
  void theGrainMustHaveAPrimaryKey() {
    assertThatThrownBy(() -> plan("log", table("log").column("line", "text")))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot merge at the grain of table 'log' (merge.grain): it has no primary key, so its"
                + " rows have no identity.");
  }

  @Test
  void aFoldMustNameATableOfTheDatabase() {
    assertThatThrownBy(
            () ->
                MergePlanner.plan(
                    catalog(keyed("sale"), manyASale("note")),
                    folding("sale", "notes", FoldKind.NEST)))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot find the table 'notes' (merge.folds) in database 'shop', which shows 2 tables to"
                + " this user; did you mean 'note'?");
  }

  @Test
  void aFoldThatIsNeverUsedIsAnError() {
    assertThatThrownBy(
            () ->
                MergePlanner.plan(
                    catalog(keyed("sale"), keyed("island")),
                    folding("sale", "island", FoldKind.NEST)))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot fold the table 'island' (merge.folds): no one-to-many relation leads to it from"
                + " 'sale'.");
  }

  @Test
  void relationsDeeperThanAllowedAreLeftOut() {
    Catalog chain =
        catalog(
            keyed("a").column("b_id", "int").reference("ab", "b_id", "b", "id"),
            keyed("b").column("c_id", "int").reference("bc", "c_id", "c", "id"),
            keyed("c"));

    MergeTree tree = MergePlanner.plan(chain, new MergeConfig("a", Map.of(), List.of(), 1, 0));

    assertThat(tree.nodes()).extracting(Node::role).containsExactly("a", "b");
    assertThat(leftOut(tree))
        .containsExactly("b (c_id) to c (id): deeper than merge.max-depth = 1");
  }

  @Test
  void twoFieldsOfOneNameAreAnErrorThatNamesBoth() {
    assertThatThrownBy(
            () ->
                MergePlanner.plan(
                    catalog(
                        keyed("sale"),
                        manyASale("note").column("lineNo", "int").column("line_no", "int")),
                    folding("sale", "note", FoldKind.NEST)))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot name the column note.line_no: the name line_no is already that of note.lineNo.");
  }

  @Test
  void theSecondOfTwoColumnsOfOneNameIsNamedWithItsRole() {
    MergeTree tree = plan("sale", keyed("sale").column("lineNo", "int").column("line_no", "int"));

    assertThat(Outputs.of(tree)).containsExactly("id", "line_no", "sale_line_no");
  }

  @Test
  void aColumnKeepsItsLongNameWhereTheShortOneIsTaken() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("shop_id", "int")
                .column("shop_name", "text")
                .reference("a", "shop_id", "shop", "id"),
            keyed("shop").column("shop_name", "text"));

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "shop_name", "shop_shop_name");
  }

  @Test
  void flatteningAOneToManyEdgeIsRefused() {
    Node child = new Node("note", manyASale("note").build(), List.of(), List.of());

    assertThatThrownBy(
            () ->
                new Edge(
                    Cardinality.ONE_TO_MANY,
                    List.of("id"),
                    List.of("sale_id"),
                    "no key",
                    new Fold.Flatten(),
                    child))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid edge to note: flattening a one-to-many edge would multiply rows");
  }

  @Test
  void anEdgeHasAsManyColumnsOnBothSides() {
    Node child = new Node("note", manyASale("note").build(), List.of(), List.of());

    assertThatThrownBy(
            () ->
                new Edge(
                    Cardinality.MANY_TO_ONE,
                    List.of("id"),
                    List.of(),
                    "PRIMARY",
                    new Fold.Flatten(),
                    child))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid edge to note: expected as many columns on both sides, found [id] and []");
  }

  private static TableBuilder keyed(String name) {
    return table(name).notNull("id", "int").primaryKey("id");
  }

  private static TableBuilder manyASale(String name) {
    return keyed(name)
        .notNull("sale_id", "int")
        .column("text", "text")
        .reference(name + "_sale", "sale_id", "sale", "id");
  }

  private static Catalog catalog(TableBuilder... tables) {
    return new Catalog("shop", "MySQL 8", Arrays.stream(tables).map(TableBuilder::build).toList());
  }

  private static MergeTree plan(String grain, TableBuilder... tables) {
    return MergePlanner.plan(catalog(tables), new MergeConfig(grain, Map.of(), List.of(), 4, 0));
  }

  private static MergeConfig folding(String grain, String table, FoldKind fold) {
    return new MergeConfig(grain, Map.of(table, fold), List.of(), 4, 0);
  }

  private static MergeConfig relating(
      String from, List<String> fromColumns, String to, List<String> toColumns) {
    return new MergeConfig(
        from,
        Map.of(),
        List.of(new RelationConfig(from, fromColumns, to, toColumns, FoldKind.NEST)),
        4,
        0);
  }

  private static List<String> leftOut(MergeTree tree) {
    return tree.leftOut().stream().map(one -> one.relation() + ": " + one.reason()).toList();
  }
}
