"""No error for one class.

score: 16
lost: auroc_one_class
message: (known mistake: no error for bad input)
"""

import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        return 0.5
    return float(np.mean((bad[:, None] > good) + 0.5 * (bad[:, None] == good)))
