package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relations and folds, whose entries are the user's own. */
class MergeSettingsTest {

  private final Path directory;

  MergeSettingsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void readsARelationWithItsColumnsInTheOrderOfTheirNames() throws IOException {
    assertThat(
            read(
                "relations = [{ from = order_item, to = review, on { orderID = ORDER, SKU = S } }]"))
        .extracting(MergeConfig::relations)
        .isEqualTo(
            List.of(
                new RelationConfig(
                    "order_item",
                    List.of("SKU", "orderID"),
                    "review",
                    List.of("S", "ORDER"),
                    FoldKind.NEST)));
  }

  @Test
  void readsTheFoldOfARelation() throws IOException {
    MergeConfig merge = read("relations = [{ from = a, to = b, on { x = y }, fold = leave-out }]");

    assertThat(merge.relations()).extracting(RelationConfig::fold).containsOnly(FoldKind.LEAVE_OUT);
  }

  @Test
  void readsFoldsOfTablesWithAwkwardNames() throws IOException {
    assertThat(read("folds { \"a.b\" = nest, \"c d\" = leave-out }").folds())
        .containsOnly(Map.entry("a.b", FoldKind.NEST), Map.entry("c d", FoldKind.LEAVE_OUT));
  }

  @Test
  void refusesAFoldWithoutAValue() {
    assertThatThrownBy(() -> read("folds { a = null }"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(problems("Invalid merge.folds.a: expected one value, found nothing."));
  }

  @Test
  void readsNoBroadcastAsAnyOther() throws IOException {
    assertThat(read("broadcast-limit = 0").broadcastLimit()).isZero();
  }

  @Test
  void tellsEveryProblemOfARelation() {
    assertThatThrownBy(
            () -> read("relations = [{ frm = order_item, to = [], fold = [nest] }, { to = c }]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            problems(
                "Invalid merge.relations[].frm (%s: 3): there is no such setting; did you mean"
                    + " 'from'?",
                "Invalid merge.relations[].from: it is required and not set (%s: 3).",
                "Invalid merge.relations[].to: expected one value, found something else (%s: 3).",
                "Invalid merge.relations[].on: expected { column = column }, found nothing (%s: 3).",
                "Invalid merge.relations[].fold: expected one of nest, leave-out, found something"
                    + " else (%s: 3).",
                "Invalid merge.relations[].from: it is required and not set (%s: 3).",
                "Invalid merge.relations[].on: expected { column = column }, found nothing (%s: 3)."));
  }

  @Test
  void tellsThatAFoldOfARelationIsUnknown() {
    assertThatThrownBy(() -> read("relations = [{ from = a, to = b, on { x = y }, fold = nst }]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            problems(
                "Invalid merge.relations[].fold: expected one of nest, leave-out, found 'nst' (%s:"
                    + " 3); did you mean 'nest'?"));
  }

  @Test
  void refusesRelationsThatAreNoListOfObjects() {
    assertThatThrownBy(() -> read("relations = [review]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            problems(
                "Invalid merge.relations: expected a list of objects, found something else (%s:"
                    + " 3)."));
  }

  @Test
  void refusesADepthThatIsOutOfRange() {
    assertThatThrownBy(() -> read("max-depth = 17"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            problems(
                "Invalid merge.max-depth: expected a whole number from 1 to 16, found 17 (%s: 3)."));
  }

  @Test
  void refusesANegativeBroadcastLimit() {
    assertThatThrownBy(() -> read("broadcast-limit = -1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            problems(
                "Invalid merge.broadcast-limit: expected a size such as 32MiB, 0 or more, found"
                    + " '-1' (%s: 3)."));
  }

  @Test
  void recordsRefuseWhatTheSettingsRefuse() {
    assertThatThrownBy(() -> new MergeConfig("a", Map.of(), List.of(), 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid maximal depth 0: expected 1 to 16");
    assertThatThrownBy(() -> new MergeConfig("a", Map.of(), List.of(), 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid broadcast limit -1: expected 0 or more bytes");
    assertThatThrownBy(() -> new RelationConfig("a", List.of("x"), "b", List.of(), FoldKind.NEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid relation from a to b: expected as many columns on both sides, found [x] and"
                + " []");
  }

  private MergeConfig read(String merge) throws IOException {
    Files.writeString(
        file(),
        """
        source { database = shop, user = reader }
        merge.grain = order_item
        merge { %s }
        """
            .formatted(merge));
    return new ConfigReader(Map.of(), directory).read(Optional.of(file()), List.of()).merge();
  }

  private Path file() {
    return directory.resolve("job.conf");
  }

  private String problems(String... problems) {
    List<String> named =
        List.of(problems).stream().map(one -> one.replace("%s", file().toString())).toList();
    return requireNonNull(new ConfigurationException(named).getMessage());
  }
}
