"""Numbers and labels as words, for alt sentences and for what is printed inside figures."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from .messages import NOUNS, sentence


def number(value: float) -> str:
    """Three significant digits, all of them for integers below a million: `0.468`, `-12.5`, `4096`, `4.1e-7`."""
    if not np.isfinite(value):
        return sentence({np.inf: "infinity", -np.inf: "minus_infinity"}.get(float(value), "not_a_number"))
    value = float(value)
    if abs(value) < 1e6 and abs(value - round(value)) <= 1e-9 * abs(value):
        return str(round(value))
    text = f"{value:.3g}"
    if "e" not in text:
        return "0" if float(text) == 0 else text
    mantissa, exponent = text.split("e")
    return f"{float(text):.0f}" if 0 < int(exponent) < 5 else f"{mantissa}e{int(exponent)}"


def span(values: ArrayLike) -> str:
    """`0.2 to 0.9`, or one number where all finite values round to the same; `no finite value` where none is."""
    array = np.asarray(values, dtype=float)
    array = array[np.isfinite(array)]
    if array.size == 0:
        return sentence("no_finite_value")
    # What is left over from cancellation differs between platforms.
    array = np.where(np.abs(array) < 1e-12 * np.abs(array).max(), 0.0, array)
    low, high = number(array.min()), number(array.max())
    return low if low == high else sentence("span", low=low, high=high)


def listed(items: Iterable[object], most: int = 8) -> str:
    """`a, b, c`, cut after `most` items."""
    texts = [str(item) for item in items]
    return ", ".join(texts[:most]) + (sentence("and_more", n=len(texts) - most) if len(texts) > most else "")


def counted(count: int, noun: str) -> str:
    """`1 row`, `2 rows`: the noun with its number, as the catalogue says it in the singular and in the plural."""
    return NOUNS[noun][count != 1].format(n=count)


def where_largest(values: np.ndarray) -> int | None:
    """Index of the largest finite value of a flat array, or None where another lies within a thousandth of the spread
    of it: which of two near-equal values is the larger can change with the platform."""
    values = np.asarray(values, dtype=float).ravel()
    finite = np.where(np.isfinite(values), values, -np.inf)
    best = int(finite.argmax())
    if not np.isfinite(finite[best]):
        return None
    usable = finite[np.isfinite(finite)]
    near = finite >= finite[best] - 1e-3 * max(usable.max() - usable.min(), abs(usable.max()) * 1e-3)
    return best if near.sum() == 1 else None


def as_matrix(matrix: ArrayLike, what: str = "matrix", finite: bool = False) -> np.ndarray:
    """`matrix` as floats `(rows, columns)`, both at least 1; ValueError with the shape that came."""
    array = np.asarray(matrix, dtype=float)
    if array.ndim != 2 or array.size == 0:
        raise ValueError(sentence("not_a_matrix", what=what, shape=array.shape))
    if finite:
        _require_finite(array, what)
    return array


def as_vector(vector: ArrayLike, what: str = "vector") -> np.ndarray:
    """`vector` as finite floats `(n,)`, n at least 1; ValueError with the shape that came."""
    array = np.asarray(vector, dtype=float)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(sentence("not_a_vector", what=what, shape=array.shape))
    _require_finite(array, what)
    return array


def _require_finite(array, what):
    bad = int((~np.isfinite(array)).sum())
    if bad:
        raise ValueError(sentence("not_finite", what=what, values=counted(bad, "value_not_finite")))


def as_labels(labels: Sequence[str] | None, count: int, what: str) -> list[str]:
    """The caller's words as strings, or `1 ... count` where none are given; ValueError when their number differs."""
    if labels is None:
        return [str(place) for place in range(1, count + 1)]
    if isinstance(labels, str):
        raise ValueError(sentence("labels_one_string", what=what, came=labels, labels=counted(count, "label")))
    labels = [str(label) for label in labels]
    if len(labels) != count:
        raise ValueError(sentence("labels_differ", what=what, labels=counted(len(labels), "label"), count=count))
    return labels


def as_index(index: int | None, count: int, what: str) -> int | None:
    """A place 0 .. count - 1 or None; ValueError otherwise."""
    if index is not None and not 0 <= index < count:
        raise ValueError(sentence("place_out_of_range", what=what, came=index, last=count - 1))
    return index
