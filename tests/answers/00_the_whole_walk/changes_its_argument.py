"""Adds the columns up inside the caller's array.

score: 8
lost: row_sums_values, row_sums_integers
message: (known mistake: argument changed in place)
"""


def row_sums(A):
    for column in range(1, A.shape[1]):
        A[:, 0] += A[:, column]
    return A[:, 0].astype(float)
