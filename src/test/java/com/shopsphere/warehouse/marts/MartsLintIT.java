package com.shopsphere.warehouse.marts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The rules that the dbt project keeps, and what it says of itself. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsLintIT {

  private static final Path PROJECT = Path.of("dbt").toAbsolutePath();

  /** A row of dbt-bouncer's table, or a line of sqlfluff's list. */
  private static final Pattern BROKEN_RULE =
      Pattern.compile(
          "^│ check_\\w+:\\d+:\\w+|^L: .* \\| [A-Z]{2}\\d\\d(?= \\|)", Pattern.MULTILINE);

  private static Outcome ofTheProject;

  @TempDir private Path directory;

  /** Also installs the linters, which a copy of the project cannot. */
  @BeforeAll
  static void lintTheProject(@TempDir Path directory) throws Exception {
    ofTheProject = marts(directory).run("lint");
  }

  @Test
  void theProjectKeepsItsRules() {
    assertThat(ofTheProject.exitCode()).as(ofTheProject::output).isZero();
    assertThat(ofTheProject.output()).contains("All checks passed!", "All Finished!");
  }

  private Marts marts() throws Exception {
    return marts(directory);
  }

  private static Marts marts(Path directory) throws Exception {
    return BuiltMarts.fifteenTables().ready().marts().copiedTo(directory.resolve("marts"));
  }

  /** In a copy of the project that has its rules, its sources and little else. */
  @Test
  void aModelThatBreaksARuleIsNamedWithTheRule() throws Exception {
    Path project = copyWithoutModels();
    Path models = Files.createDirectories(project.resolve("dbt/models/intermediate"));
    Files.writeString(
        models.resolve("orders_by_hand.sql"),
        "SELECT order_id from {{ source('shopsphere', 'order_line') }}\n");
    Path marts = Files.createDirectories(project.resolve("dbt/models/marts/shared"));
    Files.writeString(
        marts.resolve("dim_order.sql"),
        "select order_id as order_key from {{ ref('orders_by_hand') }}\n");
    Files.writeString(
        marts.resolve("dim_order.yml"),
        """
        models:
          - name: dim_order
            description: Orders.
            columns: [{name: order_key, data_type: string}]
        """);

    try (Submission submission =
        marts().start(project.resolve("submit/marts.sh"), Map.of(), "lint")) {
      Outcome outcome = submission.await();

      assertThat(outcome.exitCode()).as(outcome::output).isOne();
      assertThat(broken(outcome))
          .containsExactlyInAnyOrder(
              "check_lineage_source_cannot_be_used orders_by_hand",
              "check_model_column_description_populated dim_order",
              "check_model_column_has_specified_test dim_order",
              "check_model_description_contains_regexp_pattern dim_order",
              "check_model_description_contains_regexp_pattern orders_by_hand",
              "check_model_documented_in_same_directory orders_by_hand",
              "check_model_has_group dim_order",
              "check_model_has_unique_test dim_order",
              "check_model_has_unique_test orders_by_hand",
              "check_model_has_unit_tests orders_by_hand",
              "check_model_names orders_by_hand",
              "check_model_property_file_location orders_by_hand",
              "CP01");
    }
  }

  /** The rules that the output names, each with the model. */
  private static List<String> broken(Outcome outcome) {
    return BROKEN_RULE
        .matcher(outcome.output())
        .results()
        .map(rule -> rule.group().replaceAll("^\\W+|^L: .* (?=[A-Z]{2}\\d)", ""))
        .map(rule -> rule.replaceAll(":\\d+:", " "))
        .toList();
  }

  private Path copyWithoutModels() throws IOException {
    Path project = directory.resolve("a project");
    Files.createDirectories(project.resolve("submit"));
    Files.copy(Marts.SCRIPT, project.resolve("submit/marts.sh"));
    Files.createDirectories(project.resolve("dbt/models/staging"));
    List<String> copied =
        List.of(
            ".sqlfluff",
            "checks/manifest/ownership.py",
            "dbt-bouncer.yml",
            "dbt_project.yml",
            "models/marts/_groups.yml",
            "models/staging/_sources.yml",
            "models/staging/stg_shopsphere__manifest.sql",
            "models/staging/stg_shopsphere__manifest.yml",
            "profiles.yml",
            "requirements-lint.txt",
            "requirements.txt");
    Files.createSymbolicLink(project.resolve("dbt/.venv"), PROJECT.resolve(".venv"));
    for (String file : copied) {
      Path copy = project.resolve("dbt").resolve(file);
      Files.createDirectories(copy.resolveSibling(""));
      Files.copy(PROJECT.resolve(file), copy);
    }
    return project;
  }

  @Test
  void everyModelAndColumnIsDescribedOnOnePage() throws Exception {
    Marts marts = marts();

    Outcome outcome = marts.run("docs");

    assertThat(outcome.exitCode()).as(outcome::output).isZero();
    Path page = marts.artifacts().resolve("static_index.html");
    assertThat(outcome.output()).isEqualTo(page + "\n");
    assertThat(page).content().contains("<html", "One row per order line. Built by merge");
    JsonNode catalog = marts.artifact("catalog.json").path("nodes");
    List<String> undescribed = new ArrayList<>();
    int models = 0;
    for (JsonNode node : marts.manifest().path("nodes")) {
      if (node.path("resource_type").asText().equals("model")) {
        models++;
        undescribed.addAll(undescribed(node, catalog.path(node.path("unique_id").asText())));
      }
    }
    assertThat(undescribed).isEmpty();
    try (Stream<Path> files = Files.walk(PROJECT.resolve("models"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".sql"))).hasSize(models);
    }
  }

  /** The model if it has no description, and each column of its table that has none. */
  private static List<String> undescribed(JsonNode model, JsonNode table) {
    String name = model.path("name").asText();
    List<String> undescribed = new ArrayList<>();
    if (model.path("description").asText().isBlank()) {
      undescribed.add(name);
    }
    if (table.path("columns").isEmpty()) {
      undescribed.add(name + " has no table");
    }
    table
        .path("columns")
        .fieldNames()
        .forEachRemaining(
            column -> {
              if (model.at("/columns/%s/description".formatted(column)).asText().isBlank()) {
                undescribed.add(name + "." + column);
              }
            });
    return undescribed;
  }
}
