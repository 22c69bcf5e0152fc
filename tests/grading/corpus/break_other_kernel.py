"""The notebook claims another language."""

import json

POINTS = [4, 3, 2]
IRREGULAR = "another kernel (r)"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"] = {
        "kernelspec": {"name": "ir", "display_name": "R", "language": "R"},
        "language_info": {"name": "R"},
    }
    path.write_text(json.dumps(notebook))
