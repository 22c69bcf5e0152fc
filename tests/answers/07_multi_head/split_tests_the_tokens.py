"""The number of tokens is tested, not the columns.

score: 12
lost: split_heads_values, split_heads_integers, split_heads_bad_input
message: raised ValueError
"""



def split_heads(X, n_heads):
    if len(X) % n_heads:
        raise ValueError(f'{len(X)} tokens cannot be divided among {n_heads} heads')
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0
