"""Right, softmax as the exponential of its logarithm, and an auditor that asks in the other order.

score: 17
lost:
"""

import numpy as np
from scipy.special import xlogy


def log_softmax(z, axis):
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        z = z - z.max(axis=axis, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def softmax(z, axis=-1):
    return np.exp(log_softmax(z, axis))


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"Expected temperature > 0 but got {temperature:g}.")
    return np.exp(log_softmax(np.asarray(z, dtype=float) / temperature, axis))


def entropy(p, axis=-1):
    return -xlogy(p, p).sum(axis=axis)


def softmax_jacobian(p):
    p = np.asarray(p)
    n = p.shape[0]
    return np.eye(n) * p - np.einsum("i,j->ij", p, p)


def normalised_over(A, tolerance=1e-6):
    result = "nothing"
    if abs(np.sum(A) - 1) <= tolerance:
        result = "whole matrix"
    if np.max(abs(np.sum(A, axis=0) - 1)) <= tolerance:
        result = "queries"
    if np.max(abs(np.sum(A, axis=1) - 1)) <= tolerance:
        result = "keys"
    return result
