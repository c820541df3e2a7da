package com.shopsphere.warehouse.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of {@code submit} themselves, and the two small ones that others start. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ScriptsIT {

  @TempDir private Path directory;

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(StandInGcloud.SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
    }
  }

  private Outcome run(Map<String, String> environment, Object... command)
      throws IOException, InterruptedException {
    return Submission.run(
        directory, environment, Stream.of(command).map(Object::toString).toList());
  }

  @Test
  void shellcheckFindsNothing() throws IOException, InterruptedException {
    List<Object> command =
        new ArrayList<>(
            List.of(
                GoogleMessages.program("shellcheck"),
                "--external-sources",
                "--source-path=" + Path.of("").toAbsolutePath()));
    command.addAll(scripts());

    assertThat(run(Map.of(), command.toArray()).output()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theShellOfTheSystemCanReadIt(Path script) throws IOException, InterruptedException {
    assertThat(run(Map.of(), "sh", "-n", script).errors()).isEmpty();
  }

  @Test
  void aClusterUsesTheJava17OfItsImage() throws IOException, InterruptedException {
    Path homes = directory.resolve("jvm");
    java(homes.resolve("older"), "11.0.2");
    java(homes.resolve("right"), "17.0.9");

    Outcome outcome =
        run(Map.of("JVM_DIRECTORY", homes.toString()), StandInGcloud.SCRIPTS.resolve("java17.sh"));

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    assertThat(homes.resolve("shopsphere-java").toRealPath())
        .isEqualTo(homes.resolve("right").toRealPath());
  }

  private static void java(Path home, String version) throws IOException {
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\necho 'openjdk version \"%s\"' >&2\n".formatted(version));
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private Outcome retry(String command, String... options)
      throws IOException, InterruptedException {
    List<Object> words = new ArrayList<>(List.of(StandInGcloud.SCRIPTS.resolve("retry.sh")));
    words.addAll(List.of(options));
    words.addAll(List.of("--pause", "0", "sh", "-c", "echo attempt; " + command));
    return run(Map.of(), words.toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6, 7})
  void whatAnotherAttemptCanHelpIsTriedAgain(int code) throws IOException, InterruptedException {
    Outcome outcome = retry("exit " + code);

    assertThat(outcome.exitCode()).isEqualTo(code);
    assertThat(outcome.output()).isEqualTo("attempt\nattempt\nattempt\n");
    assertThat(outcome.errors())
        .containsExactly(
            "Attempt 1 of 3 ended with %d; the next is in 0 seconds.".formatted(code),
            "Attempt 2 of 3 ended with %d; the next is in 0 seconds.".formatted(code),
            "Cannot go on: attempt 3 of 3 ended with %d.".formatted(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 5, 137})
  void whatAnotherAttemptCannotHelpIsFinal(int code) throws IOException, InterruptedException {
    Outcome outcome = retry("exit " + code);

    assertThat(outcome.exitCode()).isEqualTo(code);
    assertThat(outcome.output()).isEqualTo("attempt\n");
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void anAttemptThatSucceedsIsTheLast() throws IOException, InterruptedException {
    Outcome outcome = retry("if [ -e done ]; then exit 0; fi; touch done; exit 3");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output()).isEqualTo("attempt\nattempt\n");
  }

  @Test
  void theCommandEndsWithTheScript() throws IOException, InterruptedException {
    try (Submission retrying =
        Submission.start(
            directory,
            Map.of(),
            List.of(
                StandInGcloud.SCRIPTS.resolve("retry.sh").toString(),
                "sh",
                "-c",
                "trap 'touch ended; exit 9' TERM; echo ready >&2; sleep 60 & wait"))) {
      retrying.awaitLine("ready");
      retrying.terminate();

      assertThat(retrying.await().exitCode()).isEqualTo(143);
      assertThat(directory.resolve("ended")).exists();
    }
  }
}
