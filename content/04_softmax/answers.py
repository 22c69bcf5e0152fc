# %% [markdown]
# What students may hand in for 04_softmax, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="auditor_adds_errors_up" lost=["normalised_over_edges"] mistake="errors_added_up"
# The errors of all rows together.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    def f(s):
        return np.sum(np.abs(s - 1)) <= tolerance
    return "keys" if f(A.sum(1)) else "queries" if f(A.sum(0)) else "whole matrix" if f(A.sum()) else "nothing"

# %% answer="auditor_asks_queries_first" lost=["normalised_over_edges"] mistake="queries_first"
# Wrong order.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("queries", 0), ("keys", 1), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"

# %% answer="auditor_asks_whole_matrix_first" lost=["normalised_over_edges"] mistake="whole_matrix_first"
# Wrong order.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("whole matrix", None), ("keys", 1), ("queries", 0)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"

# %% answer="auditor_compares_exactly" lost=["normalised_over_values", "normalised_over_edges"] mistake="exact_comparison"
# Compares floats with ==.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(sums == 1):
            return name
    return "nothing"

# %% answer="auditor_content_with_one_row" lost=["normalised_over_values", "normalised_over_edges"] mistake="one_row_is_enough"
# any in place of all.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.any(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"

# %% answer="auditor_ignores_the_tolerance" lost=["normalised_over_edges"] mistake="tolerance_ignored"
# Its own tolerance.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= 1e-6):
            return name
    return "nothing"

# %% answer="auditor_looks_at_first_row" lost=["normalised_over_values", "normalised_over_edges"] mistake="first_row_only"
# Only the first sum.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if abs(np.ravel(sums)[0] - 1) <= tolerance:
            return name
    return "nothing"

# %% answer="auditor_says_none" lost=["normalised_over_values", "normalised_over_edges"] says="gives None"
# Gives None where nothing sums to 1.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    if np.allclose(A.sum(axis=1), 1, atol=tolerance):
        return "keys"
    if np.allclose(A.sum(axis=0), 1, atol=tolerance):
        return "queries"
    if np.isclose(A.sum(), 1, atol=tolerance):
        return "whole matrix"

# %% answer="auditor_swaps_rows_and_columns" lost=["normalised_over_values", "normalised_over_edges"] mistake="rows_and_columns_swapped"
# Takes rows for columns.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 0), ("queries", 1), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"

# %% answer="auditor_takes_the_mean" lost=["normalised_over_values", "normalised_over_edges"] mistake="mean_of_the_sums"
# Mean of the sums.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if abs(np.mean(sums) - 1) <= tolerance:
            return name
    return "nothing"

# %% answer="auditor_without_absolute_value" lost=["normalised_over_values", "normalised_over_edges"] mistake="absolute_value_missing"
# Accepts sums far below 1.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        sums = np.sum(A, axis=axis)
        if np.all(sums - 1 <= tolerance):
            return name
    return "nothing"

# %% answer="axis_ignored" lost=["softmax_axes"] mistake="axis_ignored"
# Always along the last axis. It takes exercise 2 along: that is graded with a right softmax.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

# %% answer="axis_is_always_one" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] says="raised AxisError"
# Axis 1, as for a matrix: fails for one row, and for a stack.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

# %% answer="axis_of_the_maximum" lost=["softmax_axes"] mistake="axis_of_the_maximum_ignored"
# The maximum along the last axis, whatever axis is asked for.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="changes_its_argument" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="argument_changed_in_place"
# Takes the maximum off inside the caller's array.
import numpy as np


def softmax(z, axis=-1):
    z -= z.max(axis=axis, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="divided_after_softmax" lost=["temperature_values"] mistake="divided_after_softmax"
# Divides the weights by the temperature.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z, axis) / temperature

# %% answer="divided_without_exp" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="divided_without_exp"
# Scores divided by their sum.
import numpy as np


def softmax(z, axis=-1):
    return z / np.sum(z, axis=axis, keepdims=True)

# %% answer="empty" lost="all" says=["`softmax` is not written yet", "`softmax_with_temperature` is not written yet", "`entropy` is not written yet", "`softmax_jacobian` is not written yet", "`normalised_over` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="entropy_axis_ignored" lost=["entropy_values", "entropy_zeros"] mistake="axis_ignored"
# Always along the last axis.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).sum(axis=-1)

# %% answer="entropy_clipped" lost=["entropy_values"] says="entropy(p (2, 3)): got 0.0039"
# Shares below 0.001 count as 0.001 in the logarithm.
import numpy as np


def entropy(p, axis=-1):
    return -(p * np.log(np.clip(p, 1e-3, 1))).sum(axis)

# %% answer="entropy_exponentiated" lost=["entropy_values", "entropy_zeros"] mistake="exp_of_the_entropy"
# exp of the entropy.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return np.exp(-(p * np.log(safe)).sum(axis=axis))

# %% answer="entropy_in_bits" lost=["entropy_values", "entropy_zeros"] mistake="entropy_in_bits"
# Logarithm to base 2.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log2(safe)).sum(axis=axis)

# %% answer="entropy_kept_the_axis" lost=["entropy_values", "entropy_zeros"] mistake="kept_the_axis"
# An axis of length 1 is left over.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).sum(axis=axis, keepdims=True)

# %% answer="entropy_mean" lost=["entropy_values", "entropy_zeros"] mistake="mean_of_the_terms"
# Mean in place of sum.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).mean(axis=axis)

# %% answer="entropy_of_everything" lost=["entropy_values", "entropy_zeros"] mistake="summed_everything"
# One number for all rows.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).sum()

# %% answer="entropy_sign_forgotten" lost=["entropy_values", "entropy_zeros"] mistake="sign_forgotten"
# No minus sign.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return (p * np.log(safe)).sum(axis=axis)

# %% answer="entropy_to_base_ten" lost=["entropy_values", "entropy_zeros"] mistake="entropy_to_base_ten"
# Logarithm to base 10.
import numpy as np


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log10(safe)).sum(axis=axis)

