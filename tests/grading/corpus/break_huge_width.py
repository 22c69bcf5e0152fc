"""A picture claims a width of 400 digits, more than a float can hold."""

POINTS = [4, 3, 2]

ANSWERS = {
    "row_means": """
from IPython.display import publish_display_data
publish_display_data({"image/png": "iVBORw0KGgo="}, {"image/png": {"width": 10**400, "height": float("nan")}})
def row_means(A):
    return np.mean(A, axis=1)
"""
}
