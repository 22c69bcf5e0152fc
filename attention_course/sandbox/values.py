"""Python values as JSON data, for the pipe between the test process and the student process.

What arrives may have been written by hostile code, so decoding builds plain data only: numbers, strings,
containers, arrays of numbers, random generators. Everything else becomes an `Opaque`, which equals nothing.
"""

import base64
import functools
import itertools
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.ma
import numpy.random  # both now: loaded lazily, they would go through whatever a student has broken

from attention_course.sandbox.messages import sentence

MAX_DEPTH = 40
MAX_ITEMS = 2_000_000  # values in one message
MAX_KEYS = 20_000  # in sets and dicts of one message: keys can be chosen so that each is compared with all others
MAX_BYTES = 128 * 2**20  # of array data in one message
DTYPE = re.compile(r"[<>|=]?(b1|[iu][1248]|f(2|4|8|16)|c(8|16|32)|[US]\d{1,6})")
CONTAINERS = {"tuple": tuple, "set": set, "frozenset": frozenset}
GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


class Malformed(Exception):
    """Data that an honest sender would not write."""


class TooLarge(Malformed):
    """A value with more data than one message may hold."""


class Opaque:
    """A value of a type that is not sent as data, such as a generator. It equals nothing and has no truth value."""

    __slots__ = ("kind", "text")
    __hash__ = object.__hash__

    def __init__(self, kind: str, text: str):
        self.kind, self.text = kind, text

    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __bool__(self):
        raise TypeError(sentence("unexpected_value", kind=self.kind))

    def __repr__(self):
        key = "a_value_shown" if self.text else "a_value"
        return sentence(key, kind=self.kind, text=self.text)


@functools.lru_cache(maxsize=64)
def _opaque_class(kind):
    """The Opaque of a kind, with the name that Python's own errors shall tell: 'generator' has no len()."""
    return type(kind if kind.isidentifier() else "object", (Opaque,), {"__slots__": ()})


def encode(value: Any, function: Callable[[Any], dict[str, Any]] | None = None) -> Any:
    """`value` as JSON data. `function(f)` returns the data that represents a callable; without it they are opaque."""
    return _Encoder(function).encode(value, 0)


def decode(data: Any, function: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    """The value that `encode` wrote. `function(data)` returns the object that represents a callable.

    Raises Malformed for anything that `encode` would not have written.
    """
    try:
        return _Decoder(function).decode(data, 0)
    except Malformed:
        raise
    except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
        raise Malformed(f"{type(error).__name__}: {error}"[:200]) from None


class _Encoder:
    def __init__(self, function):
        self.function, self.items, self.bytes = function, itertools.count(), 0

    def encode(self, value, depth):
        if next(self.items) > MAX_ITEMS:
            raise TooLarge(sentence("too_many_values", most=MAX_ITEMS))
        if value is None or value is True or value is False or type(value) in (str, float):
            return value
        if isinstance(value, int):
            value = int(value)
            return value if -(2**63) <= value < 2**63 else {"t": "int", "hex": format(value, "x")}
        if isinstance(value, float) and not isinstance(value, np.generic):
            return float(value)
        if isinstance(value, str) and not isinstance(value, np.generic):
            return str.__str__(value)
        if depth < MAX_DEPTH:
            kinds = (self._numpy,) if type(value) is np.ndarray else (self._container, self._numpy)
            for encoder in kinds:
                data = encoder(value, depth)
                if data is not None:
                    return data
        if self.function is not None and callable(value):
            return {"t": "function", **self.function(value)}
        return {"t": "opaque", "kind": _kind(value), "text": _short_repr(value)}

    def _count(self, size):
        self.bytes += size
        if self.bytes > MAX_BYTES:
            raise TooLarge(_too_many_megabytes(self.bytes))

    def _base64(self, raw):
        self._count(len(raw))
        return _base64(raw)

    def _container(self, value, depth):
        if isinstance(value, complex) and not isinstance(value, np.generic):
            return {"t": "complex", "real": value.real, "imag": value.imag}
        if isinstance(value, list):
            return [self.encode(v, depth + 1) for v in list(value)]
        for kind, name in ((tuple, "tuple"), (frozenset, "frozenset"), (set, "set")):
            if isinstance(value, kind):
                return {"t": name, "items": [self.encode(v, depth + 1) for v in list(value)]}
        if isinstance(value, dict):
            return {
                "t": "dict",
                "items": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in list(value.items())],
            }
        if isinstance(value, (bytes, bytearray)) and not isinstance(value, np.generic):
            return {"t": "bytes", "data": self._base64(bytes(value))}
        if isinstance(value, range):
            return {"t": "range", "items": [self.encode(v, depth + 1) for v in (value.start, value.stop, value.step)]}
        return None

    def _numpy(self, value, depth):
        if isinstance(value, (np.ndarray, np.generic)) and _is_sent(value.dtype):
            kind = "scalar" if isinstance(value, np.generic) else "array"
            kind = "matrix" if isinstance(value, np.matrix) else kind
            self._count(value.nbytes)  # before a broadcast view becomes real
            array = np.asarray(value)  # the data of a masked array: masked entries would equal anything
            return {
                "t": kind,
                "dtype": array.dtype.str,
                "shape": list(array.shape),
                "readonly": not array.flags.writeable,
                "data": _base64(array.tobytes()),
            }
        if isinstance(value, np.dtype) and _is_sent(value):
            return {"t": "dtype", "dtype": value.str}
        if isinstance(value, np.random.RandomState):
            value, kind = value, "RandomState"
            state = value.get_state(legacy=False)
        elif isinstance(value, np.random.Generator):
            kind, state = "Generator", value.bit_generator.state
        else:
            return None
        return {"t": "random", "kind": kind, "state": self.encode(state, depth + 1)}


