"""Right, with einsum, masks, log_softmax and a tolerance that keeps numpy's relative part; nothing is lost.

score: 17
lost:
"""


import numpy as np
from scipy.special import log_softmax


def softmax(z, axis=-1):
    return np.exp(log_softmax(np.float64(z), axis=axis))


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature > 0:
        scores = np.moveaxis(np.true_divide(z, temperature), axis, -1)
        e = np.exp(scores - np.max(scores, axis=-1)[..., None])
        return np.moveaxis(np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e)), -1, axis)
    raise ValueError(f"temperature {temperature} came, above 0 is expected")


def entropy(p, axis=-1):
    p = np.moveaxis(np.asarray(p, dtype=float), axis, -1)
    safe = np.where(p > 0, p, 1.0)
    return np.einsum("...k,...k->...", p, -np.log(safe))


def softmax_jacobian(p):
    return np.einsum("i,ij->ij", p, np.eye(len(p))) - np.einsum("i,j->ij", p, p)


def normalised_over(A, tolerance=1e-6):
    if np.allclose(np.einsum("ij->i", A), 1, atol=tolerance):
        return "keys"
    if np.allclose(np.einsum("ij->j", A), 1, atol=tolerance):
        return "queries"
    return "whole matrix" if np.allclose(np.einsum("ij->", A), 1, atol=tolerance) else "nothing"
