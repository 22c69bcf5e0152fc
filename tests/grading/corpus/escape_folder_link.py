"""The folder is a link to the instructor's."""

import os

POINTS = [0, 0, 0]
IRREGULAR = "the folder is a link and was not followed"
WHY = 0


def hand_in(folder, release, write):
    folder.parent.mkdir(parents=True)
    os.symlink(folder.parents[2] / "source" / "01_small", folder)
