"""Right, in extended precision.

score: 17
lost:
"""

import numpy as np


def softmax(z, axis=-1):
    z = np.array(z, dtype=np.longdouble)
    z = z - np.maximum.reduce(z, axis=axis, keepdims=True)
    return np.exp(z) / np.add.reduce(np.exp(z), axis=axis, keepdims=True)


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature < 0 or temperature == 0:
        raise ValueError(f"temperature must be larger than 0, not {temperature}")
    return softmax(np.array(z, dtype=np.longdouble) / temperature, axis=axis)


def entropy(p, axis=-1):
    p = np.asarray(p, dtype=np.longdouble)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(p)
    terms[p == 0] = 0
    return -terms.sum(axis=axis)


def softmax_jacobian(p):
    p = np.asarray(p, dtype=np.longdouble)
    J = -np.multiply.outer(p, p)
    np.fill_diagonal(J, p * (1 - p))
    return J


def normalised_over(A, tolerance=1e-6):
    names = ["keys", "queries", "whole matrix"]
    for name, axis in zip(names, [1, 0, None]):
        if (abs(np.asarray(A, dtype=np.longdouble).sum(axis=axis) - 1) <= tolerance).all():
            return name
    return "nothing"
