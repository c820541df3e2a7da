package com.shopsphere.warehouse.submit;

import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A directory with a {@code gcloud} in it that calls nobody: it writes down its arguments, and its
 * standard input where a template is imported.
 */
final class StandInGcloud {

  /** The scripts of the project. */
  static final Path SCRIPTS = Path.of("submit").toAbsolutePath();

  private static final String SCRIPT =
      """
      #!/bin/sh
      number=0
      while [ -e "$GCLOUD_CALLS/$number" ]; do number=$((number + 1)); done
      printf '%s\\0' "$@" > "$GCLOUD_CALLS/$number"
      case "$*" in
        *" import "*) cat > "$GCLOUD_CALLS/input" ;;
      esac
      case "$*" in
        "$GCLOUD_FAILS_AT"*) echo "ERROR: (gcloud) as told" >&2; exit 1 ;;
      esac
      """;

  private final Path directory;

  StandInGcloud(Path directory) throws IOException {
    this.directory = directory;
    Path program = Files.createDirectories(directory.resolve("bin")).resolve("gcloud");
    Files.writeString(program, SCRIPT);
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("Cannot make %s executable".formatted(program));
    }
    forget();
  }

  /** Runs a script of the project where this is the gcloud. */
  Outcome run(Map<String, String> settings, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
    command.addAll(List.of(arguments));
    return Submission.run(directory, environment(settings), command);
  }

  /**
   * The one sentence with which a script refuses what it was given.
   *
   * @throws IllegalStateException if it does anything else
   */
  String refusal(Map<String, String> settings, String script, String... arguments)
      throws IOException, InterruptedException {
    Outcome outcome = run(settings, script, arguments);
    if (outcome.exitCode() != ExitCode.CONFIGURATION.code()
        || outcome.errors().size() != 1
        || !calls().isEmpty()) {
      throw new IllegalStateException("Expected a refusal, found " + outcome);
    }
    return outcome.errors().get(0);
  }

  /** Lets a shell read what a script printed. */
  Outcome paste(String commands) throws IOException, InterruptedException {
    return Submission.run(directory, environment(Map.of()), List.of("sh", "-c", commands));
  }

  private Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.putIfAbsent("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    environment.putIfAbsent("GCLOUD_FAILS_AT", "nothing");
    environment.put("GCLOUD_CALLS", directory.resolve("calls").toString());
    return environment;
  }

  /** The arguments of each call since the start, or since they were forgotten. */
  List<List<String>> calls() throws IOException {
    List<List<String>> calls = new ArrayList<>();
    for (int number = 0; Files.exists(call(number)); number++) {
      // Each argument ends with a NUL.
      String[] arguments = Files.readString(call(number)).split("\0", -1);
      calls.add(List.of(arguments).subList(0, arguments.length - 1));
    }
    return calls;
  }

  /** The only call. */
  List<String> call() throws IOException {
    List<List<String>> calls = calls();
    if (calls.size() != 1) {
      throw new IllegalStateException("Expected one call of gcloud, found %s".formatted(calls));
    }
    return calls.get(0);
  }

  /** The last template that was imported. */
  String imported() throws IOException {
    return Files.readString(directory.resolve("calls/input"));
  }

  void forget() throws IOException {
    Path calls = Files.createDirectories(directory.resolve("calls"));
    for (int number = 0; Files.deleteIfExists(call(number)); number++) {
      // Until there is no further call.
    }
    Files.deleteIfExists(calls.resolve("input"));
  }

  private Path call(int number) {
    return directory.resolve("calls").resolve(Integer.toString(number));
  }
}
