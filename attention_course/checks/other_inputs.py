"""Inputs near that of a test, on which a wrong function is held against a known mistake: one result may be alike by
chance, as a place or a few small numbers often are."""

import functools
import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import canonical

MOST_NUMBERS = 4_000  # in the arguments of a call that is made with other inputs
MOST_LENGTHS, MOST_SIZES = 4, 2
ALIKE = 1e-5  # of the largest number: marks hold six digits

Call = tuple[list[Any], dict[str, Any]]


def with_other_numbers(value: Any, turned: bool = False) -> Any:
    """An argument of the same kind and shape with other numbers, or None where such numbers may be bad input: whole
    numbers may be sizes, tokens or labels. `turned` gives others again, where the largest becomes the smallest."""
    if isinstance(value, float):
        return 1.25 * value + 0.125
    if isinstance(value, list) and value:
        entries = [with_other_numbers(entry, turned) for entry in value]
        return None if any(entry is None for entry in entries) else entries
    array = as_plain_array(value)
    if array is None or array.dtype.kind != "f" or not array.ndim or not np.isfinite(array).all():
        return None
    if turned and array.size:
        return _as_shares(array.min() + array.max() - array, array)
    # In no straight line with the old ones: what a covariance divides out would stay the same.
    uneven = 1 + np.cos(np.arange(1, array.size + 1)).reshape(array.shape)
    other = 1.25 * array.ravel()[::-1].reshape(array.shape)
    return _as_shares(other + 0.125 * (np.abs(array).max(initial=0) or 1) * uneven, array)


def _as_shares(other, array):
    """Other numbers, each row of which sums to 1 where the rows of `array` do: a function may rely on that."""
    shares = array.dtype.kind == "f" and array.ndim and array.size and (array >= 0).all()
    if not shares or not other.size or not np.allclose(array.sum(axis=-1), 1):
        return other
    total = other.sum(axis=-1, keepdims=True)
    return other / total if (total > 0).all() else other


def _flipped(value):
    """The numbers of an array in reverse order: its rows, if they sum to 1, still do."""
    array = as_plain_array(value)
    if array is None or not array.ndim or array.dtype.kind not in "fiu":
        return value
    return array.ravel()[::-1].reshape(array.shape).copy()


def _renumbered(value, turned=False):
    other = None if isinstance(value, float) else with_other_numbers(value, turned)
    return value if other is None else other


def _shape(value):
    array = as_plain_array(value)
    return (len(value),) if isinstance(value, list) else () if array is None else array.shape


def _cut(value, length):
    """Other numbers, without the last place of each axis of this length."""
    value = _renumbered(value)
    if isinstance(value, list):
        return value[:-1] if len(value) == length else value
    shape = _shape(value)
    if length not in shape:
        return value
    array = np.asarray(value)
    return _as_shares(array[tuple(slice(0, n - 1) if n == length else slice(None) for n in shape)].copy(), array)


def _is_a_size(value):
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool) and value > 0


def other_inputs(args: Sequence[Any], kwargs: Mapping[str, Any]) -> Iterator[tuple[bool, Call]]:
    """(whether all shapes are the same, the call) of each input near this one: with the numbers in reverse order, with
    other numbers, and then also with one length less by one; and with one size more by one. Whether it is good input,
    only the right function knows. None where there would be too many numbers."""
    values = [*args, *kwargs.values()]
    if sum(math.prod(_shape(value)) for value in values) > MOST_NUMBERS:
        return

    def each(change: Callable[[Any], Any]) -> Call:
        return [change(value) for value in args], {name: change(value) for name, value in kwargs.items()}

    if any(_shape(value) for value in values):
        yield True, each(_flipped)
        yield True, each(_renumbered)
        yield True, each(lambda value: _renumbered(value, turned=True))
    lengths = dict.fromkeys(n for value in values for n in _shape(value) if n > 1)
    shape_given = any(isinstance(value, tuple) for value in values)  # which the lengths must go on to fit
    for length in [] if shape_given else list(lengths)[:MOST_LENGTHS]:
        yield False, each(functools.partial(_cut, length=length))
    places = [*range(len(args)), *kwargs]
    sizes = [place for place, value in zip(places, values, strict=True) if _is_a_size(value)]
    for size in sizes[:MOST_SIZES]:
        changed = [value + 1 if k == size else value for k, value in enumerate(args)]
        yield False, (changed, {name: value + 1 if name == size else value for name, value in kwargs.items()})


def _numbers(result):
    """All numbers of a result, one after the other; None where it holds anything else."""
    if isinstance(result, (tuple, list)):
        parts = list(map(_numbers, result))
        whole = parts and all(part is not None for part in parts)
        return np.concatenate(parts) if whole else None
    array = as_plain_array(result)
    if array is not None and array.dtype.kind == "c":
        return np.ravel([array.real, array.imag])
    return np.ravel(array).astype(float) if array is not None and array.dtype.kind in "fiub" else None


def brief_mark(result: Any) -> str:
    """A result in a few letters, by which it is known again, up to rounding, and not given away."""
    numbers = _numbers(result)
    if numbers is None:
        return "#" + hashlib.sha256(canonical(result).encode()).hexdigest()[:6]
    holes = int((~np.isfinite(numbers)).sum())
    text = f"{_product(numbers):.6g}"
    return f"{text}/{holes}" if holes else text


@np.errstate(all="ignore")  # numbers may be as large as floats are
def has_mark(result: Any, mark: str) -> bool:
    """True where `brief_mark` may have made this mark of this result."""
    numbers, (text, _, holes) = _numbers(result), mark.partition("/")
    if numbers is None or mark.startswith("#"):
        return brief_mark(result) == mark
    finite = np.isfinite(numbers)
    apart = ALIKE * max(numbers.size, 1) * np.abs(numbers[finite]).max(initial=0.0)
    mine, its = _product(numbers), float(text)
    near = mine == its or abs(mine - its) <= apart + 1e-9
    return near and int((~finite).sum()) == int(holes or 0)


@np.errstate(all="ignore")
def _product(numbers):
    finite = np.where(np.isfinite(numbers), numbers, 0.0)
    return float(np.dot(finite, np.cos(np.arange(1, finite.size + 1))))
