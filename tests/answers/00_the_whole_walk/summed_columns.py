"""Summed down the columns.

score: 8
lost: row_sums_values, row_sums_integers
message: (known mistake: summed columns)
"""


def row_sums(A):
    return A.sum(axis=0).astype(float)
