package com.shopsphere.warehouse;

import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.load.DictionaryEncoding;
import com.shopsphere.warehouse.load.StagedTable;
import com.shopsphere.warehouse.load.Target;
import com.shopsphere.warehouse.merge.LandedRows;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.report.Landed;
import com.shopsphere.warehouse.verify.CheckResult;
import com.shopsphere.warehouse.verify.Inspection;
import com.shopsphere.warehouse.verify.Reconciliation;
import com.shopsphere.warehouse.verify.StagedFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Stages the tables that are published as they are, beside the unified one, and proves each against
 * what the server counted at the same instant.
 */
final class Landing {

  /**
   * What came of it.
   *
   * @param staged in the order of the setting
   * @param reports on each of them
   */
  record Outcome(List<StagedTable> staged, List<Landed> reports) {

    Outcome {
      staged = List.copyOf(staged);
      reports = List.copyOf(reports);
    }
  }

  private final SparkSession spark;
  private final Target target;
  private final Function<LandedTable, Extracted> source;
  private final Inspection inspection;

  /**
   * @param source gives the rows of a table, at the instant of the inspection
   */
  Landing(
      SparkSession spark,
      Target target,
      Function<LandedTable, Extracted> source,
      Inspection inspection) {
    this.spark = spark;
    this.target = target;
    this.source = source;
    this.inspection = inspection;
  }

  /**
   * Stages all of them; none is published.
   *
   * @throws com.shopsphere.warehouse.failure.VerificationException if one does not hold what the
   *     server counted
   */
  Outcome stage(MergeTree tree) {
    if (tree.landed().isEmpty()) {
      return new Outcome(List.of(), List.of());
    }
    Phase phase = Phase.start("land");
    List<StagedTable> staged = new ArrayList<>();
    List<Landed> reports = new ArrayList<>();
    for (LandedTable table : tree.landed()) {
      Extracted extracted = source.apply(table);
      StagedTable one = staged(table, extracted);
      staged.add(one);
      reports.add(verified(table, extracted, spark.read().parquet(one.path())));
    }
    phase.end(
        "%,d rows of %d tables read, staged and verified"
            .formatted(reports.stream().mapToLong(Landed::rows).sum(), reports.size()));
    return new Outcome(staged, reports);
  }

  private StagedTable staged(LandedTable table, Extracted extracted) {
    Map<String, String> options =
        DictionaryEncoding.options(table, one -> inspection.splitsOf(one).rows());
    return target.stage(table.name(), LandedRows.of(table, extracted), options);
  }

  private Landed verified(LandedTable table, Extracted extracted, Dataset<Row> rows) {
    StagedFigures found = StagedFigures.of(rows, table);
    List<CheckResult> checks =
        Reconciliation.reconcileLanded(table.name(), inspection.figuresOf(table), found);
    return new Landed(table, extracted, rows.schema(), found.figures().rows(), checks);
  }
}
