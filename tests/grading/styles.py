"""Styles of test cells, each with a right and a slightly wrong answer: what any nbgrader course may do.

`given` is an unlocked cell of the instructor's, without nbgrader's metadata; `test` is worth 2 points. An `edit` is the
line of the solution that is wrong, and the wrong one.
"""

import dataclasses
import re

from tests.grading import styles_of_notebooks, styles_of_results


@dataclasses.dataclass(frozen=True)
class Style:
    name: str
    given: str
    solution: str
    wrong: str
    test: str
    inside: bool  # whether its test has to run inside the sandbox


TEXT = """
=== numpy_from_an_unlocked_cell
--- given
import numpy as np
from numpy.testing import assert_allclose
--- solution
def scale(x):
    return np.asarray(x) * 2.0
--- edit
return np.asarray(x) * 2.0
return np.asarray(x) * 2.5
--- test
assert_allclose(scale([1, 2]), np.array([2.0, 4.0]))
assert isinstance(scale([1]), np.ndarray)
=== math_and_classes_from_an_unlocked_cell
--- given
import math, os.path
from collections import Counter
from fractions import Fraction as F
--- solution
def letters(text):
    return Counter(text)
half = F(1, 2)
--- edit
return Counter(text)
return Counter(text + "a")
--- test
assert letters("abca") == Counter({"a": 2, "b": 1, "c": 1}) and math.pi > 3 and os.path.join("a", "b") == "a/b"
=== fractions_as_results !inside
--- given
from fractions import Fraction
--- solution
def share(a, b):
    return Fraction(a, b)
--- edit
return Fraction(a, b)
return a / b + 1
--- test
assert share(1, 3) + share(2, 3) == 1 and share(1, 3) == Fraction(1, 3)
=== helper_deleted
--- solution
def square(x):
    return x * x
def squares(n):
    return [square(i) for i in range(n)]
--- edit
return [square(i) for i in range(n)]
return [i * i for i in range(n)]
--- test
assert squares(3) == [0, 1, 4]
kept_square = square
del square
try:
    squares(3)
except NameError:
    pass
else:
    raise AssertionError("squares does not use square")
finally:
    square = kept_square
=== helper_replaced
--- solution
def price(item):
    return len(item)
def total(items):
    return sum(price(item) for item in items)
--- edit
return sum(price(item) for item in items)
return sum(len(item) for item in items)
--- test
def price(item):
    return 100
assert total(["a", "b"]) == 200
=== mock_patch
--- solution
def roll():
    return 4
def throw():
    return roll() + roll()
--- edit
return roll() + roll()
return 8
--- test
from unittest.mock import patch
with patch("__main__.roll", return_value=1) as rolled:
    assert throw() == 2 and rolled.call_count == 2
=== builtin_replaced !inside
--- solution
def ask():
    return int(input("How many? "))
--- edit
return int(input("How many? "))
return input("How many? ")
--- test
import builtins
before, builtins.input = builtins.input, lambda text="": "7"
try:
    assert ask() == 7
finally:
    builtins.input = before
=== own_class !inside
--- solution
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)
    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)
--- edit
return Point(self.x + other.x, self.y + other.y)
return Point(self.x + other.x, self.y)
--- test
assert Point(1, 2) + Point(3, 4) == Point(4, 6)
assert isinstance(Point(0, 0), Point) and not hasattr(Point(0, 0), "z")
=== dataclass_result !inside
--- given
from dataclasses import dataclass
--- solution
@dataclass
class Book:
    title: str
    pages: int = 0
def longest(books):
    return max(books, key=lambda book: book.pages)
--- edit
return max(books, key=lambda book: book.pages)
return books[0]
--- test
assert longest([Book("a", 3), Book("b", 9)]) == Book("b", 9)
=== named_tuple
--- given
from collections import namedtuple
--- solution
Pair = namedtuple("Pair", "left right")
def swap(pair):
    return Pair(pair[1], pair[0])
--- edit
return Pair(pair[1], pair[0])
return Pair(pair[0], pair[1])
--- test
assert swap((1, 2)) == (2, 1)
=== named_tuple_by_field !inside
--- given
from collections import namedtuple
--- solution
Size = namedtuple("Size", "width height")
def grow(size):
    return size._replace(width=size.width + 1)
--- edit
return size._replace(width=size.width + 1)
return size
--- test
assert grow(Size(1, 2)).width == 2
=== enumeration !inside
--- solution
import enum
class Colour(enum.Enum):
    RED = 1
    BLUE = 2
def other(colour):
    return Colour.BLUE if colour is Colour.RED else Colour.RED
--- edit
return Colour.BLUE if colour is Colour.RED else Colour.RED
return Colour.BLUE
--- test
assert other(Colour.RED) is Colour.BLUE and other(Colour.BLUE) is Colour.RED
=== inheritance !inside
--- given
class Animal:
    def speak(self):
        raise NotImplementedError
--- solution
class Dog(Animal):
    def speak(self):
        return "woof"
--- edit
class Dog(Animal):
class Dog:
--- test
assert issubclass(Dog, Animal) and Dog().speak() == "woof"
=== own_exception !inside
--- solution
class TooShort(Exception):
    pass
def check_length(text):
    if len(text) < 3:
        raise TooShort(text)
--- edit
raise TooShort(text)
raise ValueError(text)
--- test
try:
    check_length("ab")
except TooShort:
    pass
else:
    raise AssertionError("no TooShort")
=== built_in_exception
--- solution
def root(x):
    if x < 0:
        raise ValueError(f"{x} is negative")
    return x ** 0.5
--- wrong
def root(x):
    return x ** 0.5
--- test
import re
try:
    root(-4)
except ValueError as error:
    assert re.search("-4", str(error))
else:
    raise AssertionError("no ValueError")
=== generator !inside
--- solution
def evens(n):
    for i in range(n):
        if i % 2 == 0:
            yield i
--- edit
if i % 2 == 0:
if i % 2:
--- test
assert list(evens(7)) == [0, 2, 4, 6] and next(evens(3)) == 0
=== endless_generator !inside
--- solution
def naturals():
    n = 0
    while True:
        yield n
        n += 1
--- edit
n = 0
n = 1
--- test
from itertools import islice
assert list(islice(naturals(), 3)) == [0, 1, 2]
=== iterator_class !inside
--- solution
class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1
--- wrong
class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return iter(range(self.n))
--- test
assert list(Countdown(3)) == [3, 2, 1]
=== closure
--- solution
def adder(n):
    return lambda x: x + n
def compose(f, g):
    return lambda x: f(g(x))
--- edit
return lambda x: f(g(x))
return lambda x: g(f(x))
--- test
assert adder(3)(4) == 7 and compose(adder(1), lambda x: 10 * x)(2) == 21
=== closure_with_state
--- solution
def counter():
    n = 0
    def count():
        nonlocal n
        n += 1
        return n
    return count
--- wrong
def counter():
    return lambda: 1
--- test
count = counter()
assert [count(), count(), count()] == [1, 2, 3]
=== decorator
--- solution
def twice(f):
    def inner(*args, **kwargs):
        return f(f(*args, **kwargs))
    return inner
--- wrong
def twice(f):
    return f
--- test
@twice
def plus_three(x):
    return x + 3
assert plus_three(1) == 7
=== function_of_a_function
--- solution
def parabola(x):
    return 3 * x * x
--- edit
return 3 * x * x
return 2 * x * x
--- test
from scipy.integrate import quad
assert abs(quad(parabola, 0, 1)[0] - 1) < 1e-6 and sorted([2, -1], key=parabola) == [-1, 2]
"""


def read_styles() -> list[Style]:
    """All styles."""
    made = []
    text = TEXT + styles_of_notebooks.TEXT + styles_of_results.TEXT
    for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, *sections = re.split(r"^--- (\w+)\n", part, flags=re.MULTILINE)
        cells = {key: text.strip("\n") for key, text in zip(sections[::2], sections[1::2], strict=True)}
        if "edit" in cells:
            cells["wrong"] = cells["solution"].replace(*cells.pop("edit").splitlines())
        name, _, inside = head.strip().partition(" ")
        made.append(Style(name, cells.pop("given", ""), **cells, inside=bool(inside)))
    return made
