"""Ten million values in lists."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
def row_means(A):
    return [[0] * 1000] * 10_000
"""
}
