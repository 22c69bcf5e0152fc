"""One cell holds all answers, the others are deleted."""

import json

POINTS = [4, 3, 2]
IRREGULAR = "was missing"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    code = [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution") and cell["cell_type"] == "code"
    ]
    code[0]["source"] = "\n\n".join("".join(cell["source"]) for cell in code)
    for cell in code[1:]:
        notebook["cells"].remove(cell)
    path.write_text(json.dumps(notebook))
