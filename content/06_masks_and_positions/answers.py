# %% [markdown]
# What students may hand in for 06_masks_and_positions, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="attention_blind_queries_are_nan" lost=["masked_attention_values", "masked_attention_batch"] mistake="fully_masked_row_is_nan"
# Has a softmax of its own, without a thought for rows in which nothing may be seen.
import numpy as np
from scipy.special import softmax


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = softmax(S if mask is None else np.where(mask, S, -np.inf), axis=-1)
    return A @ V, A

# %% answer="attention_ignores_the_mask" lost=["masked_attention_values", "masked_attention_batch"] mistake="mask_ignored"
# The mask is not handed on.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else np.ones(S.shape, dtype=bool))
    return A @ V, A

# %% answer="attention_masked_with_minus_1e9" lost=["masked_attention_values", "masked_attention_batch"] mistake="fully_masked_row_sees_all"
# Has a softmax of its own, over scores of -1e9 where a key is hidden.
import numpy as np
from scipy.special import softmax


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = softmax(S if mask is None else np.where(mask, S, -1e9), axis=-1)
    return A @ V, A

# %% answer="attention_needs_a_mask" lost=["masked_attention_without_mask", "masked_attention_batch"] mistake="nothing_seen_without_a_mask"
# Without a mask nothing is seen.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = masked_softmax(S, False if mask is None else mask)
    return A @ V, A

# %% answer="attention_scaled_by_d_k" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="scale_by_d_k"
# Divided by d_k.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1]
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A @ V, A

# %% answer="attention_scaled_by_root_d_v" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="scale_by_root_d_v"
# Divides by the root of the values' width.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(V.shape[-1])
    A = masked_softmax(S, True if mask is None else mask)
    return A @ V, A

# %% answer="attention_transposes_the_batch" lost=["masked_attention_batch"] mistake="transpose_of_a_batch"
# Uses .T on a batch.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A @ V, A

# %% answer="attention_weights_first" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="weights_before_output"
# Gives (A, O).
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A, A @ V

# %% answer="attention_without_scale" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="no_scale"
# Scores not divided.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2)
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A @ V, A

# %% answer="causal_of_numbers" lost=["causal_mask_values"] mistake="numbers_in_place_of_booleans"
# A mask of ones and zeros.
import numpy as np


def causal_mask(n):
    return np.tril(np.ones((n, n)))

# %% answer="causal_off_by_one" lost=["causal_mask_values"] mistake="causal_mask_off_by_one"
# A query does not see itself.
import numpy as np


def causal_mask(n):
    return np.tri(n, k=-1, dtype=bool)

# %% answer="causal_turned" lost=["causal_mask_values"] mistake="hidden_keys_marked"
# True where a key is hidden.
import numpy as np


def causal_mask(n):
    return np.triu(np.ones((n, n), dtype=bool), k=1)

# %% answer="empty" lost="all" says=["`causal_mask` is not written yet", "`sinusoidal_positions` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="fully_masked_nan" lost=["masked_softmax_extremes"] mistake="fully_masked_row_is_nan"
# A row without a key is nan.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="hidden_by_1e9_then_zeroed" lost=["masked_softmax_extremes"] mistake="constant_then_wiped_out"
# Sets hidden scores to -1e9, and wipes what is left of them out.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -1e9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return np.where(mask, E / E.sum(axis=-1, keepdims=True), 0)

# %% answer="hidden_by_adding" lost=["masked_softmax_extremes"] mistake="hidden_by_adding_a_constant"
# Adds -1e9 to hidden scores, as many models do.
import numpy as np


