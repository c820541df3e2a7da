"""Charts of orders: they are counted, so regions may be added up."""

from collections import Counter

import altair as alt

from look import Figure, chart, months, numbers, shaded_table
from words import count, month, share

MOST_STATUSES = 7
OTHERS = "others"
STATES = {"Placed": "neither payment nor shipment", "Paid": "a payment but no shipment",
          "Shipped": "a shipment"}
SHADES = ("#b8cfe5", "#4d94c9", "#08457e")  # the further an order is, the darker


def states_in_words(rows):
    """How many orders are in each state, in one sentence."""
    counts = {state: 0 for state in STATES}
    for row in rows:
        counts[row["order_state"]] += row["order_count"]
    orders = sum(counts.values())
    shipped, paid, placed = (f"{number:,} ({share(number, orders)})"
                             for number in reversed(counts.values()))
    return (f"Of {count(orders, 'order')}, {shipped} have a shipment, {paid} a payment but no "
            f"shipment, and {placed} neither.")


def by_month(rows):
    dated = [row for row in rows if row["month_start"]]
    values = [
        {"month": row["month_start"].isoformat(), "state": STATES[row["order_state"]],
         "orders": row["order_count"], "rank": list(STATES).index(row["order_state"])}
        for row in dated
    ]
    drawn = chart(values).mark_bar().encode(
        x=months("month", [row["month_start"] for row in dated]),
        y=alt.Y("sum(orders):Q", axis=numbers("orders a month")),
        color=alt.Color("state:N", legend=None,
                        scale=alt.Scale(domain=list(STATES.values()), range=SHADES)),
        order="rank:O",
        tooltip=[alt.Tooltip("utcyearmonth(month):T", title="month", format="%B %Y"),
                 alt.Tooltip("state:N"), alt.Tooltip("sum(orders):Q", title="orders", format=",")],
    ).properties(width="container", height=260)
    table = [(month(row["month_start"]), row["order_state"], f"{row['order_count']:,}")
             for row in dated]
    return Figure(
        "orders-by-month", "Orders placed in each month, by what they have at the snapshot",
        "Stacked bars, one a month: orders with neither payment nor shipment, with a payment but "
        "no shipment, and with a shipment.",
        drawn, ("Month", "State", "Orders"), table,
        legend=tuple(zip(STATES.values(), SHADES)))


def by_status(rows):
    """Payment against delivery; what is rare is folded, as a status may be any text."""
    payments = labels(rows, "payment_status", "no payment")
    deliveries = labels(rows, "delivery_status", "no shipment")
    found = Counter()
    for row in rows:
        found[payments[row["payment_status"]], deliveries[row["delivery_status"]]] += (
            row["order_count"])
    values = [{"payment": payment, "delivery": delivery, "orders": found[payment, delivery]}
              for payment in dict.fromkeys(payments.values())
              for delivery in dict.fromkeys(deliveries.values())]
    most = max(values, key=lambda cell: cell["orders"])
    return Figure(
        "orders-by-status", "Orders by status of payment (rows) and of delivery (columns)",
        f"A table of numbers of orders; most, {most['orders']:,}, have payment: "
        f"{most['payment']}, delivery: {most['delivery']}.",
        shaded_table(values, "payment", "delivery", "orders", ","),
        ("Payment", "Delivery", "Orders"),
        [(cell["payment"], cell["delivery"], f"{cell['orders']:,}") for cell in values])


def labels(rows, field, missing):
    """What each status is called, the most frequent first."""
    orders = Counter()
    for row in rows:
        orders[row[field]] += row["order_count"]
    frequent = [status for status, _ in orders.most_common()]
    return {status: OTHERS if place >= MOST_STATUSES else missing if status == "None" else status
            for place, status in enumerate(frequent)}
