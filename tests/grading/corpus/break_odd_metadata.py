"""Metadata of wrong types everywhere."""

import json

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["metadata"]["tags"], cell["metadata"]["collapsed"] = 7, "maybe"
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] = {
                "grade_id": cell["metadata"]["nbgrader"]["grade_id"],
                "points": "many",
                "grade": [],
            }
    notebook["metadata"] = {"kernelspec": 5, "language_info": None}
    path.write_text(json.dumps(notebook))
