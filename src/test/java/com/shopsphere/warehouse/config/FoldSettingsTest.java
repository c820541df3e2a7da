package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tables are brought in, told by a name or an object. */
class FoldSettingsTest {

  private final MergeFile file;

  FoldSettingsTest(@TempDir Path directory) {
    this.file = new MergeFile(directory);
  }

  @Test
  void readsAKindByItsName() {
    assertThat(file.read("folds { \"a.b\" = nest, \"c d\" = leave-out, e = Flatten }").folds())
        .containsExactly(
            Map.entry("a.b", new FoldConfig.Nest()),
            Map.entry("c d", new FoldConfig.LeaveOut()),
            Map.entry("e", new FoldConfig.Flatten()));
  }

  @Test
  void readsAKindThatNeedsNothingElseFromAnObjectToo() {
    assertThat(file.read("folds { a { kind = nest }, b { kind = leave-out } }").folds())
        .containsExactly(
            Map.entry("a", new FoldConfig.Nest()), Map.entry("b", new FoldConfig.LeaveOut()));
  }

  @Test
  void readsAPickByOneColumnOrByAList() {
    assertThat(
            file.read(
                    "folds { a { kind = pick, first-by = x }, b { kind = pick, last-by = [y, x] } }")
                .folds())
        .containsExactly(
            Map.entry("a", new FoldConfig.Pick(FoldConfig.End.FIRST, List.of("x"))),
            Map.entry("b", new FoldConfig.Pick(FoldConfig.End.LAST, List.of("y", "x"))));
  }

  @Test
  void readsAnAggregateWithItsColumns() {
    assertThat(
            file.read(
                    """
                    folds.review {
                      kind = aggregate
                      columns { reviews = "count(*)", best = "max(rating)", spent = "sum(a * b)" }
                    }
                    """)
                .folds())
        .containsExactly(
            Map.entry(
                "review",
                new FoldConfig.Aggregate(
                    Map.of(
                        "reviews", AggregateExpression.parse("count(*)"),
                        "best", AggregateExpression.parse("max(rating)"),
                        "spent", AggregateExpression.parse("sum(a * b)")))));
  }

  @Test
  void theCommandLineReachesIntoAFold() {
    assertThat(
            file.read(
                    "folds { a = nest, b { kind = pick, last-by = x } }",
                    "merge.folds.a.kind=pick",
                    "merge.folds.a.first-by=y",
                    "merge.folds.b=leave-out")
                .folds())
        .containsExactly(
            Map.entry("a", new FoldConfig.Pick(FoldConfig.End.FIRST, List.of("y"))),
            Map.entry("b", new FoldConfig.LeaveOut()));
  }

  @Test
  void refusesAKindThatDoesNotExist() {
    file.assertRefused(
        "folds { a = flaten, b { kind = agregate, columns {} }, c = [nest], d = null, e {} }",
        "Invalid merge.folds.a: expected one of nest, flatten, pick, aggregate, leave-out, found"
            + " 'flaten' (%s: 3); did you mean 'flatten'?",
        "Invalid merge.folds.b.kind: expected one of nest, flatten, pick, aggregate, leave-out,"
            + " found 'agregate' (%s: 3); did you mean 'aggregate'?",
        "Invalid merge.folds.c: expected one of nest, flatten, pick, aggregate, leave-out, found"
            + " something else (%s: 3).",
        "Invalid merge.folds.d: expected one of nest, flatten, pick, aggregate, leave-out, found"
            + " nothing.",
        "Invalid merge.folds.e.kind: expected one of nest, flatten, pick, aggregate, leave-out,"
            + " found nothing (%s: 3).");
  }

  @Test
  void saysHowAKindIsWrittenThatNeedsMoreThanItsName() {
    file.assertRefused(
        "folds { a = pick, b = aggregate }",
        "Invalid merge.folds.a: expected { kind = pick, last-by = [column] }, or first-by in place"
            + " of last-by, found 'pick' (%s: 3).",
        "Invalid merge.folds.b: expected { kind = aggregate, columns { name = \"sum(column)\" } },"
            + " found 'aggregate' (%s: 3).");
  }

  @Test
  void refusesKeysThatDoNotExistOrBelongToAnotherKind() {
    file.assertRefused(
        "folds { \"a b\" { knid = nest, kind = nest, last-by = x }, c { kind = pick, last-by = x,"
            + " columns {} } }",
        "Invalid merge.folds.\"a b\".knid (%s: 3): there is no such setting; did you mean 'kind'?",
        "Invalid merge.folds.\"a b\".last-by: expected it only with kind = pick, found it with kind"
            + " = nest (%s: 3).",
        "Invalid merge.folds.c.columns: expected it only with kind = aggregate, found it with kind"
            + " = pick (%s: 3).");
  }

  @Test
  void aPickHasExactlyOneOrder() {
    file.assertRefused(
        "folds { a { kind = pick }, b { kind = pick, first-by = x, last-by = x }, c { kind = pick,"
            + " first-by = [] }, d { kind = pick, last-by = [x, x] } }",
        "Invalid merge.folds.a.kind: expected first-by or last-by with kind = pick, found neither"
            + " (%s: 3).",
        "Invalid merge.folds.b.kind: expected either first-by or last-by with kind = pick, found"
            + " both (%s: 3).",
        "Invalid merge.folds.c.first-by: expected a column or a list of columns, found nothing (%s:"
            + " 3).",
        "Invalid merge.folds.d.last-by: expected each column once, found 'x' more than once (%s:"
            + " 3).");
  }

  @Test
  void tellsEveryProblemOfAnAggregate() {
    file.assertRefused(
        "folds { a { kind = aggregate }, b { kind = aggregate, columns {} }, c { kind = aggregate,"
            + " columns { \"best of\" = max(x), n = \"sum(*)\", o = [x] } }, d { kind = aggregate,"
            + " columns = \"sum(x)\" } }",
        "Invalid merge.folds.a.columns: expected { name = \"sum(column)\" }, found nothing (%s:"
            + " 3).",
        "Invalid merge.folds.b.columns: expected { name = \"sum(column)\" }, found nothing (%s:"
            + " 3).",
        "Invalid merge.folds.c.columns.n: expected * in count only, found 'sum(*)' (%s: 3).",
        "Invalid merge.folds.c.columns.o: expected one value, found something else (%s: 3).",
        "Invalid merge.folds.c.columns: expected letters, digits and underscores, beginning with a"
            + " letter, found 'best of' (%s: 3).",
        "Invalid merge.folds.d.columns: expected an object { name = value }, found 'sum(x)' (%s:"
            + " 3).");
  }

  @Test
  void recordsRefuseWhatTheSettingsRefuse() {
    assertThatThrownBy(() -> new FoldConfig.Pick(FoldConfig.End.LAST, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pick: it is ordered by no column");
    assertThatThrownBy(() -> new FoldConfig.Aggregate(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid aggregate: it has no column");
    assertThatThrownBy(
            () -> new FoldConfig.Aggregate(Map.of("a b", AggregateExpression.parse("count(*)"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid column of an aggregate 'a b': expected letters, digits and underscores,"
                + " beginning with a letter");
  }
}
