"""Right, with what SciPy has; nothing is lost.

score: 17
lost:
"""


import numpy as np
import scipy.special as sp


def softmax(scores, axis=-1):
    return sp.softmax(scores.astype(float), axis=axis)


def softmax_with_temperature(scores, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"the temperature must be positive, not {temperature!r}")
    return sp.softmax(scores / temperature, axis=axis)


def entropy(shares, axis=-1):
    return sp.entr(shares).sum(axis)


def softmax_jacobian(shares):
    return (np.eye(shares.size) - shares) * shares[:, None]


def normalised_over(weights, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.allclose(weights.sum(axis=axis), 1, rtol=0, atol=tolerance):
            return name
    return "nothing"