def masked_softmax(S, mask):
    S = S + np.where(mask, 0, -1e9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="mask_on_the_wrong_axis" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="mask_transposed"
# The mask lies along the queries.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(np.swapaxes(np.broadcast_to(mask, S.shape), -1, -2), S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="mask_turned" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="mask_polarity_turned"
# True hides.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, -np.inf, S)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="masked_after_softmax" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="masked_after_softmax"
# Weights wiped out after softmax.
import numpy as np


def masked_softmax(S, mask):
    S = S * 1.0
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return np.where(mask, E / E.sum(axis=-1, keepdims=True), 0.0)

# %% answer="masked_with_minus_100" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="masked_with_too_small_a_constant"
# Hidden scores set to -100.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -100.0)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="masked_with_minus_1e9" lost=["masked_softmax_extremes"] mistake="fully_masked_row_sees_all"
# Hidden scores set to -1e9: exact where something may be seen.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -1e9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="masked_with_tiny" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="masked_with_zero"
# Hidden scores set to 1e-9.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, 1e-9)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="masked_with_zero" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="masked_with_zero"
# Hidden scores set to 0.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, 0.0)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="max_of_everything" lost=["masked_softmax_extremes"] mistake="max_of_everything"
# Takes one maximum off all rows.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    E = np.exp(S - max(S.max(), -1e300))
    total = E.sum(axis=-1, keepdims=True)
    return E / np.where(total == 0, 1, total)

# %% answer="no_max_subtraction" lost=["masked_softmax_extremes"] mistake="no_max_subtraction"
# Applies exp to the scores as they come.
import numpy as np


def masked_softmax(S, mask):
    E = np.where(mask, np.exp(S), 0)
    total = E.sum(axis=-1, keepdims=True)
    return E / np.where(total == 0, 1, total)

# %% answer="padding_at_the_front" lost=["padding_mask_values"] mistake="padded_at_the_front"
# Padded at the front.
import numpy as np


def padding_mask(lengths, n):
    for length in lengths:
        if length < 0 or length > n:
            raise ValueError(f"{length} is not within 0 to {n}")
    return np.array([[False] * (n - length) + [True] * length for length in lengths])

# %% answer="padding_lengths_not_zero" lost=["padding_mask_values", "padding_mask_bad_lengths"]
# Takes a sentence without words for a bad one.
import numpy as np


def padding_mask(lengths, n):
    for length in lengths:
        if length <= 0 or length > n:
            raise ValueError(f"length {length} is not in 1..{n}")
    return np.arange(n) < np.asarray(lengths)[:, None]

# %% answer="padding_one_too_many" lost=["padding_mask_values"] mistake="one_place_too_many"
# Compares with <=.
import numpy as np


def padding_mask(lengths, n):
    lengths = np.asarray(lengths)
    if ((lengths < 0) | (lengths > n)).any():
        raise ValueError(f"lengths {lengths.tolist()}, n {n}")
    return np.arange(n) <= lengths[:, None]

# %% answer="padding_unchecked" lost=["padding_mask_bad_lengths"] mistake="no_error_for_bad_input"
# Lengths are not tested.
import numpy as np


def padding_mask(lengths, n):
    return np.arange(n) < np.asarray(lengths)[:, None]

# %% answer="positions_base_1000" lost=["sinusoidal_positions_values"] says="with the base 1000 in the place of 10000"
# Has a zero too few in the base.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model must be even; it is {d_model}")
    angles = np.arange(n)[:, None] / 1000 ** (np.arange(0, d_model, 2) / d_model)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)

# %% answer="positions_from_one" lost=["sinusoidal_positions_values"] mistake="places_from_one"
# Places count from 1.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model} is odd")
    P = np.zeros((n, d_model))
    angles = np.arange(1, n + 1)[:, None] * 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    P[:, 0::2], P[:, 1::2] = np.sin(angles), np.cos(angles)
    return P

# %% answer="positions_in_halves" lost=["sinusoidal_positions_values"] mistake="sine_and_cosine_in_halves"
# All sines, then all cosines.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model} is odd")
    angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)

# %% answer="positions_of_any_width" lost=["sinusoidal_positions_odd"] mistake="no_error_for_bad_input"
# An odd d_model is not refused.
import numpy as np


def sinusoidal_positions(n, d_model):
    P = np.zeros((n, d_model))
    for column in range(d_model):
        angles = np.arange(n) / 10000 ** (2 * (column // 2) / d_model)
        P[:, column] = np.cos(angles) if column % 2 else np.sin(angles)
    return P

# %% answer="positions_own_frequency" lost=["sinusoidal_positions_values"] mistake="own_frequency_for_each_column"
# Each column has its own frequency.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model} is odd")
    angles = np.arange(n)[:, None] * 10000.0 ** (-np.arange(d_model) / d_model)
    P = np.sin(angles)
    P[:, 1::2] = np.cos(angles)[:, 1::2]
    return P

# %% answer="positions_rise" lost=["sinusoidal_positions_values"] mistake="frequencies_rise"
# Multiplies by the power of 10000.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model must be even; it is {d_model}")
    angles = np.arange(n)[:, None] * 10000.0 ** (np.arange(0, d_model, 2) / d_model)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)

# %% answer="positions_twice_two" lost=["sinusoidal_positions_values"] mistake="frequencies_too_far_apart"
# Takes 2i twice.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model must be even; it is {d_model}")
    angles = np.arange(n)[:, None] / 10000 ** (2 * np.arange(0, d_model, 2) / d_model)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)

# %% answer="right_complex_exponential" lost=[]
# Right: floats for masks inside, and positions as a complex exponential.
import numpy as np


def causal_mask(n):
    return np.greater_equal.outer(np.arange(n), np.arange(n))


def padding_mask(lengths, n):
    outside = [int(length) for length in lengths if length < 0 or length > n]
    if outside:
        raise ValueError(f"lengths outside 0..{n}: {outside}")
    return np.tile(np.arange(n), (len(lengths), 1)) < np.reshape(lengths, (-1, 1))


