"""Reads tables into Arrow by connectorx, cut as the file of splits says; keeps one table at a time.

Usage: read_connectorx.py SPLITS.json all|TABLE
"""

import json
import os
import resource
import sys
import time
from pathlib import Path
from urllib.parse import quote

import connectorx
import pyarrow.compute


def address():
    part = {
        name: quote(os.environ["WAREHOUSE_SOURCE_" + name], safe="")
        for name in ("HOST", "PORT", "DATABASE", "USER", "PASSWORD")
    }
    return "mysql://{USER}:{PASSWORD}@{HOST}:{PORT}/{DATABASE}".format(**part)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(splits, wanted):
    wall, cpu = time.monotonic(), cpu_seconds()
    rows = quantity = 0
    for table, predicates in json.loads(Path(splits).read_text()).items():
        if wanted not in ("all", table):
            continue
        queries = [f"SELECT * FROM `{table}` WHERE {predicate}" for predicate in predicates]
        read = connectorx.read_sql(address(), queries, return_type="arrow", protocol="binary")
        rows += read.num_rows
        if table == "order_item":
            quantity = pyarrow.compute.sum(read["quantity"]).as_py()
        del read
    result = {
        "rows": rows,
        "quantity": quantity,
        "reading_wall_s": time.monotonic() - wall,
        "reading_cpu_s": cpu_seconds() - cpu,
    }
    print("RESULT", json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
