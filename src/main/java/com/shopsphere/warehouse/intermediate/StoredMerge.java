package com.shopsphere.warehouse.intermediate;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.merge.MergeFigures;
import java.util.List;

/**
 * The unified table of a run.
 *
 * @param extract the process that read what was merged
 * @param figures that were counted in the merge
 * @param orphans a sentence for each foreign key that names rows which are not there
 */
public record StoredMerge(
    String extract, StoredTable table, MergeFigures figures, List<String> orphans) {

  /** Name of the document. */
  static final String NAME = "merge.json";

  public StoredMerge {
    requireNonNull(extract, "extract");
    requireNonNull(table, "table");
    requireNonNull(figures, "figures");
    orphans = List.copyOf(orphans);
  }
}
