"""The notebook is a link to the instructor's, with all solutions."""

import os

POINTS = [0, 0, 0]
IRREGULAR = "01_small.ipynb is a link and was not followed"
WHY = 0


def hand_in(folder, release, write):
    folder.mkdir(parents=True)
    os.symlink(folder.parents[2] / "source" / "01_small" / "01_small.ipynb", folder / "01_small.ipynb")
