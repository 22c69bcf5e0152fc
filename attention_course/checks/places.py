"""What can be said of right numbers that stand at wrong places; relations.py calls it."""

import itertools
from collections.abc import Sequence

import numpy as np

from attention_course.checks.compare import close
from attention_course.checks.messages import related, sentence

MOST_LISTED = 4  # places that a sentence lists
FARTHEST = 12  # places by which numbers are looked for elsewhere
FEWEST_DRAWN = 12  # numbers that must agree, since those of a small range agree by chance


def turned(array: np.ndarray, expected: np.ndarray, tolerance: tuple[float, float], axes: Sequence[str] = ()) -> str:
    """The sentence for an array whose axes are those of the right one in another order, or ''."""
    if array.ndim != expected.ndim or not 2 < array.ndim < 5:
        return ""  # of a matrix, `difference` says that it is transposed
    for order in itertools.permutations(range(array.ndim)):
        if order != tuple(range(array.ndim)) and close(array.transpose(order), expected, *tolerance):
            last = order == (*range(array.ndim - 2), array.ndim - 1, array.ndim - 2)
            if last or len(axes) != array.ndim:
                return related("last_axes_exchanged") if last else related("axes_in_another_order")
            mine = ", ".join(axes[order.index(k)] for k in range(array.ndim))
            return related("axes_in_the_order", mine=mine, right=", ".join(axes))
    return ""


def rearranged(array: np.ndarray, expected: np.ndarray, axes: Sequence[str], tolerance: tuple[float, float]) -> str:
    """The sentence for right numbers at other places, or ''."""
    if expected.size > 1 and np.ptp(array) <= 1e-9 < np.ptp(expected):
        empty = related("left_at_zero") if not array.any() else ""
        return f"{related('all_the_same', value=f'{array.flat[0]:.4g}')} {empty}".rstrip()
    if expected.size < 3 or np.ptp(expected) <= 1e-9:
        return ""
    found = turned(array, expected, tolerance, axes)
    if found:
        return found
    for axis in range(array.ndim):
        if array.shape[axis] > 1 and close(np.flip(array, axis), expected, *tolerance):
            return related("reversed_along", axis=named(axes, axis, array.ndim))
    if array.ndim > 1 and array.shape[-2] > 1:
        rows, right = array.reshape(-1, array.shape[-1]), expected.reshape(-1, array.shape[-1])
        if len(rows) < 50 and np.ptp(right, axis=0).max() > 1e-9:
            taken = [next((j for j, r in enumerate(right) if close(row, r, *tolerance)), None) for row in rows]
            if close(rows, np.broadcast_to(rows[0], rows.shape), *tolerance):
                place = related("each_is_the_right_row", k=taken[0]) if array.ndim == 2 and taken[0] is not None else ""
                return f"{related('all_rows_alike')} {place}".rstrip()
            order = [j for j in taken if j is not None]
            if sorted(order) == list(range(len(rows))):
                return related("rows_in_another_order", order=listed(order))
    if array.ndim == 2 and array.shape[1] > 1 and not close(expected, np.broadcast_to(expected[:, :1], expected.shape)):
        if close(array, np.broadcast_to(array[:, :1], array.shape), *tolerance):
            alike = [k for k, column in enumerate(expected.T) if close(array[:, 0], column, *tolerance)]
            place = related("each_is_the_right_column", k=alike[0]) if alike else ""
            return f"{related('all_columns_alike')} {place}".rstrip()
    if array.ndim > 2 and len(array) > 1 and close(array, np.broadcast_to(array[0], array.shape), *tolerance):
        if not close(expected, np.broadcast_to(expected[0], expected.shape), *tolerance):
            return related("all_parts_alike", axis=named(axes, 0, array.ndim))
    if close(np.sort(array, axis=None), np.sort(expected, axis=None), *tolerance):
        wrong = ~np.isclose(array, expected, *tolerance)
        return " ".join(filter(None, [related("right_numbers_elsewhere"), places(wrong, axes)]))
    return _moved(array, expected, axes, tolerance)


