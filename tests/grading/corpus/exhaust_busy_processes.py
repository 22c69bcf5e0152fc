"""A hundred processes that compute, each in a session of its own; who is graded meanwhile must not notice."""

from tests.grading.course import MEAN_SHARES_ALONE

POINTS = [0, 3, 2]
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
import os
def row_means(A):
    for _ in range(100):
        if os.fork() == 0:
            os.setsid()
            break
    while True:
        pass
""",
    "mean_shares": MEAN_SHARES_ALONE,
}