def masked_softmax(S, mask):
    S = np.asarray(S, dtype=float)
    keep = np.broadcast_to(mask, S.shape).astype(float)
    lowest = np.where(keep > 0, S, np.finfo(float).min)
    E = np.exp(np.where(keep > 0, S - lowest.max(-1, keepdims=True), 0)) * keep
    total = E.sum(-1, keepdims=True)
    return E / (total + (total == 0))


def masked_attention(Q, K, V, mask=None):
    S = np.asarray(Q) @ np.swapaxes(np.asarray(K), -2, -1) / np.sqrt(np.shape(K)[-1])
    A = masked_softmax(S, np.ones_like(S, dtype=bool) if mask is None else mask)
    return A @ np.asarray(V), A


def sinusoidal_positions(n, d_model):
    if d_model % 2 != 0:
        raise ValueError(f"d_model is {d_model}, expected an even number")
    turns = np.exp(1j * np.outer(np.arange(n), 10000.0 ** (-np.arange(0, d_model, 2) / d_model)))
    P = np.zeros((n, d_model))
    P[:, ::2], P[:, 1::2] = turns.imag, turns.real
    return P

# %% answer="right_loops" lost=[]
# Right, with loops over every row.
import math

import numpy as np


def causal_mask(n):
    mask = np.zeros((n, n), dtype=bool)
    for query in range(n):
        for key in range(query + 1):
            mask[query, key] = True
    return mask


def padding_mask(lengths, n):
    rows = []
    for length in lengths:
        if not 0 <= length <= n:
            raise ValueError(f"a length of {length} came, but sentences have 0 to {n} words")
        rows.append([True] * length + [False] * (n - length))
    return np.array(rows, dtype=bool)


def masked_softmax(S, mask):
    mask = np.broadcast_to(mask, S.shape)
    A = np.zeros(S.shape)
    for place in np.ndindex(S.shape[:-1]):
        keys = np.flatnonzero(mask[place])
        if len(keys):
            E = np.exp(S[place][keys] - max(S[place][keys]))
            A[place][keys] = E / sum(E)
    return A


def masked_attention(Q, K, V, mask=None):
    S = np.einsum("...id,...jd->...ij", Q, K) / math.sqrt(Q.shape[-1])
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return np.einsum("...ij,...jv->...iv", A, V), A


def sinusoidal_positions(n, d_model):
    if d_model % 2 == 1:
        raise ValueError(f"expected an even d_model, but {d_model} came")
    P = np.zeros((n, d_model))
    for p in range(n):
        for i in range(d_model // 2):
            angle = p / 10000 ** (2 * i / d_model)
            P[p, 2 * i], P[p, 2 * i + 1] = math.sin(angle), math.cos(angle)
    return P

# %% answer="right_numpy" lost=[]
# Right, with np.tri, exp(where) and stacked pairs.
import numpy as np


def causal_mask(n):
    return np.tril(np.ones((n, n), dtype=bool))


def padding_mask(lengths, n):
    lengths = np.array(lengths)
    bad = lengths[(lengths < 0) | (lengths > n)]
    if bad.size:
        raise ValueError(f"lengths {bad} outside of 0..{n}")
    return np.tile(np.arange(n), (len(lengths), 1)) < lengths.reshape(-1, 1)


def masked_softmax(S, mask):
    S = np.asarray(S, dtype=float)
    mask = np.broadcast_to(mask, S.shape)
    top = np.max(S, axis=-1, keepdims=True, where=mask, initial=-np.inf)
    top = np.where(mask.any(axis=-1, keepdims=True), top, 0)
    E = np.exp(S - top, where=mask, out=np.zeros(np.shape(S)))
    Z = E.sum(axis=-1, keepdims=True)
    return np.divide(E, Z, out=np.zeros_like(E), where=Z > 0)


def masked_attention(Q, K, V, mask=None):
    if mask is None:
        mask = np.ones((Q.shape[-2], K.shape[-2]), dtype=bool)
    A = masked_softmax(Q @ K.swapaxes(-2, -1) * K.shape[-1] ** -0.5, mask)
    return A @ V, A


def sinusoidal_positions(n, d_model):
    if d_model != 2 * (d_model // 2):
        raise ValueError(f"d_model must be even: {d_model}")
    angles = np.arange(n)[:, None] * np.exp(-np.log(10000) * np.arange(0, d_model, 2) / d_model)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)

# %% answer="right_scipy" lost=[]
# Right, with SciPy's softmax and nan_to_num.
import numpy as np
from scipy.special import softmax


def causal_mask(n):
    i, j = np.indices((n, n))
    return i >= j


def padding_mask(lengths, n):
    for length in lengths:
        if length not in range(n + 1):
            raise ValueError(f"{length} is no length from 0 to {n}")
    return np.array([np.arange(n) < length for length in lengths])


def masked_softmax(S, mask):
    with np.errstate(invalid="ignore"):
        A = softmax(np.where(mask, S, -np.inf), axis=-1)
    return np.nan_to_num(A)


def masked_attention(Q, K, V, mask=None):
    Q, K, V = np.float64(Q), np.float64(K), np.float64(V)
    S = np.matmul(Q, np.moveaxis(K, -1, -2)) / np.sqrt(Q.shape[-1])
    A = softmax(S, axis=-1) if mask is None else masked_softmax(S, mask)
    return np.matmul(A, V), A


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"odd d_model {d_model}")
    column = np.arange(d_model)
    angles = np.outer(np.arange(n), 10000.0 ** (-(column - column % 2) / d_model))
    return np.where(column % 2, np.cos(angles), np.sin(angles))

