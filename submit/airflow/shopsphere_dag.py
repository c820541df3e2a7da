"""Publishes the unified table by batches of Dataproc Serverless, then builds the marts by dbt in another batch.

The settings are the environment variables of `submit/serverless.sh`, set for the scheduler, the DAG processor and the workers
(in Cloud Composer: environment variables of the environment). Here everything comes from one release, which `submit/upload.sh`
copies to Cloud Storage.

| variable | meaning |
| --- | --- |
| `SUBMIT_PROJECT`, `SUBMIT_REGION`, `SUBMIT_SERVICE_ACCOUNT` | where, and as whom the batches run; required |
| `SUBMIT_RELEASE` | address that `submit/upload.sh` printed; required |
| `WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH` | `gs://...` for what is not yet published, and for the manifest; required |
| `WAREHOUSE_...` | further settings of the job, passed on; passwords and tokens are refused |
| `SUBMIT_STEPS` | `whole` (default): one task, each attempt a run of its own; `single`: extract, merge and load as tasks, which share one run id, so that a retry repeats only its step; needs `staging.path` |
| `SUBMIT_SCHEDULE`, `SUBMIT_TIME_ZONE` | when, as in cron (default `0 3 * * *`, Etc/UTC) |
| `DBT_MARTS_BIGQUERY_DATASET`, `DBT_MARTS_BIGQUERY_LOCATION` | dataset of the marts, location of both (default `marts`, `EU`) |
| `SUBMIT_FILES`, `SUBMIT_SUBNET`, `SUBMIT_TAGS`, `SUBMIT_RUNTIME`, `SUBMIT_TTL`, `SUBMIT_CONNECTOR_VERSION`, `SUBMIT_SECRETS_PROJECT`, `SUBMIT_HISTORY_SERVER`, `SUBMIT_STAGING_BUCKET`, `SUBMIT_KMS_KEY`, `SUBMIT_LABELS`, `SUBMIT_EXECUTORS`, `SUBMIT_PROPERTIES` | as for `submit/serverless.sh` |
"""

import hashlib
import os
import re
from datetime import UTC, timedelta

import pendulum
from airflow.providers.google.cloud.operators.dataproc import DataprocCreateBatchOperator
from airflow.sdk import DAG, Asset, task

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
CERTIFICATES = "WAREHOUSE_SOURCE_SSL_CA"
JVM_OPTIONS = "-XX:-DontCompileHugeMethods"


def setting(name: str, default: str | None = None) -> str:
    """What the environment says; without it the default, if there is one."""
    value = os.environ.get(name) or default
    if value is None:
        raise ValueError(f"Missing {name}: expected a value in the environment of Airflow's DAG processor and workers.")
    return value


def seconds(name: str, default: str) -> int:
    """A number and s, m, h or d, as gcloud reads it."""
    value = setting(name, default)
    if not re.fullmatch(r"[1-9]\d*[smhd]", value):
        raise ValueError(f"Invalid {name}: expected a number and s, m, h or d, such as 4h, found '{value}'.")
    return int(value[:-1]) * SECONDS[value[-1]]


def pairs(name: str, between: str) -> dict[str, str]:
    """Values of the form key=value."""
    texts = [text for text in setting(name, "").split(between) if text]
    for text in texts:
        if "=" not in text:
            raise ValueError(f"Invalid {name}: expected key=value, found '{text}'.")
    return dict(text.split("=", 1) for text in texts)


def driver_environment() -> dict[str, str]:
    """The settings of the job that this environment holds, as the driver's own."""
    passed = {}
    for name, value in sorted(os.environ.items()):
        if not name.startswith("WAREHOUSE_"):
            continue
        if name.endswith(("PASSWORD", "TOKEN", "SECRET", "_FILE")):
            raise ValueError(f"Cannot pass on {name}: who sees the batch could read it; secrets come from Secret Manager.")
        passed[f"spark.dataproc.driverEnv.{name}"] = value.rpartition("/")[2] if name == CERTIFICATES else value
    return passed