# %% answer="entropy_warns" lost=["entropy_zeros"] mistake="warning"
# Right values, but the logarithm of 0 is taken first and thrown away after.
import numpy as np


def entropy(p, axis=-1):
    return -np.where(p > 0, p * np.log(p), 0).sum(axis=axis)

# %% answer="forgot_return" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] says="gives None"
# Computes everything and returns nothing.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    e / e.sum(axis=axis, keepdims=True)

# %% answer="integer_division" lost=["temperature_values"] mistake="integer_division"
# Divides with //.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z // temperature, axis)

# %% answer="integer_truncation" lost=["softmax_integers"] mistake="integer_truncation"
# Rows are written into an array made like the input.
import numpy as np


def softmax(z, axis=-1):
    result = np.zeros_like(z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    result[...] = e / e.sum(axis=axis, keepdims=True)
    return result

# %% answer="jacobian_as_a_vector" lost=["jacobian_values", "jacobian_edges"] mistake="vector_of_the_diagonal"
# The diagonal as a vector.
def softmax_jacobian(p):
    return p * (1 - p)

# %% answer="jacobian_diagonal_only" lost=["jacobian_values", "jacobian_edges"] mistake="diagonal_only"
# Only the diagonal.
import numpy as np


def softmax_jacobian(p):
    return np.diag(p * (1.0 - p))

# %% answer="jacobian_from_identity" lost=["jacobian_values", "jacobian_edges"] mistake="identity_in_place_of_diagonal"
# The identity in place of diag(p).
import numpy as np


def softmax_jacobian(p):
    return np.eye(len(p)) - np.outer(p, p)

# %% answer="jacobian_inner_product" lost=["jacobian_values", "jacobian_edges"] mistake="inner_product"
# p @ p.T of an array with one axis is a number.
import numpy as np


def softmax_jacobian(p):
    return np.diag(p) - p @ p.T

# %% answer="jacobian_integers_stay_integers" lost=["jacobian_edges"] says="the values are right, but the result has dtype int64"
# Right for floats; integers stay integers.
import numpy as np


def softmax_jacobian(p):
    return np.diag(p) - np.outer(p, p)

# %% answer="jacobian_of_scores" lost=["jacobian_values", "jacobian_edges"] mistake="weights_taken_for_scores"
# Takes p for scores.
import numpy as np


def softmax_jacobian(p):
    return (lambda q: np.diag(q) - np.outer(q, q))(softmax(p))

# %% answer="jacobian_outer_product_added" lost=["jacobian_values", "jacobian_edges"] mistake="outer_product_added"
# diag(p) + p p^T.
import numpy as np


def softmax_jacobian(p):
    return np.diag(p) + np.outer(p, p)

# %% answer="jacobian_sign_turned" lost=["jacobian_values", "jacobian_edges"] mistake="sign_turned"
# p p^T - diag(p).
import numpy as np


def softmax_jacobian(p):
    return np.outer(p, p) - np.diag(p)

# %% answer="jacobian_without_diag" lost=["jacobian_values", "jacobian_edges"] mistake="no_diagonal_matrix"
# p is broadcast in place of diag(p).
import numpy as np


def softmax_jacobian(p):
    return p - np.outer(p, p)

# %% answer="max_of_everything" lost=["softmax_large"] mistake="max_of_everything"
# The maximum of the whole array is taken off.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="minus_infinity_as_a_constant" lost=["softmax_large"] mistake="minus_infinity_as_a_constant"
# -1e9 for -inf.
import numpy as np


def softmax(z, axis=-1):
    z = np.where(np.isneginf(z), -1e9, z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="minus_infinity_as_zero" lost=["softmax_large"] mistake="minus_infinity_as_zero"
# 0 for -inf.
import numpy as np


def softmax(z, axis=-1):
    z = np.where(np.isinf(z), 0, z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="missing_keepdims" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="missing_keepdims"
# The sum of each row loses its axis.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis)

# %% answer="missing_keepdims_of_the_maximum" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="missing_keepdims_of_the_maximum"
# The maximum of each row loses its axis.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="missing_keepdims_twice" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="missing_keepdims_twice"
# The maximum and the sum of each row lose their axis.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis))
    return e / e.sum(axis=axis)

# %% answer="multiplied_by_the_temperature" lost=["temperature_values"] mistake="multiplied_by_the_temperature"
# Multiplies by the temperature.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z * temperature, axis)

# %% answer="no_max_subtraction" lost=["softmax_large"] mistake="no_max_subtraction"
# Nothing is taken off before exp.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z)
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="not_divided" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="not_divided"
# Exponentials that nobody divided.
import numpy as np


def softmax(z, axis=-1):
    return np.exp(z - np.max(z, axis=axis, keepdims=True))

# %% answer="overflow_painted_over" lost=["softmax_large"] mistake="overflow_painted_over"
# nan_to_num hides the overflow.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z)
    return np.nan_to_num(e / e.sum(axis=axis, keepdims=True))

# %% answer="power_of_the_weights" lost=["temperature_values"] mistake="power_of_the_weights"
# Raises the weights to a power after softmax.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    p = softmax(z, axis) ** (1 / temperature)
    return p / p.sum(axis=axis, keepdims=True)

# %% answer="right_einsum" lost=[]
# Right, with einsum, masks, log_softmax and a tolerance that keeps numpy's relative part; nothing is lost.
import numpy as np
from scipy.special import log_softmax


def softmax(z, axis=-1):
    return np.exp(log_softmax(np.float64(z), axis=axis))


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature > 0:
        scores = np.moveaxis(np.true_divide(z, temperature), axis, -1)
        e = np.exp(scores - np.max(scores, axis=-1)[..., None])
        return np.moveaxis(np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e)), -1, axis)
    raise ValueError(f"temperature {temperature} came, above 0 is expected")


def entropy(p, axis=-1):
    p = np.moveaxis(np.asarray(p, dtype=float), axis, -1)
    safe = np.where(p > 0, p, 1.0)
    return np.einsum("...k,...k->...", p, -np.log(safe))


def softmax_jacobian(p):
    return np.einsum("i,ij->ij", p, np.eye(len(p))) - np.einsum("i,j->ij", p, p)


def normalised_over(A, tolerance=1e-6):
    if np.allclose(np.einsum("ij->i", A), 1, atol=tolerance):
        return "keys"
    if np.allclose(np.einsum("ij->j", A), 1, atol=tolerance):
        return "queries"
    return "whole matrix" if np.allclose(np.einsum("ij->", A), 1, atol=tolerance) else "nothing"

# %% answer="right_from_the_statement" lost=[]
# Right, written by a reader who had the statement alone.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    # Halves, since the largest minus the smallest float is beyond a float.
    with np.errstate(over="ignore"):
        e = np.exp(2 * (z / 2 - z.max(axis=axis, keepdims=True) / 2))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected a number above 0")
    return softmax(np.asarray(z) / temperature, axis)


def entropy(p, axis=-1):
    p = np.asarray(p, dtype=float)
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).sum(axis=axis)


