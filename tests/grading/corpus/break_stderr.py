"""Right answers with warnings on the standard error, which cost all points in stock nbgrader."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import sys, warnings
def row_means(A):
    warnings.warn("careful")
    print("note", file=sys.stderr)
    np.array([1.0]) / 0
    return np.mean(A, axis=1)
"""
}
