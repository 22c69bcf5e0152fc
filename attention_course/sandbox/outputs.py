"""Outputs of cells on their way into a notebook: only what is safe to show, of limited size, and no file paths."""

import base64
import binascii
import functools
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attention_course
from attention_course.sandbox.messages import sentence

MAX_PICTURE = 6 * 2**20  # characters of base64
MAX_ALL_PICTURES = 24 * 2**20  # of one cell
MAX_NOTEBOOK = 24 * 2**20  # characters of all that a notebook's student shows
MAX_TEXT = 220_000
TEXTS = ("text/plain", "text/latex")
PICTURES = ("image/png", "image/jpeg")
ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def clean_outputs(outputs: Any, roots: Iterable[str] = (), room: int = MAX_NOTEBOOK) -> list[dict[str, Any]]:
    """The outputs of a student's cell as notebook outputs; what cannot be understood is left out.

    Text, LaTeX and pictures are kept; HTML and scripts are not. `roots` are folders whose paths are hidden, `room` is
    the number of characters that are left for this notebook.
    """
    hide, pictures, text = hider(tuple(roots)), 0, 0
    cleaned: list[dict[str, Any]] = []
    for output in outputs if isinstance(outputs, list) else []:
        made = _clean(output, hide) if isinstance(output, dict) else None
        if made is None:
            continue
        data = made.get("data", {})
        pictures += sum(len(data[kind]) for kind in PICTURES if kind in data)
        text += len(made.get("text", "")) + sum(len(data[kind]) for kind in TEXTS if kind in data)
        if pictures > MAX_ALL_PICTURES or text > MAX_TEXT or pictures + text > room or len(cleaned) > 400:
            cleaned.append({"output_type": "stream", "name": "stdout", "text": f"\n{sentence('truncated')}\n"})
            break
        cleaned.append(made)
    return cleaned


def _clean(output, hide):
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": hide(_text(output.get("text"), MAX_TEXT))}
    if kind == "error":
        traceback = [hide(_text(line, 6000)) for line in _list(output.get("traceback"))[:10]]
        return {
            "output_type": "error",
            "ename": _text(output.get("ename"), 200) or "Error",
            "evalue": hide(_text(output.get("evalue"), 4000)),
            "traceback": traceback,
        }
    if kind in ("display_data", "execute_result"):
        given = output.get("data") if isinstance(output.get("data"), dict) else {}
        data = {name: hide(_text(given[name], MAX_TEXT)) for name in TEXTS if isinstance(given.get(name), str)}
        data.update({name: given[name] for name in PICTURES if _is_picture(given.get(name))})
        if not data:
            return None
        made = {"output_type": kind, "data": data, "metadata": _metadata(output.get("metadata"), data)}
        return {**made, "execution_count": None} if kind == "execute_result" else made
    return None


def _metadata(given, data):
    """Alt text and width of pictures."""
    made = {}
    for name in PICTURES:
        found = given.get(name) if isinstance(given, dict) else None
        if name in data and isinstance(found, dict):
            made[name] = {key: found[key] for key in ("width", "height") if _is_size(found.get(key))}
            if isinstance(found.get("alt"), str):
                made[name]["alt"] = _text(found["alt"], 2000)
    return made


def _is_size(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 5000


def _is_picture(value):
    if not isinstance(value, str) or len(value) > MAX_PICTURE:
        return False
    try:
        start = base64.b64decode(value, validate=True)[:8]
    except (binascii.Error, ValueError):
        try:
            start = base64.b64decode("".join(value.split()), validate=True)[:8]
        except (binascii.Error, ValueError):
            return False
    return start.startswith((b"\x89PNG", b"\xff\xd8"))


def _text(value, limit):
    """Text without control characters, and without lone surrogates, which cannot be written to a file."""
    if isinstance(value, list):
        value = "".join(v for v in value if isinstance(v, str))
    value = value if isinstance(value, str) else ""
    value = value[:limit].encode("utf-8", "replace").decode("utf-8")
    return CONTROLS.sub("", ANSI.sub("", value))


def _list(value):
    return value if isinstance(value, list) else []


@functools.cache
def hider(roots: tuple[str, ...]) -> Callable[[str], str]:
    """A function that reduces paths of this machine to their last part."""
    folders = {
        sys.prefix,
        sys.base_prefix,
        tempfile.gettempdir(),
        str(Path.home()),
        *map(str, roots),
        str(Path(attention_course.__file__).parent.parent),
    }
    longest_first = sorted((folder for folder in folders if len(folder) > 1), key=len, reverse=True)
    pattern = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?:/[^\\s:'\",;<>()]*)?")
    return lambda text: pattern.sub(lambda found: found.group().rstrip("/").rpartition("/")[2], text)
