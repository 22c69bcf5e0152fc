"""Cells that are no cells between the right ones."""

import json

POINTS = [4, 3, 2]
IRREGULAR = "were left out"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][2:2] = [
        None,
        5,
        [],
        {},
        {"cell_type": "graph", "source": ""},
        {"cell_type": "code", "source": {"a": 1}},
    ]
    path.write_text(json.dumps(notebook))
