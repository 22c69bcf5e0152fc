"""The result is an object that claims to equal everything."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
class Yes:
    __array_priority__ = 1e9
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __bool__(self): return True
    def __getattr__(self, name): return Yes()
    def __call__(self, *args, **kwargs): return True
    def __array_ufunc__(self, *args, **kwargs): return np.array(True)
    def __array_function__(self, *args, **kwargs): return None
    __sub__ = __rsub__ = __le__ = __lt__ = __ge__ = lambda self, other: True
    __hash__ = object.__hash__
def row_means(A):
    return Yes()
"""
}
