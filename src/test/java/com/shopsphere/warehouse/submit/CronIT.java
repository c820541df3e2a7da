package com.shopsphere.warehouse.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/scheduling.md} says to cron and about exit codes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class CronIT {

  private static final Path DOCUMENT = Path.of("docs/scheduling.md");

  @TempDir private Path home;

  private static List<String> lines(String beginning) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith(beginning))
        .toList();
  }

  @Test
  void theEntryPublishesFromAnEmptyEnvironment()
      throws IOException, InterruptedException, SQLException {
    Shop shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1);
    Map<String, String> settings = new HashMap<>(shop.environment());
    settings.put("JAVA_HOME", System.getProperty("java.home"));
    settings.put("WAREHOUSE_TARGET_PARQUET_PATH", home.resolve("published").toString());
    settings.put("SUBMIT_MASTER", "local[2]");
    settings.put("SUBMIT_MEMORY", "1g");
    Files.writeString(home.resolve(".warehouse"), exports(settings));

    Outcome outcome = asCron(command());

    String log = Files.readString(home.resolve("warehouse.log"));
    assertThat(outcome.exitCode()).as(log).isEqualTo(ExitCode.OK.code());
    assertThat(outcome.output()).isEmpty();
    assertThat(home.resolve("published/order_line.manifest.json")).exists();
    assertThat(log).contains("publish").doesNotContain("Attempt");
  }

  /** The command of the entry, without its five fields of time, where the project is. */
  private static String command() throws IOException {
    List<String> entries = lines("0 3 * * * ");
    assertThat(entries).hasSize(1);
    return entries
        .get(0)
        .substring("0 3 * * * ".length())
        .replace("/opt/shopsphere-warehouse", Path.of("").toAbsolutePath().toString());
  }

  private static String exports(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                "export %s='%s'%n"
                    .formatted(setting.getKey(), setting.getValue().replace("'", "'\\''")))
        .collect(Collectors.joining());
  }

  /** With the variables that cron sets, and no others. */
  private Outcome asCron(String command) throws IOException, InterruptedException {
    return Submission.run(
        home,
        Map.of(),
        List.of(
            "env",
            "-i",
            "HOME=" + home,
            "LOGNAME=somebody",
            "SHELL=/bin/sh",
            "PATH=/usr/bin:/bin",
            "/bin/sh",
            "-c",
            command));
  }

  @Test
  void theTableTellsOfEveryExitCodeWhetherAnotherAttemptHelps() throws IOException {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code).toList())
        .allSatisfy(
            code -> assertThat(lines("| %d | ".formatted(code))).as("code " + code).hasSize(1));
    assertThat(lines("| "))
        .filteredOn(line -> line.matches("\\| \\d \\| [^|]* \\| yes.*"))
        .extracting(line -> line.substring(2, 3))
        .containsExactly("3", "6", "7");
  }
}
