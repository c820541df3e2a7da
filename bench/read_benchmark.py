"""Measures the job's reader beside its peers: tables of one database, read to nowhere.

Started by bench/read.sh. Standard library only; connectorx runs in the environment that benchmark.py makes.
"""

import argparse
import json
import os
import re
import subprocess
from pathlib import Path

from benchmark import (
    BENCH, EXIT_DIFFERENT, MIB, VENV, Failure, build, database, heap, machine, main,
    make_environment, measured, median, options, say, write,
)

SPLITS = BENCH / "splits.json"
MYSQL = Path("target/mysql-server/bin/mysql")
HEAP = "512m"
SCOPES = {"order_item": "`order_item` only", "all": "all tables"}
LINES = "order_item"  # the table that a scale counts
OURS = "ours"
JAVA = {OURS: "our source to noop", "builtin": "Spark's JDBC source to noop", "jdbc": "plain JDBC"}
TITLES = JAVA | {"connectorx": "connectorx to Arrow", "mysql": "mysql --quick to /dev/null"}

# Title, key of a measurement, divisor and form.
FIGURES = (
    ("wall s", "wall_s", 1, "{:,.1f}"),
    ("CPU s", "cpu_s", 1, "{:,.1f}"),
    ("rows per CPU s", "rows_per_cpu_s", 1, "{:,.0f}"),
    ("reading: wall s", "reading_wall_s", 1, "{:,.1f}"),
    ("reading: CPU s", "reading_cpu_s", 1, "{:,.1f}"),
    ("reading: rows per CPU s", "rows_per_reading_cpu_s", 1, "{:,.0f}"),
    ("peak memory, MiB", "process_rss", MIB, "{:,.0f}"),
    ("heap after a collection, MiB", "live_heap", MIB, "{:,.0f}"),
    ("server's CPU s", "server_cpu_s", 1, "{:,.1f}"),
)


def java(*arguments):
    """The job's own JVM flags; a heap that shows whether anything grows with the table."""
    flags = re.search(r"<spark.jvm.flags>(.*?)</", Path("pom.xml").read_text(), re.DOTALL)[1]
    classpath = Path("target/test.classpath").read_text().strip().split(":")
    # Spark's own source starts every driver that it finds, and DuckDB's starts a flight recorder.
    classpath = ":".join(path for path in classpath if "duckdb" not in path)
    return [
        "java", *flags.split(), "-XX:-DontCompileHugeMethods", "-XX:+UseParallelGC",
        f"-Xmx{HEAP}", f"-Xlog:gc:file={BENCH}/gc-%p.log",
        "-Dlog4j2.configurationFile=conf/log4j2.properties",
        "-cp", f"target/test-classes:target/classes:{classpath}",
        "com.shopsphere.warehouse.bench.ReadBenchmark", *map(str, arguments),
    ]


def mysql(served, tables):
    """The client's command; the password is in its environment."""
    of = {name.removeprefix("WAREHOUSE_SOURCE_"): value
          for name, value in served.environment.items()}
    selects = "; ".join(f"SELECT * FROM `{table}`" for table in tables)
    return [
        str(MYSQL), "--no-defaults", "--protocol=tcp", "--ssl-mode=DISABLED",
        "--get-server-public-key", "--host", of["HOST"], "--port", of["PORT"],
        "--user", of["USER"], "--quick", "--batch", "--skip-column-names",
        "--default-character-set=utf8mb4", "--execute", selects, of["DATABASE"],
    ]


def password(served):
    return {"MYSQL_PWD": served.environment["WAREHOUSE_SOURCE_PASSWORD"]}


def tables(scope):
    return [table for table in json.loads(SPLITS.read_text()) if scope in ("all", table)]


def said(name):
    """What a contestant printed of itself."""
    found = re.search(r"^RESULT (.*)$", (BENCH / f"{name}.log").read_text(errors="replace"), re.M)
    if not found:
        raise Failure(f"Cannot measure {name}: {BENCH}/{name}.log holds no result.")
    return json.loads(found[1])


