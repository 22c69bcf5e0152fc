"""Test cells claim a thousand points."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"


def hand_in(folder, release, write):
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("points") and cell.cell_type == "code":
            cell.metadata.nbgrader["points"] = 1000
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
