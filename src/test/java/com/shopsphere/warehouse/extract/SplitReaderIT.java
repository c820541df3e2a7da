package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.config.ReadLimits;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Types;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a split, and of the connection lent for it, when all goes well and when not. */
class SplitReaderIT {

  private static final int ROWS = 60_000;

  /** Wide enough that no buffer between the server and the job holds all of it. */
  private static final String[] LARGE = {
    "CREATE TABLE t (id INT PRIMARY KEY, filler VARCHAR(1000))",
    "CREATE TABLE ten (n INT)",
    "INSERT INTO ten VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
    """
    INSERT INTO t
    SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n, REPEAT('x', 900)
    FROM ten a JOIN ten b JOIN ten c JOIN ten d JOIN ten e
    WHERE e.n < 6"""
  };

  private static TableSplits inOrder(boolean unique) {
    return new TableSplits("t", 0, List.of("id"), unique, List.of("id >= 0"));
  }

  private static SplitReader reader(
      ReadTable table, Lender lender, TableSplits splits, ReadLimits limits) {
    List<ScanColumn> columns = new ArrayList<>();
    for (Column column : table.node().table().columns()) {
      columns.add(ScanColumn.of(column.name(), column, Types.standard().of("t", column)));
    }
    TableRead read =
        new TableRead(
            "t",
            columns,
            splits,
            List.of("id"),
            lender,
            limits,
            ReadCounters.of(ReadTable.spark().sparkContext()));
    TableScan scan = new TableScan(read, columns, List.of());
    return (SplitReader)
        scan.createReaderFactory().createColumnarReader(scan.planInputPartitions()[0]);
  }

  private static void take(SplitReader reader, List<Integer> ids) {
    ColumnarBatch batch = reader.get();
    for (int row = 0; row < batch.numRows(); row++) {
      ids.add(batch.column(0).getInt(row));
    }
  }

  private static void takeTheRest(SplitReader reader, List<Integer> ids) throws IOException {
    while (reader.next()) {
      take(reader, ids);
    }
  }

