"""Endless recursion."""

POINTS = [0, 3, 0]
REASON = "RecursionError"

ANSWERS = {
    "row_means": """
def row_means(A):
    return row_means(A)
"""
}
