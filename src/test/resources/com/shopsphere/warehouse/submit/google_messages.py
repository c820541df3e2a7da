"""Reads what the scripts and the DAG send to Google into messages of Google's own libraries: what they do not know fails.

Usage: google_messages.py COMMAND GIVEN ANSWER, where both files are JSON

    batch     arguments of gcloud dataproc batches submit spark      the CreateBatchRequest
    job       arguments of gcloud scheduler jobs create|update http  the Cloud Scheduler Job
    template  {"template": YAML, "request": JSON}                    the WorkflowTemplate, and as the request instantiates it
    dags      {"folder": ..., "environments": [{...}]}               what Airflow's DAG bag holds in each, its batches rendered
"""

import json
import sys


def main() -> None:
    command, given, answer = sys.argv[1:]
    with open(given, encoding="utf-8") as file:
        message = run(command, json.load(file))
    with open(answer, "w", encoding="utf-8") as file:
        json.dump(message, file)


def run(command: str, given):
    if command == "batch":
        import gcloud_flags

        return gcloud_flags.batch(given)
    if command == "job":
        import gcloud_flags

        return gcloud_flags.job(given)
    if command == "template":
        import workflow_template

        return workflow_template.template(given)
    if command == "dags":
        import dag_bag

        return dag_bag.dags(given)
    raise ValueError(f"Cannot do {command}")


if __name__ == "__main__":
    main()
