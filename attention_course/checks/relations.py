"""What can be said of a wrong result from its relation to the right one, where no known mistake explains it.

Each sentence holds for the numbers that came: it says what they are, and never guesses how they were made.
"""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.attended import from_some_keys
from attention_course.checks.compare import Axes, axes_of, close, part_order, same
from attention_course.checks.from_arguments import (
    entry_by_entry,
    lines_of_an_argument,
    more_by,
    of_arguments,
    of_two_arguments,
    reduced,
    root_of_sizes,
    size_in,
    sizes,
)
from attention_course.checks.items import about_items, in_pairs
from attention_course.checks.layout import (
    end_missing,
    product_of_lengths,
    read_otherwise,
    relaid,
    row_added,
    without_axes,
)
from attention_course.checks.messages import related
from attention_course.checks.one_number import by_a_function, of_a_factor, of_one_number
from attention_course.checks.places import about_booleans, contained, drawn_later, named, places, rearranged, turned
from attention_course.checks.plain_results import entry_of_words, whole_numbers_apart
from attention_course.checks.scaled import by_all, scaled
from attention_course.checks.waves import waves
from attention_course.checks.weights import about_weights, are_scores, factor_between, sums_along

LARGEST = 500_000  # numbers that are looked at in so many ways; more would take minutes


@np.errstate(all="ignore")  # what came may be infinite
def about(
    came: Any,
    expected: Any,
    parts: Sequence[str] = (),
    axes: Axes | None = None,
    arguments: Mapping[str, Any] | None = None,
    rtol: float = 1e-6,
    atol: float = 1e-9,
) -> str:
    """Sentences about a wrong result, or ''.

    `parts` and `axes` as in `compare.difference`; `arguments` are the function's, by name, so that a result that is one
    of them can be told so.
    """
    tolerance = (max(rtol, 1e-6), max(atol, 1e-9))
    if isinstance(expected, tuple):
        return _about_tuple(came, expected, parts, axes or {}, arguments or {}, tolerance)
    if isinstance(expected, (np.ndarray, float)):
        return _about_array(came, np.asarray(expected), axes_of("", axes), arguments or {}, tolerance)
    return about_items(came, expected) or whole_numbers_apart(came, expected, arguments or {})


def _about_tuple(came, expected, parts, axes, arguments, tolerance):
    if not parts:
        parts = [str(k + 1) for k in range(len(expected))]
    if isinstance(came, (tuple, list)) and any(
        isinstance(part, (tuple, list)) and len(part) == len(expected) and same(part, expected, *tolerance)
        for part in came
    ):
        return related("right_one_of_several")
    if not isinstance(came, (tuple, list)):
        if isinstance(came, np.ndarray) and came.ndim and len(came) == len(expected):
            if all(same(part, right, *tolerance) for part, right in zip(came, expected, strict=True)):
                return related("parts_stacked", names=", ".join(parts))
        alone = [name for name, right in zip(parts, expected, strict=True) if same(came, right, *tolerance)]
        return related("one_part_alone", name=alone[0]) if alone else ""
    if in_pairs(came, expected, tolerance):
        return related("parts_in_pairs", names=", ".join(parts))
    if len(came) != len(expected):
        if len(came) > len(expected) and all(map(lambda a, b: same(a, b, *tolerance), came, expected)):
            return related("parts_and_more", names=", ".join(parts))
        return ""
    right = [same(a, b, *tolerance) for a, b in zip(came, expected, strict=True)]
    for order in itertools.permutations(range(len(expected))) if len(expected) < 5 else ():
        if all(same(came[k], expected[j], *tolerance) for k, j in enumerate(order)) and not all(right):
            return related("parts_in_another_order", names=", ".join(parts[j] for j in order))
    words = entry_of_words(came, expected, arguments)
    if words:
        return words
    found = [drawn_later(came, expected)]
    good = [name for name, well in zip(parts, right, strict=True) if well]
    if good:
        found.append(related("parts_right" if len(good) > 1 else "part_right", names=", ".join(good)))
    k = next((k for k in part_order(parts, len(parts)) if not right[k]), None)
    if k is None:
        return ""
    for name, other in zip(parts, expected, strict=True):
        says_much = np.size(other) > 1 or isinstance(other, str)  # a number may be equal by chance
        if name != parts[k] and says_much and same(came[k], other, *tolerance):
            return " ".join(filter(None, [*found, related("another_part", name=name)]))
    others = {name: a for name, a in zip(parts, expected, strict=True) if name != parts[k]}
    more = _about_array(came[k], np.asarray(expected[k]), axes_of(parts[k], axes), arguments, tolerance, others)
    return " ".join(filter(None, [*found, more]))


