package com.shopsphere.warehouse.load;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How many rows there are, and the sum of a 64-bit hash of each over all its columns: equal for the
 * same rows in any order.
 *
 * <p>A NULL and an empty array have one hash, as BigQuery has no NULL arrays.
 */
record Fingerprint(long rows, BigDecimal hashes) {

  private static final DataType EXACT = DataTypes.createDecimalType(38, 0);

  /**
   * Reads all rows once.
   *
   * @param schema its columns are hashed, as its types: BigQuery has one type for all integers and
   *     another scale for decimals; all nullable, as those of a file are
   */
  static Fingerprint of(Dataset<Row> rows, StructType schema) {
    Column[] columns =
        Arrays.stream(schema.fields()).map(Fingerprint::column).toArray(Column[]::new);
    Column hashes = coalesce(sum(xxhash64(columns).cast(EXACT)), lit(BigDecimal.ZERO).cast(EXACT));
    Row figures = rows.agg(count(lit(1)), hashes).head();
    return new Fingerprint(figures.getLong(0), figures.getDecimal(1));
  }

  private static Column column(StructField field) {
    return col("`%s`".formatted(field.name().replace("`", "``"))).cast(field.dataType());
  }
}
