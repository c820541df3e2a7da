package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The folds that the configuration chooses, and whether each of them was of use. */
final class Folds {

  private static final String OWN = "merge.relations[].fold";

  /**
   * A fold for one edge.
   *
   * @param setting that chooses it, for messages
   * @param ofThisEdge whether it names this edge and no other: then it wins over every bound
   */
  record Choice(FoldConfig fold, String setting, boolean ofThisEdge) {

    boolean is(Class<? extends FoldConfig> kind) {
      return kind.isInstance(fold);
    }

    /** As it is written: {@code merge.folds.note = nest}. */
    @Override
    public String toString() {
      return "%s = %s".formatted(setting, fold.kind());
    }
  }

  private final Map<String, FoldConfig> configured;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> used = new HashSet<>();
  private final Map<String, PlanException> missed = new HashMap<>();

  Folds(Map<String, FoldConfig> configured) {
    this.configured = configured;
  }

  /** The setting that chooses the fold of a role or table. */
  static String setting(String name) {
    return "merge.folds." + name;
  }

  /**
   * The relation's own fold, else that of the role, else that of the table. A relation's own fold
   * means the edge where a path meets it first, lest it be followed for ever round a cycle.
   */
  Optional<Choice> of(Draft node, Relation relation, String role) {
    known.add(role);
    known.add(relation.to().name());
    return relation
        .fold()
        .map(own -> new Choice(own, OWN, node.timesFollowed(relation) == 0))
        .or(() -> named(role, true))
        .or(() -> named(relation.to().name(), false));
  }

  private Optional<Choice> named(String name, boolean ofThisEdge) {
    return Optional.ofNullable(configured.get(name))
        .map(fold -> new Choice(fold, setting(name), ofThisEdge));
  }

  /** Tells that a choice took effect. */
  void use(Choice choice) {
    used.add(choice.setting());
  }

  /** Tells that a choice had no effect on an edge; it may have one on another. */
  void miss(Choice choice, PlanException why) {
    missed.putIfAbsent(choice.setting(), why);
  }

  /**
   * Tells that a choice does not fit an edge. It may fit another, unless it is the relation's own.
   */
  void refuse(Choice choice, PlanException why) {
    if (choice.setting().equals(OWN)) {
      throw why;
    }
    miss(choice, why);
  }

  /**
   * Makes sure that no fold was written in vain.
   *
   * @throws PlanException naming the first that was not used, and why
   */
  void requireAllUsed() {
    for (String name : configured.keySet()) {
      if (!used.contains(setting(name))) {
        throw missed.getOrDefault(setting(name), unknown(name));
      }
    }
  }

  private PlanException unknown(String name) {
    return new PlanException(
        "Cannot use the fold of '%s' (merge.folds): expected a role or table that a relation of the tree leads to%s"
            .formatted(name, didYouMean(name, known)));
  }
}
