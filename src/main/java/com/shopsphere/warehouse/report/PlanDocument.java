package com.shopsphere.warehouse.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do and why, as people and machines read it.
 *
 * @param server product and version
 * @param columns of the unified table, in their order
 * @param landed tables that are published as they are, beside it
 * @param leftOut tables and relations that are not in it
 * @param warnings what a reader of the table might not expect, or a target not take
 */
public record PlanDocument(
    String database,
    String server,
    Grain grain,
    TreeNode tree,
    Reading reading,
    List<ColumnEntry> columns,
    List<Share> allocations,
    List<Landing> landed,
    List<Omission> leftOut,
    List<String> warnings,
    Totals totals) {

  public PlanDocument {
    requireNonNull(database, "database");
    requireNonNull(server, "server");
    requireNonNull(grain, "grain");
    requireNonNull(tree, "tree");
    requireNonNull(reading, "reading");
    requireNonNull(totals, "totals");
    columns = List.copyOf(columns);
    allocations = List.copyOf(allocations);
    landed = List.copyOf(landed);
    leftOut = List.copyOf(leftOut);
    warnings = List.copyOf(warnings);
  }

  /**
   * What one row of the unified table is.
   *
   * @param key of the grain table: {@code PRIMARY}, or the name of a unique key
   * @param keyColumns in the grain table
   * @param columns in the unified table that hold the key, in the same order
   */
  public record Grain(String table, String key, List<String> keyColumns, List<String> columns) {

    public Grain {
      keyColumns = List.copyOf(keyColumns);
      columns = List.copyOf(columns);
    }
  }

  /**
   * A table in one of its roles.
   *
   * @param estimatedRows by the server; absent for a view, of which it has no estimate
   * @param edge from its parent; absent for the grain table
   */
  public record TreeNode(
      String role,
      String table,
      @Nullable Long estimatedRows,
      @Nullable Relation edge,
      List<TreeNode> children) {

    public TreeNode {
      children = List.copyOf(children);
    }
  }

  /**
   * How the tables are read.
   *
   * @param snapshot in words, what makes them show one instant
   * @param connections at most, on a local master
   * @param tables of the tree, and those that are only landed, each once
   */
  public record Reading(String snapshot, int connections, List<TableReading> tables) {

    public Reading {
      tables = List.copyOf(tables);
    }
  }

  /**
   * How a table is cut into splits, each of which is read by one task.
   *
   * @param key {@code PRIMARY}, or the name of a unique key; absent for a table in one piece
   * @param keyColumns by whose order the table is cut
   * @param rowsPerSplit absent for a table in one piece
   * @param estimatedSplits by the server's estimate of the rows, at least 1
   */
  public record TableReading(
      String table,
      @Nullable String key,
      List<String> keyColumns,
      @Nullable Integer rowsPerSplit,
      long estimatedSplits) {

    public TableReading {
      keyColumns = List.copyOf(keyColumns);
    }
  }

  /**
   * How a table is brought to its parent.
   *
   * @param cardinality seen from the parent: {@code n:1}, {@code 1:1} or {@code 1:n}
   * @param proof the key that tells the cardinality, or that the configuration does
   * @param claimed whether the cardinality is proved on the data of each run, since no key does
   * @param fold in words: {@code flattened}, {@code nested as review}
   * @param folded whether the rows of the table are brought to fewer
   * @param required whether a row without this table is dropped
   */
  public record Relation(
      String cardinality,
      List<Key> keys,
      String proof,
      boolean claimed,
      String fold,
      boolean folded,
      boolean required) {

    public Relation {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Two columns that are equal.
   *
   * @param comparison in words: {@code exact}, or {@code by} a collation
   */
  public record Key(String parent, String child, String comparison) {}

  /**
   * A column of a published table, or a field of a nested table.
   *
   * @param mysqlType as the server declares it; absent where the merge makes the values
   * @param sparkType in SQL
   * @param bigqueryType as the connector makes it
   * @param role of the table that is read for it
   * @param source column of that table; absent where the merge makes the values
   * @param expression how the merge makes them; absent for a column of the source
   * @param nullable whether a value may be NULL
   * @param fields of one element of a nested table; else none
   */
  public record ColumnEntry(
      String name,
      @Nullable String mysqlType,
      String sparkType,
      String bigqueryType,
      String role,
      String table,
      @Nullable String source,
      @Nullable String expression,
      boolean nullable,
      List<ColumnEntry> fields) {

    public ColumnEntry {
      fields = List.copyOf(fields);
    }

    /** {@code order.total_amount}, or the expression. */
    String from() {
      return expression == null ? "%s.%s".formatted(table, source) : expression;
    }
  }

  /**
   * An amount that is spread over the rows.
   *
   * @param role of the table that has it
   * @param amount its column
   * @param by product of columns of the grain table that weighs a row
   * @param column of the unified table that holds a row's share
   */
  public record Share(String role, String amount, String by, String column) {}

  /**
   * A table of the source that is published as it is.
   *
   * @param name of the published table
   * @param table in the source
   * @param estimatedRows by the server; absent for a view, of which it has no estimate
   */
  public record Landing(
      String name, String table, @Nullable Long estimatedRows, List<ColumnEntry> columns) {

    public Landing {
      columns = List.copyOf(columns);
    }
  }

  /**
   * What is not in the unified table.
   *
   * @param relation the way to the table that is not followed; the table's name where there is none
   */
  public record Omission(String table, String relation, String reason) {}

  /**
   * Sizes of the plan, and the bounds that the configuration gives them.
   *
   * @param tables of the tree, each role once
   * @param columns of the unified table
   * @param columnsWithFields the same, fields of nested tables among them
   */
  public record Totals(int tables, int columns, int columnsWithFields, Limits limits) {}

  /** Settings: {@code merge.max-depth}, {@code merge.max-columns}, {@code merge.max-elements}. */
  public record Limits(int depth, int columns, int elements) {}
}