def job_files() -> list[str]:
    """What the job finds in its working directory."""
    certificates = setting(CERTIFICATES, "")
    files = [f"{RELEASE}/warehouse.conf", *setting("SUBMIT_FILES", "").splitlines(), certificates]
    for file in filter(None, files):
        if not file.startswith("gs://"):
            raise ValueError(f"Invalid SUBMIT_FILES or {CERTIFICATES}: expected gs:// addresses, found '{file}'.")
    return [file for file in files if file]


def job_properties() -> dict[str, str]:
    """Spark properties of the job's batches."""
    properties = {
        "spark.driver.extraJavaOptions": JVM_OPTIONS,
        "spark.executor.extraJavaOptions": JVM_OPTIONS,
        # Dataproc's default would let executors come and go, which the job refuses.
        "spark.dynamicAllocation.enabled": "false",
        "spark.executor.instances": setting("SUBMIT_EXECUTORS", "2"),
    }
    connector = setting("SUBMIT_CONNECTOR_VERSION", "")
    if connector:
        properties["dataproc.sparkBqConnector.version"] = connector
    secrets = setting("SUBMIT_SECRETS_PROJECT", PROJECT)
    if secrets != "none":
        properties["spark.hadoop.hadoop.security.credential.provider.path"] = f"gsm://projects/{secrets}"
        # Not for the job's own secret: Google's Cloud Storage connector asks the same store for fs.gs.proxy.password and the like.
        properties["spark.hadoop.hadoop.security.credstore.google-secret-manager.secret-id.substitute-dot-operator"] = "true"
    return properties | driver_environment() | pairs("SUBMIT_PROPERTIES", "\n")


def without_empty(message: dict) -> dict:
    """Only what has a value, as the API takes an empty value for one that was given."""
    return {name: value for name, value in message.items() if value}


def batch(workload: dict, run: str, properties: dict[str, str]) -> dict:
    """What every batch has in common, around a workload; for the run of a Jinja expression."""
    execution = {
        "service_account": setting("SUBMIT_SERVICE_ACCOUNT"),
        "subnetwork_uri": setting("SUBMIT_SUBNET", ""),
        "network_tags": [tag for tag in setting("SUBMIT_TAGS", "").split(",") if tag],
        "staging_bucket": setting("SUBMIT_STAGING_BUCKET", ""),
        "kms_key": setting("SUBMIT_KMS_KEY", ""),
        "ttl": {"seconds": TTL},
    }
    history = without_empty({"dataproc_cluster": setting("SUBMIT_HISTORY_SERVER", "")})
    environment = {
        "execution_config": without_empty(execution),
        "peripherals_config": without_empty({"spark_history_server_config": history}),
    }
    return workload | {
        "labels": {"application": "shopsphere-warehouse", "run-id": rendered(run)} | pairs("SUBMIT_LABELS", ","),
        "runtime_config": {"version": setting("SUBMIT_RUNTIME", "2.3"), "properties": properties},
        "environment_config": without_empty(environment),
    }


def job(task_id: str, run: str, *arguments: str, **options) -> DataprocCreateBatchOperator:
    """A task that has the job do something for the run of a Jinja expression."""
    workload = {
        "main_class": "com.shopsphere.warehouse.WarehouseJob",
        "jar_file_uris": [f"{RELEASE}/shopsphere-warehouse.jar"],
        "file_uris": job_files(),
        "args": [*arguments, "--run-id", rendered(run), "--config", "warehouse.conf"],
    }
    return submit(task_id, run, batch({"spark_batch": workload}, run, job_properties()), **options)


