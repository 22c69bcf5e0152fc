"""Ten million values in lists."""

from tests.grading.course import MEAN_SHARES_ALONE

POINTS = [0, 3, 2]

ANSWERS = {
    "row_means": """
def row_means(A):
    return [[0] * 1000] * 10_000
""",
    "mean_shares": MEAN_SHARES_ALONE,
}
