"""Starts bqemulator for the tests of the Spark BigQuery connector, on free loopback ports.

    launch_emulator.py prepare    import the DuckDB extensions under $HOME, once
    launch_emulator.py serve READY PROJECT DATA REST_PORT GRPC_PORT
                                  serve until standard input ends or SIGTERM

`serve` writes "<REST port> <gRPC port>" to the file READY once both answer; port 0 is any free one.
It keeps its tables in the directory DATA, from which another process goes on after it was killed.
Its standard input is a pipe from the process that started it, so it ends with that process, even
one that was killed.

bqemulator lacks a few things that the connector and the job rely on; each `fix_` function, here, in
`emulator_rest.py` and in `emulator_sql.py`, adds one and names what is seen without it. The installed
package stays as it is.
"""

import asyncio
import inspect
import os
import sys
from pathlib import Path

EMULATOR_VERSION = "1.4.0"
EXTENSIONS = ("avro", "spatial")


def fix_arrow_schema_end_marker():
    """The schema message must come bare: with its end-of-stream marker a read gives no rows."""
    from bqemulator.streaming import read_session

    read_session._serialise_arrow_schema = lambda schema: schema.serialize().to_pybytes()


def fix_anonymous_result_data():
    """A query's anonymous result table has no data end point: `count()` gets 404."""
    from bqemulator.api.routes import tabledata
    from bqemulator.jobs.executor import JOB_RESULTS

    def list_anonymous_rows(project_id: str, table_id: str):
        job = table_id.removeprefix("anon")
        if len(job) == 32:
            job = "-".join((job[:8], job[8:12], job[12:16], job[16:20], job[20:]))
        rows = JOB_RESULTS[job]
        return {
            "kind": "bigquery#tableDataList",
            "totalRows": str(rows.num_rows),
            "rows": tabledata.arrow_table_to_bq_rows(rows),
        }

    path = "/projects/{project_id}/datasets/_bqemu_anonymous/tables/{table_id}/data"
    tabledata.router.get(path)(list_anonymous_rows)
    tabledata.router.routes.insert(0, tabledata.router.routes.pop())


def fix_load_statistics():
    """A load job reports no `outputBytes`: an indirect write fails after its load."""
    from bqemulator.api.routes import jobs

    load = jobs._handle_load_job_with_async_envelope
    absent = {"outputBytes": "0", "inputFileBytes": "0", "inputFiles": "1", "badRecords": "0"}

    async def load_with_statistics(*args, **kwargs):
        job = await load(*args, **kwargs)
        statistics = job.statistics or {}
        if "load" not in statistics:
            return job
        complete = {**statistics, "load": {**absent, **statistics["load"]}}
        return job.model_copy(update={"statistics": complete})

    jobs._handle_load_job_with_async_envelope = load_with_statistics


def fix_query_destination():
    """A query job ignores `destinationTable`: overwrite reports success and changes nothing."""
    from bqemulator.api.routes import jobs
    from bqemulator.jobs.executor import quoted_table_ref

    run_query = jobs._handle_query_job

    def write_statement(query, target, exists):
        disposition = (query.get("writeDisposition") or "WRITE_EMPTY").upper()
        if not exists:
            return f"CREATE TABLE {target} AS {query['query']}"
        if disposition == "WRITE_TRUNCATE":
            # As in BigQuery, the columns become those of the query, in its order.
            return f"CREATE OR REPLACE TABLE {target} AS {query['query']}"
        raise NotImplementedError(f"{disposition} into the existing table {target}")

    async def run_query_into_destination(project_id, job_id, config, *, ctx, **kwargs):
        query = config["query"]
        destination = query.get("destinationTable")
        if not destination or kwargs.get("dry_run"):
            return await run_query(project_id, job_id, config, ctx=ctx, **kwargs)
        name = (
            destination.get("projectId") or project_id,
            destination["datasetId"],
            destination["tableId"],
        )
        before = ctx.catalog.get_table(*name)
        write = write_statement(query, "`" + ".".join(name) + "`", before is not None)
        dropped = ("destinationTable", "writeDisposition", "createDisposition")
        rest = {key: value for key, value in query.items() if key not in dropped}
        job = await run_query(
            project_id, job_id, {**config, "query": {**rest, "query": write}}, ctx=ctx, **kwargs
        )
        table = ctx.catalog.get_table(*name)
        if table is not None:
            count = f"SELECT COUNT(*) FROM {quoted_table_ref(*name)}"
            update = {"num_rows": ctx.engine.execute(count).fetchone()[0]}
            if before is not None:
                update["time_partitioning"] = before.time_partitioning
                update["clustering"] = before.clustering
            ctx.catalog.update_table(table.model_copy(update=update))
        return job

    jobs._handle_query_job = run_query_into_destination


def fix_table_in_missing_dataset():
    """A table in a dataset that does not exist gets 500, which is tried again, instead of 404."""
    from bqemulator.api.routes import tables
    from bqemulator.domain.errors import ErrorDetail, NotFoundError

    insert = tables.insert_table

    async def insert_into_dataset(project_id, dataset_id, request, ctx):
        if ctx.catalog.get_dataset(project_id, dataset_id) is None:
            message = f"Not found: Dataset {project_id}:{dataset_id}"
            raise NotFoundError(message, details=[ErrorDetail(reason="notFound", message=message)])
        return await insert(project_id, dataset_id, request, ctx)

    insert_into_dataset.__signature__ = inspect.signature(insert, eval_str=True)
    tables.router.post("/projects/{project_id}/datasets/{dataset_id}/tables")(insert_into_dataset)
    tables.router.routes.insert(0, tables.router.routes.pop())


