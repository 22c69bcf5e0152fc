"""What counts as an array of values."""

import numbers
from typing import Any

import numpy as np

NUMBER_KINDS = "fiuc"


def as_plain_array(value: Any) -> np.ndarray | None:
    """`value` as a base-class ndarray where it is a number or an array of numbers, booleans or strings;
    None for anything else (lists included: a list is not an array)."""
    if isinstance(value, (np.ndarray, np.generic, bool, numbers.Number)):
        array = np.array(value, subok=False)
        return array if array.dtype.kind in NUMBER_KINDS + "bUS" else None
    return None


def softmax(S: np.ndarray) -> np.ndarray:
    """Each row of `S (..., n)` as weights. All of this package takes less time to import than scipy.special."""
    S = np.asarray(S) * 1.0
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)