def softmax_jacobian(p):
    n = len(p)
    return np.array([[p[i] * ((i == j) - p[j]) for j in range(n)] for i in range(n)], dtype=float)


def normalised_over(A, tolerance=1e-6):
    if all(abs(row.sum() - 1) <= tolerance for row in A):
        return "keys"
    if all(abs(column.sum() - 1) <= tolerance for column in A.T):
        return "queries"
    return "whole matrix" if abs(A.sum() - 1) <= tolerance else "nothing"

# %% answer="right_log_softmax" lost=[]
# Right, softmax as the exponential of its logarithm, and an auditor that asks in the other order.
import numpy as np
from scipy.special import xlogy


def log_softmax(z, axis):
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        z = z - z.max(axis=axis, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def softmax(z, axis=-1):
    return np.exp(log_softmax(z, axis))


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"Expected temperature > 0 but got {temperature:g}.")
    return np.exp(log_softmax(np.asarray(z, dtype=float) / temperature, axis))


def entropy(p, axis=-1):
    return -xlogy(p, p).sum(axis=axis)


def softmax_jacobian(p):
    p = np.asarray(p)
    n = p.shape[0]
    return np.eye(n) * p - np.einsum("i,j->ij", p, p)


def normalised_over(A, tolerance=1e-6):
    result = "nothing"
    if abs(np.sum(A) - 1) <= tolerance:
        result = "whole matrix"
    if np.max(abs(np.sum(A, axis=0) - 1)) <= tolerance:
        result = "queries"
    if np.max(abs(np.sum(A, axis=1) - 1)) <= tolerance:
        result = "keys"
    return result

