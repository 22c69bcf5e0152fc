"""The folder is empty."""

POINTS = [0, 0, 0]
IRREGULAR = "no file 01_small.ipynb"
WHY = 0


def hand_in(folder, release, write):
    folder.mkdir(parents=True)
