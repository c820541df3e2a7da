package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.MergeStep.How;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges in their order, which replace inference. */
class OrderSettingsTest {

  private final MergeFile file;

  OrderSettingsTest(@TempDir Path directory) {
    this.file = new MergeFile(directory);
  }

  @Test
  void readsStepsInTheirOrder() {
    assertThat(
            file.read(
                    """
                    order = [
                      { left = order_item, right = order, left-on = orderID, right-on = [ID] }
                      { left = order, right = customer, on = [b, a] }
                    ]
                    """)
                .order())
        .containsExactly(
            new MergeStep(
                relation("order_item", List.of("orderID"), "order", List.of("ID")),
                How.LEFT,
                Optional.empty()),
            new MergeStep(
                relation("order", List.of("b", "a"), "customer", List.of("b", "a")),
                How.LEFT,
                Optional.empty()));
  }

  @Test
  void readsWhatIsSaidOfAStep() {
    assertThat(
            file.read(
                    "order = [{ left = a, right = b, on = x, how = inner, suffix = _b, cardinality ="
                        + " many-to-one, fold = flatten, role = c }]")
                .order())
        .containsExactly(
            new MergeStep(
                new RelationConfig(
                    "a",
                    List.of("x"),
                    "b",
                    List.of("x"),
                    Optional.of(CardinalityClaim.MANY_TO_ONE),
                    Optional.of(new FoldConfig.Flatten()),
                    Optional.of("c")),
                How.INNER,
                Optional.of("_b")));
  }

  @Test
  void leavesNamesColumnsToLeaveOutAndAllocationsInForce() {
    MergeConfig merge =
        file.read(
            "order = [{ left = a, right = b, on = x }], naming = source, leave-out { b = y },"
                + " allocate = [{ amount = b.z, by = w }]");

    assertThat(merge.naming()).isEqualTo(Naming.SOURCE);
    assertThat(merge.leaveOut()).containsOnlyKeys("b");
    assertThat(merge.allocations()).hasSize(1);
  }

  @Test
  void refusesWhatSteersInferenceBesideIt() {
    file.assertRefused(
        "order = [{ left = a, right = b, on = x }], folds { b = nest }, roles { b = c },"
            + " self-references { b = 2 }, relations = [{ from = a, to = d, on { x = x } }]",
        "Invalid merge.order: expected either merge.order or merge.relations, found both (%s: 3).",
        "Invalid merge.order: expected either merge.order or merge.folds, found both (%s: 3).",
        "Invalid merge.order: expected either merge.order or merge.roles, found both (%s: 3).",
        "Invalid merge.order: expected either merge.order or merge.self-references, found both (%s:"
            + " 3).");
  }

  @Test
  void aStepHasOneWayToNameItsColumns() {
    file.assertRefused(
        """
        order = [
          { left = a, right = b }
          { left = a, right = b, on = x, left-on = x }
          { left = a, right = b, left-on = x }
          { left = a, right = b, left-on = [x, y], right-on = z }
          { left = a, right = b, on = [] }
          { left = a, right = b, on = [x, x] }
        ]
        """,
        "Invalid merge.order[].on: expected on, or left-on and right-on, found nothing (%s: 4).",
        "Invalid merge.order[].on: expected either on or left-on and right-on, found both (%s: 5).",
        "Invalid merge.order[].right-on: expected a column or a list of columns, found nothing (%s:"
            + " 6).",
        "Invalid merge.order[].right-on: expected as many columns as left-on (2), found 1 (%s: 7).",
        "Invalid merge.order[].on: expected a column or a list of columns, found nothing (%s: 8).",
        "Invalid merge.order[].on: expected each column once, found 'x' more than once (%s: 9).");
  }

  @Test
  void tellsEveryProblemOfAStep() {
    file.assertRefused(
        "order = [{ rigth = b, on = x, how = outer, suffix = \"-b\", role = 1 }]",
        "Invalid merge.order[].rigth (%s: 3): there is no such setting; did you mean 'right'?",
        "Invalid merge.order[].left: it is required and not set (%s: 3).",
        "Invalid merge.order[].right: it is required and not set (%s: 3).",
        "Invalid merge.order[].how: expected one of left, inner, found 'outer' (%s: 3).",
        "Invalid merge.order[].suffix: expected letters, digits and underscores, found '-b' (%s:"
            + " 3).",
        "Invalid merge.order[].role: expected letters, digits and underscores, beginning with a"
            + " letter, found '1' (%s: 3).");
  }

  @Test
  void theRecordRefusesASuffixThatTheSettingsRefuse() {
    RelationConfig relation = relation("a", List.of("x"), "b", List.of("x"));

    assertThatThrownBy(() -> new MergeStep(relation, How.LEFT, Optional.of("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid suffix '': expected letters, digits and underscores");
  }

  private static RelationConfig relation(
      String left, List<String> leftOn, String right, List<String> rightOn) {
    return new RelationConfig(
        left, leftOn, right, rightOn, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