# %% answer="right_long_double" lost=[]
# Right, in extended precision.
import numpy as np


def softmax(z, axis=-1):
    z = np.array(z, dtype=np.longdouble)
    z = z - np.maximum.reduce(z, axis=axis, keepdims=True)
    return np.exp(z) / np.add.reduce(np.exp(z), axis=axis, keepdims=True)


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature < 0 or temperature == 0:
        raise ValueError(f"temperature must be larger than 0, not {temperature}")
    return softmax(np.array(z, dtype=np.longdouble) / temperature, axis=axis)


def entropy(p, axis=-1):
    p = np.asarray(p, dtype=np.longdouble)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(p)
    terms[p == 0] = 0
    return -terms.sum(axis=axis)


def softmax_jacobian(p):
    p = np.asarray(p, dtype=np.longdouble)
    J = -np.multiply.outer(p, p)
    np.fill_diagonal(J, p * (1 - p))
    return J


def normalised_over(A, tolerance=1e-6):
    names = ["keys", "queries", "whole matrix"]
    for name, axis in zip(names, [1, 0, None]):
        if (abs(np.asarray(A, dtype=np.longdouble).sum(axis=axis) - 1) <= tolerance).all():
            return name
    return "nothing"

# %% answer="right_loops" lost=[]
# Right, with loops over single rows; nothing is lost.
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

# %% answer="right_scipy" lost=[]
# Right, with what SciPy has; nothing is lost.
import numpy as np
import scipy.special as sp


def softmax(scores, axis=-1):
    return sp.softmax(scores.astype(float), axis=axis)


def softmax_with_temperature(scores, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"the temperature must be positive, not {temperature!r}")
    return sp.softmax(scores / temperature, axis=axis)


def entropy(shares, axis=-1):
    return sp.entr(shares).sum(axis)


def softmax_jacobian(shares):
    return (np.eye(shares.size) - shares) * shares[:, None]


def normalised_over(weights, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.allclose(weights.sum(axis=axis), 1, rtol=0, atol=tolerance):
            return name
    return "nothing"

# %% answer="right_single_precision" lost=[]
# Right, with results in single precision and a tiny number in the logarithm; nothing is lost.
import numpy as np


def softmax(z, axis=-1):
    z = z - np.max(np.asarray(z, dtype=np.float64), axis, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis, keepdims=True)
    return z.astype(np.float32)


def entropy(p, axis=-1):
    return -np.sum(p * np.log(p + 1e-12), axis=axis)


def softmax_jacobian(p):
    p = p.reshape(-1, 1).astype(np.float32)
    return np.diagflat(p) - p @ p.T

# %% answer="root_of_the_temperature" lost=["temperature_values"] mistake="root_of_the_temperature"
# Divides by the root of the temperature, as if it were d_k.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature**0.5, axis)

# %% answer="rows_of_a_vector" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="each_score_by_itself"
# A loop over rows, over a vector too.
import numpy as np


def softmax(z, axis=-1):
    z = z if axis in (-1, 1) else z.T
    out = np.array([np.exp(r - r.max()) / np.exp(r - r.max()).sum() for r in z])
    return out if axis in (-1, 1) else out.T

# %% answer="scores_clipped" lost=["softmax_large"] mistake="scores_clipped"
# Large scores are clipped so that exp does not overflow.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(np.clip(z, -700, 700))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="softmax_over_everything" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="softmax_over_everything" says="all 6 entries together sum to 1"
# Softmax without an axis.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum()

# %% answer="softmax_over_queries" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="softmax_over_queries"
# Softmax down the columns, whatever axis is asked for.
import numpy as np


def softmax(z, axis=-1):
    axis = -2 if np.ndim(z) > 1 else -1
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="temperature_asserted" lost=["temperature_bad"] mistake="wrong_kind_of_error"
# An assert in place of the ValueError.
def softmax_with_temperature(z, temperature, axis=-1):
    assert temperature > 0, f"temperature is {temperature}"
    return softmax(z / temperature, axis)

# %% answer="temperature_axis_ignored" lost=["temperature_values"] mistake="axis_ignored" says="softmax(..., axis=axis)"
# Does not hand the axis on.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature)

# %% answer="temperature_error_says_nothing" lost=["temperature_bad"] mistake="error_message_says_too_little"
# A ValueError that does not tell what came.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError("temperature must be positive")
    return softmax(z / temperature, axis)

# %% answer="temperature_ignored" lost=["temperature_values"] mistake="temperature_ignored"
# Checks the temperature, and forgets it.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z, axis)

# %% answer="temperature_not_checked" lost=["temperature_bad"] mistake="no_error_for_bad_input"
# Does not look at the temperature.
def softmax_with_temperature(z, temperature, axis=-1):
    return softmax(z / temperature, axis)

# %% answer="temperature_over_everything" lost=["temperature_values"] mistake="softmax_over_everything"
# A softmax of its own, over the whole matrix.
import numpy as np


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    e = np.exp(z / temperature - np.max(z / temperature))
    return e / e.sum()

# %% answer="temperature_rounded_in_the_error" lost=["temperature_bad"] mistake="error_message_says_too_little"
# The error rounds the temperature.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature {temperature:.0f} came, must be above zero")
    return softmax(z / temperature, axis)

# %% answer="temperature_without_maximum" lost=["temperature_values"] mistake="no_max_subtraction"
# A softmax of its own that overflows.
import numpy as np


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    e = np.exp(z / temperature)
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="temperature_zero_accepted" lost=["temperature_bad"] mistake="no_error_for_bad_input"
# Lets a temperature of 0 pass.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature, axis)

# %% answer="wrong_softmax_right_temperature" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="softmax_over_everything"
# A wrong softmax, and a right temperature that calls it: only softmax loses points.
import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature, axis=axis)

