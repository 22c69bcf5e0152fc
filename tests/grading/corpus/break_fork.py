"""A process pool, as an honest student may use one."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]

SOURCE = """
import multiprocessing
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(abs, [-1, -2]))
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
