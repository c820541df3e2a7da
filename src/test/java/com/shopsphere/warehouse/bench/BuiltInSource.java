package com.shopsphere.warehouse.bench;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.catalog.Table;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Spark's own JDBC source: streaming, prepared by the server, cut as we cut the table. */
final class BuiltInSource implements Contestant {

  private final NowhereSpark spark;

  BuiltInSource(NowhereSpark spark) {
    this.spark = spark;
  }

  @Override
  public void read(MySqlSource source, Reading reading) throws InterruptedException {
    Properties options = source.credentials();
    options.setProperty("fetchsize", Integer.toString(Integer.MIN_VALUE));
    for (Table table : reading.tables()) {
      Dataset<Row> rows =
          spark
              .session()
              .read()
              .jdbc(
                  source.url(),
                  Sql.quote(table.name()),
                  reading.splitsOf(table).toArray(String[]::new),
                  options);
      spark.write(rows, table, reading, Reading.SUMMED);
    }
  }

  @Override
  public Tally end() {
    return spark.end();
  }
}