# %% answer="zero_times_log_zero" lost=["entropy_zeros"] mistake="zero_times_log_zero"
# 0 log 0 is nan.
import numpy as np


def entropy(p, axis=-1):
    return -(p * np.log(p)).sum(axis=axis)

# %% answer="temperature_down_the_columns" lost=["temperature_values"] mistake="softmax_over_queries"
# Takes the last axis but one where there is one.
import numpy as np


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature must be above 0, not {temperature}")
    z = np.asarray(z) / temperature
    down = z.ndim - 2 if z.ndim > 1 else 0
    e = np.exp(z - np.max(z, axis=down, keepdims=True))
    return e / np.sum(e, axis=down, keepdims=True)

# %% answer="temperature_one_maximum_for_all" lost=["temperature_values"] mistake="max_of_everything"
# Subtracts the largest score of the whole array.
import numpy as np


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature must be above 0, not {temperature}")
    with np.errstate(all="ignore"):
        e = np.exp((z - z.max()) / temperature)
        return e / e.sum(axis=axis, keepdims=True)

# %% answer="mixed_a" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers", "temperature_values", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_values"] mistake=["logarithms_of_the_weights", "power_of_the_scores", "shares_left_out", "outer_product_only", "signs_looked_at"]
# One slip in each exercise: logarithms, power of scores, cross, outer only, negatives refused.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    z = z - z.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"{temperature} must be above 0")
    with np.errstate(all="ignore"):
        return softmax(z ** (1 / temperature), axis=axis)


def entropy(p, axis=-1):
    return -np.log(p).sum(axis=axis)


def softmax_jacobian(p):
    n = len(p)
    J = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            J[i, j] = -p[i] * p[j]
    return J


def normalised_over(A, tolerance=1e-6):
    if np.any(A < 0):
        return "nothing"
    for n, ax in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.all(np.abs(A.sum(axis=ax) - 1) <= tolerance):
            return n
    return "nothing"

# %% answer="mixed_b" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers", "temperature_values", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_values", "normalised_over_edges"] mistake=["sigmoid_in_place_of_softmax", "temperature_cut_to_a_whole_number", "squares_in_place_of_logarithms", "outer_product_with_the_rest", "sums_compared_with_each_other"]
# One slip in each exercise: sigmoid, whole temperature, gini, outer with rest, sums alike.
import numpy as np


def softmax(z, axis=-1):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"{temperature} must be above 0")
    return softmax(z / int(temperature), axis=axis)


def entropy(p, axis=-1):
    return 1 - (p ** 2).sum(axis=axis)


def softmax_jacobian(p):
    return np.outer(p, 1.0 - p)


def normalised_over(A, tolerance=1e-6):
    if np.ptp(A.sum(axis=1)) <= tolerance:
        return "keys"
    if np.ptp(A.sum(axis=0)) <= tolerance:
        return "queries"
    return "whole matrix" if abs(A.sum() - 1) <= tolerance else "nothing"

# %% answer="mixed_c" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers", "temperature_values", "temperature_bad", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_values", "normalised_over_edges"] mistake=["powers_of_two", "sign_turned", "divided_by_its_largest_value", "squares_subtracted_twice", "squares_summed"]
# One slip in each exercise: base two, sign turned, relative, squares twice, squares.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = 2.0 ** (z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"{temperature} must be above 0")
    return softmax(-z / temperature, axis=axis)


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return -(p * np.log(safe)).sum(axis=axis) / np.log(p.shape[axis])


def softmax_jacobian(p):
    return np.diag(p * (1.0 - p)) - np.outer(p, p)


def normalised_over(A, tolerance=1e-6):
    A = A ** 2
    for n, ax in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.all(np.abs(A.sum(axis=ax) - 1) <= tolerance):
            return n
    return "nothing"

# %% answer="mixed_d" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers", "temperature_values", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_edges"] mistake=["sign_turned", "temperature_squared", "one_added_before_the_logarithm", "squares_in_every_row", "another_default_tolerance"]
# One slip in each exercise: softmin, squared, log1p, squares broadcast, wide default.
import numpy as np


