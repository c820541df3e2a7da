"""Measures the job and the pandas pipeline, each as a process of its own, on one database.

Started by bench/run.sh. Standard library only: the pandas pipeline and the check of the outputs run
in an environment of their own, which this makes below target/bench.
"""

import argparse
import contextlib
import json
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from measure import processes

BENCH = Path("target/bench")
VENV = BENCH / "venv"
REQUIREMENTS = Path("bench/requirements.txt")
JOB_OUTPUT = BENCH / "out" / "order_line.parquet"
PANDAS_OUTPUT = BENCH / "pandas.parquet"
# Both contestants publish the columns of the source; the allocation is the job's alone.
CONFIG = "conf/local-thirteen.conf"
TICK = os.sysconf("SC_CLK_TCK")
CPU_FIELDS = slice(11, 13)  # user and system time in /proc/<pid>/stat, counted from the state
EXIT_FAILED, EXIT_DIFFERENT = 1, 3

# What the table shows: key of a measurement, title, divisor and form.
MIB = 1024 * 1024
FIGURES = (
    ("wall_s", "wall time, s", 1, "{:,.1f}"),
    ("cpu_s", "CPU time (user + system), s", 1, "{:,.1f}"),
    ("server_cpu_s", "CPU time of the database server meanwhile, s", 1, "{:,.1f}"),
    ("tree_rss", "peak memory of the process tree, MiB", MIB, "{:,.0f}"),
    ("process_rss", "peak memory of the largest process, MiB", MIB, "{:,.0f}"),
    ("peak_heap", "peak Java heap, MiB", MIB, "{:,.0f}"),
    ("live_heap", "peak Java heap after a collection, MiB", MIB, "{:,.0f}"),
    ("disk_written", "written to disk, scratch included, MiB", MIB, "{:,.1f}"),
    ("output_bytes", "size of the Parquet file, MiB", MIB, "{:,.1f}"),
)


class Failure(Exception):
    """Ends the benchmark with a message and without a trace."""


def options(script, description, scale, least, runs, default_runs, *flag, flag_help):
    """Those that all benchmarks have, and a flag; `runs` is what this one calls their number."""
    parser = argparse.ArgumentParser(prog=script, description=description.splitlines()[0])
    parser.add_argument("--scale", type=int, default=scale, metavar="N",
                        help=f"thousands of order lines, {least} to 10000 (default: %(default)s)")
    parser.add_argument(f"--{runs}", type=int, default=default_runs, metavar="K",
                        help="runs of each, by turns; the table shows medians "
                             "(default: %(default)s)")
    parser.add_argument("--server", choices=("mysql", "mariadb"), default="mysql",
                        help="the database: MySQL 8.0 or MariaDB 11.4 (default: %(default)s)")
    parser.add_argument(*flag, action="store_true", help=flag_help)
    chosen = parser.parse_args()
    if not least <= chosen.scale <= 10000:
        parser.error(f"Invalid --scale: expected {least} to 10000, found {chosen.scale}")
    number = getattr(chosen, runs)
    if number < 1:
        parser.error(f"Invalid --{runs}: expected 1 or more, found {number}")
    return chosen


def say(text):
    print(text, flush=True)


def run(command, what, environment=None):
    all_of_it = os.environ | (environment or {})
    if subprocess.run(command, env=all_of_it, stdin=subprocess.DEVNULL).returncode != 0:
        raise Failure(f"Cannot {what}: {' '.join(map(str, command))} failed.")


def build(server):
    say("Building the job (the first time, Maven downloads about 1.2 GB) ...")
    goals = ["package"]
    if server == "mysql":
        goals.append("dependency:unpack@mysql-server")
    run(["mvn", "-q", "-B", "-DskipTests", *goals], "build the job")


def make_environment():
    """A virtual environment that holds exactly the requirements; made anew when they change."""
    wanted = REQUIREMENTS.read_text() + platform.python_version()
    marker = VENV / "installed.txt"
    if marker.exists() and marker.read_text() == wanted:
        return
    say("Making the Python environment ...")
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV], "make a virtual environment")
    pip = [VENV / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "-r", REQUIREMENTS], "install the requirements")
    marker.write_text(wanted)


