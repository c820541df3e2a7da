"""Fixes of the emulator's REST interface: tables, jobs, locations and permissions.

Each `fix_` function names what is seen without it; `launch_emulator.py` applies them all.
"""

import inspect
from datetime import datetime, timedelta, timezone

#: Permissions that `tables.testIamPermissions` leaves out; a test sets them over REST.
DENIED_PERMISSIONS = set()

WIRE_NAMES = (
    ("maxLength", "max_length"),
    ("precision", "precision"),
    ("scale", "scale"),
    ("roundingMode", "rounding_mode"),
    ("defaultValueExpression", "default_value_expression"),
    ("collation", "collation"),
)


def replace_route(router, endpoint, replacement, parameter=None):
    """Serves `replacement` where `endpoint` was, with one more optional query parameter if named."""
    signature = inspect.signature(endpoint, eval_str=True)
    if parameter is not None:
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        extra = inspect.Parameter(parameter, kind, default=None, annotation=str | None)
        signature = signature.replace(parameters=[*signature.parameters.values(), extra])
    replacement.__signature__ = signature
    for route in router.routes:
        if getattr(route, "endpoint", None) is endpoint:
            path = route.path.removeprefix(router.prefix)
            router.add_api_route(
                path, replacement, methods=list(route.methods), status_code=route.status_code
            )
            router.routes.insert(0, router.routes.pop())
            return
    raise LookupError(f"Cannot find the route of {endpoint.__name__}")


def not_found(message):
    from bqemulator.domain.errors import ErrorDetail, NotFoundError

    message = f"Not found: {message}"
    return NotFoundError(message, details=[ErrorDetail(reason="notFound", message=message)])


def duplicate(message):
    from bqemulator.domain.errors import AlreadyExistsError, ErrorDetail

    message = f"Already Exists: {message}"
    return AlreadyExistsError(message, details=[ErrorDetail(reason="duplicate", message=message)])


def fix_field_details():
    """Precision, scale, length and default of a column are forgotten: they read back absent."""
    from bqemulator.api.routes import tables

    parse, render = tables._parse_schema_fields, tables._field_to_rest

    def parse_whole(raw_fields):
        # The original calls itself by this very name for the fields of a RECORD.
        return tuple(
            field.model_copy(
                update={
                    name: int(raw[wire]) if str(raw[wire]).isdigit() else raw[wire]
                    for wire, name in WIRE_NAMES
                    if raw.get(wire) is not None
                }
            )
            for field, raw in zip(parse(raw_fields), raw_fields, strict=True)
        )

    def render_whole(field):
        rendered = render(field)
        for wire, name in WIRE_NAMES:
            value = getattr(field, name)
            if value is not None:
                rendered[wire] = str(value)
        return rendered

    tables._parse_schema_fields, tables._field_to_rest = parse_whole, render_whole


def fix_column_types():
    """A nested field named like a DuckDB keyword, and any BIGNUMERIC, make the table's DDL fail.

    BIGNUMERIC(p, s) is held up to the 38 digits that DuckDB (and Spark) have; more are refused.
    """
    from bqemulator.api.routes import tables
    from bqemulator.storage import type_map

    def decimal_type(field):
        precision, scale = int(field.get("precision") or 0), int(field.get("scale") or 0)
        if precision == 0 or precision > 38:
            message = f"The emulator holds BIGNUMERIC(p, s) up to 38 digits: {field}"
            raise type_map.ValidationError(message)
        return f"DECIMAL({precision}, {scale})"

    def column_type(field):
        name = field["type"].upper()
        if name in ("RECORD", "STRUCT"):
            columns = columns_of(field.get("fields", []))
            found = "STRUCT(" + ", ".join(f'"{sub}" {kind}' for sub, kind in columns) + ")"
        elif name in ("BIGNUMERIC", "BIGDECIMAL"):
            found = decimal_type(field)
        else:
            [(_, found)] = original([{**field, "mode": "NULLABLE"}])
        return found + "[]" if field.get("mode", "NULLABLE").upper() == "REPEATED" else found

    def columns_of(fields):
        return [(field["name"], column_type(field)) for field in fields]

    original = type_map.bq_schema_to_duckdb_columns
    type_map.bq_schema_to_duckdb_columns = columns_of
    tables.bq_schema_to_duckdb_columns = columns_of


