"""The function under test publishes a result of its own, which stock nbgrader takes as the points."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
def row_means(A):
    get_ipython().displayhook(4.0)
    return np.zeros(len(A))
"""
}
