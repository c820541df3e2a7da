package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.List;

/** The tables {@code shipment} (none for 12 of 100 orders) and {@code carrier}. */
final class Shipments {
  private static final List<String> METHODS =
      List.of("standard", "express", "pick-up", "drone 🚁", "locker", "");
  private static final List<String> STATUSES =
      List.of("delivered", "in transit", "returned to sender", "lost");

  private final long seed;
  private final Orders orders;
  private final Words words;
  private final Keys keys;

  Shipments(long seed, Orders orders, Words words) {
    this.seed = seed;
    this.orders = orders;
    this.words = words;
    this.keys = new Keys(seed, Purpose.SHIPMENT_KEY);
  }

  List<TableRows> tables() {
    return List.of(
        new TableRows(
            "shipment",
            List.of("shipmentID", "orderID", "delivery_method", "delivery_status"),
            orders.count(),
            this::writeShipment),
        new TableRows(
            "carrier",
            List.of("shipmentID", "phone", "first", "middle", "last"),
            orders.count(),
            this::writeCarriers));
  }

  private boolean exists(long order) {
    return !Draws.of(seed, Purpose.SHIPPED, order).perMille(120);
  }

  private String key(long order) {
    return keys.at(order, orders.placedEpochMilli(order));
  }

  private void writeShipment(long index, RowBuffer rows) {
    if (!exists(index)) {
      return;
    }
    var draws = Draws.of(seed, Purpose.SHIPMENT, index);
    boolean lost = OrderSlots.hasLostShipment(orders.slot(index));
    int status = draws.weighted(85, 8, 3, 1, 3);
    rows.text(key(index))
        .text(lost ? null : orders.key(index))
        .text(draws.perMille(30) ? null : draws.pick(METHODS))
        .text(status < STATUSES.size() ? STATUSES.get(status) : null)
        .endRow();
  }

  private void writeCarriers(long index, RowBuffer rows) {
    if (!exists(index)) {
      return;
    }
    var draws = Draws.of(seed, Purpose.CARRIER, index);
    var region = orders.region(index);
    int carriers = draws.weighted(15, 50, 27, 8);
    for (String phone : Distinct.numbers(region.phonePattern(), carriers, draws)) {
      rows.text(key(index))
          .text(phone)
          .text(words.first(region, draws))
          .text(words.middle(region, draws))
          .text(words.last(region, draws))
          .endRow();
    }
  }
}
