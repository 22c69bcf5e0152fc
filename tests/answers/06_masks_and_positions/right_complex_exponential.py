"""Right: floats for masks inside, and positions as a complex exponential.

score: 17
lost:
"""

import numpy as np


def causal_mask(n):
    return np.greater_equal.outer(np.arange(n), np.arange(n))


def padding_mask(lengths, n):
    outside = [int(length) for length in lengths if length < 0 or length > n]
    if outside:
        raise ValueError(f"lengths outside 0..{n}: {outside}")
    return np.tile(np.arange(n), (len(lengths), 1)) < np.reshape(lengths, (-1, 1))


def masked_softmax(S, mask):
    S = np.asarray(S, dtype=float)
    keep = np.broadcast_to(mask, S.shape).astype(float)
    lowest = np.where(keep > 0, S, np.finfo(float).min)
    E = np.exp(np.where(keep > 0, S - lowest.max(-1, keepdims=True), 0)) * keep
    total = E.sum(-1, keepdims=True)
    return E / (total + (total == 0))


def masked_attention(Q, K, V, mask=None):
    S = np.asarray(Q) @ np.swapaxes(np.asarray(K), -2, -1) / np.sqrt(np.shape(K)[-1])
    A = masked_softmax(S, np.ones_like(S, dtype=bool) if mask is None else mask)
    return A @ np.asarray(V), A


def sinusoidal_positions(n, d_model):
    if d_model % 2 != 0:
        raise ValueError(f"d_model is {d_model}, expected an even number")
    turns = np.exp(1j * np.outer(np.arange(n), 10000.0 ** (-np.arange(0, d_model, 2) / d_model)))
    P = np.zeros((n, d_model))
    P[:, ::2], P[:, 1::2] = turns.imag, turns.real
    return P
