package com.shopsphere.warehouse;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.config.ReadLimits;
import com.shopsphere.warehouse.config.SnapshotConfig;
import com.shopsphere.warehouse.config.SnapshotLock;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.Lender;
import com.shopsphere.warehouse.extract.OneProcess;
import com.shopsphere.warehouse.extract.Snapshot;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.extract.TableReader;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.merge.Merged;
import com.shopsphere.warehouse.merge.Merger;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.testing.Types;
import com.shopsphere.warehouse.verify.Inspection;
import com.shopsphere.warehouse.verify.Inspection.OrphanCount;
import com.shopsphere.warehouse.verify.Orphans;
import com.shopsphere.warehouse.verify.Reconciliation;
import com.shopsphere.warehouse.verify.StagedFigures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A run without its target: everything from the catalog to the proof, on a session that stays open,
 * with the rows in memory.
 */
public final class CoreRun {

  private static final int PARTITIONS = 2;

  private final SparkSession spark;
  private final MySqlSource source;
  private final int rowsPerSplit;

  /**
   * @param rowsPerSplit at least 1, fewer than the settings admit
   */
  public CoreRun(SparkSession spark, MySqlSource source, int rowsPerSplit) {
    Session.configure(spark, PARTITIONS);
    this.spark = spark;
    this.source = source;
    this.rowsPerSplit = rowsPerSplit;
  }

  /** The tree that a merge would follow. */
  public MergeTree plan(MergeConfig config) {
    Catalog catalog = new CatalogReader(source).read();
    MergeTree tree = MergePlanner.plan(catalog, config);
    TableReader.requireReadable(tree, Types.standard());
    return tree;
  }

  /**
   * The rows of the unified table.
   *
   * @throws com.shopsphere.warehouse.failure.VerificationException if they are not proved
   */
  public List<Row> merge(MergeConfig config, MergeTree tree) throws SQLException {
    try (Snapshot snapshot = snapshot(tree)) {
      Lender lender = snapshot.lender();
      SplitSize size = new SplitSize(OptionalInt.of(rowsPerSplit), 1);
      Inspection inspection =
          Inspection.of(source, lender, size, tree, OrphanCount.AFTER_THE_MERGE);
      Map<String, Extracted> extracted = extracted(tree, inspection, lender);
      Merged merged =
          new Merger(
                  extracted,
                  inspection.weighedKeys(tree),
                  Types.standard(),
                  config.broadcastLimit())
              .merge(tree);
      List<Row> rows = merged.rows().collectAsList();
      MergeFigures figures = merged.figures();
      Reconciliation.requireAsCounted(config.grain(), inspection.figures(), figures.read());
      try (Connection connection = source.connect()) {
        new Orphans(source).requireThoseOfTheServer(connection, tree, figures);
      }
      Reconciliation.reconcile(
          figures, StagedFigures.of(spark.createDataFrame(rows, merged.rows().schema()), tree));
      return rows;
    }
  }

  private Snapshot snapshot(MergeTree tree) {
    SnapshotConfig config = new SnapshotConfig(SnapshotLock.AUTO, Duration.ofSeconds(10), false, 1);
    List<String> tables = tree.tables().stream().map(Table::name).toList();
    return Snapshot.open(
        UUID.randomUUID().toString(), source, config, tables, new OneProcess(PARTITIONS));
  }

  private Map<String, Extracted> extracted(MergeTree tree, Inspection inspection, Lender lender) {
    TableReader reader = new TableReader(spark, lender, Types.standard(), ReadLimits.none());
    Map<String, Extracted> extracted = new LinkedHashMap<>();
    for (Node node : tree.nodes()) {
      extracted.put(
          node.role(),
          reader.read(node, inspection.splitsOf(node.table()), inspection.weighedKeys(tree)));
    }
    return extracted;
  }
}
