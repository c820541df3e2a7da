package com.shopsphere.warehouse.verify;

import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.merge.MergeFigures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** All checks of a staged table against its source. */
public final class Reconciliation {

  private Reconciliation() {}

  /**
   * Compares what can be read back with what was read.
   *
   * @return one result a check, all of them passed
   * @throws VerificationException naming every check that failed
   */
  public static List<CheckResult> reconcile(MergeFigures merged, StagedFigures staged) {
    List<Check> checks = new ArrayList<>();
    merged.edges().forEach(edge -> checks.add(new Check.EdgeKeepsRows(edge)));
    checks.addAll(List.of(new Check.RowCount(), new Check.KeyUnique(), new Check.KeyNotNull()));
    merged.kept().sums().keySet().forEach(column -> checks.add(new Check.SumEqual(column)));
    merged
        .allocated()
        .forEach((column, amount) -> checks.add(new Check.FullyAllocated(column, amount)));
    return passed("staged table", checks, merged.kept(), staged);
  }

  /**
   * Compares what can be read back of a landed table with what the server counted and added up.
   *
   * @param table name of the landed table
   * @param server without the sums that it cannot take exactly
   * @return one result a check, all of them passed
   * @throws VerificationException naming every check that failed
   */
  public static List<CheckResult> reconcileLanded(
      String table, Figures server, StagedFigures staged) {
    List<Check> checks = new ArrayList<>(List.of(new Check.RowCount()));
    server.sums().keySet().forEach(column -> checks.add(new Check.SumEqual(column)));
    return passed("landed table " + table, checks, server, staged);
  }

  private static List<CheckResult> passed(
      String what, List<Check> checks, Figures source, StagedFigures staged) {
    List<CheckResult> results =
        checks.stream().map(check -> check.compare(source, staged)).toList();
    String failed =
        results.stream()
            .filter(result -> !result.passed())
            .map(CheckResult::toString)
            .collect(Collectors.joining("; "));
    if (!failed.isEmpty()) {
      throw new VerificationException(
          "Cannot publish: the %s does not agree with the source. %s.".formatted(what, failed));
    }
    return results;
  }

  /**
   * Makes sure that the rows that were read are those that the server had counted and added up
   * itself, just before.
   *
   * @param server without the sums that it cannot take exactly
   * @throws VerificationException naming what differs
   */
  public static void requireAsCounted(String table, Figures server, Figures read) {
    List<String> differences = new ArrayList<>();
    if (server.rows() != read.rows()) {
      differences.add("%,d rows before and %,d when read".formatted(server.rows(), read.rows()));
    }
    SortedMap<String, BigDecimal> sums = server.sums();
    for (String column : sums.keySet()) {
      BigDecimal expected = Sums.of(server, column);
      BigDecimal found = Sums.of(read, column);
      if (expected.compareTo(found) != 0) {
        differences.add(
            "a sum of %s of %s before and %s when read"
                .formatted(column, expected.toPlainString(), found.toPlainString()));
      }
    }
    if (!differences.isEmpty()) {
      throw new VerificationException(
          "Cannot prove the read: the source changed while it was read. %s had %s; run again when it is quiet, or on a replica whose replication is paused."
              .formatted(table, String.join(", ", differences)));
    }
  }
}