def fix_method_override():
    """Google's Java client sends PATCH as an overridden POST: changing a table gets 405."""
    from bqemulator import server

    create_app = server.create_app

    def create_overridable_app(context):
        app = create_app(context)

        async def answer(scope, receive, send):
            headers = dict(scope.get("headers", ()))
            method = headers.get(b"x-http-method-override")
            if method:
                scope = {**scope, "method": method.decode()}
            await app(scope, receive, send)

        return answer

    server.create_app = create_overridable_app


def fix_unnamed_append():
    """Only the first AppendRows of a connection names its stream: long writes get NOT_FOUND."""
    from bqemulator.grpc_api.write_servicer import BigQueryWriteHandler as Handler

    bind = Handler._ensure_stream_bound

    def bind_or_keep(self, name, bound, context):
        if bound and not name:
            return bound
        return bind(self, name, bound, context)

    Handler._ensure_stream_bound = bind_or_keep


def fix_nested_append():
    """AppendRows drops the sub-fields of STRUCT columns: "STRUCT with no fields"."""
    from bqemulator.api.routes.tabledata import _build_arrow_schema
    from bqemulator.grpc_api import write_servicer

    def describe(field):
        described = {"name": field.name, "type": field.type, "mode": field.mode}
        if field.type in ("BIGNUMERIC", "BIGDECIMAL"):
            described["type"] = f"BIGNUMERIC({field.precision or 38},{field.scale or 0})"
        if getattr(field, "fields", None):
            described["fields"] = [describe(sub_field) for sub_field in field.fields]
        return described

    def nested_schema(table):
        return _build_arrow_schema([describe(field) for field in table.schema_.fields])

    write_servicer._table_arrow_schema = nested_schema


def fix_decimal_text():
    """A NUMERIC comes padded with zeros to nine places, which BigQuery does not do."""
    import pyarrow
    from bqemulator.storage import arrow_bridge

    def plain_text(value, _type, _field):
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"

    arrow_bridge._BQ_TYPE_FORMATTERS = (
        (pyarrow.types.is_decimal, plain_text),
        *arrow_bridge._BQ_TYPE_FORMATTERS,
    )


def fix_big_decimals():
    """AppendRows makes BIGNUMERIC columns of 76 digits, which DuckDB does not have."""
    import pyarrow
    from bqemulator.api.routes import tabledata

    arrow_type = tabledata._bq_type_to_arrow

    def sized_arrow_type(bq_type):
        name, _, size = bq_type.rstrip(")").partition("(")
        if name == "BIGNUMERIC" and size:
            return pyarrow.decimal128(*map(int, size.split(",")))
        return arrow_type(bq_type)

    tabledata._bq_type_to_arrow = sized_arrow_type


def fix_civil_time():
    """AppendRows sends DATETIME and TIME packed in an integer, read as microseconds: year 6483."""
    from datetime import datetime, time

    import pyarrow
    from bqemulator.storage import arrow_bridge

    coerce = arrow_bridge._coerce_to_arrow_value

    def unpack(value, arrow_type, **kwargs):
        if isinstance(value, int) and not isinstance(value, bool):
            microsecond, packed = value & 0xFFFFF, value >> 20
            clock = ((packed >> 12) & 0x1F, (packed >> 6) & 0x3F, packed & 0x3F, microsecond)
            if pyarrow.types.is_timestamp(arrow_type) and arrow_type.tz is None:
                day = packed >> 17
                return datetime(day >> 9, (day >> 5) & 0xF, day & 0x1F, *clock)
            if pyarrow.types.is_time64(arrow_type):
                return time(*clock)
        return coerce(value, arrow_type, **kwargs)

    arrow_bridge._coerce_to_arrow_value = unpack


def apply_fixes():
    import bqemulator
    from emulator_rest import apply_rest_fixes
    from emulator_sql import apply_sql_fixes

    if bqemulator.__version__ != EMULATOR_VERSION:
        found = bqemulator.__version__
        sys.exit(f"Cannot fix bqemulator {found}: the fixes are written for {EMULATOR_VERSION}")
    fix_arrow_schema_end_marker()
    fix_anonymous_result_data()
    fix_load_statistics()
    fix_query_destination()
    fix_table_in_missing_dataset()
    fix_method_override()
    fix_unnamed_append()
    fix_nested_append()
    fix_decimal_text()
    fix_big_decimals()
    fix_civil_time()
    apply_rest_fixes()
    apply_sql_fixes()


def prepare():
    from duckdb_extensions import import_extension

    for extension in EXTENSIONS:
        import_extension(extension)


async def serve(ready: Path, project: str, data: Path, rest_port: int, grpc_port: int):
    import signal

    from bqemulator.config import LogFormat, LogLevel, PersistenceMode, Settings
    from bqemulator.server import EmulatorServer

    settings = Settings(
        rest_host="127.0.0.1",
        rest_port=rest_port,
        grpc_host="127.0.0.1",
        grpc_port=grpc_port,
        default_project_id=project,
        persistence_mode=PersistenceMode.PERSISTENT,
        data_dir=data,
        log_level=LogLevel.WARNING,
        log_format=LogFormat.CONSOLE,
    )
    server = EmulatorServer(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_reader(sys.stdin, lambda: os.read(0, 4096) or stop.set())
    await server.start()
    try:
        partial = ready.with_suffix(".partial")
        partial.write_text(f"{server.rest_port} {server.grpc_port}\n")
        partial.rename(ready)
        await stop.wait()
    finally:
        await server.stop()


def main(arguments):
    match arguments:
        case ["prepare"]:
            prepare()
        case ["serve", ready, project, data, rest_port, grpc_port]:
            apply_fixes()
            asyncio.run(serve(Path(ready), project, Path(data), int(rest_port), int(grpc_port)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
