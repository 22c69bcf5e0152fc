"""The mean of each row.

score: 8
lost: row_sums_values, row_sums_integers
message: (known mistake: mean in place of sum)
"""


def row_sums(A):
    return A.mean(axis=1)
