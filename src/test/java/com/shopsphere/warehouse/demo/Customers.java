package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.List;

/** The tables {@code customer}, {@code phone_number} and {@code address}. */
final class Customers {
  private final long seed;
  private final long count;
  private final Words words;
  private final Keys keys;
  private final Permutation order;
  private final Popularity popularity;

  Customers(long seed, ShopSize size, Words words) {
    this.seed = seed;
    this.count = size.customers();
    this.words = words;
    this.keys = new Keys(seed, Purpose.CUSTOMER_KEY);
    this.order = Permutation.of(count, Draws.of(seed, Purpose.CUSTOMER_ORDER, 0));
    this.popularity = new Popularity(count * 17 / 20, 0.5);
  }

  List<TableRows> tables() {
    return List.of(
        new TableRows(
            "customer",
            List.of("customerID", "first", "middle", "last", "email"),
            count,
            this::writeCustomer),
        new TableRows("phone_number", List.of("customerID", "phone"), count, this::writePhones),
        new TableRows(
            "address",
            List.of("customerID", "postal_code", "street", "city", "province", "country"),
            count,
            this::writeAddresses));
  }

  String key(long index) {
    return keys.at(index, Seasons.steadyEpochMilli(index, count));
  }

  /**
   * Where the customer is from; each hundred customers are from everywhere, in an order of its own.
   */
  Region region(long index) {
    var percentiles = Permutation.of(100, Draws.of(seed, Purpose.REGION, index / 100));
    return Region.ofPercentile((int) percentiles.at(index % 100));
  }

  /** The index of a customer who orders: some do so often, and 15 of 100 customers never. */
  long ordering(Draws draws) {
    return order.at(popularity.rank(draws.unit()));
  }

  private void writeCustomer(long index, RowBuffer rows) {
    var draws = Draws.of(seed, Purpose.CUSTOMER, index);
    var region = region(index);
    rows.text(key(index))
        .text(words.first(region, draws))
        .text(words.middle(region, draws))
        .text(words.last(region, draws));
    switch (draws.weighted(95, 3, 2)) {
      case 0 -> rows.text(words.email(index, draws));
      case 1 -> rows.nothing();
      default -> rows.text("");
    }
    rows.endRow();
  }

  private void writePhones(long index, RowBuffer rows) {
    var draws = Draws.of(seed, Purpose.PHONE, index);
    int phones = draws.weighted(10, 55, 20, 10, 5);
    for (String phone : Distinct.numbers(region(index).phonePattern(), phones, draws)) {
      rows.text(key(index)).text(phone).endRow();
    }
  }

  private void writeAddresses(long index, RowBuffer rows) {
    var draws = Draws.of(seed, Purpose.ADDRESS, index);
    var region = region(index);
    int addresses = draws.weighted(8, 57, 20, 10, 5);
    for (String postalCode : Distinct.numbers(region.postalCodePattern(), addresses, draws)) {
      rows.text(key(index)).text(postalCode);
      writePlace(region, draws, rows);
      rows.endRow();
    }
  }

  private void writePlace(Region region, Draws draws, RowBuffer rows) {
    var names = words.names(region);
    String street = draws.pick(names.streets()) + " " + (1 + draws.below(250));
    rows.text(
        draws.perMille(20) ? street + "\r\nc/o \"" + words.last(region, draws) + "\"" : street);
    rows.text(draws.pick(names.cities()));
    switch (draws.weighted(80, 15, 5)) {
      case 0 -> rows.text(draws.pick(region.provinces()));
      case 1 -> rows.nothing();
      default -> rows.text("");
    }
    rows.text(region.country());
  }
}
