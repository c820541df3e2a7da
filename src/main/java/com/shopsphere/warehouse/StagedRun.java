package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.Comments;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.Snapshot;
import com.shopsphere.warehouse.extract.TableReader;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.intermediate.Intermediates;
import com.shopsphere.warehouse.intermediate.StoredExtract;
import com.shopsphere.warehouse.intermediate.StoredMerge;
import com.shopsphere.warehouse.intermediate.StoredRead;
import com.shopsphere.warehouse.intermediate.StoredTable;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.load.Target;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.merge.Merged;
import com.shopsphere.warehouse.merge.Merger;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.verify.Inspection;
import com.shopsphere.warehouse.verify.Inspection.OrphanCount;
import com.shopsphere.warehouse.verify.Orphans;
import com.shopsphere.warehouse.verify.Reconciliation;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of the steps of a run that keeps what it reads and merges ({@code staging.path}): what
 * is complete is used, by whichever process, and what is not is done anew.
 *
 * <p>The source is asked only as long as tables are read. All tables are of one snapshot, since
 * they become complete together.
 */
final class StagedRun {

  private static final Logger LOG = LoggerFactory.getLogger(StagedRun.class);

  /** What is known before a row is read. */
  private record Planned(Catalog catalog, Comments comments, MergeTree tree) {}

  private final JobConfig config;
  private final String path;
  private final RunId run;
  private final Set<RunStep> steps;
  private final Reading reading;
  private final Publishing publishing;

  /**
   * @param path {@code staging.path}
   * @param steps to be done; what they build upon must be complete
   */
  StagedRun(JobConfig config, String path, RunId run, Set<RunStep> steps) {
    this.config = requireNonNull(config, "config");
    this.path = requireNonNull(path, "path");
    this.run = requireNonNull(run, "run");
    this.steps = Set.copyOf(steps);
    this.reading = new Reading(config, run);
    this.publishing = new Publishing(config, run, reading.types());
  }

  /** Whether another process may have worked on the run. */
  enum Before {
    /** None has: what is wrong with the source shows before Spark starts. */
    NOTHING,
    PERHAPS,
    /** One has, or its name is wrong. */
    CERTAINLY
  }

  /** Does the steps, but for those that are complete. */
  void run(Before before) {
    Optional<Planned> known = before == Before.NOTHING ? Optional.of(planned()) : Optional.empty();
    try (SparkSession spark = Session.start()) {
      Intermediates.clean(spark, path, config.staging().keep(), run);
      RunId again = RunId.next(Instant.now(), new SecureRandom());
      Intermediates store = Intermediates.of(spark, path, run, again);
      if (before == Before.CERTAINLY && !store.exists()) {
        throw refused(
            "Invalid --resume: expected a run that has kept something below %s (staging.path), found none named %s."
                .formatted(path, run));
      }
      store.begin();
      LOG.info("Run {} keeps what it reads in {}; if it fails: run --resume {}", run, path, run);
      Optional<StoredExtract> read = store.extract();
      Planned planned = read.map(this::planned).or(() -> known).orElseGet(this::planned);
      done(spark, store, read, planned);
    } catch (Exception | FSError failed) {
      // Scala code throws checked exceptions without declaring them, Hadoop an error for a disk.
      throw SparkFailures.explain(failed, reading.source(), kept());
    }
  }

  private Planned planned() {
    if (!steps.contains(RunStep.EXTRACT)) {
      throw incomplete(RunStep.EXTRACT);
    }
    Catalog catalog = reading.catalog();
    MergeTree tree = reading.planned(catalog);
    return new Planned(catalog, new CatalogReader(reading.source()).comments(), tree);
  }

  private Planned planned(StoredExtract read) {
    DecisiveSettings.of(config).requireThoseOf(read, run);
    return new Planned(read.catalog(), read.comments(), reading.planned(read.catalog()));
  }

  private void done(
      SparkSession spark, Intermediates store, Optional<StoredExtract> read, Planned planned) {
    if (!steps.contains(RunStep.LOAD)) {
      StoredExtract extract = read.orElseGet(() -> extracted(spark, store, planned));
      if (steps.contains(RunStep.MERGE)) {
        merged(spark, store, planned.tree(), extract);
      }
      return;
    }
    try (Target target = publishing.opened(planned.tree(), planned.comments(), store.execution())) {
      StoredExtract extract = read.orElseGet(() -> extracted(spark, store, planned));
      StoredMerge merge = merged(spark, store, planned.tree(), extract);
      publishing.published(target, staged(target, store, planned.tree(), extract, merge));
    }
  }

  private StoredExtract extracted(SparkSession spark, Intermediates store, Planned planned) {
    return reading.atOneInstant(
        planned.tree(), spark, snapshot -> extracted(spark, store, planned, snapshot));
  }

