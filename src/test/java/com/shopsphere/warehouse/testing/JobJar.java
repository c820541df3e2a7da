package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The jar that {@code mvn package} makes, and that users submit. */
public final class JobJar {

  private JobJar() {}

  /** Absolute. */
  public static Path path() throws IOException {
    return in(Path.of("target"));
  }

  /** Of another build, absolute. */
  public static Path in(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches("shopsphere-warehouse-.*\\.jar"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("Cannot find the job's jar: mvn package makes it"))
          .toAbsolutePath();
    }
  }

  /** The list of the libraries in a jar, which Maven makes beside it. */
  public static Path billOfMaterials(Path jar) {
    return jar.resolveSibling(jar.getFileName().toString().replaceFirst("jar$", "cdx.json"));
  }

  /** What is in a jar, directories left out. */
  public static List<String> entries(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  /** The classes in a jar, as {@code com/example/Name.class}. */
  public static List<String> classes(Path file) throws IOException {
    return entries(file).stream()
        .filter(name -> name.endsWith(".class"))
        .filter(name -> !name.endsWith("module-info.class"))
        .toList();
  }
}
