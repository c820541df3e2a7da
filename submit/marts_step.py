"""Builds and tests the marts on BigQuery by dbt: a PySpark job that uses no Spark, for clusters and for serverless batches.

It finds marts.zip (submit/marts_archive.py) in its working directory, installs dbt from it with no network, and ends with
dbt's exit code: 0 built and all tests passed, 1 a model or test failed or the snapshot is too old, 2 dbt could not run.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# What dbt/profiles.yml and dbt/models/staging/_sources.yml read, by the option that gives it.
VARIABLES = {
    "project": "DBT_MARTS_BIGQUERY_PROJECT",
    "location": "DBT_MARTS_BIGQUERY_LOCATION",
    "source_dataset": "DBT_MARTS_SOURCE_DATASET",
    "dataset": "DBT_MARTS_BIGQUERY_DATASET",
    "max_age_days": "DBT_MARTS_MAX_AGE_DAYS",
}
BUILD = (["source", "freshness"], ["build"], ["run-operation", "print_totals"])


def complain(message: str) -> None:
    """Ends as the scripts do where something that was given is wrong."""
    print(message, file=sys.stderr)
    sys.exit(2)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--archive", type=Path, default=Path("marts.zip"), help="what submit/marts_archive.py wrote")
    parser.add_argument("--project", required=True, help="project of both datasets")
    parser.add_argument("--location", required=True, help="location of both datasets, such as EU")
    parser.add_argument("--source-dataset", required=True, help="dataset that the job publishes to")
    parser.add_argument("--dataset", required=True, help="dataset of the marts")
    parser.add_argument("--max-age-days", default="2", help="days that the snapshot may be old")
    parser.add_argument("command", nargs="*", help="dbt's arguments after --; else freshness, build and totals")
    return parser.parse_args()


def environment(given: argparse.Namespace, directory: Path) -> dict[str, str]:
    """This process's own, without Spark's packages and with what dbt is told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    told = {variable: getattr(given, option) for option, variable in VARIABLES.items()}
    project = str(directory / "dbt")
    return kept | told | {
        "DBT_MARTS_TARGET": "bigquery",
        "DBT_PROJECT_DIR": project,
        "DBT_PROFILES_DIR": project,
        "DBT_USE_COLORS": "false",
        "DO_NOT_TRACK": "1",
    }


def install(directory: Path) -> Path:
    """Makes an environment of dbt's own, so that what the machine has installed does not meddle, and returns its Python."""
    python = directory / "venv" / "bin" / "python"
    for command in (
        [sys.executable, "-m", "venv", "--without-pip", str(directory / "venv")],
        [sys.executable, "-m", "pip", f"--python={python}", "install", "--quiet", "--disable-pip-version-check"]
        + ["--no-compile", "--no-index", f"--find-links={directory / 'wheels'}", f"--requirement={directory / 'requirements.txt'}"],
    ):
        if subprocess.run(command).returncode != 0:
            complain(f"Cannot install dbt from the archive with {sys.executable}: see above.")
    return python


def main() -> int:
    given = options()
    if not given.archive.is_file():
        complain(f"Cannot find the archive '{given.archive}': expected what submit/upload.sh puts beside this script, as a file of the job.")
    with tempfile.TemporaryDirectory(prefix="marts-") as name:
        directory = Path(name)
        with zipfile.ZipFile(given.archive) as archive:
            archive.extractall(directory)
        dbt = [str(install(directory).with_name("dbt"))]
        for command in [given.command] if given.command else BUILD:
            status = subprocess.run(dbt + command, env=environment(given, directory)).returncode
            if status != 0:
                print(f"Cannot go on: 'dbt {' '.join(command)}' ended with {status}.", file=sys.stderr)
                return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
