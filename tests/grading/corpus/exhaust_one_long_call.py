"""One call into C that takes ages and cannot be interrupted."""

POINTS = [0, 3, 2]
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
def row_means(A):
    return 7 ** (10 ** 9)
""",
    "mean_shares": "def mean_shares(A):\n    return shares(np.mean(A, axis=1))",
}
