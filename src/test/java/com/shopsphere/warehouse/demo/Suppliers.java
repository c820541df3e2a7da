package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.List;

/** The tables {@code supplier}, {@code supplier_email} and {@code supplier_phone}. */
final class Suppliers {
  private static final List<String> TYPES = List.of("sales", "support", "accounting", "Ventas", "");

  private final long seed;
  private final long count;
  private final Words words;
  private final Keys keys;

  Suppliers(long seed, ShopSize size, Words words) {
    this.seed = seed;
    this.count = size.suppliers();
    this.words = words;
    this.keys = new Keys(seed, Purpose.SUPPLIER_KEY);
  }

  List<TableRows> tables() {
    return List.of(
        new TableRows(
            "supplier",
            List.of("supplierID", "supplier_name", "supplier_detail"),
            count,
            this::writeSupplier),
        new TableRows(
            "supplier_email",
            List.of("supplierID", "type", "business_email"),
            count,
            this::writeEmail),
        new TableRows(
            "supplier_phone",
            List.of("supplierID", "business_phone", "type"),
            count,
            this::writePhones));
  }

  String drawnKey(Draws draws) {
    return key(draws.below((int) count));
  }

  private String key(long index) {
    return keys.at(index, Seasons.steadyEpochMilli(index, count));
  }

  private void writeSupplier(long index, RowBuffer rows) {
    var draws = Draws.of(seed, Purpose.SUPPLIER, index);
    rows.text(key(index)).text(draws.pick(words.companies()));
    switch (draws.weighted(80, 15, 5)) {
      case 0 -> rows.text(words.description(draws));
      case 1 -> rows.nothing();
      default -> rows.text("");
    }
    rows.endRow();
  }

  /** Every fifth supplier has no address, so that even the smallest shop has such suppliers. */
  private void writeEmail(long index, RowBuffer rows) {
    if (index % 5 == 3) {
      return;
    }
    var draws = Draws.of(seed, Purpose.SUPPLIER_EMAIL, index);
    rows.text(key(index));
    writeType(draws, rows);
    rows.text(words.email(index, draws)).endRow();
  }

  private void writePhones(long index, RowBuffer rows) {
    var draws = Draws.of(seed, Purpose.SUPPLIER_PHONE, index);
    var region = Region.ofPercentile(draws.below(100));
    int phones = (int) (index % 4);
    for (String phone : Distinct.numbers(region.phonePattern(), phones, draws)) {
      rows.text(key(index)).text(phone);
      writeType(draws, rows);
      rows.endRow();
    }
  }

  private static void writeType(Draws draws, RowBuffer rows) {
    rows.text(draws.perMille(100) ? null : draws.pick(TYPES));
  }
}
