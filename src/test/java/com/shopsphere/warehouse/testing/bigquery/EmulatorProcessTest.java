package com.shopsphere.warehouse.testing.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorProcessTest {

  private static final Path LAUNCHER = Path.of("/somewhere/launch_emulator.py");

  @TempDir private Path directory = Path.of("");
  private @Nullable Process process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void stopsTheLeftOverThatRunsTheLauncher() throws IOException {
    var leftOver = start(List.of("sh", "-c", "sleep 60; :", LAUNCHER.toString()));

    EmulatorProcess.stopLeftOver(directory, LAUNCHER);

    assertThat(leftOver.isAlive()).isFalse();
  }

  @Test
  void leavesAStrangerWithTheSameProcessIdAlone() throws IOException {
    var stranger = start(List.of("sh", "-c", "sleep 60; :", "another_program.py"));

    EmulatorProcess.stopLeftOver(directory, LAUNCHER);

    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void ignoresADirectoryWithoutProcessId() {
    EmulatorProcess.stopLeftOver(directory, LAUNCHER);

    assertThat(directory).isEmptyDirectory();
  }

  private Process start(List<String> command) throws IOException {
    process = new Command(command, Map.of(), directory.resolve("log")).start();
    Files.writeString(directory.resolve("emulator.pid"), Long.toString(process.pid()));
    return process;
  }
}
