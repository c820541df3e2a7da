"""Charts of products over all regions: units and stars, which may be added up."""

from collections import Counter
from statistics import correlation, median

import altair as alt

from look import BLUE, COLOURS, GREY, INK, SHORT, Figure, chart, named_bars, numbers
from words import average, count

UNKNOWN = "Unknown"
MOST_CATEGORIES = 30
LISTED = 50
MOST_STARS, STAR_STEP = 5, 0.5  # the step is the width of the classes of ratings
TENS = [step * 10 ** power for power in range(9) for step in (1, 2, 5)]
LEAST_IN_CLASS = 5


def by_units(rows):
    values = [{"place": place, "name": row["product_name"], "category": row["category_name"],
               "units": row["units"], "rating": average(row["rating_sum"], row["rating_count"])}
              for place, row in enumerate(rows, 1)]
    described = [("name", "N", "product", ""), ("category", "N", "category", ""),
                 ("units", "Q", "units", ","), ("rating", "N", "average rating", "")]
    return Figure(
        "top-products", f"Units sold of the {count(len(rows), 'product')} that sold most",
        f"Bars of units; most has {rows[0]['product_name']}, {rows[0]['units']:,}.",
        named_bars(values, "name", "units", ",", described),
        ("Product", "Category", "Average rating", "Units"),
        [(value["name"], value["category"], value["rating"], f"{value['units']:,}")
         for value in values])


def has_categories(rows):
    return any(row["category_name"] != UNKNOWN for row in rows)


def by_category(rows):
    """Units of each category, coloured by the category above it."""
    kept = rows[:MOST_CATEGORIES]
    tops = list(dict.fromkeys(row["top_category_name"] for row in rows))
    tops_of = Counter(row["category_name"] for row in rows)
    values = [{"category": label(row, tops_of[row["category_name"]]),
               "top": row["top_category_name"], "units": row["units"]} for row in kept]
    colours = dict(zip((top for top in tops if top != UNKNOWN), COLOURS))
    drawn = chart(values).mark_bar().encode(
        x=alt.X("units:Q", axis=numbers("units sold")),
        y=alt.Y("category:N", title=None, sort=None, axis=alt.Axis(labelLimit=150)),
        color=alt.Color("top:N", legend=None, scale=alt.Scale(
            domain=tops, range=[colours.get(top, GREY) for top in tops])),
        tooltip=[alt.Tooltip("category:N"), alt.Tooltip("top:N", title="top category"),
                 alt.Tooltip("units:Q", format=",")],
    ).properties(width="container", height=22 * len(values))
    which = "each category"
    if len(rows) > len(kept):
        which = f"the {len(kept)} categories that sold most"
    return Figure(
        "units-by-category", f"Units sold in {which}",
        f"Bars of units; most has {values[0]['category']}, {values[0]['units']:,}.",
        drawn, ("Category", "Top category", "Units"),
        [(value["category"], value["top"], f"{value['units']:,}") for value in values],
        legend=(*colours.items(), *grey_of(set(tops) - set(colours))))


def grey_of(tops):
    """Categories beyond the colours, and products without one, are grey together."""
    if not tops:
        return []
    return [(UNKNOWN if tops == {UNKNOWN} else "Others", GREY)]


def label(row, tops):
    """A product may stand in a top category itself; several of these may have one of a name."""
    name, top = row["category_name"], row["top_category_name"]
    if name == top != UNKNOWN:
        return f"{name}, other"
    return name if tops == 1 else f"{name}, {top}"


def ratings_against_units(rows):
    values = [{"name": row["product_name"], "rating": row["rating_sum"] / row["rating_count"],
               "ratings": row["rating_count"], "units": row["units"]} for row in rows]
    lowest = int(min(value["rating"] for value in values) / STAR_STEP) * STAR_STEP
    rating = alt.X("rating:Q", scale=alt.Scale(domain=[lowest, MOST_STARS]),
                   axis=alt.Axis(title="average rating, stars", tickCount=5))
    units = alt.Y("units:Q", scale=alt.Scale(type="log", nice=False, padding=12),
                  axis=alt.Axis(title="units sold, logarithmic", labelExpr=SHORT, values=TENS))
    points = chart(values).mark_circle(size=45, opacity=0.4, color=BLUE).encode(
        x=rating, y=units,
        tooltip=[alt.Tooltip("name:N", title="product"),
                 alt.Tooltip("rating:Q", title="average rating", format=".2f"),
                 alt.Tooltip("ratings:Q", format=","), alt.Tooltip("units:Q", format=",")])
    classes = medians(values)
    middles = chart(classes).mark_rule(color=INK, strokeWidth=3).encode(
        x=alt.X("low:Q"), x2="high:Q", y="median:Q",
        tooltip=[alt.Tooltip("median:Q", title="median of units", format=",")])
    listed = sorted(values, key=lambda value: -value["units"])[:LISTED]
    return Figure(
        "ratings-and-units", "Average rating of a product against the units it sold",
        f"A point for each product. {relation(values)}",
        (points + middles).properties(width="container", height=340),
        ("Product", "Ratings", "Average rating", "Units"),
        [(value["name"], f"{value['ratings']:,}", f"{value['rating']:.2f}", f"{value['units']:,}")
         for value in listed],
        f"The dark lines are the median of the units in classes of {STAR_STEP} stars, where there "
        f"are at least {LEAST_IN_CLASS} products. {relation(values)}",
        listed=f"The numbers of the {count(len(listed), 'product')} that sold most")


def medians(values):
    classes = {}
    for value in values:
        classes.setdefault(int(value["rating"] / STAR_STEP), []).append(value["units"])
    return [{"low": step * STAR_STEP, "high": (step + 1) * STAR_STEP, "median": median(units)}
            for step, units in sorted(classes.items()) if len(units) >= LEAST_IN_CLASS]


def relation(values):
    """Whether products with better ratings sell more, by the correlation of ranks (Spearman's)."""
    ratings = ranks([value["rating"] for value in values])
    units = ranks([value["units"] for value in values])
    if len(set(ratings)) < 2 or len(set(units)) < 2:
        return "There are too few products to tell whether the two go together."
    return (f"The correlation of the ranks is {correlation(ratings, units):+.2f}: 0 would be none, "
            "1 would mean that the better rated of two products always sells more.")


def ranks(values):
    """Equal numbers share the mean of their ranks."""
    places = {}
    for place, value in enumerate(sorted(values), 1):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]