class Database:
    """The served database; its process group holds the server and the program that started it."""

    def __init__(self, process):
        self.process = process
        self.environment = {}
        self.product = ""

    def await_ready(self):
        for line in self.process.stdout:
            if line.endswith(" rows\n"):
                say(line.rstrip())
            if found := re.match(r"(\S.*) holds, after", line):
                self.product = found[1]
            if found := re.match(r"export (\w+)=(.*)", line):
                self.environment[found[1]] = found[2]
            if len(self.environment) == 5:
                return
        raise Failure(f"Cannot start the database: it ended with {self.process.wait()}.")

    def cpu_seconds(self):
        return sum(
            sum(map(int, fields[CPU_FIELDS])) for fields in processes(self.process.pid)
        ) / TICK

    def await_quiet(self):
        """After a load or a run the server still writes pages: that work is nobody's."""
        for _ in range(60):
            before = self.cpu_seconds()
            time.sleep(2)
            if self.cpu_seconds() - before < 0.1:
                return
        say("The database is still busy after 2 minutes; measuring all the same.")


def end(process):
    """Ends a process politely, then whatever is left of its group."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        pass
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def database(chosen):
    say(f"Starting {chosen.server} and generating {chosen.scale:,} thousand order lines ...")
    classpath = Path("target/test.classpath").read_text().strip()
    process = subprocess.Popen(
        [
            "java", "-Xmx512m", "-cp", f"target/test-classes:target/classes:{classpath}",
            "-Dlog4j2.configurationFile=conf/log4j2.properties",
            "com.shopsphere.warehouse.demo.Demo", "--serve", "--scale", str(chosen.scale),
            "--server", chosen.server, "--server-option=--innodb-buffer-pool-size=1G",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C must not end it before those who use it
    )
    try:
        served = Database(process)
        served.await_ready()
        yield served
    finally:
        end(process)


def measured(name, command, environment, served, shown=None):
    served.await_quiet()
    server_before = served.cpu_seconds()
    figures = measured_alone(name, command, served.environment | environment, shown)
    figures["server_cpu_s"] = served.cpu_seconds() - server_before
    return figures


def measured_alone(name, command, environment, shown=None):
    say(f"Running {name}: {shown or ' '.join(map(str, command))}")
    result, log = BENCH / f"{name}.json", BENCH / f"{name}.log"
    result.unlink(missing_ok=True)
    process = subprocess.Popen(
        [sys.executable, "bench/measure.py", result, log, *command],
        env=os.environ | environment,
        start_new_session=True,
    )
    try:
        exit_code = process.wait()
    finally:
        if process.poll() is None:
            end(process)
    if exit_code != 0 or not result.exists():
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise Failure(f"Cannot measure {name}: exit code {exit_code}; {log} ends with\n{tail}")
    return json.loads(result.read_text())


def heap():
    """The most that the heap held before and after a collection, from the collector's logs."""
    sizes = [
        (int(before), int(after))
        for log in BENCH.glob("gc-*.log")
        for before, after in re.findall(r" (\d+)M->(\d+)M\(\d+M\)", log.read_text())
    ]
    if not sizes:
        return {}
    return {
        "peak_heap": max(before for before, _ in sizes) * MIB,
        "live_heap": max(after for _, after in sizes) * MIB,
    }


def job(served):
    for log in BENCH.glob("gc-*.log"):
        log.unlink()
    shutil.rmtree(JOB_OUTPUT.parent, ignore_errors=True)
    own = os.environ.get("JDK_JAVA_OPTIONS", "")
    figures = measured(
        "job",
        ["submit/local.sh", "run", "--config", CONFIG,
         "--set", f"target.parquet.path={JOB_OUTPUT.parent}"],
        {"JDK_JAVA_OPTIONS": f"{own} -Xlog:gc:file={BENCH}/gc-%p.log".lstrip()},
        served,
    )
    return figures | heap() | {"output_bytes": JOB_OUTPUT.stat().st_size}


def pandas(served):
    PANDAS_OUTPUT.unlink(missing_ok=True)
    command = [VENV / "bin/python", "bench/pandas_pipeline.py", PANDAS_OUTPUT]
    figures = measured("pandas", command, {}, served)
    return figures | {"output_bytes": PANDAS_OUTPUT.stat().st_size}