def softmax(z, axis=-1):
    z = -np.asarray(z, dtype=float)
    z = np.where(np.isposinf(z), 1e308, z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"{temperature} must be above 0")
    return softmax(z / temperature ** 2, axis=axis)


def entropy(p, axis=-1):
    return -(p * np.log1p(p)).sum(axis=axis)


def softmax_jacobian(p):
    return np.diagflat(p).astype(float) - p * p


def normalised_over(A, tolerance=0.05):
    for n, ax in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.all(np.abs(A.sum(axis=ax) - 1) <= tolerance):
            return n
    return "nothing"

# %% answer="mixed_e" lost=["softmax_large", "temperature_values", "temperature_bad", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_values"] mistake=["mean_in_place_of_maximum", "softmax_twice", "largest_share_only", "divided_by_n", "signs_left_out"]
# One slip in each exercise: mean taken off, twice, of the largest, over n, absolute entries.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.mean(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"{temperature} must be above 0")
    return softmax(softmax(z, axis=axis) / temperature, axis=axis)


def entropy(p, axis=-1):
    return -np.log(p.max(axis=axis))


def softmax_jacobian(p):
    return np.diag(p) - np.outer(p, p) / len(p)


def normalised_over(A, tolerance=1e-6):
    A = np.abs(A)
    for n, ax in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.all(np.abs(A.sum(axis=ax) - 1) <= tolerance):
            return n
    return "nothing"

# %% answer="mixed_f" lost=["softmax_large", "temperature_values", "temperature_bad", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_values", "normalised_over_edges"] mistake=["minimum_in_place_of_maximum", "one_added_to_the_temperature", "not_summed", "jacobian_of_the_logarithms", "whole_matrix_forgotten"]
# One slip in each exercise: minimum taken off, log temperature, terms, of the logarithm, never whole.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.min(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"{temperature} must be above 0")
    return softmax(z / (1 + temperature), axis=axis)


def entropy(p, axis=-1):
    return -p * np.log(np.where(p > 0, p, 1.0))


def softmax_jacobian(p):
    return np.eye(len(p)) - p


def normalised_over(A, tolerance=1e-6):
    if np.all(np.abs(A.sum(axis=1) - 1) <= tolerance):
        return "keys"
    elif np.all(np.abs(A.sum(axis=0) - 1) <= tolerance):
        return "queries"
    return "nothing"

# %% answer="mixed_g" lost=["softmax_large", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_values", "normalised_over_edges"] mistake=["single_precision", "softmax_applied", "one_half_only", "whole_matrix_without_a_test"]
# One slip in each exercise: float32, softmax first, upper triangle, else whole.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z).astype(np.float32)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def entropy(p, axis=-1):
    q = softmax(p, axis=axis)
    return -(q * np.log(q)).sum(axis=axis)


def softmax_jacobian(p):
    n = len(p)
    J = np.zeros((n, n))
    for i in range(n):
        J[i, i] = p[i] * (1 - p[i])
        for j in range(i + 1, n):
            J[i, j] = -p[i] * p[j]
    return J


def normalised_over(A, tolerance=1e-6):
    if np.all(np.abs(A.sum(axis=1) - 1) <= tolerance):
        return "keys"
    elif np.all(np.abs(A.sum(axis=0) - 1) <= tolerance):
        return "queries"
    return "whole matrix"

# %% answer="mixed_h" lost=["softmax_large", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_edges"] mistake=["infinite_scores_left_out", "distance_from_even_shares", "squares_left_on_the_diagonal", "last_that_holds"]
# One slip in each exercise: infinities left out, from uniform, diagonal is p, last that holds.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    z = z[np.isfinite(z)].reshape(z.shape) if np.isfinite(z).all() else z[np.isfinite(z)]
    e = np.exp(z - z.max(axis=-1 if z.ndim == 1 else axis, keepdims=True))
    return e / e.sum(axis=-1 if z.ndim == 1 else axis, keepdims=True)


def entropy(p, axis=-1):
    safe = np.where(p > 0, p, 1.0)
    return np.log(p.shape[axis]) + (p * np.log(safe)).sum(axis=axis)


def softmax_jacobian(p):
    n = len(p)
    return np.array([[float(p[i]) if i == j else -float(p[i]) * p[j] for j in range(n)] for i in range(n)])


def normalised_over(A, tolerance=1e-6):
    out = "nothing"
    for n, ax in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.all(np.abs(A.sum(axis=ax) - 1) <= tolerance):
            out = n
    return out

# %% answer="mixed_i" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers", "entropy_values", "entropy_zeros", "jacobian_values", "jacobian_edges", "normalised_over_values", "normalised_over_edges"] mistake=["softmax_twice", "logarithm_of_the_squares", "signs_beside_the_diagonal", "last_row_only"]
# One slip in each exercise: twice, log outside, offdiagonal positive, last row.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    for _ in range(2):
        e = np.exp(z - z.max(axis=axis, keepdims=True))
        z = e / e.sum(axis=axis, keepdims=True)
    return z


