package com.shopsphere.warehouse;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.CatalogReader;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DateFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layout of the house: data flows from left to right and no package looks to its right. */
class ArchitectureTest {

  private static final String ROOT = "com.shopsphere.warehouse";
  private static final List<String> LEFT_TO_RIGHT =
      List.of(
          "failure",
          "config",
          "bigquery",
          "catalog",
          "plan",
          "extract",
          "merge",
          "verify",
          "load",
          "intermediate",
          "report");
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static List<String> packages() {
    return LEFT_TO_RIGHT;
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageImportsOnlyPackagesToItsLeft(String name) {
    String[] right =
        Stream.concat(
                Stream.of(ROOT),
                LEFT_TO_RIGHT.stream()
                    .skip(LEFT_TO_RIGHT.indexOf(name) + 1L)
                    .map(ArchitectureTest::qualified))
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(qualified(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(right)
        .check(MAIN);
  }

  @Test
  void everyClassIsInAPackageOfTheHouse() {
    String[] known =
        Stream.concat(Stream.of(ROOT), LEFT_TO_RIGHT.stream().map(ArchitectureTest::qualified))
            .toArray(String[]::new);

    noClasses().should().resideOutsideOfPackages(known).check(MAIN);
  }

  @Test
  void onlyConfigKnowsTypesafeConfig() {
    noClasses()
        .that()
        .resideOutsideOfPackage(qualified("config"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.typesafe.config..")
        .check(MAIN);
  }

  @Test
  void onlyBigqueryKnowsTheInterfacesOfGoogle() {
    noClasses()
        .that()
        .resideOutsideOfPackage(qualified("bigquery"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.api..", "com.google.auth..", "com.google.cloud..")
        .check(MAIN);
  }

  @Test
  void onlyTheEdgesOfTheJobKnowJdbc() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT, qualified("catalog"), qualified("extract"), qualified("verify"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "com.mysql..")
        .check(MAIN);
  }

  @Test
  void planningKnowsNeitherSparkNorJdbc() {
    noClasses()
        .that()
        .resideInAnyPackage(
            qualified("failure"), qualified("config"), qualified("catalog"), qualified("plan"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..", "scala..")
        .check(MAIN);
    noClasses()
        .that()
        .resideInAPackage(qualified("plan"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.sql..", "javax.sql..", "com.mysql..")
                .or(type(CatalogReader.class)))
        .check(MAIN);
  }

  @Test
  void onlyReportAndIntermediateWriteJson() {
    noClasses()
        .that()
        .resideOutsideOfPackages(qualified("report"), qualified("intermediate"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(MAIN);
  }

  @Test
  void noClassDependsOnTestsOrTheDemo() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.junit..", "org.assertj..", qualified("testing") + "..", qualified("demo")))
        .check(MAIN);
  }

  @Test
  void nothingIsWrittenToTheStandardStreams() {
    noClasses().should(ACCESS_STANDARD_STREAMS).check(MAIN);
  }

  @Test
  void datesAreThoseOfJavaTime() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Calendar")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(DateFormat.class)
        .check(MAIN);
  }

  @Test
  void theProcessEndsInMainOnly() {
    noClasses()
        .that(not(type(WarehouseJob.class)))
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(MAIN);
    noClasses()
        .that(not(resideInAPackage(ROOT)))
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(MAIN);
  }

  /** Class files hold the text of a query where ArchUnit does not look. */
  @Test
  void onlyTheCatalogReaderReadsTheInformationSchema() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(Files::isRegularFile).filter(this::queriesTheSchema))
          .extracting(file -> file.getFileName().toString())
          .containsExactly("CatalogReader.java");
    }
  }

  private boolean queriesTheSchema(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).contains("FROM information_schema");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String qualified(String name) {
    return ROOT + "." + name;
  }
}
