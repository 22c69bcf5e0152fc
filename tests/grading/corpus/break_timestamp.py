"""The time of handing in is no time."""

POINTS = [4, 3, 2]
IRREGULAR = "timestamp.txt is not understood"


def hand_in(folder, release, write):
    write(release)
    (folder / "timestamp.txt").write_text("yesterday, or so")
