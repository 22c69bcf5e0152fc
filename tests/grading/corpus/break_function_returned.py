"""A function is returned in place of its result; the error has the names that Python gives such things."""

POINTS = [0, 0, 0]
REASON = "'function' and 'float'"

ANSWERS = {
    "row_means": "def row_means(A):\n    return lambda: np.mean(A, axis=1)",
    "shares": "def shares(values):\n    return map(float, values)",
}