def _about_array(came, expected, axes, arguments, tolerance, parts=None):
    """`parts` are the other parts of a right tuple, by their names."""
    array = as_plain_array(came)
    if array is None:
        return _about_list(came, expected, tolerance)
    if max(array.size, expected.size) > LARGEST:
        return ""
    if expected.dtype.kind not in "fiub" or array.dtype.kind not in "fiub" or not expected.size or not array.size:
        return ""
    if close(array, expected, *tolerance):
        numbers = array.dtype.kind == expected.dtype.kind == "f"
        return _nearly_right(array, expected) if numbers else ""  # of another kind, which is all that is wrong
    others = arguments | (parts or {})
    for name, argument in others.items() if array.size > 1 else ():  # one number may be equal by chance
        if same(array, argument if isinstance(argument, np.ndarray) else _as_array(argument), *tolerance):
            return related("an_argument", name=name)
    if array.shape != expected.shape:
        found = of_two_arguments(array, arguments) or lines_of_an_argument(array, expected, arguments)
        found = found or relaid(array, expected, arguments)
        found = found or _about_shape(array, expected, axes, arguments, tolerance)
        found = found or of_arguments(array, expected, arguments) or without_axes(array, expected, arguments)
        return found or sizes(array.shape, expected.shape, arguments)
    if expected.dtype.kind == "b" or array.dtype.kind == "b":
        return about_booleans(array, expected, axes)
    if array.ndim and array.dtype.kind in "iu" and expected.dtype.kind == "f" and (array == np.trunc(expected)).all():
        return related("fraction_lost")
    whole = array.dtype.kind == "f" and expected.dtype.kind in "iu"
    if whole and np.isfinite(array).all() and not close(array, np.round(array), 0, 0):
        return related("fractions_for_whole_numbers", smallest=f"{array.min():.4g}", largest=f"{array.max():.4g}")
    range_told = _other_range(array, expected)
    array, expected = array.astype(float), expected.astype(float)
    if not np.isfinite(array).all():
        return _about_holes(array, expected, axes, tolerance)
    for name, argument in others.items():
        argument = as_plain_array(argument)
        if argument is not None and argument.shape == array.shape and argument.dtype.kind in "fiu":
            if close(array - argument, expected, *tolerance):
                return related("an_argument_added", name=name)
    found = (
        row_added(array, expected, arguments)
        or relaid(array, expected, arguments)
        or rearranged(array, expected, axes, tolerance)
        or _transformed(array, expected, axes, arguments, tolerance)
        or reduced(array, arguments)
        or scaled(array, expected, tolerance, arguments)
        or of_two_arguments(array, arguments)
        or lines_of_an_argument(array, expected, arguments)
        or entry_by_entry(array, arguments)
        or from_some_keys(array, expected, arguments, tolerance)
        or _an_argument_and_more(array, expected, others)
        or of_arguments(array, expected, arguments)
        or sums_along(array, expected)
        or waves(array, expected)
    )
    return found or " ".join(
        filter(None, [_partly_right(array, expected, axes, tolerance), _nearly_right(array, expected), range_told])
    )


def _other_range(array, expected):
    """The sentence for whole numbers beyond the range of the right ones, of which there are few and many times each."""
    whole = array.dtype.kind in "iu" and expected.dtype.kind in "iu"
    if not whole or expected.size < 3 * len(np.unique(expected)):
        return ""
    smallest, largest, low, high = array.min(), array.max(), expected.min(), expected.max()
    inside = low <= smallest and largest <= high
    return "" if inside else related("other_range", smallest=smallest, largest=largest, low=low, high=high)


def _as_array(argument):
    try:
        return np.asarray(argument)
    except ValueError:  # a list of arrays of several shapes
        return None


def _an_argument_and_more(array, expected, others):
    """The sentence for an argument to which a multiple of the right result was added, or ''."""
    if expected.size < 3 or np.ptp(expected) <= 1e-9:
        return ""
    for name, argument in others.items():
        argument = as_plain_array(argument)
        if argument is not None and argument.shape == array.shape and argument.dtype.kind in "fiu":
            rest = array - argument
            factor = factor_between(rest, expected)
            largest = 1e-9 * np.abs(expected).max() + 1e-14 * np.abs(array).max()
            if abs(factor) > 1e-9 and close(rest, factor * expected, 1e-6, largest):
                return related("an_argument_and_a_multiple", name=name, factor=f"{factor:.4g}")
    return ""


