package com.shopsphere.warehouse;

import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.intermediate.StoredExtract;
import com.shopsphere.warehouse.load.RunId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The settings that decide what is read and how it is merged. They must not change from one process
 * of a run to another; all others may.
 */
record DecisiveSettings(SortedMap<String, String> values) {

  private static final List<String> SECTIONS =
      List.of("source.database", "source.types", "merge", "target.table", "target.land");

  DecisiveSettings {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  static DecisiveSettings of(JobConfig config) {
    SortedMap<String, String> settings = new TreeMap<>(config.effective());
    settings.keySet().removeIf(key -> SECTIONS.stream().noneMatch(one -> isBelow(key, one)));
    return new DecisiveSettings(settings);
  }

  private static boolean isBelow(String key, String section) {
    return key.equals(section) || key.startsWith(section + ".");
  }

  /**
   * Makes sure that these are the settings, and this the version of the job, that read the tables.
   *
   * @throws ConfigurationException naming all that differ
   */
  void requireThoseOf(StoredExtract read, RunId run) {
    List<String> problems = new ArrayList<>();
    if (!read.version().equals(Version.current().toString())) {
      problems.add(problem(run, "the job's version", read.version(), Version.current().toString()));
    }
    Set<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(read.settings().keySet());
    for (String key : keys) {
      String before = read.settings().getOrDefault(key, "not set");
      String now = values.getOrDefault(key, "not set");
      if (!before.equals(now)) {
        problems.add(problem(run, key, before, now));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static String problem(RunId run, String what, String before, String now) {
    return "Cannot go on with the run %s: %s was %s when its tables were read, it is %s now."
        .formatted(run, what, before, now);
  }
}
