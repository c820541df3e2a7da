"""Revenue, in each region's own currency: there is no exchange rate, so regions are not added."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from look import BLUE, Figure, chart, months, named_bars, numbers, shaded_table
from words import amount, count, month, share

MOST_PANELS = 24
MOST_CATEGORIES = 7
OTHERS = "Others"


@dataclass(frozen=True)
class Region:
    """A region with its sums; without an id it stands for orders that name none."""

    key: str
    number: int | None
    name: str
    currency: str | None
    orders: int
    units: int
    revenue: Decimal

    @property
    def title(self):
        return self.name if self.number is not None else "All orders"

    @property
    def measure(self):
        return f"Revenue in {self.currency}" if self.currency else "Revenue, currency not known"


@dataclass(frozen=True)
class Regions:
    """All regions with an order, most orders first."""

    all: tuple[Region, ...]

    @classmethod
    def of(cls, rows):
        """Regions of one name are told apart by their ids."""
        names = Counter(row["region_name"] for row in rows)
        return cls(tuple(
            Region(row["region_key"], row["region_id"],
                   row["region_name"] if names[row["region_name"]] == 1
                   else f"{row['region_name']} ({row['region_id']})",
                   row["currency"], row["order_count"], row["units"], row["revenue"])
            for row in rows))

    @property
    def named(self):
        return [region for region in self.all if region.number is not None]

    @property
    def nameless(self):
        """The orders without a region, or None."""
        return next((region for region in self.all if region.number is None), None)

    @property
    def drawn(self):
        """Those whose amounts are of one currency, as many as a page can show.

        Orders without a region may be in any currency, unless the database has no regions at all:
        then all its amounts are of one kind.
        """
        return (self.named or list(self.all))[:MOST_PANELS]

    def with_rows(self, rows):
        """The drawn regions, each with its rows of a query."""
        found = defaultdict(list)
        for row in rows:
            found[row["region_key"]].append(row)
        return [(region, found[region.key]) for region in self.drawn if region.key in found]


def by_month(region, rows):
    values = [{"month": row["month_start"].isoformat(), "revenue": float(row["revenue"])}
              for row in rows]
    drawn = chart(values).mark_bar(color=BLUE).encode(
        x=months("month", [row["month_start"] for row in rows]),
        y=alt.Y("revenue:Q", axis=numbers()),
        tooltip=[alt.Tooltip("utcyearmonth(month):T", title="month", format="%B %Y"),
                 alt.Tooltip("revenue:Q", title=region.measure, format=",.2f")],
    ).properties(width="container", height=140)
    most = max(rows, key=lambda row: row["revenue"])
    return Figure(
        f"revenue-by-month-{region.key}", region.title,
        f"{region.measure}: bars, one a month; most in {month(most['month_start'])}, "
        f"{amount(most['revenue'])}.",
        drawn, ("Month", region.measure),
        [(month(row["month_start"]), amount(row["revenue"])) for row in rows],
        f"{region.measure}, by month; {amount(region.revenue)} from "
        f"{count(region.orders, 'order')} in all.")


def panels_by_month(regions, rows):
    return [by_month(region, each) for region, each in regions.with_rows(rows)]


def top_products(regions, rows):
    """The five products of each region that bring most."""
    return [products_of(region, each) for region, each in regions.with_rows(rows)]


def products_of(region, rows):
    values = [{"place": row["place"], "name": row["product_name"],
               "revenue": float(row["revenue"])} for row in rows]
    described = [("name", "N", "product", ""),
                 ("revenue", "Q", region.measure, ",.2f")]
    return Figure(
        f"products-of-{region.key}", region.title,
        f"{region.measure}: bars, one a product; most has {rows[0]['product_name']}, "
        f"{amount(rows[0]['revenue'])}.",
        named_bars(values, "name", "revenue", ",.0f", described),
        ("Product", region.measure),
        [(row["product_name"], amount(row["revenue"])) for row in rows],
        f"{region.measure}.")


def shares_by_category(regions, rows):
    """What part of a region's revenue each top category brings: a share has no currency."""
    shares = [(region, shares_of(each)) for region, each in regions.with_rows(rows)]
    kept = largest([each for _, each in shares])
    values = [{"region": region.name, "category": category, "share": float(part)}
              for region, each in shares for category, part in folded(each, kept).items()]
    table = [(cell["region"], cell["category"], share(cell["share"], 1)) for cell in values]
    return Figure(
        "revenue-by-category", "Share of each region's revenue that a category brings",
        "A table of percentages: a row for each region, a column for each top category. Every row "
        "adds up to 100 %.",
        shaded_table(values, "region", "category", "share", ".0%"),
        ("Region", "Category", "Share of revenue"), table)


def shares_of(rows):
    whole = sum(row["revenue"] for row in rows)
    return {row["top_category_name"]: row["revenue"] / whole if whole else Decimal(0)
            for row in rows}


def largest(shares):
    """The categories with the largest shares on average: revenue of several currencies has none."""
    added = Counter()
    for each in shares:
        added.update(each)
    return [category for category, _ in added.most_common(MOST_CATEGORIES)]


def folded(shares, kept):
    parts = {category: shares.get(category, Decimal(0)) for category in kept}
    rest = sum(part for category, part in shares.items() if category not in parts)
    return parts | {OTHERS: rest} if rest else parts
