package com.shopsphere.warehouse.report;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlanPrinter;
import com.shopsphere.warehouse.verify.CheckResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** Gathers what is known of a run for its manifest. */
public final class RunReport {

  private final JobConfig config;
  private final RunId runId;
  private final String version;
  private final Instant startedAt = Instant.now();

  public RunReport(JobConfig config, RunId runId, String version) {
    this.config = requireNonNull(config, "config");
    this.runId = requireNonNull(runId, "runId");
    this.version = requireNonNull(version, "version");
  }

  public RunId runId() {
    return runId;
  }

  /** The manifest of a run whose checks have passed. */
  public RunManifest manifest(
      Catalog catalog,
      MergeTree tree,
      Map<String, Extracted> extracted,
      StructType schema,
      long rows,
      List<CheckResult> checks) {
    SourceConfig source = config.source();
    return new RunManifest(
        runId.value(),
        version,
        startedAt,
        Instant.now(),
        new RunManifest.Source(source.host(), source.port(), source.database(), catalog.server()),
        "none",
        config.target().table(),
        tree.grainColumns(),
        rows,
        PlanPrinter.tree(tree),
        tree.leftOut().stream().map(one -> one.relation() + ": " + one.reason()).toList(),
        tree.nodes().stream().map(node -> tableRead(node, extracted)).toList(),
        Arrays.stream(schema.fields())
            .map(field -> new RunManifest.OutputColumn(field.name(), field.dataType().sql()))
            .toList(),
        checks,
        config.effective());
  }

  private static RunManifest.TableRead tableRead(Node node, Map<String, Extracted> extracted) {
    Extracted read = requireNonNull(extracted.get(node.role()), node.role());
    return new RunManifest.TableRead(
        node.role(), node.table().name(), read.splits().rows(), read.splits().count(), read.sql());
  }
}
