package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.testing.JobJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar as it is delivered: what is in it, and what it says of itself. */
class JarIT {

  /** {@code project.build.outputTimestamp} of the POM. */
  private static final LocalDateTime BUILT = LocalDateTime.parse("2026-01-01T00:00:00");

  private static final String JOB = "com/shopsphere/warehouse/";
  private static final String RELOCATED = JOB + "shaded/";

  /** Spark, Scala, Hadoop, Jackson, slf4j and the BigQuery connector are the cluster's own. */
  @Test
  void holdsTheJobAndRelocatedLibrariesOnly() throws IOException {
    assertThat(JobJar.classes(JobJar.path()))
        .allMatch(name -> name.startsWith(JOB))
        .contains(
            JOB + "WarehouseJob.class",
            RELOCATED + "mysql/cj/jdbc/Driver.class",
            RELOCATED + "config/Config.class",
            RELOCATED + "picocli/CommandLine.class");
  }

  /** Of two classes of one name, a cluster takes its own, whatever the job was built against. */
  @Test
  void holdsNoClassThatAClusterHasToo() throws IOException {
    Set<String> ours = new HashSet<>(JobJar.classes(JobJar.path()));
    for (Path jar : preinstalled()) {
      assertThat(JobJar.classes(jar)).as(jar.toString()).doesNotContainAnyElementsOf(ours);
    }
  }

  /** What Dataproc has: Spark with Hadoop, both BigQuery connectors, the one of Cloud Storage. */
  private static List<Path> preinstalled() throws IOException {
    List<Path> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("target/spark-home/jars"))) {
      files.forEach(jars::add);
    }
    jars.add(Path.of("target/newer-connector/newer-connector.jar"));
    jars.add(onTheClassPath("gcs-connector-"));
    assertThat(jars)
        .extracting(jar -> jar.getFileName().toString())
        .anyMatch(name -> name.startsWith("spark-sql_2.13-"))
        .anyMatch(name -> name.startsWith("hadoop-client-api-"))
        .hasSizeGreaterThan(100);
    return jars;
  }

  private static Path onTheClassPath(String name) {
    return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesItsVersionAndItsCommit() throws IOException {
    try (JarFile jar = new JarFile(JobJar.path().toFile())) {
      Map<String, String> manifest =
          jar.getManifest().getMainAttributes().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      entry -> entry.getKey().toString(), entry -> entry.getValue().toString()));

      assertThat(manifest)
          .containsOnlyKeys(
              "Manifest-Version",
              "Created-By",
              "Java-Version",
              "Build-Jdk-Spec",
              "Main-Class",
              "Implementation-Title",
              "Implementation-Version",
              "Implementation-Commit")
          .containsEntry("Implementation-Version", Version.current().number())
          .containsEntry("Implementation-Commit", Version.current().commit());
      assertThat(Version.current().commit())
          .matches(Files.exists(Path.of(".git")) ? "[0-9a-f]{40}(-dirty)?" : "unknown");
    }
  }

  /** What would make two builds of one commit differ: their time, their place, a disk's order. */
  @Test
  void tellsNeitherWhenNorWhereItWasBuilt() throws IOException {
    String place = Path.of("").toAbsolutePath().toString();
    try (JarFile jar = new JarFile(JobJar.path().toFile())) {
      List<? extends ZipEntry> ours =
          jar.stream()
              .filter(entry -> entry.getName().startsWith(JOB))
              .filter(entry -> !entry.getName().startsWith(RELOCATED))
              .toList();
      for (ZipEntry entry : ours) {
        assertThat(text(jar, entry).contains(place)).as(entry.getName()).isFalse();
      }
      assertThat(ours).extracting(ZipEntry::getTimeLocal).containsOnly(BUILT);
      assertThat(ours).extracting(ZipEntry::getName).isSorted();
    }
  }

  @Test
  void itsBillOfMaterialsListsTheLibrariesInIt() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(JobJar.billOfMaterials(JobJar.path()).toFile());

    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/version").asText())
        .isEqualTo(Version.current().number());
    assertThat(bill.at("/metadata/timestamp").isMissingNode()).isTrue();
    assertThat(bill.path("components"))
        .allSatisfy(one -> assertThat(one.path("licenses")).as(one.toString()).isNotEmpty())
        .extracting(one -> one.path("group").asText() + ":" + one.path("name").asText())
        .containsExactlyInAnyOrder(
            "com.fasterxml.jackson.datatype:jackson-datatype-jdk8",
            "com.google.api-client:google-api-client",
            "com.google.api:api-common",
            "com.google.apis:google-api-services-bigquery",
            "com.google.apis:google-api-services-storage",
            "com.google.auth:google-auth-library-credentials",
            "com.google.auth:google-auth-library-oauth2-http",
            "com.google.code.gson:gson",
            "com.google.errorprone:error_prone_annotations",
            "com.google.guava:failureaccess",
            "com.google.guava:guava",
            "com.google.guava:listenablefuture",
            "com.google.http-client:google-http-client",
            "com.google.http-client:google-http-client-gson",
            "com.google.oauth-client:google-oauth-client",
            "com.mysql:mysql-connector-j",
            "com.typesafe:config",
            "info.picocli:picocli",
            "io.grpc:grpc-api",
            "io.grpc:grpc-context",
            "io.opencensus:opencensus-api",
            "io.opencensus:opencensus-contrib-http-util");
  }

  /** The bytes of an entry, each of which is one character. */
  private static String text(JarFile jar, ZipEntry entry) throws IOException {
    try (InputStream content = jar.getInputStream(entry)) {
      return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
