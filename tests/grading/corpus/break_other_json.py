"""The file is JSON, but no notebook."""

POINTS = [0, 0, 0]
IRREGULAR = "no notebook"
WHY = 0


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_text("[1, 2, 3]")
