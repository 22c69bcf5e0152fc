"""Counts where probabilities belong.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: nothing above chance)
"""

import numpy as np


def ppmi(counts):
    alone = np.outer(counts.sum(axis=1), counts.sum(axis=0))
    ratio = np.divide(counts, alone, out=np.ones(counts.shape), where=counts > 0)
    return np.maximum(np.log(ratio), 0)
