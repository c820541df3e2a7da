package com.shopsphere.warehouse.failure;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a file system of Hadoop complains of, in one line. Those of object stores quote a whole
 * answer of HTTP, and know no other words than an {@link IOException}.
 */
public final class FileFailures {

  /** Their classes; below a task of Spark's, nothing else says that files are the matter. */
  private static final List<String> FILE_SYSTEMS =
      List.of("org.apache.hadoop.fs.", "com.google.cloud.hadoop.");

  /** What the service says, in the JSON of its answer. */
  private static final Pattern ANSWER = Pattern.compile("\"message\"\\s*:\\s*\"([^\"]+)\"");

  private FileFailures() {}

  /** The first exception that a file system has thrown. */
  public static Optional<Throwable> find(Throwable failed) {
    return Causes.of(failed).filter(FileFailures::isOfAFileSystem).findFirst();
  }

  private static boolean isOfAFileSystem(Throwable one) {
    return one instanceof IOException
        && Stream.of(one.getStackTrace())
            .anyMatch(frame -> FILE_SYSTEMS.stream().anyMatch(frame.getClassName()::startsWith));
  }

  /**
   * Type and text, without a point at the end. Of several failures at once, which a composite
   * suppresses, the first.
   */
  public static String text(Throwable failed) {
    Throwable told = failed.getSuppressed().length == 0 ? failed : failed.getSuppressed()[0];
    String type = told.getClass().getSimpleName();
    String line = told.getMessage() == null ? "" : told.getMessage().lines().findFirst().orElse("");
    String text = line.isBlank() ? type : type + ": " + line.strip();
    return withoutPoint(answer(told).map(answer -> text + ": " + answer).orElse(text));
  }

  private static Optional<String> answer(Throwable failed) {
    return Causes.of(failed)
        .map(one -> ANSWER.matcher(String.valueOf(one.getMessage())))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  private static String withoutPoint(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
