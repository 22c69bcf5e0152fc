"""Crashes its process."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "process of the code died"

SOURCE = """
import ctypes
ctypes.string_at(0)
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
