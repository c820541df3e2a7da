package com.shopsphere.warehouse.verify;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.plan.Claim;
import com.shopsphere.warehouse.plan.MergeTree;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Proves on the data what the configuration claims and no key enforces, before a row is read: the
 * server groups the claimed columns by its own comparison. Each join counts its rows besides, so
 * what changes afterwards is seen too.
 */
public final class ClaimProof {

  /** Keys that a message names. */
  private static final int SHOWN = 20;

  private final MySqlSource source;

  public ClaimProof(MySqlSource source) {
    this.source = source;
  }

  /**
   * Looks for two rows with the same key in each claimed table.
   *
   * @throws VerificationException naming the claim, the number of keys that contradict it, and the
   *     first of them
   * @throws com.shopsphere.warehouse.failure.SourceException if a table cannot be read
   */
  public void prove(Connection connection, MergeTree tree) {
    tree.edges()
        .flatMap(edge -> edge.claims().stream())
        .distinct()
        .forEach(claim -> prove(connection, claim));
  }

  private void prove(Connection connection, Claim claim) {
    String key = claim.columns().stream().map(Sql::quote).collect(Collectors.joining(", "));
    String present =
        claim.columns().stream()
            .map(column -> Sql.quote(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String sql =
        "SELECT %s, COUNT(*), COUNT(*) OVER () FROM %s WHERE %s GROUP BY %s HAVING COUNT(*) > 1 ORDER BY %s LIMIT %d"
            .formatted(key, Sql.quote(claim.table().name()), present, key, key, SHOWN);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> offending = new ArrayList<>();
      long keys = 0;
      while (rows.next()) {
        offending.add(described(rows, claim.columns().size()));
        keys = rows.getLong(claim.columns().size() + 2);
      }
      if (!offending.isEmpty()) {
        throw contradiction(claim, keys, offending);
      }
    } catch (SQLException failed) {
      throw source.failure("prove a claim on the table " + claim.table().name(), failed);
    }
  }

  private static String described(ResultSet row, int columns) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      values.add(row.getString(i));
    }
    return "(%s) %,d times".formatted(String.join(", ", values), row.getLong(columns + 1));
  }

  private static VerificationException contradiction(
      Claim claim, long keys, List<String> offending) {
    return new VerificationException(
        "Cannot believe %s: expected at most one row of '%s' for each (%s), found more for %,d of them: %s%s."
            .formatted(
                claim.setting(),
                claim.table().name(),
                String.join(", ", claim.columns()),
                keys,
                String.join("; ", offending),
                keys > offending.size() ? "; ..." : ""));
  }
}
