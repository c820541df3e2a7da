package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.leftOut;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.plan.Plans.roles;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import org.junit.jupiter.api.Test;

/** How far a tree grows. */
class BoundsTest {

  private static final TableBuilder A =
      keyed("a").column("b_id", "int").reference("ab", "b_id", "b", "id");
  private static final TableBuilder B =
      keyed("b").column("c_id", "int").reference("bc", "c_id", "c", "id");
  private static final TableBuilder C = keyed("c").column("name", "text");

  @Test
  void relationsDeeperThanAllowedAreLeftOut() {
    assertThat(roles(plan(grain("a").limits(2, 1000, 10), A, B, C))).containsExactly("a", "b", "c");
    MergeTree tree = plan(grain("a").limits(1, 1000, 10), A, B, C);

    assertThat(roles(tree)).containsExactly("a", "b");
    assertThat(leftOut(tree))
        .containsExactly("b (c_id) to c (id): deeper than merge.max-depth = 1");
  }

  @Test
  void whatIsFlattenedByItsRoleMayBeDeeper() {
    MergeTree tree =
        plan(grain("a").limits(1, 1000, 10).fold("c", new FoldConfig.Flatten()), A, B, C);

    assertThat(roles(tree)).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsFoldedByItsRoleMayBeDeeper() {
    MergeTree tree =
        plan(grain("a").limits(1, 1000, 10).nest("note"), A, B, C, manyOf("b", "note"));

    assertThat(roles(tree)).containsExactly("a", "b", "note");
  }

  @Test
  void whatIsFoldedByItsTableMayNotBeDeeper() {
    TableBuilder letter =
        keyed("letter")
            .column("x_id", "int")
            .column("y_id", "int")
            .reference("x", "x_id", "b", "id")
            .reference("y", "y_id", "b", "id");

    assertRefused(grain("a").limits(1, 1000, 10).nest("letter"), A, B, C, letter)
        .hasMessage(
            "Cannot use merge.folds.letter = nest: b (id) to letter (x_id) is left out (deeper than merge.max-depth = 1).");
  }

  @Test
  void aTableThatWouldMakeTheUnifiedTableTooWideIsLeftOut() {
    assertThat(Outputs.of(plan(grain("a").limits(4, 4, 10), A, B, C)))
        .containsExactly("id", "b_id", "c_id", "c_name");
    MergeTree tree = plan(grain("a").limits(4, 3, 10), A, B, C);

    assertThat(Outputs.of(tree)).containsExactly("id", "b_id", "b_c_id");
    assertThat(leftOut(tree))
        .containsExactly(
            "b (c_id) to c (id): its 1 columns would be more than merge.max-columns = 3");
  }

  @Test
  void theNearestTablesAreTheLastToBeLeftOut() {
    MergeTree tree =
        plan(
            grain("a").limits(4, 6, 10),
            keyed("a")
                .column("b_id", "int")
                .column("d_id", "int")
                .reference("ab", "b_id", "b", "id")
                .reference("ad", "d_id", "d", "id"),
            B,
            keyed("c").column("x", "int").column("y", "int"),
            keyed("d").column("x", "int"));

    assertThat(roles(tree)).containsExactly("a", "b", "d");
  }

  @Test
  void aNestedTableCountsItsFieldsAndItself() {
    TableBuilder[] tables = {keyed("sale"), manyOf("sale", "note")};

    assertThat(roles(plan(grain("sale").nest("note").limits(4, 4, 10), tables))).hasSize(2);
    assertThat(leftOut(plan(grain("sale").nest("note").limits(4, 3, 10), tables)))
        .containsExactly(
            "sale (id) to note (sale_id): its 3 columns would be more than merge.max-columns = 3");
  }

  @Test
  void anAggregatedTableCountsItsFigures() {
    TableBuilder[] tables = {keyed("sale"), manyOf("sale", "note")};
    var config = grain("sale").aggregate("note", "a = count(*)", "b = max(id)");

    assertThat(roles(plan(config.limits(4, 3, 10), tables))).hasSize(2);
    assertThat(leftOut(plan(config.limits(4, 2, 10), tables)))
        .containsExactly(
            "sale (id) to note (sale_id): its 2 columns would be more than merge.max-columns = 2");
  }

  @Test
  void columnsThatAreLeftOutDoNotCount() {
    assertThat(
            Outputs.of(
                plan(
                    grain("a").leaveOut("a", "b_id").leaveOut("c", "name", "id").limits(4, 2, 10),
                    A,
                    B,
                    C)))
        .containsExactly("id", "c_id");
  }

  @Test
  void aKeyThatIsLeftOutAndWouldNotAppearAnywayIsDiscountedOnce() {
    assertThat(
            leftOut(
                plan(
                    grain("sale").nest("note").leaveOut("sale", "x").limits(4, 3, 10),
                    keyed("sale").column("x", "int"),
                    manyOf("sale", "note"))))
        .containsExactly(
            "sale (id) to note (sale_id): its 3 columns would be more than merge.max-columns = 3");
    assertRefused(
            grain("sale").nest("note").leaveOut("note", "sale_id").limits(4, 3, 10),
            keyed("sale"),
            manyOf("sale", "note"))
        .hasMessage(
            "Cannot leave out columns of 'note' (merge.leave-out): expected a role or table that is merged.");
  }

  @Test
  void aGrainTableThatIsTooWideIsRefused() {
    assertRefused(grain("a").limits(4, 1, 10), A, B, C)
        .hasMessage(
            "Cannot merge at the grain of table 'a' (merge.grain): it has 2 columns, more than merge.max-columns = 1.");
  }
}
