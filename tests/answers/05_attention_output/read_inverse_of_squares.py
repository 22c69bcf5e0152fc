"""The participation ratio.

score: 14
lost: words_really_read_values, words_really_read_zeros, words_really_read_batches
message: (known mistake: inverse of squares)
"""


def words_really_read(A):
    return 1 / (A ** 2).sum(axis=-1)
