package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.JobJar;
import com.shopsphere.warehouse.testing.PySparkHome;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar is built against Spark for Scala 2.13, and runs on Spark for Scala 2.12 too, in which
 * some classes and signatures are others.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class Scala212IT {

  /** A module of Jackson that the job's jar brings, under another name. */
  private static final String IN_THE_JAR = "com.fasterxml.jackson.datatype.jdk8.";

  private static Path spark;

  @TempDir private Path directory;

  @BeforeAll
  static void installSpark() {
    spark = PySparkHome.path();
  }

  @Test
  void theJarPublishesTheTable() throws IOException, InterruptedException, SQLException {
    Shop shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1);

    Outcome outcome =
        Submission.run(
            directory,
            shop.environmentWith("SPARK_HOME", spark.toString()),
            List.of(Submission.LOCAL.toString(), "run"));

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    Path table = directory.resolve("warehouse/order_line.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              Rows.of(
                  duckdb,
                  "SELECT count(*) AS n, count(DISTINCT (order_id, sku)) AS keys FROM read_parquet('%s')"
                      .formatted(table)))
          .containsExactly("n=1000 | keys=1000");
    }
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .noneMatch(line -> line.contains("WARN") || line.contains("WARNING"));
  }

  /** What no run of a test reaches would fail in the middle of somebody's run. */
  @Test
  void allThatTheJobCallsIsThere() throws IOException {
    try (URLClassLoader cluster = cluster()) {
      Set<String> missing = new TreeSet<>();
      for (JavaClass one : job()) {
        for (JavaCodeUnitAccess<?> call : one.getCodeUnitAccessesFromSelf()) {
          CodeUnitAccessTarget target = call.getTarget();
          if (isOfTheCluster(target.getOwner()) && !isThere(cluster, target)) {
            missing.add(call.getDescription());
          }
        }
      }
      assertThat(missing).isEmpty();
    }
  }

  /**
   * A class of the job that extends or implements one of Spark's or Scala's has all its methods.
   */
  @Test
  void allThatTheJobMustImplementIsThere() throws IOException, ClassNotFoundException {
    try (URLClassLoader cluster = cluster()) {
      Set<String> missing = new TreeSet<>();
      for (JavaClass one : job()) {
        Class<?> loaded = cluster.loadClass(one.getName());
        if (!Modifier.isAbstract(loaded.getModifiers())) {
          Arrays.stream(loaded.getMethods())
              .filter(method -> Modifier.isAbstract(method.getModifiers()))
              .forEach(method -> missing.add(loaded.getName() + " lacks " + method));
        }
      }
      assertThat(missing).isEmpty();
    }
  }

  private static Iterable<JavaClass> job() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPath(Path.of("target/classes"));
  }

  /** Spark's jars and the job's own, and nothing of this test's own class path. */
  private static URLClassLoader cluster() throws IOException {
    List<URL> urls = new ArrayList<>(List.of(url(JobJar.path())));
    try (Stream<Path> jars = Files.list(spark.resolve("jars"))) {
      for (Path jar : jars.toList()) {
        urls.add(url(jar));
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  private static boolean isOfTheCluster(JavaClass owner) {
    return Stream.of("org.apache.", "scala.", "com.fasterxml.", "org.slf4j.")
            .anyMatch(owner.getName()::startsWith)
        && !owner.getName().startsWith(IN_THE_JAR);
  }

  private static boolean isThere(ClassLoader cluster, CodeUnitAccessTarget target) {
    try {
      return declares(cluster.loadClass(target.getOwner().getName()), target);
    } catch (ClassNotFoundException gone) {
      return false;
    }
  }

  private static boolean declares(Class<?> type, CodeUnitAccessTarget target) {
    return Stream.concat(
                Arrays.stream(type.getDeclaredMethods()).map(Scala212IT::signature),
                Arrays.stream(type.getDeclaredConstructors()).map(Scala212IT::signature))
            .anyMatch(signature(target)::equals)
        || parents(type).anyMatch(parent -> declares(parent, target));
  }

  private static Stream<Class<?>> parents(Class<?> type) {
    Stream<Class<?>> interfaces = Arrays.stream(type.getInterfaces());
    Class<?> extended = type.isInterface() ? Object.class : type.getSuperclass();
    return Stream.concat(Stream.ofNullable(extended), interfaces);
  }

  private static String signature(Method method) {
    return signature(method.getName(), method.getParameterTypes(), method.getReturnType());
  }

  private static String signature(Constructor<?> constructor) {
    return signature("<init>", constructor.getParameterTypes(), void.class);
  }

  private static String signature(String name, Class<?>[] parameters, Class<?> result) {
    return name + Arrays.stream(parameters).map(Class::getName).toList() + result.getName();
  }

  private static String signature(CodeUnitAccessTarget target) {
    return target.getName()
        + target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
        + target.getRawReturnType().getName();
  }
}
