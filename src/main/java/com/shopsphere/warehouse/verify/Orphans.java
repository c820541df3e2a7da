package com.shopsphere.warehouse.verify;

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

  /**
   * Compares the orphans of each foreign key with those that the server sees.
   *
   * @return a sentence for each edge that has any
   * @throws VerificationException naming the edge and both numbers, if they differ
   * @throws com.shopsphere.warehouse.failure.SourceException if a table cannot be read
   */
  public List<String> requireThoseOfTheServer(
      Connection connection, MergeTree tree, MergeFigures merged) {
    Map<String, EdgeFigures> figures =
        merged.edges().stream().collect(Collectors.toMap(EdgeFigures::child, Function.identity()));
    List<String> sentences = new ArrayList<>();
    for (Node parent : tree.nodes()) {
      for (Edge edge : parent.edges()) {
        EdgeFigures counted = figures.get(edge.child().role());
        if (counted != null) {
          long orphans = of(edge.reference(), counted).orElse(0);
          if (orphans > 0) {
            sentences.add(require(connection, parent, edge, orphans));
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

  private String require(Connection connection, Node parent, Edge edge, long orphans) {
    boolean forward = edge.reference() == Reference.PARENT_TO_CHILD;
    String from = (forward ? parent : edge.child()).table().name();
    String to = (forward ? edge.child() : parent).table().name();
    long onServer = count(connection, from, to, edge.keys(), forward);
    if (onServer != orphans) {
      throw new VerificationException(
          "Cannot prove the join of '%s' with '%s': the merge met %,d rows of %s whose foreign key names no row of %s, the server sees %,d. The tables changed while they were read, or their keys are compared in different ways."
              .formatted(parent.role(), edge.child().role(), orphans, from, to, onServer));
    }
    return "%,d rows of %s have a foreign key that names no row of %s: it was not enforced when they were written."
        .formatted(orphans, from, to);
  }

  private long count(
      Connection connection, String from, String to, List<KeyPair> keys, boolean forward) {
    List<String> equal = new ArrayList<>();
    List<String> present = new ArrayList<>();
    for (KeyPair key : keys) {
      String own = "f." + Sql.quote(forward ? key.parent() : key.child());
      equal.add("%s = t.%s".formatted(own, Sql.quote(forward ? key.child() : key.parent())));
      present.add(own + " IS NOT NULL");
    }
    String sql =
        "SELECT COUNT(*) FROM %s f WHERE %s AND NOT EXISTS (SELECT 1 FROM %s t WHERE %s)"
            .formatted(
                Sql.quote(from),
                String.join(" AND ", present),
                Sql.quote(to),
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
