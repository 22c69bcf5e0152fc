"""Comparing a student's result with the right one, and recognising a result by its fingerprint."""

import hashlib
import numbers
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from attention_course.checks.arrays import NUMBER_KINDS, as_plain_array
from attention_course.checks.messages import catalogue, sentence

Axes = Mapping[str, Sequence[str]]  # of each part of a result ("": the whole one) the names of its last axes


def short(value: object) -> str:
    """`repr(value)`, where it is long only its beginning."""
    try:
        text = repr(value)
    except ValueError:  # a whole number of more digits than Python writes
        return sentence("thousands_of_digits")
    return text if len(text) <= 120 else text[:117] + "..."


def describe(value: object) -> str:
    """A short description of what came: 'an array of shape (2, 3)', 'None', 'a tuple of 2'."""
    if value is None:
        return "None"
    if isinstance(value, (bool, str, numbers.Number)):
        return short(value)
    array = as_plain_array(value)
    if array is not None:
        return sentence("an_array", shape=array.shape) if array.ndim else short(array.item())
    if isinstance(value, (tuple, list, dict, set, frozenset)):
        if not value:
            return sentence("an_empty_container", kind=type(value).__name__)
        return sentence("a_container", kind=type(value).__name__, length=len(value))
    return sentence("an_object", kind=repr(type(value).__name__))


def axes_of(part: str, axes: Axes | None) -> tuple[str, ...]:
    """The names of the last axes of a part of a result, such as ("query", "key"); `part` is "" for a whole result."""
    part = part.split(",")[0]
    return tuple((axes or {}).get(part, catalogue()["axes"].get(part, ())))


def place(index: Sequence[int], names: Sequence[str] = ()) -> str:
    """' at [1, 2] (query 1, key 2)', where `names` are those of the last axes; '' for no index."""
    if not index:
        return ""
    named = [f"{name} {i}" for name, i in zip(names[::-1], index[::-1], strict=False)][::-1]
    return sentence("at", index=", ".join(map(str, index))) + (f" ({', '.join(named)})" if named else "")


def _array_difference(came, expected, rtol, atol, axes=()):
    array = as_plain_array(came)
    if array is None:
        return sentence("gives", came=describe(came), expected=describe(expected))
    turned = array.ndim == 2 and close(array.T, expected, rtol, atol)
    if array.shape != expected.shape:
        named = f" ({', '.join(axes)})" if len(axes) == expected.ndim else ""
        text = sentence("shape", came=array.shape, expected=f"{expected.shape}{named}")
        return f"{text} {sentence('transposed')}" if turned else text
    if not _same_kind(array, expected):
        return _kind_difference(array, expected, rtol, atol)
    if close(array, expected, rtol, atol):
        return None
    if expected.dtype.kind in NUMBER_KINDS:
        bad = ~np.isfinite(array) & np.isfinite(expected)
        if bad.any():
            several = bad.sum() > 1
            return sentence("entries_not_finite" if several else "entry_not_finite", n=bad.sum(), size=array.size)
    if array.dtype == np.float16:
        return sentence("half_precision", expected=expected.dtype)
    where = _worst(array, expected, rtol, atol)
    for digits in (6, 10, 17):  # as many as it takes to see a difference
        entry, right = _entry(array, where, digits), _entry(expected, where, digits)
        if entry != right:
            break
    text = sentence("entry", came=entry, place=place(where, axes), expected=right)
    return f"{text} {sentence('transposed')}" if turned else text


def _entry(array, where, digits):
    value = array[where].item()
    return f"{value:.{digits}g}" if isinstance(value, float) else short(value)


def _worst(array, expected, rtol, atol):
    """The place of the number that is farthest off, of those that are not near enough."""
    if expected.dtype.kind in NUMBER_KINDS:
        with np.errstate(invalid="ignore"):
            gap = np.nan_to_num(np.abs(array - expected), nan=np.inf)
            gap = np.where(np.isclose(array, expected, rtol, atol, equal_nan=True), -1, gap)
    else:
        gap = array != expected
    return tuple(int(i) for i in np.unravel_index(np.argmax(gap), expected.shape))


def _same_kind(array, expected):
    groups = {"f": "f", "c": "c", "i": "i", "u": "i", "b": "b", "U": "U", "S": "U"}
    # A single number may be an int where a float is expected: 2 is a right answer where 2.0 is.
    if expected.ndim == 0 and expected.dtype.kind in "f" and array.dtype.kind in "iu":
        return True
    return groups[array.dtype.kind] == groups[expected.dtype.kind]