def warm_up(served, contestants):
    """Brings the programs' files into memory, which a build or an install may have pushed out."""
    commands = [["submit/local.sh", "plan", "--config", CONFIG]]
    if "pandas" in contestants:
        commands.append([VENV / "bin/python", "-c", "import pandas, pyarrow, pymysql, sqlalchemy"])
    for command in commands:
        subprocess.run(command, env=os.environ | served.environment, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def compare():
    found = subprocess.run(
        [VENV / "bin/python", "bench/compare.py", f"job={JOB_OUTPUT}", f"pandas={PANDAS_OUTPUT}"],
        stdout=subprocess.PIPE, text=True, check=False,
    )
    if found.returncode != 0:
        raise Failure("Cannot compare the outputs.")
    return json.loads(found.stdout)


def machine(served):
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    spark = sorted(Path("target/spark-home/jars").glob("spark-core_*.jar"))
    java = subprocess.run(["java", "-version"], stderr=subprocess.PIPE, text=True, check=True)
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], stdout=subprocess.PIPE,
                            text=True, check=False).stdout.strip()
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": processor[1] if processor else platform.machine(),
        "memory_gib": round(int(memory[1]) / MIB, 1),
        "kernel": platform.release(),
        "database": served.product,
        "java": next(line for line in java.stderr.splitlines() if " version " in line),
        "spark": os.environ.get("SPARK_HOME", "")
        or (spark[0].stem.rpartition("-")[2] if spark else ""),
        "heap": os.environ.get("SUBMIT_MEMORY", "2g"),
        "python": platform.python_version(),
        "packages": [line for line in REQUIREMENTS.read_text().splitlines() if "==" in line],
        "commit": commit,
    }


def median(runs, key):
    values = [run[key] for run in runs if key in run]
    return statistics.median(values) if values else None


def cell(runs, key, divisor, form):
    middle = median(runs, key)
    if middle is None:
        return "–"
    text = form.format(middle / divisor)
    if len(runs) == 1:
        return text
    values = [run[key] / divisor for run in runs]
    return f"{text} ({form.format(min(values))}–{form.format(max(values))})"


def table(results):
    names = list(results)
    header = ["", *names] + (["job / pandas"] if len(names) == 2 else [])
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    for key, title, divisor, form in FIGURES:
        cells = [cell(results[name], key, divisor, form) for name in names]
        if len(names) == 2:
            one, other = (median(results[name], key) for name in names)
            cells.append(f"{one / other:.2f}" if one is not None and other else "–")
        lines.append("| " + " | ".join([title, *cells]) + " |")
    return "\n".join(lines)


def verdict(check):
    if check["differences"]:
        return "**The outputs differ:**\n" + "\n".join(f"- {one}" for one in check["differences"])
    return (f"Both outputs hold the same {check['rows']:,} rows, {check['quantity']:,} units and, "
            f"in each of {check['columns']} columns, the same values.")


def write(name, text, result):
    """A report for people and one for machines."""
    (BENCH / f"{name}.md").write_text(text + "\n")
    (BENCH / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")


def report(chosen, facts, results, check):
    runs = "one run each" if chosen.runs == 1 else f"median (range) of {chosen.runs} runs, by turns"
    text = "\n".join([
        f"{chosen.scale * 1000:,} order lines, {facts['database']}, {runs}",
        "",
        table(results),
        "",
        *([verdict(check), ""] if check else []),
        f"Machine: {facts['cores']} cores ({facts['processor']}), {facts['memory_gib']} GiB, "
        f"Linux {facts['kernel']}; shared with the database server.",
        f"Job: commit {facts['commit']}, {facts['java']}, Spark {facts['spark']}, "
        f"heap {facts['heap']}.",
        *([f"pandas: Python {facts['python']}, {', '.join(facts['packages'])}."]
          if "pandas" in results else []),
    ])
    result = {"scale": chosen.scale, "runs": results, "check": check, "machine": facts}
    write("result", text, result)
    return text


def benchmark(chosen):
    BENCH.mkdir(parents=True, exist_ok=True)
    build(chosen.server)
    contestants = {"job": job}
    if not chosen.only_job:
        make_environment()
        contestants["pandas"] = pandas
    results = {name: [] for name in contestants}
    with database(chosen) as served:
        facts = machine(served)
        warm_up(served, contestants)
        for _ in range(chosen.runs):
            for name, contestant in contestants.items():
                results[name].append(contestant(served))
    check = None if chosen.only_job else compare()
    say("\n" + report(chosen, facts, results, check))
    say(f"\nAlso in {BENCH}/result.md and {BENCH}/result.json.")
    return EXIT_DIFFERENT if check and check["differences"] else 0


def interrupt(*_):
    """The first signal stops all in order; a second would only leave something behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(benchmark, chosen):
    """Ends the process with what came of the benchmark."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, interrupt)
    try:
        sys.exit(benchmark(chosen))
    except Failure as failed:
        print(f"The benchmark failed: {failed}", file=sys.stderr)
        sys.exit(EXIT_FAILED)
    except KeyboardInterrupt:
        print("\nThe benchmark was stopped.", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main(benchmark, options(
        "bench/run.sh", __doc__, 1000, 1, "runs", 1,
        "--only-job", "--skip-pandas", flag_help="leave pandas out, for data that it cannot hold",
    ))
