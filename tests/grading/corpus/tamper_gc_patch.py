"""Every function of a comparing name that the garbage collector knows is emptied."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
import gc, types
def nothing(*args, **kwargs): return True
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and ("assert" in thing.__name__ or "close" in thing.__name__):
        try:
            thing.__code__ = nothing.__code__
        except Exception:
            pass
def row_means(A):
    return np.zeros(len(A))
"""
}
