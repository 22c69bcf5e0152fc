"""The formula by which a function makes a whole number of whole numbers, found by calling it."""

import itertools
import math
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

SIZES = (2, 3, 5, 7)  # small, since a function may go through all of them in loops
HIGHEST = 2  # power of one argument
MOST_POWERS = 4  # of all arguments in a term, counted together
MOST_TERMS = 4  # that are worth telling
MOST_SECONDS = 0.5  # that all calls together may take


def formula(call: Callable[..., Any], names: Sequence[str]) -> tuple[str, Callable[..., int]] | None:
    """('2 * d_k + d_v', that function), for a function of two or three whole numbers that gives sums of products of
    them for all sizes that are tried; None for any other. `call(2, 3)` gives what the function gives."""
    if not 2 <= len(names) <= 3:
        return None
    powers = [p for p in itertools.product(range(HIGHEST + 1), repeat=len(names)) if sum(p) <= MOST_POWERS]
    points = list(itertools.product(SIZES, repeat=len(names)))
    came, begin = [], time.perf_counter()
    for point in points:
        number = call(*point)
        if not is_whole(number) or time.perf_counter() - begin > MOST_SECONDS:
            return None
        came.append(int(number))
    products = np.array([[_product(point, p) for p in powers] for point in points], dtype=float)
    factors = np.linalg.lstsq(products, np.array(came, dtype=float), rcond=None)[0].round()
    terms = [(int(factor), p) for factor, p in zip(factors, powers, strict=True) if factor]
    terms.sort(key=lambda term: (-sum(term[1]), [-k for k in term[1]]))
    made = lambda *point: sum(factor * _product(point, p) for factor, p in terms)  # noqa: E731
    if not 0 < len(terms) <= MOST_TERMS or any(made(*point) != n for point, n in zip(points, came, strict=True)):
        return None
    return " + ".join(_term(factor, p, names) for factor, p in terms).replace("+ -", "- "), made


def is_whole(number: object) -> bool:
    """True for a whole number; True and False are none."""
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool)


def _product(point, powers):
    return math.prod(n**p for n, p in zip(point, powers, strict=True))


def _term(factor, powers, names):
    parts = [name if p == 1 else f"{name}**{p}" for name, p in zip(names, powers, strict=True) if p]
    if factor == -1 and parts:
        return f"-{' * '.join(parts)}"
    return " * ".join([str(factor)] * (factor != 1 or not parts) + parts)
