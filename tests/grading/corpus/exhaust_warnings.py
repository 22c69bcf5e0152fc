"""Tens of thousands of warnings."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
import warnings
warnings.simplefilter("always")
def row_means(A):
    for number in range(30_000):
        warnings.warn(f"warning {number}")
    return np.mean(A, axis=1)
"""
}
