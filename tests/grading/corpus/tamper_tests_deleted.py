"""All test cells are deleted."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"
IRREGULAR = "test cell shares_test was missing"


def hand_in(folder, release, write):
    release.cells = [
        cell
        for cell in release.cells
        if not cell.metadata.get("nbgrader", {}).get("points") or cell.cell_type == "markdown"
    ]
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
