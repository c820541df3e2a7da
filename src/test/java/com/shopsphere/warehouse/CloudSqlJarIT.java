package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.config.CloudSql;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.Command;
import com.shopsphere.warehouse.testing.JobJar;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * The jar that {@code mvn -Pcloud-sql package} makes, with Google's own connector in it. It is
 * built beside this build, from the classes that this one has compiled.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class CloudSqlJarIT {

  private static final String CONNECTOR = "com/google/cloud/sql/";
  private static final String RELOCATED = "com/shopsphere/warehouse/shaded/";

  @TempDir private static Path project;
  private static Path jar;

  @TempDir private Path work;

  @BeforeAll
  static void build() throws IOException {
    Path target = Files.createDirectory(project.resolve("target"));
    for (String part : List.of("pom.xml", "conf", "src", "submit", "target/spark-home")) {
      Files.createSymbolicLink(project.resolve(part), Path.of(part).toAbsolutePath());
    }
    copy(Path.of("target/classes"), target.resolve("classes"));
    new Command(
            List.of(
                Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
                "-B",
                "-f",
                project.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + System.getProperty("maven.repository"),
                "-Dmaven.main.skip=true",
                "-Dmaven.test.skip=true",
                "-Dmdep.skip=true",
                "-Dspotless.check.skip=true",
                "-Pcloud-sql",
                "package"),
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            project.resolve("build.log"))
        .run(Duration.ofMinutes(4));
    jar = JobJar.in(target);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** All but the connector, which Connector/J is told of by the name of one of its classes. */
  @Test
  void theConnectorAloneKeepsItsNames() throws IOException {
    Set<String> added = new HashSet<>(JobJar.classes(jar));
    added.removeAll(JobJar.classes(JobJar.path()));

    assertThat(added)
        .contains(CloudSql.SOCKET_FACTORY.replace('.', '/') + ".class")
        .allMatch(name -> name.startsWith(CONNECTOR) || name.startsWith(RELOCATED));
  }

  /** A service of the JDK that the jar named would be every library's. */
  @Test
  void namesTheDriverAsItsOnlyService() throws IOException {
    assertThat(JobJar.entries(jar).stream().filter(name -> name.startsWith("META-INF/services/")))
        .containsExactly("META-INF/services/java.sql.Driver");
  }

  @Test
  void bringsNothingElseThatCouldBeTakenForAnother() throws IOException {
    Set<String> added = new HashSet<>(JobJar.entries(jar));
    added.removeAll(JobJar.entries(JobJar.path()));

    assertThat(added.stream().filter(name -> !name.endsWith(".class")))
        .allMatch(name -> name.contains("com.google.cloud.sql/") || name.startsWith(RELOCATED));
  }

  @Test
  void itsBillOfMaterialsListsWhatTheConnectorBrings() throws IOException {
    List<String> added = libraries(jar);
    added.removeAll(libraries(JobJar.path()));

    assertThat(added)
        .containsExactlyInAnyOrder(
            "com.github.jnr:jnr-unixsocket",
            "com.google.apis:google-api-services-sqladmin",
            "com.google.cloud.sql:jdbc-socket-factory-core",
            "com.google.cloud.sql:mysql-socket-factory-connector-j-8",
            "com.google.protobuf:protobuf-java",
            "dnsjava:dnsjava");
  }

  private static List<String> libraries(Path jar) throws IOException {
    JsonNode bill = new ObjectMapper().readTree(JobJar.billOfMaterials(jar).toFile());
    return bill.findParents("purl").stream()
        .map(one -> one.path("group").asText() + ":" + one.path("name").asText())
        .collect(Collectors.toList());
  }

  /** The environment of the tests has no server that tells who this machine is. */
  @Test
  void theConnectorAsksForCredentialsAndTheJobEndsWithItsWords()
      throws IOException, InterruptedException {
    Outcome outcome =
        Submission.run(
            work,
            Map.of(
                "WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE",
                "my-project:europe-west1:shop",
                "WAREHOUSE_SOURCE_PASSWORD",
                "x",
                "CLOUDSDK_CONFIG",
                work.toString(),
                "GOOGLE_APPLICATION_CREDENTIALS",
                ""),
            List.of(project.resolve("submit/local.sh").toString(), "plan"));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.SOURCE.code());
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .contains(
            "ERROR Cannot connect to MySQL at my-project:europe-west1:shop: Your default credentials were not found. ")
        .endsWith(" (source.cloud-sql).");
  }
}
