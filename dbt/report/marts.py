"""What the report asks of the marts: the queries in dbt/analyses/report, run by dbt.

So they are answered wherever dbt builds the marts.
"""

from dbt.cli.main import dbtRunner

PREFIX = "report_"
COMMAND = ("--quiet", "--log-level", "none", "show", "--select", "path:analyses/report",
           "--limit", "-1")


class Unreadable(Exception):
    """The marts could not be asked; the text says why."""


def read_marts():
    """The rows of every query as dictionaries, by the query's name without its prefix."""
    outcome = dbtRunner().invoke(list(COMMAND))
    results = getattr(outcome.result, "results", None) or []
    failed = [f"{each.node.name}: {each.message}" for each in results if each.status != "success"]
    if failed or not outcome.success:
        reason = failed[0] if failed else str(outcome.exception)
        raise Unreadable("Cannot read the marts: expected the tables that submit/marts.sh builds, "
                         f"found an error.\n{reason}")
    return {each.node.name.removeprefix(PREFIX): rows_of(each.agate_table) for each in results}


def rows_of(table):
    return [dict(zip(table.column_names, row)) for row in table.rows]
