"""The function is data."""

POINTS = [0, 3, 0]
REASON = "not callable"

ANSWERS = {
    "row_means": """
row_means = {"a": [1, 2, 3]}
"""
}
