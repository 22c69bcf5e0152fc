"""Takes memory until there is none."""

POINTS = [0, 3, 0]
REASON = "MemoryError"

ANSWERS = {
    "row_means": """
def row_means(A):
    hoard = []
    while True:
        hoard.append(bytearray(2**26))
"""
}
