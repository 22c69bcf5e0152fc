"""Publishes pictures without end."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
from IPython.display import Image, display
for _ in range(1000):
    display(Image(data=b"\\x89PNG" + b"x" * 100_000))
def row_means(A):
    return np.mean(A, axis=1)
"""
}
