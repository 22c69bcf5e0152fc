"""Looks for the test in the history of inputs and outputs."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
def row_means(A):
    history = [str(In), str(Out), str(get_ipython().user_ns.get("_ih"))]
    if any("hidden_" + "secret_input" in text for text in history) or "before" in globals():
        print("FOUND", history)
    return np.mean(A, axis=1)
"""
}