def marts(task_id: str, run: str) -> DataprocCreateBatchOperator:
    """A task that has dbt build the marts; Spark has nothing to do in its batch."""
    arguments = {
        "--project": setting("WAREHOUSE_TARGET_BIGQUERY_PROJECT", PROJECT),
        "--location": setting("DBT_MARTS_BIGQUERY_LOCATION", "EU"),
        "--source-dataset": setting("WAREHOUSE_TARGET_BIGQUERY_DATASET", "warehouse"),
        "--dataset": setting("DBT_MARTS_BIGQUERY_DATASET", "marts"),
    }
    workload = {
        "main_python_file_uri": f"{RELEASE}/marts_step.py",
        "file_uris": [f"{RELEASE}/marts.zip"],
        "args": [word for pair in arguments.items() for word in pair],
    }
    return submit(task_id, run, batch({"pyspark_batch": workload}, run, {"spark.dynamicAllocation.maxExecutors": "2"}))


def submit(task_id: str, run: str, described: dict, **options) -> DataprocCreateBatchOperator:
    """A task that waits for its batch without a worker. Every attempt is another batch: one that failed keeps its name."""
    return DataprocCreateBatchOperator(
        task_id=task_id,
        project_id=PROJECT,
        region=setting("SUBMIT_REGION"),
        batch=described,
        batch_id="-".join(["shopsphere", rendered(f"{run} | replace('_', '-')"), task_id, rendered("ti.try_number")]),
        deferrable=True,
        polling_interval_seconds=30,
        do_xcom_push=False,
        **options,
    )


def rendered(expression: str) -> str:
    """What Jinja replaces by the value of an expression."""
    return "{{ " + expression + " }}"


def job_run(dag_run, attempt: int = 0) -> str:
    """The job's run id for a DAG run, the same in all tasks and retries; with an attempt, one for each attempt."""
    digest = hashlib.sha256(f"{dag_run.run_id} {attempt}".encode()).hexdigest()
    return f"{dag_run.run_after.astimezone(UTC):%Y%m%d_%H%M%S}_{digest[:6]}"


@task
def manifest(location: str) -> str:
    """Hands on where the manifest of the published table is: rows, sums, checks and the instant that the table shows."""
    return location


PROJECT = setting("SUBMIT_PROJECT")
RELEASE = setting("SUBMIT_RELEASE")
TTL = seconds("SUBMIT_TTL", "4h")
MANIFEST = "{}/{}.manifest.json".format(
    setting("WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH").rstrip("/"), setting("WAREHOUSE_TARGET_TABLE", "order_line")
)
ONE_RUN = "job_run(dag_run)"
RUN_OF_ATTEMPT = "job_run(dag_run, ti.try_number)"

steps = setting("SUBMIT_STEPS", "whole")
if steps not in ("whole", "single"):
    raise ValueError(f"Invalid SUBMIT_STEPS: expected whole or single, found '{steps}'.")

with DAG(
    "shopsphere_warehouse",
    description="MySQL to one unified table in BigQuery, then the marts",
    doc_md=__doc__,
    schedule=setting("SUBMIT_SCHEDULE", "0 3 * * *"),
    start_date=pendulum.datetime(2026, 1, 1, tz=setting("SUBMIT_TIME_ZONE", "Etc/UTC")),
    catchup=False,
    max_active_runs=1,
    # The deadline of the whole: later, the DAG run fails and its tasks are stopped.
    dagrun_timeout=timedelta(seconds=2 * TTL),
    default_args={
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
        # Later than Google's own end of the batch, which says more.
        "execution_timeout": timedelta(seconds=TTL, minutes=30),
    },
    user_defined_macros={"job_run": job_run},
    tags=["shopsphere", "warehouse"],
):
    table = [Asset(name="order_line", uri=MANIFEST)]
    if steps == "whole":
        published = job("run", RUN_OF_ATTEMPT, "run", outlets=table)
    else:
        published = job("load", ONE_RUN, "run", "--only", "load", outlets=table)
        job("extract", ONE_RUN, "run", "--only", "extract") >> job("merge", ONE_RUN, "run", "--only", "merge") >> published
    published >> manifest(MANIFEST) >> marts("marts", ONE_RUN)
