"""One good picture.

score: 15
lost: locate_defect_values
message: (known mistake: first reference only)
"""

import numpy as np


def locate_defect(image, references, size):
    good = patchify(references[0], size)
    most = int(np.argmax(novelty(patchify(image, size), good, 100.0)))
    return divmod(most, image.shape[1] // size)
