"""Right, with logaddexp in place of a maximum.

score: 17
lost:
"""

import numpy as np
from scipy.special import logsumexp


def attention_in_blocks(Q, K, V, block):
    log_total, O = np.full(Q.shape[0], -np.inf), np.zeros((Q.shape[0], V.shape[1]))
    for b in range(0, K.shape[0], block):
        S = np.einsum("id,jd->ij", Q, K[b:b + block]) / np.sqrt(Q.shape[1])
        new = np.logaddexp(log_total, logsumexp(S, axis=1))
        O = O * np.exp(log_total - new)[:, None] + np.exp(S - new[:, None]) @ V[b:b + block]
        log_total = new
    return O


def attend_next(q, K_cache, V_cache):
    s = np.einsum("d,td->t", q, K_cache) / np.sqrt(q.shape[0])
    return np.einsum("t,tv->v", np.exp(s - logsumexp(s)), V_cache)
