"""A cell that fails."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]

SOURCE = """
1 / 0
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
