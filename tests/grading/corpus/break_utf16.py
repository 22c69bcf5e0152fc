"""Saved as UTF-16."""

POINTS = [4, 3, 2]
IRREGULAR = "utf-16"


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_bytes(path.read_text().encode("utf-16"))
