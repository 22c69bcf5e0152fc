"""The caller's array is made anew in place.

score: 13
lost: split_heads_values, split_heads_integers
message: (known mistake: argument changed in place)
"""



def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    heads = X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0
    X *= 0
    return heads
