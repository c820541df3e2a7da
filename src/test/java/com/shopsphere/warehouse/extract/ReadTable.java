package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.config.ReadLimits;
import com.shopsphere.warehouse.config.TypeConfig;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.LocalSpark;
import com.shopsphere.warehouse.testing.MergeConfigs;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import com.shopsphere.warehouse.testing.Types;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A table {@code t} in a database made for a test, read as the job reads it. */
record ReadTable(EmbeddedServer server, String database) {

  /** Has the statements executed on one connection that takes any value, in UTC. */
  static ReadTable create(EmbeddedServer server, String... statements) throws SQLException {
    ReadTable table = new ReadTable(server, Servers.freshDatabase(server));
    table.execute(statements);
    return table;
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  MySqlSource source() {
    return new MySqlSource(SourceConfigs.of(server, database));
  }

  /** In one piece, with the types that are chosen by default. */
  Extracted read() {
    return read(Types.DEFAULTS);
  }

  Extracted read(TypeConfig types) {
    return read(types, new UnsharedConnections(source()), TableSplits.whole("t", 0));
  }

  Extracted read(Lender lender, TableSplits splits) {
    return read(Types.DEFAULTS, lender, splits);
  }

  private Extracted read(TypeConfig types, Lender lender, TableSplits splits) {
    return reader(types, lender, ReadLimits.none()).read(node(), splits, WeighedKeys.none());
  }

  static TableReader reader(TypeConfig types, Lender lender, ReadLimits limits) {
    return new TableReader(spark(), lender, new TypeMapping(types), limits);
  }

  Node node() {
    return MergePlanner.plan(new CatalogReader(source()).read(), MergeConfigs.grain("t").build())
        .root();
  }

  /** With dates as those of java.time. */
  static SparkSession spark() {
    SparkSession spark = LocalSpark.session();
    spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
    return spark;
  }

  /** The values of a column, in the order of the column id; bytes as hexadecimal digits. */
  static List<@Nullable Object> values(Dataset<Row> rows, String column) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Row row : rows.orderBy("`t/id`").select("`t/%s`".formatted(column)).collectAsList()) {
      values.add(row.get(0) instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : row.get(0));
    }
    return values;
  }
}
