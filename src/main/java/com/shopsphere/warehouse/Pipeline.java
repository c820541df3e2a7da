package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.Comments;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.PrivilegeReader;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.Lender;
import com.shopsphere.warehouse.extract.ParallelQueries;
import com.shopsphere.warehouse.extract.Snapshot;
import com.shopsphere.warehouse.extract.SnapshotForecast;
import com.shopsphere.warehouse.extract.TableReader;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.load.Publication;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.load.Target;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.merge.Merged;
import com.shopsphere.warehouse.merge.Merger;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.report.PlanDocument;
import com.shopsphere.warehouse.report.PlanReport;
import com.shopsphere.warehouse.report.ReadingPlan;
import com.shopsphere.warehouse.verify.Inspection;
import com.shopsphere.warehouse.verify.Inspection.OrphanCount;
import com.shopsphere.warehouse.verify.Orphans;
import com.shopsphere.warehouse.verify.Reconciliation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/**
 * The order of the steps of a run that keeps nothing: rows are merged as they are read. {@link
 * StagedRun} is the other one.
 */
final class Pipeline {

  private final JobConfig config;
  private final Reading reading;
  private final MySqlSource source;
  private final Publishing publishing;

  Pipeline(JobConfig config, RunId run) {
    this.config = requireNonNull(config, "config");
    this.reading = new Reading(config, run);
    this.source = reading.source();
    this.publishing = new Publishing(config, run, reading.types());
  }

  /** What a run would do; reads no row of any table. */
  PlanDocument plan() {
    Catalog catalog = reading.catalog();
    MergeTree tree = reading.planned(catalog);
    String snapshot =
        SnapshotForecast.of(config.read().snapshot(), new PrivilegeReader(source).read());
    int connections = Session.localConnections(config.read().connections(), Reading.cores());
    PlanDocument.Reading read = ReadingPlan.of(tree, reading.splitSize(), connections, snapshot);
    return PlanReport.of(catalog, tree, config.merge().limits(), reading.types(), read);
  }

  /** Publishes the unified table, or throws and leaves the published one as it was. */
  Publication run() {
    Catalog catalog = reading.catalog();
    MergeTree tree = reading.planned(catalog);
    Comments comments = new CatalogReader(source).comments();
    try (Target target = publishing.opened(tree, comments, publishing.run());
        SparkSession spark = started(target)) {
      return publishing.published(
          target,
          reading.atOneInstant(
              tree, spark, snapshot -> staged(catalog, tree, target, spark, snapshot)));
    }
  }

  /** Spark copies the jar to its local directory, for which there may be no room. */
  private SparkSession started(Target target) {
    try {
      return Session.start();
    } catch (Exception failed) {
      // Scala code throws checked exceptions without declaring them.
      throw SparkFailures.explain(failed, source, target.stagingPlace());
    }
  }

  private Publishing.Staged staged(
      Catalog catalog, MergeTree tree, Target target, SparkSession spark, Snapshot snapshot) {
    try {
      Inspection inspection =
          reading.inspected(tree, snapshot.lender(), OrphanCount.AFTER_THE_MERGE);
      Session.configure(spark, Session.partitions(spark, inspection.splits().values()));
      TableReader reader = reading.reader(spark, snapshot.lender());
      WeighedKeys weighedKeys = inspection.weighedKeys(tree);
      Map<String, Extracted> extracted = extracted(reader, tree, inspection, weighedKeys);
      Merged merged =
          new Merger(extracted, weighedKeys, reading.types(), config.merge().broadcastLimit())
              .merge(tree);
      return publishing.staged(
          target,
          new Publishing.Source(
              catalog,
              tree,
              snapshot.point(),
              inspection,
              extracted,
              table ->
                  reader.read(
                      table.node(), inspection.splitsOf(table.table()), WeighedKeys.none())),
          new Publishing.Unified(
              "merge",
              "read, merged and staged",
              merged.rows(),
              () -> proved(tree, inspection, merged.figures(), snapshot.lender())));
    } catch (Exception | FSError failed) {
      // Scala code throws checked exceptions without declaring them, Hadoop an error for a disk.
      throw SparkFailures.explain(failed, source, target.stagingPlace());
    }
  }

  private static Map<String, Extracted> extracted(
      TableReader reader, MergeTree tree, Inspection inspection, WeighedKeys weighedKeys) {
    Phase phase = Phase.start("extract");
    Map<String, Extracted> extracted = new LinkedHashMap<>();
    for (Node node : tree.nodes()) {
      extracted.put(node.role(), reader.read(node, inspection.splitsOf(node.table()), weighedKeys));
    }
    phase.end(
        "%d DataFrames declared; rows are read as they are merged".formatted(extracted.size()));
    return extracted;
  }

  private Publishing.Counted proved(
      MergeTree tree, Inspection inspection, MergeFigures merged, Lender lender) {
    Reconciliation.requireAsCounted(config.merge().grain(), inspection.figures(), merged.read());
    return new Publishing.Counted(merged, orphans(tree, merged, lender));
  }

  private List<String> orphans(MergeTree tree, MergeFigures merged, Lender lender) {
    try (ParallelQueries queries = new ParallelQueries(source, lender, 1)) {
      return ParallelQueries.answer(
          queries.ask(
              connection -> new Orphans(source).requireThoseOfTheServer(connection, tree, merged)));
    }
  }
}
