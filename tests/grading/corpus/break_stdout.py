"""Standard output is closed and replaced."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]

SOURCE = """
import os, sys
sys.stdout.close()
sys.stdout = sys.stderr = None
os.close(1)
os.close(2)
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
