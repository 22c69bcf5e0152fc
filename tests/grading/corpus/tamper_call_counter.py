"""The first calls are answered right, the later ones, which are hidden, by anything."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
calls = []
def row_means(A):
    calls.append(A)
    return np.array([1.5, 4.0])[:len(A)]
"""
}
