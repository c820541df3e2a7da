"""Workflow templates, and what becomes of them when they are instantiated."""

import json
import re

import yaml
from google.cloud.dataproc_v1.types import InstantiateWorkflowTemplateRequest, WorkflowTemplate

from message import checked


def template(given: dict) -> dict:
    described = checked(yaml.safe_load(given["template"]), WorkflowTemplate)
    request = checked(given["request"], InstantiateWorkflowTemplateRequest)
    return {"template": described, "instance": instantiated(described, request["parameters"])}


def instantiated(described: dict, values: dict[str, str]) -> dict:
    """The template with the values of its parameters, as the service would put them."""
    instance = json.loads(json.dumps(described))
    names = [parameter["name"] for parameter in described["parameters"]]
    if sorted(names) != sorted(values):
        raise ValueError(f"Cannot instantiate: the template has the parameters {names}, the request has {list(values)}")
    seen = set()
    for parameter in described["parameters"]:
        value = values[parameter["name"]]
        patterns = parameter.get("validation", {}).get("regex", {}).get("regexes", [])
        if patterns and not any(re.fullmatch(pattern, value) for pattern in patterns):
            raise ValueError(f"Invalid {parameter['name']}: '{value}' is not of the form {patterns}")
        for path in parameter["fields"]:
            if path in seen:
                raise ValueError(f"Cannot instantiate: two parameters replace {path}")
            seen.add(path)
            replace(instance, path, value)
    return instance


def replace(instance: dict, path: str, value: str) -> None:
    """Puts a value in place of the text to which a path leads."""
    place, last, within = None, None, instance
    for name, key, index in steps(path):
        place = within
        if not isinstance(within, list):
            last = name or key
        elif index:
            last = int(index)
        else:
            last = [step["stepId"] for step in within].index(key)
        within = place[last]
    if not isinstance(within, str):
        raise ValueError(f"Invalid field path {path}: it leads to {within}, not to a text")
    place[last] = value


def steps(path: str) -> list[tuple[str, str, str]]:
    """The names, keys and numbers of a path such as jobs['unify'].sparkJob.args[0]."""
    found = []
    at = 0
    while at < len(path):
        step = re.compile(r"\.?(\w+)|\['([^']+)'\]|\[(\d+)\]").match(path, at)
        if step is None:
            raise ValueError(f"Invalid field path {path}: cannot read {path[at:]}")
        found.append(step.groups(default=""))
        at = step.end()
    return found