def contest(name, scope, served, *more):
    """One run of one contestant."""
    for log in BENCH.glob("gc-*.log"):
        log.unlink()
    label = f"read-{name}"
    if name == "mysql":
        # The shell only sends the output to nowhere.
        command = ["sh", "-c", 'exec "$@" > /dev/null', "sh", *mysql(served, tables(scope))]
        return measured(label, command, password(served), served, f"{TITLES[name]}, {scope}")
    if name == "connectorx":
        command = [VENV / "bin/python", "bench/read_connectorx.py", SPLITS, scope]
    else:
        command = java(name, SPLITS, scope, *more)
    shown = " ".join([TITLES[name], scope, *more])
    return measured(label, command, {}, served, shown) | heap() | said(label)


def cut(served):
    say("Cutting the tables ...")
    command = java("cut", SPLITS)
    if subprocess.run(command, env=os.environ | served.environment, check=False).returncode != 0:
        raise Failure("Cannot cut the tables.")


def count_by_client(served, scope):
    """The rows that the client prints, and the quantities in the third column of the lines."""
    rows = quantity = 0
    with subprocess.Popen(mysql(served, tables(scope)), stdout=subprocess.PIPE,
                          env=os.environ | password(served)) as process:
        for line in process.stdout:
            rows += 1
            if scope == LINES:
                quantity += int(line.split(b"\t")[2])
    if process.returncode != 0:
        raise Failure(f"Cannot count the rows: {MYSQL} ended with {process.returncode}.")
    return {"rows": rows, "quantity": quantity}


def check(served, names):
    """
    What each reads of the order lines: a run beside the measured ones, as a sum takes time.

    Those on Java then read the lines five times more, without the sum, in a JVM that has compiled
    its code, and tell the median.
    """
    found = {}
    for name in names:
        found[name] = (count_by_client(served, LINES) if name == "mysql"
                       else contest(name, LINES, served, "sum"))
        say(f"  {TITLES[name]}: {found[name]['rows']:,} rows, {found[name]['quantity']:,} units")
    return found


def differences(checked, results):
    """Empty if all contestants read the same."""
    found = []
    if len({(one["rows"], one["quantity"]) for one in checked.values()}) != 1:
        found.append("the order lines")
    for scope, runs in results.items():
        rows = {name: sorted({run["rows"] for run in each}) for name, each in runs.items()}
        if len({tuple(one) for one in rows.values()}) != 1:
            found.append(f"the rows of {SCOPES[scope]}: {rows}")
    return found


def rates(run):
    run["rows_per_cpu_s"] = run["rows"] / run["cpu_s"]
    if "reading_cpu_s" in run:
        run["rows_per_reading_cpu_s"] = run["rows"] / run["reading_cpu_s"]
    return run


def compete(served, names, repeat):
    counted = {scope: count_by_client(served, scope) for scope in SCOPES if "mysql" in names}
    results = {scope: {name: [] for name in names} for scope in SCOPES}
    for _ in range(repeat):
        for scope in SCOPES:
            for name in names:
                run = contest(name, scope, served)
                if name == "mysql":
                    run["rows"] = counted[scope]["rows"]
                results[scope][name].append(rates(run))
    return results


def cell(runs, key, divisor, form):
    middle = median(runs, key)
    return "–" if middle is None else form.format(middle / divisor)


def table(runs):
    header = ["", *(title for title, *_ in FIGURES)]
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * len(FIGURES)]
    for name, each in runs.items():
        cells = [cell(each, *how) for _, *how in FIGURES]
        lines.append("| " + " | ".join([TITLES[name], *cells]) + " |")
    return lines


def ratios(runs):
    """Ours against the goals; of the whole process, then of the reading alone."""
    def of(name, key):
        return median(runs[name], key)
    rate = [f"{of(OURS, key) / of('builtin', key):.2f}"
            for key in ("rows_per_cpu_s", "rows_per_reading_cpu_s")]
    cpu = [f"{of(OURS, key) / of('connectorx', key):.2f}" for key in ("cpu_s", "reading_cpu_s")]
    return [
        f"Rows per CPU second, ours / Spark's: {rate[0]}; of the reading alone {rate[1]} "
        "(goal: at least 2.5).",
        f"CPU time, ours / connectorx: {cpu[0]}; of the reading alone {cpu[1]} "
        "(goal: at most 1.5).",
    ]


