"""A cell of the student's own leaves a full disk."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "limit of disk"

SOURCE = """
with open("full", "wb") as file:
    while True:
        file.write(b"x" * 2**20)
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
