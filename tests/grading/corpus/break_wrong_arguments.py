"""The function takes other arguments."""

POINTS = [0, 3, 0]
REASON = "TypeError"

ANSWERS = {
    "row_means": """
def row_means(A, axis):
    return np.mean(A, axis=axis)
"""
}