# %% answer="scores_overwritten" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="argument_changed_in_place"
# Writes -inf into the caller's scores.
import numpy as np


def masked_softmax(S, mask):
    S[~np.broadcast_to(mask, S.shape)] = -np.inf
    top = S.max(axis=-1, keepdims=True)
    E = np.exp(S - np.where(np.isfinite(top), top, 0))
    Z = E.sum(axis=-1, keepdims=True)
    return E / np.where(Z == 0, 1, Z)

# %% answer="softmax_over_queries" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="softmax_over_queries"
# Normalised down the columns.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    with np.errstate(invalid="ignore"):
        E = np.exp(S - S.max(axis=-2, keepdims=True))
        return E / E.sum(axis=-2, keepdims=True)

# %% answer="warns" lost=["masked_softmax_extremes"] mistake="warning"
# Right, but divides by zero on the way.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    E = np.exp(S - np.nan_to_num(S.max(axis=-1, keepdims=True), neginf=0.0))
    return np.nan_to_num(E / E.sum(axis=-1, keepdims=True))

# %% answer="causal_sees_the_next" lost=["causal_mask_values"] mistake="one_key_too_many"
# Slices one too far.
import numpy as np


def causal_mask(n):
    mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        mask[i, :i + 2] = True
    return mask

# %% answer="causal_upper_triangle" lost=["causal_mask_values"] mistake="looks_ahead_only"
# Takes the upper triangle.
import numpy as np


def causal_mask(n):
    return np.triu(np.ones((n, n), dtype=bool))

# %% answer="padding_marks_the_padding" lost=["padding_mask_values"] mistake="padding_marked"
# True where there is padding.
import numpy as np


def padding_mask(lengths, n):
    mask = np.zeros((len(lengths), n), dtype=bool)
    for row, length in zip(mask, lengths):
        if not 0 <= length <= n:
            raise ValueError(f"got the length {length}, expected 0 to {n}")
        row[length:] = True
    return mask

# %% answer="padding_one_column_a_sentence" lost=["padding_mask_values"] mistake="places_as_rows"
# Stacks the sentences side by side.
import numpy as np


def padding_mask(lengths, n):
    for length in lengths:
        if not 0 <= length <= n:
            raise ValueError(f"got the length {length}, expected 0 to {n}")
    return np.arange(n)[:, None] < np.asarray(lengths)

# %% answer="softmax_without_the_mask" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="mask_ignored"
# Never looks at the mask.
import numpy as np


def masked_softmax(S, mask):
    E = np.exp(S - np.amax(S, axis=-1)[..., None])
    return E / np.sum(E, axis=-1)[..., None]

# %% answer="blind_rows_share_evenly" lost=["masked_softmax_extremes"] mistake="fully_masked_row_sees_all"
# Repairs nan by an even share.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    blind = np.isneginf(S).all(axis=-1)
    S[blind] = 0
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="weights_cut_off" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="integer_truncation"
# Writes the weights into an array of whole numbers.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    top = S.max(axis=-1, keepdims=True)
    E = np.exp(S - np.where(np.isinf(top), 0.0, top))
    total = E.sum(axis=-1, keepdims=True)
    A = np.zeros(S.shape, dtype=int)
    A[...] = E / np.where(total == 0, 1.0, total)
    return A.astype(float)

# %% answer="attention_scale_multiplied" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="scale_multiplied"
# Multiplies with the root.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = np.sqrt(Q.shape[-1]) * (Q @ np.swapaxes(K, -1, -2))
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A @ V, A

# %% answer="attention_scaled_by_root_n" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="scale_by_root_n"
# Counts the keys.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2)
    S = S / S.shape[-1] ** 0.5
    A = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return A @ V, A

