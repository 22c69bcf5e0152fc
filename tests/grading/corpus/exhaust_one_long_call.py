"""One call into C that takes ages and cannot be interrupted."""

from tests.grading.course import MEAN_SHARES_ALONE

POINTS = [0, 3, 2]
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
def row_means(A):
    return 7 ** (10 ** 9)
""",
    "mean_shares": MEAN_SHARES_ALONE,
}
