"""One over the largest weight.

score: 14
lost: words_really_read_values, words_really_read_zeros, words_really_read_batches
message: (known mistake: inverse of the largest)
"""


def words_really_read(A):
    return 1 / A.max(axis=-1)
