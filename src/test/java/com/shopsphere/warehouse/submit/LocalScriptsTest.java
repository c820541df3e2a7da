package com.shopsphere.warehouse.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code local.cmd}, which no test can run, says and does what {@code local.sh} does. */
class LocalScriptsTest {

  private static final Path SCRIPTS = Path.of("submit");

  @Test
  void bothGiveTheSameHelp() throws IOException {
    List<String> unix = between(lines("local.sh"), "  cat <<'TEXT'", "TEXT");
    List<String> windows = between(lines("local.cmd"), ":usage", "exit /b 0");

    assertThat(windows.stream().map(LocalScriptsTest::echoed).map(LocalScriptsTest::spaced))
        .isNotEmpty()
        .containsExactlyElementsOf(
            unix.stream().map(LocalScriptsTest::onWindows).map(LocalScriptsTest::spaced).toList());
  }

  private static String echoed(String line) {
    return line.equals("echo.") ? "" : line.replaceFirst("^echo ", "");
  }

  private static String onWindows(String line) {
    return line.replace("local.sh", "local.cmd").replace('/', '\\');
  }

  /** One name is longer than the other, so that the columns are not. */
  private static String spaced(String line) {
    return line.replaceAll(" +", " ");
  }

  @Test
  void bothSubmitTheJobWithTheSameOptions() throws IOException {
    List<String> unix =
        command("local.sh").stream()
            .map(line -> line.replace("-Dlog4j2.configurationFile=\\\"$logging\\\"", ""))
            .map(line -> line.replaceAll("\\$\\{(\\w+):-[^}]*}", "%$1%"))
            .map(line -> line.replaceAll("\\$(\\w+)", "%$1%"))
            .toList();

    assertThat(command("local.cmd"))
        .contains("--driver-java-options \"%java_options%\"", "--conf spark.ui.enabled=false")
        .containsExactlyElementsOf(unix);
  }

  /** What stands between the name of the class to start and the job's jar. */
  private static List<String> command(String script) throws IOException {
    return lines(script).stream()
        .map(String::strip)
        .dropWhile(line -> !line.startsWith("--master"))
        .takeWhile(line -> line.endsWith("\\") || line.endsWith("^"))
        .map(line -> line.substring(0, line.length() - 1).strip())
        .toList();
  }

  @Test
  void bothHaveTheSameDefaults() throws IOException {
    Map<String, String> unix =
        found("\\$\\{(\\w+):-([^}]+)}", "local.sh")
            .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
    Map<String, String> windows = new TreeMap<>();
    found("if not defined (\\w+) set \"\\w+=([^\"]+)\"", "local.cmd")
        .forEach(one -> windows.put(one.group(1), one.group(2)));
    // What submit/spark-home.sh says.
    windows.keySet().removeAll(List.of("SPARK_HOME", "SPARK_SCALA_VERSION"));

    assertThat(windows)
        .containsEntry("SUBMIT_MASTER", "local[*]")
        .containsExactlyInAnyOrderEntriesOf(unix);
  }

  @Test
  void bothLeaveTheSettingsToWhoeverNamesSome() throws IOException {
    List<String> unix =
        found("(--config) \\| --config=\\* \\| (.*)\\) config=no", "local.sh")
            .flatMap(one -> Stream.concat(Stream.of(one.group(1)), words(one.group(2), " \\| ")))
            .toList();
    List<String> windows =
        found("if \"%~1\"==\"(\\S+)\" set \"config=\"", "local.cmd")
            .map(one -> one.group(1))
            .toList();

    assertThat(windows).contains("--config", "--version").isEqualTo(unix);
    assertThat(read("local.sh")).contains("--config \"$root/conf/local.conf\"");
    assertThat(read("local.cmd")).contains("--config \"%root%\\conf\\local.conf\"");
  }

  private static Stream<String> words(String text, String between) {
    return Stream.of(text.split(between));
  }

  @Test
  void bothReadTheOptionsOfTheJvmFromOneFile() throws IOException {
    assertThat(read("local.sh")).contains("grep '^-' \"$root/submit/java-options.txt\"");
    assertThat(read("local.cmd")).contains("eol=# delims=\" %%o in (\"%~dp0java-options.txt\")");
    assertThat(lines("java-options.txt"))
        .as("a comment, nothing, or an option in which cmd and a shell see nothing of their own")
        .allMatch(line -> line.matches("(#.*)?|-[A-Za-z0-9:+=./-]+"));
  }

  @Test
  void bothLogAsTheProjectSays() throws IOException {
    assertThat(read("local.sh")).contains("$root/conf/log4j2.properties");
    assertThat(read("local.cmd"))
        .contains("set \"LOG4J_CONFIGURATION_FILE=%root%\\conf\\log4j2.properties\"");
  }

  /** cmd reads a file in the code page of the machine, and wants CR LF at the ends of lines. */
  @Test
  void windowsCanReadItsScript() throws IOException {
    assertThat(read("local.cmd").chars()).allMatch(character -> character < 128);
    assertThat(Files.readAllLines(Path.of(".gitattributes"))).contains("*.cmd text eol=crlf");
  }

  private static Stream<MatchResult> found(String pattern, String script) throws IOException {
    return Pattern.compile(pattern).matcher(read(script)).results();
  }

  private static List<String> between(List<String> lines, String first, String last) {
    return lines.stream()
        .dropWhile(line -> !line.equals(first))
        .skip(1)
        .takeWhile(line -> !line.equals(last))
        .toList();
  }

  private static List<String> lines(String script) throws IOException {
    return read(script).lines().toList();
  }

  private static String read(String script) throws IOException {
    return Files.readString(SCRIPTS.resolve(script));
  }
}
