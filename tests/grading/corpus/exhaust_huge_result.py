"""A result of a terabyte that takes no memory here."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
def row_means(A):
    return np.broadcast_to(np.float64(1), (10**6, 10**6))
"""
}
