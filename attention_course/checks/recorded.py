"""What the build records for students: right results of the visible examples, as JSON in examples/<topic>.json."""

import hashlib
import importlib.resources
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.compare import canonical

RECORD = "ATTENTION_COURSE_RECORD"  # the build names the file here into which examples are recorded


def stored_examples(topic: str) -> dict[str, Any]:
    """{exercise: what was recorded} of a topic; empty where nothing was."""
    path = importlib.resources.files(__package__).joinpath("examples", f"{topic}.json")
    return json.loads(path.read_text(encoding="utf-8"))["exercises"] if path.is_file() else {}


def key(args: Sequence[object], kwargs: Mapping[str, object]) -> str:
    """What an example is found by: a digest of its arguments."""
    return hashlib.sha256(canonical([list(args), kwargs]).encode()).hexdigest()[:16]


def encode(value: Any) -> Any:
    """A result as JSON data."""
    if isinstance(value, np.ndarray):
        return {"array": value.tolist(), "dtype": str(value.dtype), "shape": list(value.shape)}
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, tuple):
        return {"tuple": [encode(v) for v in value]}
    if isinstance(value, dict):
        return {"dict": [[encode(k), encode(v)] for k, v in value.items()]}
    if isinstance(value, list):
        return [encode(v) for v in value]
    return value


def decode(value: Any) -> Any:
    """The result that `encode` was given."""
    if isinstance(value, list):
        return [decode(v) for v in value]
    if isinstance(value, dict):
        if "array" in value:
            return np.array(value["array"], dtype=value["dtype"]).reshape(value["shape"])
        if "tuple" in value:
            return tuple(decode(v) for v in value["tuple"])
        return {decode(k): decode(v) for k, v in value["dict"]}
    return value
