package com.shopsphere.warehouse.report;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.verify.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, as it is written beside its table.
 *
 * @param version of the job
 * @param commit that the job was built from; {@code unknown} where the build did not know
 * @param startedAt when the run began, UTC
 * @param verifiedAt when all checks had passed, just before publishing, UTC
 * @param snapshot the instant that all tables show
 * @param grain columns of the unified table that name one of its rows
 * @param rows of the unified table
 * @param tree the merge tree as text, a line a node
 * @param warnings what a reader of the table might not expect
 * @param leftOut tables and relations that are not in it, with the reason
 * @param landed tables that were published as they are, beside it
 * @param configuration every setting, secrets masked
 */
public record RunManifest(
    String runId,
    String version,
    String commit,
    Instant startedAt,
    Instant verifiedAt,
    Source source,
    Snapshot snapshot,
    String target,
    List<String> grain,
    long rows,
    List<String> tree,
    List<String> leftOut,
    List<TableRead> tables,
    List<OutputColumn> columns,
    List<Join> joins,
    List<CheckResult> checks,
    List<LandedTable> landed,
    List<String> warnings,
    Map<String, String> configuration) {

  public RunManifest {
    requireNonNull(runId, "runId");
    requireNonNull(version, "version");
    requireNonNull(commit, "commit");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(verifiedAt, "verifiedAt");
    requireNonNull(source, "source");
    requireNonNull(snapshot, "snapshot");
    requireNonNull(target, "target");
    grain = List.copyOf(grain);
    tree = List.copyOf(tree);
    leftOut = List.copyOf(leftOut);
    tables = List.copyOf(tables);
    columns = List.copyOf(columns);
    joins = List.copyOf(joins);
    checks = List.copyOf(checks);
    landed = List.copyOf(landed);
    warnings = List.copyOf(warnings);
  }

  /**
   * The database that was read.
   *
   * @param host or instance of Cloud SQL, which no port counts for
   * @param server product and version
   */
  public record Source(String host, int port, String database, String server) {}

  /**
   * The instant that all tables show.
   *
   * @param method what held the tables still, as SQL; {@code none}: they show no common instant
   * @param instant by the server's clock, UTC
   * @param waitedMillis for the lock
   * @param heldMillis how long it kept others from writing
   * @param connections that showed the instant
   * @param gtids executed transactions; absent where the server does not count them
   * @param binaryLogFile absent without a binary log, or the privilege to see it
   * @param secondsBehindSource lag of a replica; absent where it is unknown, or none is
   */
  public record Snapshot(
      String method,
      Instant instant,
      long waitedMillis,
      long heldMillis,
      int connections,
      @Nullable String gtids,
      @Nullable String binaryLogFile,
      @Nullable Long binaryLogPosition,
      @Nullable Long secondsBehindSource) {}

  /**
   * How a table was read.
   *
   * @param rows counted just before the read
   * @param splits number of tasks that read it
   * @param sql what each of them sent, without its key range
   * @param rowsRead that came from the server; those that were read twice count twice
   * @param bytesRead of these rows as the server sent them
   * @param secondsWaiting time of all tasks together that they waited for the server
   * @param nulled values that became NULL because their type cannot hold them
   */
  public record TableRead(
      String role,
      String table,
      long rows,
      int splits,
      String sql,
      long rowsRead,
      long bytesRead,
      double secondsWaiting,
      long nulled) {}

  /**
   * A table that was published as it is.
   *
   * @param name of the published table
   * @param rows of the published table
   * @param checks against what the server counted and added up
   */
  public record LandedTable(
      String name,
      long rows,
      TableRead read,
      List<OutputColumn> columns,
      List<CheckResult> checks) {

    public LandedTable {
      columns = List.copyOf(columns);
      checks = List.copyOf(checks);
    }
  }

  /**
   * What a join met.
   *
   * @param parent role of the table that was joined with {@code child}
   * @param withoutKey rows of the parent with NULL in a key column
   * @param unmatched rows of the parent with a key that no child has
   * @param childrenWithoutKey rows of the child with NULL in a key column
   * @param childrenUnmatched rows of the child with a key that no parent has; absent where several
   *     parents may have one key
   * @param orphans rows with a foreign key that names no row; absent where no key is declared
   */
  public record Join(
      String parent,
      String child,
      long withoutKey,
      long unmatched,
      long childrenWithoutKey,
      @Nullable Long childrenUnmatched,
      @Nullable Long orphans) {}

  /**
   * A column of a published table.
   *
   * @param type Spark's, in SQL
   */
  public record OutputColumn(String name, String type) {}
}
