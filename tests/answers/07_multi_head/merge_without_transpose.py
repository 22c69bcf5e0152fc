"""Reshape alone.

score: 14
lost: merge_heads_values, merge_heads_integers
message: (known mistake: merge without transpose)
"""



def merge_heads(H):
    return H.reshape(H.shape[1], -1) * 1.0
