"""Gives back functions, made anew at each call, in lists."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
def row_means(A):
    return [lambda: None for _ in range(20_000)]
"""
}
