"""Input transformers turn every later cell into one that does nothing, or gives the points."""

POINTS = [0, 0, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
get_ipython().input_transformers_cleanup.append(lambda lines: ["4.0\\n"])
get_ipython().input_transformers_post.append(lambda lines: ["4.0\\n"])
def row_means(A):
    return np.zeros(len(A))
"""
}
