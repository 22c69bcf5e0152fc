"""Raw bytes go into every open file."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import os
def row_means(A):
    for number in range(3, 200):
        try:
            os.write(number, b"\\xff" * 4096)
        except OSError:
            pass
    return np.zeros(len(A))
"""
}