def _about_list(came, expected, tolerance):
    if isinstance(came, np.ndarray) and came.dtype == object and any(entry is None for entry in came.flat):
        return related("none_inside")
    if not isinstance(came, (list, tuple)):
        return ""
    if isinstance(came, tuple) and any(same(part, expected, *tolerance) for part in came):
        return related("right_in_a_tuple")
    try:
        array = np.array(came)
    except ValueError:
        return ""
    alike = array.dtype.kind in "fiub" and array.shape == expected.shape and close(array, expected, *tolerance)
    return related("list_of_right_numbers") if alike else ""


# ------------------------------------------------------------------------------------- shapes


def _about_shape(array, expected, axes, arguments, tolerance):
    if array.size == expected.size:
        if close(array.reshape(expected.shape), expected, *tolerance):
            longer = array.ndim > expected.ndim and array.squeeze().shape == expected.squeeze().shape
            told = related("axis_of_one_too_many" if longer else "right_numbers_in_another_shape")
            return told if longer else f"{told} {sizes(array.shape, expected.shape, arguments)}".rstrip()
        found = turned(array, expected, tolerance, axes) or read_otherwise(array, expected, axes, tolerance)
        if found:
            return found
    if array.ndim == expected.ndim - 1 and array.size > 1:
        several = (array != array.flat[0]).any()  # equal numbers stand elsewhere, too
        if expected.ndim > 1 and several and close(array, np.diagonal(expected, 0, -2, -1), *tolerance):
            return related("diagonal_of_the_right")
    if array.ndim == expected.ndim - 1:
        for axis in range(expected.ndim):
            name = named(axes, axis, expected.ndim)
            for key, reduced in (("summed_over", expected.sum(axis)), ("averaged_over", expected.mean(axis))):
                if close(array, reduced, *tolerance):
                    return related(key, axis=name)
            for k in range(expected.shape[axis]):
                if close(array, expected.take(k, axis), *tolerance):
                    return related("one_of", axis=name, k=k)
    kept = np.abs(expected) > 1e-12
    if (
        0 < array.size < expected.size
        and array.size == kept.sum()
        and close(np.ravel(array), expected[kept], *tolerance)
    ):
        return related("zeros_left_out")
    if array.ndim == 0 and expected.dtype.kind in "fiu":
        for key, number in (
            ("sum_of_all", expected.sum()),
            ("mean_of_all", expected.mean()),
            ("largest_of_all", expected.max()),
            ("smallest_of_all", expected.min()),
            ("root_of_all_squares", np.sqrt((expected.astype(float) ** 2).sum())),
        ):
            if close(array, np.asarray(number), *tolerance):
                return related(key)
    if array.ndim == expected.ndim + 1:
        for axis in range(array.ndim):
            if close(array, np.repeat(np.expand_dims(expected, axis), array.shape[axis], axis), *tolerance):
                return related("repeated", axis=axis)
        if (
            array.ndim > 1
            and array.shape[-1] == array.shape[-2]
            and close(np.diagonal(array, 0, -2, -1), expected, *tolerance)
        ):
            return related("right_diagonal")
        for axis in range(array.ndim):
            if close(array.sum(axis), expected, *tolerance):
                return related("sum_is_missing", axis=axis)
            if close(array.mean(axis), expected, *tolerance):
                return related("mean_is_missing", axis=axis)
    if array.ndim == expected.ndim == 2 and close(array.T, expected, *tolerance):
        return ""  # `difference` says so
    found = contained(array, expected, axes, tolerance)
    if found:
        return found
    cut = tuple(slice(0, min(a, b)) for a, b in zip(array.shape, expected.shape, strict=False))
    common = array.ndim == expected.ndim and close(array[cut], expected[cut], *tolerance)
    if array.ndim == expected.ndim and len(axes) == expected.ndim:
        differ = [k for k in range(array.ndim) if array.shape[k] != expected.shape[k]]
        if len({*expected.shape}) == expected.ndim and sorted(array.shape) == sorted(expected.shape):
            names = ", ".join(axes[expected.shape.index(n)] for n in array.shape)
            return related("lengths_in_another_order", names=names)
        without = without_axes(array, expected, arguments)
        lengths = [without] if without else []
        for k in differ if not without else ():
            lengths.append(related("size_of_axis", axis=axes[k], came=array.shape[k], right=expected.shape[k]))
            lengths.append(more_by(array.shape[k], expected.shape[k], arguments))
            lengths.append(product_of_lengths(expected.shape[k], arguments))
        if not without:
            lengths.append(sizes(array.shape, expected.shape, arguments))
        if common:
            lengths.append(end_missing(array.shape, expected.shape, axes) or related("the_common_part_is_right"))
        return " ".join(filter(None, lengths))
    return related("the_common_part_is_right") if common and len(np.unique(array[cut])) > 2 else ""  # of two by chance


