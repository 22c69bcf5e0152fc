"""Gives indices.

score: 8
lost: strongest_link_values, strongest_link_ties
message: (known mistake: indices in place of words)
"""


def strongest_link(A, words):
    i, j = divmod(int(A.argmax()), A.shape[1])
    return i, j
