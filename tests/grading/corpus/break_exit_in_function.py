"""The function under test ends its process."""

POINTS = [0, 3, 0]
REASON = "ended its own process"
IRREGULAR = "ended its own process"

ANSWERS = {
    "row_means": """
import os
def row_means(A):
    os._exit(0)
"""
}
