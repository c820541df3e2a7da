package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.List;

/** The table {@code payment}: at most one for an order, none for 8 of 100 orders. */
final class Payments {
  private static final List<String> METHODS =
      List.of("credit card", "paypal", "bank transfer", "gift card", "cash on delivery", "PayPal");

  private final long seed;
  private final Orders orders;
  private final Keys keys;

  Payments(long seed, Orders orders) {
    this.seed = seed;
    this.orders = orders;
    this.keys = new Keys(seed, Purpose.PAYMENT_KEY);
  }

  TableRows table() {
    return new TableRows(
        "payment",
        List.of("paymentID", "orderID", "method", "amount", "status"),
        orders.count(),
        this::write);
  }

  private void write(long index, RowBuffer rows) {
    var draws = Draws.of(seed, Purpose.PAYMENT, index);
    if (draws.perMille(80)) {
      return;
    }
    boolean lost = OrderSlots.hasLostPayment(orders.slot(index));
    String status =
        switch (draws.weighted(88, 5, 4, 3)) {
          case 0 -> "paid";
          case 1 -> "pending";
          case 2 -> "refunded";
          default -> "part paid";
        };
    long total = orders.totalCents(index);
    rows.text("pay_" + keys.at(index, orders.placedEpochMilli(index)))
        .text(lost ? null : orders.key(index))
        .text(draws.pick(METHODS))
        .cents(status.equals("part paid") ? total / 2 : total)
        .text(status)
        .endRow();
  }
}
