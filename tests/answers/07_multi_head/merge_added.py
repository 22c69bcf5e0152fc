"""Heads are added.

score: 14
lost: merge_heads_values, merge_heads_integers
message: (known mistake: heads added)
"""



def merge_heads(H):
    return H.sum(axis=0) * 1.0