  private StoredExtract extracted(
      SparkSession spark, Intermediates store, Planned planned, Snapshot snapshot) {
    try {
      MergeTree tree = planned.tree();
      Inspection inspection = reading.inspected(tree, snapshot.lender(), OrphanCount.NOW);
      Session.configure(spark, Session.partitions(spark, inspection.splits().values()));
      Phase phase = Phase.start("extract");
      TableReader reader = reading.reader(spark, snapshot.lender());
      WeighedKeys weighed = inspection.weighedKeys(tree);
      Map<String, StoredRead> tables = new LinkedHashMap<>();
      for (Node node : tree.nodes()) {
        Extracted table = reader.read(node, inspection.splitsOf(node.table()), weighed);
        tables.put(node.role(), stored(store, node.role(), table));
      }
      Map<String, StoredRead> landed = new LinkedHashMap<>();
      for (LandedTable one : tree.landed()) {
        Extracted table =
            reader.read(one.node(), inspection.splitsOf(one.table()), WeighedKeys.none());
        landed.put(one.name(), stored(store, "landed-" + one.name(), table));
      }
      StoredExtract extract =
          new StoredExtract(
              store.execution().value(),
              Version.current().toString(),
              DecisiveSettings.of(config).values(),
              planned.catalog(),
              planned.comments(),
              snapshot.point(),
              inspection,
              tables,
              landed);
      store.complete(extract);
      phase.end("%d tables read to %s".formatted(tables.size() + landed.size(), store.describe()));
      return extract;
    } catch (Exception | FSError failed) {
      throw SparkFailures.explain(failed, reading.source(), kept());
    }
  }

  private static StoredRead stored(Intermediates store, String name, Extracted table) {
    StoredTable written = store.write(name, table.rows());
    return new StoredRead(table.sql(), table.bytes(), table.figures(), written);
  }

  private StoredMerge merged(
      SparkSession spark, Intermediates store, MergeTree tree, StoredExtract extract) {
    Inspection inspection = extract.inspection();
    Session.configure(spark, Session.partitions(spark, inspection.splits().values()));
    Optional<StoredMerge> complete =
        store.merge().filter(one -> one.extract().equals(extract.execution()));
    if (complete.isPresent()) {
      return complete.get();
    }
    if (!steps.contains(RunStep.MERGE)) {
      throw incomplete(RunStep.MERGE);
    }
    Phase phase = Phase.start("merge");
    Merged merged =
        new Merger(
                extracted(store, tree, extract),
                inspection.weighedKeys(tree),
                reading.types(),
                config.merge().broadcastLimit())
            .merge(tree);
    StoredTable table = store.write("unified", merged.rows());
    StoredMerge merge = proved(extract, tree, table, merged.figures());
    store.complete(merge);
    phase.end("%,d rows to %s".formatted(merge.figures().kept().rows(), store.describe()));
    return merge;
  }

  private StoredMerge proved(
      StoredExtract extract, MergeTree tree, StoredTable table, MergeFigures merged) {
    Inspection inspection = extract.inspection();
    Reconciliation.requireAsCounted(config.merge().grain(), inspection.figures(), merged.read());
    List<String> orphans = Orphans.requireThose(inspection.orphans(), tree, merged);
    return new StoredMerge(extract.execution(), table, merged, orphans);
  }

  private static Map<String, Extracted> extracted(
      Intermediates store, MergeTree tree, StoredExtract extract) {
    Map<String, Extracted> extracted = new LinkedHashMap<>();
    for (Node node : tree.nodes()) {
      StoredRead read = requireNonNull(extract.tables().get(node.role()), node.role());
      extracted.put(node.role(), restored(store, node, read, extract));
    }
    return extracted;
  }

  private static Extracted restored(
      Intermediates store, Node node, StoredRead read, StoredExtract extract) {
    return new Extracted(
        node.role(),
        read.sql(),
        store.read(read.table()),
        extract.inspection().splitsOf(node.table()),
        read.bytes(),
        read::figures);
  }

  private Publishing.Staged staged(
      Target target,
      Intermediates store,
      MergeTree tree,
      StoredExtract extract,
      StoredMerge merge) {
    try {
      return stagedAsKept(target, store, tree, extract, merge);
    } catch (Exception | FSError failed) {
      // Of what is read here, and of what is written there.
      throw SparkFailures.explain(
          failed, reading.source(), kept() + " or " + target.stagingPlace());
    }
  }

  private Publishing.Staged stagedAsKept(
      Target target,
      Intermediates store,
      MergeTree tree,
      StoredExtract extract,
      StoredMerge merge) {
    return publishing.staged(
        target,
        new Publishing.Source(
            extract.catalog(),
            tree,
            extract.snapshot(),
            extract.inspection(),
            extracted(store, tree, extract),
            landed ->
                restored(
                    store,
                    landed.node(),
                    requireNonNull(extract.landed().get(landed.name()), landed.name()),
                    extract)),
        new Publishing.Unified(
            "stage",
            "staged as merged",
            store.read(merge.table()),
            () -> new Publishing.Counted(merge.figures(), merge.orphans())));
  }

  /** Where it all is, in the words of the settings. */
  private String kept() {
    return path + " (staging.path)";
  }

  private ConfigurationException incomplete(RunStep missing) {
    return refused(
        "Cannot go on with the run %s: its %s is not complete below %s (staging.path); do 'run --only %s --run-id %s' first, or 'run --resume %s'."
            .formatted(run, missing, path, missing, run, run));
  }

  private static ConfigurationException refused(String problem) {
    return new ConfigurationException(List.of(problem));
  }
}
