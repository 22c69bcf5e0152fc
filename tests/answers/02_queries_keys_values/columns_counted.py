"""Columns in place of numbers.

score: 16
lost: parameter_count_values
message: (known mistake: rows not counted)
"""

def parameter_count(d_model, d_k, d_v):
    return 2 * d_k + d_v
