"""Fixes of the emulator's SQL: types of decimals, what scripts change, options of tables.

Each `fix_` function names what is seen without it; `launch_emulator.py` applies them all.
"""


def fix_numeric_cast():
    """`CAST(i AS NUMERIC)` becomes DECIMAL(18, 3): large values fail, small ones lose digits."""
    from sqlglot import exp
    from sqlglot.dialects.duckdb import DuckDB

    types = exp.DataType.Type
    sizes = {types.DECIMAL: "DECIMAL(38, 9)", types.BIGDECIMAL: "DECIMAL(38, 18)"}
    render = DuckDB.Generator.datatype_sql

    def render_sized(self, expression):
        if expression.this in sizes and not expression.expressions:
            return sizes[expression.this]
        return render(self, expression)

    DuckDB.Generator.datatype_sql = render_sized


def fix_script_counts():
    """`numRows` and `lastModifiedTime` of the tables that a script changed stay as they were."""
    import sqlglot
    from bqemulator.jobs.executor import _dml_target_tables
    from bqemulator.scripting.interpreter import ScriptInterpreter

    run, execute = ScriptInterpreter.run, ScriptInterpreter._exec_sql
    restore = ScriptInterpreter._restore_txn_snapshots

    def targets(sql, project_id):
        try:
            return _dml_target_tables(sqlglot.parse_one(sql, read="bigquery"), project_id)
        except sqlglot.errors.SqlglotError:
            return ()

    async def execute_noting_targets(self, sql):
        self.__dict__.setdefault("changed", set()).update(targets(sql, self._project_id))
        await execute(self, sql)

    async def restore_and_forget(self):
        self.changed = set()
        await restore(self)

    async def run_and_count(self, source):
        try:
            return await run(self, source)
        finally:
            for name in getattr(self, "changed", ()):
                self._ctx.snapshots.record_change(*name)

    ScriptInterpreter._exec_sql = execute_noting_targets
    ScriptInterpreter._restore_txn_snapshots = restore_and_forget
    ScriptInterpreter.run = run_and_count


def fix_created_table_options():
    """CREATE TABLE forgets the labels of a table, and what OPTIONS tell of its columns."""
    from bqemulator.catalog import ddl_sync
    from bqemulator.jobs import executor
    from sqlglot import exp

    sync = executor.sync_created_table

    def option(properties, name):
        found = properties.find_all(exp.Property) if properties else ()
        return next((one.args["value"] for one in found if one.name == name), None)

    def labels(create):
        pairs = option(create.args.get("properties"), "labels")
        return {key.name: value.name for key, value in pairs or ()}

    def descriptions(create):
        found = {}
        for column in create.find_all(exp.ColumnDef):
            text = option(column, "description")
            if text is not None:
                found[column.name] = text.name
        return found

    def sync_with_options(bq_sql, project_id, ctx):
        sync(bq_sql, project_id, ctx)
        target = ddl_sync._detect_plain_create_table(bq_sql)
        name = ddl_sync._split_target(target, project_id) if target else None
        table = ctx.catalog.get_table(*name) if name else None
        if table is None:
            return
        create = target.find_ancestor(exp.Create)
        told = descriptions(create)
        fields = tuple(
            field.model_copy(update={"description": told.get(field.name, field.description)})
            for field in table.schema_.fields
        )
        schema = table.schema_.model_copy(update={"fields": fields})
        ctx.catalog.update_table(
            table.model_copy(update={"labels": labels(create), "schema_": schema})
        )

    executor.sync_created_table = sync_with_options


def apply_sql_fixes():
    fix_numeric_cast()
    fix_script_counts()
    fix_created_table_options()
