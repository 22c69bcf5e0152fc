"""Counts weights above 0.

score: 14
lost: words_really_read_values, words_really_read_zeros, words_really_read_batches
message: (known mistake: counts all that is not zero)
"""


def words_really_read(A):
    return (A > 0).sum(axis=-1).astype(float)
