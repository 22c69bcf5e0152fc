"""Comparing a student's result with the right one, and recognising a result by its fingerprint."""

import hashlib
import numbers

import numpy as np

NUMBER_KINDS = "fiuc"


def as_plain_array(value):
    """`value` as a base-class ndarray where it is a number or an array of numbers, booleans or strings;
    None for anything else (lists included: a list is not an array)."""
    if isinstance(value, (np.ndarray, np.generic, bool, numbers.Number)):
        array = np.array(value, subok=False)
        return array if array.dtype.kind in NUMBER_KINDS + "bUS" else None
    return None


def short(value):
    """`repr(value)`, where it is long only its beginning."""
    try:
        text = repr(value)
    except ValueError:  # a whole number of more digits than Python writes
        return "a number of thousands of digits"
    return text if len(text) <= 120 else text[:117] + "..."


def describe(value):
    """A short description of what came: 'an array of shape (2, 3)', 'None', 'a tuple of 2'."""
    if value is None:
        return "None"
    if isinstance(value, (bool, str, numbers.Number)):
        return short(value)
    array = as_plain_array(value)
    if array is not None:
        return f"an array of shape {array.shape}" if array.ndim else short(array.item())
    if isinstance(value, (tuple, list, dict, set, frozenset)):
        return f"a {type(value).__name__} of {len(value)}"
    name = getattr(value, "type_name", None)
    name = name if isinstance(name, str) else type(value).__name__
    return f"an object of type {name!r}"


def _array_difference(came, expected, rtol, atol):
    array = as_plain_array(came)
    if array is None:
        return f"it gives {describe(came)}; expected is {describe(expected)}."
    if array.shape != expected.shape:
        if array.shape == expected.shape[::-1] and array.ndim == 2 and _close(array.T, expected, rtol, atol):
            return (
                f"the result has shape {array.shape}; expected is {expected.shape}. "
                "It is the transpose of the right one."
            )
        return f"the result has shape {array.shape}; expected is {expected.shape}."
    if not _same_kind(array, expected):
        return _kind_difference(array, expected, rtol, atol)
    if _close(array, expected, rtol, atol):
        return None
    if expected.dtype.kind in NUMBER_KINDS:
        bad = ~np.isfinite(array) & np.isfinite(expected)
        if bad.any():
            return f"{_count(bad.sum(), 'entry')} of {array.size} {_verb(bad.sum())} nan or infinite."
    if array.dtype == np.float16:
        return f"the result has dtype float16, of three digits; expected is {expected.dtype}, or float32."
    where = _worst(array, expected)
    place = f" at [{', '.join(map(str, where))}]" if where else ""
    for digits in (6, 10, 17):  # as many as it takes to see a difference
        entry, right = _entry(array, where, digits), _entry(expected, where, digits)
        if entry != right:
            break
    sentence = f"{entry}{place} came where {right} is expected."
    turned = array.ndim == 2 and _close(array.T, expected, rtol, atol)
    return f"{sentence} Your result is the transpose of the right one." if turned else sentence


def _entry(array, where, digits):
    value = array[where].item()
    return f"{value:.{digits}g}" if isinstance(value, float) else short(value)


def _count(n, noun):
    return f"{n} {noun if n == 1 else noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def _verb(n):
    return "is" if n == 1 else "are"


def _worst(array, expected):
    if expected.dtype.kind in NUMBER_KINDS:
        with np.errstate(invalid="ignore"):
            gap = np.nan_to_num(np.abs(array - expected), nan=np.inf)
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
    same = array.dtype.kind in NUMBER_KINDS + "b" and _close(array, expected, rtol, atol)
    wanted = {"f": "a float array", "b": "a boolean array", "i": "an integer array"}.get(
        expected.dtype.kind, f"dtype {expected.dtype}"
    )
    if same and not expected.ndim:
        wanted = wanted.removesuffix(" array")
        return f"{short(array.item())} has the right value, but the wrong type; expected is {wanted}."
    begin = "the values are right, but " if same else ""
    return f"{begin}the result has dtype {array.dtype}; expected is {wanted}."


