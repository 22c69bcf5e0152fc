"""Right, but with warnings.

score: 15
lost: ppmi_values, ppmi_zeros
message: (known mistake: warning)
"""

import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    result = np.log(p / np.outer(p.sum(axis=1), p.sum(axis=0)))
    return np.where(np.isfinite(result), np.maximum(result, 0), 0)
