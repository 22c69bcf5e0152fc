"""Saved by Colab: other cell ids, metadata of its own, outputs of its own."""

import json

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    notebook = json.loads(path.read_text())
    notebook.update(nbformat_minor=0)
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
    }
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id", None)
        cell["metadata"].update(id=f"aB{number}", colab={"base_uri": "https://localhost:8080/"}, outputId="0")
        cell["source"] = (
            cell["source"] if isinstance(cell["source"], list) else cell["source"].splitlines(keepends=True)
        )
    path.write_text(json.dumps(notebook))
