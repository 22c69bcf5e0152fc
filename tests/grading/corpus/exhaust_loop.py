"""An endless loop in one function."""

POINTS = [0, 3, 0]
REASON = "did not end within"
IRREGULAR = "time limit"

ANSWERS = {
    "row_means": """
def row_means(A):
    while True:
        pass
"""
}
