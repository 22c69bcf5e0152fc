"""An endless loop that catches every interrupt."""

POINTS = [0, 3, 0]
REASON = "did not end within"
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
import time
def row_means(A):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
"""
}
