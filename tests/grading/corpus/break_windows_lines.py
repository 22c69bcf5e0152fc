"""Saved with the line ends of Windows, inside the cells too."""

POINTS = [4, 3, 2]


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_bytes(path.read_bytes().replace(b"\\n", b"\\r\\n").replace(b"\n", b"\r\n"))
