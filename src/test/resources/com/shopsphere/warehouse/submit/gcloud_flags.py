"""Reads gcloud's options as gcloud does, as far as the scripts use them: GcloudFlagsIT compares with what gcloud itself sent."""

import argparse
import base64
import os
import re

from google.cloud.dataproc_v1.types import CreateBatchRequest
from google.cloud.scheduler_v1.types import Job

from message import checked


BATCH = """--project --region --batch --request-id --version --ttl --service-account --labels --class --jars --files
    --deps-bucket --subnet --tags --kms-key --staging-bucket --history-server-cluster --properties""".split()
JOB = """name --project --location --schedule --time-zone --uri --http-method --message-body --headers --update-headers
    --oauth-service-account-email --oauth-token-scope --max-retry-attempts --min-backoff --max-backoff --attempt-deadline""".split()


def parsed(names: list[str], arguments: list[str]) -> dict[str, str | None]:
    """The values of options, each --name=value; one that is not named fails."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for name in names:
        parser.add_argument(name)
    parser.add_argument("--async", action="store_true")
    return vars(parser.parse_args(arguments))


def listed(text: str | None) -> list[str]:
    """A list as `gcloud topic escaping` tells: between commas, or between another mark that stands first between two ^."""
    if not text:
        return []
    other = re.match(r"\^([^^]+)\^", text)
    return text[other.end() :].split(other.group(1)) if other else text.split(",")


def paired(text: str | None) -> dict[str, str]:
    """A list of key=value."""
    return dict(entry.split("=", 1) for entry in listed(text))


def duration(text: str | None) -> str | None:
    """Google's JSON for a duration that gcloud takes as a number and a unit."""
    return text and f"{int(text[:-1]) * {'s': 1, 'm': 60, 'h': 3600, 'd': 86400}[text[-1]]}s"


def uploaded(files: list[str], bucket: str | None) -> list[str]:
    """Where gcloud copies files of this machine to."""
    if bucket is None and not all(file.startswith("gs://") for file in files):
        raise ValueError(f"Cannot upload {files}: no --deps-bucket")
    return [file if file.startswith("gs://") else f"gs://{bucket}/dependencies/{os.path.basename(file)}" for file in files]


def given_only(message: dict) -> dict:
    """Without what was not given."""
    return {name: value for name, value in message.items() if value not in (None, [], {})}


def batch(arguments: list[str]) -> dict:
    command = ["dataproc", "batches", "submit", "spark"]
    if arguments[:4] != command:
        raise ValueError(f"Cannot read {arguments[:4]}: expected {command}")
    end = arguments.index("--")
    flag = parsed(BATCH, arguments[4:end])
    execution = {
        "serviceAccount": flag["service_account"],
        "subnetworkUri": flag["subnet"],
        "networkTags": listed(flag["tags"]),
        "kmsKey": flag["kms_key"],
        "stagingBucket": flag["staging_bucket"],
        "ttl": duration(flag["ttl"]),
    }
    history = given_only({"dataprocCluster": flag["history_server_cluster"]})
    workload = {
        "mainClass": flag["class"],
        "jarFileUris": uploaded(listed(flag["jars"]), flag["deps_bucket"]),
        "fileUris": uploaded(listed(flag["files"]), flag["deps_bucket"]),
        "args": arguments[end + 1 :],
    }
    described = {
        "sparkBatch": given_only(workload),
        "labels": paired(flag["labels"]),
        "runtimeConfig": {"version": flag["version"], "properties": paired(flag["properties"])},
        "environmentConfig": given_only(
            {"executionConfig": given_only(execution), "peripheralsConfig": given_only({"sparkHistoryServerConfig": history})}
        ),
    }
    request = {
        "parent": f"projects/{flag['project']}/locations/{flag['region']}",
        "batchId": flag["batch"],
        "requestId": flag["request_id"],
        "batch": described,
    }
    return checked(request, CreateBatchRequest)


def job(arguments: list[str]) -> dict:
    if arguments[:2] != ["scheduler", "jobs"] or arguments[2] not in ("create", "update") or arguments[3] != "http":
        raise ValueError(f"Cannot read {arguments[:4]}: expected scheduler jobs create or update http")
    flag = parsed(JOB, arguments[4:])
    described = {
        "name": f"projects/{flag['project']}/locations/{flag['location']}/jobs/{flag['name']}",
        "schedule": flag["schedule"],
        "timeZone": flag["time_zone"],
        "attemptDeadline": duration(flag["attempt_deadline"]),
        "retryConfig": {
            "retryCount": int(flag["max_retry_attempts"]),
            "minBackoffDuration": duration(flag["min_backoff"]),
            "maxBackoffDuration": duration(flag["max_backoff"]),
            "maxDoublings": 5,
        },
        "httpTarget": {
            "uri": flag["uri"],
            "httpMethod": flag["http_method"],
            "headers": paired(flag["headers" if arguments[2] == "create" else "update_headers"]),
            "body": base64.b64encode(flag["message_body"].encode()).decode(),
            "oauthToken": {"serviceAccountEmail": flag["oauth_service_account_email"], "scope": flag["oauth_token_scope"]},
        },
    }
    return checked(described, Job)
