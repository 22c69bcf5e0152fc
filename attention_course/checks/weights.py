"""What can be said of attention weights from their relation to the right ones; relations.py calls it."""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import close
from attention_course.checks.from_arguments import root_of_sizes, rows_compared, size_in
from attention_course.checks.messages import related
from attention_course.checks.places import MOST_LISTED, about_the_diagonal, listed


def mask_of(arguments: Mapping[str, Any], shape: tuple[int, ...]) -> np.ndarray | None:
    """The argument that is a mask for weights of this shape, broadcast to it; None where there is none."""
    for argument in arguments.values():
        array = as_plain_array(argument)
        if array is not None and array.dtype.kind == "b":
            try:
                return np.broadcast_to(array, shape)
            except ValueError:
                continue
    return None


def mask_turned(array: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for weights (..., query, key) that go to hidden keys alone, wherever a query has others; or ''."""
    mask = mask_of(arguments, array.shape)
    if mask is None:
        return ""
    mixed = mask.any(axis=-1) & ~mask.all(axis=-1)
    hidden = np.where(mask, 0, array).sum(axis=-1)
    shown = np.where(mask, np.abs(array), 0).sum(axis=-1)
    if mixed.any() and (shown[mixed] < 1e-9).all() and (hidden[mixed] > 0.5).all():
        return related("hidden_keys_get_all")
    return ""


def sum_elsewhere(array: np.ndarray) -> str:
    """The sentence for weights that sum to 1, or to 0, along another axis than the last, or all together; or ''."""
    if (array < -1e-9).any() or array.ndim < 2:
        return ""
    for key, axes in (("columns_sum_to_1", (-2,)), ("matrix_sums_to_1", (-2, -1)), ("heads_sum_to_1", (0,))):
        if key == "heads_sum_to_1" and array.ndim < 3 or array.shape[axes[0]] < 2:
            continue
        sums = array.sum(axis=axes)
        if np.isclose(sums, 1).any() and (np.isclose(sums, 1) | np.isclose(sums, 0)).all():
            return related(key)
    return ""


def softmax_of_arguments(array: np.ndarray, arguments: Mapping[str, Any]) -> str:
    """The sentence for weights that are softmax of a multiple of the cosines or of minus the distances of the rows of
    two arguments; or ''."""
    if array.ndim < 2 or array.size - array.size // array.shape[-1] < 3 or (array <= 0).any():
        return ""
    mine = _centred(np.log(array))
    for one, other, compared in rows_compared(array.shape, arguments):
        scores = {"cosines": compared.cosines, "distances": -np.sqrt(compared.squares), "squares": -compared.squares}
        for key, theirs in scores.items():
            with np.errstate(all="ignore"):
                its = _centred(theirs)
                factor = (mine * its).sum() / (its * its).sum()
            if factor > 0 and np.allclose(mine, factor * its, rtol=1e-5, atol=1e-7):
                return related(f"softmax_of_{key}", one=one, other=other, factor=f"{factor:.4g}")
    return ""


def factor_between(array: np.ndarray, expected: np.ndarray) -> float:
    """The number by which `expected` must be multiplied to come nearest to `array`."""
    return float((array * expected).sum() / (expected * expected).sum())


def about_weights(
    array: np.ndarray, expected: np.ndarray, arguments: Mapping[str, Any], tolerance: tuple[float, float]
) -> str:
    """The sentence for weights (..., query, key) that differ from the right ones, or ''."""
    turned_round = mask_turned(array, arguments)
    if turned_round:
        return turned_round
    sums, right = array.sum(axis=-1), expected.sum(axis=-1)
    if are_scores(array, expected):
        return related("scores_themselves")
    if (array < -1e-9).any() or not np.allclose(sums, right, rtol=0, atol=6e-4):
        return _about_sums(array, expected, sums, right, tolerance)
    mask = mask_of(arguments, array.shape)
    seen = (array > 0) & ~mask if mask is not None else np.zeros(array.shape, bool)
    if seen.any():
        place = ", ".join(str(int(k)) for k in np.argwhere(seen)[0][-2:])
        return related("hidden_keys_get_weight", largest=f"{array[seen].max():.3g}", place=place)
    empty = about_the_diagonal(np.abs(array) < 1e-12) if (expected > 1e-12).all() else ""
    if empty in ("on", "below"):  # of keys after the own place more is told below
        return related(f"no_weight_{empty}_the_diagonal")
    hard = (np.abs(array - array.max(axis=-1, keepdims=True)) < 1e-9) * 1.0
    if array.shape[-1] > 1 and close(array, hard, *tolerance):
        return related("one_key_takes_all")
    more_hidden = _more_hidden(array, expected, tolerance)
    if more_hidden:
        return more_hidden
    if (expected > 0).all() and _in_a_straight_line(array, expected):
        return related("shares_of_the_scores")
    shown = (array > 0) & (expected > 0)
    if (shown != (array > 0)).any() or (shown != (expected > 0)).any() or shown.sum() - (right > 0).sum() < 3:
        return ""
    mine, its = (_centred(np.log(np.where(shown, a, np.nan))) for a in (array, expected))
    if shown.all() and close(mine, expected - expected.mean(axis=-1, keepdims=True), *tolerance):
        return related("softmax_twice")
    factor = factor_between(mine[shown], its[shown])
    if abs(factor - 1) > 1e-3 and np.allclose(mine[shown], factor * its[shown], rtol=1e-4, atol=1e-6):
        if factor < 0:
            return related("scores_times_less_than_nothing", factor=f"{factor:.4g}")
        size = size_in(factor, arguments) or root_of_sizes(factor, arguments)
        return f"{related('scores_times', factor=f'{factor:.4g}')} {size}".rstrip()
    if array.size - sums.size > 2 and _in_reverse_order(array, expected):
        return related("weights_in_reverse_order")
    if not shown.all():
        return ""
    factors = _of_logarithms(array, expected)
    if factors is not None and len(factors) > 1 and np.ptp(factors) > 1e-3:
        return related("scores_times_in_each_row", factors=listed(factors))
    return softmax_of_arguments(array, arguments)


def are_scores(array: np.ndarray, expected: np.ndarray) -> bool:
    """True for scores of which softmax, over the keys that get weight in `expected`, is that."""
    shown = expected > 1e-12
    with np.errstate(all="ignore"):
        gap = np.where(shown & np.isfinite(array), array - np.log(expected), np.nan)
    several = shown.sum(axis=-1) > 1
    if not several.any() or (array[several] > 0).all() and np.isclose(array[several].sum(axis=-1), 1).all():
        return False
    if (~np.isfinite(gap) & shown).any() or (shown[several].sum() - several.sum()) < 2:
        return False
    return bool(np.nanmax(np.abs(_centred(gap[several])), initial=0) < 1e-6)


def _about_sums(array, expected, sums, right, tolerance):
    empty = (np.abs(array) < 1e-300).all(axis=-1) & (right > 0.5)
    if empty.any() and close(array[~empty], expected[~empty], *tolerance):
        return related("rows_of_zeros", rows=listed_places(empty))
    blind = np.abs(right) < 1e-9
    with np.errstate(all="ignore"):
        factors = array / np.where(expected > 1e-12, expected, np.nan)
        alike = np.nanmean(factors, axis=-1, keepdims=True)
        factors = np.where((expected <= 1e-12) & (np.abs(array) < 1e-9), alike, factors)  # hidden keys
    begin = related("rows_sum_to", sums=listed(np.ravel(sums)))
    if _same_along_rows(factors[~blind]) and not array[blind].any() and (factors[~blind] > 1e-9).all():
        return f"{begin} {related('right_shares_in_each_row')} {sum_elsewhere(array)}".rstrip()
    if (array < -1e-9).any():
        return f"{begin} {related('negative_weights')}"
    factors = _of_logarithms(array, expected)
    if factors is not None and np.ptp(factors) < 1e-4 and abs(factors[0] - 1) > 1e-3:
        return f"{begin} {related('exponentials_of_scores_times', factor=f'{factors[0]:.4g}')}"
    return f"{begin} {sum_elsewhere(array)}".rstrip()


def _more_hidden(array, expected, tolerance):
    """The sentence for weights that are the right ones with further keys hidden, or ''."""
    hidden = (array == 0) & (expected > 1e-9)
    kept = np.where(hidden, 0, expected)
    total = kept.sum(axis=-1, keepdims=True)
    if not hidden.any() or not close(array, kept / np.where(total > 0, total, 1), *tolerance):
        return ""
    ahead = np.triu(np.ones(array.shape, dtype=bool), k=1)
    if (hidden == (ahead & (expected > 1e-9))).all():
        return related("later_keys_hidden")
    return related("more_keys_hidden", places=listed_places(hidden))


def listed_places(where: np.ndarray) -> str:
    """The first places at which an array of booleans is True, as '[0, 1], [2, 0]'."""
    found = [f"[{', '.join(map(str, map(int, place)))}]" for place in np.argwhere(where)]
    return ", ".join(found[:MOST_LISTED]) + (", ..." if len(found) > MOST_LISTED else "")


def _in_reverse_order(array, expected):
    """True where in each row the weights fall as the right ones rise, and none is equal to another."""
    mine, its = (np.sort(a, axis=-1) for a in (array, expected))
    if min(np.diff(mine, axis=-1).min(initial=1), np.diff(its, axis=-1).min(initial=1)) < 1e-9:
        return False
    return bool((np.argsort(array, axis=-1) == np.argsort(-expected, axis=-1)).all())


def sums_along(array: np.ndarray, expected: np.ndarray) -> str:
    """The sentence for an array whose right sums along one axis are 1, and whose own are not; or ''."""
    if array.ndim < 2 or (expected < 0).any():
        return ""
    ones, right = (
        [k for k in range(a.ndim) if np.allclose(a.sum(axis=k), 1, rtol=0, atol=1e-6)] for a in (array, expected)
    )
    if len(right) != 1 or right[0] in ones:
        return ""
    axis = right[0]
    if len(ones) == 1:
        return related("sums_along_another_axis", mine=ones[0], right=axis)
    return related("sums_along_the_axis", right=axis, sums=listed(np.ravel(array.sum(axis=axis))))


def _centred(values):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a row without a number there is no mean
        return values - np.nanmean(values, axis=-1, keepdims=True)


def _of_logarithms(array, expected):
    """For each row the number by which the logarithms of the right weights must be multiplied to give those of `array`,
    up to one number for the row; None where no number does, or where two keys leave nothing to compare."""
    if array.shape[-1] < 3 or (array <= 0).any() or (expected <= 0).any():
        return None
    mine, its = _centred(np.log(array)), _centred(np.log(expected))
    squares = (its * its).sum(axis=-1)
    if (squares < 1e-9).any():
        return None
    factors = (mine * its).sum(axis=-1) / squares
    return np.ravel(factors) if np.allclose(mine, factors[..., None] * its, rtol=1e-4, atol=1e-6) else None


def _in_a_straight_line(array, expected):
    """True where in each row the weights grow in a straight line with the scores, and not with their exponentials."""
    if array.shape[-1] < 3 or np.ptp(expected) < 1e-6:
        return False
    mine, its = _centred(array), _centred(np.log(expected))
    squares = (its * its).sum(axis=-1, keepdims=True)
    distinct = min(len(np.unique(row.round(9))) for row in its.reshape(-1, its.shape[-1]))
    if (squares < 1e-9).any() or (distinct < 3 and its.shape[-1] * len(np.ravel(squares)) < 6):
        return False
    slopes = (mine * its).sum(axis=-1, keepdims=True) / squares
    return bool((slopes > 1e-9).all() and np.allclose(mine, slopes * its, rtol=1e-6, atol=1e-9))


def _same_along_rows(values):
    with np.errstate(all="ignore"):
        middle = np.nanmean(values, axis=-1, keepdims=True) if np.isfinite(values).any() else np.nan
        return bool(
            values.size and values.shape[-1] > 1 and np.allclose(values, middle, rtol=1e-5, atol=1e-7, equal_nan=False)
        )
