"""keepdims left over.

score: 8
lost: row_sums_values, row_sums_integers
message: (known mistake: kept the axis)
"""


def row_sums(A):
    return A.sum(axis=1, keepdims=True).astype(float)
