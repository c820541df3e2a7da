package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;

/** The tables {@code order} and {@code order_item}. */
final class Orders {
  /**
   * An order line.
   *
   * @param product the product's index
   * @param priceCents what one piece counts for in the order's total; empty if that is not known
   */
  record Line(long product, String sku, int quantity, OptionalLong priceCents) {
    long amountCents() {
      return quantity * priceCents.orElse(0);
    }
  }

  private static final List<String> STATUSES =
      List.of("delivered", "shipped", "processing", "cancelled", "returned", "DELIVERED", "");

  private final long seed;
  private final Shape shape;
  private final long count;
  private final Customers customers;
  private final Products products;
  private final Seasons seasons = new Seasons();
  private final Keys keys;

  Orders(long seed, Shape shape, ShopSize size, Customers customers, Products products) {
    this.seed = seed;
    this.shape = shape;
    this.count = size.orders();
    this.customers = customers;
    this.products = products;
    this.keys = new Keys(seed, Purpose.ORDER_KEY);
  }

  List<TableRows> tables() {
    var order = List.of("orderID", "customerID", "shipping_status", "total_amount", "timestamp");
    var line = List.of("orderID", "SKU", "quantity");
    return List.of(
        new TableRows("order_item", shape.columns(line, "unit_price"), count, this::writeLines),
        new TableRows("order", shape.columns(order, "regionID"), count, this::writeOrder));
  }

  long count() {
    return count;
  }

  String key(long index) {
    return keys.at(index, placedEpochMilli(index));
  }

  /** When the order was placed, known even where the table does not tell. */
  long placedEpochMilli(long index) {
    return seasons.epochMilli((index + 0.5) / count);
  }

  /** The order's slot, see {@link OrderSlots}. */
  int slot(long index) {
    long block = index / OrderSlots.COUNT;
    var slots = Permutation.of(OrderSlots.COUNT, Draws.of(seed, Purpose.ORDER_SLOT, block));
    return (int) slots.at(index % OrderSlots.COUNT);
  }

  /** The index of the customer who placed the order, known even where the table does not tell. */
  long customer(long index) {
    return customers.ordering(Draws.of(seed, Purpose.ORDERING, index));
  }

  /** The region of the customer who placed the order. */
  Region region(long index) {
    return customers.region(customer(index));
  }

  /** The lines of an order, of different products, ascending by SKU. */
  List<Line> lines(long index) {
    int slot = slot(index);
    int count = OrderSlots.lines(slot);
    var draws = Draws.of(seed, Purpose.LINES, index);
    var ranks = new HashSet<Long>();
    var lines = new ArrayList<Line>(count);
    while (lines.size() < count) {
      long rank = products.orderedRank(draws);
      while (!ranks.add(rank)) {
        rank = products.rankAfter(rank);
      }
      lines.add(line(slot, lines.isEmpty(), products.ranked(rank), draws));
    }
    lines.sort(Comparator.comparing(Line::sku));
    return lines;
  }

  /** What the order says its total is, in cents. */
  long totalCents(long index) {
    long sum = lines(index).stream().mapToLong(Line::amountCents).sum();
    return sum + OrderSlots.totalErrorCents(slot(index));
  }

  private Line line(int slot, boolean first, long product, Draws draws) {
    int quantity = 1 + draws.weighted(70, 16, 6, 3, 2, 1, 0, 0, 0, 1, 0, 1);
    long price = products.priceCents(product);
    long paid = draws.perMille(600) ? price : price * (70 + draws.below(30)) / 100;
    return new Line(
        product,
        products.key(product),
        first && OrderSlots.hasLineOfNothing(slot) ? 0 : quantity,
        switch (shape) {
          case THIRTEEN_TABLES -> OptionalLong.of(price);
          case FIFTEEN_TABLES ->
              first && OrderSlots.hasLineWithoutPrice(slot)
                  ? OptionalLong.empty()
                  : OptionalLong.of(paid);
        });
  }

  private void writeOrder(long index, RowBuffer rows) {
    int slot = slot(index);
    var draws = Draws.of(seed, Purpose.ORDER, index);
    int status = draws.weighted(70, 8, 6, 6, 4, 2, 1, 3);
    long customer = customer(index);
    rows.text(key(index))
        .text(OrderSlots.hasNoCustomer(slot) ? null : customers.key(customer))
        .text(status < STATUSES.size() ? STATUSES.get(status) : null)
        .cents(totalCents(index));
    if (OrderSlots.hasNoTimestamp(slot)) {
      rows.nothing();
    } else {
      rows.moment(placedEpochMilli(index));
    }
    if (shape == Shape.FIFTEEN_TABLES) {
      writeRegion(slot, customers.region(customer), rows);
    }
    rows.endRow();
  }

  private static void writeRegion(int slot, Region region, RowBuffer rows) {
    if (OrderSlots.hasNoRegion(slot)) {
      rows.nothing();
      return;
    }
    rows.number(region.id());
  }

  private void writeLines(long index, RowBuffer rows) {
    String key = key(index);
    for (var line : lines(index)) {
      rows.text(key).text(line.sku()).number(line.quantity());
      if (shape == Shape.FIFTEEN_TABLES) {
        rows.cents(line.priceCents());
      }
      rows.endRow();
    }
  }
}
