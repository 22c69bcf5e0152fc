"""Right, with loops over single rows; nothing is lost.

score: 17
lost:
"""


import math

import numpy as np


def softmax(z, axis=-1):
    z = np.array(z, dtype=float)
    result = np.moveaxis(np.empty(z.shape), axis, -1)
    moved = np.moveaxis(z, axis, -1)
    for place in np.ndindex(moved.shape[:-1]):
        row = moved[place].tolist()
        largest = max(row)
        terms = [math.exp(value - largest) for value in row]
        total = math.fsum(terms)
        result[place] = [term / total for term in terms]
    return np.moveaxis(result, -1, axis)


def softmax_with_temperature(z, temperature, axis=-1):
    if not temperature > 0:
        raise ValueError("expected a temperature above 0, got " + str(temperature))
    return softmax([[value / temperature for value in row] for row in z.tolist()], axis) if z.ndim == 2 \
        else softmax(z / temperature, axis)


def entropy(p, axis=-1):
    rows = np.moveaxis(np.asarray(p, dtype=float), axis, -1)
    H = np.zeros(rows.shape[:-1])
    for place in np.ndindex(H.shape):
        H[place] = -math.fsum(share * math.log(share) for share in rows[place].tolist() if share > 0)
    return H


def softmax_jacobian(p):
    n = len(p)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            J[i, j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return J


def normalised_over(A, tolerance=1e-6):
    n, m = A.shape
    if all(abs(sum(A[i, j] for j in range(m)) - 1) <= tolerance for i in range(n)):
        return "keys"
    if all(abs(sum(A[i, j] for i in range(n)) - 1) <= tolerance for j in range(m)):
        return "queries"
    total = sum(A[i, j] for i in range(n) for j in range(m))
    return "whole matrix" if abs(total - 1) <= tolerance else "nothing"
