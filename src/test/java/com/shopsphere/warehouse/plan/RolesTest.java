package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.plan.Plans.roles;
import static com.shopsphere.warehouse.testing.MergeConfigs.folding;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.MergeConfigs.relation;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names under which tables take part. */
class RolesTest {

  private static final TableBuilder ADDRESS = keyed("address").column("city", "text");

  private static TableBuilder saleWithTwoAddresses() {
    return keyed("sale")
        .column("billing_addressID", "int")
        .column("shippingAddressId", "int")
        .reference("a", "billing_addressID", "address", "id")
        .reference("b", "shippingAddressId", "address", "id");
  }

  private static TableBuilder saleOfAShop() {
    return keyed("sale")
        .column("shop_id", "int")
        .column("address_id", "int")
        .reference("a", "shop_id", "shop", "id")
        .reference("b", "address_id", "address", "id");
  }

  private static TableBuilder shopWithAnAddress() {
    return keyed("shop").column("address_id", "int").reference("c", "address_id", "address", "id");
  }

  @Test
  void twoForeignKeysToOneTableGiveTwoRolesNamedAfterTheirColumns() {
    MergeTree tree = plan("sale", saleWithTwoAddresses(), ADDRESS);

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
  void foreignKeysOfSeveralColumnsGiveRolesNamedAfterAllOfThem() {
    MergeTree tree =
        plan(
            "trip",
            keyed("trip")
                .column("from_country", "int")
                .column("from_id", "int")
                .column("to_country", "int")
                .column("to_id", "int")
                .reference(
                    "a", List.of("from_country", "from_id"), "port", List.of("country", "no"))
                .reference("b", List.of("to_country", "to_id"), "port", List.of("country", "no")),
            table("port")
                .notNull("country", "int")
                .notNull("no", "int")
                .primaryKey("country", "no"));

    assertThat(roles(tree)).containsExactly("trip", "from_country_from", "to_country_to");
  }

  @Test
  void aReferenceByAColumnThatIsCalledIdIsNamedAfterTheTable() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("other_shop_id", "int")
                .reference("a", "id", "shop", "id")
                .reference("b", "other_shop_id", "shop", "id"),
            keyed("shop"));

