"""exp of the entropy.

score: 14
lost: entropy_values, entropy_zeros
message: (known mistake: exp of the entropy)
"""

import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return np.exp(-(p * np.log(safe)).sum(axis=axis))
