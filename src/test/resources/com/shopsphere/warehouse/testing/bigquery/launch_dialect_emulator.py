"""Starts crucible, which runs BigQuery's SQL for dbt, on a free loopback port.

    launch_dialect_emulator.py serve READY    serve until standard input ends or SIGTERM

It writes its port to the file READY once it answers. Its tables are in memory. Its standard input is a
pipe from the process that started it, so it ends with that process, even one that was killed.

crucible takes some SQL that BigQuery refuses, and refuses a request that dbt sends; each `fix_` function
mends one and names what is seen without it. The installed package stays as it is.
"""

import asyncio
import importlib.metadata
import os
import signal
import socket
import sys
from pathlib import Path

PACKAGE = "crucible-emulator"
VERSION = "0.1.0a2"


def fix_parameterized_casts():
    """CAST(x AS NUMERIC(18, 2)) is taken, which BigQuery refuses in these words."""
    from crucible.dialects.bigquery import errors, statements
    from sqlglot import exp

    check_statement = statements._check_reserved_aliases

    def check_casts_too(tree, sql):
        check_statement(tree, sql)
        for cast in tree.find_all(exp.Cast):
            if any(isinstance(of, exp.DataTypeParam) for of in cast.to.find_all(exp.DataTypeParam)):
                raise errors.invalid("Parameterized types are not allowed in CAST expressions.")

    statements._check_reserved_aliases = check_casts_too


def fix_numeric_division():
    """DIV of NUMERICs keeps the fraction: DIV(NUMERIC '3', 2) is 1.5."""
    from crucible.dialects.bigquery import generator
    from sqlglot import exp

    transforms = generator.BigQueryToDuckDB.Generator.TRANSFORMS
    divide = transforms[exp.IntDiv]

    def divide_whole(self, node):
        if not (node.this.is_type("decimal") or node.expression.is_type("decimal")):
            return divide(self, node)
        dividend, divisor = self.sql(node.this), self.sql(node.expression)
        return f"(({dividend}) - ({dividend}) % ({divisor})) / ({divisor})"

    transforms[exp.IntDiv] = divide_whole


def fix_descriptions():
    """A table's description cannot be changed: dbt's persist_docs gets 400."""
    from crucible.server.bigquery import app

    check_fields = app._check_fields

    def check_fields_but_description(body, allowed, call):
        check_fields(body, (*allowed, "description") if call == "tables.patch" else allowed, call)

    app._check_fields = check_fields_but_description


async def serve(ready: Path):
    import uvicorn
    from crucible.engine import Engine
    from crucible.server.app import create_app

    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(create_app("bigquery", Engine(None)), access_log=False, log_level="warning")
    )
    loop = asyncio.get_running_loop()

    def stop():
        server.should_exit = True

    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.add_reader(sys.stdin, lambda: os.read(0, 4096) or stop())
    partial = ready.with_suffix(".partial")
    partial.write_text(f"{listener.getsockname()[1]}\n")
    partial.rename(ready)
    await server.serve(sockets=[listener])


def main(arguments):
    match arguments:
        case ["serve", ready]:
            found = importlib.metadata.version(PACKAGE)
            if found != VERSION:
                sys.exit(f"Cannot fix {PACKAGE} {found}: the fixes are written for {VERSION}")
            fix_parameterized_casts()
            fix_numeric_division()
            fix_descriptions()
            asyncio.run(serve(Path(ready)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
