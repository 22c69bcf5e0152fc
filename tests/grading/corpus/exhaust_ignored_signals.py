"""All signals are ignored, and the function never returns."""

POINTS = [0, 3, 0]
REASON = "did not end within"
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
import signal, time
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
def row_means(A):
    while True:
        time.sleep(1000)
"""
}
