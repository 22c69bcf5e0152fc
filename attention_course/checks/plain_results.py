"""What can be said of a wrong result that is no array, a whole number or words, from the arguments; relations.py calls
it."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.messages import related


def whole_numbers_apart(came: Any, right: Any, arguments: Mapping[str, Any]) -> str:
    """The sentence for a whole number that differs from the right one by the product of two or three arguments, in
    one way; or ''."""
    if any(isinstance(n, bool) or not isinstance(n, (int, np.integer)) for n in (came, right)):
        return ""
    sizes = {name: n for name, n in arguments.items() if isinstance(n, int) and not isinstance(n, bool)}
    gap = int(came) - int(right)
    found = [
        names
        for count in (2, 3)
        for names in itertools.combinations(sizes, count)
        if math.prod(sizes[name] for name in names) == abs(gap)
    ]
    if found_whole := _made_of(int(came), sizes):
        return related("whole_number_is", terms=found_whole)
    if len(found) != 1 or abs(gap) < 10 or min(sizes[name] for name in found[0]) < 2:
        return ""
    sign = "plus" if gap > 0 else "minus"
    return related("whole_numbers_apart", sign=sign, gap=abs(gap), product=" * ".join(found[0]))


def _made_of(number, sizes):
    """'d_model + d_k', or 'd_model * d_k', for the one sum of all arguments, or product of some, that it is; or ''."""
    if number < 10 or len(sizes) < 2 or min(sizes.values()) < 2:
        return ""
    found = [" + ".join(sizes)] if sum(sizes.values()) == number else []
    for count in range(2, len(sizes) + 1):
        for names in itertools.combinations(sizes, count):
            if math.prod(sizes[name] for name in names) == number:
                found.append(" * ".join(names))
    return found[0] if len(found) == 1 else ""


def entry_of_words(came: Sequence[object], expected: Sequence[object], arguments: Mapping[str, Any]) -> str:
    """The sentence for words of a list that stand for one entry of an argument, such as a pair for A[0, 2]; or ''."""
    if not all(isinstance(word, str) for word in (*came, *expected)):
        return ""
    for words in arguments.values():
        if not isinstance(words, list) or len({*map(str, words)}) != len(words):
            continue
        if not {*came, *expected} <= {*map(str, words)}:
            continue
        for name, argument in arguments.items():
            array = as_plain_array(argument)
            if array is None or array.dtype.kind not in "fiu" or array.shape != (len(words),) * len(expected):
                continue
            mine, right = (tuple(words.index(word) for word in pair) for pair in (came, expected))
            places = {"mine": ", ".join(map(str, mine)), "right": ", ".join(map(str, right))}
            values = {"came": f"{array[mine]:.4g}", "expected": f"{array[right]:.4g}"}
            return related("entry_of_words", name=name, **places, **values)
    return ""
