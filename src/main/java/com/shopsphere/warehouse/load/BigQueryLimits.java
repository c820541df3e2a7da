package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.config.BigQueryLayout;
import com.shopsphere.warehouse.config.DatetimeForm;
import com.shopsphere.warehouse.config.PartitionUnit;
import com.shopsphere.warehouse.failure.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/** What of a table BigQuery, or the connector that writes to it, does not take. */
public final class BigQueryLimits {

  /** Partitions that one job changes. */
  static final int MOST_PARTITIONS_OF_A_JOB = 4_000;

  /** Structs within structs that connector 0.32 writes, one less than BigQuery holds. */
  private static final int DEEPEST = 14;

  /** Columns of a table in BigQuery, the fields of its structs among them. */
  private static final int WIDEST = 10_000;

  /** Columns that a sentence names before it only counts them. */
  private static final int NAMED = 5;

  private static final Set<String> CLUSTERED =
      Set.of("BIGNUMERIC", "BOOL", "DATE", "DATETIME", "INT64", "NUMERIC", "STRING", "TIMESTAMP");
  private static final Set<String> PARTITIONED = Set.of("DATE", "DATETIME", "TIMESTAMP");

  private final List<String> localTimes = new ArrayList<>();
  private final List<String> tooDeep = new ArrayList<>();
  private int columns;

  private BigQueryLimits() {}

  /**
   * What would be refused of a table with these columns, by BigQuery or the oldest connector.
   *
   * @return sentences, none if all can be written
   */
  public static List<String> exceededBy(StructType schema) {
    BigQueryLimits limits = of(fields(schema));
    List<String> sentences = new ArrayList<>();
    if (!limits.localTimes.isEmpty()) {
      sentences.add(
          "Connector 0.32 cannot write DATETIME to BigQuery, newer ones can: %s."
              .formatted(named(limits.localTimes)));
    }
    sentences.addAll(limits.size());
    return sentences;
  }

  private static List<TableField> fields(StructType schema) {
    return new BigQueryFields(DatetimeForm.DATETIME, Map.of()).of(schema);
  }

  /**
   * What is refused of a table.
   *
   * @param fields as they are to be in BigQuery
   * @return sentences, none if it can be written
   */
  static List<String> refused(List<TableField> fields, Connector connector, BigQueryLayout layout) {
    BigQueryLimits limits = of(fields);
    List<String> sentences = new ArrayList<>();
    if (!limits.localTimes.isEmpty() && !connector.datetime()) {
      sentences.add(
          "The spark-bigquery connector on the class path, %s, cannot write DATETIME: %s. The connectors for Spark 3.4 and 3.5 from 0.33.0 can (spark-3.5-bigquery); or set target.bigquery.datetime = timestamp-utc."
              .formatted(connector.version(), named(limits.localTimes)));
    }
    sentences.addAll(limits.size());
    layout
        .partitionColumn()
        .flatMap(column -> wrongPartition(column, layout.partitionUnit(), fields))
        .ifPresent(sentences::add);
    layout.cluster().stream()
        .flatMap(column -> wrongCluster(column, fields).stream())
        .forEach(sentences::add);
    return sentences;
  }

  private static Optional<String> wrongPartition(
      String column, PartitionUnit unit, List<TableField> fields) {
    Optional<TableField> field = field(column, fields);
    if (field.isEmpty()) {
      return Optional.of(absent("target.bigquery.partition-column", column, fields));
    }
    if (field.get().repeated() || !PARTITIONED.contains(field.get().type())) {
      return Optional.of(
          "Invalid target.bigquery.partition-column: expected a column of type DATE, DATETIME or TIMESTAMP, found %s of type %s."
              .formatted(column, field.get().declaration()));
    }
    return unit == PartitionUnit.HOUR && field.get().type().equals("DATE")
        ? Optional.of(
            "Invalid target.bigquery.partition-by: expected day, month or year for %s of type DATE, found hour."
                .formatted(column))
        : Optional.empty();
  }

  private static Optional<String> wrongCluster(String column, List<TableField> fields) {
    Optional<TableField> field = field(column, fields);
    if (field.isEmpty()) {
      return Optional.of(absent("target.bigquery.cluster", column, fields));
    }
    return field.get().repeated() || !CLUSTERED.contains(field.get().type())
        ? Optional.of(
            "Invalid target.bigquery.cluster: BigQuery does not cluster by %s of type %s."
                .formatted(column, field.get().declaration()))
        : Optional.empty();
  }

  private static String absent(String setting, String column, List<TableField> fields) {
    List<String> names = fields.stream().map(TableField::name).toList();
    return "Invalid %s: the table has no column '%s'%s"
        .formatted(setting, column, Suggestion.didYouMean(column, names));
  }

  private static Optional<TableField> field(String column, List<TableField> fields) {
    return fields.stream().filter(field -> field.name().equals(column)).findFirst();
  }

  private static BigQueryLimits of(List<TableField> fields) {
    BigQueryLimits limits = new BigQueryLimits();
    limits.look(fields, "", 0);
    return limits;
  }

  private void look(List<TableField> fields, String path, int depth) {
    for (TableField field : fields) {
      columns++;
      String name = path + field.name();
      if (field.type().equals("DATETIME")) {
        localTimes.add(name);
      }
      if (!field.fields().isEmpty()) {
        if (depth == DEEPEST) {
          tooDeep.add(name);
        }
        look(field.fields(), name + ".", depth + 1);
      }
    }
  }

  private List<String> size() {
    List<String> sentences = new ArrayList<>();
    if (!tooDeep.isEmpty()) {
      sentences.add(
          "Connector 0.32 cannot write more than %d structs within each other to BigQuery: %s."
              .formatted(DEEPEST, named(tooDeep)));
    }
    if (columns > WIDEST) {
      sentences.add(
          "BigQuery takes %,d columns at most, the fields of nested tables among them; found %,d."
              .formatted(WIDEST, columns));
    }
    return sentences;
  }

  private static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : "%s and %,d more".formatted(first, names.size() - NAMED);
  }
}
