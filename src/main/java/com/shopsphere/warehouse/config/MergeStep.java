package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * One merge of an ordered list that replaces inference.
 *
 * @param relation from the left table, by the role in which it was merged before, to the right one
 * @param how what becomes of rows of the left table that meet none of the right
 * @param suffix what is put behind the names of the right table's columns where they are taken;
 *     without it, each begins with the role; letters, digits and underscores
 */
public record MergeStep(RelationConfig relation, How how, Optional<String> suffix) {

  /** Which rows of the left table a merge keeps. */
  public enum How {
    /** All. */
    LEFT,
    /** Those that meet a row of the right table. */
    INNER;

    /** The name used in settings: {@code left}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public MergeStep {
    requireNonNull(relation, "relation");
    requireNonNull(how, "how");
    suffix.ifPresent(text -> NameForm.SUFFIX.require("suffix", text));
  }
}
