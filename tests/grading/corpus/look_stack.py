"""Looks for the test up the stack, in line caches and in source files."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import inspect, linecache, sys
def row_means(A):
    texts = [str(frame.frame.f_locals) + str(frame.frame.f_globals.keys()) for frame in inspect.stack()]
    texts += ["".join(line for line in entry[2]) for entry in linecache.cache.values() if len(entry) > 2]
    if any("hidden_" + "secret" in text and "texts" not in text for text in texts):
        print("FOUND", texts)
    return np.mean(A, axis=1)
"""
}
