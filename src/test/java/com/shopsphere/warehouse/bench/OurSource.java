package com.shopsphere.warehouse.bench;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.ReadLimits;
import com.shopsphere.warehouse.config.SnapshotConfig;
import com.shopsphere.warehouse.config.SnapshotLock;
import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.Lender;
import com.shopsphere.warehouse.extract.OneProcess;
import com.shopsphere.warehouse.extract.ParallelQueries;
import com.shopsphere.warehouse.extract.Snapshot;
import com.shopsphere.warehouse.extract.SplitPlanner;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.extract.TableReader;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import com.shopsphere.warehouse.testing.Types;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Future;

/** The job's own reader: all tables at one instant, cut within it. */
final class OurSource implements Contestant {

  private final NowhereSpark spark;

  OurSource(NowhereSpark spark) {
    this.spark = spark;
  }

  @Override
  public void read(MySqlSource source, Reading reading) throws InterruptedException {
    try (Snapshot snapshot = snapshot(source, reading)) {
      Lender lender = snapshot.lender();
      Map<Table, TableSplits> cut = splits(source, lender, reading);
      TableReader reader =
          new TableReader(spark.session(), lender, Types.standard(), ReadLimits.none());
      for (Map.Entry<Table, TableSplits> each : cut.entrySet()) {
        Table table = each.getKey();
        Extracted extracted = reader.read(whole(table), each.getValue(), WeighedKeys.none());
        String summed = Extracted.columnName(table.name(), Reading.SUMMED);
        spark.write(extracted.rows(), table, reading, summed);
      }
    }
  }

  private static Snapshot snapshot(MySqlSource source, Reading reading) {
    return Snapshot.open(
        UUID.randomUUID().toString(),
        source,
        new SnapshotConfig(SnapshotLock.AUTO, Duration.ofMinutes(1), false, 1),
        reading.tables().stream().map(Table::name).toList(),
        new OneProcess(Reading.WIDTH));
  }

  private static Map<Table, TableSplits> splits(
      MySqlSource source, Lender lender, Reading reading) {
    try (ParallelQueries queries = new ParallelQueries(source, lender, Reading.WIDTH)) {
      SplitPlanner planner = planner(source);
      Map<Table, Future<TableSplits>> asked = new LinkedHashMap<>();
      for (Table table : reading.tables()) {
        asked.put(table, queries.ask(connection -> planner.plan(connection, table)));
      }
      Map<Table, TableSplits> splits = new LinkedHashMap<>();
      asked.forEach((table, future) -> splits.put(table, ParallelQueries.answer(future)));
      return splits;
    }
  }

  /** Cuts tables as a job with as many connections does. */
  static SplitPlanner planner(MySqlSource source) {
    return new SplitPlanner(source, new SplitSize(OptionalInt.empty(), Reading.WIDTH));
  }

  private static Node whole(Table table) {
    List<PlannedColumn> columns =
        table.columns().stream()
            .map(column -> new PlannedColumn(column, Optional.of(column.name())))
            .toList();
    return new Node(table.name(), table, columns, List.of());
  }

  @Override
  public Tally end() {
    return spark.end();
  }
}
