"""Right, one query after another.

score: 17
lost:
"""

import math

import numpy as np


def attention_in_blocks(Q, K, V, block):
    rows = []
    for q in Q:
        m, z, o = -math.inf, 0.0, np.zeros(V.shape[1])
        for b in range(0, len(K), block):
            s = K[b:b + block] @ q / math.sqrt(len(q))
            m_new = max(m, s.max())
            e = np.exp(s - m_new)
            c = math.exp(m - m_new)
            m, z, o = m_new, z * c + e.sum(), o * c + e @ V[b:b + block]
        rows.append(o / z)
    return np.array(rows)


def attend_next(q, K_cache, V_cache):
    s = [float(np.dot(q, k)) / math.sqrt(len(q)) for k in K_cache]
    e = [math.exp(x - max(s)) for x in s]
    return sum(w * v for w, v in zip(e, V_cache)) / sum(e)
