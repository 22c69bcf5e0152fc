"""What can be said of a result whose numbers, or whose shape, are those of an argument; relations.py calls it."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import close
from attention_course.checks.from_arguments import shapes_of
from attention_course.checks.messages import related
from attention_course.checks.places import named


def relaid(array: np.ndarray, expected: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for the numbers of an argument, read with its axes in another order than the right one; or ''."""
    for name, argument in arguments.items():
        whole = as_plain_array(argument)
        if whole is None or whole.size != array.size or not 1 < whole.ndim < 5 or whole.dtype.kind not in "fiu":
            continue
        if len(np.unique(whole)) < max(4, whole.size // 2):
            continue  # of numbers that are alike no order can be told
        mine, right = _order(array, whole), _order(expected, whole)
        if mine and right and mine != right:
            orders = [", ".join(map(str, order)) for order in (mine, right)]
            return related("read_in_another_order", name=name, mine=orders[0], right=orders[1])
    return ""


def _order(array, whole):
    """The order of the axes in which the numbers of `whole` are those of `array`, one after the other; or None."""
    for order in itertools.permutations(range(whole.ndim)):
        if close(np.ravel(array), np.ravel(whole.transpose(order)), 1e-9, 1e-12):
            return order
    return None


def without_axes(came: np.ndarray, expected: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for a shape that is an argument's without other axes than the right one is; or ''. Where the numbers
    are right as far as both reach, it is not along the wrong axis that they were summed."""
    right = expected.shape
    for name, argument in arguments.items():
        array = as_plain_array(argument)
        if array is None or not 0 < len(right) < array.ndim < 6:
            continue
        gone = [_left_out(array.shape, shape) for shape in (came.shape, right)]
        if all(gone) and gone[0] != gone[1]:
            mine, its = (" and ".join(map(str, axes)) for axes in gone)
            advice = related("array_made_first" if _common_part_is_right(came, expected) else "along_that_one")
            return f"{related('without_other_axes', name=name, mine=mine, right=its)} {advice}"
    return ""


def _common_part_is_right(came, expected):
    cut = tuple(slice(0, min(a, b)) for a, b in zip(came.shape, expected.shape, strict=False))
    return came.ndim == expected.ndim and close(came[cut], expected[cut])


def _left_out(shape, short):
    """The axes without which `shape` is `short`; None where there is no such choice, or more than one."""
    found = [
        axes
        for axes in itertools.combinations(range(len(shape)), len(shape) - len(short))
        if tuple(n for k, n in enumerate(shape) if k not in axes) == short
    ]
    return found[0] if len(found) == 1 else None


def row_added(array: np.ndarray, expected: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for the right result with one row of an argument added; or ''."""
    if array.ndim < 1 or array.shape[-1] < 2:
        return ""
    more = array - expected
    if close(more, np.zeros(more.shape), 0, 1e-9):
        return ""
    for name, argument in arguments.items():
        whole = as_plain_array(argument)
        if whole is None or whole.ndim != 2 or whole.shape[1] != more.shape[-1] or whole.dtype.kind not in "fiu":
            continue
        alike = [k for k, row in enumerate(whole[:1000]) if close(more, np.broadcast_to(row, more.shape), 1e-6, 1e-9)]
        if len(alike) == 1:
            return related("row_added", name=name, k=alike[0])
    return ""


def product_of_lengths(length: int, arguments: Mapping[str, Any]) -> str:
    """The sentence for a length that is the product of the lengths of two axes of one argument, in one way; or ''."""
    shapes = shapes_of(arguments)
    found = [
        {"name": name, "one": shape[i], "other": shape[j], "axis": i, "other_axis": j}
        for name, shape in shapes
        for i, j in itertools.combinations(range(len(shape)), 2)
        if shape[i] * shape[j] == length and min(shape[i], shape[j]) > 1
    ]
    alone = len(found) == 1 and not any(length in shape for _, shape in shapes)
    return related("product_of_lengths", length=length, **found[0]) if alone else ""


def read_otherwise(array: np.ndarray, expected: np.ndarray, axes: Sequence[str], tolerance: tuple[float, float]) -> str:
    """The sentence for the right numbers, read with their axes in another order and put into another shape; or ''."""
    if not 1 < expected.ndim < 5 or len(axes) != expected.ndim or len(np.unique(expected)) < max(4, expected.size // 2):
        return ""  # of numbers that are alike no order can be told
    for order in itertools.permutations(range(expected.ndim)):
        if close(np.ravel(array), np.ravel(expected.transpose(order)), *tolerance):
            return related(
                "right_numbers_read_otherwise", mine=", ".join(axes[k] for k in order), right=", ".join(axes)
            )
    return ""


def end_missing(mine: tuple[int, ...], right: tuple[int, ...], axes: Sequence[str]) -> str:
    """The sentence for a shape that is shorter than the right one along one axis alone, or ''."""
    differ = [k for k in range(len(right)) if mine[k] != right[k]]
    if len(differ) != 1 or mine[differ[0]] > right[differ[0]]:
        return ""
    return related("the_end_is_missing", axis=named(axes, differ[0], len(right)), first=mine[differ[0]])
