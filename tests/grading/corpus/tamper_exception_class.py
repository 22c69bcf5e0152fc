"""An exception whose class pretends to be all kinds at once."""

POINTS = [4, 0, 0]

ANSWERS = {
    "shares": """
class Odd(ValueError, KeyError):
    def __str__(self): raise RuntimeError
    def __instancecheck__(cls, other): return True
def shares(values):
    values = np.asarray(values, dtype=float)
    raise Odd(values)
"""
}
