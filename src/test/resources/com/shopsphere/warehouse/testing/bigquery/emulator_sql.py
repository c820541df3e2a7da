"""Fixes of the emulator's SQL: types of decimals, and what scripts change.

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


def apply_sql_fixes():
    fix_numeric_cast()
    fix_script_counts()
