"""An editor has dropped all metadata and ids."""

import json

POINTS = [4, 3, 2]
IRREGULAR = "had lost its mark"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    path.write_text(json.dumps(notebook))
