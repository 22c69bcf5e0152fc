"""Computes, but does not return.

score: 8
lost: row_sums_values, row_sums_integers
message: gives None
"""


def row_sums(A):
    A.sum(axis=1)
