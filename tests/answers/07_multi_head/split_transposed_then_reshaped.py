"""Transposed whole, then cut.

score: 13
lost: split_heads_values, split_heads_integers
message: (known mistake: transposed then reshaped)
"""



def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return X.T.reshape(n_heads, len(X), -1) * 1.0
