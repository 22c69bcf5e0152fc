"""Pixels in place of patches.

score: 15
lost: locate_defect_values
message: (known mistake: place in pixels)
"""

import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return tuple(size * n for n in divmod(most, image.shape[1] // size))