# ------------------------------------------------------------------------------------- values


def _transformed(array, expected, axes, arguments, tolerance):
    """The sentence for numbers that are the right ones after some function, or ''."""
    if not expected.ndim:
        return of_one_number(float(array), float(expected), arguments)
    sums = expected.sum(axis=-1) if expected.ndim else expected
    shares = (expected >= 0).all() and (np.isclose(sums, 1) | np.isclose(sums, 0)).all()
    weights = bool(axes) and axes[-1] == "key" and shares
    several = (np.abs(expected) > 1e-9).sum() > 1 and np.ptp(expected) > 1e-9
    for digits in range(1 if shares else 0, 7) if several else ():  # whole shares are those of one that takes all
        given = len(np.unique(expected[expected != np.round(expected, digits)]))  # numbers that tell of rounding
        enough = digits * given > 3 if digits else len(np.unique(array)) > 2  # few digits of few are so by chance
        if enough and np.array_equal(array, np.round(expected, digits)):
            return related("rounded", digits=digits) if digits else related("rounded_to_whole_numbers")
    if weights:
        found = about_weights(array, expected, arguments, tolerance)
        if found:
            return found
    if several:
        if np.array_equal(array, np.trunc(expected)) and not np.isin(array, (0, 1)).all():
            return related("fraction_lost")
        if (expected < 0).any() and (expected > 0).any():
            for key, cut in (("negatives_at_zero", np.maximum), ("positives_at_zero", np.minimum)):
                if (cut(expected, 0) == 0).sum() > 1 and close(array, cut(expected, 0), *tolerance):
                    return related(key)
        factor = factor_between(array, expected)
        if abs(factor - 1) > 1e-4 and close(array, factor * expected, *tolerance):
            if abs(factor + 1) < 1e-9:
                return related("sign_turned")
            size = (
                size_in(factor, arguments)
                or of_a_factor(factor, arguments)
                or root_of_sizes(factor, arguments)
                or by_all(array, expected)
            )
            return f"{related('multiple', factor=f'{factor:.4g}')} {size}".rstrip()
        offset = float(np.mean(array - expected))
        if abs(offset) > 1e-4 * np.abs(expected).max() and close(array, expected + offset, *tolerance):
            return related("shifted", offset=f"{offset:.4g}")
        return by_a_function(array, expected, tolerance)
    return ""


def _about_holes(array, expected, axes, tolerance):
    holes = ~np.isfinite(array)
    if holes.all():
        return ""
    if axes and axes[-1] == "key" and are_scores(array, expected):
        return related("scores_themselves")
    found = []
    if array.ndim:
        found.append(places(holes, axes))
    if close(array[~holes], expected[~holes], *tolerance):
        found.append(related("the_others_are_right"))
    return " ".join(filter(None, found))


def _partly_right(array, expected, axes, tolerance):
    wrong = ~np.isclose(array, expected, *tolerance)
    if wrong.all() or not array.ndim:
        return ""
    empty = related("left_at_zero") if not array[wrong].any() else ""
    return " ".join(
        filter(None, [related("wrong_entries", wrong=int(wrong.sum()), size=wrong.size), places(wrong, axes), empty])
    )


def _nearly_right(array, expected):
    largest = np.abs(expected).max()
    gap = np.abs(array - expected).max() / largest if largest else 1.0
    most = 1e-3 if expected.size > 1 else 1e-5  # one number may be near by chance
    wrong = ~np.isclose(array, expected, 1e-6, 0) & (np.abs(expected) > 1e-12)
    each = np.abs(array[wrong] / expected[wrong] - 1)  # small numbers may be far off, each for itself
    if 0 < gap < most and not (each.size and np.median(each) > 5e-2):
        return related("nearly_right", digits=int(-np.log10(gap)))
    roughly = array.size > 3 and gap < 5e-2 and not np.isclose(array, expected, 1e-6, 0).any()
    return related("roughly_right", percent=f"{100 * gap:.2g}") if roughly else ""
