package com.shopsphere.warehouse.report;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.ReadFigures;
import com.shopsphere.warehouse.extract.SnapshotPoint;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.merge.EdgeFigures;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlanPrinter;
import com.shopsphere.warehouse.plan.Reference;
import com.shopsphere.warehouse.verify.CheckResult;
import com.shopsphere.warehouse.verify.Orphans;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of a run for its manifest. */
public final class RunReport {

  private final JobConfig config;
  private final RunId runId;
  private final JobVersion version;
  private final Instant startedAt = Instant.now();

  public RunReport(JobConfig config, RunId runId, JobVersion version) {
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
      SnapshotPoint snapshot,
      Map<String, Extracted> extracted,
      StructType schema,
      MergeFigures merged,
      List<CheckResult> checks,
      List<String> orphans,
      List<Landed> landed) {
    SourceConfig source = config.source();
    return new RunManifest(
        runId.value(),
        version.number(),
        version.commit(),
        startedAt,
        Instant.now(),
        new RunManifest.Source(source.server(), source.port(), source.database(), catalog.server()),
        snapshot(snapshot),
        config.target().table(),
        tree.grainColumns(),
        merged.kept().rows(),
        PlanPrinter.tree(tree),
        tree.leftOut().stream().map(one -> one.relation() + ": " + one.reason()).toList(),
        tree.nodes().stream().map(node -> tableRead(node, extracted)).toList(),
        columns(schema),
        joins(tree, merged),
        checks,
        landed.stream().map(RunReport::landed).toList(),
        Stream.concat(tree.warnings().stream(), orphans.stream()).toList(),
        config.effective());
  }

  private static List<RunManifest.OutputColumn> columns(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> new RunManifest.OutputColumn(field.name(), field.dataType().sql()))
        .toList();
  }

  private static RunManifest.LandedTable landed(Landed landed) {
    return new RunManifest.LandedTable(
        landed.table().name(),
        landed.rows(),
        tableRead(landed.table().node(), landed.extracted()),
        columns(landed.schema()),
        landed.checks());
  }

  private static RunManifest.Snapshot snapshot(SnapshotPoint point) {
    return new RunManifest.Snapshot(
        point.method(),
        point.instant(),
        point.waited().toMillis(),
        point.held().toMillis(),
        point.connections(),
        point.gtids().orElse(null),
        point.binaryLog().map(SnapshotPoint.BinaryLog::file).orElse(null),
        point.binaryLog().map(SnapshotPoint.BinaryLog::position).orElse(null),
        boxed(point.secondsBehindSource()));
  }

  private static List<RunManifest.Join> joins(MergeTree tree, MergeFigures merged) {
    Map<String, Reference> references = new HashMap<>();
    tree.edges().forEach(edge -> references.put(edge.child().role(), edge.reference()));
    return merged.edges().stream()
        .map(edge -> join(edge, references.getOrDefault(edge.child(), Reference.NONE)))
        .toList();
  }

  private static RunManifest.Join join(EdgeFigures edge, Reference reference) {
    return new RunManifest.Join(
        edge.parent(),
        edge.child(),
        edge.parentsWithoutKey(),
        edge.parentsUnmatched(),
        edge.childrenWithoutKey(),
        boxed(edge.childrenUnmatched()),
        boxed(Orphans.of(reference, edge)));
  }

  private static @Nullable Long boxed(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static RunManifest.TableRead tableRead(Node node, Map<String, Extracted> extracted) {
    return tableRead(node, requireNonNull(extracted.get(node.role()), node.role()));
  }

  private static RunManifest.TableRead tableRead(Node node, Extracted read) {
    ReadFigures figures = read.figures();
    return new RunManifest.TableRead(
        node.role(),
        node.table().name(),
        read.splits().rows(),
        read.splits().count(),
        read.sql(),
        figures.rows(),
        figures.bytes(),
        figures.waiting().toMillis() / 1000.0,
        figures.nulled());
  }
}