  @Test
  void aReaderThatReachedTheEndGivesItsConnectionBack() throws SQLException, IOException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY)",
            "INSERT INTO t VALUES (1), (2)");
    RecordingLender lender = new RecordingLender(table);

    try (SplitReader reader = reader(table, lender, inOrder(false), ReadLimits.none())) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isFalse();
    }

    assertThat(lender.ends()).containsExactly("closed");
  }

  @Test
  void aReaderThatIsClosedEarlyDiscardsItsConnectionWithoutReadingTheRest()
      throws SQLException, IOException {
    ReadTable table = ReadTable.create(Servers.mysql(), LARGE);
    RecordingLender lender = new RecordingLender(table);

    try (SplitReader reader = reader(table, lender, inOrder(false), ReadLimits.none())) {
      assertThat(reader.next()).isTrue();
    }

    assertThat(lender.ends()).containsExactly("discarded");
  }

  static Stream<Arguments> interruptions() {
    return Servers.all()
        .flatMap(
            server -> Stream.of("QUERY", "CONNECTION").map(killed -> Arguments.of(server, killed)));
  }

  @ParameterizedTest(name = "KILL {1} on {0}")
  @MethodSource("interruptions")
  void aSplitInTheOrderOfAKeyIsResumedBehindTheRowsThatWereHandedOn(
      EmbeddedServer server, String killed) throws SQLException, IOException {
    ReadTable table = ReadTable.create(server, LARGE);
    RecordingLender lender = new RecordingLender(table);
    List<Integer> ids = new ArrayList<>();

    try (SplitReader reader = reader(table, lender, inOrder(true), ReadLimits.none())) {
      reader.next();
      take(reader, ids);
      lender.kill(killed);
      takeTheRest(reader, ids);
    }

    assertThat(ids).isEqualTo(IntStream.range(0, ROWS).boxed().toList());
    assertThat(lender.ends()).containsExactly("discarded", "closed");
  }

  @ParameterizedTest(name = "KILL {1} on {0}")
  @MethodSource("interruptions")
  void rowsWithoutAnOrderAreNotReadAgainOnceSomeWereHandedOn(EmbeddedServer server, String killed)
      throws SQLException, IOException {
    ReadTable table = ReadTable.create(server, LARGE);
    RecordingLender lender = new RecordingLender(table);

    try (SplitReader reader = reader(table, lender, inOrder(false), ReadLimits.none())) {
      reader.next();
      lender.kill(killed);

      assertThatThrownBy(() -> takeTheRest(reader, new ArrayList<>()))
          .isInstanceOf(IOException.class)
          .hasMessage("Cannot read a split of the table t")
          .hasCauseInstanceOf(SQLException.class);
    }
    assertThat(lender.ends()).containsExactly("discarded");
  }

  @Test
  void aSplitOfWhichNothingWasHandedOnIsReadAgainTwice() throws SQLException, IOException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(), "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    RecordingLender twice = new RecordingLender(table).breaking(2);
    RecordingLender thrice = new RecordingLender(table).breaking(3);

    try (SplitReader reader = reader(table, twice, inOrder(false), ReadLimits.none());
        SplitReader refused = reader(table, thrice, inOrder(false), ReadLimits.none())) {
      assertThat(reader.next()).isTrue();
      assertThat(twice.ends()).containsExactly("discarded", "discarded", "closed");
      assertThatThrownBy(refused::next).hasCauseInstanceOf(SQLException.class);
      assertThat(thrice.lent()).isEqualTo(3);
    }
  }

  @Test
  void anErrorOfTheQueryItselfIsNotTriedAgain() throws SQLException, IOException {
    ReadTable table =
        ReadTable.create(Servers.mysql(), "CREATE TABLE t (id INT PRIMARY KEY, v INT)");
    RecordingLender lender = new RecordingLender(table);
    try (SplitReader reader = reader(table, lender, inOrder(true), ReadLimits.none())) {
      table.execute("ALTER TABLE t DROP COLUMN v");

      assertThatThrownBy(reader::next).hasStackTraceContaining("Unknown column 'v'");
    }
    assertThat(lender.ends()).containsExactly("discarded");
  }

  @Test
  void aColumnThatHasAnotherTypeByNowIsNamed() throws SQLException, IOException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY, v INT)",
            "INSERT INTO t VALUES (1, 2)");
    try (SplitReader reader =
        reader(table, new RecordingLender(table), inOrder(true), ReadLimits.none())) {
      table.execute("ALTER TABLE t MODIFY v VARCHAR(9)");

      assertThatThrownBy(reader::next)
          .hasRootCauseMessage(
              "the type of the column `v` of the table t was changed while the job ran: expected whole number, found bytes");
    }
  }

  @Test
  void wideRowsMakeABatchOfFew() throws SQLException, IOException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY, v LONGTEXT)",
            """
            INSERT INTO t
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 11)
            SELECT i, REPEAT('x', IF(i = 5, 12000000, 1000000)) FROM n""");
    List<Integer> batches = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();

    try (SplitReader reader =
        reader(table, new RecordingLender(table), inOrder(true), ReadLimits.none())) {
      while (reader.next()) {
        take(reader, ids);
        batches.add(reader.get().numRows());
      }
    }

    assertThat(batches).containsExactly(5, 1, 5, 1);
    assertThat(ids).isEqualTo(IntStream.range(0, 12).boxed().toList());
  }

  @Test
  void tellsWhatItReadAndHowLongItWaited() throws SQLException, IOException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY)",
            "INSERT INTO t VALUES (1), (2), (3)");

    try (SplitReader reader =
        reader(table, new RecordingLender(table), inOrder(true), new ReadLimits(2, 1_000_000))) {
      takeTheRest(reader, new ArrayList<>());

      assertThat(reader.currentMetricsValues())
          .extracting(CustomTaskMetric::name)
          .containsExactly(
              "rowsFromMySql", "bytesFromMySql", "millisecondsWaiting", "valuesMadeNull");
      List<Long> values =
          Arrays.stream(reader.currentMetricsValues()).map(CustomTaskMetric::value).toList();
      // A row is one byte of NULLs and the number.
      assertThat(values).startsWith(3L, 3L * (1 + 4)).endsWith(0L);
      assertThat(values.get(2)).as("waiting, at two rows a second").isBetween(400L, 20_000L);
    }
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void theOrderOfAKeyCostsTheServerNoSort(EmbeddedServer server) throws SQLException {
    ReadTable table = ReadTable.create(server, LARGE);
    table.execute("ANALYZE TABLE t");
    TableSplits splits =
        new TableSplits("t", 0, List.of("id"), true, List.of("`id` >= 100 AND `id` < 900"));
    TableRead read =
        new TableRead(
            "t",
            List.of(),
            splits,
            List.of(),
            new RecordingLender(table),
            ReadLimits.none(),
            ReadCounters.of(ReadTable.spark().sparkContext()));
    String sql = read.select(List.of(), splits.predicates().get(0), List.of());

    try (Connection connection = server.connect(table.database());
        Statement statement = connection.createStatement();
        ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
      assertThat(sql).endsWith(" ORDER BY `id`");
      assertThat(plan.next()).isTrue();
      assertThat(plan.getString("type")).isEqualTo("range");
      assertThat(plan.getString("Extra")).doesNotContain("filesort");
    }
  }
}