def fix_table_settings():
    """`expirationTime` is forgotten, and a patch replaces all labels and cannot remove a setting."""
    from bqemulator.api.routes import tables

    read, render = tables._rest_to_table_meta, tables._table_to_rest

    def read_whole(project_id, dataset_id, body, clock, existing=None):
        patched = dict(body)
        if existing is not None and isinstance(body.get("labels"), dict):
            merged = {**existing.labels, **body["labels"]}
            patched["labels"] = {key: value for key, value in merged.items() if value is not None}
        elif "labels" in body and body["labels"] is None:
            patched["labels"] = {}
        meta = read(project_id, dataset_id, patched, clock, existing)
        expiration = existing.expiration_time if existing else None
        if "expirationTime" in body:
            raw = body["expirationTime"]
            expiration = raw and datetime.fromtimestamp(int(raw) / 1000, timezone.utc)
        return meta.model_copy(update={"expiration_time": expiration})

    def render_whole(table):
        rendered = render(table)
        if table.expiration_time is not None:
            milliseconds = table.expiration_time.timestamp() * 1000
            rendered["expirationTime"] = str(round(milliseconds))
        return rendered

    tables._rest_to_table_meta, tables._table_to_rest = read_whole, render_whole


def fix_table_list():
    """`tables.list` forgets all but the first page, and a missing dataset is an empty one."""
    from bqemulator.api.routes import tables

    def list_tables(project_id, dataset_id, ctx, maxResults, pageToken=None):  # noqa: N803
        if ctx.catalog.get_dataset(project_id, dataset_id) is None:
            raise not_found(f"Dataset {project_id}:{dataset_id}")
        found = sorted(
            ctx.catalog.list_tables(project_id, dataset_id), key=lambda table: table.table_id
        )
        start = int(pageToken or 0)
        kept = ("labels", "expirationTime", "timePartitioning", "clustering", "friendlyName")
        page = [
            tables._table_to_list_item(table)
            | {key: value for key, value in tables._table_to_rest(table).items() if key in kept}
            for table in found[start : start + maxResults]
        ]
        answer = {"kind": "bigquery#tableList", "tables": page, "totalItems": len(found)}
        if start + maxResults < len(found):
            answer["nextPageToken"] = str(start + maxResults)
        return answer

    replace_route(tables.router, tables.list_tables, list_tables, "pageToken")


def fix_row_count():
    """`numRows` and `lastModifiedTime` stay as they were when rows are added, copied or deleted."""
    from bqemulator.catalog.etag import generate_etag
    from bqemulator.storage.sql_identifiers import quoted_table_ref
    from bqemulator.versioning.snapshots import SnapshotManager

    record = SnapshotManager.record_change

    def record_and_count(self, project_id, dataset_id, table_id):
        name = (project_id, dataset_id, table_id)
        table = self._catalog.get_table(*name)
        if table is not None:
            count = f"SELECT COUNT(*) FROM {quoted_table_ref(*name)}"
            # Two changes within one millisecond must differ too.
            after = table.last_modified_time + timedelta(milliseconds=1)
            now = max(self._clock.now(), after)
            self._catalog.update_table(
                table.model_copy(
                    update={
                        "num_rows": self._engine.execute(count).fetchone()[0],
                        "last_modified_time": now,
                        "etag": generate_etag(*name, str(now)),
                    }
                )
            )
        return record(self, *name)

    SnapshotManager.record_change = record_and_count


