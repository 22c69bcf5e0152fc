"""A result whose repr and attributes never end."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import time
class Endless:
    def __repr__(self):
        while True: time.sleep(0.01)
    __str__ = __repr__
def row_means(A):
    return Endless()
"""
}
