"""The function is a class that does the same."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
class Means:
    def __call__(self, A):
        return np.mean(A, axis=1)
row_means = Means()
"""
}
