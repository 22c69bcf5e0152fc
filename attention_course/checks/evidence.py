"""How much one result says: many mistakes may give the same few words or small numbers."""

import math
from fractions import Fraction

from attention_course.checks.arrays import NUMBER_KINDS, as_plain_array


def is_empty(value: object) -> bool:
    """True for an array or a container without anything in it."""
    array = as_plain_array(value)
    return not (value if isinstance(value, (list, tuple, dict, set)) else True) if array is None else not array.size


def is_text(value: object) -> bool:
    """True for a string, or a list or tuple of strings alone."""
    return isinstance(value, str) or (isinstance(value, (list, tuple)) and bool(value) and all(map(is_text, value)))


def says_little(value: object) -> bool:
    """True for words, for one whole number or small fraction, for a tuple of a few, such as a place, and for two or
    three numbers, some 0 and some 1: many mistakes may give the same."""
    parts = value if isinstance(value, tuple) and 0 < len(value) < 4 else [value]
    arrays = list(map(as_plain_array, parts))
    if is_text(value) or all(a is not None and not a.ndim and a.dtype.kind in "iu" for a in arrays):
        return True
    array = as_plain_array(value)
    if array is None or array.dtype.kind not in NUMBER_KINDS + "b" or array.size > 3:
        return False
    if array.size == 1 and array.dtype.kind == "f":
        return is_a_small_fraction(float(array.flat[0]))
    return set(array.ravel().tolist()) == {0, 1}


def is_scant(value: object) -> bool:
    """True for one number that is a small fraction."""
    array = as_plain_array(value)
    return array is not None and array.ndim == 0 and array.dtype.kind == "f" and says_little(value)


def is_a_small_fraction(number: float) -> bool:
    """True for a number such as 5/6, which may come about in many ways."""
    small = math.isfinite(number) and abs(number) < 100
    return small and abs(Fraction(number).limit_denominator(60) - Fraction(number)) < 1e-12
