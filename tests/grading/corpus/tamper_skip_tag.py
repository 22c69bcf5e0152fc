"""Test cells carry a tag that makes stock nbgrader skip them."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"


def hand_in(folder, release, write):
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("points") and cell.cell_type == "code":
            cell.metadata["tags"] = ["skip-execution"]
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
