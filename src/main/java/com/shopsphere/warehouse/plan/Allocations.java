package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.AllocationConfig;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The amounts that the configuration spreads over the rows, checked against the tree. */
final class Allocations {

  private static final String SETTING = "merge.allocate[]";

  private final List<AllocationConfig> configured;

  /**
   * @throws PlanException if an amount or a weight is not there, is not exact, or is of a table
   *     that is not above the grain
   */
  Allocations(Draft root, List<AllocationConfig> configured) {
    this.configured = configured;
    for (AllocationConfig allocation : configured) {
      Draft owner = owner(root, allocation);
      requireExact(owner.table(), allocation.amount(), "amount");
      allocation.by().columns().forEach(factor -> requireExact(root.table(), factor, "by"));
      requireDigits(root.table(), allocation);
    }
  }

  /**
   * Makes sure that every amount was spread.
   *
   * @throws PlanException naming the first that was not
   */
  void requireAllMade(List<Allocation> made) {
    if (made.size() == configured.size()) {
      return;
    }
    Set<String> amounts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    made.forEach(one -> amounts.add(one.role() + "." + one.amount()));
    for (AllocationConfig allocation : configured) {
      String amount = allocation.role() + "." + allocation.amount();
      if (!amounts.remove(amount)) {
        throw new PlanException(
            "Cannot allocate '%s' (%s.amount): expected a column of the unified table, once; found one that is left out (merge.leave-out), joins its table, or is allocated twice."
                .formatted(amount, SETTING));
      }
    }
  }

  /** The allocation of a column of a node, if there is one. */
  Optional<AllocationConfig> of(Draft node, Column column) {
    return configured.stream()
        .filter(allocation -> allocation.role().equals(node.role()))
        .filter(allocation -> allocation.amount().equalsIgnoreCase(column.name()))
        .findFirst();
  }

  /** Columns of the grain table that weigh its rows. */
  List<String> weights() {
    return configured.stream().flatMap(allocation -> allocation.by().columns().stream()).toList();
  }

  private static Draft owner(Draft root, AllocationConfig allocation) {
    List<String> roles = root.walk().filter(Allocations::isAbove).map(Draft::role).toList();
    return root.walk()
        .filter(Allocations::isAbove)
        .filter(node -> node.role().equals(allocation.role()))
        .findFirst()
        .orElseThrow(
            () ->
                new PlanException(
                    "Cannot allocate '%s.%s' (%s.amount): expected a role that is flattened beside the grain table%s"
                        .formatted(
                            allocation.role(),
                            allocation.amount(),
                            SETTING,
                            didYouMean(allocation.role(), roles))));
  }

  private static boolean isAbove(Draft node) {
    return !node.isRoot()
        && node.path().allMatch(one -> one.isRoot() || one.isFoldedAs(FoldConfig.Flatten.class));
  }

  private static void requireDigits(Table grain, AllocationConfig allocation) {
    if (Products.digits(grain, allocation.by()).isEmpty()) {
      throw new PlanException(
          "Cannot allocate by '%s' (%s.by): expected a product of at most %d digits, found one that may have more."
              .formatted(allocation.by(), SETTING, Products.MAXIMAL_PRECISION));
    }
  }

  private static void requireExact(Table table, String name, String setting) {
    Column column = Tables.column(table, SETTING + "." + setting, name);
    if (!column.exactNumber()) {
      throw new PlanException(
          "Cannot allocate with '%s.%s' (%s.%s): expected a whole or decimal number, found %s."
              .formatted(table.name(), column.name(), SETTING, setting, column.columnType()));
    }
  }
}
