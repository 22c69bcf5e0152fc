"""A result whose repr and attributes never end."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
class Endless:
    def __repr__(self):
        while True: pass
    __str__ = __repr__
def row_means(A):
    return Endless()
"""
}
