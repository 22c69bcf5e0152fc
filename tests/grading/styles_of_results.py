"""Styles of test cells, in the form of styles.py: results of other kinds than plain data, and points in parts."""

TEXT = '''
=== points_in_parts
--- solution
def sign(x):
    return (x > 0) - (x < 0)
--- edit
return (x > 0) - (x < 0)
return 1 if x > 0 else -1
--- test
score = 0
if sign(3) == 1 and sign(-3) == -1:
    score += 1.5
if sign(0) == 0:
    score += 0.5
score
=== points_in_parts_of_an_object !inside
--- solution
class Stack(list):
    def push(self, item):
        self.append(item)
    def peek(self):
        return self[-1]
--- edit
return self[-1]
return self[0]
--- test
stack, score = Stack(), 0.0
stack.push(1)
stack.push(2)
score += stack.peek() == 2
score += len(stack) == 2
float(score)
=== dict_views !inside
--- solution
def keys_of(d):
    return d.keys()
def pairs_of(d):
    return d.items()
--- edit
return d.keys()
return d.values()
--- test
assert sorted(keys_of({"b": 1, "a": 2})) == ["a", "b"] and set(pairs_of({1: 2})) == {(1, 2)}
=== lazy_map !inside
--- solution
def halves(numbers):
    return map(lambda x: x / 2, numbers)
--- edit
return map(lambda x: x / 2, numbers)
return map(lambda x: x // 2, numbers)
--- test
assert list(halves([1, 2])) == [0.5, 1.0]
=== containers_of_many_kinds
--- solution
def kinds():
    return {"set": {1}, "frozen": frozenset("a"), "bytes": b"x", "complex": 1j, "tuple": (1,), "range": range(3)}
--- edit
return {"set": {1}, "frozen": frozenset("a"), "bytes": b"x", "complex": 1j, "tuple": (1,), "range": range(3)}
return {"set": {1}, "frozen": frozenset("a"), "bytes": b"x", "complex": 1j, "tuple": [1], "range": range(3)}
--- test
expected = {"set": {1}, "frozen": frozenset("a"), "bytes": b"x", "complex": 1j, "tuple": (1,), "range": range(3)}
assert kinds() == expected
=== array_of_records !inside
--- given
import numpy as np
--- solution
def people():
    return np.array([("a", 3)], dtype=[("name", "U1"), ("age", "i4")])
--- edit
return np.array([("a", 3)], dtype=[("name", "U1"), ("age", "i4")])
return np.array([("a", 4)], dtype=[("name", "U1"), ("age", "i4")])
--- test
assert people()["age"][0] == 3
=== dates !inside
--- given
import datetime
--- solution
def next_day(day):
    return day + datetime.timedelta(days=1)
--- edit
return day + datetime.timedelta(days=1)
return day
--- test
assert next_day(datetime.date(2024, 2, 28)) == datetime.date(2024, 2, 29)
=== sparse_matrix !inside
--- given
from scipy import sparse
--- solution
def identity(n):
    return sparse.eye(n, format="csr")
--- edit
return sparse.eye(n, format="csr")
return 2 * sparse.eye(n, format="csr")
--- test
assert sparse.issparse(identity(3)) and identity(3).sum() == 3
=== a_figure !inside
--- given
import matplotlib.pyplot as plt
--- solution
def draw_line(x, y):
    fig, ax = plt.subplots()
    ax.plot(x, y)
    ax.set_title("Line")
    return ax
--- wrong
def draw_line(x, y):
    fig, ax = plt.subplots()
    ax.plot(x, y)
    return ax
--- test
ax = draw_line([1, 2], [3, 4])
assert ax.get_title() == "Line" and list(ax.lines[0].get_ydata()) == [3, 4]
plt.close("all")
=== the_current_figure !inside
--- given
import matplotlib.pyplot as plt
--- solution
def draw_bars():
    plt.bar([1, 2], [3, 4])
    plt.xlabel("x")
--- wrong
def draw_bars():
    plt.bar([1, 2], [3, 4])
--- test
draw_bars()
assert plt.gca().get_xlabel() == "x"
plt.close("all")
=== warning_expected
--- solution
import warnings
def old():
    warnings.warn("old is old", DeprecationWarning)
    return 1
--- wrong
def old():
    return 1
--- test
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    assert old() == 1
assert [w.category for w in caught] == [DeprecationWarning]
=== unit_tests
--- solution
def middle(items):
    return sorted(items)[len(items) // 2]
--- edit
return sorted(items)[len(items) // 2]
return items[len(items) // 2]
--- test
import io
import unittest
class MiddleTest(unittest.TestCase):
    def test_sorted(self):
        self.assertEqual(middle([1, 2, 3]), 2)
    def test_unsorted(self):
        self.assertEqual(middle([3, 1, 2]), 2)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(MiddleTest)
assert unittest.TextTestRunner(stream=io.StringIO()).run(suite).wasSuccessful()
=== doctests
--- solution
def triple(x):
    """Three times x.

    >>> triple(2)
    6
    """
    return 3 * x
--- edit
return 3 * x
return 4 * x
--- test
import doctest
found = doctest.DocTestFinder().find(triple, "triple", globs=globals())
assert doctest.DocTestRunner(verbose=False).run(found[0], out=lambda text: None).failed == 0 and found[0].examples
=== coroutine !inside
--- solution
import asyncio
async def later(x):
    await asyncio.sleep(0)
    return x + 1
--- wrong
import asyncio
async def later(x):
    return x
--- test
assert await later(1) == 2
=== context_manager !inside
--- given
import contextlib
--- solution
log = []
@contextlib.contextmanager
def noted():
    log.append("in")
    yield len(log)
    log.append("out")
--- wrong
log = []
@contextlib.contextmanager
def noted():
    yield 0
--- test
with noted() as n:
    assert n == 1
assert log == ["in", "out"]
=== cache_of_a_function !inside
--- given
from functools import lru_cache
--- solution
@lru_cache(None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
--- wrong
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
--- test
assert fib(10) == 55 and fib.cache_info().hits > 0
=== environment_of_the_grader
--- given
import os
graded = os.environ.get("NBGRADER_EXECUTION")
--- solution
def mode():
    return graded
--- edit
return graded
return "by hand"
--- test
import os
assert mode() == os.environ["NBGRADER_EXECUTION"] == "autograde"
=== text_of_an_object !inside
--- solution
class Money:
    def __init__(self, cents):
        self.cents = cents
    def __str__(self):
        return f"{self.cents / 100:.2f}"
    def __repr__(self):
        return f"Money({self.cents})"
--- edit
return f"{self.cents / 100:.2f}"
return f"{self.cents / 100}"
--- test
assert str(Money(150)) == "1.50" and repr(Money(5)) == "Money(5)"
=== import_within_the_test
--- solution
def digits(n):
    return [int(d) for d in str(n)]
--- edit
return [int(d) for d in str(n)]
return [int(d) for d in str(n)][::-1]
--- test
try:
    import no_such_module
except ImportError:
    no_such_module = None
assert digits(120) == [1, 2, 0]
=== module_that_nobody_has
--- solution
seen = True
--- wrong
seen = False
--- test
assert seen
import sys
assert "numpy" in sys.modules
=== written_with_star_import
--- given
from math import *
--- solution
def circle(r):
    return pi * r ** 2
--- edit
return pi * r ** 2
return pi * r
--- test
assert abs(circle(2) - 4 * pi) < 1e-9 and sqrt(4) == 2
'''
