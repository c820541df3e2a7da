"""What a real Airflow makes of a folder of DAGs."""

import copy
import os
from datetime import datetime, timezone
from types import SimpleNamespace

from airflow.dag_processing.dagbag import DagBag
from airflow.providers.google.cloud.operators.dataproc import DataprocCreateBatchOperator
from google.cloud.dataproc_v1.types import CreateBatchRequest
from google.protobuf import json_format


def dags(given: dict) -> list[dict]:
    own = dict(os.environ)
    answers = []
    for environment in given["environments"]:
        os.environ.clear()
        os.environ.update(own | environment)
        answers.append(bag(given["folder"]))
    return answers


def bag(folder: str) -> dict:
    found = DagBag(folder)
    return {
        "importErrors": {os.path.basename(file): error for file, error in found.import_errors.items()},
        "dags": {dag.dag_id: graph(dag) for dag in found.dags.values()},
    }


def graph(dag) -> dict:
    return {
        "schedule": dag.schedule,
        "timeZone": dag.timezone.name,
        "catchup": dag.catchup,
        "maxActiveRuns": dag.max_active_runs,
        "timeoutSeconds": dag.dagrun_timeout.total_seconds(),
        "tasks": {task.task_id: node(task) for task in dag.tasks},
    }


def node(task) -> dict:
    described = {
        "downstream": sorted(task.downstream_task_ids),
        "retries": task.retries,
        "timeoutSeconds": task.execution_timeout.total_seconds(),
        "pushesXCom": task.do_xcom_push,
        "outlets": [asset.uri for asset in task.outlets],
        "kind": type(task).__name__,
    }
    if isinstance(task, DataprocCreateBatchOperator):
        described["deferrable"] = task.deferrable
        described["attempts"] = [attempt(task, number) for number in (1, 2)]
    else:
        described["returns"] = task.python_callable(*task.op_args, **task.op_kwargs)
    return described


def attempt(task, number: int) -> dict:
    """The request of one attempt, made of the rendered fields as the provider's hook makes it."""
    run = SimpleNamespace(run_id="scheduled__2026-11-23T09:15:00+00:00", run_after=datetime(2026, 11, 23, 9, 15, tzinfo=timezone.utc))
    rendered = copy.copy(task)
    rendered.render_template_fields({"dag_run": run, "ti": SimpleNamespace(try_number=number)}, task.get_template_env())
    request = CreateBatchRequest(
        parent=f"projects/{rendered.project_id}/regions/{rendered.region}", batch=rendered.batch, batch_id=rendered.batch_id
    )
    return json_format.MessageToDict(CreateBatchRequest.pb(request))
