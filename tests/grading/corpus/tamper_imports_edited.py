"""The locked cell with the imports is edited."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"
IRREGULAR = "cell imports was edited"


def hand_in(folder, release, write):
    release.cells[
        1
    ].source += "\nnp.testing.assert_allclose = lambda *args, **kwargs: None\nnumbers = numbers * 0"
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