def again(small, checked):
    """
    Of later readings in a JVM, which Spark's own work for a query is part of, whatever is read; and
    of the rows by which the larger table is larger, which it is not.
    """
    lines, rate, more = [], {}, {}
    for name in (one for one in checked if one != "mysql"):
        few, many = small[name], checked[name]
        rate[name] = many["rows"] / many["reading_cpu_s"]
        more[name] = (many["rows"] - few["rows"]) / (many["reading_cpu_s"] - few["reading_cpu_s"])
        lines.append(f"| {TITLES[name]} | {few['reading_cpu_s']:,.2f} | "
                     f"{many['reading_cpu_s']:,.2f} | {rate[name]:,.0f} | {more[name]:,.0f} |")
    def ratios_of(rates):
        return (f"{rates[OURS] / rates['builtin']:.2f} times Spark's rate, "
                f"{rates['connectorx'] / rates[OURS]:.2f} times connectorx's CPU time")
    rows = [f"{one[OURS]['rows']:,}" for one in (small, checked)]
    return [
        f"|  | CPU s for {rows[0]} rows | CPU s for {rows[1]} rows | rows per CPU s | "
        "further rows per CPU s |",
        "| --- | ---: | ---: | ---: | ---: |", *lines, "",
        f"Ours of all {rows[1]} rows: {ratios_of(rate)}; of each further row: {ratios_of(more)}.",
    ]


def report(chosen, facts, results, small, checks, found):
    checked = checks[1]
    text = [f"{chosen.scale * 1000:,} order lines, {facts['database']}, "
            f"median of {chosen.repeat}, by turns"]
    for scope, runs in results.items():
        rows = next(iter(runs.values()))[0]["rows"]
        text += ["", f"{SCOPES[scope]}, {rows:,} rows:", "", *table(runs), "", *ratios(runs)]
    text += ["", f"{SCOPES[LINES]}, read again in the same JVM, which has compiled its code; "
             "median of five, connectorx once:", "", *again(*checks)]
    sizes = {chosen.scale // 4: small, chosen.scale: results["all"][OURS]}
    text += ["", "Ours, all tables, by the size of the database:", ""]
    for scale, runs in sizes.items():
        text.append(f"- {scale * 1000:,} order lines: peak memory "
                    f"{cell(runs, 'process_rss', MIB, '{:,.0f}')} MiB, heap after a collection "
                    f"{cell(runs, 'live_heap', MIB, '{:,.0f}')} MiB")
    one = checked[OURS]
    text += ["", *([f"**The contestants read different rows:** {each}" for each in found] or
                   [f"All read the same {one['rows']:,} order lines and {one['quantity']:,} units."])]
    text += ["", f"Machine: {facts['cores']} cores ({facts['processor']}), "
                 f"{facts['memory_gib']} GiB, Linux {facts['kernel']}; shared with the server. "
                 f"{facts['java']}, heap {HEAP}, commit {facts['commit']}."]
    if "mysql" not in next(iter(results.values())):
        text.append(f"Without the mysql client: {MYSQL} is not there.")
    write("read", "\n".join(text), {"scale": chosen.scale, "runs": results, "quarter": small,
                                    "checks": checks, "machine": facts})
    return "\n".join(text)


def served_at(chosen, scale):
    return database(argparse.Namespace(server=chosen.server, scale=scale))


def benchmark(chosen):
    BENCH.mkdir(parents=True, exist_ok=True)
    if not chosen.skip_build:
        build("mysql")  # with its client, whatever the server
    make_environment()
    names = [name for name in TITLES if name != "mysql" or MYSQL.exists()]
    with served_at(chosen, chosen.scale // 4) as served:
        cut(served)
        say("What each reads of a quarter of the order lines:")
        quarter = check(served, names)
        small = [contest(OURS, "all", served) for _ in range(chosen.repeat)]
    with served_at(chosen, chosen.scale) as served:
        facts = machine(served)
        cut(served)
        say("What each reads of the order lines:")
        checked = check(served, names)
        results = compete(served, names, chosen.repeat)
    found = differences(checked, results)
    say("\n" + report(chosen, facts, results, small, (quarter, checked), found))
    say(f"\nAlso in {BENCH}/read.md and {BENCH}/read.json.")
    return EXIT_DIFFERENT if found else 0


if __name__ == "__main__":
    main(benchmark, options(
        "bench/read.sh", __doc__, 2000, 4, "repeat", 3,
        "--skip-build", flag_help="measure what was built before",
    ))
