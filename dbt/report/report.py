"""Writes the built marts as one HTML page that needs nothing else to be looked at.

Started by submit/marts.sh, which tells dbt by the environment where the marts are.

Usage: report.py FILE
"""

import os
import sys
from pathlib import Path

from agreement import Agreement
from marts import Unreadable, read_marts
from page import page_of

EXIT_UNREADABLE, EXIT_DIFFERENT, EXIT_UNWRITABLE = 1, 5, 6


def write(file, text):
    """A reader sees the old page or the new one, never a part of one."""
    draft = file.with_name(f".{file.name}.draft")
    file.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, file)


def fail(code, message):
    print(message, file=sys.stderr)
    sys.exit(code)


def main(file):
    try:
        marts = read_marts()
    except Unreadable as failure:
        fail(EXIT_UNREADABLE, str(failure))
    agreement = Agreement.of(marts)
    try:
        write(file, page_of(marts, agreement))
    except OSError as failure:
        fail(EXIT_UNWRITABLE, f"Cannot write the report to {file}: {failure.strerror}.")
    print(f"The report of the marts: {file}")
    if not agreement.holds:
        reasons = "\n".join(f"- {reason}" for reason in agreement.reasons)
        fail(EXIT_DIFFERENT, f"Cannot vouch for the marts:\n{reasons}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
