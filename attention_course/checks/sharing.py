"""What can be said of attention weights that differ from the right ones; relations.py calls it."""

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.messages import related


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
    whole = {name: as_plain_array(argument) for name, argument in arguments.items()}
    rows = {n: a.astype(float) for n, a in whole.items() if a is not None and a.dtype.kind in "fiu" and a.ndim > 1}
    for (one, a), (other, b) in itertools.product(rows.items(), repeat=2):
        if a.shape[:-2] != b.shape[:-2] or (*a.shape[:-1], b.shape[-2]) != array.shape or a.shape[-1] != b.shape[-1]:
            continue
        with np.errstate(all="ignore"):
            products = a @ np.swapaxes(b, -1, -2)
            squares = [(m * m).sum(axis=-1) for m in (a, b)]
            lengths = np.sqrt(squares[0][..., :, None] * squares[1][..., None, :])
            apart = np.maximum(squares[0][..., :, None] + squares[1][..., None, :] - 2 * products, 0)
            for key, scores in (("cosines", products / lengths), ("distances", -np.sqrt(apart)), ("squares", -apart)):
                its = _centred(scores)
                factor = (mine * its).sum() / (its * its).sum()
                if factor > 0 and np.allclose(mine, factor * its, rtol=1e-5, atol=1e-7):
                    return related(f"softmax_of_{key}", one=one, other=other, factor=f"{factor:.4g}")
    return ""


def _centred(scores):
    return scores - scores.mean(axis=-1, keepdims=True)
