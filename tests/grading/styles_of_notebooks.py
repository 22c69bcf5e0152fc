"""Styles of test cells that need a notebook's state: files, output, sources, random state, in the form of styles.py."""

TEXT = '''
=== file_written_by_the_student !inside
--- solution
def save(numbers):
    with open("numbers.txt", "w") as file:
        file.write(" ".join(map(str, numbers)))
--- edit
file.write(" ".join(map(str, numbers)))
file.write(",".join(map(str, numbers)))
--- test
save([1, 2])
with open("numbers.txt") as file:
    assert file.read() == "1 2"
=== file_beside_the_notebook
--- solution
def rows():
    with open("table.csv") as file:
        return [line.strip().split(",") for line in file]
--- edit
return [line.strip().split(",") for line in file]
return [line.split(",") for line in file]
--- test
assert rows() == [["a", "b"], ["1", "2"]] == [line.strip().split(",") for line in open("table.csv")]
=== module_beside_the_notebook
--- given
import helper_module
--- solution
def doubled(x):
    return helper_module.double(x)
--- edit
return helper_module.double(x)
return x
--- test
from helper_module import double
assert doubled(4) == double(4) == helper_module.double(4)
=== printed_output !inside
--- solution
def greet(name):
    print(f"Hello, {name}!")
--- edit
print(f"Hello, {name}!")
print(f"Hello {name}!")
--- test
import contextlib
import io
said = io.StringIO()
with contextlib.redirect_stdout(said):
    greet("you")
assert said.getvalue() == "Hello, you!\\n"
=== printed_output_by_magic !inside
--- solution
def shout(word):
    print(word.upper())
--- edit
print(word.upper())
print(word)
--- test
%%capture shouted
shout("hey")
=== printed_output_of_the_cell_before !inside
--- solution
heard = "by another cell"
--- wrong
heard = 3
--- test
assert shouted.stdout == "HEY\\n" and isinstance(heard, str)
=== source_of_a_function !inside
--- solution
def total_of(numbers):
    return sum(numbers)
--- wrong
def total_of(numbers):
    result = 0
    for number in numbers:
        result += number
    return result
--- test
import inspect
assert "for" not in inspect.getsource(total_of)
=== history_of_the_notebook !inside
--- solution
# In this cell I call print once
print("once")
--- wrong
pass
--- test
assert any("I call print once" in text for text in In if "assert any" not in text)
=== last_shown_value
--- solution
6 * 7
--- wrong
6 * 8
--- test
assert _ == 42
=== name_of_a_function
--- solution
def area(width, height=1):
    """The area of a rectangle."""
    return width * height
--- wrong
def area(width, height):
    return width * height
--- test
import inspect
assert area.__name__ == "area" and "rectangle" in area.__doc__
assert list(inspect.signature(area).parameters) == ["width", "height"]
=== default_of_a_parameter !inside
--- solution
def power(base, exponent=2):
    return base ** exponent
--- edit
def power(base, exponent=2):
def power(base, exponent=3):
--- test
assert power.__defaults__ == (2,) and "exponent" in power.__code__.co_varnames
=== annotations !inside
--- solution
def ratio(a: int, b: int) -> float:
    return a / b
--- edit
def ratio(a: int, b: int) -> float:
def ratio(a, b):
--- test
import typing
assert typing.get_type_hints(ratio)["return"] is float
=== random_state_shared !inside
--- given
import random
--- solution
def draw():
    return random.randint(1, 100)
--- edit
return random.randint(1, 100)
return random.randint(2, 101)
--- test
random.seed(5)
drawn = [draw() for _ in range(5)]
random.seed(5)
assert drawn == [random.randint(1, 100) for _ in range(5)]
=== numpy_state_shared !inside
--- given
import numpy as np
--- solution
def noise(n):
    return np.random.normal(size=n)
--- edit
return np.random.normal(size=n)
return np.random.uniform(size=n)
--- test
np.random.seed(0)
first = noise(3)
np.random.seed(0)
assert np.allclose(first, np.random.normal(size=3))
=== counter_in_a_global !inside
--- solution
calls = 0
def visit():
    global calls
    calls += 1
--- edit
calls += 1
calls = 1
--- test
visit()
visit()
assert calls == 2
=== helper_of_an_earlier_test !inside
--- solution
def cube(x):
    return x ** 3
--- edit
return x ** 3
return x * 3
--- test
def agrees(f, pairs):
    return all(f(x) == y for x, y in pairs)
assert agrees(cube, [(1, 1), (2, 8)])
=== uses_the_helper !inside
--- solution
def fourth(x):
    return cube(x) * x
--- edit
return cube(x) * x
return cube(x)
--- test
assert agrees(fourth, [(1, 1), (2, 16)])
=== helper_used_on_an_object !inside
--- solution
class Tank:
    def __init__(self):
        self.level = 0
    def fill(self, litres):
        self.level += litres
        return self
--- edit
self.level += litres
self.level = litres
--- test
assert agrees(lambda litres: Tank().fill(litres).fill(litres).level, [(1, 2), (3, 6)])
=== value_in_a_variable
--- solution
answer = 42
names = {"a", "b"}
--- wrong
answer = "42"
names = ["a", "b"]
--- test
assert type(answer) is int and names == {"a", "b"} and "answer" in globals()
=== argument_changed_in_place
--- solution
def drop_first(items):
    items.pop(0)
--- edit
items.pop(0)
return items[1:]
--- test
items = [1, 2, 3]
assert drop_first(items) is None and items == [2, 3]
=== result_is_the_argument !inside
--- solution
def append_to(items, item):
    items.append(item)
    return items
--- wrong
def append_to(items, item):
    return items + [item]
--- test
mine = []
assert append_to(mine, 1) is mine
=== mutable_default
--- solution
def gather(item, into=None):
    into = [] if into is None else into
    into.append(item)
    return into
--- wrong
def gather(item, into=[]):
    into.append(item)
    return into
--- test
gather(1)
assert gather(2) == [2]
'''
