"""Ten million values in lists."""

POINTS = [0, 3, 2]

ANSWERS = {
    "row_means": """
def row_means(A):
    return [[0] * 1000] * 10_000
""",
    "mean_shares": "def mean_shares(A):\n    return shares(np.mean(A, axis=1))",
}
