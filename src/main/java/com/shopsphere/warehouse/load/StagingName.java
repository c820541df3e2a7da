package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run calls the things that it leaves in BigQuery and Cloud Storage, so that its id is in
 * every name.
 *
 * @param table that is published
 */
record StagingName(String table, RunId run) {

  private static final Pattern FORM = Pattern.compile("(.+)__run_(%s)".formatted(RunId.REGEX));

  StagingName {
    requireNonNull(table, "table");
    requireNonNull(run, "run");
  }

  /** The reverse of {@link #value}; empty for what no run has made. */
  static Optional<StagingName> parse(String name) {
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        ? Optional.of(new StagingName(matcher.group(1), new RunId(matcher.group(2))))
        : Optional.empty();
  }

  /** Name of the staging table, and of the directory in the bucket. */
  String value() {
    return "%s__run_%s".formatted(table, run);
  }

  /** Id of a job that is started at most once in a run. */
  String job(String purpose) {
    return "%s_%s".formatted(value(), purpose);
  }

  @Override
  public String toString() {
    return value();
  }
}
