"""The notebook has another name."""

POINTS = [4, 3, 2]
IRREGULAR = "the notebook was named 01_small (1) final.ipynb"


def hand_in(folder, release, write):
    write(release)
    (folder / "01_small.ipynb").rename(folder / "01_small (1) final.ipynb")
