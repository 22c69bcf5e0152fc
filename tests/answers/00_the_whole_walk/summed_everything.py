"""One sum for the whole matrix.

score: 8
lost: row_sums_values, row_sums_integers
message: (known mistake: summed everything)
"""


def row_sums(A):
    return float(A.sum())
