package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.plan.PlanPrinter.print;
import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.SplitPlanner;
import com.shopsphere.warehouse.extract.TableReader;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.load.DictionaryEncoding;
import com.shopsphere.warehouse.load.Publication;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.load.StagedTable;
import com.shopsphere.warehouse.load.Target;
import com.shopsphere.warehouse.merge.Merger;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.report.ManifestJson;
import com.shopsphere.warehouse.report.RunManifest;
import com.shopsphere.warehouse.report.RunReport;
import com.shopsphere.warehouse.verify.CheckResult;
import com.shopsphere.warehouse.verify.Figures;
import com.shopsphere.warehouse.verify.Reconciliation;
import com.shopsphere.warehouse.verify.SourceFigures;
import com.shopsphere.warehouse.verify.StagedFigures;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The order of the steps of a run, and the only place that knows it. */
final class Pipeline {

  private final JobConfig config;
  private final MySqlSource source;
  private final RunReport report;

  Pipeline(JobConfig config) {
    this.config = config;
    this.source = new MySqlSource(config.source());
    this.report =
        new RunReport(config, RunId.next(Instant.now(), new SecureRandom()), Version.current());
  }

  /** What a run would do, as text; reads no row of any table. */
  String plan() {
    return print(planned(catalog()));
  }

  /** Publishes the unified table, or throws and leaves the published one as it was. */
  Publication run() {
    Catalog catalog = catalog();
    MergeTree tree = planned(catalog);
    try (Target target = Target.open(config.target(), report.runId())) {
      Map<String, TableSplits> splits = splits(tree);
      Figures before = figures(tree);
      try (SparkSession spark = Session.start(splits.values())) {
        Map<String, Extracted> extracted = extracted(spark, tree, splits);
        StagedTable staged = staged(target, extracted, splits, tree);
        Dataset<Row> rows = spark.read().parquet(staged.path());
        List<CheckResult> checks = verified(before, rows, tree);
        RunManifest manifest =
            report.manifest(catalog, tree, extracted, rows.schema(), before.rows(), checks);
        return published(target, staged, ManifestJson.write(manifest));
      } catch (Exception | FSError failed) {
        // Scala code throws checked exceptions without declaring them, Hadoop an error for a disk.
        throw SparkFailures.explain(failed, source, target);
      }
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
    MergeTree tree = MergePlanner.plan(catalog, config.merge());
    TableReader.requireReadable(tree);
    phase.end(
        "%d tables around %s, %d relations left out"
            .formatted(tree.nodes().size(), config.merge().grain(), tree.leftOut().size()));
    return tree;
  }

  /** Splits of each table, by its name: a table in two roles is cut once. */
  private Map<String, TableSplits> splits(MergeTree tree) {
    Phase phase = Phase.start("splits");
    SplitPlanner planner = new SplitPlanner(source, config.source().rowsPerSplit());
    Map<String, TableSplits> splits = new LinkedHashMap<>();
    try (Connection connection = source.connect()) {
      for (Node node : tree.nodes()) {
        splits.computeIfAbsent(node.table().name(), name -> planner.plan(connection, node.table()));
      }
    } catch (SQLException failed) {
      throw source.failure("take splits", failed);
    }
    long rows = splits.values().stream().mapToLong(TableSplits::rows).sum();
    int count = splits.values().stream().mapToInt(TableSplits::count).sum();
    phase.end("%,d rows of %d tables in %d splits".formatted(rows, splits.size(), count));
    return splits;
  }

  private Figures figures(MergeTree tree) {
    try (Connection connection = source.connect()) {
      return new SourceFigures(source).of(connection, tree);
    } catch (SQLException failed) {
      throw source.failure("count the grain table", failed);
    }
  }

  private Map<String, Extracted> extracted(
      SparkSession spark, MergeTree tree, Map<String, TableSplits> splits) {
    Phase phase = Phase.start("extract");
    TableReader reader = new TableReader(spark, source);
    Map<String, Extracted> extracted = new LinkedHashMap<>();
    for (Node node : tree.nodes()) {
      extracted.put(node.role(), reader.read(node, splitsOf(node.table(), splits)));
    }
    phase.end(
        "%d DataFrames declared; rows are read as they are merged".formatted(extracted.size()));
    return extracted;
  }

  private StagedTable staged(
      Target target,
      Map<String, Extracted> extracted,
      Map<String, TableSplits> splits,
      MergeTree tree) {
    Phase phase = Phase.start("merge");
    Merger merger = new Merger(extracted, config.merge().broadcastLimit());
    Map<String, String> parquetOptions =
        DictionaryEncoding.options(tree, table -> splitsOf(table, splits).rows());
    StagedTable staged = target.stage(merger.merge(tree), parquetOptions);
    phase.end("read, merged and staged");
    return staged;
  }

  private static TableSplits splitsOf(Table table, Map<String, TableSplits> splits) {
    return requireNonNull(splits.get(table.name()), table.name());
  }

  private List<CheckResult> verified(Figures before, Dataset<Row> rows, MergeTree tree) {
    Phase phase = Phase.start("verify");
    Reconciliation.requireUnchanged(config.merge().grain(), before, figures(tree));
    Figures found = StagedFigures.of(rows, tree);
    List<CheckResult> checks = Reconciliation.reconcile(before, found);
    phase.end(
        "%,d rows = %,d rows of %s; %d checks passed"
            .formatted(found.rows(), before.rows(), config.merge().grain(), checks.size()));
    return checks;
  }

  private Publication published(Target target, StagedTable staged, String manifest) {
    Phase phase = Phase.start("publish");
    Publication publication = target.publish(staged, manifest);
    String size =
        publication.bytes().isPresent()
            ? ", %,d bytes".formatted(publication.bytes().getAsLong())
            : "";
    phase.end("%s%s".formatted(publication.location(), size));
    return publication;
  }
}
