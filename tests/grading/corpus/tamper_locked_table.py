"""Data that a locked cell reads from a file are changed, in memory and on disk, to fit a wrong answer."""

POINTS = [4, 3, 0]

ANSWERS = {
    "mean_shares": """
table = np.ones((2, 2))
np.savetxt("table.txt", table)
np.loadtxt = lambda *args, **kwargs: np.ones((2, 2))
def mean_shares(A):
    return np.array([0.5, 0.5])
"""
}
