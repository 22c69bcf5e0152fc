"""SystemExit is raised, which would end the tests."""

POINTS = [0, 3, 0]
REASON = "SystemExit"

ANSWERS = {
    "row_means": """
def row_means(A):
    raise SystemExit(0)
"""
}
