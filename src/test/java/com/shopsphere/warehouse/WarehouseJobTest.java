package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.CapturedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line, without a database: what it prints, and the exit code that a scheduler sees.
 */
class WarehouseJobTest {

  private record Outcome(int code, String out, String err) {}

  @Test
  void tellsItsVersionAndTheCommitThatItWasBuiltFrom() {
    Outcome version = run("--version");

    assertThat(version.code()).isZero();
    assertThat(version.err()).isEmpty();
    assertThat(version.out())
        .matches(
            "shopsphere-warehouse \\d+\\.\\d+\\.\\d+ \\(commit ([0-9a-f]{40}(-dirty)?|unknown)\\)\\R");
  }

  /** If it did not, no test would end after this one. */
  @Test
  void returnsAfterASuccessInAContainerOfYarn() {
    System.setProperty("spark.master", "yarn");
    System.setProperty("spark.submit.deployMode", "cluster");
    try {
      WarehouseJob.main(new String[] {"--version"});
    } finally {
      System.clearProperty("spark.master");
      System.clearProperty("spark.submit.deployMode");
    }
  }

  @Test
  void tellsItsCommands() {
    Outcome help = run("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage: warehouse", "plan", "run", "--version");
  }

  @Test
  void tellsTheOptionsOfACommand() {
    Outcome help = run("run", "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage: warehouse run", "--config=FILE", "--set=KEY=VALUE");
  }

  @Test
  void wantsACommand() {
    Outcome refused = run();

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("Usage: warehouse");
  }

  @Test
  void refusesACommandThatDoesNotExist() {
    assertThat(run("plna").code()).isEqualTo(2);
  }

  @Test
  void refusesAnOptionThatDoesNotExist() {
    Outcome refused = run("run", "--fast");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("Usage: warehouse run");
  }

  @Test
  void tellsTheFormatsOfAPlan() {
    assertThat(run("plan", "--help").out()).contains("--format=FORMAT", "text", "json", "mermaid");
  }

  @Test
  void refusesAFormatThatDoesNotExist() {
    try (var log = CapturedLog.capture()) {
      Outcome refused = run("plan", "--format", "xml");

      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(log.errors())
          .containsExactly(
              "Invalid command line: Invalid value for option '--format': expected text, json or mermaid, found 'xml'.");
    }
  }

  @Test
  void refusesSettingsThatAreMissing() {
    assertThat(run("plan").code()).isEqualTo(2);
    assertThat(run("run").code()).isEqualTo(2);
  }

  @Test
  void refusesAFileThatIsNotThere(@TempDir Path directory) {
    assertThat(run("plan", "--config", directory.resolve("nowhere.conf").toString()).code())
        .isEqualTo(2);
  }

  @Test
  void refusesSettingsThatAreWrong(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("job.conf"), "source.prot = 1");

    assertThat(run("run", "--config", file.toString()).code()).isEqualTo(2);
  }

  @Test
  void tellsThatNothingListensForTheJob() {
    assertThat(
            run(
                    "plan",
                    "--set",
                    "source.port=1",
                    "--set",
                    "source.database=shop",
                    "--set",
                    "source.user=reader",
                    "--set",
                    "merge.grain=order_item")
                .code())
        .isEqualTo(3);
  }

  private static Outcome run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int code = WarehouseJob.run(Map.of(), arguments);
      return new Outcome(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