def _moved(array, expected, axes, tolerance):
    """The sentence for numbers that all belong equally many places on or back, along an axis or in reading order, or
    ''; what has been moved over an end may be anything."""
    along = [
        (np.moveaxis(array, k, 0), np.moveaxis(expected, k, 0), named(axes, k, array.ndim)) for k in range(array.ndim)
    ]
    if array.ndim > 1:
        along.append((np.ravel(array), np.ravel(expected), ""))
    for mine, right, axis in along:
        for k in range(1, min(len(mine) // 2, FARTHEST) + 1):
            for key, one, other in (("belongs_on", mine[:-k], right[k:]), ("belongs_back", mine[k:], right[:-k])):
                if len(np.unique(one)) > 2 and one.size > 3 and close(one, other, *tolerance):
                    order = related("along_an_axis", axis=axis) if axis else related("in_reading_order")
                    return related(key, k=k, order=order)
    return ""


def contained(array: np.ndarray, expected: np.ndarray, axes: Sequence[str], tolerance: tuple[float, float]) -> str:
    """The sentence for an array that holds the right one between, or after, something else along one axis; or ''."""
    if array.ndim != expected.ndim:
        return ""
    longer = [k for k in range(array.ndim) if array.shape[k] != expected.shape[k]]
    if len(longer) != 1 or array.shape[longer[0]] < expected.shape[longer[0]] or len(np.unique(expected)) < 3:
        return ""
    axis, length = longer[0], expected.shape[longer[0]]
    begins = range(array.shape[axis] - length + 1)
    found = [k for k in begins if close(array.take(range(k, k + length), axis), expected, *tolerance)]
    if len(found) != 1 or not found[0]:
        return ""
    name, first, last = named(axes, axis, array.ndim), found[0], found[0] + length - 1
    return related("right_in_a_part", axis=name, first=first, last=last, length=array.shape[axis])


def drawn_later(came: Sequence[object], expected: Sequence[object]) -> str:
    """The sentence for the parts of a tuple whose numbers, put one after the other, are the right ones from a later
    number on; or ''."""
    mine, right = ([np.asarray(part) for part in parts] for parts in (came, expected))
    if any(a.shape != b.shape or a.dtype.kind not in "fiu" for a, b in zip(mine, right, strict=True)):
        return ""
    one, other = (np.concatenate([np.ravel(part) for part in parts]) for parts in (mine, right))
    for k in range(1, len(one) - FEWEST_DRAWN + 1):
        if len(np.unique(other[k:])) > 2 and close(one[:-k].astype(float), other[k:].astype(float)):
            return related("parts_begin_later", k=k)
    return ""


def places(wrong: np.ndarray, axes: Sequence[str]) -> str:
    """The rows, and the columns, in which all wrong entries are, as a sentence; '' where they are everywhere."""
    if wrong.ndim == 1:
        return ""
    triangle = about_the_diagonal(wrong)
    if triangle:
        return related(f"all_wrong_{triangle}")
    found = []
    for axis in (wrong.ndim - 2, wrong.ndim - 1, *range(wrong.ndim - 2)):
        hit = np.flatnonzero(wrong.any(axis=tuple(k for k in range(wrong.ndim) if k != axis)))
        if len(hit) < wrong.shape[axis] and len(hit) <= MOST_LISTED:
            name = axes[axis - wrong.ndim] if len(axes) >= wrong.ndim - axis else related("place_of_axis", axis=axis)
            found.append(f"{name} {', '.join(map(str, hit))}")
    return related("all_in", places=sentence("and_to").join(found[:2])) if found else ""


def about_booleans(array: np.ndarray, expected: np.ndarray, axes: Sequence[str]) -> str:
    """The sentence for a wrong array where one of them is of booleans, or ''."""
    if expected.dtype.kind != "b":
        return related("true_where_not_zero") if (array == (expected != 0)).all() else ""
    if array.dtype.kind != "b":
        yes, no = np.unique(array[expected]), np.unique(array[~expected])
        if len(yes) == len(no) == 1 and yes[0] != no[0]:
            return related("numbers_for_booleans", yes=f"{yes[0]:g}", no=f"{no[0]:g}")
        return ""
    if (array == ~expected).all():
        return related("turned_round")
    for axis in range(array.ndim):
        if array.shape[axis] > 1 and (np.flip(array, axis) == expected).all():
            return related("reversed_along", axis=named(axes, axis, array.ndim))
    if array.all() or not array.any():
        return related("all_the_same", value=str(bool(array.flat[0])))
    more, fewer = int((array & ~expected).sum()), int((expected & ~array).sum())
    told = [related("trues", more=more, fewer=fewer), places(array != expected, axes)]
    if array.ndim == 2 and array.shape[-1] <= 3 * MOST_LISTED:
        row = int((array != expected).any(axis=-1).argmax())
        mine, right = (_places_of_true(a[row]) for a in (array, expected))
        told.append(related("trues_of_a_row", axis=named(axes, 0, 2), k=row, mine=mine, right=right))
    return " ".join(filter(None, told))


def _places_of_true(row):
    return ", ".join(map(str, np.flatnonzero(row))) or related("no_place")


def about_the_diagonal(hit: np.ndarray) -> str:
    """'on', 'above' or 'below' where the places hit are all those on, above or below the diagonal of each matrix, in
    two rows at least; ''."""
    if hit.ndim < 2:
        return ""
    queries, keys = np.indices(hit.shape[-2:])
    for key, part in (("on", queries == keys), ("above", queries < keys), ("below", queries > keys)):
        if part.any(axis=-1).sum() > 1 and (hit == part).all():
            return key
    return ""


def named(axes: Sequence[str], axis: int, ndim: int) -> str:
    """'query' or, where the axis has no name, 'number 0'; `axes` are the names of the last axes of `ndim`."""
    return axes[axis - ndim] if len(axes) >= ndim - axis else related("axis_without_a_name", axis=axis)


def listed(values: Sequence[float] | np.ndarray) -> str:
    """The first numbers, with three digits."""
    shown = ", ".join(f"{v:.3g}" for v in values[:MOST_LISTED])
    return shown + (", ..." if len(values) > MOST_LISTED else "")
