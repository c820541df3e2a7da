package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.config.FoldConfig.Flatten;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.failure.PlanException;
import com.shopsphere.warehouse.plan.Folds.Choice;
import com.shopsphere.warehouse.plan.Roles.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The rules by which a merge tree grows from the grain table outward, nearest tables first.
 *
 * <ul>
 *   <li>Many-to-one and one-to-one: flattened.
 *   <li>One-to-many: left out, unless a fold is chosen for it. A bridge is nested, and what it
 *       leads across to is flattened inside it.
 *   <li>Out of a folded table nothing else is followed.
 *   <li>Nothing is followed back the way it came, round a cycle twice, deeper or wider than
 *       configured.
 *   <li>A fold that is chosen for the very edge wins over all of these, but for the width. One of a
 *       configured relation is met again wherever its table is, so it wins once on each way.
 *   <li>A fold that does not fit any edge it is chosen for is refused.
 * </ul>
 *
 * <p>The same catalog and configuration give the same tree.
 */
final class Inference {

  private static final Flatten FLATTEN = new Flatten();

  /** What becomes of a relation. */
  private sealed interface Decision {
    /**
     * @param setting that chooses the fold, or could
     */
    record Follow(FoldConfig fold, String setting) implements Decision {}

    record LeaveOut(String reason) implements Decision {}
  }

  private final MergeConfig config;
  private final Relations relations;
  private final SelfReferences selfReferences;
  private final Folds folds;
  private final Roles roles;
  private final Width width;
  private final List<LeftOut> leftOut = new ArrayList<>();

  Inference(Catalog catalog, MergeConfig config, LeftOutColumns leftOutColumns) {
    this.config = config;
    this.relations = new Relations(catalog, config.relations());
    this.selfReferences = new SelfReferences(catalog, relations, config.selfReferences());
    this.folds = new Folds(config.folds());
    this.roles = new Roles(config.roles());
    this.width = new Width(leftOutColumns, config.limits());
  }

  /** Relations that are not in the tree, in the order in which they were met. */
  List<LeftOut> leftOut() {
    return leftOut;
  }

  /**
   * Grows the tree.
   *
   * @throws PlanException if the configuration asks for what is not possible
   */
  Draft grow(Table grain) {
    Draft root = Draft.root(grain);
    roles.takeForGrain(root.role());
    width.begin(root);
    Queue<Draft> growing = new ArrayDeque<>(List.of(root));
    while (!growing.isEmpty()) {
      Draft node = growing.remove();
      for (Relation relation : relations.from(node.table())) {
        if (node.relation().filter(relation::reverses).isEmpty()) {
          consider(node, relation).ifPresent(growing::add);
        }
      }
    }
    folds.requireAllUsed();
    roles.requireAllUsed();
    relations.requireAllMet(root);
    return root;
  }

  private Optional<Draft> consider(Draft node, Relation relation) {
    Role role = roles.of(node, relation, relations.from(node.table()));
    Optional<Choice> choice = folds.of(node, relation, role.name());
    Decision decision = decide(node, relation, role.name(), choice);
    if (decision instanceof Decision.LeaveOut out) {
      choice.ifPresent(one -> folds.miss(one, inVain(one, relation, out.reason())));
      leftOut.add(
          new LeftOut(
              relation.to().name(), relation.describe(), out.reason(), node.isBelowAFold()));
      return Optional.empty();
    }
    return follow(node, relation, role, (Decision.Follow) decision);
  }

  private Decision decide(Draft node, Relation relation, String role, Optional<Choice> choice) {
    if (choice.filter(found -> found.is(FoldConfig.LeaveOut.class)).isPresent()) {
      folds.use(choice.get());
      return leaveOut("left out by " + choice.get().setting());
    }
    if (node.isFoldedAs(FoldConfig.Aggregate.class)) {
      return leaveOut("'%s' is aggregated, and what it leads to is not".formatted(node.role()));
    }
    if (relation.fold().isPresent() && isFollowedEnough(node, relation)) {
      return leaveOut("a cycle, already followed");
    }
    return relation.cardinality().keepsGrain() || isUnreadable(relation.to())
        ? decideOnOne(node, relation, role, choice)
        : decideOnMany(node, relation, role, choice);
  }

  /** Many-to-one or one-to-one: a key proves that flattening multiplies nothing. */
  private Decision decideOnOne(
      Draft node, Relation relation, String role, Optional<Choice> choice) {
    choice
        .filter(found -> !found.is(Flatten.class))
        .ifPresent(found -> folds.refuse(found, nothingToFold(found, relation)));
    Optional<Choice> flatten = choice.filter(found -> found.is(Flatten.class));
    flatten.ifPresent(folds::use);
    if (flatten.filter(Choice::ofThisEdge).isPresent()) {
      return flattened(role);
    }
    if (node.isBelowAFold() && flatten.isEmpty() && !leadsAcross(node, relation)) {
      return leaveOut(
          "'%s' is folded, and what it leads to is not; to include it, set merge.folds.%s = flatten"
              .formatted(node.role(), role));
    }
    if (isTooDeep(node)) {
      return tooDeep();
    }
    if (isCycle(node, relation)) {
      return leaveOut("a cycle, already followed");
    }
    return flattened(role);
  }

