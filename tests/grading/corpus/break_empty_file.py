"""The file is empty."""

POINTS = [0, 0, 0]
IRREGULAR = "the file is empty"
WHY = 0


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_bytes(b"")
