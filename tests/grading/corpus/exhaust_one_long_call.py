"""One call into C that takes ages and cannot be interrupted."""

POINTS = [0, 3, 0]
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
def row_means(A):
    return 7 ** (10 ** 9)
"""
}
