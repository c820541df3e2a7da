"""Google's messages from JSON."""

from google.protobuf import json_format


def checked(described: dict, kind: type) -> dict:
    """As the library writes what it has read; a field that it does not know, or of another type, fails."""
    message = json_format.ParseDict(described, kind.pb(kind()), ignore_unknown_fields=False)
    return json_format.MessageToDict(message)
