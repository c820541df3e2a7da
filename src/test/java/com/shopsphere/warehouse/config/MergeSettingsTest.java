package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, bounds and what is said of single tables. */
class MergeSettingsTest {

  private final MergeFile file;

  MergeSettingsTest(@TempDir Path directory) {
    this.file = new MergeFile(directory);
  }

  @Test
  void readsTheNamingAndTheBounds() {
    MergeConfig merge =
        file.read("naming = source, max-depth = 16, max-columns = 10000, max-elements = 1");

    assertThat(merge.naming()).isEqualTo(Naming.SOURCE);
    assertThat(merge.limits()).isEqualTo(new MergeLimits(16, 10_000, 1));
  }

  @Test
  void readsNoBroadcastAsAnyOther() {
    assertThat(file.read("broadcast-limit = 0").broadcastLimit()).isZero();
  }

  @Test
  void refusesANamingThatDoesNotExist() {
    file.assertRefused(
        "naming = snake_case",
        "Invalid merge.naming: expected one of snake-case, source, found 'snake_case' (%s: 3); did"
            + " you mean 'snake-case'?");
  }

  @Test
  void refusesBoundsThatAreOutOfRange() {
    file.assertRefused(
        "max-depth = 17, max-columns = 10001, max-elements = 0, broadcast-limit = -1",
        "Invalid merge.max-depth: expected a whole number from 1 to 16, found 17 (%s: 3).",
        "Invalid merge.max-columns: expected a whole number from 1 to 10000, found 10001 (%s: 3).",
        "Invalid merge.max-elements: expected a whole number from 1 to 2147483647, found 0 (%s:"
            + " 3).",
        "Invalid merge.broadcast-limit: expected a size such as 32MiB, 0 or more, found '-1' (%s:"
            + " 3).");
  }

  @Test
  void readsNewNamesOfRoles() {
    assertThat(file.read("roles { \"a.b\" = home, c = Home_2 }").roles())
        .containsExactly(Map.entry("a.b", "home"), Map.entry("c", "Home_2"));
  }

  @Test
  void refusesARoleThatIsNoNameOrAnotherTablesName() {
    file.assertRefused(
        "roles { a = 1st, b = [x], c = home, d = HOME }",
        "Invalid merge.roles.a: expected letters, digits and underscores, beginning with a letter,"
            + " found '1st' (%s: 3).",
        "Invalid merge.roles.b: expected one value, found something else (%s: 3).",
        "Invalid merge.roles.d: expected another name than merge.roles.c, found 'HOME' (%s: 3).");
  }

  @Test
  void readsTheColumnsToLeaveOutFromAListAndFromOneName() {
    assertThat(
            file.read("leave-out { a = [y, x], \"b c\" = z }", "merge.leave-out.d=email")
                .leaveOut())
        .containsExactly(
            Map.entry("a", List.of("y", "x")),
            Map.entry("b c", List.of("z")),
            Map.entry("d", List.of("email")));
  }

  @Test
  void refusesColumnsToLeaveOutThatAreNone() {
    file.assertRefused(
        "leave-out { a = [], b = [x, y, x], c { d = e }, f = [\" \"], g = \"\", h = null, i {} }",
        "Invalid merge.leave-out.a: expected a column or a list of columns, found nothing (%s: 3).",
        "Invalid merge.leave-out.b: expected each column once, found 'x' more than once (%s: 3).",
        "Invalid merge.leave-out.c: expected a column or a list of columns, found something else"
            + " (%s: 3).",
        "Invalid merge.leave-out.f: expected a column or a list of columns, found something else"
            + " (%s: 3).",
        "Invalid merge.leave-out.g: expected a column or a list of columns, found '' (%s: 3).",
        "Invalid merge.leave-out.h: expected a column or a list of columns, found nothing.",
        "Invalid merge.leave-out.i: expected a column or a list of columns, found nothing (%s: 3).");
  }

  @Test
  void readsHowOftenATableIsFollowedToItself() {
    assertThat(
            file.read("self-references { category = 2 }", "merge.self-references.employee=0")
                .selfReferences())
        .containsExactly(Map.entry("category", 2), Map.entry("employee", 0));
  }

  @Test
  void refusesToFollowATableToItselfMoreOftenThanTheMergeIsDeep() {
    file.assertRefused(
        "self-references { a = 17, b = twice }",
        "Invalid merge.self-references.a: expected a whole number from 0 to 16, found 17 (%s: 3).",
        "Invalid merge.self-references.b: expected a whole number from 0 to 16, found 'twice' (%s:"
            + " 3).");
  }

  @Test
  void takesASectionThatIsNullForOneThatIsNotSet() {
    MergeConfig merge = file.read("folds = null, leave-out = null, relations = null");

    assertThat(merge.folds()).isEmpty();
    assertThat(merge.leaveOut()).isEmpty();
    assertThat(merge.relations()).isEmpty();
  }

  @Test
  void refusesAListWhereAnObjectIsMeant() {
    file.assertRefused(
        "roles = [a]",
        "Invalid merge.roles: expected an object { name = value }, found something else (%s: 3).");
  }

  @Test
  void aRecordKeepsNoHoldOfTheCollectionsItWasMadeOf() {
    List<String> columns = new ArrayList<>(List.of("x"));
    MergeConfig merge = merge(Map.of(), Map.of("a", columns), Map.of(), 0);
    columns.add("y");

    assertThat(merge.leaveOut()).containsExactly(Map.entry("a", List.of("x")));
    assertThatThrownBy(() -> merge.roles().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void recordsRefuseWhatTheSettingsRefuse() {
    assertThatThrownBy(() -> merge(Map.of(), Map.of(), Map.of(), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid broadcast limit -1: expected 0 or more bytes");
    assertThatThrownBy(() -> merge(Map.of("a", "b c"), Map.of(), Map.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid role 'b c': expected letters, digits and underscores, beginning with a"
                + " letter");
    assertThatThrownBy(() -> merge(Map.of(), Map.of(), Map.of("a", 17), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid self-reference of a, followed 17 times: expected 0 to 16");
    assertThatThrownBy(() -> new MergeLimits(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid maximal depth 0: expected 1 to 16");
    assertThatThrownBy(() -> new MergeLimits(1, 10_001, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid maximal number of columns 10001: expected 1 to 10000");
  }

  private static MergeConfig merge(
      Map<String, String> roles,
      Map<String, List<String>> leaveOut,
      Map<String, Integer> selfReferences,
      long broadcastLimit) {
    return new MergeConfig(
        "a",
        Map.of(),
        roles,
        leaveOut,
        selfReferences,
        List.of(),
        List.of(),
        List.of(),
        Naming.SOURCE,
        new MergeLimits(1, 1, 1),
        broadcastLimit);
  }
}
