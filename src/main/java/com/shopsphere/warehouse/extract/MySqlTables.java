package com.shopsphere.warehouse.extract;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Hands tables to Spark, which makes an object of this class by itself and gives it options only.
 * Those are shown in Spark's UI and event log, so that they hold no more than the number of a table
 * in the driver.
 */
public final class MySqlTables implements TableProvider {

  private static final String OFFER = "offer";
  private static final Map<String, ReadableTable> OFFERED = new ConcurrentHashMap<>();

  /**
   * Offers a table for as long as Spark asks for it.
   *
   * @param load is given what has to be set as the option {@link #option}
   */
  static <T> T offer(ReadableTable table, Function<String, T> load) {
    String offer = UUID.randomUUID().toString();
    OFFERED.put(offer, table);
    try {
      return load.apply(offer);
    } finally {
      OFFERED.remove(offer);
    }
  }

  static String option() {
    return OFFER;
  }

  private static ReadableTable offered(Map<String, String> options) {
    ReadableTable table = OFFERED.get(options.getOrDefault(OFFER, ""));
    if (table == null) {
      throw new IllegalArgumentException(
          "Invalid table of MySQL: it is not offered by a reader in this process");
    }
    return table;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return TableScan.schema(offered(options).read().columns());
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return offered(properties);
  }
}
