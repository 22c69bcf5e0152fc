"""The result is right, but the argument is changed in place."""

POINTS = [0, 3, 0]
REASON = "the argument was changed in place"

ANSWERS = {
    "row_means": """
def row_means(A):
    A = np.asarray(A)
    result = A.mean(axis=1)
    A -= 1
    return result
"""
}
