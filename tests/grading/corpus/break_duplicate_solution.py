"""The answer was written into a copy at the end; the original is untouched."""

import json

POINTS = [4, 3, 2]
IRREGULAR = "occurs more than once"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    copied = json.loads(json.dumps(notebook["cells"][2]))
    notebook["cells"][2]["source"] = "def row_means(A):\n    raise NotImplementedError()"
    notebook["cells"].append(copied)
    path.write_text(json.dumps(notebook))