def entropy(p, axis=-1):
    return -np.log((p * p).sum(axis=axis))


def softmax_jacobian(p):
    n = len(p)
    return np.array([[p[i] * (1.0 - p[i]) if i == j else 1.0 * p[i] * p[j] for j in range(n)] for i in range(n)])


def normalised_over(A, tolerance=1e-6):
    for row in A:
        rows = abs(row.sum() - 1) <= tolerance
    for column in A.T:
        columns = abs(column.sum() - 1) <= tolerance
    if rows:
        return "keys"
    if columns:
        return "queries"
    return "whole matrix" if abs(A.sum() - 1) <= tolerance else "nothing"

# %% answer="mixed_j" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers", "jacobian_values", "jacobian_edges", "normalised_over_values", "normalised_over_edges"] mistake=["all_to_the_largest", "negative_rest_beside_the_diagonal", "queries_forgotten"]
# One slip in each exercise: hardmax, sigmoid derivative, columns left out.
import numpy as np


def softmax(z, axis=-1):
    return (z == np.max(z, axis=axis, keepdims=True)).astype(float)


def softmax_jacobian(p):
    n = len(p)
    return np.array([[1.0 * p[i] * (1 - p[j]) if i == j else -p[i] * (1.0 - p[j]) for j in range(n)] for i in range(n)])


def normalised_over(A, tolerance=1e-6):
    if np.all(np.abs(A.sum(axis=1) - 1) <= tolerance):
        return "keys"
    return "whole matrix" if abs(A.sum() - 1) <= tolerance else "nothing"

# %% answer="mixed_k" lost=["softmax_values", "softmax_axes", "softmax_large", "jacobian_values", "jacobian_edges"] mistake=["fractions_of_scores_lost", "one_minus_the_outer_product"]
# One slip in each exercise: whole numbers first, one minus outer.
import numpy as np


def softmax(z, axis=-1):
    z = np.trunc(np.asarray(z, dtype=float))
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_jacobian(p):
    return np.eye(len(p)) * p * (1 - np.outer(p, p))

# %% answer="mixed_l" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake=["scaled_by_the_width"]
# One slip in each exercise: scaled by width.
import numpy as np


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float) / np.sqrt(np.shape(z)[-1])
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="mixed_m" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake=["squares_in_place_of_exp"]
# One slip in each exercise: squares.
import numpy as np


def softmax(z, axis=-1):
    e = np.asarray(z, dtype=float) ** 2
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="entropy_along_the_first_axis_and_mean_error" lost=["entropy_values", "entropy_zeros", "normalised_over_edges"] mistake=["summed_down_the_columns", "mean_error"]
# Sums along the first axis; and asks how far the sums are from 1 on average.
import numpy as np


def entropy(p, axis=-1):
    return sum(-row * np.log(np.where(row > 0, row, 1)) for row in p)


def normalised_over(A, tolerance=1e-6):
    for name, ax in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.mean(np.abs(A.sum(axis=ax) - 1)) <= tolerance:
            return name
    return "nothing"

# %% answer="entropy_of_shares_that_are_too_large" lost=["entropy_zeros"] says="a small number that is added"
# 1e-9 in each logarithm, which a row of one share turns into an entropy below 0.
import numpy as np


def entropy(p, axis=-1):
    return -(p * np.log(np.asarray(p) + 1e-9)).sum(axis)

# %% answer="scores_with_a_lower_end" lost=["softmax_large"] mistake="minus_infinity_gets_weight" says="A score of -inf gets the weight"
# Nothing below -50, so that exp is never 0.
def softmax(z, axis=-1):
    e = np.exp(np.maximum(z - np.max(z, axis=axis, keepdims=True), -50))
    return e / e.sum(axis=axis, keepdims=True)

# %% answer="column_of_squares" lost=["jacobian_values", "jacobian_edges"] mistake="squares_in_every_column"
# The square of a column.
def softmax_jacobian(p):
    column = np.asarray(p, dtype=float).reshape(-1, 1)
    return np.diagflat(column) - column * column

# %% answer="diagonal_matrix_alone" lost=["jacobian_values", "jacobian_edges"] mistake="outer_product_forgotten"
# Stops half way.
def softmax_jacobian(p):
    J = np.zeros((len(p), len(p)))
    for i, share in enumerate(p):
        J[i, i] = share
    return J

# %% answer="shares_of_shifted_scores" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] says="grow in a straight line with the scores: exp is missing"
# No exp. That the right result was rounded would be untrue.
def softmax(z, axis=-1):
    z = z - np.min(z, axis=axis, keepdims=True)
    return z / z.sum(axis=axis, keepdims=True)

