"""The curve stops before (1, 1).

score: 15
lost: auroc_values, auroc_ties
message: (known mistake: ends of the curve missing)
"""

import numpy as np


def auroc(values, labels):
    labels = np.asarray(labels, dtype=bool)
    if labels.all() or not labels.any():
        raise ValueError("one class only")
    thresholds = np.unique(values)[::-1]
    hits = [(values[labels] > t).mean() for t in thresholds]
    alarms = [(values[~labels] > t).mean() for t in thresholds]
    return float(np.trapezoid(hits, alarms))
