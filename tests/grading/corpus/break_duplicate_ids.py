"""Cells were copied and pasted: their grade_ids occur twice, which stops stock nbgrader."""

import json

POINTS = [4, 3, 2]
IRREGULAR = "occurs more than once"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"] += [dict(cell) for cell in notebook["cells"][2:4]]
    path.write_text(json.dumps(notebook))
