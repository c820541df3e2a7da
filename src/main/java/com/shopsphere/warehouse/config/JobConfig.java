package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All settings of a run.
 *
 * @param effective every setting by its key as text, secrets masked; safe to print
 */
public record JobConfig(
    SourceConfig source,
    ReadConfig read,
    MergeConfig merge,
    StagingConfig staging,
    TargetConfig target,
    SortedMap<String, String> effective) {

  public JobConfig {
    requireNonNull(source, "source");
    requireNonNull(read, "read");
    requireNonNull(merge, "merge");
    requireNonNull(staging, "staging");
    requireNonNull(target, "target");
    effective = Collections.unmodifiableSortedMap(new TreeMap<>(effective));
  }
}
