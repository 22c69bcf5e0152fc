"""There is a second notebook."""

POINTS = [4, 3, 2]
IRREGULAR = "extra notebook Untitled.ipynb was not graded"


def hand_in(folder, release, write):
    write(release)
    (folder / "Untitled.ipynb").write_text("{}")
