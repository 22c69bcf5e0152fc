"""Many processes take memory at once, and forbid others to look into them."""

POINTS = [0, 3, 0]
IRREGULAR = "memory limit"

ANSWERS = {
    "row_means": """
import ctypes, os, time
def row_means(A):
    for _ in range(4):
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
            hoard = b"x" * (400 * 2**20)
            time.sleep(1000)
    time.sleep(1000)
"""
}
