"""Measures the build of the marts with all their tests, on what the job has published.

Started by bench/marts.sh. Standard library only; dbt runs in the environment that submit/marts.sh makes.
"""

import json
import shutil
from pathlib import Path
from statistics import median

from benchmark import (
    BENCH, FIGURES, build, cell, database, machine, main, measured_alone, options, run,
    say, write,
)

PUBLISHED = BENCH / "marts" / "published"
MARTS = BENCH / "marts" / "marts.duckdb"
RESULTS = Path("dbt/target/run_results.json")
SHOWN = ("wall_s", "cpu_s", "tree_rss", "process_rss", "disk_written")
SLOWEST = 3
GOAL_S, GOAL_BYTES = 45, 4 * 1024 ** 3


def publish(served):
    run(["submit/local.sh", "run", "--config", "conf/local.conf",
         "--set", f"target.parquet.path={PUBLISHED}"], "publish", served.environment)


def published_lines():
    manifest = PUBLISHED / "order_line.manifest.json"
    return json.loads(manifest.read_text())["rows"] if manifest.exists() else 0


def provide(chosen):
    """The published table, from a database that is gone when the marts are built."""
    if chosen.keep and published_lines() == chosen.scale * 1000:
        say(f"Building on what was published before: {PUBLISHED}")
        return None
    shutil.rmtree(PUBLISHED, ignore_errors=True)
    with database(chosen) as served:
        publish(served)
        return machine(served)


def slowest(kind):
    results = json.loads(RESULTS.read_text())["results"]
    of_kind = [(one["execution_time"], one["unique_id"].split(".")[2])
               for one in results if one["unique_id"].startswith(kind)]
    return sorted(of_kind, reverse=True)[:SLOWEST]


def marts(which):
    environment = {"DBT_MARTS_PUBLISHED": str(PUBLISHED), "DBT_MARTS_DUCKDB": str(MARTS)}
    command = ["submit/marts.sh", "dbt", "--quiet", "build"]
    figures = measured_alone(f"marts-{which}", command, environment)
    return figures | {"models": slowest("model"), "tests": slowest("test")}


def table(results):
    lines = ["| | " + " | ".join(results) + " |", "| --- |" + " ---: |" * len(results)]
    for key, title, divisor, form in FIGURES:
        if key in SHOWN:
            cells = [cell(runs, key, divisor, form) for runs in results.values()]
            lines.append("| " + " | ".join([title, *cells]) + " |")
    return lines


def goal(runs):
    wall = median(run["wall_s"] for run in runs)
    memory = max(run["tree_rss"] for run in runs)
    met = wall <= GOAL_S and memory <= GOAL_BYTES
    return f"Goal of {GOAL_S} s (median) and 4 GiB (at any time), for 2,000,000 lines: {'met' if met else 'missed'}."


def report(chosen, facts, results):
    text = [f"{published_lines():,} order lines, {chosen.runs} of each", "", *table(results), ""]
    for which, runs in results.items():
        for kind in ("models", "tests"):
            named = ", ".join(f"{name} {seconds:.1f} s" for seconds, name in runs[-1][kind])
            text.append(f"Slowest {kind} of the {which}: {named}.")
    text += ["", *[f"{which}: {goal(runs)}" for which, runs in results.items()]]
    result = {"lines": published_lines(), "runs": results, "machine": facts}
    write("marts", "\n".join(text), result)
    return "\n".join(text)


def benchmark(chosen):
    BENCH.mkdir(parents=True, exist_ok=True)
    build(chosen.server)
    facts = provide(chosen)
    run(["submit/marts.sh", "dbt", "--quiet", "parse"], "install dbt",
        {"DBT_MARTS_PUBLISHED": str(PUBLISHED), "DBT_MARTS_DUCKDB": str(MARTS)})
    results = {"first build": [], "second build": []}
    for _ in range(chosen.runs):
        MARTS.unlink(missing_ok=True)
        for which, runs in results.items():
            runs.append(marts(which.partition(" ")[0]))
    say("\n" + report(chosen, facts, results))
    say(f"\nAlso in {BENCH}/marts.md and {BENCH}/marts.json.")
    return 0


if __name__ == "__main__":
    main(benchmark, options(
        "bench/marts.sh", __doc__, 2000, 1, "runs", 1,
        "--keep", flag_help="build on what an earlier benchmark of this scale has published",
    ))
