"""Right, with np.tri, exp(where) and stacked pairs.

score: 17
lost:
"""

import numpy as np


def causal_mask(n):
    return np.tril(np.ones((n, n), dtype=bool))


def padding_mask(lengths, n):
    lengths = np.array(lengths)
    bad = lengths[(lengths < 0) | (lengths > n)]
    if bad.size:
        raise ValueError(f"lengths {bad} outside of 0..{n}")
    return np.tile(np.arange(n), (len(lengths), 1)) < lengths.reshape(-1, 1)


def masked_softmax(S, mask):
    S = np.asarray(S, dtype=float)
    mask = np.broadcast_to(mask, S.shape)
    top = np.max(S, axis=-1, keepdims=True, where=mask, initial=-np.inf)
    top = np.where(mask.any(axis=-1, keepdims=True), top, 0)
    E = np.exp(S - top, where=mask, out=np.zeros(np.shape(S)))
    Z = E.sum(axis=-1, keepdims=True)
    return np.divide(E, Z, out=np.zeros_like(E), where=Z > 0)


def masked_attention(Q, K, V, mask=None):
    if mask is None:
        mask = np.ones((Q.shape[-2], K.shape[-2]), dtype=bool)
    A = masked_softmax(Q @ K.swapaxes(-2, -1) * K.shape[-1] ** -0.5, mask)
    return A @ V, A


def sinusoidal_positions(n, d_model):
    if d_model != 2 * (d_model // 2):
        raise ValueError(f"d_model must be even: {d_model}")
    angles = np.arange(n)[:, None] * np.exp(-np.log(10000) * np.arange(0, d_model, 2) / d_model)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)
