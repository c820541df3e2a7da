package com.shopsphere.warehouse.bigquery;

import com.google.api.services.bigquery.model.Clustering;
import com.google.api.services.bigquery.model.EncryptionConfiguration;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The job's records for tables, and those of the REST interface. */
final class TableModels {

  private static final String REPEATED = "REPEATED";
  private static final String REQUIRED = "REQUIRED";
  private static final String NULLABLE = "NULLABLE";

  private TableModels() {}

  static Table model(TableDefinition definition, TableReference reference) {
    Table table =
        new Table()
            .setTableReference(reference)
            .setSchema(schema(definition.fields()))
            .setLabels(definition.labels());
    definition.description().ifPresent(table::setDescription);
    definition.expires().map(Instant::toEpochMilli).ifPresent(table::setExpirationTime);
    definition.partitioning().map(TableModels::model).ifPresent(table::setTimePartitioning);
    definition.kmsKey().map(TableModels::encryption).ifPresent(table::setEncryptionConfiguration);
    if (!definition.cluster().isEmpty()) {
      table.setClustering(new Clustering().setFields(definition.cluster()));
    }
    return table;
  }

  static EncryptionConfiguration encryption(String kmsKey) {
    return new EncryptionConfiguration().setKmsKeyName(kmsKey);
  }

  static TableSchema schema(List<TableField> fields) {
    return new TableSchema().setFields(fields.stream().map(TableModels::model).toList());
  }

  private static TableFieldSchema model(TableField field) {
    TableFieldSchema model =
        new TableFieldSchema()
            .setName(field.name())
            .setType(field.legacyType())
            .setMode(mode(field));
    field.precision().ifPresent(digits -> model.setPrecision((long) digits));
    field.scale().ifPresent(digits -> model.setScale((long) digits));
    field.description().ifPresent(model::setDescription);
    if (field.isStruct()) {
      model.setFields(field.fields().stream().map(TableModels::model).toList());
    }
    return model;
  }

  private static String mode(TableField field) {
    if (field.repeated()) {
      return REPEATED;
    }
    return field.required() ? REQUIRED : NULLABLE;
  }

  private static TimePartitioning model(Partitioning partitioning) {
    TimePartitioning model = new TimePartitioning().setType(partitioning.unit());
    return partitioning.column().isEmpty() ? model : model.setField(partitioning.column());
  }

  static TableState state(Table table) {
    return new TableState(
        table.getTableReference().getTableId(),
        orElse(table.getType(), TableState.TABLE),
        fields(table.getSchema() == null ? null : table.getSchema().getFields()),
        Optional.ofNullable(table.getTimePartitioning()).map(TableModels::partitioning),
        table.getClustering() == null ? List.of() : orNone(table.getClustering().getFields()),
        orElse(table.getLabels(), Map.of()),
        orElse(table.getNumRows(), BigInteger.ZERO).longValueExact(),
        Instant.ofEpochMilli(orElse(table.getLastModifiedTime(), BigInteger.ZERO).longValueExact()),
        Optional.ofNullable(table.getExpirationTime()).map(Instant::ofEpochMilli));
  }

  private static Partitioning partitioning(TimePartitioning model) {
    return new Partitioning(orElse(model.getType(), "DAY"), orElse(model.getField(), ""));
  }

  private static List<TableField> fields(@Nullable List<TableFieldSchema> models) {
    return orNone(models).stream().map(TableModels::field).toList();
  }

  private static TableField field(TableFieldSchema model) {
    return new TableField(
        model.getName(),
        model.getType(),
        REPEATED.equals(model.getMode()),
        REQUIRED.equals(model.getMode()),
        digits(model.getPrecision()),
        digits(model.getScale()),
        Optional.ofNullable(model.getDescription()),
        fields(model.getFields()));
  }

  private static OptionalInt digits(@Nullable Long number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(number));
  }

  static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }
}
