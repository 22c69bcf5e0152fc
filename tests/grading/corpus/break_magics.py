"""Magics that change how cells are run."""

from nbformat.v4 import new_code_cell

POINTS = [4, 3, 2]

SOURCE = """
%matplotlib notebook
%autocall 2
%xmode verbose
%reset -f
import numpy as np
numbers = table = None
%config InlineBackend.figure_formats = ["svg"]
%%nosuchmagic
"""


def hand_in(folder, release, write):
    release.cells.insert(2, new_code_cell(SOURCE.strip()))
    write(release)
