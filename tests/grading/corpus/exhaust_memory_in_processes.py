"""Many processes take memory at once."""

POINTS = [0, 3, 0]
IRREGULAR = "memory limit"

ANSWERS = {
    "row_means": """
import os, time
def row_means(A):
    for _ in range(8):
        if os.fork() == 0:
            hoard = [bytearray(os.urandom(2**20)) * 100 for _ in range(4)]
            time.sleep(1000)
    time.sleep(1000)
"""
}
