package com.shopsphere.warehouse.verify;

import com.shopsphere.warehouse.failure.VerificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All checks of a staged table against its source. */
public final class Reconciliation {

  private Reconciliation() {}

  /**
   * Compares the figures of both sides.
   *
   * @return one result a check, all of them passed
   * @throws VerificationException naming every check that failed
   */
  public static List<CheckResult> reconcile(Figures source, Figures staged) {
    List<Check> checks =
        new ArrayList<>(
            List.of(new Check.RowCount(), new Check.KeyUnique(), new Check.KeyNotNull()));
    source.sums().keySet().forEach(column -> checks.add(new Check.SumEqual(column)));
    List<CheckResult> results =
        checks.stream().map(check -> check.compare(source, staged)).toList();
    String failed =
        results.stream()
            .filter(result -> !result.passed())
            .map(CheckResult::toString)
            .collect(Collectors.joining("; "));
    if (!failed.isEmpty()) {
      throw new VerificationException(
          "Cannot publish: the staged table does not agree with the source. %s.".formatted(failed));
    }
    return results;
  }

  /**
   * Makes sure that the grain table was the same before and after it was read.
   *
   * @throws VerificationException naming what changed
   */
  public static void requireUnchanged(String table, Figures before, Figures after) {
    if (!before.equals(after)) {
      throw new VerificationException(
          "Cannot prove the read: the source changed while it was read. %s had %s before and %s after; run again when it is quiet, or on a replica whose replication is paused."
              .formatted(table, before, after));
    }
  }
}
