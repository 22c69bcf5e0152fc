"""Right, with SciPy's log_softmax and entr, and a product over all pairs.

score: 17
lost:
"""

import numpy as np
from scipy import special


def attention(Q, K, V):
    n_keys, n_values = np.shape(K)[-2], np.shape(V)[-2]
    if n_keys != n_values:
        raise ValueError(f"K has {n_keys} rows but V has {n_values} rows; expected the same number")
    raw = (Q[..., :, None, :] * K[..., None, :, :]).sum(-1)
    A = np.exp(special.log_softmax(raw / np.sqrt(np.shape(Q)[-1]), axis=-1))
    return np.einsum("...ij,...jd->...id", A, V), A


def self_attention(X, W_Q, W_K, W_V):
    return attention(np.dot(X, W_Q), np.dot(X, W_K), np.dot(X, W_V))


def words_really_read(A):
    return np.exp(special.entr(A).sum(-1))


stale = frozenset("QKV") | {"attention"}


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = (words @ W for W in (W_Q, W_K, W_V))
    probs = special.softmax(Q @ K.T / K.shape[1] ** 0.5, axis=1)
    return [probs @ V, probs]
