"""Values survive the pipe; what no honest sender writes is refused."""

import collections
import fractions
import json
import random

import numpy as np
import pytest

from attention_course.sandbox.values import Malformed, Opaque, decode, encode


def across(value):
    return decode(json.loads(json.dumps(encode(value))))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -5,
        2**63,
        -(2**200),
        1.5,
        float("inf"),
        "text \U0001f600",
        "",
        b"\x00\xff",
        2 + 3j,
        range(3, 9, 2),
        [1, [2, "a"], []],
        (1, (2,), ()),
        {"a": 1, 2: (3,), None: [4]},
        {1, 2},
        frozenset({"a"}),
        "lone \ud800",
    ],
)
def test_plain_values_come_back_equal_and_of_their_type(value):
    came = across(value)
    assert came == value and type(came) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.array(3),
        np.zeros((0, 4)),
        np.array([True, False]),
        np.array(["a", "bcd"]),
        np.arange(4, dtype=">i2"),
        np.array([1 + 2j]),
        np.array([1e400], dtype=np.longdouble),
        np.array([np.nan, np.inf, -0.0]),
        np.arange(12).reshape(3, 4).T,
        np.arange(10)[::3],
        np.array([b"x", b"yz"]),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_arrays_come_back_with_values_type_and_shape(array):
    came = across(array)
    assert came.dtype == array.dtype and came.shape == array.shape and came.tobytes() == array.tobytes()
    assert type(across(array.ravel()[0])) is type(array.ravel()[0]) if array.size else True


def test_not_a_number_matrices_dtypes_and_read_only_arrays():
    assert np.isnan(across(float("nan")))
    assert type(across(np.ones((1, 2)).view(np.matrix))) is np.matrix
    assert across(np.dtype("float32")) == np.float32
    locked = np.ones(2)
    locked.flags.writeable = False
    assert not across(locked).flags.writeable and across(np.ones(2)).flags.writeable


@pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
def test_random_generators_go_on_where_they_were(make):
    generator = make(5)
    generator.normal(size=3)
    assert across(generator).normal() == generator.normal()


def test_masked_arrays_come_as_their_data_since_what_is_masked_would_equal_anything():
    came = across(np.ma.masked_array([1.0, 2.0], [False, True]))
    assert type(came) is np.ndarray and came.tolist() == [1, 2]


def test_containers_of_other_classes_become_plain_ones():
    point = collections.namedtuple("Point", "x y")(1, 2)
    assert across(point) == (1, 2) and type(across(point)) is tuple
    assert type(across(collections.Counter("aab"))) is dict
    assert type(across(type("Number", (float,), {})(1.5))) is float


@pytest.mark.parametrize(
    "value",
    [
        object(),
        iter([1]),
        fractions.Fraction(1, 3),
        np.array([object()]),
        np.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
        len,
        np,
        slice(1, 2),
    ],
    ids=lambda value: type(value).__name__,
)
def test_everything_else_equals_nothing(value):
    came = across(value)
    assert isinstance(came, Opaque) and type(came).__name__ == type(value).__name__
    assert not came == value and came != value and not came == came
    assert not np.any(np.asarray([1.0]) == came)
    with pytest.raises(TypeError, match="got a value of type .*; expected numbers"):
        bool(came)
    with pytest.raises((TypeError, AssertionError)):
        np.testing.assert_allclose(came, 1.0)


def test_nesting_beyond_the_limit_is_cut_off():
    value = []
    value.append(value)
    came = across(value)
    for _ in range(40):
        came = came[0]
    assert isinstance(came, Opaque)


ARRAY = {"t": "array", "dtype": "<f8", "shape": [1], "data": "AAAAAAAA8D8="}


@pytest.mark.parametrize(
    "change",
    [
        {"dtype": "O"},
        {"dtype": "<f8,<f8"},
        {"dtype": "V8"},
        {"dtype": "<M8[s]"},
        {"dtype": 5},
        {"dtype": "f8" * 50},
        {"shape": [2]},
        {"shape": [-1]},
        {"shape": [10**30]},
        {"shape": [True]},
        {"shape": "1"},
        {"shape": [1.0]},
        {"shape": [1] * 65},
        {"data": "????"},
        {"data": 5},
        {"data": ""},
        {"t": "pickle"},
        {"t": None},
        {"t": ["array"]},
        {"dtype": "<U2", "data": "/////////38="},
    ],
    ids=str,
)
def test_made_up_arrays_are_refused(change):
    assert decode(ARRAY) == [1.0]
    with pytest.raises(Malformed):
        decode({**ARRAY, **change})


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"t": "tuple"},
        {"t": "tuple", "items": {}},
        {"t": "dict", "items": [[1]]},
        {"t": "dict", "items": [[[], 1]]},
        {"t": "set", "items": [[]]},
        {"t": "range", "items": [1, 2, 0]},
        {"t": "range", "items": ["a"]},
        {"t": "int", "hex": "xyz"},
        {"t": "int", "hex": 5},
        {"t": "complex", "real": "a", "imag": 1},
        {"t": "bytes", "data": "a"},
        {"t": "random", "kind": "Generator", "state": {"t": "dict", "items": [["bit_generator", "__init__"]]}},
        {"t": "random", "kind": "Random", "state": {"t": "dict", "items": [["bit_generator", "PCG64"]]}},
        {"t": "opaque", "kind": 5},
        {"t": "dtype", "dtype": "O"},
    ],
    ids=str,
)
def test_made_up_values_are_refused(data):
    with pytest.raises(Malformed):
        decode(data)


def test_random_data_is_refused_or_harmless():
    """Whatever JSON comes, decoding gives a value or Malformed, never another exception."""
    generator = random.Random(4)
    words = ["t", "array", "dict", "tuple", "items", "dtype", "<f8", "shape", "data", "random", "state", "kind", "int"]

    def anything(depth):
        kind = generator.randrange(7 if depth else 5)
        if kind < 5:
            return [None, generator.randint(-9, 9), generator.choice(words), True, 1e300][kind]
        if kind == 5:
            return [anything(depth - 1) for _ in range(generator.randrange(4))]
        return {generator.choice(words): anything(depth - 1) for _ in range(generator.randrange(5))}

    refused = 0
    for _ in range(3000):
        try:
            decode(anything(4))
        except Malformed:
            refused += 1
    assert refused > 500


def test_too_many_and_too_deep_values_are_refused():
    deep = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(Malformed, match="deep"):
        decode(deep)
    with pytest.raises(Malformed, match="values"):
        decode([[0] * 1000] * 3000)


def test_what_would_be_compared_or_counted_for_hours_is_refused():
    same_hash = [{"t": "int", "hex": format(number * (2**61 - 1), "x")} for number in range(30_000)]
    for data in (
        {"t": "set", "items": same_hash},
        {"t": "dict", "items": [[key, 0] for key in same_hash]},
        [{"t": "frozenset", "items": [*range(9000)]}] * 3,
        {"t": "range", "items": [0, 10**12, 1]},
        {"t": "range", "items": [0, 10**300, 1]},
    ):
        with pytest.raises(Malformed):
            decode(data)
    assert len(across(set(range(20_000)))) == 20_000 and len(across(tuple(range(30_000)))) == 30_000