# %% answer="attention_adds_minus_1e9" lost=["masked_attention_values", "masked_attention_batch"] mistake="hidden_by_adding_a_constant"
# Adds (1 - mask) times -1e9, as much code does.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    if mask is not None:
        S = S + (1.0 - mask) * -1e9
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="attention_scores_times_mask" lost=["masked_attention_values", "masked_attention_batch"] mistake="masked_with_zero"
# Multiplies the scores with the mask.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    S = S if mask is None else S * mask
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="attention_weights_times_mask" lost=["masked_attention_values", "masked_attention_batch"] mistake="masked_after_softmax"
# Multiplies the weights with the mask.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True) * (1 if mask is None else mask)
    return A @ V, A

# %% answer="attention_down_the_columns" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="softmax_over_queries"
# Normalises each key's column.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    S = S if mask is None else np.where(mask, S, -np.inf)
    with np.errstate(invalid="ignore"):
        E = np.exp(S - S.max(axis=-2, keepdims=True))
        A = E / E.sum(axis=-2, keepdims=True)
    return A @ V, A

# %% answer="attention_true_hides" lost=["masked_attention_values", "masked_attention_batch"] mistake="mask_polarity_turned"
# Takes True for hidden.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    hidden = np.zeros(S.shape, dtype=bool) if mask is None else np.broadcast_to(mask, S.shape)
    A = masked_softmax(S, np.logical_not(hidden))
    return A @ V, A

# %% answer="attention_keys_ask" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="queries_and_keys_swapped"
# Keys first.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = K @ np.swapaxes(Q, -1, -2) / np.sqrt(Q.shape[-1])
    A = masked_softmax(S, True if mask is None else mask)
    return A @ V, A

# %% answer="attention_without_transpose" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="key_not_transposed"
# Multiplies Q with K.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = np.matmul(Q, K) / np.sqrt(Q.shape[-1])
    A = masked_softmax(S, True if mask is None else mask)
    return A @ V, A

# %% answer="attention_weights_twice" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="values_ignored"
# Forgets the last product.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    O = masked_softmax(S, np.ones(S.shape, dtype=bool) if mask is None else mask)
    return O, O

# %% answer="positions_cosine_first" lost=["sinusoidal_positions_values"] mistake="cosine_before_sine"
# Begins with the cosine.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"got d_model = {d_model}, expected an even number")
    angles = np.outer(np.arange(n), 10000.0 ** -(np.arange(0, d_model, 2) / d_model))
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1).reshape(n, d_model)

