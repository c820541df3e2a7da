package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.config.DatetimeForm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;

/**
 * The columns of a table in BigQuery for those of Spark, all of them nullable: the connector writes
 * columns that Spark takes to be so into no others.
 */
final class BigQueryFields {

  private final DatetimeForm datetime;
  private final Map<String, String> descriptions;

  /**
   * @param descriptions as in {@link TableDesign}
   */
  BigQueryFields(DatetimeForm datetime, Map<String, String> descriptions) {
    this.datetime = requireNonNull(datetime, "datetime");
    this.descriptions = Map.copyOf(descriptions);
  }

  List<TableField> of(StructType schema) {
    return fields(schema, "");
  }

  /** The schema that is written: that of the rows, but for local times that become instants. */
  StructType written(StructType schema) {
    return datetime == DatetimeForm.DATETIME ? schema : (StructType) inUtc(schema);
  }

  private static DataType inUtc(DataType type) {
    if (type instanceof TimestampNTZType) {
      return DataTypes.TimestampType;
    }
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(inUtc(array.elementType()), array.containsNull());
    }
    if (type instanceof StructType struct) {
      return new StructType(
          Arrays.stream(struct.fields())
              .map(
                  field ->
                      field.copy(field.name(), inUtc(field.dataType()), true, field.metadata()))
              .toArray(StructField[]::new));
    }
    return type;
  }

  private List<TableField> fields(StructType struct, String path) {
    return Arrays.stream(struct.fields())
        .map(field -> field(field.name(), field.dataType(), path + field.name(), false))
        .toList();
  }

  private TableField field(String name, DataType type, String path, boolean repeated) {
    if (type instanceof ArrayType array) {
      return field(name, array.elementType(), path, true);
    }
    List<TableField> fields =
        type instanceof StructType struct ? fields(struct, path + ".") : List.of();
    DataType written = datetime == DatetimeForm.DATETIME ? type : inUtc(type);
    Optional<DecimalType> decimal =
        type instanceof DecimalType declared ? Optional.of(declared) : Optional.empty();
    return new TableField(
        name,
        BigQueryType.name(written),
        repeated,
        false,
        decimal.map(one -> OptionalInt.of(one.precision())).orElse(OptionalInt.empty()),
        decimal.map(one -> OptionalInt.of(one.scale())).orElse(OptionalInt.empty()),
        Optional.ofNullable(descriptions.get(path)),
        fields);
  }
}
