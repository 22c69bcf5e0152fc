"""The file is JSON, but not a notebook."""

POINTS = [0, 0, 0]
IRREGULAR = "not a notebook"
WHY = 0


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_text("[1, 2, 3]")
