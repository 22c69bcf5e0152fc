"""Not-a-number everywhere, in the hope that it counts as credit."""

POINTS = [4, 0, 0]

ANSWERS = {
    "shares": """
def shares(values):
    return np.full(np.shape(values), np.nan)
"""
}
