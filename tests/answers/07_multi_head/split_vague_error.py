"""An error that names nothing.

score: 16
lost: split_heads_bad_input
message: (known mistake: error message says too little)
"""



def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError('not divisible')
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0
