"""What an error of Python or NumPy means, and what the sizes in it tell."""

import math
import re

from attention_course.checks.messages import error_explained, related

BROADCAST = r"^operands.*?broadcast\stogether\D*?\(([\d,]*)\)\s\(([\d,]*)\)"
RESHAPE = r"cannot\sreshape\D*?(\d+)\D*?\((.*?)\)"


def explained(text: str) -> str:
    """What an error means, by its own text, as sentences; '' where nothing is known of it."""
    return " ".join(filter(None, [error_explained(text), _of_a_broadcast(text), _of_a_reshape(text)]))


def _numbers(text):
    return tuple(map(int, re.findall(r"\d+", text)))


def _of_a_broadcast(text):
    """What would make two shapes fit each other, of that alone which can; or ''."""
    found = re.search(BROADCAST, text)
    if not found:
        return ""
    one, other = map(_numbers, found.groups())
    shapes = dict(zip(("one", "other"), found.groups(), strict=True))
    short, long = sorted((one, other), key=len)
    axes = [k for k in range(len(long)) if long[:k] + long[k + 1 :] == short]
    if axes and len(long) > 1:
        return related("an_axis_lost", short=_told(short), long=_told(long), axis=axes[-1])
    if min(len(one), len(other)) == 1:
        return related("unequal_rows") if len(one) == len(other) else ""
    if one == other[::-1]:
        return related("one_is_the_other_transposed")
    if one[-1] == other[-2]:
        return related("a_product_would_fit", **shapes)
    return related("a_product_of_rows_would_fit", **shapes) if one[-1] == other[-1] else ""


def _of_a_reshape(text):
    """How many numbers a shape has room for, or what is left over where -1 stands for one of its lengths; or ''."""
    found = re.search(RESHAPE, text)
    if not found or found.group(1) == "0":
        return ""
    size, room = int(found.group(1)), math.prod(_numbers(found.group(2)))
    if "newaxis" not in found.group(2) and "," in found.group(2):
        return related("room_of_a_shape", room=room)
    return related("no_multiple", size=size, part=room, left=size % room) if room and size % room else ""


def _told(shape):
    return ",".join(map(str, shape)) + ("," if len(shape) == 1 else "")
