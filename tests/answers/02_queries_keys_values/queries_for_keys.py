"""Returns the queries twice.

score: 14
lost: queries_keys_values_values
message: (known mistake: queries for keys)
"""


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns, W_K {W_K.shape[1]}")
    Q = 1.0 * X @ W_Q
    V = 1.0 * X @ W_V
    return Q, Q, V
