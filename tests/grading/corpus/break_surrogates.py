"""Characters that no file can hold, in the code and in the text."""

import json

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][2]["source"] = "# \ud800\n" + "".join(notebook["cells"][2]["source"])
    notebook["cells"][0]["source"] = "\udfff and \x00"
    path.write_text(json.dumps(notebook))
