"""Right, with einsum and divmod.

score: 16
lost:
"""

import numpy as np


def row_sums(weights):
    return np.einsum("ij->i", weights.astype(np.float32)).astype(float) if weights.dtype.kind == "i" else \
        np.einsum("ij->i", weights)


def strongest_link(weights, tokens):
    row, column = divmod(int(np.argmax(weights)), len(tokens))
    return (tokens[row], tokens[column])
