"""What can be said of one wrong number, or of a factor between wrong numbers and right ones; relations.py calls it."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from attention_course.checks.arrays import softmax
from attention_course.checks.compare import close
from attention_course.checks.from_arguments import shapes_of, size_in
from attention_course.checks.messages import related

NEAR = 1e-9  # as near as a factor must be to be told


def by_a_function(array: np.ndarray, expected: np.ndarray, tolerance: tuple[float, float]) -> str:
    """The sentence for numbers that are a function of the right ones, such as their squares; or ''."""
    with np.errstate(all="ignore"):
        for key, other in (
            ("squared", expected**2),
            ("rooted", np.sqrt(expected)),
            ("exponential", np.exp(expected)),
            ("logarithm", np.log(expected)),
            ("reciprocal", 1 / expected),
            ("absolute", np.abs(expected)),
            ("one_minus", 1 - expected),
            ("softmax_of_the_right", softmax(expected) if expected.ndim else expected),
        ):
            if np.isfinite(other).all() and close(array, other, *tolerance):
                return related(key)
    return ""


def of_one_number(came: float, right: float, arguments: Mapping[str, Any]) -> str:
    """The sentence for one number that is the right one after some step, or ''; of 0.5 and 0.25 nothing can be told."""
    if came == -right and right:
        return related("sign_turned")
    if not np.isfinite([came, right]).all() or right == round(right, 3):
        return ""
    if came == round(right) and abs(right) > 2:
        return related("rounded_to_whole_numbers")
    if came == round(came, 3):
        return ""
    tolerance = (1e-9, 0.0)  # one number is near to many
    if np.isclose(came, -right, *tolerance):
        return related("sign_turned")
    if np.isclose(abs(came - right), 1, *tolerance):
        return related("shifted", offset=f"{came - right:.0f}")
    size = size_in(came / right, arguments)
    if size:
        return f"{related('multiple', factor=f'{came / right:.4g}')} {size}"
    factor = of_a_factor(came / right, arguments)
    if factor:
        return f"{related('multiple', factor=f'{came / right:.4g}')} {factor}"
    found = by_a_function(np.asarray(came), np.asarray(right), tolerance)
    return found or (_power(math.log(came) / math.log(right), arguments) if min(came, right) > 0 and right != 1 else "")


def of_a_factor(factor: float, arguments: Mapping[str, Any]) -> str:
    """The sentence for a factor that lies between two bases of logarithms, or between n and n - 1 for the length n of
    an axis, or between their roots; or ''."""
    for base in (2, 10):
        for key, value in (("logarithm_of_a_base", 1 / math.log(base)), ("logarithm_of_e", math.log(base))):
            if math.isclose(factor, value, rel_tol=NEAR):
                return related(key, base=base)
    for name, shape in shapes_of(arguments):
        for axis, length in enumerate(shape):
            for key, power in (("ratio", 1), ("root_of_ratio", 0.5)) if length > 3 else ():
                for one, other in ((length, length - 1), (length - 1, length)):
                    if math.isclose(factor, (one / other) ** power, rel_tol=NEAR):
                        return related(f"{key}_of_one_less", one=one, other=other, length=length, axis=axis, name=name)
    return ""


def _power(power, arguments):
    """The sentence for the power of the right number that a wrong one is, where that is the length of an axis, or 1
    over it, or where the number is a power of 2 in place of one of e; or ''."""
    if math.isclose(power, math.log(2), rel_tol=NEAR):
        return related("power_of_two")
    for name, shape in shapes_of(arguments):
        for axis, length in enumerate(shape):
            for key, value in (("to_the_power", length), ("to_the_power_over", 1 / length)) if length > 1 else ():
                if math.isclose(power, value, rel_tol=NEAR):
                    return related(key, length=length, axis=axis, name=name)
    return ""
