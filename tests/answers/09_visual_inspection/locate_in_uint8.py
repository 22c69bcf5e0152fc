"""Cuts and compares for itself, in the dtype of the picture.

score: 15
lost: locate_defect_values
message: (known mistake: computed in uint8)
"""

import numpy as np


def locate_defect(image, references, size):
    def cut(picture):
        H, W = picture.shape
        return picture.reshape(H // size, size, W // size, size).swapaxes(1, 2).reshape(-1, size * size)

    good = np.concatenate([cut(picture) for picture in references])
    left = []
    for patch in cut(image):
        S = -50.0 * ((patch - good) ** 2).sum(axis=1)
        A = np.exp(S - S.max())
        left.append(np.linalg.norm(patch - A / A.sum() @ good))
    row, column = divmod(int(np.argmax(left)), image.shape[1] // size)
    return row, column
