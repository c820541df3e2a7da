package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code review}: for 18 of 100 lines one to three, and a few that belong to no line.
 *
 * <p>A review is made up to 30 days after its order, so the last ones are of January 2026.
 */
final class Reviews {
  /** More than an order can have: 14 lines with 3 each, and 4 that belong to no line. */
  private static final int MOST_OF_AN_ORDER = 64;

  private static final int MILLIS_A_DAY = 86_400_000;

  private final long seed;
  private final Orders orders;
  private final Products products;
  private final Words words;
  private final Keys keys;

  Reviews(long seed, Orders orders, Products products, Words words) {
    this.seed = seed;
    this.orders = orders;
    this.products = products;
    this.words = words;
    this.keys = new Keys(seed, Purpose.REVIEW_KEY);
  }

  TableRows table() {
    return new TableRows(
        "review",
        List.of("reviewID", "orderID", "SKU", "rating", "comment", "timestamp"),
        orders.count(),
        this::write);
  }

  private void write(long index, RowBuffer rows) {
    var reviews = new OrderReviews(index, Draws.of(seed, Purpose.REVIEW, index), rows);
    var lines = orders.lines(index);
    String order = orders.key(index);
    for (var line : lines) {
      int count = reviews.draws.weighted(820, 150, 25, 5);
      for (int i = 0; i < count; i++) {
        reviews.write(order, line.sku());
      }
    }
    int slot = orders.slot(index);
    if (OrderSlots.hasReviewOfNoProduct(slot)) {
      reviews.write(order, null);
    }
    if (OrderSlots.hasReviewOfNoOrder(slot)) {
      reviews.write(null, products.key(products.ranked(products.orderedRank(reviews.draws))));
    }
    if (OrderSlots.hasReviewOfNoLine(slot)) {
      reviews.write(order, notOrdered(lines, reviews.draws));
    }
    if (OrderSlots.hasReviewOfNothing(slot)) {
      reviews.write(null, null);
    }
  }

  private String notOrdered(List<Orders.Line> lines, Draws draws) {
    Set<Long> ordered =
        lines.stream().map(Orders.Line::product).collect(Collectors.toCollection(HashSet::new));
    long rank = products.orderedRank(draws);
    while (ordered.contains(products.ranked(rank))) {
      rank = products.rankAfter(rank);
    }
    return products.key(products.ranked(rank));
  }

  /** Writes the reviews that come with one order, each with a key of its own. */
  private final class OrderReviews {
    private final long order;
    private final Draws draws;
    private final RowBuffer rows;
    private final Region region;
    private int written;

    OrderReviews(long order, Draws draws, RowBuffer rows) {
      this.order = order;
      this.draws = draws;
      this.rows = rows;
      this.region = orders.region(order);
    }

    void write(@Nullable String orderKey, @Nullable String sku) {
      long placed = orders.placedEpochMilli(order);
      rows.text(keys.at(order * MOST_OF_AN_ORDER + written, placed)).text(orderKey).text(sku);
      writeRating();
      writeComment();
      if (draws.perMille(30)) {
        rows.nothing();
      } else {
        rows.moment(placed + (1L + draws.below(29)) * MILLIS_A_DAY + draws.below(MILLIS_A_DAY));
      }
      rows.endRow();
      written++;
    }

    private void writeRating() {
      int rating = draws.weighted(2, 10, 6, 12, 27, 43);
      if (rating == 0) {
        rows.nothing();
        return;
      }
      rows.number(rating);
    }

    private void writeComment() {
      switch (draws.weighted(80, 12, 8)) {
        case 0 -> rows.text(words.comment(region, draws));
        case 1 -> rows.nothing();
        default -> rows.text("");
      }
    }
  }
}
