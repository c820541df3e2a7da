package com.shopsphere.warehouse.intermediate;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Comments;
import com.shopsphere.warehouse.extract.SnapshotPoint;
import com.shopsphere.warehouse.verify.Inspection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All tables of a run, at one instant, with all that was asked of the server: nothing else is
 * needed of it.
 *
 * @param execution the process that read them
 * @param version of the job that read them
 * @param settings that decide what is read, by key
 * @param tables by the role in the merge tree
 * @param landed by the name under which each is published
 */
public record StoredExtract(
    String execution,
    String version,
    SortedMap<String, String> settings,
    Catalog catalog,
    Comments comments,
    SnapshotPoint snapshot,
    Inspection inspection,
    Map<String, StoredRead> tables,
    Map<String, StoredRead> landed) {

  /** Name of the document. */
  static final String NAME = "extract.json";

  public StoredExtract {
    requireNonNull(execution, "execution");
    requireNonNull(version, "version");
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    requireNonNull(catalog, "catalog");
    requireNonNull(comments, "comments");
    requireNonNull(snapshot, "snapshot");
    requireNonNull(inspection, "inspection");
    tables = Map.copyOf(tables);
    landed = Map.copyOf(landed);
  }
}
