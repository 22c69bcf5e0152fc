"""Counts W_V as wide as W_Q.

score: 16
lost: parameter_count_values
message: (known mistake: values as wide as keys)
"""


def parameter_count(d_model, d_k, d_v):
    return 3 * d_model * d_k
