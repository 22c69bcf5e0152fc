"""Right, written by a reader who had the statement alone.

score: 17
lost:
"""

import numpy as np
from scipy.special import softmax

from attention_course import data

names, words = data.post_words()
W_Q, W_K, W_V = data.post_weights()
printed = data.post_prints()


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K has {K.shape[-2]} rows but V has {V.shape[-2]}")
    A = softmax(Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1]), axis=-1)
    return A @ V, A


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_K, X @ W_V)


def words_really_read(A):
    A = np.array(A, dtype=float)
    A[A == 0] = 1  # 1 log 1 is 0, as 0 log 0 is to be
    return np.exp(-(A * np.log(A)).sum(axis=-1))


computed = {"Q": words @ W_Q, "K": words @ W_K, "V": words @ W_V}
computed["scores"] = computed["Q"] @ computed["K"].T
computed["weights"] = softmax(computed["scores"] / 3 ** 0.5)
computed["attention"] = computed["weights"] @ computed["V"]
stale = {name for name, array in computed.items() if np.abs(array - printed[name]).max() > 1e-8}


def repaired_post(words, W_Q, W_K, W_V):
    return self_attention(words, W_Q, W_K, W_V)
