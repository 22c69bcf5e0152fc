"""The axes are not swapped.

score: 13
lost: split_heads_values, split_heads_integers
message: (known mistake: tokens before heads)
"""



def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return X.reshape(len(X), n_heads, -1) * 1.0
