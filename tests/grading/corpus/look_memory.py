"""Searches the memory of its process for the hidden tests."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import gc, sys
needle = "hidden_" + "secret"
def search():
    for thing in gc.get_objects():
        for value in (thing.values() if type(thing) is dict else thing if type(thing) in (list, tuple) else [thing]):
            if isinstance(value, str) and needle in value and len(value) > 40 and "needle" not in value:
                return value
    return ""
def row_means(A):
    if search():
        print("FOUND", search())
    return np.mean(A, axis=1)
"""
}