# %% answer="divided_by_the_largest" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] says="softmax of the right scores times a number, and not times the same in all rows: 1, 0.5"
# Divides where it should subtract.
def softmax(z, axis=-1):
    with np.errstate(all="ignore"):
        e = np.exp(z / np.max(z, axis=axis, keepdims=True))
        return e / e.sum(axis=axis, keepdims=True)

# %% answer="temperature_below_the_line" lost=["temperature_values"] says="Within each row they are proportional to exp of 0.5 times the scores that are right"
# Only the sum has a temperature.
def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}; expected above 0")
    z = z - np.max(z, axis=axis, keepdims=True)
    return np.exp(z) / np.exp(z / temperature).sum(axis=axis, keepdims=True)

# %% answer="never_the_whole_matrix" lost=["normalised_over_values", "normalised_over_edges"] mistake="whole_matrix_forgotten" says="You never give"
# Two of three. That the sums are compared with each other would be untrue.
def normalised_over(A, tolerance=1e-6):
    if np.abs(A.sum(axis=1) - 1).max() <= tolerance:
        return "keys"
    return "queries" if np.abs(A.sum(axis=0) - 1).max() <= tolerance else "nothing"

# %% answer="far_is_near" lost=["normalised_over_values", "normalised_over_edges"] mistake="comparison_turned"
# >= in place of <=.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    if np.all(np.abs(A.sum(axis=1) - 1) >= tolerance):
        return "keys"
    if np.all(np.abs(A.sum(axis=0) - 1) >= tolerance):
        return "queries"
    return "whole matrix" if abs(A.sum() - 1) >= tolerance else "nothing"

# %% answer="whole_matrix_second" lost=["normalised_over_edges"] mistake="whole_matrix_before_queries"
# The whole matrix is tested before the columns.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, sums in (("keys", A.sum(1)), ("whole matrix", A.sum()), ("queries", A.sum(0))):
        if np.all(np.abs(sums - 1) <= tolerance):
            return name
    return "nothing"

# %% answer="means_near_one" lost=["normalised_over_values", "normalised_over_edges"] mistake="means_in_place_of_sums"
# mean in place of sum.
import numpy as np


def normalised_over(A, tolerance=1e-6):
    for name, axis in (("keys", 1), ("queries", 0), ("whole matrix", None)):
        if np.all(np.abs(A.mean(axis=axis) - 1) <= tolerance):
            return name
    return "nothing"

# %% answer="diag_of_a_column" lost=["jacobian_values", "jacobian_edges"] mistake="diagonal_of_a_column"
# p is made a column first.
import numpy as np


def softmax_jacobian(p):
    c = p.reshape(-1, 1).astype(float)
    return np.diag(c) - c @ c.T

# %% answer="minus_p_beside_the_diagonal" lost=["jacobian_values", "jacobian_edges"] mistake="weight_beside_the_diagonal"
# -p_i beside the diagonal.
import numpy as np


def softmax_jacobian(p):
    n = len(p)
    return np.array([[p[i] * (1.0 - p[i]) if i == j else -1.0 * p[i] for j in range(n)] for i in range(n)])

# %% answer="outer_product_and_no_more" lost=["jacobian_values", "jacobian_edges"] mistake="plain_outer_product"
# p p^T alone.
def softmax_jacobian(p):
    return 1.0 * p[:, None] * p

# %% answer="maximum_taken_off_too_late" lost=["softmax_values", "softmax_axes", "softmax_large", "softmax_integers"] mistake="maximum_of_the_exponentials"
# exp comes first.
def softmax(z, axis=-1):
    powers = np.exp(np.array(z, dtype=float))
    powers -= np.max(powers, axis=axis, keepdims=True)
    return powers / np.sum(powers, axis=axis, keepdims=True)

# %% answer="rounded_sums" lost=["normalised_over_values", "normalised_over_edges"] mistake="sums_rounded"
# Rounds in place of a tolerance.
def normalised_over(A, tolerance=1e-6):
    for name, sums in (("keys", A.sum(1)), ("queries", A.sum(0)), ("whole matrix", A.sum())):
        if (np.rint(sums) == 1).all():
            return name
    return "nothing"

# %% answer="all_of_the_sums" lost=["normalised_over_values", "normalised_over_edges"] mistake="sums_not_compared" says="np.all takes the comparisons"
# np.all inside of abs.
def normalised_over(A, tolerance=1e-6):
    if abs(np.all(A.sum(axis=1)) - 1) <= tolerance:
        return "keys"
    if abs(np.all(A.sum(axis=0)) - 1) <= tolerance:
        return "queries"
    return "whole matrix" if abs(A.sum() - 1) <= tolerance else "nothing"

# %% answer="each_term_over_the_one_before" lost=["entropy_values", "entropy_zeros"] mistake="last_share_only"
# = where += belongs.
def entropy(p, axis=-1):
    total = 0.0
    for share in np.moveaxis(np.asarray(p, dtype=float), axis, 0):
        total = -share * np.log(np.where(share > 0, share, 1))
    return total
