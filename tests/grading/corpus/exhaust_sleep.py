"""A long sleep."""

POINTS = [0, 3, 0]
REASON = "did not end within"
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
import time
def row_means(A):
    time.sleep(10000)
"""
}
