package com.shopsphere.warehouse.verify;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.merge.EdgeFigures;
import com.shopsphere.warehouse.merge.MergeFigures;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.KeyPair;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.Reference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Values of foreign keys that no row has, where the merge met any.
 *
 * <p>The server enforces a foreign key, so there is none, unless its checks were off. Where the
 * merge met one all the same, the server is asked how many it sees: another number means that Spark
 * compared keys otherwise than the server does, or that the two tables were not read at one
 * instant.
 */
public final class Orphans {

  private final MySqlSource source;

  public Orphans(MySqlSource source) {
    this.source = source;
  }

  /** Asks for the number of orphans of an edge that has a foreign key. */
  @FunctionalInterface
  private interface Counted {
    long of(Node parent, Edge edge);
  }

  /**
   * Compares the orphans of each foreign key with those that the server sees.
   *
   * @return a sentence for each edge that has any
   * @throws VerificationException naming the edge and both numbers, if they differ
   * @throws com.shopsphere.warehouse.failure.SourceException if a table cannot be read
   */
  public List<String> requireThoseOfTheServer(
      Connection connection, MergeTree tree, MergeFigures merged) {
    return require(tree, merged, (parent, edge) -> count(connection, parent, edge));
  }

  /**
   * The same for a merge that comes after the server was left.
   *
   * @param onServer as {@link #ofTheServer} answered
   */
  public static List<String> requireThose(
      Map<String, Long> onServer, MergeTree tree, MergeFigures merged) {
    return require(
        tree,
        merged,
        (parent, edge) -> requireNonNull(onServer.get(edge.child().role()), edge.child().role()));
  }

  /**
   * Counts the orphans of every foreign key of a tree, by the role of the edge's child.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if a table cannot be read
   */
  public Map<String, Long> ofTheServer(Connection connection, MergeTree tree) {
    Map<String, Long> orphans = new LinkedHashMap<>();
    for (Node parent : tree.nodes()) {
      for (Edge edge : parent.edges()) {
        if (edge.reference() != Reference.NONE) {
          orphans.put(edge.child().role(), count(connection, parent, edge));
        }
      }
    }
    return orphans;
  }

  private static List<String> require(MergeTree tree, MergeFigures merged, Counted onServer) {
    Map<String, EdgeFigures> figures =
        merged.edges().stream().collect(Collectors.toMap(EdgeFigures::child, Function.identity()));
    List<String> sentences = new ArrayList<>();
    for (Node parent : tree.nodes()) {
      for (Edge edge : parent.edges()) {
        EdgeFigures counted = figures.get(edge.child().role());
        if (counted != null) {
          long orphans = of(edge.reference(), counted).orElse(0);
          if (orphans > 0) {
            sentences.add(require(parent, edge, orphans, onServer.of(parent, edge)));
          }
        }
      }
    }
    return sentences;
  }

  /** Rows with a foreign key that names no row; absent where there is no foreign key. */
  public static OptionalLong of(Reference reference, EdgeFigures counted) {
    return switch (reference) {
      case PARENT_TO_CHILD -> OptionalLong.of(counted.parentsUnmatched());
      case CHILD_TO_PARENT -> counted.childrenUnmatched();
      case NONE -> OptionalLong.empty();
    };
  }

  private static boolean isForward(Edge edge) {
    return edge.reference() == Reference.PARENT_TO_CHILD;
  }

  private static String from(Node parent, Edge edge) {
    return (isForward(edge) ? parent : edge.child()).table().name();
  }

  private static String to(Node parent, Edge edge) {
    return (isForward(edge) ? edge.child() : parent).table().name();
  }

  private static String require(Node parent, Edge edge, long orphans, long onServer) {
    String from = from(parent, edge);
    String to = to(parent, edge);
    if (onServer != orphans) {
      throw new VerificationException(
          "Cannot prove the join of '%s' with '%s': the merge met %,d rows of %s whose foreign key names no row of %s, the server sees %,d. The tables changed while they were read, or their keys are compared in different ways."
              .formatted(parent.role(), edge.child().role(), orphans, from, to, onServer));
    }
    return "%,d rows of %s have a foreign key that names no row of %s: it was not enforced when they were written."
        .formatted(orphans, from, to);
  }

  private long count(Connection connection, Node parent, Edge edge) {
    String from = from(parent, edge);
    boolean forward = isForward(edge);
    List<String> equal = new ArrayList<>();
    List<String> present = new ArrayList<>();
    for (KeyPair key : edge.keys()) {
      String own = "f." + Sql.quote(forward ? key.parent() : key.child());
      equal.add("%s = t.%s".formatted(own, Sql.quote(forward ? key.child() : key.parent())));
      present.add(own + " IS NOT NULL");
    }
    String sql =
        "SELECT COUNT(*) FROM %s f WHERE %s AND NOT EXISTS (SELECT 1 FROM %s t WHERE %s)"
            .formatted(
                Sql.quote(from),
                String.join(" AND ", present),
                Sql.quote(to(parent, edge)),
                String.join(" AND ", equal));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failed) {
      throw source.failure("count the orphans of the table " + from, failed);
    }
  }
}