    assertThat(roles(tree)).containsExactly("sale", "shop", "other_shop", "sale_by_sale");
  }

  @Test
  void aTableMetOnASecondPathHasItsParentsRoleInItsName() {
    MergeTree tree = plan("sale", saleOfAShop(), shopWithAnAddress(), ADDRESS);

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
  void aDiamondGivesItsFarTableOneRoleForEachPath() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("buyer_id", "int")
                .column("shop_id", "int")
                .reference("a", "buyer_id", "buyer", "id")
                .reference("b", "shop_id", "shop", "id"),
            keyed("buyer").column("town_id", "int").reference("c", "town_id", "town", "id"),
            keyed("shop").column("town_id", "int").reference("d", "town_id", "town", "id"),
            keyed("town").column("name", "text"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "├─ buyer                           n:1  buyer_id = id (PRIMARY)",
            "│  └─ town                         n:1  town_id = id (PRIMARY)",
            "└─ shop                            n:1  shop_id = id (PRIMARY)",
            "   └─ shop_town                    n:1  town_id = id (PRIMARY)");
    assertThat(Outputs.of(tree))
        .containsExactly(
            "id", "buyer_id", "shop_id", "town_id", "town_name", "shop_town_id", "shop_town_name");
  }

  @Test
  void aTableWithTheNameOfARoleHasItsParentsRoleInItsName() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("a_id", "int")
                .column("b_id", "int")
                .column("shop_id", "int")
                .reference("1", "a_id", "thing", "id")
                .reference("2", "b_id", "thing", "id")
                .reference("3", "shop_id", "shop", "id"),
            keyed("thing"),
            keyed("shop").column("a_id", "int").reference("4", "a_id", "A", "id"),
            keyed("A"));

    assertThat(roles(tree)).containsExactly("sale", "a", "b", "shop", "shop_a");
  }

  @Test
  void severalOneToManyRelationsToOneTableAreNamedAfterTheirColumns() {
    MergeTree tree =
        plan(
            grain("person").nest("letter"),
            keyed("person"),
            keyed("letter")
                .column("sender_id", "int")
                .column("receiver_id", "int")
                .reference("a", "sender_id", "person", "id")
                .reference("b", "receiver_id", "person", "id"));

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id", "letter_by_sender[id, receiver_id]", "letter_by_receiver[id, sender_id]");
  }

  @Test
  void aTableThatIsReferencedAndReferencesIsNamedAfterItsColumnAndAfterItself() {
    MergeTree tree =
        plan(
            grain("team").nest("player"),
            keyed("team").column("captain_id", "int").reference("a", "captain_id", "player", "id"),
            keyed("player").column("team_id", "int").reference("b", "team_id", "team", "id"));

    assertThat(roles(tree)).containsExactly("team", "captain", "captain_team", "player");
  }

  @Test
  void aRoleIsRenamed() {
    MergeTree tree =
        plan(grain("sale").role("billing_address", "payer"), saleWithTwoAddresses(), ADDRESS);

    assertThat(roles(tree)).containsExactly("sale", "payer", "shipping_address");
    assertThat(Outputs.of(tree))
        .containsExactly(
            "id",
            "billing_address_id",
            "shipping_address_id",
            "payer_city",
            "shipping_address_city");
  }

  @Test
  void aFoldNamesARoleAsItIsRenamed() {
    MergeTree tree =
        plan(
            grain("person").role("letter_by_sender", "sent").nest("sent"),
            keyed("person"),
            keyed("letter")
                .column("sender_id", "int")
                .column("receiver_id", "int")
                .reference("a", "sender_id", "person", "id")
                .reference("b", "receiver_id", "person", "id"));

    assertThat(Outputs.of(tree)).containsExactly("id", "sent[id, receiver_id]");
  }

  @Test
  void renamingARoleLeavesThoseOfOtherPathsAsTheyWere() {
    MergeTree tree =
        plan(grain("sale").role("address", "home"), saleOfAShop(), shopWithAnAddress(), ADDRESS);

    assertThat(roles(tree)).containsExactly("sale", "shop", "shop_address", "home");
  }

  @Test
  void twoRolesMayChangeTheirNames() {
    MergeTree tree =
        plan(
            grain("sale")
                .role("billing_address", "shipping_address")
                .role("shipping_address", "billing_address"),
            saleWithTwoAddresses(),
            ADDRESS);

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "sale                               grain: id",
            "├─ shipping_address                n:1  billing_addressID = id (PRIMARY)",
            "└─ billing_address                 n:1  shippingAddressId = id (PRIMARY)");
  }

  @Test
  void aNameThatARoleWasGivenIsNotInferredAgain() {
    MergeTree tree =
        plan(grain("sale").role("shop", "address"), saleOfAShop(), shopWithAnAddress(), ADDRESS);

    assertThat(roles(tree)).containsExactly("sale", "address", "address_address", "sale_address");
  }

  @Test
  void aRoleThatIsTakenIsRefused() {
    assertRefused(
            grain("sale").role("shipping_address", "BILLING_address"),
            saleWithTwoAddresses(),
            ADDRESS)
        .hasMessage(
            "Cannot call the table 'address' by the role 'BILLING_address' (merge.roles.shipping_address): another table has it; expected a name of its own.");
    assertRefused(grain("sale").role("shipping_address", "sale"), saleWithTwoAddresses(), ADDRESS)
        .hasMessage(
            "Cannot call the table 'address' by the role 'sale' (merge.roles.shipping_address): another table has it; expected a name of its own.");
  }

  @Test
  void aRoleThatNoTableHasIsNotRenamed() {
    assertRefused(grain("sale").role("billing_adress", "payer"), saleWithTwoAddresses(), ADDRESS)
        .hasMessage(
            "Cannot rename the role 'billing_adress' (merge.roles): no table of the tree has it; did you mean 'billing_address'?");
  }

  @Test
  void theRoleOfATableThatIsLeftOutIsNotRenamed() {
    assertRefused(grain("sale").role("note", "remark"), keyed("sale"), manyOf("sale", "note"))
        .hasMessage("Cannot rename the role 'note' (merge.roles): no table of the tree has it.");
  }

  @Test
  void anotherRoleThanTheGrainsIsNumberedWhereEveryOtherNameIsTaken() {
    MergeTree tree =
        plan(
            grain("sale")
                .relation(folding(relation("sale", "id", "note", "id"), new FoldConfig.Flatten()))
                .relation(folding(relation("sale", "id", "note", "id"), new FoldConfig.Flatten()))
                .relation(folding(relation("sale", "id", "note", "id"), new FoldConfig.Flatten()))
                .relation(folding(relation("sale", "id", "note", "id"), new FoldConfig.Flatten())),
            keyed("sale"),
            keyed("note").column("text", "text"));

    assertThat(roles(tree))
        .containsExactly(
            "sale", "note_by_note", "sale_note_by_note", "note_by_note_2", "note_by_note_3");
  }

  @Test
  void tablesWhoseNamesDifferInLetterCaseHaveDifferentRoles() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("a", "int")
                .column("b", "int")
                .reference("1", "a", "Shop", "id")
                .reference("2", "b", "shop", "id"),
            keyed("shop").column("name", "text"),
            keyed("Shop").column("name", "text"));

    assertThat(roles(tree)).containsExactly("sale", "shop", "sale_shop");
  }
}
