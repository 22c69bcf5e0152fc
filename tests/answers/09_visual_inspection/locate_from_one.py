"""Counts rows and columns from 1.

score: 15
lost: locate_defect_values
message: (known mistake: counted from one)
"""

import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(reference, size) for reference in references])
    row, column = divmod(int(np.argmax(novelty(patchify(image, size), good, 100))), image.shape[1] // size)
    return row + 1, column + 1
