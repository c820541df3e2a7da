#!/usr/bin/env python3
"""Packs what submit/marts_step.py needs on a machine that reaches no package index: the dbt project, and dbt with all its packages.

Usage: submit/marts_archive.py FILE --python VERSION...

The packages are those of dbt/requirements*.txt for BigQuery, for Linux on x86-64 and each version of Python that is named. The
same packages and models make the same file, byte by byte.
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

DBT = Path(__file__).resolve().parent.parent / "dbt"
WANTED = ("dbt-core==", "dbt-bigquery==")
NOT_PACKED = {"target", "logs", "dbt_packages", ".venv", ".user.yml", "__pycache__"}
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64")
DAY_ONE = (1980, 1, 1, 0, 0, 0)


def requirements() -> list[str]:
    """The pins of dbt and its adapter for BigQuery."""
    lines = [line.strip() for name in ("requirements.txt", "requirements-bigquery.txt") for line in (DBT / name).open()]
    pins = [line for line in lines if line.startswith(WANTED)]
    if len(pins) != len(WANTED):
        sys.exit(f"Cannot find the versions of dbt in {DBT}: expected lines that begin with {WANTED}, found {pins}.")
    return pins


def download(pins: list[str], python: str, directory: Path) -> None:
    """Fetches the wheels of the pins and of all that they need."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
    command += [f"--python-version={python}", f"--dest={directory}"]
    command += [f"--platform={platform}" for platform in PLATFORMS]
    if subprocess.run(command + pins).returncode != 0:
        sys.exit(f"Cannot fetch {' '.join(pins)} for Python {python}: see above.")


def project() -> list[Path]:
    """The files of the dbt project, without what dbt writes into it."""
    return [path for path in DBT.rglob("*") if path.is_file() and not NOT_PACKED & set(path.relative_to(DBT).parts)]


def pack(file: Path, pins: list[str], wheels: Path) -> None:
    """Writes the archive, in an order and with times that are always the same."""
    entries = {f"dbt/{path.relative_to(DBT).as_posix()}": path.read_bytes() for path in project()}
    entries |= {f"wheels/{path.name}": path.read_bytes() for path in wheels.iterdir()}
    entries["requirements.txt"] = "".join(f"{pin}\n" for pin in pins).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(entries):
            archive.writestr(zipfile.ZipInfo(name, DAY_ONE), entries[name])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="the archive to write")
    parser.add_argument("--python", nargs="+", required=True, help="versions of Python, such as 3.11")
    arguments = parser.parse_args()
    pins = requirements()
    with tempfile.TemporaryDirectory() as wheels:
        for python in arguments.python:
            download(pins, python, Path(wheels))
        pack(arguments.file, pins, Path(wheels))


if __name__ == "__main__":
    main()
