"""Puts the page together: text, tables and charts, with all that draws them inside."""

from datetime import datetime, timezone
from pathlib import Path

import altair as alt
import jinja2
import vl_convert

import orders
import products
import regions
import words
from agreement import MEASURES
from look import CONFIG

HERE = Path(__file__).parent
# The page's own script makes the charts; it is bundled with the library that draws them.
LIBRARY_VERSION = "v" + ".".join(alt.VEGALITE_VERSION.split(".")[:2])


def page_of(marts, agreement):
    loader = jinja2.FileSystemLoader(HERE)
    templates = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True,
                                   lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    templates.globals.update(words=words)
    return templates.get_template("page.html").render(
        agreement=agreement,
        measures=MEASURES,
        provenance=marts["provenance"][0],
        overview=marts["overview"][0],
        drawn_at=datetime.now(timezone.utc),
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        script=vl_convert.javascript_bundle(
            (HERE / "page.js").read_text(encoding="utf-8"), LIBRARY_VERSION),
        config=CONFIG,
        **({"regions": None} if agreement.empty_facts else charts(marts)),
    )


def charts(marts):
    """The figures of every part of the page; a part is None where the marts have nothing for it."""
    found = regions.Regions.of(marts["regions"])
    categorised = products.has_categories(marts["categories"])
    rated = marts["rated_products"]
    states = marts["order_states"]
    return {
        "regions": found,
        "states": orders.states_in_words(states),
        "orders_by_month": orders.by_month(states) if has_months(states) else None,
        "orders_by_status": orders.by_status(marts["order_statuses"]),
        "revenue_by_month": regions.panels_by_month(found, marts["region_months"]),
        "units_by_category": products.by_category(marts["categories"]) if categorised else None,
        "revenue_by_category":
            regions.shares_by_category(found, marts["region_categories"]) if categorised else None,
        "top_products": products.by_units(marts["top_products"]),
        "products_of_regions": regions.top_products(found, marts["region_products"]),
        "rated": rated,
        "ratings_and_units": products.ratings_against_units(rated) if rated else None,
        "last_month": last_month(states),
    }


def has_months(states):
    return any(row["month_start"] for row in states)


def last_month(states):
    return max((row["month_start"] for row in states if row["month_start"]), default=None)
