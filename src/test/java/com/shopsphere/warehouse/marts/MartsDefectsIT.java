package com.shopsphere.warehouse.marts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * dbt's tests notice what they are for: all defects are planted in one copy of marts that passed,
 * and dbt's tests run once.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsDefectsIT {

  private static final List<String> KINDS_OF_DBT =
      List.of("accepted_values", "not_null", "relationships", "unique");

  /** Kinds of all tests, by their name. */
  private static final Map<String, String> KINDS = new HashMap<>();

  private static Outcome outcome;
  private static Set<String> failed;

  @BeforeAll
  static void plantAndTest(@TempDir Path directory) throws Exception {
    Marts marts = BuiltMarts.fifteenTables().ready().marts().copiedTo(directory);
    try (Connection duckdb = marts.connect()) {
      for (Defect defect : Defect.ALL) {
        defect.plant(duckdb);
      }
    }
    outcome = marts.run("dbt", "test", "--select", "test_type:data");
    for (JsonNode node : marts.manifest().path("nodes")) {
      if (node.has("test_metadata")) {
        KINDS.put(node.path("name").asText(), node.at("/test_metadata/name").asText());
      }
    }
    failed =
        marts.statuses().entrySet().stream()
            .filter(status -> status.getKey().startsWith("test."))
            .filter(status -> !status.getValue().equals("pass"))
            .map(status -> status.getKey().replaceAll("^test\\.shopsphere\\.(\\w+)\\..*", "$1"))
            .collect(Collectors.toSet());
  }

  static List<Defect> defects() {
    return Defect.ALL;
  }

  @ParameterizedTest
  @MethodSource("defects")
  void eachDefectIsNoticed(Defect defect) {
    assertThat(failed).containsAll(defect.tests());
  }

  @Test
  void nothingElseIsTakenForADefect() {
    List<String> expected = Defect.ALL.stream().flatMap(defect -> defect.tests().stream()).toList();

    assertThat(expected).doesNotHaveDuplicates();
    assertThat(failed).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(outcome.exitCode()).as(outcome::output).isOne();
  }

  @Test
  void everyKindOfTestHasADefect() throws IOException {
    Set<String> kinds = new HashSet<>(KINDS_OF_DBT);
    try (Stream<Path> files = Files.list(Path.of("dbt", "tests", "generic"))) {
      files.forEach(file -> kinds.add(file.getFileName().toString().replace(".sql", "")));
    }

    assertThat(
            Defect.ALL.stream()
                .flatMap(defect -> defect.tests().stream())
                .map(KINDS::get)
                .collect(Collectors.toSet()))
        .isEqualTo(kinds);
    assertThat(new HashSet<>(KINDS.values())).isEqualTo(kinds);
  }
}