# %% answer="positions_exponent_without_the_two" lost=["sinusoidal_positions_values"] mistake="frequencies_too_close"
# Takes i / d_model.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"got d_model = {d_model}, expected an even number")
    angles = np.outer(np.arange(n), 10000.0 ** -(np.arange(d_model // 2) / d_model))
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d_model)

# %% answer="positions_as_columns" lost=["sinusoidal_positions_values"] mistake="places_as_columns"
# A row for each number of a position.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"got d_model = {d_model}, expected an even number")
    P = np.empty((d_model, n))
    for row in range(d_model):
        angles = np.arange(n) / 10000.0 ** (row // 2 * 2 / d_model)
        P[row] = np.cos(angles) if row % 2 else np.sin(angles)
    return P

# %% answer="causal_everything_seen" lost=["causal_mask_values"] mistake="everything_seen"
# Ones everywhere.
import numpy as np


def causal_mask(n):
    return np.ones((n, n), dtype=bool)

# %% answer="causal_itself_only" lost=["causal_mask_values"] mistake="itself_only"
# The identity.
import numpy as np


def causal_mask(n):
    return np.eye(n, dtype=bool)

# %% answer="causal_made_to_be_added" lost=["causal_mask_values"] mistake="made_to_be_added"
# 0 and -inf, to be added to scores.
import numpy as np


def causal_mask(n):
    return np.where(np.tri(n) > 0, 0.0, -np.inf)

# %% answer="causal_reversed" lost=["causal_mask_values"] says="in reverse order along the axis key"
# Left and right exchanged.
import numpy as np


def causal_mask(n):
    return np.tri(n, dtype=bool)[:, ::-1]

# %% answer="padding_one_place_too_few" lost=["padding_mask_values"] mistake="one_place_too_few"
# Counts from 1.
import numpy as np


def padding_mask(lengths, n):
    if max(lengths) > n or min(lengths) < 0:
        raise ValueError(f"{max(lengths)} {min(lengths)} {n}")
    return np.arange(1, n + 1) < np.array(lengths)[:, None]

# %% answer="padding_last_place_only" lost=["padding_mask_values", "padding_mask_bad_lengths"] mistake=["last_place_only", "no_error_for_bad_input"]
# == for <.
import numpy as np


def padding_mask(lengths, n):
    return np.arange(1, n + 1) == np.asarray(lengths)[:, None]

# %% answer="padding_for_each_query" lost=["padding_mask_values"] mistake="mask_for_each_query"
# A matrix for each sentence.
import numpy as np


def padding_mask(lengths, n):
    if max(lengths) > n or min(lengths) < 0:
        raise ValueError(f"{max(lengths)} {min(lengths)} {n}")
    m = np.array([[j < l for j in range(n)] for l in lengths])
    return m[:, :, None] & m[:, None, :]

# %% answer="padding_refuses_length_zero" lost=["padding_mask_values", "padding_mask_bad_lengths"] says="a `raise` of your own refused what it got"
# Takes a length of 0 for bad input.
import numpy as np


def padding_mask(lengths, n):
    for l in lengths:
        if l <= 0 or l > n:
            raise ValueError(f"length {l} not in 0..{n}")
    return np.array([[j < l for j in range(n)] for l in lengths])

# %% answer="softmax_mask_turned_and_nothing_left" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="mask_polarity_turned"
# masked_fill has it the other way round.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, -np.inf, S)
    m = S.max(-1, keepdims=True)
    m = np.where(np.isinf(m), 0, m)
    e = np.exp(S - m)
    t = e.sum(-1, keepdims=True)
    return e / np.where(t == 0, 1, t)

# %% answer="softmax_mask_of_keys_row_by_row" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="mask_on_the_wrong_axis"
# Entry i of a mask of keys hides row i.
import numpy as np


def masked_softmax(S, mask):
    A = np.zeros(S.shape)
    for i in range(S.shape[0]):
        seen = mask[i]
        if seen.any():
            e = np.exp(S[i][seen] - S[i][seen].max())
            A[i][seen] = e / e.sum()
    return A

# %% answer="softmax_hidden_scores_in_the_maximum" lost=["masked_softmax_extremes"] mistake="hidden_scores_in_the_maximum"
# The maximum before the mask.
import numpy as np


def masked_softmax(S, mask):
    e = np.exp(S - S.max(-1, keepdims=True)) * mask
    t = e.sum(-1, keepdims=True)
    return e / np.where(t == 0, 1, t)

# %% answer="softmax_no_max_before_the_mask" lost=["masked_softmax_extremes"] mistake="no_max_before_the_mask"
# exp of all scores, then the mask.
import numpy as np


def masked_softmax(S, mask):
    e = np.exp(S) * mask
    t = e.sum(-1, keepdims=True)
    return np.divide(e, t, out=np.zeros_like(e), where=t != 0)

# %% answer="softmax_scores_not_used" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="scores_not_used"
# Equal shares.
import numpy as np


def masked_softmax(S, mask):
    m = np.broadcast_to(mask, S.shape) * 1.0
    t = m.sum(-1, keepdims=True)
    return m / np.where(t == 0, 1, t)

# %% answer="softmax_over_queries_guarded" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="softmax_over_queries"
# Over queries, without nan.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    m = S.max(axis=0, keepdims=True)
    m = np.where(np.isinf(m), 0, m)
    e = np.exp(S - m)
    t = e.sum(axis=0, keepdims=True)
    return e / np.where(t == 0, 1, t)

# %% answer="softmax_something_added_to_the_sum" lost=["masked_softmax_values", "masked_softmax_extremes"] says="only the division by the row's own sum is missing or wrong"
# A number against division by 0.
import numpy as np


def masked_softmax(S, mask):
    S = np.where(mask, S, -np.inf)
    m = S.max(-1, keepdims=True)
    m = np.where(np.isinf(m), 0, m)
    e = np.exp(S - m)
    return e / (e.sum(-1, keepdims=True) + 1e-3)

# %% answer="attention_scale_after_softmax" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="scale_after_softmax"
# Divides the weights.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2)
    A = masked_softmax(S, True if mask is None else mask) / np.sqrt(K.shape[-1])
    return A @ V, A

# %% answer="attention_keys_in_place_of_values" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="keys_in_place_of_values"
# A @ K.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = masked_softmax(S, True if mask is None else mask)
    return A @ K, A

# %% answer="attention_causal_without_a_mask" lost=["masked_attention_without_mask", "masked_attention_batch"] mistake="causal_without_a_mask"
# A mask where none was asked for.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    if mask is None:
        mask = np.tri(S.shape[-2], S.shape[-1], dtype=bool)
    A = masked_softmax(S, mask)
    return A @ V, A

# %% answer="attention_weights_given_unmasked" lost=["masked_attention_values", "masked_attention_batch"] mistake="weights_given_unmasked"
# Hides in the product only.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    e = np.exp(S - S.max(-1, keepdims=True))
    A = e / e.sum(-1, keepdims=True)
    if mask is None:
        return A @ V, A
    return np.where(mask, A, 0) @ V, A

# %% answer="attention_output_alone" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="output_alone"
# Drops the weights.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    return masked_softmax(S, True if mask is None else mask) @ V

# %% answer="attention_mask_transposed" lost=["masked_attention_values", "masked_attention_batch"] says="cannot be stretched to the shape"
# Queries and keys of the mask exchanged.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    m = np.ones(S.shape, dtype=bool) if mask is None else np.swapaxes(np.broadcast_to(mask, S.shape), -1, -2)
    A = masked_softmax(S, m)
    return A @ V, A

# %% answer="attention_truth_of_a_mask" lost=["masked_attention_values", "masked_attention_batch"] says="write `is None`"
# if mask.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    if mask:
        A = masked_softmax(S, mask)
    else:
        A = masked_softmax(S, np.ones(S.shape, dtype=bool))
    return A @ V, A

# %% answer="positions_half_of_the_columns_each" lost=["sinusoidal_positions_values"] mistake="half_of_the_columns_each"
# Sines in the first half.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model}")
    pos = np.arange(n)[:, None]
    i = np.arange(d_model)[None, :]
    angle = pos / np.power(10000, 2 * (i // 2) / d_model)
    angle[:, :d_model // 2] = np.sin(angle[:, :d_model // 2])
    angle[:, d_model // 2:] = np.cos(angle[:, d_model // 2:])
    return angle

# %% answer="positions_sine_everywhere" lost=["sinusoidal_positions_values"] mistake="sine_everywhere"
# Sines alone.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model}")
    f = 10000.0 ** (-2 * (np.arange(d_model) // 2) / d_model)
    return np.sin(np.arange(n)[:, None] * f)

# %% answer="positions_degrees" lost=["sinusoidal_positions_values"] mistake="degrees"
# Degrees.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model}")
    P = np.zeros((n, d_model))
    for p in range(n):
        for i in range(d_model // 2):
            a = np.deg2rad(p / 10000 ** (2 * i / d_model))
            P[p, 2 * i], P[p, 2 * i + 1] = np.sin(a), np.cos(a)
    return P

# %% answer="positions_one_frequency" lost=["sinusoidal_positions_values"] mistake="one_frequency"
# // for /.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model}")
    P = np.zeros((n, d_model))
    for p in range(n):
        for i in range(0, d_model, 2):
            a = p / 10000 ** (i // d_model)
            P[p, i], P[p, i + 1] = np.sin(a), np.cos(a)
    return P

# %% answer="positions_slowest_pair_at_the_base" lost=["sinusoidal_positions_values"] mistake="slowest_pair_at_the_base"
# As tensor2tensor has it.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model}")
    half = d_model // 2
    f = 10000.0 ** (-np.arange(half) / max(half - 1, 1))
    P = np.empty((n, d_model))
    P[:, 0::2], P[:, 1::2] = np.sin(np.arange(n)[:, None] * f), np.cos(np.arange(n)[:, None] * f)
    return P

# %% answer="positions_places_divided_by_n" lost=["sinusoidal_positions_values"] mistake="places_divided_by_n"
# Places from 0 to 1.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model}")
    f = 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    pos = np.arange(n)[:, None] / n
    P = np.empty((n, d_model))
    P[:, 0::2], P[:, 1::2] = np.sin(pos * f), np.cos(pos * f)
    return P

# %% answer="positions_whole_turns" lost=["sinusoidal_positions_values"] mistake="whole_turns"
# A factor of 2 pi.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model {d_model}")
    f = 2 * np.pi * 10000.0 ** (-np.arange(0, d_model, 2) / d_model)
    pos = np.arange(n)[:, None]
    P = np.empty((n, d_model))
    P[:, 0::2], P[:, 1::2] = np.sin(pos * f), np.cos(pos * f)
    return P

# %% answer="attention_mask_turned_and_nothing_left" lost=["masked_attention_values", "masked_attention_batch"] mistake="mask_turned_and_nothing_left"
# masked_fill has it the other way round.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    if mask is not None:
        S = np.where(mask, -np.inf, S)
    E = np.exp(S - S.max(-1, keepdims=True))
    A = E / E.sum(-1, keepdims=True)
    return A @ V, A

# %% answer="marks_the_place_before_the_length" lost=["padding_mask_values"] mistake="last_place_of_an_empty_one_too"
# One place for each sentence, by an index that is -1 for none.
import numpy as np


def padding_mask(lengths, n):
    mask = np.zeros((len(lengths), n), dtype=bool)
    for row, length in zip(mask, lengths):
        if length < 0 or length > n:
            raise ValueError(f"length {length} is outside 0..{n}")
        row[length - 1] = True
    return mask

# %% answer="as_wide_as_the_longest" lost=["padding_mask_values"] mistake="width_of_the_longest"
# n serves the check alone.
import numpy as np


def padding_mask(lengths, n):
    for length in lengths:
        if not 0 <= length <= n:
            raise ValueError(f"length {length}, expected 0 to {n}")
    return np.array([[place < length for place in range(max(lengths))] for length in lengths], dtype=bool).reshape(len(lengths), -1)

# %% answer="remembers_one_word" lost=["causal_mask_values"] mistake="itself_and_one_before"
# Two diagonals.
import numpy as np


def causal_mask(n):
    mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        mask[i, max(i - 1, 0):i + 1] = True
    return mask

# %% answer="softmax_zeros_in_the_maximum" lost=["masked_softmax_extremes"] mistake="zeros_in_the_maximum"
# Scores times the mask, then the largest of each row.
import numpy as np


def masked_softmax(S, mask):
    S = S * mask
    e = np.exp(S - S.max(axis=-1, keepdims=True)) * mask
    t = e.sum(axis=-1, keepdims=True)
    return e / np.where(t == 0, 1, t)

# %% answer="positions_exponent_by_n" lost=["sinusoidal_positions_values"] mistake="exponent_divided_by_n"
# n where d_model is meant.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model is {d_model}")
    p = np.arange(n)[:, None]
    P = np.zeros((n, d_model))
    d = 10000 ** (np.arange(0, d_model, 2) / n)
    P[:, 0::2] = np.sin(p / d)
    P[:, 1::2] = np.cos(p / d)
    return P

# %% answer="causal_ranges_compared_place_by_place" lost=["causal_mask_values"] mistake="one_row_for_all_queries"
# Two ranges without a second axis: each number meets itself alone.
import numpy as np


def causal_mask(n):
    queries = np.arange(n)
    keys = np.arange(n)
    return keys <= queries

# %% answer="softmax_without_exp" lost=["masked_softmax_values", "masked_softmax_extremes"] mistake="scores_divided_by_their_sum"
# Divides the visible scores by their sum; exp is forgotten.
import numpy as np


def masked_softmax(S, mask):
    shown = S * np.asarray(mask)
    total = shown.sum(axis=-1, keepdims=True)
    return np.divide(shown, total, out=np.zeros(shown.shape), where=total != 0)

# %% answer="softmax_constant_and_blind_rows" lost=["masked_softmax_extremes"] mistake="constant_where_something_is_seen"
# Hides by a constant, and mends the rows in which nothing may be seen.
import numpy as np


def masked_softmax(S, mask):
    mask = np.broadcast_to(mask, S.shape)
    Z = np.where(mask, S, -1e9)
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    A[~mask.any(axis=-1)] = 0
    return A

# %% answer="attention_scores_times_values" lost=["masked_attention_values", "masked_attention_without_mask", "masked_attention_batch"] mistake="scores_in_place_of_weights"
# The weights are right, but the output is made of the scores.
import numpy as np


def masked_attention(Q, K, V, mask=None):
    S = np.einsum("...qd,...kd->...qk", Q, K) / np.sqrt(Q.shape[-1])
    A = masked_softmax(S, True if mask is None else mask)
    return np.einsum("...qk,...kv->...qv", S, V), A

# %% answer="positions_by_parity_of_the_place" lost=["sinusoidal_positions_values"] mistake="chosen_by_the_place"
# Asks whether the place is even, not the column.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model = {d_model} is odd")
    P = np.zeros((n, d_model))
    for p in range(n):
        angles = p / 10000 ** (np.arange(d_model) // 2 * 2 / d_model)
        P[p] = np.cos(angles) if p % 2 else np.sin(angles)
    return P

# %% answer="positions_cosines_one_pair_on" lost=["sinusoidal_positions_values"] says="your column 1 is cos(0.04642 p), and should be cos(p)"
# The cosine takes the frequency of the next pair.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model = {d_model} is odd")
    P = np.zeros((n, d_model))
    for i in range(0, d_model, 2):
        P[:, i] = np.sin(np.arange(n) / 10000 ** (i / d_model))
        P[:, i + 1] = np.cos(np.arange(n) / 10000 ** ((i + 2) / d_model))
    return P

# %% answer="positions_exponent_without_brackets" lost=["sinusoidal_positions_values"] mistake="exponent_without_brackets"
# The brackets round the exponent are missing.
import numpy as np


def sinusoidal_positions(n, d_model):
    if d_model % 2:
        raise ValueError(f"d_model = {d_model} is odd")
    P = np.zeros((n, d_model))
    for i in range(d_model // 2):
        angles = np.arange(n) / 10000 ** 2 * i / d_model
        P[:, 2 * i], P[:, 2 * i + 1] = np.sin(angles), np.cos(angles)
    return P
