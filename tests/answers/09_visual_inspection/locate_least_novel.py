"""argmin.

score: 15
lost: locate_defect_values
message: (known mistake: least novel patch)
"""

import numpy as np


def locate_defect(image, references, size):
    good = np.concatenate([patchify(r, size) for r in references])
    most = int(np.argmin(novelty(patchify(image, size), good, 100.0)))
    return divmod(most, image.shape[1] // size)
