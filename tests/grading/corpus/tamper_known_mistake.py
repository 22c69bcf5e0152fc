"""The text of an exception ends like a known mistake, one that a spreadsheet would take for a formula."""

POINTS = [0, 3, 0]
REASON = "known mistake: ="

ANSWERS = {
    "row_means": """
def row_means(A):
    raise ValueError("(known mistake: =cmd|' /C calc'!A0)")
"""
}
