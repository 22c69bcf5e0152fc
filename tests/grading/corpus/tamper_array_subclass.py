"""The result is an array of a class whose comparisons always hold."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
class Agreeable(np.ndarray):
    def __array_ufunc__(self, ufunc, *args, **kwargs): return np.ones(4, dtype=bool)
    def __array_function__(self, *args, **kwargs): return True
    def __eq__(self, other): return np.ones(4, dtype=bool)
def row_means(A):
    return np.zeros(len(A)).view(Agreeable)
"""
}
