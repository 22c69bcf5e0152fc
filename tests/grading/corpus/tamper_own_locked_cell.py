"""A cell of the student's pretends to be a locked cell of the instructor."""

from nbformat.v4 import new_code_cell

POINTS = [0, 3, 0]
REASON = "Not equal to tolerance"


def hand_in(folder, release, write):
    mark = {
        "grade_id": "extra",
        "grade": False,
        "solution": False,
        "locked": True,
        "task": False,
        "schema_version": 3,
    }
    code = "import numpy as np\nnp.testing.assert_allclose = lambda *args, **kwargs: None"
    release.cells.insert(1, new_code_cell(code, metadata={"nbgrader": mark}))
    write(release, row_means="def row_means(A):\n    return np.zeros(len(A))")
