package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.testing.CuttingProxy;
import com.shopsphere.warehouse.testing.Servers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break in the middle of a result, by a proxy that cuts them at a given byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutConnectionIT {

  private static final int ROWS = 30_000;

  /** In the order of its key, so that it can be resumed. */
  private static final TableSplits ONE_SPLIT =
      new TableSplits("t", ROWS, List.of("id"), true, List.of("id >= 0"));

  private ReadTable table;

  @BeforeAll
  void create() throws SQLException {
    table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY, filler VARCHAR(200))",
            "SET SESSION cte_max_recursion_depth = 100000",
            """
            INSERT INTO t
            WITH RECURSIVE n (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < 29999)
            SELECT id, REPEAT('x', id % 200) FROM n""");
  }

  private Dataset<Row> readThrough(CuttingProxy proxy) {
    ReadTable seen = new ReadTable(proxy.server(), table.database());
    return table.read(new UnsharedConnections(seen.source()), ONE_SPLIT).rows();
  }

  @ParameterizedTest(name = "after {0} bytes")
  @ValueSource(longs = {20_000, 131_072, 500_001, 1_000_000, 2_000_003, 3_000_000})
  void everyRowIsReadOnceWhereverTheResultIsCut(long bytes) throws IOException {
    try (CuttingProxy proxy = new CuttingProxy(table.server(), 1, bytes)) {
      List<Row> ids = readThrough(proxy).select("`t/id`", "`t/filler`").collectAsList();

      assertThat(ids.stream().map(row -> row.getInt(0)).toList())
          .isEqualTo(IntStream.range(0, ROWS).boxed().toList());
      assertThat(proxy.accepted()).isEqualTo(2);
    }
  }

  @Test
  void aValueIsWholeThoughTheConnectionBrokeWithinIt() throws IOException {
    try (CuttingProxy proxy = new CuttingProxy(table.server(), 2, 1_500_050)) {
      long length =
          readThrough(proxy)
              .agg(functions.sum(functions.length(functions.col("`t/filler`"))))
              .first()
              .getLong(0);

      assertThat(length).isEqualTo(150L * (199 * 200 / 2));
      assertThat(proxy.accepted()).isEqualTo(3);
    }
  }

  @Test
  void aConnectionThatBreaksEveryTimeEndsTheReadAfterTwoMoreTries() throws IOException {
    try (CuttingProxy proxy = new CuttingProxy(table.server(), 100, 400_000)) {
      assertThatThrownBy(() -> readThrough(proxy).collectAsList())
          .hasStackTraceContaining("Cannot read a split of the table t")
          .hasStackTraceContaining("the connection broke: the server ended it")
          .isInstanceOf(SparkException.class);
      assertThat(proxy.accepted()).isEqualTo(3);
    }
  }
}
