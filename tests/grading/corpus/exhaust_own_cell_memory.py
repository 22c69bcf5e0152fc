"""A cell of the student's own fills the memory until it fails, and keeps it."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "memory limit"

SOURCE = """
hoard = []
while True:
    hoard.append(bytearray(2**22))
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
