package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Comments;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.SnapshotPoint;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.load.DictionaryEncoding;
import com.shopsphere.warehouse.load.Publication;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.load.StagedTable;
import com.shopsphere.warehouse.load.TableDesign;
import com.shopsphere.warehouse.load.TableDesigns;
import com.shopsphere.warehouse.load.Target;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.report.ManifestJson;
import com.shopsphere.warehouse.report.RunManifest;
import com.shopsphere.warehouse.report.RunReport;
import com.shopsphere.warehouse.verify.CheckResult;
import com.shopsphere.warehouse.verify.Inspection;
import com.shopsphere.warehouse.verify.Reconciliation;
import com.shopsphere.warehouse.verify.StagedFigures;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps that need the target: staging, proof, publication. */
final class Publishing {

  private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

  /**
   * What was read, and how.
   *
   * @param extracted by role
   * @param landed gives the rows of a table that is published as it is
   */
  record Source(
      Catalog catalog,
      MergeTree tree,
      SnapshotPoint snapshot,
      Inspection inspection,
      Map<String, Extracted> extracted,
      Function<LandedTable, Extracted> landed) {}

  /**
   * What was counted while the rows were merged, proved against the server.
   *
   * @param orphans a sentence for each foreign key that names rows which are not there
   */
  record Counted(MergeFigures figures, List<String> orphans) {}

  /**
   * The unified table.
   *
   * @param step that its writing is, for the log
   * @param done by that
   * @param rows computed by whoever writes them
   * @param counted is asked when they have been written
   */
  record Unified(String step, String done, Dataset<Row> rows, Supplier<Counted> counted) {}

  /** Tables whose rows are proved. */
  record Staged(List<StagedTable> landed, StagedTable table, RunManifest manifest) {}

  private final JobConfig config;
  private final TypeMapping types;
  private final RunReport report;

  Publishing(JobConfig config, RunId run, TypeMapping types) {
    this.config = requireNonNull(config, "config");
    this.types = requireNonNull(types, "types");
    this.report = new RunReport(config, run, Version.current());
  }

  RunId run() {
    return report.runId();
  }

  /**
   * Makes sure that the tables can be written.
   *
   * @param execution what the process is called in the names that it leaves
   */
  Target opened(MergeTree tree, Comments comments, RunId execution) {
    List<TableDesign> landed =
        tree.landed().stream().map(one -> TableDesigns.landed(one, types, comments)).toList();
    TableDesign unified = TableDesigns.unified(config.target().table(), tree, types, comments);
    return Target.open(config.target(), execution, landed, unified);
  }

  Staged staged(Target target, Source source, Unified unified) {
    MergeTree tree = source.tree();
    Phase phase = Phase.start(unified.step());
    Map<String, String> parquetOptions =
        DictionaryEncoding.options(tree, table -> source.inspection().splitsOf(table).rows());
    StagedTable table = target.stage(config.target().table(), unified.rows(), parquetOptions);
    phase.end(unified.done());
    SparkSession spark = unified.rows().sparkSession();
    Dataset<Row> rows = spark.read().parquet(table.path());
    phase = Phase.start("verify");
    Counted counted = unified.counted().get();
    List<CheckResult> checks = verified(phase, tree, counted, rows);
    Landing.Outcome landed =
        new Landing(spark, target, source.landed(), source.inspection()).stage(tree);
    RunManifest manifest =
        report.manifest(
            source.catalog(),
            tree,
            source.snapshot(),
            source.extracted(),
            rows.schema(),
            counted.figures(),
            checks,
            counted.orphans(),
            landed.reports());
    return new Staged(landed.staged(), table, manifest);
  }

  private List<CheckResult> verified(
      Phase phase, MergeTree tree, Counted counted, Dataset<Row> rows) {
    MergeFigures merged = counted.figures();
    List<CheckResult> checks = Reconciliation.reconcile(merged, StagedFigures.of(rows, tree));
    phase.end(
        "%,d rows = %,d rows of %s%s; %d checks passed"
            .formatted(
                merged.kept().rows(),
                merged.read().rows(),
                config.merge().grain(),
                dropped(merged),
                checks.size()));
    counted.orphans().forEach(LOG::warn);
    return checks;
  }

  private static String dropped(MergeFigures merged) {
    long dropped = merged.read().rows() - merged.kept().rows();
    return dropped == 0 ? "" : " without %,d that an inner merge drops".formatted(dropped);
  }

  Publication published(Target target, Staged staged) {
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
