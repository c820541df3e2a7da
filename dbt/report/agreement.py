"""Whether the marts are what the manifest of the published table says."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

MANIFEST = "the manifest"
MEASURES = {"line_count": "lines", "units": "units", "revenue": "revenue"}
EQUAL, DIFFERS, NOT_SUMMED = "equal", "differs", "not summed"


def number(row, measure):
    """None for a sum that the job was not asked for. Amounts have cents, whatever the engine."""
    try:
        value = Decimal(row[measure])
    except (InvalidOperation, TypeError):
        return None
    cents = round(value, 2)
    return cents if measure == "revenue" and cents == value else value


@dataclass(frozen=True)
class Total:
    """One measure of one fact beside the manifest's."""

    fact: str
    measure: str
    found: Decimal
    expected: Decimal | None

    @property
    def verdict(self):
        if self.expected is None:
            return NOT_SUMMED
        return EQUAL if self.found == self.expected else DIFFERS


@dataclass(frozen=True)
class Agreement:
    """Totals of all facts, and the runs that the marts and the published table come from."""

    totals: tuple[Total, ...]
    shown_run: str
    published_run: str

    @classmethod
    def of(cls, marts):
        rows = {row["counted"]: row for row in marts["totals"]}
        manifest = rows.pop(MANIFEST)
        totals = tuple(
            Total(fact, measure, number(row, measure), number(manifest, measure))
            for fact, row in sorted(rows.items())
            for measure in MEASURES
        )
        provenance = marts["provenance"][0]
        return cls(totals, provenance["run_id"], provenance["published_run_id"])

    @property
    def facts(self):
        """The totals of each fact, in the order of the measures."""
        names = dict.fromkeys(total.fact for total in self.totals)
        return {name: [each for each in self.totals if each.fact == name] for name in names}

    @property
    def empty_facts(self):
        return [each.fact for each in self.totals
                if each.measure == "line_count" and each.found == 0]

    @property
    def expected(self):
        """What the manifest says, in the order of the measures."""
        return next(iter(self.facts.values()))

    @property
    def is_complete(self):
        """Whether the job was asked for every sum."""
        return all(total.expected is not None for total in self.totals)

    @property
    def reasons(self):
        """Why the marts cannot be vouched for, in sentences."""
        found = []
        if self.shown_run != self.published_run:
            found.append(f"They show run {self.shown_run}, and run {self.published_run} has "
                         "published since: build them anew.")
        return found + [
            f"{MEASURES[each.measure].capitalize()} of {each.fact}: the manifest says "
            f"{each.expected:,}, found {each.found:,}."
            for each in self.totals if each.verdict == DIFFERS
        ]

    @property
    def holds(self):
        return not self.reasons
