"""What can be said of a wrong list, dict or string from its relation to the right one; relations.py is for arrays."""

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import as_plain_array
from attention_course.checks.compare import same, short
from attention_course.checks.messages import related

MOST_LISTED = 4  # items that a sentence lists


def about_items(came: object, expected: object) -> str:
    """A sentence about what came where a list, a dict or a string is expected, or ''."""
    if isinstance(expected, list):
        return _about_list(came, expected)
    if isinstance(expected, dict):
        return _about_dict(came, expected)
    if _as_text(came, expected):
        return related("numbers_as_text")
    if isinstance(expected, str) and isinstance(came, str) and came.casefold() == expected.casefold():
        return related("letters_of_another_size")
    return ""


def _about_list(came, expected):
    array = as_plain_array(came)
    if array is not None and array.ndim == 1 and array.tolist() == expected:
        return related("right_items_in_an_array")
    if array is not None and array.ndim == 1 and array.dtype.kind in "US":
        return ""
    if expected and (isinstance(came, str) or array is not None) and same(came, expected[0]):
        return related("first_item_alone")
    if expected and (isinstance(came, str) or array is not None) and same(came, expected[-1]):
        return related("last_item_alone")
    if isinstance(came, str) and came.replace(",", " ").split() == expected:
        return related("items_in_one_string")
    if isinstance(came, dict) and list(came.values()) == expected:
        return related("items_in_a_dict")
    if not isinstance(came, (list, tuple)) or not came:
        return ""
    came = list(came)
    if any(isinstance(part, (list, tuple)) and same(part, expected) for part in came):
        return related("right_one_of_several")
    if len(came) == len(expected):
        return _about_equally_many(came, expected)
    if came == expected[: len(came)]:
        return related("items_missing", next=short(expected[len(came)]))
    if came == expected[-len(came) :]:
        return related("last_items_alone")
    if expected == came[: len(expected)]:
        return related("items_too_many")
    more = _more_than(came, expected)
    return related("items_between", more=_listed(more)) if more else ""


def _more_than(came, expected):
    """What is in `came` besides all of `expected`, in its order; [] where it is not so."""
    left, more = list(expected), []
    for item in came:
        if left and same(item, left[0]):
            left.pop(0)
        else:
            more.append(item)
    return [] if left else more


def _listed(items):
    return ", ".join(map(short, items[:MOST_LISTED])) + (", ..." if len(items) > MOST_LISTED else "")


def _is_float(item):
    return isinstance(item, (float, np.floating))


def _as_text(came, expected):
    """True for the string of a number."""
    number = isinstance(expected, numbers.Number) and not isinstance(expected, bool)
    return isinstance(came, str) and number and came == str(expected)


def _about_equally_many(came, expected):
    pairs = list(zip(came, expected, strict=True))
    if all(isinstance(b, int) and not isinstance(b, bool) for b in expected) and all(map(_is_float, came)):
        fraction = [a for a in came if not float(a).is_integer()]
        if fraction:
            return related("item_not_whole", item=short(fraction[0]))
        return related("items_are_floats") if came == expected else ""
    if all(isinstance(a, (tuple, list)) and any(same(part, b) for part in a) for a, b in pairs):
        return related("more_in_each_item")
    if came == expected[::-1]:
        return related("items_reversed")
    if all(map(_hashable, came)) and sorted(map(short, came)) == sorted(map(short, expected)):
        return related("items_in_another_order")
    if all(_as_text(a, b) for a, b in pairs):
        return related("numbers_as_text")
    strange, missing = ([a for a in one if a not in other] for one, other in ((came, expected), (expected, came)))
    if missing and 0 < len(strange) <= len(came) // 2:
        return related("items_exchanged", strange=_listed(strange), missing=_listed(missing))
    wrong = [k for k, (a, b) in enumerate(zip(came, expected, strict=True)) if not same(a, b)]
    return related("items_wrong", wrong=len(wrong), size=len(expected)) if len(wrong) < len(expected) else ""


def _about_dict(came, expected):
    if isinstance(came, (list, tuple)):
        if all(map(_hashable, came)) and list(came) == list(expected):
            return related("keys_without_values")
        if any(same(part, expected) for part in came):
            return related("right_one_of_several")
        pairs = all(isinstance(item, (tuple, list)) and len(item) == 2 and _hashable(item[0]) for item in came)
        return related("pairs_in_place_of_a_dict") if pairs and same(dict(came), expected) else ""
    if not isinstance(came, dict) or set(came) != set(expected):
        return ""
    if expected and all(_as_text(came[key], value) for key, value in expected.items()):
        return related("numbers_as_text")
    if sorted(map(short, came.values())) == sorted(map(short, expected.values())):
        return related("values_dealt_out_otherwise")
    return ""


def _hashable(value):
    try:
        hash(value)
    except TypeError:
        return False
    return True


def in_pairs(came: Any, expected: Sequence[Any], tolerance: tuple[float, float]) -> bool:
    """True for a list of tuples, each of which has one entry of every part of the right tuple."""
    if {len(part) if np.ndim(part) else 0 for part in expected} != {len(came)}:
        return False
    rows = list(zip(*expected, strict=True))
    return all(isinstance(row, (tuple, list)) for row in came) and all(
        len(row) == len(right) and all(map(lambda a, b: same(a, b, *tolerance), row, right))
        for row, right in zip(came, rows, strict=True)
    )
