"""Test cells are turned into text."""

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"
IRREGULAR = "test cell row_means_test was turned into a markdown cell"


def hand_in(folder, release, write):
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("points") and cell.cell_type == "code":
            cell.cell_type = "markdown"
            del cell["outputs"], cell["execution_count"]
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
