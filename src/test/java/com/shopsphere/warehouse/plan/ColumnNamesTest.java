package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.MergeConfigs.relation;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.Naming;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import org.junit.jupiter.api.Test;

/** What the columns of the unified table are called. */
class ColumnNamesTest {

  private static TableBuilder sale() {
    return keyed("sale").column("shop_id", "int").reference("fk", "shop_id", "shop", "id");
  }

  @Test
  void columnsOfTheGrainKeepTheirNamesAndOthersBeginWithTheirRole() {
    MergeTree tree =
        plan("sale", sale().column("unitPrice", "int"), keyed("shop").column("shop_name", "text"));

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "unit_price", "shop_name");
  }

  @Test
  void aColumnKeepsItsLongNameWhereTheShortOneIsTaken() {
    MergeTree tree =
        plan("sale", sale().column("shop_name", "text"), keyed("shop").column("shop_name", "text"));

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "shop_name", "shop_shop_name");
  }

  @Test
  void aColumnThatLeadsOnIsNamedWithoutItsRoleWhereThatIsFree() {
    TableBuilder shop =
        keyed("shop").column("town_id", "int").reference("fk", "town_id", "town", "id");

    assertThat(Outputs.of(plan("sale", sale(), shop, keyed("town"))))
        .containsExactly("id", "shop_id", "town_id");
    assertThat(Outputs.of(plan("sale", sale().column("town_id", "int"), shop, keyed("town"))))
        .containsExactly("id", "shop_id", "town_id", "shop_town_id");
  }

  @Test
  void twoNamesThatDifferInLetterCaseOnlyAreOne() {
    MergeTree tree = plan("sale", keyed("sale").column("lineNo", "int").column("line_no", "int"));

    assertThat(Outputs.of(tree)).containsExactly("id", "line_no", "sale_line_no");
  }

  @Test
  void namesAsInTheSourceClashWhateverTheirLetterCase() {
    MergeTree tree =
        plan(
            grain("sale").naming(Naming.SOURCE),
            sale().column("Name", "text"),
            keyed("shop").column("NAME", "text"));

    assertThat(Outputs.of(tree)).containsExactly("id", "shop_id", "Name", "shop_NAME");
  }

  @Test
  void namesAsInTheSourceAreKeptWhereBigQueryTakesThem() {
    MergeTree tree =
        plan(
            grain("sale").naming(Naming.SOURCE).nest("note"),
            sale().column("unitPrice", "int").column("a b", "int").column("_table_x", "int"),
            keyed("shop").column("shopName", "text"),
            manyOf("sale", "note").column("atTime", "text"));

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id",
            "shop_id",
            "unitPrice",
            "a_b",
            "c__table_x",
            "shopName",
            "note[id, text, atTime]");
  }

  @Test
  void twoFieldsOfOneNameAreAnErrorThatNamesBoth() {
    assertRefused(
            grain("sale").nest("note"),
            keyed("sale"),
            manyOf("sale", "note")
                .column("lineNo", "int")
                .column("line_no", "int")
                .column("line no", "int"))
        .hasMessage(
            "Cannot name the column note.line no: the name note_line_no is already that of note.line_no; leave one of them out (merge.leave-out), or change a role (merge.roles).");
  }

  @Test
  void fieldsOfANestedTableHaveNamesOfTheirOwn() {
    MergeTree tree =
        plan(
            grain("sale").nest("note"),
            keyed("sale").column("text", "text"),
            manyOf("sale", "note"));

    assertThat(Outputs.of(tree)).containsExactly("id", "text", "note[id, text]");
  }

  @Test
  void aNestedTableWhoseNameIsTakenBeginsWithItsParent() {
    MergeTree tree =
        plan(
            grain("sale").nest("note"),
            keyed("sale").column("note", "text"),
            manyOf("sale", "note"));

    assertThat(Outputs.of(tree)).containsExactly("id", "note", "sale_note[id, text]");
  }

  @Test
  void aNestedTableBeginsWithTheRoleOfTheTableItBelongsToWithoutStutter() {
    MergeTree tree =
        plan(
            grain("sale").nest("shop_phone", "sign"),
            sale(),
            keyed("shop"),
            manyOf("shop", "shop_phone"),
            manyOf("shop", "sign"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "shop_id", "shop_phone[id, text]", "shop_sign[id, text]");
  }

  @Test
  void theCountOfAPickMayNotClash() {
    assertRefused(
            grain("sale").pickLast("note", "id"),
            keyed("sale").column("note_count", "int"),
            manyOf("sale", "note"))
        .hasMessage(
            "Cannot name the column the number of rows of note: the name note_count is already that of sale.note_count; leave one of them out (merge.leave-out), or change a role (merge.roles).");
  }

  @Test
  void theColumnOfAnAggregateMayNotClash() {
    assertRefused(
            grain("sale").aggregate("note", "ID = count(*)"), keyed("sale"), manyOf("sale", "note"))
        .hasMessage(
            "Cannot name the column count(*) of note: the name ID is already that of sale.id; leave one of them out (merge.leave-out), or change a role (merge.roles).");
  }

  @Test
  void noNameIsLongerThanBigQueryTakes() {
    String text = "a".repeat(64);
    MergeTree tree =
        plan(
            grain("sale")
                .role("shop", "s".repeat(290))
                .role("note", "n".repeat(310))
                .nest("n".repeat(310)),
            sale(),
            keyed("shop").column(text, "text"),
            manyOf("sale", "note"));

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id", "shop_id", "s".repeat(290) + "_" + "a".repeat(9), "n".repeat(300) + "[id, text]");
  }

  @Test
  void theSuffixOfAMergeIsWithinTheLengthThatBigQueryTakes() {
    String japanese = "名".repeat(60);
    MergeTree tree =
        plan(
            grain("sale").left(relation("sale", "shop_id", "shop", "id"), "_x"),
            sale().column(japanese, "text"),
            keyed("shop").column("名".repeat(59), "text"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "shop_id", "u540d".repeat(60), "u540d".repeat(59));
    assertRefused(
            grain("sale").left(relation("sale", "shop_id", "shop", "id"), "_x"),
            sale().column(japanese, "text"),
            keyed("shop").column(japanese, "text"))
        .hasMessageStartingWith("Cannot name the column shop." + japanese);
  }

  @Test
  void namesInOtherScriptsStayApart() {
    MergeTree tree =
        plan("sale", keyed("sale").column("名", "text").column("値", "text").column("Größe", "text"));

    assertThat(Outputs.of(tree)).containsExactly("id", "u540d", "u5024", "grosse");
  }

  @Test
  void namesAreTakenNearestToTheRootFirst() {
    MergeTree tree =
        plan(
            "sale",
            keyed("sale")
                .column("x_id", "int")
                .column("y_id", "int")
                .reference("x", "x_id", "x", "id")
                .reference("y", "y_id", "y", "id"),
            keyed("x").column("z_id", "int").reference("z", "z_id", "z", "id"),
            keyed("y").column("z_name", "text"),
            keyed("z").column("y_z_name", "text").column("name", "text"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "x_id", "y_id", "z_id", "z_y_z_name", "z_name", "y_z_name");
  }
}
