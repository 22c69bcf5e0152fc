"""The cells stand in reverse order; the answers are right."""

POINTS = [4, 3, 2]
IRREGULAR = "cells of the assignment were reordered"


def hand_in(folder, release, write):
    release.cells.reverse()
    write(release)