class _Decoder:
    def __init__(self, function):
        self.function, self.items, self.bytes, self.keys = function, itertools.count(), 0, 0

    def decode(self, data, depth):
        if next(self.items) > MAX_ITEMS:
            raise TooLarge(sentence("too_many_values", most=MAX_ITEMS))
        if data is None or isinstance(data, (bool, int, float, str)):
            return data
        if depth > MAX_DEPTH + 2:
            raise Malformed("data nested too deeply")
        if isinstance(data, list):
            return [self.decode(v, depth + 1) for v in data]
        if not isinstance(data, dict):
            raise Malformed("not JSON data")
        kind = data.get("t")
        if kind in ("tuple", "set", "frozenset", "range"):
            items = [self.decode(v, depth + 1) for v in _list(data["items"])]
            if kind == "range":
                return _range(*items)
            self._count_keys(items if kind != "tuple" else [])
            return CONTAINERS[kind](items)
        if kind == "dict":
            pairs = [_list(pair) for pair in _list(data["items"])]
            self._count_keys(pairs)
            return {self.decode(k, depth + 1): self.decode(v, depth + 1) for k, v in pairs}
        if kind == "int":
            return int(_text(data["hex"], 1_000_000), 16)
        if kind == "complex":
            return complex(float(data["real"]), float(data["imag"]))
        if kind == "bytes":
            return self._bytes(data)
        if kind in ("array", "scalar", "matrix"):
            return self._array(kind, data)
        if kind == "dtype":
            return self._dtype(data)
        if kind == "random":
            return _generator(data["kind"], self.decode(data["state"], depth + 1))
        if kind == "function" and self.function is not None:
            return self.function(data)
        if kind in ("opaque", "function"):
            kind, text = _text(data.get("kind", "function"), 200)[:80], _text(data.get("text", ""), 2000)[:200]
            return _opaque_class(kind)(kind, text)
        raise Malformed("unknown kind of data")

    def _count_keys(self, keys):
        self.keys += len(keys)
        if self.keys > MAX_KEYS:
            raise TooLarge(sentence("too_many_keys", most=MAX_KEYS))

    def _bytes(self, data):
        raw = base64.b64decode(_text(data["data"], 2 * MAX_BYTES), validate=True)
        self.bytes += len(raw)
        if self.bytes > MAX_BYTES:
            raise TooLarge(_too_many_megabytes(self.bytes))
        return raw

    @staticmethod
    def _dtype(data):
        name = _text(data["dtype"], 20)
        if not DTYPE.fullmatch(name):
            raise Malformed("unknown kind of array")
        return np.dtype(name)

    def _array(self, kind, data):
        dtype, shape, raw = self._dtype(data), tuple(_list(data["shape"])), self._bytes(data)
        if len(shape) > 32 or not all(type(n) is int and n >= 0 for n in shape):
            raise Malformed("not the shape of an array")
        if math.prod(shape) * dtype.itemsize != len(raw):
            raise Malformed("shape and data of an array do not agree")
        if dtype.kind == "b":  # any byte but 0 and 1 would be a truth value unlike both
            raw = bytes(map(bool, raw))
        if dtype.kind == "U":
            _check_characters(raw, dtype)
        array = np.frombuffer(bytearray(raw), dtype=dtype).reshape(shape) if raw else np.zeros(shape, dtype)
        if kind == "scalar":
            return array[()]
        array.flags.writeable = not data.get("readonly")
        return array.view(np.matrix) if kind == "matrix" else array


@functools.lru_cache
def _is_sent(dtype):
    """Whether arrays of this kind are sent as data."""
    return bool(DTYPE.fullmatch(dtype.str))


def _too_many_megabytes(size):
    return sentence("too_many_megabytes", size=f"{size / 2**20:.0f}", most=MAX_BYTES // 2**20)


def _range(*limits):
    made = range(*limits)
    if len(made) > MAX_ITEMS:  # some built-in functions would iterate over it for ever, deaf to signals
        raise Malformed(f"a range of more than {MAX_ITEMS} numbers")
    return made


def _check_characters(raw, dtype):
    codes = np.frombuffer(raw, dtype=np.dtype("u4").newbyteorder(dtype.byteorder))
    if codes.size and codes.max() > 0x10FFFF:
        raise Malformed("not characters")


def _generator(kind, state):
    name = state["bit_generator"]
    if kind not in ("RandomState", "Generator") or name not in GENERATORS:
        raise Malformed("unknown random generator")
    if kind == "RandomState":
        generator = np.random.RandomState(0)
        generator.set_state(state)
        return generator
    bits = getattr(np.random, name)(0)
    bits.state = state
    return np.random.Generator(bits)


def _base64(raw):
    return base64.b64encode(raw).decode("ascii")


def _list(data):
    if not isinstance(data, list):
        raise Malformed("not a list")
    return data


def _text(data, limit):
    if not isinstance(data, str) or len(data) > limit:
        raise Malformed("not text, or too long")
    return data


def _kind(value):
    try:
        return str(type(value).__name__)[:80]
    except Exception:  # a metaclass may refuse
        return "unknown"


def _short_repr(value):
    try:
        return repr(value)[:200]
    except Exception:  # repr of a student's class may raise
        return ""
