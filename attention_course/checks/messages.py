"""What students read when a check fails. The sentences stand in messages.toml, apart from the logic."""

import dataclasses
import functools
import importlib.resources
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array


@dataclasses.dataclass(frozen=True)
class Mistake:
    """A known mistake with sentences of its own, for one that only one topic knows.

    `wrong` is the function (or value) that makes it. The fact says what the student's result is, the reason
    why that is wrong, the hint what to try. `{shape}`, `{size}`, `{total}`, `{row_sums}`, `{column_sums}`,
    `{smallest}` and `{largest}` are computed from the student's result, `{name}` is the exercise. `alone` says that it
    must not be named where the function is wrong on inputs, too, on which this mistake does not show: what becomes of
    equal numbers, say, tells nothing of a function that looks at one row. `line` is a pattern that the student's line
    must hold which raised an error, where the mistake is known by its error alone.
    """

    wrong: Any
    fact: str
    reason: str
    hint: str
    alone: bool = False
    line: str = ""


def wrong_of(mistake: Any) -> Any:
    """The function (or value) that makes a known mistake."""
    return mistake.wrong if isinstance(mistake, Mistake) else mistake


@functools.cache
def catalogue() -> dict[str, Any]:
    """The sentences: {"mistakes": {name: {fact, reason, hint}}, "sentences": {name: text},
    "relations": {name: text}, "errors": [{pattern, means}],
    "axes": {part: names}}."""
    text = importlib.resources.files(__package__).joinpath("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def sentence(key: str, /, **values: object) -> str:
    """One sentence of the catalogue, with its blanks filled in."""
    return catalogue()["sentences"][key].format(**values)


def related(key: str, **values: object) -> str:
    """One sentence of the catalogue on how a result is related to the right one."""
    return catalogue()["relations"][key].format(**values)


def error_explained(text: str) -> str:
    """What an error of Python or NumPy means, by its own text; '' where the catalogue does not know it."""
    for entry in catalogue()["errors"]:
        found = re.search(entry["pattern"], text)
        if found:
            return entry["means"].format(*found.groups())
    return ""


def names_word(text: str, word: str) -> bool:
    """True where `text` has `word`, and not as a part of a longer word or number. The sizes of "6x9" are two numbers,
    and in a script without spaces a number ends where the letters begin."""
    text = re.sub(r"(?<=\d)[xX](?=\d)", " x ", text)
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.ASCII) is not None


def mistake_texts(name: str, mistake: object) -> dict[str, Any]:
    """The fact, reason and hint of a known mistake; KeyError (with what to do) where nobody wrote them."""
    if isinstance(mistake, Mistake):
        texts = {"fact": mistake.fact, "reason": mistake.reason, "hint": mistake.hint}
        return texts | ({"alone": True} if mistake.alone else {}) | ({"line": mistake.line} if mistake.line else {})
    try:
        return catalogue()["mistakes"][name]
    except KeyError:
        raise KeyError(
            f"messages.toml has no mistake {name!r}; write it there, or give "
            "Mistake(wrong, fact=..., reason=..., hint=...)"
        ) from None


def explain(texts: Mapping[str, str], exercise: str, result: object) -> str:
    """The whole message for a known mistake: fact, reason, what to try."""
    facts = _Facts(_facts(result), name=exercise)
    parts = [texts[key].format_map(facts) for key in ("fact", "reason", "hint")]
    return " ".join(parts)


class _Facts(dict):
    def __missing__(self, key):
        return "?"


def _facts(result):
    """Numbers about the first array in `result` that a sentence may mention."""
    candidates = result if isinstance(result, (tuple, list)) else [result]
    # Of (O, A) the weights tell most, so the last array is taken.
    arrays = [a for a in map(as_plain_array, candidates) if a is not None and a.dtype.kind in "fiub" and a.ndim]
    if not arrays:
        return _Facts()
    array = np.asarray(arrays[-1], dtype=float)
    with np.errstate(all="ignore"):
        facts = _Facts(shape=array.shape, size=array.size, total=f"{array.sum():.4g}")
        if array.size:
            facts |= {"smallest": f"{array.min():.4g}", "largest": f"{array.max():.4g}"}
        if array.ndim >= 2 and array.size:
            matrix = array.reshape(-1, *array.shape[-2:])[0]
            facts |= {"row_sums": _listed(matrix.sum(axis=1)), "column_sums": _listed(matrix.sum(axis=0))}
    return facts


def _listed(values, most=4):
    shown = ", ".join(f"{v:.3g}" for v in values[:most])
    return shown + (", ..." if len(values) > most else "")


catalogue()  # now, so that processes which fork have read it
