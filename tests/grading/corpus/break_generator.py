"""A generator in place of an array."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
def row_means(A):
    yield from np.mean(A, axis=1)
"""
}
