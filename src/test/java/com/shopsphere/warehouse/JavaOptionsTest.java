package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** What this version of Spark wants of a JVM of Java 17. */
class JavaOptionsTest {

  private static final List<String> WANTED =
      Stream.of(JavaModuleOptions.defaultModuleOptions().split("\\s+")).sorted().toList();

  @Test
  void theScriptsGiveThemToADriverThatAWorkerStarts() throws IOException {
    List<String> given = options(Path.of("submit/java-options.txt"));

    assertThat(given).containsAll(WANTED);
    assertThat(given.stream().filter(option -> !WANTED.contains(option)))
        .containsExactly(
            "-XX:-DontCompileHugeMethods",
            "-XX:+UseParallelGC",
            "-Dfile.encoding=UTF-8",
            "-Dsun.stdout.encoding=UTF-8");
  }

  private static List<String> options(Path file) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> line.startsWith("-")).toList();
  }

  @Test
  void theTestsRunWithThem() throws IOException {
    Stream<String> flags =
        found("<spark.jvm.flags>([^<]+)<", Files.readString(Path.of("pom.xml")))
            .flatMap(list -> Stream.of(list.split("\\s+")));

    assertThat(flags.sorted()).containsExactlyElementsOf(WANTED);
  }

  private static Stream<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1));
  }
}
