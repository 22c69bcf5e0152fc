"""An exception with a message of a gigabyte."""

POINTS = [0, 3, 0]
REASON = "ValueError"

ANSWERS = {
    "row_means": """
def row_means(A):
    raise ValueError("x" * 2**28)
"""
}
