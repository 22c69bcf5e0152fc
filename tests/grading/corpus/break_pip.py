"""Installs a package."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]

SOURCE = """
!pip install attention
%pip install attention
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
