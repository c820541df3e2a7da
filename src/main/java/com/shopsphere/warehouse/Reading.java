package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.config.ReadLimits;
import com.shopsphere.warehouse.extract.Lender;
import com.shopsphere.warehouse.extract.Snapshot;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.extract.TableReader;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.verify.Inspection;
import com.shopsphere.warehouse.verify.Inspection.OrphanCount;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps that need the source, each with its line in the log. */
final class Reading {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final JobConfig config;
  private final RunId run;
  private final MySqlSource source;
  private final TypeMapping types;

  Reading(JobConfig config, RunId run) {
    this.config = requireNonNull(config, "config");
    this.run = requireNonNull(run, "run");
    this.source = new MySqlSource(config.source());
    this.types = new TypeMapping(config.read().types());
  }

  MySqlSource source() {
    return source;
  }

  TypeMapping types() {
    return types;
  }

  Catalog catalog() {
    Phase phase = Phase.start("catalog");
    Catalog catalog = new CatalogReader(source).read();
    phase.end(
        "%d tables in %s, %s"
            .formatted(catalog.tables().size(), source.describe(), catalog.server()));
    return catalog;
  }

  MergeTree planned(Catalog catalog) {
    Phase phase = Phase.start("plan");
    MergeTree tree = MergePlanner.plan(catalog, config.merge(), config.target());
    TableReader.requireReadable(tree, types);
    Snapshot.requirePossible(config.read().snapshot(), tree.tables());
    phase.end(
        "%d tables around %s, %d relations left out"
            .formatted(tree.nodes().size(), config.merge().grain(), tree.leftOut().size()));
    return tree;
  }

  /** Does a work at one instant; if that is lost on the way, all over again at another. */
  <T> T atOneInstant(MergeTree tree, SparkSession spark, Function<Snapshot, T> work) {
    int attempts = config.read().snapshot().attempts();
    for (int attempt = 1; ; attempt++) {
      try (Snapshot snapshot = snapshot(tree, spark, attempt)) {
        return work.apply(snapshot);
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

  private Snapshot snapshot(MergeTree tree, SparkSession spark, int attempt) {
    Phase phase = Phase.start("snapshot");
    String name = "%s-%d".formatted(run, attempt);
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

  Inspection inspected(MergeTree tree, Lender lender, OrphanCount orphans) {
    Phase phase = Phase.start("inspect");
    Inspection inspection = Inspection.of(source, lender, splitSize(), tree, orphans);
    Collection<TableSplits> splits = inspection.splits().values();
    phase.end(
        "%,d rows of %d tables in %d splits"
            .formatted(
                splits.stream().mapToLong(TableSplits::rows).sum(),
                splits.size(),
                splits.stream().mapToInt(TableSplits::count).sum()));
    return inspection;
  }

  SplitSize splitSize() {
    return new SplitSize(config.read().rowsPerSplit(), config.read().connections().orElse(cores()));
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  TableReader reader(SparkSession spark, Lender lender) {
    int tasks = spark.sparkContext().defaultParallelism();
    int readers = Math.min(tasks, config.read().connections().orElse(tasks));
    ReadLimits limits = config.read().limits().among(readers);
    return new TableReader(spark, lender, types, limits);
  }
}
