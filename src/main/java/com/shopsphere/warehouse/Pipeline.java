package com.shopsphere.warehouse;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.Comments;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.PrivilegeReader;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.config.ReadLimits;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.Lender;
import com.shopsphere.warehouse.extract.ParallelQueries;
import com.shopsphere.warehouse.extract.Snapshot;
import com.shopsphere.warehouse.extract.SnapshotForecast;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.extract.TableReader;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import com.shopsphere.warehouse.load.DictionaryEncoding;
import com.shopsphere.warehouse.load.Publication;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.load.StagedTable;
import com.shopsphere.warehouse.load.TableDesign;
import com.shopsphere.warehouse.load.TableDesigns;
import com.shopsphere.warehouse.load.Target;
import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.merge.Merged;
import com.shopsphere.warehouse.merge.Merger;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.report.ManifestJson;
import com.shopsphere.warehouse.report.PlanDocument;
import com.shopsphere.warehouse.report.PlanReport;
import com.shopsphere.warehouse.report.ReadingPlan;
import com.shopsphere.warehouse.report.RunManifest;
import com.shopsphere.warehouse.report.RunReport;
import com.shopsphere.warehouse.verify.CheckResult;
import com.shopsphere.warehouse.verify.Orphans;
import com.shopsphere.warehouse.verify.Reconciliation;
import com.shopsphere.warehouse.verify.StagedFigures;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The order of the steps of a run, and the only place that knows it. */
final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final JobConfig config;
  private final MySqlSource source;
  private final TypeMapping types;
  private final RunReport report;

  Pipeline(JobConfig config) {
    this.config = config;
    this.source = new MySqlSource(config.source());
    this.types = new TypeMapping(config.read().types());
    this.report =
        new RunReport(config, RunId.next(Instant.now(), new SecureRandom()), Version.current());
  }

  /** What a run would do; reads no row of any table. */
  PlanDocument plan() {
    Catalog catalog = catalog();
    MergeTree tree = planned(catalog);
    String snapshot =
        SnapshotForecast.of(config.read().snapshot(), new PrivilegeReader(source).read());
    int connections = Session.localConnections(config.read().connections(), cores());
    PlanDocument.Reading reading = ReadingPlan.of(tree, splitSize(), connections, snapshot);
    return PlanReport.of(catalog, tree, config.merge().limits(), types, reading);
  }

  /** Publishes the unified table, or throws and leaves the published one as it was. */
  Publication run() {
    Catalog catalog = catalog();
    MergeTree tree = planned(catalog);
    try (Target target = opened(tree);
        SparkSession spark = started(target)) {
      return published(target, staged(catalog, tree, target, spark));
    }
  }

  /** Spark copies the jar to its local directory, for which there may be no room. */
  private SparkSession started(Target target) {
    try {
      return Session.start();
    } catch (Exception failed) {
      // Scala code throws checked exceptions without declaring them.
      throw SparkFailures.explain(failed, source, target);
    }
  }

  private Target opened(MergeTree tree) {
    Comments comments = new CatalogReader(source).comments();
    List<TableDesign> landed =
        tree.landed().stream().map(one -> TableDesigns.landed(one, types, comments)).toList();
    TableDesign unified = TableDesigns.unified(config.target().table(), tree, types, comments);
    return Target.open(config.target(), report.runId(), landed, unified);
  }

  /** Tables whose rows are proved. */
  private record Staged(List<StagedTable> landed, StagedTable table, RunManifest manifest) {}

  /** From one instant; if that is lost on the way, all over again from another. */
  private Staged staged(Catalog catalog, MergeTree tree, Target target, SparkSession spark) {
    int attempts = config.read().snapshot().attempts();
    for (int attempt = 1; ; attempt++) {
      try (Snapshot snapshot = snapshot(tree, spark, attempt)) {
        return staged(catalog, tree, target, spark, snapshot);
      } catch (SnapshotLostException lost) {
        if (attempt >= attempts) {
          throw lost;
        }
        LOG.warn(
            "Attempt {} of {} (source.snapshot.attempts) is given up: {}",
            attempt,
            attempts,
            lost.getMessage());
      }
    }
  }

  private Staged staged(
      Catalog catalog, MergeTree tree, Target target, SparkSession spark, Snapshot snapshot) {
    try {
      Inspection inspection = inspected(tree, snapshot.lender());
      Session.configure(spark, Session.partitions(spark, inspection.splits().values()));
      TableReader reader = reader(spark, snapshot.lender());
      Map<String, Extracted> extracted = extracted(reader, tree, inspection);
      Merged merged = merged(extracted, inspection, tree);
      StagedTable table = staged(target, merged, inspection, tree);
      Dataset<Row> rows = spark.read().parquet(table.path());
      Proof proof = verified(tree, inspection.figures(), merged.figures(), rows, snapshot);
      Landing.Outcome landed = new Landing(spark, target, reader, inspection).stage(tree);
      RunManifest manifest =
          report.manifest(
              catalog,
              tree,
              snapshot.point(),
              extracted,
              rows.schema(),
              merged.figures(),
              proof.checks(),
              proof.orphans(),
              landed.reports());
      return new Staged(landed.staged(), table, manifest);
    } catch (Exception | FSError failed) {
      // Scala code throws checked exceptions without declaring them, Hadoop an error for a disk.
      throw SparkFailures.explain(failed, source, target);
    }
  }

  private Catalog catalog() {
    Phase phase = Phase.start("catalog");
    Catalog catalog = new CatalogReader(source).read();
    phase.end(
        "%d tables in %s, %s"
            .formatted(catalog.tables().size(), source.describe(), catalog.server()));
    return catalog;
  }

  private MergeTree planned(Catalog catalog) {
    Phase phase = Phase.start("plan");
    MergeTree tree = MergePlanner.plan(catalog, config.merge(), config.target());
    TableReader.requireReadable(tree, types);
    Snapshot.requirePossible(config.read().snapshot(), tree.tables());
    phase.end(
        "%d tables around %s, %d relations left out"
            .formatted(tree.nodes().size(), config.merge().grain(), tree.leftOut().size()));
    return tree;
  }

  private Snapshot snapshot(MergeTree tree, SparkSession spark, int attempt) {
    Phase phase = Phase.start("snapshot");
    String name = "%s-%d".formatted(report.runId().value(), attempt);
    List<String> tables = tree.tables().stream().map(Table::name).toList();
    Snapshot snapshot =
        Snapshot.open(
            name,
            source,
            config.read().snapshot(),
            tables,
            Session.workplaces(spark, config.read().connections()));
    phase.end(snapshot.point().describe());
    return snapshot;
  }

  private Inspection inspected(MergeTree tree, Lender lender) {
    Phase phase = Phase.start("inspect");
    Inspection inspection = Inspection.of(source, lender, splitSize(), tree);
    Collection<TableSplits> splits = inspection.splits().values();
    phase.end(
        "%,d rows of %d tables in %d splits"
            .formatted(
                splits.stream().mapToLong(TableSplits::rows).sum(),
                splits.size(),
                splits.stream().mapToInt(TableSplits::count).sum()));
    return inspection;
  }

  private SplitSize splitSize() {
    return new SplitSize(config.read().rowsPerSplit(), config.read().connections().orElse(cores()));
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private TableReader reader(SparkSession spark, Lender lender) {
    int tasks = spark.sparkContext().defaultParallelism();
    int readers = Math.min(tasks, config.read().connections().orElse(tasks));
    ReadLimits limits = config.read().limits().among(readers);
    return new TableReader(spark, lender, types, limits);
  }

  private static Map<String, Extracted> extracted(
      TableReader reader, MergeTree tree, Inspection inspection) {
    Phase phase = Phase.start("extract");
    Map<String, Extracted> extracted = new LinkedHashMap<>();
    for (Node node : tree.nodes()) {
      TableSplits splits = inspection.splitsOf(node.table());
      extracted.put(node.role(), reader.read(node, splits, inspection.weighedKeys()));
    }
    phase.end(
        "%d DataFrames declared; rows are read as they are merged".formatted(extracted.size()));
    return extracted;
  }

  private Merged merged(Map<String, Extracted> extracted, Inspection inspection, MergeTree tree) {
    return new Merger(extracted, inspection.weighedKeys(), types, config.merge().broadcastLimit())
        .merge(tree);
  }

  private StagedTable staged(Target target, Merged merged, Inspection inspection, MergeTree tree) {
    Phase phase = Phase.start("merge");
    Map<String, String> parquetOptions =
        DictionaryEncoding.options(tree, table -> inspection.splitsOf(table).rows());
    StagedTable staged = target.stage(config.target().table(), merged.rows(), parquetOptions);
    phase.end("read, merged and staged");
    return staged;
  }

  private record Proof(List<CheckResult> checks, List<String> orphans) {}

  private Proof verified(
      MergeTree tree, Figures server, MergeFigures merged, Dataset<Row> rows, Snapshot snapshot) {
    Phase phase = Phase.start("verify");
    Reconciliation.requireAsCounted(config.merge().grain(), server, merged.read());
    List<String> orphans = orphans(tree, merged, snapshot.lender());
    List<CheckResult> checks = Reconciliation.reconcile(merged, StagedFigures.of(rows, tree));
    phase.end(
        "%,d rows = %,d rows of %s%s; %d checks passed"
            .formatted(
                merged.kept().rows(),
                merged.read().rows(),
                config.merge().grain(),
                dropped(merged),
                checks.size()));
    orphans.forEach(LOG::warn);
    return new Proof(checks, orphans);
  }

  private static String dropped(MergeFigures merged) {
    long dropped = merged.read().rows() - merged.kept().rows();
    return dropped == 0 ? "" : " without %,d that an inner merge drops".formatted(dropped);
  }

  private List<String> orphans(MergeTree tree, MergeFigures merged, Lender lender) {
    try (ParallelQueries queries = new ParallelQueries(source, lender, 1)) {
      return ParallelQueries.answer(
          queries.ask(
              connection -> new Orphans(source).requireThoseOfTheServer(connection, tree, merged)));
    }
  }

  private static Publication published(Target target, Staged staged) {
    Phase phase = Phase.start("publish");
    Publication publication =
        target.publish(staged.landed(), staged.table(), ManifestJson.write(staged.manifest()));
    String size =
        publication.bytes().isPresent()
            ? ", %,d bytes".formatted(publication.bytes().getAsLong())
            : "";
    phase.end("%s%s".formatted(publication.location(), size));
    return publication;
  }
}
