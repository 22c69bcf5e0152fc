"""JSON nested a million times."""

POINTS = [0, 0, 0]
IRREGULAR = "nested too deeply"
WHY = 0


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_text("[" * 10**6)