  /** One-to-many: flattening would multiply the rows. */
  private Decision decideOnMany(
      Draft node, Relation relation, String role, Optional<Choice> choice) {
    if (choice.filter(found -> found.is(Flatten.class)).isPresent()) {
      folds.refuse(choice.get(), wouldMultiply(relation, choice.get().toString()));
      return leaveOut("one-to-many; %s would multiply rows".formatted(choice.get()));
    }
    if (choice.filter(Choice::ofThisEdge).isPresent()) {
      return chosen(choice.get());
    }
    if (node.timesOnPath(relation.to()) > 0) {
      return leaveOut("one-to-many, back to a table on its own path");
    }
    if (choice.isPresent()) {
      return isTooDeep(node) ? tooDeep() : chosen(choice.get());
    }
    if (relation.configured()) {
      throw wouldMultiply(relation, "merge.relations[] without a fold");
    }
    if (relations.joinsByConfiguration(relation.to())) {
      return leaveOut("one-to-many; a configured relation joins the table");
    }
    if (Bridges.leadsToBridge(relation) && !node.isBelowAFold()) {
      return isTooDeep(node)
          ? tooDeep()
          : new Decision.Follow(new FoldConfig.Nest(), Folds.setting(role));
    }
    return leaveOut("one-to-many; to include it, set merge.folds.%s = nest".formatted(role));
  }

  private static Decision flattened(String role) {
    return new Decision.Follow(FLATTEN, Folds.setting(role));
  }

  private Decision chosen(Choice choice) {
    folds.use(choice);
    return new Decision.Follow(choice.fold(), choice.setting());
  }

  private static boolean leadsAcross(Draft node, Relation relation) {
    return node.isFoldedAs(FoldConfig.Nest.class)
        && node.relation().filter(Bridges::leadsToBridge).isPresent()
        && Bridges.leadsAcross(relation);
  }

  private boolean isCycle(Draft node, Relation relation) {
    return isFollowedEnough(node, relation)
        || (!relation.toItself()
            && node.timesOnPath(relation.to()) > 1
            && !leadsAcross(node, relation));
  }

  private boolean isFollowedEnough(Draft node, Relation relation) {
    return relation.toItself()
        ? node.selfReferences() >= selfReferences.wanted(relation.to())
        : node.timesFollowed(relation) > 0;
  }

  private boolean isTooDeep(Draft node) {
    return node.depth() >= config.limits().depth();
  }

  private Decision tooDeep() {
    return leaveOut("deeper than merge.max-depth = %d".formatted(config.limits().depth()));
  }

  private static Decision leaveOut(String reason) {
    return new Decision.LeaveOut(reason);
  }

  private Optional<Draft> follow(
      Draft node, Relation relation, Role role, Decision.Follow decision) {
    requireReadable(relation, role.name());
    Draft.Arrival arrival =
        new Draft.Arrival(relation, decision.fold(), decision.setting(), false, Optional.empty());
    Optional<String> tooWide = width.add(role.name(), arrival);
    if (tooWide.isPresent()) {
      leftOut.add(new LeftOut(relation.to().name(), relation.describe(), tooWide.get()));
      return Optional.empty();
    }
    roles.take(role, relation);
    return Optional.of(node.grow(role.name(), arrival));
  }

  /** Its keys are not seen either, so that nothing tells how many rows of it are met. */
  private static boolean isUnreadable(Table table) {
    return table.columns().isEmpty();
  }

  /** A table that cannot be read would be missing without a word. */
  private static void requireReadable(Relation relation, String role) {
    if (isUnreadable(relation.to())) {
      throw new PlanException(
          "Cannot follow %s: the user may not read the table '%s'; grant SELECT on it, or set merge.folds.%s = leave-out."
              .formatted(relation.describe(), relation.to().name(), role));
    }
  }

  private static PlanException inVain(Choice choice, Relation relation, String reason) {
    return new PlanException(
        "Cannot use %s: %s is left out (%s).".formatted(choice, relation.describe(), reason));
  }

  private static PlanException nothingToFold(Choice choice, Relation relation) {
    return new PlanException(
        "Cannot fold %s (%s): at most one row is met (%s), which is flattened; expected flatten or leave-out."
            .formatted(relation.describe(), choice, relation.cardinality().symbol()));
  }

  private static PlanException wouldMultiply(Relation relation, String setting) {
    return new PlanException(
        "Cannot follow %s (%s): no key makes it many-to-one, so flattening it would multiply rows; expected nest, pick, aggregate or leave-out%s."
            .formatted(
                relation.describe(),
                setting,
                relation.configured() ? ", or a claimed cardinality" : ""));
  }
}
