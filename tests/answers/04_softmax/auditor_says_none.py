"""Gives None where nothing sums to 1.

score: 14
lost: normalised_over_values, normalised_over_edges
message: gives None
"""


import numpy as np


def normalised_over(A, tolerance=1e-6):
    if np.allclose(A.sum(axis=1), 1, atol=tolerance):
        return "keys"
    if np.allclose(A.sum(axis=0), 1, atol=tolerance):
        return "queries"
    if np.isclose(A.sum(), 1, atol=tolerance):
        return "whole matrix"