def fix_copy_job():
    """WRITE_TRUNCATE keeps the old columns and loses the new; WRITE_EMPTY fails as `invalidQuery`.

    As in BigQuery the destination of WRITE_TRUNCATE takes the source's schema, partitioning and
    clustering, and a failed copy is a job with an `errorResult`, not an HTTP error.
    """
    from bqemulator.api.routes import jobs
    from bqemulator.catalog.etag import generate_etag
    from bqemulator.domain.errors import DomainError
    from bqemulator.jobs import executor
    from bqemulator.storage.sql_identifiers import quoted_table_ref

    copy = executor._copy_table_into_destination

    def replace(source, old, name, ctx):
        """Replaces the table in one transaction, so that it is never seen half done."""
        source_name = (source.project_id, source.dataset_id, source.table_id)
        ctx.engine.execute("BEGIN TRANSACTION")
        try:
            ctx.engine.execute(f"DROP TABLE IF EXISTS {quoted_table_ref(*name)}")
            ctx.engine.execute(
                f"CREATE TABLE {quoted_table_ref(*name)} AS"
                f" SELECT * FROM {quoted_table_ref(*source_name)}"
            )
            now = ctx.clock.now()
            kept = {} if old is None else {"creation_time": old.creation_time}
            table = source.model_copy(
                update={
                    "project_id": name[0],
                    "dataset_id": name[1],
                    "table_id": name[2],
                    "table_type": "TABLE",
                    "labels": {} if old is None else old.labels,
                    "description": None if old is None else old.description,
                    "friendly_name": None if old is None else old.friendly_name,
                    "expiration_time": None if old is None else old.expiration_time,
                    "creation_time": now,
                    "last_modified_time": now if old is None else old.last_modified_time,
                    "etag": generate_etag(*name, str(now)),
                    **kept,
                }
            )
            if old is None:
                ctx.catalog.create_table(table)
            else:
                ctx.catalog.update_table(table)
            ctx.snapshots.record_change(*name)
            ctx.engine.execute("COMMIT")
        except BaseException:
            ctx.engine.execute("ROLLBACK")
            if old is not None:
                ctx.catalog.update_table(old)
            raise

    def columns(table):
        return [(field.name, field.type, field.mode) for field in table.schema_.fields]

    async def copy_table(
        *, src_proj, src_ds, src_table_id, dst_proj, dst_ds, dst_table_id,
        write_disposition, create_if_needed, ctx,
    ):
        name = (dst_proj, dst_ds, dst_table_id)
        for project, dataset in ((src_proj, src_ds), (dst_proj, dst_ds)):
            if ctx.catalog.get_dataset(project, dataset) is None:
                raise not_found(f"Dataset {project}:{dataset}")
        source = ctx.catalog.get_table(src_proj, src_ds, src_table_id)
        if source is None:
            location = ctx.catalog.get_dataset(src_proj, src_ds).location
            raise not_found(
                f"Table {src_proj}:{src_ds}.{src_table_id} was not found in location {location}"
            )
        old = ctx.catalog.get_table(*name)
        label = f"Table {dst_proj}:{dst_ds}.{dst_table_id}"
        if old is None and not create_if_needed:
            raise not_found(label)
        if write_disposition == "WRITE_EMPTY" and old is not None and old.num_rows:
            raise duplicate(label)
        if old is None or write_disposition == "WRITE_TRUNCATE":
            async with ctx.engine.write_lock():
                replace(source, old, name, ctx)
            return
        if columns(source) != columns(old):
            message = f"Provided Schema does not match {label}."
            raise executor.InvalidQueryError(message)
        await copy(
            src_proj=src_proj, src_ds=src_ds, src_table_id=src_table_id,
            dst_proj=dst_proj, dst_ds=dst_ds, dst_table_id=dst_table_id,
            write_disposition="WRITE_APPEND", create_if_needed=False, ctx=ctx,
        )

    run = jobs.execute_copy_job

    async def run_copy_job(project_id, job_id, config, ctx):
        if not config["copy"].get("writeDisposition"):
            config["copy"]["writeDisposition"] = "WRITE_EMPTY"
        try:
            return await run(project_id, job_id, config, ctx)
        except DomainError as failure:
            error = jobs._domain_error_to_error_result(failure)
            if error["reason"] == "invalidQuery":
                error["reason"] = "invalid"
            return jobs._failed_job_meta(
                project_id, job_id, "COPY", config, error, ctx.clock.now()
            )

    executor._copy_table_into_destination = copy_table
    jobs.execute_copy_job = run_copy_job


