"""Test cells come with outputs that show all points."""

from nbformat.v4 import new_output

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"


def hand_in(folder, release, write):
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("points") and cell.cell_type == "code":
            cell["outputs"] = [new_output("execute_result", {"text/plain": "4.0"})]
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
