"""Counts one of the two matrices of width d_k.

score: 16
lost: parameter_count_values
message: (known mistake: keys not counted)
"""


def parameter_count(d_model, d_k, d_v):
    return d_model * d_k + d_model * d_v
