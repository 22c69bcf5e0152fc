"""Good above defective.

score: 15
lost: auroc_values, auroc_ties
message: (known mistake: orientation turned)
"""

import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("one class only")
    return float(np.mean((bad[:, None] < good) + 0.5 * (bad[:, None] == good)))
