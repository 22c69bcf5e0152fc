"""Endless recursion without Python's limit, until memory ends."""

from tests.grading.course import MEAN_SHARES_ALONE

POINTS = [0, 3, 2]

ANSWERS = {
    "row_means": """
import sys
def row_means(A):
    sys.setrecursionlimit(10**9)
    return row_means(bytes(4000))
""",
    "mean_shares": MEAN_SHARES_ALONE,
}
