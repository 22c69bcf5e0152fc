"""Prints and raises what the hidden test passes in; a student may see inputs, but no source."""

POINTS = [0, 3, 0]
REASON = "ValueError"

ANSWERS = {
    "row_means": """
def row_means(A):
    print("input", A)
    raise ValueError(repr(A))
"""
}
