"""The file is not JSON."""

POINTS = [0, 0, 0]
IRREGULAR = "could not be read"
WHY = 0


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_text("{this is no JSON")
