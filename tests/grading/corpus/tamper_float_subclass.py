"""Numbers of a class that overloads everything, in lists of a class that does."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
class Number(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __array__(self, *args): raise RuntimeError
class Numbers(list):
    def __eq__(self, other): return True
def row_means(A):
    return Numbers([Number(7)] * len(A))
"""
}
