"""StopIteration is raised, which would end a loop of the test silently."""

POINTS = [0, 3, 0]
REASON = "StopIteration"

ANSWERS = {
    "row_means": """
def row_means(A):
    raise StopIteration
"""
}
