package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.List;

/** The table {@code product}, and which products are ordered how often. */
final class Products {
  private static final double LEAST_CENTS = 199;
  private static final double MOST_CENTS = 250_000;

  private final long seed;
  private final Shape shape;
  private final long count;
  private final Words words;
  private final Suppliers suppliers;
  private final Keys keys;
  private final Permutation order;
  private final Popularity popularity;

  Products(long seed, Shape shape, ShopSize size, Words words, Suppliers suppliers) {
    this.seed = seed;
    this.shape = shape;
    this.count = size.products();
    this.words = words;
    this.suppliers = suppliers;
    this.keys = new Keys(seed, Purpose.PRODUCT_KEY);
    this.order = Permutation.of(count, Draws.of(seed, Purpose.PRODUCT_ORDER, 0));
    this.popularity = new Popularity(count * 9 / 10, 0.8);
  }

  TableRows table() {
    var today =
        List.of("SKU", "supplierID", "product_name", "description", "price", "inventory_count");
    return new TableRows("product", shape.columns(today, "categoryID"), count, this::write);
  }

  String key(long index) {
    return keys.at(index, Seasons.steadyEpochMilli(index, count));
  }

  /** What the product costs today, in cents: from 1.99 to 2,499.99, often less than 100. */
  long priceCents(long index) {
    var draws = Draws.of(seed, Purpose.PRICE, index);
    double exponent = StrictMath.log(MOST_CENTS / LEAST_CENTS) * draws.unit();
    long cents = (long) (LEAST_CENTS * StrictMath.exp(exponent));
    return draws.perMille(700) ? cents / 100 * 100 + 99 : cents;
  }

  /** Draws the rank of a product that is ordered; one in ten products has no rank and never is. */
  long orderedRank(Draws draws) {
    return popularity.rank(draws.unit());
  }

  /** The next less popular rank, or the most popular after the last. */
  long rankAfter(long rank) {
    return (rank + 1) % popularity.size();
  }

  /** The index of the product that has a rank. */
  long ranked(long rank) {
    return order.at(rank);
  }

  private void write(long index, RowBuffer rows) {
    var draws = Draws.of(seed, Purpose.PRODUCT, index);
    var category = draws.pick(Categories.ALL);
    String supplier = draws.perMille(60) ? null : suppliers.drawnKey(draws);
    rows.text(key(index)).text(supplier).text(words.product(draws.pick(category.things()), draws));
    writeDescription(index, draws, rows);
    rows.cents(priceCents(index)).number(draws.perMille(80) ? 0 : draws.below(2000));
    if (shape == Shape.FIFTEEN_TABLES) {
      writeCategory(category, draws, rows);
    }
    rows.endRow();
  }

  /** Every fourth is awkward, so that even the smallest shop has each awkward one. */
  private void writeDescription(long index, Draws draws, RowBuffer rows) {
    if (index % 4 == 1) {
      rows.text(words.awkwardDescription(index / 4, draws));
      return;
    }
    switch (draws.weighted(80, 12, 8)) {
      case 0 -> rows.text(words.description(draws));
      case 1 -> rows.nothing();
      default -> rows.text("");
    }
  }

  /** Mostly a sub-category, sometimes the whole department, sometimes nothing. */
  private static void writeCategory(Categories.Category category, Draws draws, RowBuffer rows) {
    switch (draws.weighted(88, 7, 5)) {
      case 0 -> rows.number(category.id());
      case 1 -> rows.number(category.departmentId());
      default -> rows.nothing();
    }
  }
}
