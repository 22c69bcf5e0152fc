"""AssertionError in place of ValueError.

score: 16
lost: split_heads_bad_input
message: (known mistake: wrong kind of error)
"""



def split_heads(X, n_heads):
    assert X.shape[1] % n_heads == 0, f'{X.shape[1]} columns, {n_heads} heads'
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0
