"""A fork bomb."""

from tests.grading.course import MEAN_SHARES_ALONE

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
    "mean_shares": MEAN_SHARES_ALONE,
}
