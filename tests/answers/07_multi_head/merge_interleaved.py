"""Columns take turns.

score: 14
lost: merge_heads_values, merge_heads_integers
message: (known mistake: numbers before heads)
"""



def merge_heads(H):
    return H.transpose(1, 2, 0).reshape(H.shape[1], -1) * 1.0
