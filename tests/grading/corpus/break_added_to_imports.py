"""An import and a constant were typed into the read-only cell with the imports, as editors other than Jupyter allow."""

POINTS = [4, 3, 2]
IRREGULAR = "cell imports was edited"


def hand_in(folder, release, write):
    release.cells[1].source += "\n%matplotlib inline\nimport numpy, math\nfrom functools import reduce\nONE = 1.0\ntable = 0"
    write(release, row_means="def row_means(A):\n    return np.array([math.fsum(r) / len(r) * ONE for r in A])")
