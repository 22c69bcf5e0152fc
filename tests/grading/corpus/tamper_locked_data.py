"""Data of a locked cell are changed so that a constant answer fits them."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
numbers[:] = 0.0
table[:] = 1.0
np.array = np.arange = lambda *args, **kwargs: numbers
def row_means(A):
    return np.zeros(len(A))
"""
}
