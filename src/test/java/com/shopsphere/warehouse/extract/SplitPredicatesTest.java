package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The conditions as they are written; that they hold each row once is proved on the servers. */
class SplitPredicatesTest {

  private static final SplitPredicates ONE = predicates(column("a", false));
  private static final SplitPredicates TWO = predicates(column("a", false), column("b", false));
  private static final SplitPredicates NULLABLE = predicates(column("a", true), column("b", true));

  @Test
  void rangesAreOpenAtBothEndsAndMeetAtTheBounds() {
    assertThat(ONE.of(List.of(bound("10"), bound("20"))))
        .containsExactly("`a` < 10", "`a` >= 10 AND `a` < 20", "`a` >= 20");
  }

  @Test
  void aTableWithoutBoundsIsReadByOnePredicate() {
    assertThat(ONE.of(List.of())).containsExactly("TRUE");
  }

  @Test
  void rowsAreComparedColumnByColumnBehindARangeOfTheFirst() {
    assertThat(TWO.of(List.of(bound("1", "5"), bound("2", "6"))))
        .containsExactly(
            "`a` <= 1 AND (`a` < 1 OR `a` = 1 AND `b` < 5)",
            "`a` >= 1 AND (`a` > 1 OR `a` = 1 AND `b` >= 5)"
                + " AND `a` <= 2 AND (`a` < 2 OR `a` = 2 AND `b` < 6)",
            "`a` >= 2 AND (`a` > 2 OR `a` = 2 AND `b` >= 6)");
  }

  @Test
  void theNextBoundIsSoughtStrictlyBehindTheLast() {
    assertThat(ONE.behind(bound("1"))).isEqualTo("`a` > 1");
    assertThat(TWO.behind(bound("1", "5")))
        .isEqualTo("`a` >= 1 AND (`a` > 1 OR `a` = 1 AND `b` > 5)");
  }

  @Test
  void nullsComeBeforeEveryValue() {
    assertThat(NULLABLE.before(bound("1", "5")))
        .isEqualTo(
            "(`a` IS NULL OR `a` <= 1)"
                + " AND (`a` IS NULL OR (`a` < 1 OR `a` = 1 AND (`b` IS NULL OR `b` < 5)))");
    assertThat(NULLABLE.before(bound(null, "5")))
        .isEqualTo("`a` IS NULL AND (`b` IS NULL OR `b` < 5)");
    assertThat(NULLABLE.before(bound("1", null)))
        .isEqualTo("(`a` IS NULL OR `a` <= 1) AND (`a` IS NULL OR `a` < 1)");
  }

  @Test
  void aBoundMayBeNull() {
    assertThat(NULLABLE.from(bound(null, "5")))
        .isEqualTo("(`a` IS NOT NULL OR `a` IS NULL AND `b` >= 5)");
    assertThat(NULLABLE.from(bound("1", null))).isEqualTo("`a` >= 1");
    assertThat(NULLABLE.from(bound(null, null))).isEqualTo("TRUE");
    assertThat(NULLABLE.behind(bound(null, null)))
        .isEqualTo("(`a` IS NOT NULL OR `a` IS NULL AND `b` IS NOT NULL)");
  }

  private static KeyColumn column(String name, boolean nullable) {
    return KeyColumn.of(TableBuilder.columnOf(name, "int", nullable)).orElseThrow();
  }

  private static SplitPredicates predicates(KeyColumn... columns) {
    return new SplitPredicates(new SplitKey("PRIMARY", List.of(columns), true));
  }

  private static SplitBound bound(@Nullable String... literals) {
    return new SplitBound(Stream.of(literals).map(Optional::ofNullable).toList());
  }
}
