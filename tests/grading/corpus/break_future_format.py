"""A notebook format of the future."""

import json

POINTS = [4, 3, 2]
IRREGULAR = "unknown notebook format 7"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    notebook.update(nbformat=7, nbformat_minor=3)
    path.write_text(json.dumps(notebook))
