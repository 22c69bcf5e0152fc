"""A cell without schema_version, which stops a whole batch of stock nbgrader."""

import json

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    del notebook["cells"][3]["metadata"]["nbgrader"]["schema_version"]
    notebook["cells"][2]["metadata"]["nbgrader"]["schema_version"] = 99
    path.write_text(json.dumps(notebook))
