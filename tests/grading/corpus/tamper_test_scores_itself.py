"""Test cells give themselves all points."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"
IRREGULAR = "test cell row_means_test was edited"


def hand_in(folder, release, write):
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("points") and cell.cell_type == "code":
            cell.source = "1000.0"
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
