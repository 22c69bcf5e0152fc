"""Built-in functions and exceptions are replaced."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import builtins
builtins.AssertionError = type("Quiet", (BaseException,), {})
builtins.float = builtins.abs = builtins.sum = lambda *args: 4.0
builtins.all = builtins.any = builtins.isinstance = lambda *args: True
def row_means(A):
    return [0, 0, 0]
"""
}
