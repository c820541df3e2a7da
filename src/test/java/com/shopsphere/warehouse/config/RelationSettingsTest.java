package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relations that no key declares. */
class RelationSettingsTest {

  private final MergeFile file;

  RelationSettingsTest(@TempDir Path directory) {
    this.file = new MergeFile(directory);
  }

  @Test
  void readsARelationWithItsColumnsInTheOrderOfTheirNames() {
    assertThat(
            file.read(
                    "relations = [{ from = order_item, to = review, on { orderID = ORDER, SKU = S }"
                        + " }]")
                .relations())
        .containsExactly(
            new RelationConfig(
                "order_item",
                List.of("SKU", "orderID"),
                "review",
                List.of("S", "ORDER"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void readsWhatIsClaimedOfARelation() {
    assertThat(
            file.read(
                    "relations = [{ from = a, to = b, on { x = y }, cardinality = one-to-one, role"
                        + " = c, fold { kind = pick, last-by = z } }]")
                .relations())
        .containsExactly(
            new RelationConfig(
                "a",
                List.of("x"),
                "b",
                List.of("y"),
                Optional.of(CardinalityClaim.ONE_TO_ONE),
                Optional.of(new FoldConfig.Pick(FoldConfig.End.LAST, List.of("z"))),
                Optional.of("c")));
  }

  @Test
  void tellsEveryProblemOfARelation() {
    file.assertRefused(
        "relations = [{ frm = order_item, to = [], fold = [nest] }, { to = c, on = x }]",
        "Invalid merge.relations[].frm (%s: 3): there is no such setting; did you mean 'from'?",
        "Invalid merge.relations[].from: it is required and not set (%s: 3).",
        "Invalid merge.relations[].to: expected one value, found nothing (%s: 3).",
        "Invalid merge.relations[].on: expected { column = column }, found nothing (%s: 3).",
        "Invalid merge.relations[].fold: expected one of nest, flatten, pick, aggregate, leave-out,"
            + " found something else (%s: 3).",
        "Invalid merge.relations[].from: it is required and not set (%s: 3).",
        "Invalid merge.relations[].on: expected { column = column }, found 'x' (%s: 3).");
  }

  @Test
  void refusesClaimsThatAreNone() {
    file.assertRefused(
        "relations = [{ from = a, to = b, on { x = y, z = y }, cardinality = one_to_many, fold = nst,"
            + " role = \"c d\" }]",
        "Invalid merge.relations[].on: expected each column once, found 'y' more than once (%s: 3).",
        "Invalid merge.relations[].cardinality: expected one of many-to-one, one-to-one,"
            + " one-to-many, found 'one_to_many' (%s: 3); did you mean 'one-to-many'?",
        "Invalid merge.relations[].fold: expected one of nest, flatten, pick, aggregate, leave-out,"
            + " found 'nst' (%s: 3); did you mean 'nest'?",
        "Invalid merge.relations[].role: expected letters, digits and underscores, beginning with a"
            + " letter, found 'c d' (%s: 3).");
  }

  @Test
  void namesTheKeyWithinTheFoldOfARelation() {
    file.assertRefused(
        "relations = [{ from = a, to = b, on { x = y }, fold { kind = aggregate, columns { n ="
            + " \"median(z)\" } } }]",
        "Invalid merge.relations[].fold.columns.n: expected one of count, sum, min, max and avg,"
            + " found 'median(z)' (%s: 3).");
  }

  @Test
  void refusesColumnsWithoutANameOrMoreThanAName() {
    file.assertRefused(
        "relations = [{ from = a, to = b, on { x = [y], z = \"\", w = \"\" } }, { from = a, to = b, on {} }]",
        "Invalid merge.relations[].on.w: it is required and not set (%s: 3).",
        "Invalid merge.relations[].on.x: expected one value, found something else (%s: 3).",
        "Invalid merge.relations[].on.z: it is required and not set (%s: 3).",
        "Invalid merge.relations[].on: expected { column = column }, found nothing (%s: 3).");
  }

  @Test
  void refusesRelationsThatAreNoListOfObjects() {
    file.assertRefused(
        "relations = [review]",
        "Invalid merge.relations: expected a list of objects, found something else (%s: 3).");
  }

  @Test
  void recordsRefuseWhatTheSettingsRefuse() {
    assertThatThrownBy(() -> relation(List.of("x"), List.of(), "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid relation from a to b: expected as many columns on both sides, found [x] and"
                + " []");
    assertThatThrownBy(() -> relation(List.of("x"), List.of("y"), "c d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid role 'c d': expected letters, digits and underscores, beginning with a"
                + " letter");
  }

  private static RelationConfig relation(List<String> from, List<String> to, String role) {
    return new RelationConfig(
        "a", from, "b", to, Optional.empty(), Optional.empty(), Optional.of(role));
  }
}
