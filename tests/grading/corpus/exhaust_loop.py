"""An endless loop in one function."""

from tests.grading.course import MEAN_SHARES_ALONE

POINTS = [0, 3, 2]
REASON = "did not end within"
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
def row_means(A):
    while True:
        pass
""",
    "mean_shares": MEAN_SHARES_ALONE,
}
