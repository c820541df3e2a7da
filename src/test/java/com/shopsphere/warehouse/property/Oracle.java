package com.shopsphere.warehouse.property;

import com.shopsphere.warehouse.property.Schema.Folding;
import com.shopsphere.warehouse.property.Schema.SchemaColumn;
import com.shopsphere.warehouse.property.Schema.SchemaTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The unified table as the server makes it, by one query for the grain table and one for each
 * nested table.
 */
final class Oracle {

  private final Connection connection;
  private final OutputNames names;

  Oracle(Connection connection, OutputNames names) {
    this.connection = connection;
    this.names = names;
  }

  /** One text a row, as {@link Texts} writes it; sorted. */
  List<String> rows(Branch root) throws SQLException {
    return elements(root).getOrDefault(List.of(), List.of()).stream().sorted().toList();
  }

  /** The rows of a scope, by the keys of the rows around them, outermost first. */
  private Map<List<String>, List<String>> elements(Branch scope) throws SQLException {
    List<Branch> nests = nests(scope);
    List<Map<List<String>, List<String>>> inner = new ArrayList<>();
    for (Branch nest : nests) {
      inner.add(elements(nest));
    }
    List<String> keys = keys(scope);
    List<String> outerKeys = scope.arrival().isEmpty() ? List.of() : keys(scope(scope.parent()));
    Map<String, String> values = new LinkedHashMap<>();
    flat(scope).forEach(branch -> addValues(branch, values));
    Map<List<String>, List<String>> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query(scope, keys, values))) {
      while (row.next()) {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= keys.size(); i++) {
          key.add(row.getString(i));
        }
        SortedMap<String, String> fields = new TreeMap<>();
        int position = keys.size();
        for (String name : values.keySet()) {
          fields.put(name, Texts.quoted(row.getString(++position)));
        }
        for (int i = 0; i < nests.size(); i++) {
          List<String> elements = inner.get(i).getOrDefault(key, List.of());
          fields.put(names.nest(nests.get(i)), Texts.array(elements, isOrdered(nests.get(i))));
        }
        List<String> outer = List.copyOf(key.subList(0, outerKeys.size()));
        found.computeIfAbsent(outer, one -> new ArrayList<>()).add(fields.toString());
      }
    }
    return found;
  }

  /** Whether Spark and the server order by the primary key alike. */
  static boolean isOrdered(Branch nest) {
    return nest.table().primaryKey().stream()
        .allMatch(column -> nest.table().column(column).kind().isNumber());
  }

  private static String query(Branch scope, List<String> keys, Map<String, String> values) {
    List<String> selected = new ArrayList<>(keys);
    selected.addAll(values.values());
    List<String> from = new ArrayList<>();
    addScopes(scope, from);
    return "SELECT %s FROM %s ORDER BY %s"
        .formatted(
            String.join(", ", selected),
            String.join("\n  ", from),
            String.join(", ", columns(scope.alias(), scope.table().primaryKey())));
  }

  private static void addScopes(Branch scope, List<String> from) {
    String table = "%s %s".formatted(scope.table().name(), scope.alias());
    if (scope.arrival().isEmpty()) {
      from.add(table);
    } else {
      addScopes(scope(scope.parent()), from);
      String equal = scope.way().equal(scope.parent().alias(), scope.alias());
      from.add("JOIN %s ON %s".formatted(table, equal));
    }
    flat(scope).stream().skip(1).forEach(branch -> from.add(join(branch)));
  }

  /** The nested table, or the root, that a branch is part of. */
  private static Branch scope(Branch branch) {
    return branch
        .path()
        .filter(one -> one.folding() == Folding.NEST || one.arrival().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** A scope and the tables below it whose columns stand beside its own, parents first. */
  private static List<Branch> flat(Branch scope) {
    return scope.walk().filter(branch -> scope(branch) == scope).toList();
  }

  private static List<Branch> nests(Branch scope) {
    return flat(scope).stream()
        .flatMap(branch -> branch.children().stream())
        .filter(branch -> branch.folding() == Folding.NEST)
        .toList();
  }

  private static List<String> keys(Branch scope) {
    List<String> keys = new ArrayList<>();
    if (scope.arrival().isPresent()) {
      keys.addAll(keys(scope(scope.parent())));
    }
    columns(scope.alias(), scope.table().primaryKey()).forEach(key -> keys.add(text(key)));
    return keys;
  }

  private static List<String> columns(String alias, List<String> columns) {
    return columns.stream().map(column -> alias + "." + column).toList();
  }

  private static String text(String expression) {
    return "CAST(%s AS CHAR)".formatted(expression);
  }

  private static String join(Branch branch) {
    String alias = branch.alias();
    SchemaTable table = branch.table();
    String parent = branch.parent().alias();
    String meets = branch.way().equal(parent, "x");
    return switch (branch.folding()) {
      case PICK_FIRST, PICK_LAST ->
          "LEFT JOIN LATERAL (SELECT x.* FROM %s x WHERE %s ORDER BY %s LIMIT 1) %s ON TRUE LEFT JOIN LATERAL (SELECT COUNT(*) AS n FROM %s x WHERE %s) %sn ON TRUE"
              .formatted(table.name(), meets, pickOrder(branch), alias, table.name(), meets, alias);
      case AGGREGATE ->
          "LEFT JOIN LATERAL (SELECT %s FROM %s x WHERE %s) %s ON TRUE"
              .formatted(figures(table), table.name(), meets, alias);
      default ->
          "LEFT JOIN %s %s ON %s".formatted(table.name(), alias, branch.way().equal(parent, alias));
    };
  }

  private static String figures(SchemaTable table) {
    List<String> figures = new ArrayList<>();
    Expectation.figures(table)
        .forEach((name, expression) -> figures.add("%s AS %s".formatted(expression, name)));
    return String.join(", ", figures);
  }

  /** Texts are picked in the order of their characters' codes, which is that of their UTF-8. */
  private static String pickOrder(Branch branch) {
    SchemaTable table = branch.table();
    List<String> ordered = new ArrayList<>(List.of(table.pickBy()));
    ordered.addAll(table.primaryKey());
    String direction = branch.folding() == Folding.PICK_FIRST ? "ASC" : "DESC";
    List<String> terms = new ArrayList<>();
    for (String name : ordered) {
      String column = "x." + name;
      boolean text = table.column(name).kind().isText();
      String term = text ? "CAST(CONVERT(%s USING utf8mb4) AS BINARY)".formatted(column) : column;
      terms.add(term + " " + direction);
    }
    return String.join(", ", terms);
  }

  private void addValues(Branch branch, Map<String, String> values) {
    switch (branch.folding()) {
      case AGGREGATE ->
          Expectation.figures(branch.table())
              .forEach(
                  (name, expression) ->
                      values.put(
                          names.figure(branch, expression.toString()),
                          text(branch.alias() + "." + name)));
      case PICK_FIRST, PICK_LAST -> {
        values.put(names.count(branch), text(branch.alias() + "n.n"));
        addColumns(branch, values);
      }
      default -> addColumns(branch, values);
    }
  }

  private void addColumns(Branch branch, Map<String, String> values) {
    for (SchemaColumn column : branch.columns()) {
      values.put(names.column(branch, column.name()), text(branch.alias() + "." + column.name()));
    }
  }

  /**
   * Whether a join to one row would meet several by the server's comparison, or a claim is wrong.
   */
  boolean refuses(Expectation expected) throws SQLException {
    for (Branch branch : expected.root().walk().toList()) {
      if (branch.arrival().filter(Way::toOne).isPresent()
          && (multiplies(branch.way()) || isFalseClaim(expected, branch.way()))) {
        return true;
      }
    }
    return false;
  }

  private boolean multiplies(Way way) throws SQLException {
    String from = way.forward() ? way.link().from() : way.link().to();
    return isAny(
        "SELECT 1 FROM %s f WHERE (SELECT COUNT(*) FROM %s t WHERE %s) > 1"
            .formatted(from, way.to(), way.equal("f", "t")));
  }

  private boolean isFalseClaim(Expectation expected, Way way) throws SQLException {
    String column = way.toColumns().get(0);
    return expected.isClaim(way.link())
        && isAny(
            "SELECT 1 FROM %s WHERE %s IS NOT NULL GROUP BY %s HAVING COUNT(*) > 1"
                .formatted(way.to(), column, column));
  }

  private boolean isAny(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql + " LIMIT 1")) {
      return row.next();
    }
  }
}
