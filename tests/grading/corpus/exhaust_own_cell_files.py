"""A cell of the student's own leaves no open file to the others."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "limit of open files"

SOURCE = """
hoard = []
while True:
    hoard.append(open("/dev/null"))
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
