package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.extract.WeighedKeys.Weight;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.KeyComparison.ByCollation;
import com.shopsphere.warehouse.plan.KeyPair;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the keys that must be joined by the server's sort keys.
 *
 * <p>Sort keys ({@code WEIGHT_STRING}) are right for every text, but cost the server more than the
 * read itself. Among texts of printable ASCII, the usual collations look at letter case and
 * trailing spaces only, which Spark can do as well; so the server is asked whether a key column
 * holds anything else.
 */
public final class KeyInspector {

  private final MySqlSource source;

  public KeyInspector(MySqlSource source) {
    this.source = source;
  }

  /** By table, the key columns that have to be looked at. */
  public static Map<String, Set<String>> askedFor(MergeTree tree) {
    Map<String, Set<String>> asked = new LinkedHashMap<>();
    for (Node parent : tree.nodes()) {
      for (Edge edge : parent.edges()) {
        edge.keys().stream()
            .filter(KeyInspector::dependsOnText)
            .forEach(
                pair -> {
                  ask(asked, parent.table(), pair.parent());
                  ask(asked, edge.child().table(), pair.child());
                });
      }
    }
    return asked;
  }

  /**
   * Decides for every pair of key columns how they are joined.
   *
   * @param beyondAscii by table, the key columns that hold anything but printable ASCII
   */
  public static WeighedKeys weighed(MergeTree tree, Map<String, Set<String>> beyondAscii) {
    Map<String, Set<KeyPair>> pairs = new LinkedHashMap<>();
    Map<String, List<Weight>> columns = new LinkedHashMap<>();
    for (Node parent : tree.nodes()) {
      for (Edge edge : parent.edges()) {
        Node child = edge.child();
        for (KeyPair pair : edge.keys()) {
          if (pair.comparison() instanceof ByCollation by
              && mustBeWeighed(by, parent.table(), child.table(), pair, beyondAscii)) {
            pairs.computeIfAbsent(child.role(), role -> new HashSet<>()).add(pair);
            add(columns, parent, new Weight(pair.parent(), by.collation()));
            add(columns, child, new Weight(pair.child(), by.collation()));
          }
        }
      }
    }
    return new WeighedKeys(pairs, columns);
  }

  private static void add(Map<String, List<Weight>> columns, Node node, Weight weight) {
    List<Weight> weights = columns.computeIfAbsent(node.role(), role -> new ArrayList<>());
    if (!weights.contains(weight)) {
      weights.add(weight);
    }
  }

  private static boolean mustBeWeighed(
      ByCollation by,
      Table parent,
      Table child,
      KeyPair pair,
      Map<String, Set<String>> beyondAscii) {
    return by.ascii().isEmpty()
        || beyondAscii.getOrDefault(parent.name(), Set.of()).contains(pair.parent())
        || beyondAscii.getOrDefault(child.name(), Set.of()).contains(pair.child());
  }

  private static boolean dependsOnText(KeyPair pair) {
    return pair.comparison() instanceof ByCollation by && by.ascii().isPresent();
  }

  private static void ask(Map<String, Set<String>> asked, Table table, String column) {
    asked.computeIfAbsent(table.name(), name -> new TreeSet<>()).add(column);
  }

  /**
   * Which of a table's key columns hold anything but printable ASCII.
   *
   * @param columns not empty
   * @throws com.shopsphere.warehouse.failure.SourceException if the table cannot be read
   */
  public Set<String> beyondAscii(Connection connection, String table, Set<String> columns) {
    String sql =
        columns.stream()
            .map(KeyInspector::anyBeyondAscii)
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + Sql.quote(table)));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      Set<String> found = new TreeSet<>();
      int position = 1;
      for (String column : columns) {
        if (row.getInt(position++) > 0) {
          found.add(column);
        }
      }
      return found;
    } catch (SQLException failed) {
      throw source.failure("look at the keys of the table " + table, failed);
    }
  }

  /** In a binary collation: others match letters in this range that look like it, such as ſ. */
  private static String anyBeyondAscii(String column) {
    return "MAX(CONVERT(%s USING utf8mb4) COLLATE utf8mb4_bin REGEXP '[^ -~]')"
        .formatted(Sql.quote(column));
  }
}
