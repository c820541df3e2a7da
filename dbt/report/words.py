"""Numbers and dates as people write them."""


def count(number, noun):
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def amount(number):
    return f"{number:,.2f}"


def average(added, counted):
    """A ratio of sums with two decimals; a dash where nothing was counted."""
    return f"{added / counted:.2f}" if counted else "–"


def share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "–"


def day(date):
    return f"{date.day} {date:%B %Y}"


def month(date):
    return f"{date:%B %Y}"


def instant(moment):
    return f"{day(moment)}, {moment:%H:%M:%S} UTC"
