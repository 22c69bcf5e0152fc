"""Breakpoints in a cell and in a function, and a cell that empties the names before it uses a missing module."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]
IRREGULAR = "module nowhere_at_all is not installed"


def hand_in(folder, release, write):
    release.cells.insert(1, new_code_cell("%reset -f\nimport nowhere_at_all\nfrom math import fsum"))
    release.cells.insert(3, new_code_cell("breakpoint()\n%debug\n1 / 0"))
    write(release, row_means="def row_means(A):\n    breakpoint()\n    return np.array([fsum(r) / len(r) for r in A])")
