"""One answer is deleted."""

import json

POINTS = [0, 3, 0]
IRREGULAR = "cell row_means was missing"
REASON = "not defined"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    del notebook["cells"][2]
    path.write_text(json.dumps(notebook))
