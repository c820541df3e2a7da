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
  void theScriptGivesThemToADriverThatAWorkerStarts() throws IOException {
    String script = Files.readString(Path.of("submit/local.sh"));
    Stream<String> packages =
        found("for package in ([^;]+);", script)
            .flatMap(list -> Stream.of(list.split("[\\s\\\\]+")))
            .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted);
    Stream<String> others =
        found("java_17=\"(?:\\$java_17 )?(-[^\"$]+)\"", script)
            .flatMap(list -> Stream.of(list.split(" ")));

    assertThat(Stream.concat(packages, others).sorted()).containsExactlyElementsOf(WANTED);
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
