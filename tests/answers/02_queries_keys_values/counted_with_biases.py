"""Counts biases.

score: 16
lost: parameter_count_values
message: (known mistake: counted with biases)
"""


def parameter_count(d_model, d_k, d_v):
    return (d_model + 1) * (2 * d_k + d_v)
