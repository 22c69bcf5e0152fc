"""Ties won.

score: 16
lost: auroc_ties
message: (known mistake: ties counted full)
"""

import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("one class only")
    return float(np.mean((bad[:, None] > good) + 1.0 * (bad[:, None] == good)))
