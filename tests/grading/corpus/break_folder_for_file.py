"""A folder stands in place of the file."""

POINTS = [0, 0, 0]
IRREGULAR = "01_small.ipynb is a folder"
WHY = 0


def hand_in(folder, release, write):
    (folder / "01_small.ipynb" / "inner").mkdir(parents=True)