def fix_load_job():
    """A load matches columns by position, counts all rows of the table as its own, and a file that
    fails leaves the rows of the files before it."""
    from bqemulator.api.routes import jobs
    from bqemulator.jobs import executor
    from bqemulator.storage.sql_identifiers import quoted_table_ref

    load = executor.execute_load_job

    def load_parquet(path, target, ctx):
        ctx.engine.execute(f"INSERT INTO {target} BY NAME SELECT * FROM read_parquet(?)", [path])

    def fill_arrays(table, target, ctx):
        """BigQuery knows no NULL array in a table."""
        for field in table.schema_.fields if table else ():
            if field.mode == "REPEATED":
                column = f'"{field.name}"'
                ctx.engine.execute(
                    f"UPDATE {target} SET {column} = [] WHERE {column} IS NULL"
                )

    async def load_whole(project_id, job_id, config, ctx):
        destination = config["load"]["destinationTable"]
        name = (
            destination.get("projectId") or project_id,
            destination["datasetId"],
            destination["tableId"],
        )
        if ctx.catalog.get_dataset(*name[:2]) is None:
            missing = not_found(f"Dataset {name[0]}:{name[1]}")
            error = jobs._domain_error_to_error_result(missing)
            return jobs._failed_job_meta(
                project_id, job_id, "LOAD", config, error, ctx.clock.now()
            )
        before = ctx.catalog.get_table(*name)
        truncated = config["load"].get("writeDisposition") == "WRITE_TRUNCATE"
        kept = 0 if before is None or truncated else before.num_rows
        ctx.engine.execute("BEGIN TRANSACTION")
        try:
            job = await load(project_id, job_id, config, ctx)
            fill_arrays(ctx.catalog.get_table(*name), quoted_table_ref(*name), ctx)
            ctx.engine.execute("COMMIT")
        except BaseException:
            ctx.engine.execute("ROLLBACK")
            if before is not None:
                ctx.catalog.update_table(before)
            elif ctx.catalog.get_table(*name) is not None:
                ctx.catalog.delete_table(*name)
                ctx.engine.execute(f"DROP TABLE IF EXISTS {quoted_table_ref(*name)}")
            raise
        loaded = int(job.statistics["load"]["outputRows"]) - kept
        statistics = {**job.statistics["load"], "outputRows": str(loaded)}
        return job.model_copy(update={"statistics": {**job.statistics, "load": statistics}})

    executor._LOAD_FORMAT_HANDLERS["PARQUET"] = load_parquet
    jobs.execute_load_job = load_whole


