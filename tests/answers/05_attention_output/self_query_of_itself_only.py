"""Each word asks itself alone.

score: 13
lost: self_attention_values, self_attention_edge_cases, self_attention_bad_input
message: (known mistake: query of itself only)
"""

import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    return X @ W_V, np.eye(len(X))
