"""0 and 1 used as places.

score: 14
lost: auroc_values, auroc_ties, auroc_one_class
message: (known mistake: integers taken for places)
"""

import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels)
    bad, good = values[labels], values[~labels]
    if not len(bad) or not len(good):
        raise ValueError("one class only")
    return float(np.mean((bad[:, None] > good) + 0.5 * (bad[:, None] == good)))