def fix_job_identity():
    """A job id can be used twice, and its work is done twice.

    As in BigQuery the second `jobs.insert` answers 409 `duplicate` and does nothing, the first one
    answers before the job is done, a job belongs to the location of its datasets, and outside US
    and EU is found there only.
    """
    import sqlglot
    from bqemulator.api.routes import jobs
    from sqlglot import exp

    def datasets(config, project_id):
        for kind in ("copy", "load"):
            part = config.get(kind, {})
            for key in ("sourceTable", "destinationTable"):
                if key in part:
                    yield part[key].get("projectId") or project_id, part[key]["datasetId"]
        query = config.get("query", {})
        default = query.get("defaultDataset") or {}
        if default:
            yield default.get("projectId") or project_id, default["datasetId"]
        try:
            statements = sqlglot.parse(query.get("query", ""), read="bigquery")
        except sqlglot.errors.SqlglotError:
            return
        for statement in filter(None, statements):
            for table in statement.find_all(exp.Table):
                if table.db:
                    yield table.catalog or project_id, table.db

    def job_location(config, project_id, ctx, asked):
        for project, dataset in datasets(config, project_id):
            found = ctx.catalog.get_dataset(project, dataset)
            if found is None:
                continue
            if asked and asked.upper() != found.location.upper():
                raise not_found(
                    f"Dataset {project}:{dataset} was not found in location {asked}"
                )
            return found.location
        return asked or "US"

    insert, find, results = jobs.insert_job, jobs.get_job, jobs.get_query_results
    render = jobs._build_job_response

    def render_located(project_id, job_id, job, config):
        rendered = render(project_id, job_id, job, config)
        location = (job.statistics or {}).get("_location", "US")
        rendered["jobReference"]["location"] = location
        rendered["id"] = f"{project_id}:{location}.{job_id}"
        rendered["statistics"].pop("_location", None)
        rendered["configuration"] = {"jobType": job.job_type, **rendered["configuration"]}
        return rendered

    async def insert_once(project_id, request, ctx, caller):
        body = await request.json()
        reference = body.get("jobReference") or {}
        location = job_location(
            body.get("configuration", {}), project_id, ctx, reference.get("location")
        )
        job_id = reference.get("jobId")
        if job_id and ctx.catalog.get_job(project_id, job_id) is not None:
            raise duplicate(f"Job {project_id}:{location}.{job_id}")
        answer = await insert(project_id, request, ctx, caller)
        job = ctx.catalog.get_job(project_id, answer["jobReference"]["jobId"])
        statistics = {**(job.statistics or {}), "_location": location}
        job = job.model_copy(update={"statistics": statistics})
        ctx.catalog.upsert_job(job)
        answer = render_located(project_id, job.job_id, job, answer["configuration"])
        if not body["configuration"].get("dryRun"):
            answer["status"] = {"state": "RUNNING"}
        return answer

    def expect_job(project_id, job_id, ctx, asked):
        job = ctx.catalog.get_job(project_id, job_id)
        location = None if job is None else (job.statistics or {}).get("_location", "US")
        if location is None or (
            asked.upper() != location.upper() if asked else location.upper() not in ("US", "EU")
        ):
            raise not_found(f"Job {project_id}:{asked + '.' if asked else ''}{job_id}")
        return job

    def find_located(project_id, job_id, ctx, location=None):
        expect_job(project_id, job_id, ctx, location)
        return find(project_id, job_id, ctx)

    def results_located(
        project_id, job_id, ctx, maxResults, startIndex, pageToken, location=None  # noqa: N803
    ):
        job = expect_job(project_id, job_id, ctx, location)
        if job.error_result:
            raise query_failure(job.error_result)
        answer = results(project_id, job_id, ctx, maxResults, startIndex, pageToken)
        answer["jobReference"]["location"] = (job.statistics or {}).get("_location", "US")
        return answer

    jobs._build_job_response = render_located
    replace_route(jobs.router, insert, insert_once)
    replace_route(jobs.router, find, find_located, "location")
    replace_route(jobs.router, results, results_located, "location")


def query_failure(error):
    """The HTTP error that `jobs.getQueryResults` answers for a job that failed."""
    from bqemulator.domain import errors

    kinds = (
        errors.NotFoundError,
        errors.AlreadyExistsError,
        errors.PermissionDeniedError,
        errors.InvalidQueryError,
    )
    for kind in kinds:
        if kind.bq_reason == error["reason"]:
            return kind(error["message"])
    return errors.InvalidQueryError(error["message"])


def fix_permissions():
    """`tables.testIamPermissions` is missing: 405.

    It answers the permissions asked for, but those that a test denied, and none for a table that
    does not exist. `PUT /bigquery/v2/testing/deniedPermissions` with a list replaces the denied.
    """
    from bqemulator.api.routes import tables
    from fastapi import Request

    async def test_permissions(project_id, dataset_id, table_id, request, ctx):
        if ctx.catalog.get_table(project_id, dataset_id, table_id) is None:
            return {}
        asked = (await request.json()).get("permissions", [])
        granted = [permission for permission in asked if permission not in DENIED_PERMISSIONS]
        return {"permissions": granted} if granted else {}

    async def deny_permissions(request: Request):
        DENIED_PERMISSIONS.clear()
        DENIED_PERMISSIONS.update(await request.json())
        return {}

    test_permissions.__signature__ = inspect.signature(tables.patch_table, eval_str=True)
    path = "/projects/{project_id}/datasets/{dataset_id}/tables/{table_id}:testIamPermissions"
    tables.router.post(path)(test_permissions)
    tables.router.routes.insert(0, tables.router.routes.pop())
    tables.router.put("/testing/deniedPermissions")(deny_permissions)


def apply_rest_fixes():
    fix_field_details()
    fix_column_types()
    fix_table_settings()
    fix_table_list()
    fix_row_count()
    fix_copy_job()
    fix_load_job()
    fix_job_identity()
    fix_permissions()
