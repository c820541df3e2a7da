package com.shopsphere.warehouse.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Spark asks of a table, and what it shows of it. */
class TableReaderIT {

  private static ReadTable table(EmbeddedServer server) throws SQLException {
    return ReadTable.create(
        server,
        """
        CREATE TABLE t (id INT PRIMARY KEY, n INT, u BIGINT UNSIGNED, d DECIMAL(20, 2), day DATE,
          y YEAR, text VARCHAR(9))""",
        """
        INSERT INTO t VALUES
          (1, 5, 18446744073709551615, 1.50, '2024-02-29', 2005, 'a'),
          (2, NULL, 0, -1.50, '1999-12-31', 1999, 'A'),
          (3, -5, 9223372036854775808, 0, NULL, NULL, NULL),
          (4, 7, NULL, NULL, '9999-12-31', 2000, 'b ')""");
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().collectLeaves().mkString(System.lineSeparator());
  }

  private static Column column(String name) {
    return col("`t/%s`".formatted(name));
  }

  private static List<Integer> ids(Dataset<Row> rows) {
    return rows.select(column("id")).collectAsList().stream()
        .map(row -> row.getInt(0))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void rowsAreCountedWithoutReadingAColumn(EmbeddedServer server) throws SQLException {
    Dataset<Row> rows = table(server).read().rows();

    assertThat(rows.count()).isEqualTo(4);
    assertThat(plan(rows.groupBy().count())).contains("MySQL table t[] in 1 splits");
  }

  @Test
  void onlyTheColumnsThatAreNeededAreRead() throws SQLException {
    Dataset<Row> rows = table(Servers.mysql()).read().rows().select(column("d"), column("id"));

    assertThat(plan(rows)).contains("MySQL table t[`id`, `d`] in 1 splits");
    assertThat(rows.collectAsList().get(0).getDecimal(0)).isEqualTo(new BigDecimal("1.50"));
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void exactNumbersAndDatesAreComparedByTheServer(EmbeddedServer server) throws SQLException {
    Dataset<Row> rows = table(server).read().rows();

    assertPushed(rows.filter(column("n").geq(5)), "`n` >= 5", 1, 4);
    assertPushed(rows.filter(column("n").isNull()), "`n` IS NULL", 2);
    assertPushed(rows.filter(column("text").isNotNull()), "`text` IS NOT NULL", 1, 2, 4);
    assertPushed(
        rows.filter(column("u").gt(lit(new BigDecimal("9223372036854775808")))),
        "`u` > 9223372036854775808",
        1);
    assertPushed(rows.filter(column("d").lt(lit(new BigDecimal("0.01")))), "`d` < 0.01", 2, 3);
    assertPushed(rows.filter(column("id").isin(1, 3, 9)), "`id` IN (1, 3, 9)", 1, 3);
    assertPushed(
        rows.filter(column("day").leq(lit(LocalDate.of(2024, 2, 29)))),
        "`day` <= DATE '2024-02-29'",
        1,
        2);
  }

  private static void assertPushed(Dataset<Row> rows, String condition, Integer... ids) {
    assertThat(plan(rows)).contains(condition + " in 1 splits");
    assertThat(ids(rows)).containsExactly(ids);
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void textsAndYearsAreComparedBySpark(EmbeddedServer server) throws SQLException {
    Dataset<Row> rows = table(server).read().rows();

    assertNotPushed(rows.filter(column("text").equalTo("A")), "`text`", 2);
    assertNotPushed(rows.filter(column("text").equalTo("b")), "`text`");
    assertNotPushed(rows.filter(column("y").equalTo(5)), "`y`");
  }

  private static void assertNotPushed(Dataset<Row> rows, String column, Integer... ids) {
    // That there is a value follows from the comparison, and is asked for.
    assertThat(plan(rows)).contains("WHERE %s IS NOT NULL in 1 splits".formatted(column));
    assertThat(ids(rows)).containsExactly(ids);
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void everySplitIsReadOnce(EmbeddedServer server) throws SQLException {
    ReadTable table = table(server);
    TableSplits splits =
        new TableSplits(
            "t", 4, List.of("id"), true, List.of("id < 2", "id >= 2 AND id < 4", "id >= 4"));

    Extracted read = table.read(new UnsharedConnections(table.source()), splits);

    assertThat(read.rows().javaRDD().getNumPartitions()).isEqualTo(3);
    assertThat(ids(read.rows())).containsExactly(1, 2, 3, 4);
    assertThat(read.figures().rows()).isEqualTo(4);
    assertThat(read.figures().bytes()).isPositive();
  }

  @Test
  void theScanTellsSparkWhatItRead() throws SQLException {
    Dataset<Row> rows = table(Servers.mysql()).read().rows();

    rows.collectAsList();

    var metrics = rows.queryExecution().executedPlan().collectLeaves().head().metrics();
    assertThat(metrics.apply("rowsFromMySql").value()).isEqualTo(4);
    assertThat(metrics.apply("bytesFromMySql").value()).isPositive();
    assertThat(metrics.apply("valuesMadeNull").value()).isZero();
    assertThat(metrics.contains("millisecondsWaiting")).isTrue();
  }

  @Test
  void namesMayHoldAnyCharacter() throws SQLException {
    ReadTable table =
        ReadTable.create(
            Servers.mysql(),
            "CREATE TABLE t (id INT PRIMARY KEY, `a``b.c \"d\" /é` INT)",
            "INSERT INTO t VALUES (1, 2), (2, 3)");

    Dataset<Row> rows = table.read().rows().filter(col("`t/a``b.c \"d\" /é`").equalTo(3));

    assertThat(plan(rows)).contains("`a``b.c \"d\" /é` = 3 in 1 splits");
    assertThat(ids(rows)).containsExactly(2);
  }

  @Test
  void thePlanDoesNotTellHowToConnect() throws SQLException {
    ReadTable table = table(Servers.mysql());
    Dataset<Row> rows = table.read().rows();

    assertThat(rows.queryExecution().toString())
        .doesNotContain(table.server().password(), Integer.toString(table.server().port()));
  }

  @Test
  void twoUsesOfATableInOneQueryAreOneRead() throws SQLException {
    Extracted read = table(Servers.mysql()).read();
    Dataset<Row> grouped = read.rows().groupBy(column("n")).count();

    grouped.union(grouped).collectAsList();

    assertThat(read.figures().rows()).isEqualTo(4);
  }
}