def _kind_difference(array, expected, rtol, atol):
    same = array.dtype.kind in NUMBER_KINDS + "b" and close(array, expected, rtol, atol)
    kind = {"f": "float", "b": "boolean", "i": "integer"}.get(expected.dtype.kind)
    wanted = sentence(f"{kind}_array") if kind else sentence("dtype", dtype=expected.dtype)
    if same and not expected.ndim:
        wanted = sentence(f"{kind}_number") if kind else wanted
        return sentence("type_alone", came=short(array.item()), expected=wanted)
    return sentence("dtype_alone" if same else "wrong_dtype", came=array.dtype, expected=wanted)


def close(array: np.ndarray, expected: np.ndarray, rtol: float = 1e-6, atol: float = 1e-9) -> bool:
    """True where two arrays are of one shape and equal, up to rounding."""
    if array.shape != expected.shape:
        return False
    if expected.dtype.kind in NUMBER_KINDS and array.dtype.kind in NUMBER_KINDS + "b":
        if array.dtype == np.float32:
            # A right answer in single precision is a right answer. Half precision would forgive 5 per cent.
            rtol = max(rtol, 50 * np.finfo(array.dtype).eps)
            atol = max(atol, 10 * np.finfo(array.dtype).eps)
        expected = expected.astype(float) if expected.dtype.kind in "iu" else expected
        with np.errstate(all="ignore"):
            if np.isfinite(expected).all():  # as np.allclose finds out, without its detours: there are thousands
                return bool((np.abs(array - expected) <= atol + rtol * np.abs(expected)).all())
            return bool(np.allclose(array, expected, rtol=rtol, atol=atol, equal_nan=True))
    return bool(np.array_equal(array, expected))


def difference(
    came: Any,
    expected: Any,
    parts: Sequence[str] = (),
    rtol: float = 1e-6,
    atol: float = 1e-9,
    axes: Axes | None = None,
) -> str | None:
    """None where `came` is a right answer, else a sentence that says how it differs.

    Arrays must agree in shape, in kind (float, integer, boolean) and in value; float32 is compared as
    precisely as it can be. `parts` names the members of a tuple, such as ("O", "A"); `axes` names the last axes of a
    part, such as {"A": ("query", "key")}, or under "" those of a result that is not a tuple.
    """
    if isinstance(expected, tuple):
        if not isinstance(came, (tuple, list)) or len(came) != len(expected):
            return sentence("gives", came=describe(came), expected=a_tuple(len(expected), parts))
        for k in part_order(parts, len(expected)):
            name = parts[k] if k < len(parts) else sentence("member", number=k + 1)
            text = difference(came[k], expected[k], (), rtol, atol, {"": axes_of(name, axes)})
            if text:
                return sentence("in_part", part=name, difference=text)
        return None
    if isinstance(expected, np.ndarray):
        return _array_difference(came, expected, rtol, atol, axes_of("", axes))
    if isinstance(expected, np.bool_):
        expected = bool(expected)
    if isinstance(expected, bool) or not isinstance(expected, numbers.Number):
        return _plain_difference(came, expected, rtol, atol, axes_of("", axes))
    array = as_plain_array(came)
    if array is None or array.ndim or array.dtype.kind not in NUMBER_KINDS:
        return sentence("gives", came=describe(came), expected=sentence("one_number"))
    return _array_difference(array, np.asarray(expected), rtol, atol)


def a_tuple(length: int, parts: Sequence[str] = ()) -> str:
    """'a tuple of 2 (O, A)'."""
    text = sentence("a_container", kind="tuple", length=length)
    return f"{text} ({', '.join(parts)})" if parts else text


def a_kind(kind: type | str) -> str:
    """'a dict', of a type or its name."""
    name = kind if isinstance(kind, str) else kind.__name__
    return sentence(f"a_{name}") if name in ("str", "bool") else sentence("a", kind=name)


def part_order(parts: Sequence[str], n: int) -> list[int]:
    """In which order the parts of a tuple are looked at: weights first, since an output is made from them."""
    return sorted(range(n), key=lambda k: k >= len(parts) or parts[k].split(",")[0] != "A")


def _plain_difference(came: Any, expected: Any, rtol: float, atol: float, axes: Sequence[str] = ()) -> str | None:
    kind: Any = type(expected)
    accepted = {list: (list, tuple), set: (set, frozenset), bool: (bool, np.bool_)}.get(kind, kind)
    if not isinstance(came, accepted):
        return sentence("gives", came=describe(came), expected=a_kind(kind))
    if isinstance(expected, dict):
        return _dict_difference(came, expected, rtol, atol)
    if isinstance(expected, list):
        if len(came) != len(expected):
            return sentence("length", came=len(came), expected=len(expected))
        for k, (a, b) in enumerate(zip(came, expected, strict=True)):
            if difference(a, b, (), rtol, atol):
                number = f"{k} ({axes[0]} {k})" if axes else k
                return sentence("item", number=number, came=short(a), expected=short(b))
        return None
    return None if came == expected else sentence("gives", came=short(came), expected=short(expected))


