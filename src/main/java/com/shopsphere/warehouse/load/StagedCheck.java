package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.failure.VerificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Compares a staging table with the rows that were written to it, by queries through BigQuery's own
 * interface. Connectors have been known to report success for rows that never arrived.
 */
final class StagedCheck {

  /** Differences that a message tells. */
  private static final int TOLD = 5;

  private final BigQueryDataset dataset;
  private final StagingName staging;
  private final List<String> key;

  /**
   * @param key columns that tell rows apart and hold no NULL; none if nothing does
   */
  StagedCheck(BigQueryDataset dataset, StagingName staging, List<String> key) {
    this.dataset = requireNonNull(dataset, "dataset");
    this.staging = requireNonNull(staging, "staging");
    this.key = List.copyOf(key);
  }

  /**
   * @return number of rows
   * @throws VerificationException if a row, a key or a value differs
   */
  long require(Dataset<Row> rows) {
    String table = Sql.table(dataset.config().qualified(staging.value()));
    List<String> differences = new ArrayList<>();
    TableSums sums = TableSums.of(rows, key);
    if (!key.isEmpty()) {
      differences.addAll(wrongKeys(table, sums.rows()));
    }
    List<TableProfile> profiles = sums.profiles(table);
    for (int i = 0; i < profiles.size(); i++) {
      differences.addAll(profiles.get(i).differences(ask("check_" + i, profiles.get(i).sql())));
    }
    if (!differences.isEmpty()) {
      throw new VerificationException(message(differences));
    }
    return sums.rows();
  }

  private List<String> wrongKeys(String table, long rows) {
    String columns = key.stream().map(Sql::name).collect(Collectors.joining(", "));
    String anyNull =
        key.stream()
            .map(column -> Sql.name(column) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    List<@Nullable String> found =
        ask(
            "check_keys",
            """
            SELECT (SELECT COUNT(*) FROM (SELECT %s FROM %s GROUP BY %s)) AS different,
              (SELECT COUNT(*) FROM %s WHERE %s) AS absent"""
                .formatted(columns, table, columns, table, anyNull));
    List<String> wrong = new ArrayList<>();
    if (!Long.toString(rows).equals(found.get(0))) {
      wrong.add("number of different keys is %s, expected %d".formatted(found.get(0), rows));
    }
    if (!"0".equals(found.get(1))) {
      wrong.add("number of keys with NULL is %s, expected 0".formatted(found.get(1)));
    }
    return wrong;
  }

  private List<@Nullable String> ask(String purpose, String sql) {
    String what = "check the rows in " + dataset.config().qualified(staging.value());
    return dataset.jobs().query(what, staging.job(purpose), sql).get(0);
  }

  private String message(List<String> differences) {
    String told = String.join("; ", differences.subList(0, Math.min(TOLD, differences.size())));
    int more = differences.size() - TOLD;
    return "Cannot publish %s: what BigQuery received in %s is not what was written: %s%s."
        .formatted(
            dataset.config().qualified(staging.table()),
            dataset.config().qualified(staging.value()),
            told,
            more > 0 ? "; and %d more differences".formatted(more) : "");
  }
}
