"""An endless loop in one function."""

POINTS = [0, 3, 2]
REASON = "did not end within"
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
def row_means(A):
    while True:
        pass
""",
    "mean_shares": "def mean_shares(A):\n    return shares(np.mean(A, axis=1))",
}