def _dict_difference(came, expected, rtol, atol):
    for key in expected:
        if key not in came:
            return sentence("key_missing", key=short(key))
    for key in came:
        if key not in expected:
            return sentence("key_unexpected", key=short(key))
    for key, value in expected.items():
        if difference(came[key], value, (), rtol, atol):
            return sentence("at_key", key=short(key), came=short(came[key]), expected=short(value))
    return None


def same(came: object, expected: object, rtol: float = 1e-6, atol: float = 1e-9) -> bool:
    """True where `difference` finds none; arrays, of which many are compared, are not described."""
    if isinstance(expected, tuple):
        if not isinstance(came, (tuple, list)) or len(came) != len(expected):
            return False
        return all(same(one, other, rtol, atol) for one, other in zip(came, expected, strict=True))
    if isinstance(expected, np.ndarray):
        array = as_plain_array(came)
        if array is None or array.shape != expected.shape or not _same_kind(array, expected):
            return False
        return close(array, expected, rtol, atol)
    return difference(came, expected, (), rtol, atol) is None


# ---------------------------------------------------------------------------------- fingerprints


def fingerprint(value: object) -> Any:
    """A value reduced to what recognises it but does not give it away, as JSON data.

    Of an array its shape, one inner product with a fixed vector, and a digest of where it is not finite; of anything
    else a digest.
    """
    if isinstance(value, (tuple, list)) and any(isinstance(v, np.ndarray) for v in value):
        return [fingerprint(v) for v in value]
    array = as_plain_array(value)
    if array is not None and array.dtype.kind in NUMBER_KINDS + "b":
        values = np.asarray(array, dtype=complex).ravel()
        finite = np.isfinite(values)
        if not finite.all():
            values = np.where(finite, values, 0.0)
        product = np.dot(values, np.cos(np.arange(1, values.size + 1)))
        scale = float(np.abs(values).max(initial=0.0)) * max(values.size, 1)
        return {
            "shape": list(array.shape),
            "holes": 0 if finite.all() else hashlib.sha256(np.packbits(finite).tobytes()).hexdigest()[:16],
            "product": [float(product.real), float(product.imag)],
            "scale": scale,
        } | ({"booleans": True} if array.dtype.kind == "b" else {})
    return {"digest": hashlib.sha256(canonical(value).encode()).hexdigest()[:24]}


def kind_mark(value: object) -> dict[str, Any]:
    """The kind of a value, and the fingerprints of its members where it is a tuple."""
    members = list(map(fingerprint, value)) if isinstance(value, tuple) else []
    return {"kind": type(value).__name__, "members": members}


def member_marks(members: Iterable[object]) -> list[str]:
    """The fingerprints of the members of a set, as texts."""
    return [fingerprint(member).get("digest", "") for member in members]


def same_fingerprint(one: Any, other: Any) -> bool:
    """True where two fingerprints are of one value, up to rounding."""
    if isinstance(one, list) or isinstance(other, list):
        return (
            isinstance(one, list)
            and isinstance(other, list)
            and len(one) == len(other)
            and all(map(same_fingerprint, one, other))
        )
    if "digest" in one or "digest" in other:
        return one == other
    if one["shape"] != other["shape"] or one["holes"] != other["holes"]:
        return False
    return bool(
        np.allclose(one["product"], other["product"], rtol=0, atol=1e-7 * max(one["scale"], other["scale"]) + 1e-12)
    )


def canonical(value: object) -> str:
    """A text that is the same for equal values, whatever their float noise in the tenth digit."""
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{canonical(k)}:{canonical(v)}" for k, v in value.items())) + "}"
    if isinstance(value, (set, frozenset)):
        return "{" + ",".join(sorted(map(canonical, value))) + "}"
    if isinstance(value, (list, tuple)):
        return "(" + ",".join(map(canonical, value)) + ")"
    array = as_plain_array(value)
    if array is not None:
        if array.dtype.kind == "f":
            entries = [f"{x + 0.0:.8e}" for x in array.ravel().tolist()]
        else:
            entries = [repr(x) for x in array.ravel().tolist()]
        return f"{array.shape}{array.dtype.kind}[{','.join(entries)}]"
    return format(value, "x") if isinstance(value, int) else repr(value)  # whole numbers of any length
