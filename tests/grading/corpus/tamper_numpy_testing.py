"""Comparison functions of NumPy are replaced by ones that never fail."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"

ANSWERS = {
    "row_means": """
np.testing.assert_allclose = np.testing.assert_equal = lambda *args, **kwargs: None
np.allclose = np.isclose = lambda *args, **kwargs: True
def row_means(A):
    return np.zeros(len(A))
"""
}
