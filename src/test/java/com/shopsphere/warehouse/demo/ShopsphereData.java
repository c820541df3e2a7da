package com.shopsphere.warehouse.demo;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Shopsphere's data: the same for the same shape, scale and seed, on any machine and at any time.
 *
 * <p>Every row is computed from the seed, its table and its index alone, so memory does not grow
 * with the scale. Order lines, orders, customers and the rest grow in proportion to it.
 *
 * @param shape which tables and columns there are
 * @param scale thousands of order lines, from 1 to 10,000
 * @param seed what makes two databases of one scale differ
 */
public record ShopsphereData(Shape shape, int scale, long seed) {
  private static final int PARALLEL_LOADS = 2;

  public ShopsphereData {
    requireNonNull(shape, "shape");
    new ShopSize(scale);
  }

  /** How many rows {@code order_item} has. */
  public long orderLines() {
    return size().orderLines();
  }

  /** How many rows {@code order} has. */
  public long orders() {
    return size().orders();
  }

  /** How many orders have a {@code total_amount} that is not the sum of their lines. */
  public long ordersWithWrongTotal() {
    return 2L * scale;
  }

  /**
   * Empties the shape's tables and fills them anew, two at a time.
   *
   * @param connections to a schema that {@link ShopsphereSchema#create} has made in the same shape
   * @return the number of rows of each table, by its name
   * @throws SQLException if the server refuses, or does not take every row as it is
   */
  public Map<String, Long> load(ConnectionSource connections) throws SQLException {
    var loader = new TableLoader(connections);
    var tables = tables();
    empty(loader, tables);
    var executor = Executors.newFixedThreadPool(PARALLEL_LOADS);
    try {
      var loads = new LinkedHashMap<String, Future<Long>>();
      for (var table : tables) {
        loads.put(table.table(), executor.submit(() -> loader.load(table)));
      }
      return rowCounts(loads);
    } finally {
      executor.shutdownNow();
    }
  }

  /** What the tables hold, the largest first. */
  List<TableRows> tables() {
    var size = size();
    var words = Words.drawn(seed);
    var customers = new Customers(seed, size, words);
    var suppliers = new Suppliers(seed, size, words);
    var products = new Products(seed, shape, size, words, suppliers);
    var orders = new Orders(seed, shape, size, customers, products);
    var tables = new ArrayList<TableRows>();
    tables.addAll(orders.tables());
    tables.addAll(new Shipments(seed, orders, words).tables());
    tables.add(new Payments(seed, orders).table());
    tables.add(new Reviews(seed, orders, products, words).table());
    tables.addAll(customers.tables());
    tables.add(products.table());
    tables.addAll(suppliers.tables());
    if (shape == Shape.FIFTEEN_TABLES) {
      tables.add(Categories.table());
      tables.add(Regions.table());
    }
    return List.copyOf(tables);
  }

  private ShopSize size() {
    return new ShopSize(scale);
  }

  private static void empty(TableLoader loader, List<TableRows> tables) throws SQLException {
    try (var connection = loader.open();
        var statement = connection.createStatement()) {
      for (var table : tables) {
        statement.execute("TRUNCATE TABLE `%s`".formatted(table.table()));
      }
    }
  }

  private static Map<String, Long> rowCounts(Map<String, Future<Long>> loads) throws SQLException {
    var counts = new LinkedHashMap<String, Long>();
    for (var load : loads.entrySet()) {
      try {
        counts.put(load.getKey(), load.getValue().get());
      } catch (ExecutionException e) {
        throw new SQLException("Cannot load table " + load.getKey(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("Cannot load table %s: interrupted".formatted(load.getKey()), e);
      }
    }
    return counts;
  }
}
