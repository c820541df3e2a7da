"""Tells, by DuckDB, whether two Parquet files hold the same table; prints JSON.

Compared are the rows, the sum of quantity and, column by column, the non-null values, the elements
of lists and a sum of hashes of the values, which does not depend on the order of the rows.

Usage: compare.py NAME=FILE NAME=FILE
"""

import json
import sys

import duckdb


def figures(connection, file):
    relation = connection.read_parquet(file)
    columns = {}
    for name, kind in zip(relation.columns, relation.types):
        quoted = '"' + name.replace('"', '""') + '"'
        elements = f"sum(len({quoted}))" if str(kind).endswith("[]") else "NULL"
        non_null, count, digest = relation.aggregate(
            f"count({quoted}), {elements}, sum(hash({quoted})::HUGEINT)"
        ).fetchone()
        columns[name] = {
            "type": str(kind),
            "non_null": non_null,
            "elements": None if count is None else int(count),
            "hash": str(digest),
        }
    rows, quantity = relation.aggregate("count(*), sum(quantity)").fetchone()
    return {"rows": rows, "quantity": int(quantity), "columns": columns}


def differences(names, left, right):
    found = []

    def unequal(what, one, other):
        if one != other:
            found.append(f"{what}: {names[0]} {one}, {names[1]} {other}")

    unequal("rows", left["rows"], right["rows"])
    unequal("sum of quantity", left["quantity"], right["quantity"])
    unequal("columns", list(left["columns"]), list(right["columns"]))
    for name in left["columns"].keys() & right["columns"].keys():
        for what in ("type", "non_null", "elements", "hash"):
            unequal(f"{name}, {what}", left["columns"][name][what], right["columns"][name][what])
    return sorted(found)


def main(arguments):
    named = [argument.split("=", 1) for argument in arguments]
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    both = [figures(connection, file) for _, file in named]
    result = {
        "rows": both[0]["rows"],
        "quantity": both[0]["quantity"],
        "columns": len(both[0]["columns"]),
        "differences": differences([name for name, _ in named], *both),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
