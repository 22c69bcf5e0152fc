"""Test cells get other names, with nothing in them."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"
IRREGULAR = "test cell row_means_test was missing"


def hand_in(folder, release, write):
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("points") and cell.cell_type == "code":
            cell.metadata.nbgrader["grade_id"] += "_x"
            cell.source = "4.0"
            cell["id"] = "x" + cell["id"]
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
