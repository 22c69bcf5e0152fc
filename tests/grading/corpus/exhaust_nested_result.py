"""A list that contains itself, nested a hundred thousand times."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
def row_means(A):
    inner = []
    inner.append(inner)
    for _ in range(100_000):
        inner = [inner]
    return inner
"""
}
