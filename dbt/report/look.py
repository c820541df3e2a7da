"""How the charts look, and the forms that several of them share."""

from dataclasses import dataclass

import altair as alt

INK, MUTED, LINES, BLUE = "#1c2733", "#52606d", "#e3e8ee", "#0072b2"
# Okabe and Ito's, which colour-blind people tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#5b4a9c", "#000000")
GREY = "#9aa5b1"
SHADES = ("#f3f7fb", "#7fb5dc")  # dark text is legible on both
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
CONFIG = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {"labelColor": MUTED, "titleColor": MUTED, "labelFontSize": 12, "titleFontSize": 12,
             "titleFontWeight": "normal", "gridColor": LINES, "domain": False, "ticks": False,
             "labelPadding": 6, "titlePadding": 10},
    "text": {"fontSize": 12, "color": INK},
}
BAR, ROW = 40, 30  # heights of a bar with its name above and of a table's row, in pixels
WORD = 110  # width that a column's heading needs, in pixels
FEW_MONTHS = 24
SHORT = "format(datum.value, '~s')"  # 500, 1k, 1.5M


@dataclass(frozen=True)
class Figure:
    """A chart, what it says to those who do not see it, and its numbers."""

    name: str
    title: str
    alternative: str
    chart: alt.TopLevelMixin
    headings: tuple[str, ...]
    rows: list
    note: str = ""
    legend: tuple[tuple[str, str], ...] = ()  # labels and colours, in HTML as it wraps there
    listed: str = "The numbers"

    @property
    def specification(self):
        specification = self.chart.to_dict()
        # Both are on the page once: the schema's version is the library's.
        specification.pop("$schema")
        specification.pop("config", None)
        return specification


def chart(values):
    return alt.Chart(alt.Data(values=values))


def months(field, dates):
    """An axis of months, in UTC: its labels are years unless there are few months."""
    first, last = min(dates), max(dates)
    axis = alt.Axis(format="%b %Y", tickCount="month", grid=False, labelOverlap="greedy")
    if 12 * (last.year - first.year) + last.month - first.month >= FEW_MONTHS:
        januaries = [alt.DateTime(year=year, month=1, utc=True)
                     for year in range(first.year + (first.month > 1), last.year + 1)]
        axis = alt.Axis(format="%Y", grid=False, labelOverlap="greedy", values=januaries)
    return alt.X(f"utcyearmonth({field}):T", title=None, axis=axis)


def numbers(title=None):
    """An axis of whole numbers or amounts, from 0."""
    return alt.Axis(title=title, labelExpr=SHORT, tickCount=5, tickMinStep=1)


def named_bars(values, name, number, form, described):
    """Bars with their names above, so that they have the whole width, and their numbers behind."""
    longest = max((row[number] for row in values), default=0)
    place = alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0))
    width = alt.X(f"{number}:Q", axis=None, scale=alt.Scale(domain=[0, longest * 1.3 or 1]))
    tooltip = [alt.Tooltip(f"{field}:{kind}", title=title, format=shape)
               for field, kind, title, shape in described]
    base = chart(values).encode(y=place, tooltip=tooltip)
    bars = base.mark_bar(color=BLUE, height=10, yOffset=8).encode(x=width)
    names = base.mark_text(align="left", dy=-8, limit=310).encode(
        x=alt.value(0), text=f"{name}:N")
    behind = base.mark_text(align="left", dx=5, dy=8, color=MUTED).encode(
        x=width, text=alt.Text(f"{number}:Q", format=form))
    return (bars + names + behind).properties(width="container", height=BAR * len(values))


def shaded_table(values, row, column, number, form):
    """A table whose cells are the darker the more they hold, with the numbers in them.

    Rows and columns keep the order of the values. On narrow screens the headings come down
    from the left, where there is room over the names of the rows.
    """
    most = max(cell[number] for cell in values) or 1
    narrow = f"width < {WORD * len({cell[column] for cell in values})}"
    heading = alt.Axis(orient="top", labelLimit=120, labelOverlap=False, labelPadding=4,
                       labelAngle=alt.ExprRef(f"{narrow} ? 40 : 0"),
                       labelAlign=alt.ExprRef(f"{narrow} ? 'right' : 'center'"))
    base = chart(values).encode(
        x=alt.X(f"{column}:N", title=None, sort=None, axis=heading),
        y=alt.Y(f"{row}:N", title=None, sort=None, axis=alt.Axis(labelLimit=150)),
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color(f"{number}:Q", legend=None,
                        scale=alt.Scale(range=SHADES, domain=[0, most])),
        tooltip=[alt.Tooltip(f"{row}:N"), alt.Tooltip(f"{column}:N"),
                 alt.Tooltip(f"{number}:Q", format=form)],
    )
    inside = base.mark_text().encode(text=alt.Text(f"{number}:Q", format=form))
    rows = len({cell[row] for cell in values})
    return (cells + inside).properties(width="container", height=ROW * rows)
