package com.shopsphere.warehouse.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import com.shopsphere.warehouse.testing.VirtualEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Google's own libraries for Python, and a real Airflow: they read what would be sent to Google. A
 * field or a flag that they do not know fails.
 */
final class GoogleMessages {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Path PROGRAMS =
      Path.of("src/test/resources/com/shopsphere/warehouse/submit").toAbsolutePath();

  private static final String ANSWER = "answer.json";

  private GoogleMessages() {}

  /** A program of the environment in which they are installed. */
  static Path program(String name) {
    try {
      byte[] requirements = Files.readAllBytes(PROGRAMS.resolve("requirements.txt"));
      return VirtualEnvironment.at(Path.of("target", "google-messages"), requirements, () -> {})
          .home()
          .resolve("bin")
          .resolve(name);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What gcloud 528.0.0 itself sent, without anybody who answers: arguments, request and body. */
  static JsonNode sentByGcloud() throws IOException {
    return JSON.readTree(Files.readString(PROGRAMS.resolve("gcloud_528_requests.json")));
  }

  /**
   * The message that a command of {@code google_messages.py} makes of something.
   *
   * @throws IllegalStateException if it cannot be read; it quotes the last lines
   */
  static JsonNode read(Path directory, String command, Object given)
      throws IOException, InterruptedException {
    Outcome outcome = attempt(directory, command, given);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(
          "Cannot read %s:%n%s".formatted(given, String.join("\n", outcome.errors())));
    }
    return JSON.readTree(Files.readString(directory.resolve(ANSWER)));
  }

  /** The same, whether it can be read or not. */
  static Outcome attempt(Path directory, String command, Object given)
      throws IOException, InterruptedException {
    Path file = directory.resolve("given.json");
    Files.writeString(file, JSON.writeValueAsString(given));
    Map<String, String> environment = new HashMap<>();
    environment.put("AIRFLOW_HOME", directory.resolve("airflow").toString());
    environment.put("AIRFLOW__CORE__LOAD_EXAMPLES", "False");
    environment.put("NO_GCE_CHECK", "true");
    environment.put("GCE_METADATA_HOST", "127.0.0.1:1");
    return Submission.run(
        directory,
        environment,
        List.of(
            program("python").toString(),
            PROGRAMS.resolve("google_messages.py").toString(),
            command,
            file.toString(),
            directory.resolve(ANSWER).toString()));
  }
}
