"""A notebook without cells."""

POINTS = [0, 0, 0]
IRREGULAR = "has no cells"
WHY = 0


def hand_in(folder, release, write):
    write(release)
    path = folder / "01_small.ipynb"
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
