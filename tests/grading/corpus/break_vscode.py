"""Saved by VS Code: language ids, no execution counts, outputs of its own kinds."""

import json

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        if cell["cell_type"] == "code":
            cell.update(execution_count=None)
            cell["outputs"] = [
                {"output_type": "error", "ename": "", "evalue": "", "traceback": [], "extra": None}
            ]
    notebook["metadata"]["orig_nbformat"] = 4
    path.write_text(json.dumps(notebook))
