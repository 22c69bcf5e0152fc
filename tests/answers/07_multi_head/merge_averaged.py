"""Heads are averaged.

score: 14
lost: merge_heads_values, merge_heads_integers
message: (known mistake: heads averaged)
"""



def merge_heads(H):
    return H.mean(axis=0)