def _close(array, expected, rtol, atol):
    if array.shape != expected.shape:
        return False
    if expected.dtype.kind in NUMBER_KINDS and array.dtype.kind in NUMBER_KINDS + "b":
        if array.dtype == np.float32:
            # A right answer in single precision is a right answer. Half precision would forgive 5 per cent.
            rtol = max(rtol, 50 * np.finfo(array.dtype).eps)
            atol = max(atol, 10 * np.finfo(array.dtype).eps)
        with np.errstate(all="ignore"):
            return bool(np.allclose(array, expected, rtol=rtol, atol=atol, equal_nan=True))
    return bool(np.array_equal(array, expected))


def difference(came, expected, parts=(), rtol=1e-6, atol=1e-9):
    """None where `came` is a right answer, else a sentence that says how it differs.

    Arrays must agree in shape, in kind (float, integer, boolean) and in value; float32 is compared as
    precisely as it can be. `parts` names the members of a tuple, such as ("O", "A").
    """
    if isinstance(expected, tuple):
        if not isinstance(came, (tuple, list)) or len(came) != len(expected):
            names = f" ({', '.join(parts)})" if parts else ""
            return f"it gives {describe(came)}; expected is a tuple of {len(expected)}{names}."
        for k, (a, b) in enumerate(zip(came, expected, strict=True)):
            sentence = difference(a, b, (), rtol, atol)
            if sentence:
                name = parts[k] if k < len(parts) else f"number {k + 1} of the tuple"
                return f"in {name}, {sentence}"
        return None
    if isinstance(expected, np.ndarray):
        return _array_difference(came, expected, rtol, atol)
    if isinstance(expected, np.bool_):
        expected = bool(expected)
    if isinstance(expected, bool) or not isinstance(expected, numbers.Number):
        return _plain_difference(came, expected, rtol, atol)
    array = as_plain_array(came)
    if array is None or array.ndim or array.dtype.kind not in NUMBER_KINDS:
        return f"it gives {describe(came)}; expected is one number."
    return _array_difference(array, np.asarray(expected), rtol, atol)


def _plain_difference(came, expected, rtol, atol):
    kind = {str: "a string", list: "a list", dict: "a dict", set: "a set", bool: "True or False"}.get(
        type(expected), type(expected).__name__
    )
    accepted = {list: (list, tuple), set: (set, frozenset), bool: (bool, np.bool_)}.get(type(expected), type(expected))
    if not isinstance(came, accepted):
        return f"it gives {describe(came)}; expected is {kind}."
    if isinstance(expected, dict):
        return _dict_difference(came, expected, rtol, atol)
    if isinstance(expected, list):
        if len(came) != len(expected):
            return f"it gives {len(came)} items; expected are {len(expected)}."
        for k, (a, b) in enumerate(zip(came, expected, strict=True)):
            if difference(a, b, (), rtol, atol):
                return f"item {k} is {short(a)} where {short(b)} is expected."
        return None
    return None if came == expected else f"it gives {short(came)}; expected is {short(expected)}."


def _dict_difference(came, expected, rtol, atol):
    for key in expected:
        if key not in came:
            return f"the key {key!r} is missing."
    for key in came:
        if key not in expected:
            return f"the key {short(key)} is not expected."
    for key, value in expected.items():
        if difference(came[key], value, (), rtol, atol):
            return f"at key {key!r}, {short(came[key])} came where {short(value)} is expected."
    return None


def same(came, expected, rtol=1e-6, atol=1e-9):
    """True where `difference` finds none."""
    return difference(came, expected, (), rtol, atol) is None


# ---------------------------------------------------------------------------------- fingerprints


def fingerprint(value):
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
        }
    return {"digest": hashlib.sha256(canonical(value).encode()).hexdigest()[:24]}


def same_fingerprint(one, other):
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


def canonical(value):
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
