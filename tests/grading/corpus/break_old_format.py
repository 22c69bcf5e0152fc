"""Saved in notebook format 3."""

import nbformat

POINTS = [4, 3, 2]
IRREGULAR = "format 3"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_text(nbformat.v3.writes_json(nbformat.convert(nbformat.read(path, 4), 3)))
