"""Saved with a byte order mark."""

POINTS = [4, 3, 2]
IRREGULAR = "byte order mark"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
