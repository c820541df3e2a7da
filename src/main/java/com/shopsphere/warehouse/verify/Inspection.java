package com.shopsphere.warehouse.verify;

import static com.shopsphere.warehouse.extract.ParallelQueries.answer;
import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.extract.KeyInspector;
import com.shopsphere.warehouse.extract.Lender;
import com.shopsphere.warehouse.extract.ParallelQueries;
import com.shopsphere.warehouse.extract.SplitPlanner;
import com.shopsphere.warehouse.extract.SplitSize;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * What the server answers before a row is read, at the same instant.
 *
 * @param splits of each table, by its name: a table in two roles is cut once
 * @param beyondAscii by table, the key columns that hold anything but printable ASCII
 * @param figures of the grain table, by the server's own count
 * @param landed the same of each table that is landed, by the name that it gets
 * @param orphans of each foreign key, by the role of the edge's child; empty unless they were asked
 *     for
 */
public record Inspection(
    Map<String, TableSplits> splits,
    Map<String, Set<String>> beyondAscii,
    Figures figures,
    Map<String, Figures> landed,
    Map<String, Long> orphans) {

  /** Connections that ask at the same time; more would only make the server busier. */
  public static final int WIDTH = 4;

  public Inspection {
    splits = Map.copyOf(splits);
    beyondAscii = Map.copyOf(beyondAscii);
    requireNonNull(figures, "figures");
    landed = Map.copyOf(landed);
    orphans = Map.copyOf(orphans);
  }

  /** Whether the orphans are counted now: for a merge that comes when the server has been left. */
  public enum OrphanCount {
    NOW,
    AFTER_THE_MERGE
  }

  /**
   * Proves what the configuration claims, cuts the tables, looks at their keys, and counts.
   *
   * @throws com.shopsphere.warehouse.failure.JobException if a claim is wrong, or a table cannot be
   *     read
   */
  public static Inspection of(
      MySqlSource source, Lender lender, SplitSize size, MergeTree tree, OrphanCount orphans) {
    try (ParallelQueries queries = new ParallelQueries(source, lender, WIDTH)) {
      Future<Boolean> claims =
          queries.ask(
              connection -> {
                new ClaimProof(source).prove(connection, tree);
                return true;
              });
      Future<Figures> figures =
          queries.ask(connection -> new SourceFigures(source).of(connection, tree));
      Map<String, Future<Figures>> landed = new LinkedHashMap<>();
      for (LandedTable table : tree.landed()) {
        landed.put(
            table.name(),
            queries.ask(connection -> new SourceFigures(source).of(connection, table)));
      }
      Future<Boolean> unchanged =
          queries.ask(
              connection -> {
                // On a connection of its own: within the snapshot, declarations may be old.
                new CatalogReader(source).requireUnchanged(tree.tables());
                return true;
              });
      SplitPlanner planner = new SplitPlanner(source, size);
      Map<String, Future<TableSplits>> splits = new LinkedHashMap<>();
      for (Table table : tree.tables()) {
        splits.put(table.name(), queries.ask(connection -> planner.plan(connection, table)));
      }
      KeyInspector inspector = new KeyInspector(source);
      Map<String, Future<Set<String>>> keys = new LinkedHashMap<>();
      KeyInspector.askedFor(tree)
          .forEach(
              (table, columns) ->
                  keys.put(
                      table,
                      queries.ask(
                          connection -> inspector.beyondAscii(connection, table, columns))));
      Future<Map<String, Long>> counted =
          queries.ask(
              connection ->
                  orphans == OrphanCount.NOW
                      ? new Orphans(source).ofTheServer(connection, tree)
                      : Map.of());
      answer(unchanged);
      answer(claims);
      return new Inspection(
          answers(splits), answers(keys), answer(figures), answers(landed), answer(counted));
    }
  }

  private static <T> Map<String, T> answers(Map<String, Future<T>> asked) {
    Map<String, T> answers = new LinkedHashMap<>();
    asked.forEach((name, future) -> answers.put(name, answer(future)));
    return answers;
  }

  /** Keys of a tree that are joined by the server's sort keys. */
  public WeighedKeys weighedKeys(MergeTree tree) {
    return KeyInspector.weighed(tree, beyondAscii);
  }

  public Figures figuresOf(LandedTable table) {
    return requireNonNull(landed.get(table.name()), table.name());
  }

  public TableSplits splitsOf(Table table) {
    return requireNonNull(splits.get(table.name()), table.name());
  }
}
