# %% [markdown]
# What students may hand in for 11_a_language_model, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="X_added_twice" lost=["transformer_block_values"] mistake="X_added_twice"
# H and X.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    return X + H + feed_forward(rms_norm(H, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="a_token_lost_between_windows" lost=["next_word_windows_values"] mistake="a_token_lost_between_windows"
# Cuts the text into pieces of length + 1.
def next_word_windows(tokens, length):
    m = len(tokens) // (length + 1)
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    pieces = tokens[:m * (length + 1)].reshape(m, length + 1)
    return pieces[:, :-1], pieces[:, 1:]

# %% answer="absolute_value" lost=["feed_forward_values"] mistake="absolute_value"
# abs.
import numpy as np


def feed_forward(X, W_1, W_2):
    return np.sqrt((X @ W_1) ** 2.0) @ W_2

# %% answer="all_equally_likely" lost=["sample_next_chances"] mistake="all_equally_likely"
# No p.
import numpy as np


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    return int(rng.choice(np.argsort(logits)[::-1][:top_k]))

# %% answer="block_changes_X" lost=["transformer_block_values"] mistake="argument_changed_in_place"
# Adds to the caller's array.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    X += O
    X += feed_forward(rms_norm(X, w["gain_2"]), w["W_1"], w["W_2"])
    return X, A

# %% answer="block_ignores_the_mask" lost=["transformer_block_values"] mistake="mask_ignored"
# mask stays behind.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads)
    H = X + O
    return H + feed_forward(rms_norm(H, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="block_key_error" lost=["transformer_block_missing"] says=["must raise ValueError", "KeyError"]
# Lets the dict complain.
def transformer_block(X, weights, n_heads, mask=None):
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    return H + feed_forward(rms_norm(H, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="block_on_the_norms_of_the_exercise_before" lost=["rms_norm_values"]
# A wrong norm of one's own costs no points here.
def rms_norm(X, gain, eps=1e-5):
    return X * 0.0

# %% answer="block_queries_and_keys_swapped" lost=["transformer_block_values"] mistake="queries_and_keys_swapped"
# W_K first.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_K"], w["W_Q"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    return H + feed_forward(rms_norm(H, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="block_with_one_wide_head" lost=["transformer_block_values"] mistake="one_wide_head"
# n_heads stays behind.
import numpy as np


def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    if mask is not None and np.ndim(mask) == 3:
        mask = mask[:1]
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], 1, mask)
    H = X + O
    return H + feed_forward(rms_norm(H, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="block_without_relu" lost=["transformer_block_values"] mistake="relu_forgotten"
# Its own feed-forward, without the bend.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    return H + rms_norm(H, w["gain_2"]) @ (w["W_1"] @ w["W_2"]), A

# %% answer="both_residuals_forgotten" lost=["transformer_block_values"] mistake="both_residuals_forgotten"
# One step after the other, and nothing added.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    X, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    X = feed_forward(rms_norm(X, w["gain_2"]), w["W_1"], w["W_2"])
    return X, A

# %% answer="constant_inside_the_logarithm" lost=["cross_entropy_extremes"] mistake="constant_inside_the_logarithm"
# A small constant against log of 0.
import numpy as np
from scipy.special import softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    p = softmax(logits.astype(float), axis=-1).reshape(-1, V)
    return -np.mean(np.log(p[np.arange(len(p)), np.ravel(targets)] + 1e-12))

# %% answer="cross_entropy_base_ten" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="base_ten"
# log10.
import numpy as np
from scipy.special import log_softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    log_p = log_softmax(logits.astype(float), axis=-1).reshape(-1, V) * np.log10(np.e)
    return -float(np.mean(log_p[np.arange(len(log_p)), np.ravel(targets)]))

# %% answer="cross_entropy_by_log_V" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="divided_by_log_V"
# As a share of knowing nothing.
import numpy as np
from scipy.special import log_softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    log_p = log_softmax(logits.astype(float), axis=-1).reshape(-1, V)
    return -float(np.mean(log_p[np.arange(len(log_p)), np.ravel(targets)])) / np.log(V)

# %% answer="cross_entropy_down_the_columns" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="softmax_down_the_columns"
# axis=-2.
import numpy as np
from scipy.special import log_softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    log_p = log_softmax(logits.astype(float), axis=max(logits.ndim - 2, 0)).reshape(-1, V)
    return -float(np.mean(log_p[np.arange(len(log_p)), np.ravel(targets)]))

# %% answer="cross_entropy_in_bits" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="in_bits"
# Base two.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    rows = logits.reshape(-1, V)
    losses = []
    for row, t in zip(rows, np.ravel(targets)):
        z = row - row.max()
        losses.append(np.log2(np.exp(z).sum()) - z[t] * np.log2(np.e))
    return float(np.mean(losses))

# %% answer="cross_entropy_of_the_first_axis" lost=["cross_entropy_values"] mistake="divided_by_the_first_axis"
# Divides by the number of texts.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    z = logits.reshape(-1, V) - logits.reshape(-1, V).max(axis=1, keepdims=True)
    losses = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), np.ravel(targets)]
    return float(losses.sum() / (len(logits) if logits.ndim > 1 else 1))

# %% answer="cross_entropy_one_maximum" lost=["cross_entropy_extremes"] mistake="max_of_everything"
# One maximum for all places.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    E = np.exp(logits - logits.max()).reshape(-1, V)
    p = E / E.sum(axis=1, keepdims=True)
    return -float(np.log(p[np.arange(len(p)), np.ravel(targets)]).mean())

# %% answer="cross_entropy_over_all_entries" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="divided_by_words_too"
# The mean over one-hot rows counts the zeros.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    if np.any((targets < 0) | (targets > V - 1)):
        raise ValueError(f"targets {targets.tolist()} but {V} words")
    z = logits - logits.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return float(-np.mean(np.eye(V)[targets] * log_p))

# %% answer="cross_entropy_overflows" lost=["cross_entropy_extremes"] mistake="no_max_subtraction"
# exp of the logits as they are.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    E = np.exp(logits).reshape(-1, V)
    p = E / E.sum(axis=1, keepdims=True)
    return -float(np.log(p[np.arange(len(p)), np.ravel(targets)]).mean())

# %% answer="cross_entropy_sign_turned" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="sign_turned"
# The mean of log p.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    z = logits.reshape(-1, V) - logits.reshape(-1, V).max(axis=1, keepdims=True)
    return float(np.mean(z[np.arange(len(z)), np.ravel(targets)] - np.log(np.exp(z).sum(axis=1))))

# %% answer="cross_entropy_softmax_twice" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="softmax_twice"
# Softmax, and then log-sum-exp.
import numpy as np
from scipy.special import log_softmax, softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    log_p = log_softmax(softmax(logits.astype(float), axis=-1), axis=-1).reshape(-1, V)
    return -float(np.mean(log_p[np.arange(len(log_p)), np.ravel(targets)]))

# %% answer="cross_entropy_without_softmax" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="softmax_forgotten"
# Takes the logits for log-probabilities.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    rows = logits.reshape(-1, V)
    return -sum(float(row[t]) for row, t in zip(rows, np.ravel(targets))) / len(rows)

# %% answer="draws_at_zero" lost=["sample_next_chances"] mistake="draws_at_zero"
# A draw among one.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        p = np.zeros(len(logits))
        p[np.argmax(logits)] = 1
        return int(rng.choice(len(logits), p=p))
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(logits[order] / temperature)))

# %% answer="empty" lost="all" says=["`next_word_windows` is not written yet", "`sample_next` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="entropy_of_the_model" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="entropy_of_the_model"
# Without the targets.
import numpy as np
from scipy.special import entr, softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    return float(entr(softmax(logits.astype(float), axis=-1)).sum(axis=-1).mean())

# %% answer="eps_outside_the_root" lost=["rms_norm_values"] mistake="eps_outside_the_root"
# rms + eps.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    rms = np.linalg.norm(X, axis=-1, keepdims=True) / np.sqrt(X.shape[-1])
    return gain * X / (rms + eps)

# %% answer="feed_forward_adds_X" lost=["feed_forward_values"] mistake="added_to_X"
# The residual in the wrong place.
def feed_forward(X, W_1, W_2):
    Z = X @ W_1
    Z = Z * (Z > 0.0)
    return Z @ W_2 + X * 1.0

# %% answer="feed_forward_before_attention" lost=["transformer_block_values"] mistake="feed_forward_before_attention"
# The two halves in the other order.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    H = X + feed_forward(rms_norm(X, w["gain_2"]), w["W_1"], w["W_2"])
    O, A = multi_head_attention(rms_norm(H, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return H + O, A

# %% answer="feed_forward_left_out" lost=["transformer_block_values"] mistake="feed_forward_left_out"
# Stops after attention.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return X + O, A

# %% answer="feed_forward_of_a_row" lost=["feed_forward_values"] says=["raised"]
# Transposes where nothing is to be transposed.
import numpy as np


def feed_forward(X, W_1, W_2):
    return np.maximum(X @ W_1.T, 0) @ W_2.T

# %% answer="feed_forward_reads_X" lost=["transformer_block_values"] mistake="feed_forward_reads_X"
# Both halves side by side.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return X + O + feed_forward(rms_norm(X, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="feed_forward_reads_attention_alone" lost=["transformer_block_values"] mistake="feed_forward_reads_attention_alone"
# O in place of H.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return X + O + feed_forward(rms_norm(O, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="feed_forward_with_sigmoid" lost=["feed_forward_values"] mistake="sigmoid_in_place_of_relu"
# The logistic function.
from scipy.special import expit


def feed_forward(X, W_1, W_2):
    return expit((X @ W_1).astype(float)) @ W_2

# %% answer="feed_forward_with_silu" lost=["feed_forward_values"] mistake="silu_in_place_of_relu"
# silu, as in newer models.
from scipy.special import expit


def feed_forward(X, W_1, W_2):
    Z = (X @ W_1).astype(float)
    return Z * expit(Z) @ W_2

# %% answer="feed_forward_with_tanh" lost=["feed_forward_values"] mistake="tanh_in_place_of_relu"
# tanh.
import numpy as np


def feed_forward(X, W_1, W_2):
    Z = X @ W_1
    return (1 - 2 / (np.exp(2.0 * Z) + 1)) @ W_2

# %% answer="feed_forward_without_relu" lost=["feed_forward_values"] mistake="relu_forgotten"
# Two products.
def feed_forward(X, W_1, W_2):
    return X @ (W_1 @ W_2) * 1.0

# %% answer="first_gain_twice" lost=["transformer_block_values"] mistake="first_gain_twice"
# Copied the line, and not the gain.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    return H + feed_forward(rms_norm(H, w["gain_1"]), w["W_1"], w["W_2"]), A

# %% answer="first_norm_forgotten" lost=["transformer_block_values"] mistake="first_norm_forgotten"
# Attention reads X itself.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(X, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return X + O + feed_forward(rms_norm(X + O, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="first_residual_forgotten" lost=["transformer_block_values"] mistake="first_residual_forgotten"
# H is what the heads give.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    H, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return H + feed_forward(rms_norm(H, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="first_words_kept" lost=["sample_next_chances"] mistake="first_words_kept"
# Cuts the logits, not the order.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits[:top_k] / temperature
    return int(rng.choice(len(z), p=softmax(z)))

# %% answer="gain_added" lost=["rms_norm_values"] mistake="gain_added"
# Adds the gain.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain + X / np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)

# %% answer="gain_at_the_end" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_at_the_end"
# The gain last.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    dX = dY / r - X * (dY * X).mean(-1, keepdims=True) / r ** 3
    return gain * dX, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="gain_before_the_norm" lost=["rms_norm_values"] mistake="gain_before_the_norm"
# The gain changes the size.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    X = X * gain
    return X / np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)

# %% answer="gain_forgotten_in_dX" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_forgotten_in_dX"
# dX without gain.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    return (dY / r - X * (dY * X).mean(-1, keepdims=True) / r ** 3,
            (dY * X / r).sum(axis=tuple(range(X.ndim - 1))))

# %% answer="gain_gradient_averaged" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_gradient_averaged"
# The mean over the words.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, (dY * X / r).mean(axis=tuple(range(X.ndim - 1)))

# %% answer="gain_gradient_forgets_the_words" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_gradient_forgets_the_words"
# The sum of dY.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, dY.sum(axis=tuple(range(X.ndim - 1))) * 1.0

# %% answer="gain_gradient_of_each_row" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_gradient_of_each_row"
# Not summed.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, dY * X / r

# %% answer="gain_gradient_summed_over_one_axis" lost=["rms_norm_backward_batches"] mistake="gain_gradient_summed_over_one_axis"
# axis=0, whatever axes there are.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, sum(dY * X / r)

# %% answer="gain_gradient_without_the_norm" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_gradient_without_the_norm"
# dY * X.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, (dY * X).sum(axis=tuple(range(X.ndim - 1))) * 1.0

# %% answer="gain_in_dgain" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_in_dgain"
# Begins both with dY * gain.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, (G * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="gain_in_the_first_term_only" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_in_the_first_term_only"
# Half of it.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    return (dY * gain / r - X * (dY * X).mean(-1, keepdims=True) / r ** 3,
            (dY * X / r).sum(axis=tuple(range(X.ndim - 1))))

# %% answer="gain_twice_in_dX" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_twice_in_dX"
# The gain at both ends.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    dX = G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3
    return gain * dX, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="gains_exchanged" lost=["transformer_block_values"] mistake="gains_exchanged"
# gain_2 first.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_2"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    return H + feed_forward(rms_norm(H, w["gain_1"]), w["W_1"], w["W_2"]), A

# %% answer="gains_forgotten" lost=["transformer_block_values"] mistake="gains_forgotten"
# Norms without their gains.
import numpy as np


def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w, one = weights, np.ones(X.shape[-1])
    O, A = multi_head_attention(rms_norm(X, one), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    return H + feed_forward(rms_norm(H, one), w["W_1"], w["W_2"]), A

# %% answer="gradient_divided_by_all_logits" lost=["cross_entropy_backward_values"] mistake="divided_by_words_too"
# logits.size.
import numpy as np


def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    G = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, logits.shape[-1])
    G[np.arange(len(G)), np.ravel(targets)] -= 1
    return G.reshape(logits.shape) / logits.size

# %% answer="gradient_divided_by_the_first_axis" lost=["cross_entropy_backward_values"] mistake="divided_by_the_first_axis"
# len(logits) in place of the number of places.
import numpy as np


def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    G = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, logits.shape[-1])
    G[np.arange(len(G)), np.ravel(targets)] -= 1
    return G.reshape(logits.shape) / (len(logits) if logits.ndim > 1 else 1)

# %% answer="gradient_divided_by_the_last_axis" lost=["cross_entropy_backward_values"] mistake="divided_by_the_last_axis"
# Divides by the length of each text.
import numpy as np


def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    G = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, logits.shape[-1])
    G[np.arange(len(G)), np.ravel(targets)] -= 1
    return G.reshape(logits.shape) / (logits.shape[-2] if logits.ndim > 1 else 1)

# %% answer="gradient_divided_by_words" lost=["cross_entropy_backward_values"] mistake="divided_by_words"
# V in place of the number of places.
import numpy as np


def cross_entropy_backward(logits, targets):
    V = logits.shape[-1]
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    G = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, V)
    G[np.arange(len(G)), np.ravel(targets)] -= 1
    return G.reshape(logits.shape) / V

# %% answer="gradient_down_the_columns" lost=["cross_entropy_backward_values"] mistake="softmax_down_the_columns"
# Softmax over the places.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    p = softmax(logits.astype(float), axis=max(logits.ndim - 2, 0))
    G = p.reshape(-1, logits.shape[-1])
    G[np.arange(len(G)), np.ravel(targets)] -= 1
    return G.reshape(logits.shape) / len(G)

# %% answer="gradient_in_place" lost=["cross_entropy_backward_values"] mistake="argument_changed_in_place"
# Writes softmax into the logits.
import numpy as np


def cross_entropy_backward(logits, targets):
    G = logits.astype(float, copy=False)
    G -= G.max(axis=-1, keepdims=True)
    np.exp(G, out=G)
    G /= G.sum(axis=-1, keepdims=True)
    rows = G.reshape(-1, G.shape[-1])
    rows[np.arange(len(rows)), np.ravel(targets)] -= 1
    return G / len(rows)

# %% answer="gradient_of_raw_logits" lost=["cross_entropy_backward_values"] mistake="softmax_forgotten"
# No softmax.
import numpy as np


def cross_entropy_backward(logits, targets):
    G = logits.astype(float).reshape(-1, logits.shape[-1])
    G[np.arange(len(G)), np.ravel(targets)] -= 1
    return G.reshape(logits.shape) / len(G)

# %% answer="gradient_of_the_sum" lost=["cross_entropy_backward_values"] mistake="not_divided_by_places"
# Forgets the mean's division.
import numpy as np


def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    G = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, logits.shape[-1])
    for row, t in zip(G, np.ravel(targets)):
        row[t] -= 1
    return G.reshape(logits.shape)

# %% answer="gradient_overflows" lost=["cross_entropy_backward_values"] mistake="no_max_subtraction"
# exp of 1000.
import numpy as np


def cross_entropy_backward(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    G = p.reshape(-1, logits.shape[-1])
    G[np.arange(len(G)), np.ravel(targets)] -= 1
    return G.reshape(logits.shape) / len(G)

# %% answer="gradient_sign_turned" lost=["cross_entropy_backward_values"] mistake="sign_turned"
# One-hot minus p.
import numpy as np


def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    G = -(E / E.sum(axis=-1, keepdims=True)).reshape(-1, logits.shape[-1])
    G[np.arange(len(G)), np.ravel(targets)] += 1
    return G.reshape(logits.shape) / len(G)

# %% answer="jacobian_once_more" lost=["cross_entropy_backward_values"] mistake="jacobian_once_more"
# Multiplies p - one_hot with the Jacobian of softmax.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    p = softmax(logits.astype(float), axis=-1).reshape(-1, logits.shape[-1])
    G = np.zeros(p.shape)
    for k, t in enumerate(np.ravel(targets)):
        d = p[k] - np.eye(len(p[k]))[t]
        G[k] = (np.diag(p[k]) - np.outer(p[k], p[k])) @ d / len(p)
    return G.reshape(logits.shape)

# %% answer="larger_constant_inside_the_logarithm" lost=["cross_entropy_extremes"] mistake="larger_constant_inside_the_logarithm"
# A larger constant.
import numpy as np
from scipy.special import softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    p = softmax(logits.astype(float), axis=-1).reshape(-1, V)
    return -np.mean(np.log(1e-9 + p[np.arange(len(p)), np.ravel(targets)]))

# %% answer="last_of_equals" lost=["sample_next_chances"] mistake="last_of_equals"
# The end of argsort.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argsort(logits, kind="stable")[-1])
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(logits[order] / temperature)))

# %% answer="last_place_only" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="last_place_only"
# The guess of the last place alone.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    if logits.ndim > 1:
        logits, targets = logits[..., -1, :], targets[..., -1]
    z = logits - logits.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return -float(np.take_along_axis(log_p, np.asarray(targets)[..., None], axis=-1).mean())

# %% answer="last_target_is_zero" lost=["next_word_windows_values"] mistake="last_target_is_zero"
# Leaves the last column empty.
import numpy as np


def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    inputs = tokens[:m * length].reshape(m, length)
    targets = np.zeros_like(inputs)
    targets[:, :-1] = inputs[:, 1:]
    return inputs, targets

# %% answer="last_window_lost" lost=["next_word_windows_values"] mistake="last_window_lost"
# One token less than there is.
import numpy as np


def next_word_windows(tokens, length):
    if len(tokens) < length + 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    inputs, targets = [], []
    for b in range(0, len(tokens) - length - 1, length):
        inputs.append(tokens[b:b + length])
        targets.append(tokens[b + 1:b + length + 1])
    return np.array(inputs), np.array(targets)

# %% answer="layer_norm" lost=["rms_norm_values"] mistake="mean_subtracted"
# Layer norm.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    X = X - X.mean(-1, keepdims=True)
    return gain * X / np.sqrt(X.var(-1, keepdims=True) + eps)

# %% answer="leaky_relu" lost=["feed_forward_values"] mistake="leaky_relu"
# A hundredth gets through.
import numpy as np


def feed_forward(X, W_1, W_2):
    Z = X @ W_1
    return np.maximum(Z, 0.01 * Z) @ W_2

# %% answer="logarithm_forgotten" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="logarithm_forgotten"
# Minus the mean probability.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, V)
    return -float(p[np.arange(len(p)), np.ravel(targets)].mean())

# %% answer="logarithm_of_logits" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="logarithm_of_logits"
# log of what may be negative.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    return float(np.mean([-np.log(row[t]) for row, t in zip(logits.reshape(-1, V), np.ravel(targets))]))

# %% answer="logarithm_of_zero" lost=["cross_entropy_extremes"] mistake="logarithm_of_zero"
# Stable softmax, then its logarithm.
import numpy as np
from scipy.special import softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    p = softmax(logits.astype(float), axis=-1).reshape(-1, V)
    return -np.mean(np.log(p[np.arange(len(p)), np.ravel(targets)]))

# %% answer="logits_beyond_top_k_are_zero" lost=["sample_next_chances"] mistake="logits_beyond_top_k_are_zero"
# 0 in place of minus infinity.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits.astype(float)
    if top_k is not None:
        z[np.argsort(z)[:-top_k]] = 0
    return int(rng.choice(len(z), p=softmax(z / temperature)))

# %% answer="loss_of_the_likeliest_word" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="loss_of_the_likeliest_word"
# The maximum in place of the target.
import numpy as np
from scipy.special import logsumexp


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    return float(np.mean(logsumexp(logits, axis=-1) - logits.max(axis=-1)))

# %% answer="mean_before_the_logarithm" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="mean_before_the_logarithm"
# The logarithm of the mean.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, V)
    return -float(np.log(p[np.arange(len(p)), np.ravel(targets)].mean()))

# %% answer="mean_of_perplexities" lost=["perplexity_values"] mistake="mean_of_perplexities"
# The mean of 1 / p.
import numpy as np
from scipy.special import softmax


def perplexity(logits, targets):
    p = softmax(logits.astype(float), axis=-1).reshape(-1, logits.shape[-1])
    return float(np.mean(1 / p[np.arange(len(p)), np.ravel(targets)]))

# %% answer="mean_then_square" lost=["rms_norm_values"] mistake="mean_then_square"
# The square of the mean.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / np.hypot(np.mean(X, axis=-1, keepdims=True), eps ** 0.5)

# %% answer="multiplied_by_the_temperature" lost=["sample_next_chances"] mistake="multiplied_by_the_temperature"
# The wrong way.
import numpy as np


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits * temperature
    if top_k is not None:
        z = np.where(z >= np.sort(z)[-min(top_k, len(z))], z, -np.inf)
    p = np.exp(z - z.max())
    return int(rng.choice(len(z), p=p / p.sum()))

# %% answer="multiplied_in_place_of_divided" lost=["rms_norm_values"] mistake="multiplied_in_place_of_divided"
# The wrong way.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X * np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)

# %% answer="negative_part_kept" lost=["feed_forward_values"] mistake="negative_part_kept"
# minimum.
import numpy as np


def feed_forward(X, W_1, W_2):
    Z = X @ W_1
    return (Z - np.maximum(Z, 0.0)) @ W_2

# %% answer="negative_targets_count_from_the_end" lost=["cross_entropy_bad_target"] says=["must raise ValueError"]
# NumPy takes -1 for the last word.
import numpy as np
from scipy.special import log_softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    if np.any(targets >= V):
        raise ValueError(f"targets must be below {V}; got {np.max(targets)}")
    log_p = log_softmax(logits.astype(float), axis=-1).reshape(-1, V)
    return -float(np.mean(log_p[np.arange(len(log_p)), np.ravel(targets)]))

# %% answer="never_a_draw" lost=["sample_next_chances"] mistake="never_a_draw"
# The most likely word, drawn among one.
import numpy as np


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    best = int(np.argmax(logits))
    return best if temperature == 0 else int(rng.choice([best]))

# %% answer="no_softmax_at_zero" lost=["sample_next_chances"] mistake="no_softmax_at_zero"
# Divides by 0.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(logits[order] / temperature)))

# %% answer="norm_by_absolute_values" lost=["rms_norm_values"] mistake="mean_of_absolute_values"
# The mean absolute value.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / (np.mean(np.abs(X), -1, keepdims=True) + eps)

# %% answer="norm_by_the_largest" lost=["rms_norm_values"] mistake="divided_by_the_largest"
# The maximum.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / (np.linalg.norm(X, np.inf, axis=-1, keepdims=True) + eps)

# %% answer="norm_by_the_length" lost=["rms_norm_values"] mistake="sum_in_place_of_mean"
# The length of the row.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / np.sqrt(np.linalg.norm(X, axis=-1, keepdims=True) ** 2 + eps)

# %% answer="norm_by_the_standard_deviation" lost=["rms_norm_values"] mistake="divided_by_the_standard_deviation"
# np.var measures from the mean.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / (np.var(X, axis=-1, keepdims=True) + eps) ** 0.5

# %% answer="norm_divided_by_gain" lost=["rms_norm_values"] mistake="divided_by_gain"
# The wrong way.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return X / np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps) / gain

# %% answer="norm_down_the_columns" lost=["rms_norm_values"] mistake="normed_down_the_columns"
# Over the words.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    axis = X.ndim - 2 if X.ndim > 1 else 0
    return gain * X / np.sqrt(np.square(X, dtype=float).mean(axis, keepdims=True) + eps)

# %% answer="norm_of_everything" lost=["rms_norm_values"] mistake="normed_over_everything"
# One number for all.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / np.sqrt(np.square(X, dtype=float).mean() + eps)

# %% answer="norm_over_d_minus_one" lost=["rms_norm_values"] mistake="mean_over_d_minus_one"
# ddof=1.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    d = X.shape[-1]
    return gain * X / np.sqrt(np.linalg.norm(X, axis=-1, keepdims=True) ** 2 / (d - 1) + eps)

# %% answer="norm_stays_whole" lost=["rms_norm_values"] mistake="integer_truncation"
# An array like X.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    Y = np.zeros_like(X)
    Y[...] = gain * X / np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    return Y

# %% answer="norm_taken_for_a_constant" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="norm_taken_for_a_constant"
# The first term alone.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    return dY * gain / r, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="norm_with_its_own_eps" lost=["rms_norm_values"] mistake="eps_always_the_default"
# 1e-5 written into the formula.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + 1e-5)

# %% answer="norm_without_eps" lost=["rms_norm_values"] mistake="eps_ignored"
# Never uses eps.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X * np.sqrt(X.shape[-1]) / np.linalg.norm(X, axis=-1, keepdims=True)

# %% answer="norm_without_gain" lost=["rms_norm_values"] mistake="gain_forgotten"
# No gain.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return X / np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)

# %% answer="norm_without_root" lost=["rms_norm_values"] mistake="root_forgotten"
# The mean square.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    return gain * X / (np.square(X, dtype=float).mean(-1, keepdims=True) + eps)

# %% answer="norms_forgotten" lost=["transformer_block_values"] mistake="norms_forgotten"
# No norms.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(X, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return X + O + feed_forward(X + O, w["W_1"], w["W_2"]), A

# %% answer="not_divided_by_the_root" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="not_divided_by_the_root"
# The factor forgotten on the way back.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G, unit = dY * gain, X / r
    return G - unit * (G * unit).mean(-1, keepdims=True), (dY * unit).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="not_summing_to_one" lost=["sample_next_chances"] mistake="not_summing_to_one"
# Wipes chances out, and does not divide.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    p = softmax(logits / temperature)
    if top_k is not None:
        p = np.where(p >= np.sort(p)[-min(top_k, len(p))], p, 0)
    return int(rng.choice(len(p), p=p))

# %% answer="one_for_what_is_positive" lost=["feed_forward_values"] mistake="one_for_what_is_positive"
# A step in place of relu.
import numpy as np


def feed_forward(X, W_1, W_2):
    return np.heaviside(X @ W_1, 0.0) @ W_2

# %% answer="one_hot_alone_divided" lost=["cross_entropy_backward_values"] mistake="one_hot_alone_divided"
# A forgotten parenthesis.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    p = softmax(logits.astype(float), axis=-1)
    return p - np.eye(p.shape[-1])[targets] / np.size(targets)

# %% answer="one_number_for_each_place" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="one_number_for_each_place"
# Forgets the mean.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    z = logits - logits.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return -np.take_along_axis(log_p, np.asarray(targets)[..., None], axis=-1).squeeze(-1)

# %% answer="one_over_the_mean_probability" lost=["perplexity_values"] mistake="one_over_the_mean_probability"
# 1 / mean p.
import numpy as np
from scipy.special import softmax


def perplexity(logits, targets):
    p = softmax(logits.astype(float), axis=-1).reshape(-1, logits.shape[-1])
    return float(1 / np.mean(p[np.arange(len(p)), np.ravel(targets)]))

# %% answer="one_plus_gain" lost=["rms_norm_values"] mistake="one_plus_gain"
# As some models store it.
import numpy as np


def rms_norm(X, gain, eps=1e-5):
    unit = X / np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    return unit + unit * gain

# %% answer="one_taken_off_everywhere" lost=["cross_entropy_backward_values"] mistake="one_taken_off_everywhere"
# p - 1 in each column.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    G = softmax(logits.astype(float), axis=-1)
    G -= 1
    return G / np.size(targets)

# %% answer="one_too_few" lost=["sample_next_chances"] mistake="one_too_few"
# Larger than the last that is to be kept.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits / temperature
    if top_k is not None and 1 < top_k:
        z = np.where(z > np.sort(z)[::-1][min(top_k, len(z)) - 1], z, -np.inf)
    elif top_k == 1:
        return int(rng.choice([np.argmax(z)]))
    return int(rng.choice(len(z), p=softmax(z)))

# %% answer="one_too_many" lost=["sample_next_chances"] mistake="one_too_many"
# At least as large as the one after the last.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits / temperature
    if top_k is not None and top_k < len(z):
        z = np.where(z < np.sort(z)[::-1][top_k], -np.inf, z)
    return int(rng.choice(len(z), p=softmax(z)))

# %% answer="perplexity_base_two" lost=["perplexity_values"] mistake="base_two"
# 2 ** nats.
import numpy as np


def perplexity(logits, targets):
    return float(np.exp2(cross_entropy(logits, targets)))

# %% answer="perplexity_below_one" lost=["perplexity_values"] mistake="sign_turned"
# exp of minus the loss.
import numpy as np


def perplexity(logits, targets):
    return 1 / np.exp(cross_entropy(logits, targets))

# %% answer="perplexity_divided_by_V" lost=["perplexity_values"] mistake="divided_by_V"
# A share of the vocabulary.
import numpy as np


def perplexity(logits, targets):
    return float(np.exp(cross_entropy(logits, targets) - np.log(logits.shape[-1])))

# %% answer="perplexity_for_the_loss" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="perplexity_in_its_place"
# exp at the end.
import numpy as np
from scipy.special import log_softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    log_p = log_softmax(logits.astype(float), axis=-1).reshape(-1, V)
    return float(np.exp(-np.mean(log_p[np.arange(len(log_p)), np.ravel(targets)])))

# %% answer="perplexity_in_bits" lost=["perplexity_values"] mistake="loss_in_bits"
# log2 of the perplexity.
import numpy as np


def perplexity(logits, targets):
    return float(np.log2(np.exp(cross_entropy(logits, targets))))

# %% answer="perplexity_is_the_loss" lost=["perplexity_values"] mistake="cross_entropy_itself"
# No exp.
def perplexity(logits, targets):
    return cross_entropy(logits, targets) * 1.0

# %% answer="perplexity_is_the_vocabulary" lost=["perplexity_values"] mistake="number_of_words"
# V.
import numpy as np


def perplexity(logits, targets):
    return float(np.prod(logits.shape[-1:]))

# %% answer="perplexity_of_the_model_alone" lost=["perplexity_values"] mistake="entropy_of_the_probabilities"
# exp of the entropy, without the targets.
import numpy as np
from scipy.special import entr, softmax


def perplexity(logits, targets):
    return float(np.exp(entr(softmax(logits.astype(float), axis=-1)).sum(axis=-1).mean()))

# %% answer="perplexity_of_the_whole_text" lost=["perplexity_values"] mistake="exp_of_the_sum"
# exp of the sum.
import numpy as np


def perplexity(logits, targets):
    return float(np.exp(cross_entropy(logits, targets) * np.size(targets)))

# %% answer="post_norm" lost=["transformer_block_values"] mistake="norm_after_the_sum"
# As in the paper of 2017.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(X, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    X = rms_norm(X + O, w["gain_1"])
    X = rms_norm(X + feed_forward(X, w["W_1"], w["W_2"]), w["gain_2"])
    return X, A

# %% answer="rank_in_place_of_token" lost=["sample_next_chances"] mistake="rank_in_place_of_token"
# Forgets to look the token up.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    best = np.sort(logits)[::-1][:top_k]
    return int(rng.choice(len(best), p=softmax(best / temperature)))

# %% answer="relu_at_the_end" lost=["feed_forward_values"] mistake="relu_at_the_end"
# relu last.
import numpy as np


def feed_forward(X, W_1, W_2):
    Y = (X @ W_1 @ W_2).astype(float)
    return np.where(Y < 0, 0, Y)

# %% answer="relu_before_the_first_product" lost=["feed_forward_values"] mistake="relu_before_the_first_product"
# relu on X.
import numpy as np


def feed_forward(X, W_1, W_2):
    return np.where(X > 0, X, 0.0) @ W_1 @ W_2

# %% answer="relu_squared" lost=["feed_forward_values"] mistake="relu_squared"
# As in some newer models.
import numpy as np


def feed_forward(X, W_1, W_2):
    Z = np.maximum(X @ W_1, 0.0)
    return (Z * Z) @ W_2

# %% answer="relu_twice" lost=["feed_forward_values"] mistake="relu_twice"
# relu after each product.
import numpy as np


def feed_forward(X, W_1, W_2):
    for W in (W_1, W_2):
        X = np.where(X @ W > 0, X @ W, 0.0)
    return X

# %% answer="right_by_loops" lost=[]
# All nine with loops over places, words and rows.
import numpy as np


def next_word_windows(tokens, length):
    if len(tokens) < length + 1:
        raise ValueError(f"got {len(tokens)} tokens, but a window of length {length} needs one more")
    inputs, targets = [], []
    begin = 0
    while begin + length < len(tokens):
        inputs.append(list(tokens[begin:begin + length]))
        targets.append(list(tokens[begin + 1:begin + length + 1]))
        begin += length
    return np.array(inputs), np.array(targets)


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    losses = []
    for row, t in zip(logits.reshape(-1, V), np.ravel(targets)):
        if not 0 <= t < V:
            raise ValueError(f"no word has the index {t}: there are {V} words")
        row = row.astype(float)
        losses.append(row.max() - row[t] + np.log(sum(np.exp(z - row.max()) for z in row)))
    return sum(losses) / len(losses)


def cross_entropy_backward(logits, targets):
    result = np.zeros(logits.shape)
    for place in np.ndindex(*logits.shape[:-1]):
        e = np.exp(logits[place] - logits[place].max())
        result[place] = e / e.sum()
        result[place][targets[place]] -= 1
    return result / max(1, np.prod(logits.shape[:-1]))


def perplexity(logits, targets):
    return np.e ** cross_entropy(logits, targets)


def rms_norm(X, gain, eps=1e-5):
    Y = np.empty(X.shape)
    for place in np.ndindex(*X.shape[:-1]):
        row = X[place].astype(float)
        Y[place] = row / (row @ row / len(row) + eps) ** 0.5 * gain
    return Y


def rms_norm_backward(dY, X, gain, eps=1e-5):
    dX, dgain = np.zeros(X.shape), np.zeros(len(gain))
    for place in np.ndindex(*X.shape[:-1]):
        x, d = X[place].astype(float), len(gain)
        r = (x @ x / d + eps) ** 0.5
        jacobian = (np.eye(d) - np.outer(x, x) / (d * r * r)) / r
        dX[place] = jacobian @ (dY[place] * gain)
        dgain += dY[place] * x / r
    return dX, dgain


def feed_forward(X, W_1, W_2):
    inner = (X @ W_1).astype(float)
    inner[inner < 0] = 0
    return inner @ W_2


def transformer_block(X, weights, n_heads, mask=None):
    missing = [k for k in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split() if k not in weights]
    if missing:
        raise ValueError("missing: " + ", ".join(missing))
    N = X / np.sqrt(np.mean(X * X, axis=1, keepdims=True) + 1e-5) * weights["gain_1"]
    attended, A = multi_head_attention(N, weights["W_Q"], weights["W_K"], weights["W_V"], weights["W_O"], n_heads, mask)
    Y = X + attended
    N = Y / np.sqrt(np.mean(Y * Y, axis=1, keepdims=True) + 1e-5) * weights["gain_2"]
    return Y + np.maximum(N @ weights["W_1"], 0) @ weights["W_2"], A


def sample_next(logits, temperature, rng, top_k=None):
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k = {top_k}, expected 1 or more")
    if temperature < 0:
        raise ValueError(f"temperature = {temperature}, expected 0 or more")
    if temperature == 0:
        best = 0
        for token in range(len(logits)):
            if logits[token] > logits[best]:
                best = token
        return best
    z = np.array(logits, dtype=float) / temperature
    if top_k is not None and top_k < len(z):
        z[np.argsort(z)[:-top_k]] = -np.inf
    p = np.exp(z - z.max())
    return rng.choice(len(p), p=p / p.sum())

# %% answer="right_by_scipy" lost=[]
# With scipy where it has the function.
import numpy as np
from scipy.special import log_softmax, logsumexp, softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    bad = [t for t in np.atleast_1d(targets).ravel() if t < 0 or t > V - 1]
    if bad:
        raise ValueError(f"targets must lie in 0..{V - 1}; these do not: {bad}")
    picked = np.take_along_axis(logits, np.asarray(targets)[..., None], -1)[..., 0]
    return np.mean(logsumexp(logits, axis=-1) - picked)


def cross_entropy_backward(logits, targets):
    p = softmax(logits, axis=-1).reshape(-1, logits.shape[-1])
    p[np.arange(len(p)), np.ravel(targets)] -= 1
    return (p / len(p)).reshape(logits.shape)


def perplexity(logits, targets):
    log_p = log_softmax(logits.astype(float), axis=-1)
    picked = np.take_along_axis(log_p, np.asarray(targets)[..., None], -1)
    return float(np.exp(-picked.mean()))


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"bad temperature {temperature} or top_k {top_k}")
    if temperature == 0:
        return np.argmax(logits)
    candidates = np.argsort(logits)[::-1][:top_k]
    return candidates[rng.choice(len(candidates), p=softmax(logits[candidates] / temperature))]

# %% answer="right_by_strides" lost=[]
# Windows as views, einsum, norms as functions of each other.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def next_word_windows(tokens, length):
    tokens = np.asarray(tokens)
    if tokens.size <= length:
        raise ValueError(f"a text of {tokens.size} tokens has no window of length {length} with a target for each")
    windows = sliding_window_view(tokens, length + 1)[::length]
    return windows[:, :-1], windows[:, 1:]


def rms_norm(X, gain, eps=1e-5):
    return np.einsum("...d,...,d->...d", X, (np.einsum("...d,...d->...", X, X) / X.shape[-1] + eps) ** -0.5, gain)


def rms_norm_backward(dY, X, gain, eps=1e-5):
    axes = tuple(range(X.ndim - 1))
    s = np.mean(np.square(X, dtype=float), axis=-1, keepdims=True) + eps
    dgain = np.sum(dY * X * s ** -0.5, axis=axes)
    G = dY * gain
    dX = G * s ** -0.5 - X * s ** -1.5 * np.sum(G * X, axis=-1, keepdims=True) / X.shape[-1]
    return dX, dgain


def feed_forward(X, W_1, W_2):
    Z = X @ W_1
    return (Z * (Z > 0)) @ np.asarray(W_2, dtype=float)


def cross_entropy_backward(logits, targets):
    one_hot = np.zeros(logits.shape)
    np.put_along_axis(one_hot, np.asarray(targets)[..., None], 1, axis=-1)
    p = np.exp(logits - logits.max(-1, keepdims=True))
    p = p / p.sum(-1, keepdims=True)
    return (p - one_hot) / one_hot.sum()

# %% answer="sample_gives_an_array" lost=["sample_next_chances"] says=["expected one whole number"]
# size=1.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    return rng.choice(order, size=1, p=softmax(logits[order] / temperature))

# %% answer="sample_never_complains" lost=["sample_next_bad_input"] says=["must raise ValueError"]
# No look at what came.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(logits[order] / temperature)))

# %% answer="sample_overflows" lost=["sample_next_chances"] mistake="no_max_subtraction"
# exp of 1200.
import numpy as np


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    E = np.exp(logits[order] / temperature)
    return int(rng.choice(order, p=E / E.sum()))

# %% answer="sample_sign_turned" lost=["sample_next_chances"] mistake="sign_turned"
# exp of minus the logits.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(logits[order] / -temperature)))

# %% answer="sample_softmax_twice" lost=["sample_next_chances"] mistake="softmax_twice"
# Takes probabilities for logits.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(softmax(logits[order] / temperature))))

# %% answer="sample_with_another_draw" lost=["sample_next_chances"] says=["the one draw is rng.choice"]
# multinomial in place of choice.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    return int(order[np.argmax(rng.multinomial(1, softmax(logits[order] / temperature)))])

# %% answer="second_norm_forgotten" lost=["transformer_block_values"] mistake="second_norm_forgotten"
# Feed-forward reads H itself.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return X + O + feed_forward(X + O, w["W_1"], w["W_2"]), A

# %% answer="second_product_forgotten" lost=["feed_forward_values"] mistake="second_product_forgotten"
# Stops too early.
def feed_forward(X, W_1, W_2):
    Z = X @ W_1
    return Z * (Z > 0.0)

# %% answer="second_residual_forgotten" lost=["transformer_block_values"] mistake="second_residual_forgotten"
# Y is what feed-forward gives.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return feed_forward(rms_norm(X + O, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="second_residual_from_X" lost=["transformer_block_values"] mistake="second_residual_from_X"
# Adds X twice over.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return X + feed_forward(rms_norm(X + O, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="second_residual_from_attention" lost=["transformer_block_values"] mistake="second_residual_from_attention"
# Adds O, and not H.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    return O + feed_forward(rms_norm(X + O, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="second_stream_is_normed" lost=["transformer_block_values"] mistake="second_stream_is_normed"
# Overwrites H with its norm, then adds it.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = rms_norm(X + O, w["gain_2"])
    return H + feed_forward(H, w["W_1"], w["W_2"]), A

# %% answer="second_term_added" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="second_term_added"
# Plus.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r + X * (G * X).mean(-1, keepdims=True) / r ** 3, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="second_term_over_everything" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="second_term_over_everything"
# One mean for all rows.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G, unit = dY * gain, X / r
    return (G - unit * np.mean(G * unit)) / r, (dY * unit).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="second_term_summed" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="second_term_summed"
# A sum in place of a mean.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).sum(-1, keepdims=True) / r ** 3, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="second_term_without_the_row" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="second_term_without_the_row"
# One number a row.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G, unit = dY * gain, X / r
    return G / r - (G * unit).mean(-1, keepdims=True) / r, (dY * unit).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="slope_by_the_probability" lost=["cross_entropy_backward_values"] mistake="minus_one_over_p"
# Stops at the probabilities.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    p = softmax(logits.astype(float), axis=-1).reshape(-1, logits.shape[-1])
    G = np.zeros(p.shape)
    rows = np.arange(len(p))
    G[rows, np.ravel(targets)] = -1 / (len(p) * p[rows, np.ravel(targets)])
    return G.reshape(logits.shape)

# %% answer="smallest_at_zero" lost=["sample_next_chances"] mistake="smallest_at_zero"
# The first of argsort.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argsort(logits, kind="stable")[0])
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(logits[order] / temperature)))

# %% answer="smallest_kept" lost=["sample_next_chances"] mistake="smallest_kept"
# argsort from the wrong end.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    kept = np.argsort(logits)[:top_k]
    return int(rng.choice(kept, p=softmax(logits[kept] / temperature)))

# %% answer="squared_error" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="squared_error"
# As for numbers.
import numpy as np
from scipy.special import softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    p = softmax(logits.astype(float), axis=-1).reshape(-1, V)
    p[np.arange(len(p)), np.ravel(targets)] -= 1
    return float((p * p).mean())

# %% answer="stream_is_normed" lost=["transformer_block_values"] mistake="stream_is_normed"
# Overwrites X with its norm, then adds it.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    X = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(X, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    X = X + O
    return X + feed_forward(rms_norm(X, w["gain_2"]), w["W_1"], w["W_2"]), A

# %% answer="stream_is_normed_twice" lost=["transformer_block_values"] mistake="stream_is_normed_twice"
# Overwrites both times.
def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    X = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(X, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    X = rms_norm(X + O, w["gain_2"])
    return X + feed_forward(X, w["W_1"], w["W_2"]), A

# %% answer="summed_over_places" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="summed_over_places"
# The sum of the losses.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    z = logits.reshape(-1, V) - logits.reshape(-1, V).max(axis=1, keepdims=True)
    return float(np.sum(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), np.ravel(targets)]))

# %% answer="surprise_without_logarithm" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="surprise_without_logarithm"
# 1 - p.
import numpy as np


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = (E / E.sum(axis=-1, keepdims=True)).reshape(-1, V)
    return 1 - float(p[np.arange(len(p)), np.ravel(targets)].mean())

# %% answer="target_forgotten" lost=["cross_entropy_backward_values"] mistake="target_forgotten"
# The softmax alone.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    return softmax(logits.astype(float), axis=-1) / np.size(targets)

# %% answer="target_not_named" lost=["cross_entropy_bad_target"] says=["It should name 7"]
# An error without a number.
import numpy as np
from scipy.special import log_softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    if np.any(targets >= V) or np.any(targets < 0):
        raise ValueError("a target is outside of the vocabulary")
    log_p = log_softmax(logits.astype(float), axis=-1).reshape(-1, V)
    return -float(np.mean(log_p[np.arange(len(log_p)), np.ravel(targets)]))

# %% answer="target_only" lost=["cross_entropy_backward_values"] mistake="target_only"
# p - 1 at the target, 0 elsewhere.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    p = softmax(logits.astype(float), axis=-1).reshape(-1, logits.shape[-1])
    G = np.zeros(p.shape)
    for place, t in enumerate(np.ravel(targets)):
        G[place, t] = (p[place, t] - 1) / len(p)
    return G.reshape(logits.shape)

# %% answer="targets_are_the_inputs" lost=["next_word_windows_values"] mistake="targets_are_the_inputs"
# Forgets to move the targets on.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    inputs = tokens[:m * length].reshape(m, length)
    return inputs, inputs.copy()

# %% answer="targets_go_round" lost=["next_word_windows_values"] mistake="targets_go_round"
# np.roll within each window.
import numpy as np


def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    inputs = tokens[:m * length].reshape(m, length)
    return inputs, np.concatenate([inputs[:, 1:], inputs[:, :1]], axis=1)

# %% answer="targets_of_the_last_token_only" lost=["next_word_windows_values"] mistake="targets_of_the_last_token_only"
# One target for each window.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    return tokens[:m * length].reshape(m, length), tokens[length:m * length + 1:length]

# %% answer="targets_of_the_next_window" lost=["next_word_windows_values"] mistake="targets_of_the_next_window"
# The windows themselves, moved on by one.
import numpy as np


def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    inputs = tokens[:m * length].reshape(m, length)
    return inputs, inputs[np.arange(1, m + 1) % m]

# %% answer="targets_one_place_back" lost=["next_word_windows_values"] mistake="targets_one_place_back"
# Inputs and targets exchanged.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    return tokens[1:1 + m * length].reshape(m, length), tokens[:m * length].reshape(m, length)

# %% answer="targets_two_places_on" lost=["next_word_windows_values"] mistake="targets_two_places_on"
# Skips a token.
def next_word_windows(tokens, length):
    if len(tokens) < length + 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    m = (len(tokens) - 2) // length
    return tokens[:m * length].reshape(m, length), tokens[2:2 + m * length].reshape(m, length)

# %% answer="temperature_after_softmax" lost=["sample_next_chances"] mistake="temperature_after_softmax"
# Softmax, the temperature, softmax.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(softmax(logits[order].astype(float)) / temperature)))

# %% answer="temperature_ignored" lost=["sample_next_chances"] mistake="temperature_ignored"
# Only tells 0 from the rest.
import numpy as np


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits * 1.0
    if top_k is not None:
        z = np.where(z >= np.sort(z)[-min(top_k, len(z))], z, -np.inf)
    p = np.exp(z - z.max())
    return int(rng.choice(len(z), p=p / p.sum()))

# %% answer="temperature_squared" lost=["sample_next_chances"] mistake="temperature_squared"
# Divides twice.
import numpy as np
from scipy.special import softmax


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(logits)[::-1][:top_k]
    return int(rng.choice(order, p=softmax(logits[order] / temperature / temperature)))

# %% answer="top_k_ignored" lost=["sample_next_chances"] mistake="top_k_ignored"
# top_k is looked at and not used.
import numpy as np


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits / temperature
    p = np.exp(z - z.max())
    return int(rng.choice(len(z), p=p / p.sum()))

# %% answer="way_back_arguments_swapped" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="arguments_swapped"
# X first.
import numpy as np


def rms_norm_backward(X, dY, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="way_back_of_layer_norm" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="mean_subtracted"
# Layer norm's gradient.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    C = X - X.mean(-1, keepdims=True)
    r = np.sqrt(np.square(C).mean(-1, keepdims=True) + eps)
    G, unit = dY * gain, C / r
    dX = (G - G.mean(-1, keepdims=True) - unit * (G * unit).mean(-1, keepdims=True)) / r
    return dX, (dY * unit).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="way_back_results_swapped" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="results_swapped"
# dgain first.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + eps)
    G = dY * gain
    return (dY * X / r).sum(axis=tuple(range(X.ndim - 1))), G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3

# %% answer="way_back_with_its_own_eps" lost=["rms_norm_backward_values"] mistake="eps_always_the_default"
# 1e-5 written into the formula.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True) + 1e-5)
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="way_back_without_eps" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="eps_ignored"
# eps is never used.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.square(X, dtype=float).mean(-1, keepdims=True))
    G = dY * gain
    return G / r - X * (G * X).mean(-1, keepdims=True) / r ** 3, (dY * X / r).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="way_back_without_root" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="root_forgotten"
# Divided by the mean square.
import numpy as np


def rms_norm_backward(dY, X, gain, eps=1e-5):
    s = np.square(X, dtype=float).mean(-1, keepdims=True) + eps
    G, unit = dY * gain, X / np.sqrt(s)
    return (G - unit * (G * unit).mean(-1, keepdims=True)) / s, (dY * unit).sum(axis=tuple(range(X.ndim - 1)))

# %% answer="windows_as_columns" lost=["next_word_windows_values"] mistake="windows_as_columns"
# A window is a column.
import numpy as np


def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    return (np.stack([tokens[k * length:(k + 1) * length] for k in range(m)], axis=1),
            np.stack([tokens[k * length + 1:(k + 1) * length + 1] for k in range(m)], axis=1))

# %% answer="windows_dealt_out_like_cards" lost=["next_word_windows_values"] mistake="dealt_out_like_cards"
# Neighbours in different windows.
import numpy as np


def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    return (np.array([tokens[k:m * length:m] for k in range(m)]),
            np.array([tokens[k + 1:m * length + 1:m] for k in range(m)]))

# %% answer="windows_end_with_the_text" lost=["next_word_windows_values"] mistake="windows_end_with_the_text"
# Leaves tokens out at the beginning.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    end = tokens[-(m * length + 1):]
    return end[:-1].reshape(m, length), end[1:].reshape(m, length)

# %% answer="windows_integer_floats" lost=["next_word_windows_values"] says=["expected an integer array"]
# Tokens as floats.
import numpy as np


def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    inputs, targets = np.zeros((m, length)), np.zeros((m, length))
    for k in range(m):
        inputs[k], targets[k] = tokens[k * length:(k + 1) * length], tokens[k * length + 1:(k + 1) * length + 1]
    return inputs, targets

# %% answer="windows_no_error" lost=["next_word_windows_too_short"] says=["must raise ValueError"]
# Never looks whether there are enough tokens.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    return tokens[:m * length].reshape(m, length), tokens[1:m * length + 1].reshape(m, length)

# %% answer="windows_overlap" lost=["next_word_windows_values"] mistake="windows_overlap"
# A window at each token.
import numpy as np


def next_word_windows(tokens, length):
    if len(tokens) < length + 1:
        raise ValueError(f"{len(tokens)} tokens for length {length}")
    starts = np.arange(len(tokens) - length)[:, None] + np.arange(length)
    return tokens[starts], tokens[starts + 1]

# %% answer="yes_or_no_for_each_word" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="yes_or_no_for_each_word"
# Binary cross-entropy.
import numpy as np
from scipy.special import softmax


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t}")
    p = softmax(logits.astype(float), axis=-1)
    one = np.eye(V)[targets]
    return -float((one * np.log(p + 1e-15) + (1 - one) * np.log(1 - p + 1e-15)).sum(axis=-1).mean())

# %% answer="slips_1" lost=["next_word_windows_values", "cross_entropy_values", "cross_entropy_extremes", "cross_entropy_backward_values", "perplexity_values", "rms_norm_backward_values", "rms_norm_backward_batches", "feed_forward_values", "transformer_block_values"] mistake=["first_window_lost", "each_place_against_all_targets", "all_targets_taken_off_everywhere", "to_the_base_V", "root_in_place_of_its_cube", "weights_transposed_and_exchanged", "always_causal"]
# One slip each: windows from 1, columns of all targets (twice), V to the loss, a root too few, W_2 first, a mask of its own.
import numpy as np
from scipy.special import log_softmax, softmax


def next_word_windows(tokens, length):
    if len(tokens) <= length:
        raise ValueError(f"got {len(tokens)} tokens; windows of {length} need more")
    m = (len(tokens) - 1) // length
    first = min(1, m - 1)
    places = np.arange(first, m)[:, None] * length + np.arange(length)
    return tokens[places], tokens[places + 1]


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for target in np.ravel(targets):
        if target not in range(V):
            raise ValueError(f"no word {target}")
    log_p = log_softmax(np.asarray(logits, dtype=float), axis=-1)
    return -float(np.mean(log_p[..., np.ravel(targets)]))


def cross_entropy_backward(logits, targets):
    slope = softmax(logits, axis=-1)
    slope[..., targets] -= 1
    return slope / np.size(targets)


def perplexity(logits, targets):
    log_p = log_softmax(logits, axis=-1).reshape(-1, logits.shape[-1])
    losses = [-row[target] for row, target in zip(log_p, np.ravel(targets))]
    return np.power(float(logits.shape[-1]), np.mean(losses))


def rms_norm_backward(dY, X, gain, eps=1e-5):
    square = (X * X).mean(axis=-1, keepdims=True) + eps
    down = dY * gain
    dX = down / square ** 0.5 - X / square * np.mean(down * X, axis=-1, keepdims=True)
    return dX, np.sum(dY * X / square ** 0.5, axis=tuple(range(np.ndim(X) - 1)))


def feed_forward(X, W_1, W_2):
    hidden = np.einsum("...d,hd->...h", X * 1.0, W_2)
    hidden[hidden < 0] = 0
    return np.einsum("...h,dh->...d", hidden, W_1)


def transformer_block(X, weights, n_heads, mask=None):
    missing = [name for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split() if name not in weights]
    if missing:
        raise ValueError(f"lacks {missing}")

    def norm(X, gain):
        return X / np.sqrt((X ** 2).mean(axis=1, keepdims=True) + 1e-5) * gain

    no_future = ~np.triu(np.ones((len(X), len(X)), dtype=bool), 1)
    O, A = multi_head_attention(norm(X, weights["gain_1"]), *(weights[f"W_{c}"] for c in "QKVO"), n_heads, no_future)
    X = X + O
    return X + np.maximum(norm(X, weights["gain_2"]) @ weights["W_1"], 0) @ weights["W_2"], A

# %% answer="slips_2" lost=["next_word_windows_values", "cross_entropy_values", "cross_entropy_extremes", "cross_entropy_backward_values", "perplexity_values", "rms_norm_backward_values", "rms_norm_backward_batches", "transformer_block_values"] mistake=["one_window_too_many", "softmax_over_everything", "slope_of_the_sigmoid_once_more", "one_number_for_each_place", "second_term_down_the_columns", "gains_follow_the_order"]
# N // length windows of a text that goes round; softmax of all; p (1 - p) once more; no mean; the mean over words; feed-forward first.
import numpy as np
from scipy.special import log_softmax, logsumexp, softmax


def next_word_windows(tokens, length):
    if len(tokens) < length + 1:
        raise ValueError(f"{len(tokens)} tokens are too few for {length}")
    m = len(tokens) // length
    after = np.append(tokens[1:], tokens[0])
    return np.array(np.split(tokens[:m * length], m)), np.array(np.split(after[:m * length], m))


def cross_entropy(logits, targets):
    wrong = np.setdiff1d(targets, np.arange(logits.shape[-1]))
    if wrong.size:
        raise ValueError(f"unknown words: {wrong}")
    rows = logits.reshape(-1, logits.shape[-1])
    chosen = rows[np.arange(len(rows)), np.ravel(targets)]
    return float(logsumexp(logits) - chosen.mean())


def cross_entropy_backward(logits, targets):
    p = softmax(logits, axis=-1)
    difference = p.copy()
    for place in np.ndindex(np.shape(targets)):
        difference[(*place, targets[place])] -= 1
    return difference * (p - p ** 2) / np.size(targets)


def perplexity(logits, targets):
    log_p = log_softmax(logits, axis=-1)
    return 1 / np.exp(np.take_along_axis(log_p, np.asarray(targets)[..., None], axis=-1)).squeeze(-1)


def rms_norm_backward(dY, X, gain, eps=1e-5):
    root = np.sqrt(np.mean(np.square(X), axis=-1, keepdims=True) + eps)
    unit, down = X / root, dY * gain
    dX = down - unit * np.mean(down * unit, axis=0)
    return dX / root, np.reshape(dY * unit, (-1, len(gain))).sum(axis=0)


def transformer_block(X, weights, n_heads, mask=None):
    for name in ["W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"]:
        if name not in weights.keys():
            raise ValueError(f"{name} is missing")
    X = X + feed_forward(rms_norm(X, weights["gain_1"]), weights["W_1"], weights["W_2"])
    N = rms_norm(X, weights["gain_2"])
    O, A = multi_head_attention(N, *map(weights.get, ["W_Q", "W_K", "W_V", "W_O"]), n_heads, mask=mask)
    return O + X, A

# %% answer="perplexity_overflows" lost=["perplexity_values"] mistake=["no_max_subtraction"]
# exp of logits as they are.
import numpy as np


def perplexity(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    of_targets = np.take_along_axis(p, np.asarray(targets)[..., None], axis=-1)
    return float(np.exp(-np.log(of_targets).mean()))

# %% answer="draws_from_elsewhere" lost=["sample_next_chances"] says="that it was passed was not used"
# Right chances, from a generator of its own.
import numpy as np


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(-logits, kind="stable")[:top_k]
    p = np.exp((logits[order] - logits.max()) / temperature)
    return int(np.random.RandomState(1).choice(order, p=p / p.sum()))

# %% answer="slips_3" lost=["cross_entropy_backward_values", "perplexity_values", "rms_norm_backward_values", "rms_norm_backward_batches", "feed_forward_values", "transformer_block_values", "sample_next_chances"] mistake=["log_p_in_place_of_p", "base_ten", "dgain_forgets_dY", "gelu_in_place_of_relu", "normed_at_the_end", "sizes_of_logits_as_chances"]
# log p. Ten. The normed words. gelu. One norm more. Sizes.
import numpy as np
from scipy.special import log_softmax


def cross_entropy_backward(logits, targets):
    slope = log_softmax(logits * 1.0, axis=-1)
    for place in np.ndindex(np.shape(targets)):
        slope[(*place, targets[place])] -= 1.0
    return slope / np.size(targets)


def perplexity(logits, targets):
    return 10.0 ** cross_entropy(logits, targets)


def rms_norm_backward(dY, X, gain, eps=1e-5):
    root = np.sqrt((X ** 2).mean(axis=-1, keepdims=True) + eps)
    unit, dU = X / root, dY * gain
    dX = (dU - unit * (dU * unit).mean(axis=-1, keepdims=True)) / root
    return dX, unit.sum(axis=tuple(range(unit.ndim - 1)))


def feed_forward(X, W_1, W_2):
    z = X @ W_1
    bent = z / 2 + z / 2 * np.tanh((z + 0.044715 * z * z * z) * (2 / np.pi) ** 0.5)
    return bent @ W_2


def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"no {name} among the weights")

    def norm(X, gain=1.0):
        return X / np.sqrt((X ** 2).mean(axis=1, keepdims=True) + 1e-5) * gain

    O, A = multi_head_attention(norm(X, weights["gain_1"]), *[weights[f"W_{c}"] for c in "QKVO"], n_heads, mask)
    H = X + O
    inner = np.maximum(norm(H, weights["gain_2"]) @ weights["W_1"], 0)
    return norm(H + inner @ weights["W_2"]), A


def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(-logits, kind="stable")[:top_k]
    size = np.abs(logits[order]) / temperature
    return int(rng.choice(order, p=size / size.sum()))

# %% answer="slips_4" lost=["cross_entropy_backward_values", "perplexity_values", "feed_forward_values", "transformer_block_values"] mistake=["softmax_over_everything", "perplexity_of_the_likeliest", "relu_of_the_weights", "mask_polarity_turned"]
# One softmax for all. The words that it likes. Weights without their minus. The mask round.
import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, targets):
    one_hot = np.eye(logits.shape[-1])[np.asarray(targets)]
    return (softmax(logits) - one_hot) / np.size(targets)


def perplexity(logits, targets):
    p = softmax(logits, axis=-1).max(axis=-1)
    return float(np.exp(np.mean(-np.log(p))))


def feed_forward(X, W_1, W_2):
    positive = np.where(W_1 > 0, W_1, 0.0)
    return np.dot(np.dot(X, positive), W_2)


def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"no {name} among the weights")
    hidden = mask if mask is None else np.logical_not(mask)
    N = rms_norm(X, weights["gain_1"])
    O, A = multi_head_attention(N, *[weights[f"W_{c}"] for c in "QKVO"], n_heads, mask=hidden)
    return X + O + feed_forward(rms_norm(X + O, weights["gain_2"]), weights["W_1"], weights["W_2"]), A

# %% answer="slips_5" lost=["feed_forward_values"] mistake=["cut_at_one"]
# Never above 1.
import numpy as np


def feed_forward(X, W_1, W_2):
    return np.minimum(np.maximum(X @ W_1, 0.0), 1.0) @ W_2

# %% answer="slips_6" lost=["feed_forward_values"] mistake=["softmax_in_place_of_relu"]
# Shares.
from scipy.special import softmax


def feed_forward(X, W_1, W_2):
    return softmax(X @ W_1, axis=-1) @ W_2

# %% answer="perplexity_by_another_log" lost=["perplexity_values"] mistake="logarithm_once_more"
# Takes log for what undoes log.
def perplexity(logits, targets):
    return np.log(cross_entropy(logits, targets))


# %% answer="perplexity_as_a_root" lost=["perplexity_values"] mistake="mean_divided_once_more"
# Takes the n-th root, though the loss is a mean already.
def perplexity(logits, targets):
    n = 1
    for size in np.shape(targets):
        n *= size
    return float(np.exp(cross_entropy(logits, targets)) ** (1 / n))


# %% answer="perplexity_of_a_whole_number" lost=["perplexity_values"] says="rounded to whole numbers"
# So many words are a whole number.
def perplexity(logits, targets):
    return round(np.exp(cross_entropy(logits, targets)))


# %% answer="gain_of_each_row" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="gain_gradient_summed_along_rows"
# Sums dgain along the row.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    root = np.sqrt((X * X).mean(-1, keepdims=True) + eps)
    N, G = X / root, dY * gain
    return (G - N * (G * N).mean(-1, keepdims=True)) / root, np.einsum("...d,...d->...", dY, N)


# %% answer="losses_of_a_matrix_alone" lost=["cross_entropy_values", "cross_entropy_bad_target"] says=["right where the number of axes of logits was 2; here it is 1", "A check of your own before that line"]
# Takes logits for a matrix.
def cross_entropy(logits, targets):
    n, V = logits.shape
    for t in targets:
        if t < 0 or t >= V:
            raise ValueError(f"target {t}, {V} words")
    z = logits - logits.max(axis=1, keepdims=True)
    return float((np.log(np.exp(z).sum(axis=1)) - z[range(n), targets]).mean())


# %% answer="gradient_of_a_matrix_alone" lost=["cross_entropy_backward_values"] says=["An array without axes is a single number", "right where the number of axes of logits was 2; here it is 1"]
# Counts the targets by len.
def cross_entropy_backward(logits, targets):
    n = len(targets)
    p = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    p[np.arange(n), targets] -= 1
    return p / n


# %% answer="norm_of_a_matrix_alone" lost=["rms_norm_values"] says="right where the number of axes of X was 2; here it is 3"
# Its rows are axis 1.
def rms_norm(X, gain, eps=1e-5):
    return X * gain / np.sqrt(np.mean(X * X, 1, keepdims=True) + eps)

# %% answer="slips_told_since" lost=["next_word_windows_values", "cross_entropy_values", "cross_entropy_extremes", "cross_entropy_backward_values", "rms_norm_backward_values", "rms_norm_backward_batches", "feed_forward_values", "transformer_block_values"] mistake=["one_window_too_many_to_reshape", "maximum_never_taken_off", "multiplied_by_places", "second_term_over_the_number_of_rows", "leaky_relu_of_a_tenth", "gains_on_outputs"]
# One more slip in each exercise.
import numpy as np


def next_word_windows(tokens, length):
    if len(tokens) < length + 1:
        raise ValueError(f"{len(tokens)} tokens, length {length}")
    m = len(tokens) // length
    return tokens[:m * length].reshape(m, length), tokens[1:m * length + 1].reshape(m, length)


def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if not 0 <= t < V:
            raise ValueError(f"target {t} is not in 0..{V - 1}")
    m = logits.max(axis=-1)
    lse = m + np.log(np.exp(logits).sum(axis=-1))
    return float((lse - np.take_along_axis(logits, np.expand_dims(targets, -1), -1)[..., 0]).mean())


def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (E / E.sum(axis=-1, keepdims=True) - np.eye(logits.shape[-1])[targets]) * np.size(targets)


def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True) + eps)
    u, g = X / r, dY * gain
    dX = (g - u * np.sum(g * u, axis=-1, keepdims=True) / len(X)) / r
    return dX, (dY * u).reshape(-1, X.shape[-1]).sum(axis=0)


def feed_forward(X, W_1, W_2):
    z = X @ W_1
    return np.where(z > 0, z, 0.1 * z) @ W_2


def transformer_block(X, weights, n_heads, mask=None):
    for name in "W_Q W_K W_V W_O W_1 W_2 gain_1 gain_2".split():
        if name not in weights:
            raise ValueError(f"{name} is missing")
    w = weights
    O, A = multi_head_attention(rms_norm(X, np.ones(X.shape[1])), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + w["gain_1"] * O
    return H + w["gain_2"] * feed_forward(rms_norm(H, np.ones(X.shape[1])), w["W_1"], w["W_2"]), A

# %% answer="windows_far_targets" lost=["next_word_windows_values"] mistake="targets_a_window_on"
# The target of a token is where the next window has it.
def next_word_windows(tokens, length):
    N = len(tokens)
    if N <= length:
        raise ValueError(f"{N} tokens for a window of {length}")
    m = (N - 1) // length
    places = np.arange(m * length).reshape(m, length)
    return tokens[places], tokens[(places + length) % N]


# %% answer="windows_ragged" lost=["next_word_windows_values"] says=["Parts of different shapes", "a slice gives what is left"]
# Makes a window of the tokens that are left, too.
def next_word_windows(tokens, length):
    if len(tokens) <= length:
        raise ValueError(f"{len(tokens)} tokens for a window of {length}")
    begins = range(0, len(tokens) - 1, length)
    return np.array([tokens[b:b + length] for b in begins]), np.array([tokens[b + 1:b + 1 + length] for b in begins])


# %% answer="windows_short_of_a_target" lost=["next_word_windows_values"] mistake="one_window_too_many_and_short"
# Counts the last token as an input.
def next_word_windows(tokens, length):
    if len(tokens) <= length:
        raise ValueError(f"{len(tokens)} tokens for a window of {length}")
    begins = range(0, len(tokens) // length * length, length)
    return np.array([tokens[b:b + length] for b in begins]), np.array([tokens[b + 1:b + 1 + length] for b in begins])


# %% answer="perplexity_of_logits" lost=["perplexity_values"] mistake="softmax_forgotten"
# Takes the logits for logarithms of probabilities.
def perplexity(logits, targets):
    rows, wanted = np.reshape(logits, (-1, np.shape(logits)[-1])), np.ravel(targets)
    return float(np.exp(sum(-row[t] for row, t in zip(rows, wanted)) / len(wanted)))


# %% answer="half_of_layer_norm" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="mean_of_the_gradient_taken_off"
# Remembers the formula of layer norm.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    s = 1 / np.sqrt((X * X).sum(-1, keepdims=True) / d + eps)
    N, G = X * s, dY * gain
    dX = s / d * (d * G - G.sum(-1, keepdims=True) - N * (G * N).sum(-1, keepdims=True))
    return dX, (dY * N).reshape(-1, d).sum(0)


# %% answer="feed_forward_of_the_largest" lost=["feed_forward_values"] mistake="largest_of_each_column"
# Takes max for maximum.
def feed_forward(X, W_1, W_2):
    hidden = (X @ W_1).max(0)
    return hidden @ W_2


# %% answer="feed_forward_of_some" lost=["feed_forward_values"] mistake="positive_ones_picked_out"
# Throws the negative numbers away.
def feed_forward(X, W_1, W_2):
    hidden = np.dot(X, W_1)
    kept = hidden[np.where(hidden > 0)]
    return kept @ W_2


# %% answer="perplexity_the_wrong_way_round" lost=["perplexity_values"] mistake="arguments_swapped"
# Takes the targets first, as one says it: targets under logits.
def perplexity(logits, targets):
    loss = cross_entropy(targets, logits)
    return np.exp(loss)


# %% answer="feed_forward_elu" lost=["feed_forward_values"] mistake="elu_in_place_of_relu"
# Bends more softly.
def feed_forward(X, W_1, W_2):
    z = X @ W_1
    below = np.exp(np.where(z < 0, z, 0)) - 1
    return (np.maximum(z, 0) + below) @ W_2


# %% answer="norm_back_twice" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="second_term_doubled"
# The slope of a square is twice the number.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    m = (X * X).mean(-1, keepdims=True) + eps
    G = dY * gain
    dX = G * m ** -0.5 - m ** -1.5 * (G * X).sum(-1, keepdims=True) * 2 * X / d
    return dX, (dY * X * m ** -0.5).reshape(-1, d).sum(0)


# %% answer="norm_back_half" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="second_term_halved"
# The slope of a root is a half.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    m = (X * X).mean(-1, keepdims=True) + eps
    G = dY * gain
    dX = G * m ** -0.5 - 0.5 * m ** -1.5 * (G * X).sum(-1, keepdims=True) * X / d
    return dX, (dY * X * m ** -0.5).reshape(-1, d).sum(0)


# %% answer="norm_by_linalg" lost=["rms_norm_values"] mistake="divided_by_the_length_and_eps"
# There is a function for norms.
def rms_norm(X, gain, eps=1e-5):
    return gain * X / (np.linalg.norm(X, axis=-1, keepdims=True) + eps)


# %% answer="loss_half_shifted" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="target_not_shifted"
# Shifts the logits for exp alone.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    rows, wanted = logits.reshape(-1, V), np.ravel(targets)
    for t in wanted:
        if not 0 <= t < V:
            raise ValueError(f"{t} of {V}")
    sums = np.log(np.exp(rows - rows.max(1)[:, None]).sum(1))
    return float(np.mean([s - row[t] for s, row, t in zip(sums, rows, wanted)]))


# %% answer="loss_of_minus" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="signs_of_logits_turned"
# Puts the minus at the logits.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    rows, wanted = -logits.reshape(-1, V), np.ravel(targets)
    for t in wanted:
        if not 0 <= t < V:
            raise ValueError(f"{t} of {V}")
    rows = rows - rows.max(1)[:, None]
    return float(np.mean([np.log(np.exp(row).sum()) - row[t] for row, t in zip(rows, wanted)]))


# %% answer="loss_p_log_p" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="weighted_by_p"
# Remembers the sum of p log p.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    rows, wanted = logits.reshape(-1, V), np.ravel(targets)
    for t in wanted:
        if not 0 <= t < V:
            raise ValueError(f"{t} of {V}")
    found = []
    for row, t in zip(rows, wanted):
        log_p = row[t] - row.max() - np.log(np.exp(row - row.max()).sum())
        found.append(-np.exp(log_p) * log_p)
    return float(np.mean(found))


# %% answer="gradient_minus_targets" lost=["cross_entropy_backward_values"] mistake="index_taken_off"
# Subtracts y, as the formula p - y says.
def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(-1, keepdims=True))
    p = E / E.sum(-1, keepdims=True)
    return (p - np.asarray(targets)[..., None]) / np.size(targets)


# %% answer="gradient_of_the_best" lost=["cross_entropy_backward_values"] mistake="likeliest_taken_off"
# Takes the word that the model says.
def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(-1, keepdims=True))
    p = E / E.sum(-1, keepdims=True)
    said = p.argmax(-1)[..., None]
    np.put_along_axis(p, said, np.take_along_axis(p, said, -1) - 1, -1)
    return p / np.size(targets)


# %% answer="gradient_in_whole_numbers" lost=["cross_entropy_backward_values"] says="without what stands after the point"
# Makes the result like the logits, which may be whole numbers.
def cross_entropy_backward(logits, targets):
    E = np.exp(logits - logits.max(-1, keepdims=True))
    result = np.zeros_like(logits)
    result[...] = (E / E.sum(-1, keepdims=True) - np.eye(logits.shape[-1])[targets]) / np.size(targets)
    return result


# %% answer="block_adds_a_tuple" lost=["transformer_block_values"] says="a function that gives a tuple gives several results"
# Forgets that the heads give O and A.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"no {name}")
    w = weights
    found = multi_head_attention(rms_norm(X, w["gain_1"]), w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + found
    return H + feed_forward(rms_norm(H, w["gain_2"]), w["W_1"], w["W_2"]), found[1]


# %% answer="windows_one_missing" lost=["next_word_windows_values"] mistake="too_few_windows"
# Leaves two windows' worth at the end.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens, {length}")
    rows = max(m - 1, 1)
    return tokens[:rows * length].reshape(rows, length), tokens[1:rows * length + 1].reshape(rows, length)


# %% answer="windows_padded_rest" lost=["next_word_windows_values"] mistake="rest_filled_up_with_zeros"
# Keeps the rest as one more window and fills it up with zeros.
def next_word_windows(tokens, length):
    N = len(tokens)
    if N < length + 1:
        raise ValueError(f"{N} tokens, length {length}")
    m = -(-(N - 1) // length)
    inputs = np.zeros(m * length, dtype=int)
    targets = np.zeros(m * length, dtype=int)
    inputs[:N - 1] = tokens[:-1]
    targets[:N - 1] = tokens[1:]
    return inputs.reshape(m, length), targets.reshape(m, length)


# %% answer="windows_array_split" lost=["next_word_windows_values"] mistake="parts_of_unequal_length"
# Splits everything but the last token into m pieces, without dropping the rest: pieces of unequal length.
def next_word_windows(tokens, length):
    N = len(tokens)
    if N < length + 1:
        raise ValueError(f"{N} tokens, length {length}")
    m = (N - 1) // length
    return np.array(np.array_split(tokens[:-1], m)), np.array(np.array_split(tokens[1:], m))


# %% answer="windows_next_window" lost=["next_word_windows_values"] mistake="each_window_before_the_next"
# The targets are the tokens one whole window further on.
def next_word_windows(tokens, length):
    tokens = np.asarray(tokens)
    if len(tokens) < length + 1:
        raise ValueError(f"{len(tokens)} tokens, length {length}")
    windows = tokens[:len(tokens) // length * length].reshape(-1, length)
    return windows[:-1], windows[1:]


# %% answer="ce_mean_last_axis" lost=["cross_entropy_values"] mistake="one_number_for_each_text"
# The mean over the last axis of places only: an array for more axes.
def cross_entropy(logits, targets):
    logits, targets = np.asarray(logits, float), np.asarray(targets)
    V = logits.shape[-1]
    if targets.min() < 0 or targets.max() > V - 1:
        raise ValueError(f"targets reach from {targets.min()} to {targets.max()}, V is {V}")
    z = logits - logits.max(axis=-1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    loss = -np.take_along_axis(logp, targets[..., None], axis=-1)[..., 0]
    return loss.mean(axis=-1) if loss.ndim else loss


# %% answer="ce_negative_targets_pass" lost=["cross_entropy_bad_target"] says="raise ValueError with a message that names -1"
# Looks only for targets that are too large.
def cross_entropy(logits, targets):
    logits, targets = np.asarray(logits, float), np.asarray(targets)
    V = logits.shape[-1]
    if (targets >= V).any():
        raise ValueError(f"target {targets[targets >= V][0]} but only {V} words")
    z = logits - logits.max(axis=-1, keepdims=True)
    logp = (z - np.log(np.exp(z).sum(axis=-1, keepdims=True))).reshape(-1, V)
    return -np.mean(logp[np.arange(len(logp)), targets.reshape(-1)])


# %% answer="back_jacobian_diagonal" lost=["cross_entropy_backward_values"] mistake="jacobian_without_its_sum"
# Chain rule with A * dA only, the sum in softmax's backward forgotten: -1/n at the target and 0 elsewhere.
def cross_entropy_backward(logits, targets):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    dp = -np.eye(logits.shape[-1])[targets] / p / np.size(targets)
    return p * dp


# %% answer="back_only_targets" lost=["cross_entropy_backward_values"] mistake="targets_places_alone"
# Gives only the entries at the targets, of the shape of the targets.
def cross_entropy_backward(logits, targets):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return (np.take_along_axis(p, np.asarray(targets)[..., None], axis=-1)[..., 0] - 1) / np.size(targets)


# %% answer="back_p_divided_first" lost=["cross_entropy_backward_values"] mistake="probabilities_alone_divided"
# Divides p by n and subtracts a whole 1.
def cross_entropy_backward(logits, targets):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    G = e / e.sum(axis=-1, keepdims=True) / np.size(targets)
    return G - np.eye(logits.shape[-1])[targets]


# %% answer="back_numeric_coarse" lost=["cross_entropy_backward_values"] says="none farther off than 1.3 % of the largest"
# Numerical differences with a step of 0.1: only roughly right.
def cross_entropy_backward(logits, targets):
    logits = np.array(logits, float)
    G = np.zeros(logits.shape)
    for k in np.ndindex(logits.shape):
        up = logits.copy()
        up[k] += 0.1
        G[k] = (cross_entropy(up, targets) - cross_entropy(logits, targets)) / 0.1
    return G


# %% answer="perp_root_of_V" lost=["perplexity_values"] mistake="sum_divided_by_words"
# The V-th root of the product of the probabilities instead of the n-th.
def perplexity(logits, targets):
    n = np.size(targets)
    return float(np.exp(cross_entropy(logits, targets) * n / logits.shape[-1]))


# %% answer="perp_expm1" lost=["perplexity_values"] says="the right one plus -1"
# exp minus 1.
def perplexity(logits, targets):
    return float(np.expm1(cross_entropy(logits, targets)))


# %% answer="norm_root_of_X_too" lost=["rms_norm_values"] says="On the way NumPy warned: invalid value encountered in sqrt (line 2 of your cell"
# The gain stands under the root.
def rms_norm(X, gain, eps=1e-5):
    return X * np.sqrt(gain / (np.mean(X ** 2, axis=-1, keepdims=True) + eps))


# %% answer="nback_r_not_cubed" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="root_once_in_place_of_its_cube"
# r instead of r^3 in the second way (derivative of 1/r taken as 1/r).
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True) + eps)
    G = dY * gain
    dX = G / r - X * np.sum(G * X, axis=-1, keepdims=True) / (d * r)
    return dX, np.sum((dY * X / r).reshape(-1, d), axis=0)


# %% answer="nback_eps_outside" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="eps_outside_the_root"
# Root plus eps.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True)) + eps
    N = X / r
    G = dY * gain
    dX = (G - N * (G * N).mean(axis=-1, keepdims=True)) / r
    return dX, (dY * N).reshape(-1, X.shape[-1]).sum(axis=0)


# %% answer="block_norm_of_outputs" lost=["transformer_block_values"] mistake="norms_of_outputs"
# The norms stand on the outputs of attention and feed-forward, not on what they read.
def transformer_block(X, weights, n_heads, mask=None):
    names = ["W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"]
    for n in names:
        if n not in weights:
            raise ValueError(f"weights lacks {n}")
    w = weights
    O, A = multi_head_attention(X, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + rms_norm(O, w["gain_1"])
    return H + rms_norm(feed_forward(H, w["W_1"], w["W_2"]), w["gain_2"]), A


# %% answer="draw_own_generator" lost=["sample_next_chances"] says="that it was passed was not used"
# Makes a generator of its own.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature} is below 0")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k} is below 1")
    if temperature == 0:
        return int(np.argmax(logits))
    rng = np.random.default_rng(0)
    words = np.argsort(-logits, kind="stable")[:top_k]
    z = logits[words] / temperature
    p = np.exp(z - z.max())
    return int(rng.choice(words, p=p / p.sum()))


# %% answer="draw_gives_logit" lost=["sample_next_chances"] says="sample_next gave np.float64(0.3); expected a token, one whole number"
# Draws from the logits: gives a logit, not a token.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature} is below 0")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k} is below 1")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits / temperature
    if top_k is not None:
        z[np.argsort(-z, kind="stable")[top_k:]] = -np.inf
    p = np.exp(z - z.max())
    return rng.choice(logits, p=p / p.sum())


# %% answer="draw_until_in_top_k" lost=["sample_next_chances"] says="100 times for one token; expected exactly one call"
# Draws again until the word is among the top_k.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature} is below 0")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k} is below 1")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits / temperature
    p = np.exp(z - z.max())
    allowed = np.argsort(-z, kind="stable")[:top_k]
    for _ in range(1000):
        token = int(rng.choice(len(p), p=p / p.sum()))
        if token in allowed:
            return token


# %% answer="draw_p_is_size" lost=["sample_next_chances"] says="chances go in by name, p=..."
# rng.choice(V, p): p stands where the size belongs.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature} is below 0")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k} is below 1")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits / temperature
    if top_k is not None:
        z[np.argsort(-z, kind="stable")[top_k:]] = -np.inf
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p / p.sum()))


# %% answer="draw_with_all_that_choice_takes" lost=[]
# One call of rng.choice on a list, with its size, and arguments that change nothing for a single draw.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature} is below 0")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k} is below 1")
    if temperature == 0:
        return int(np.argmax(logits))
    words = sorted(range(len(logits)), key=lambda word: (-logits[word], word))[:top_k]
    p = [np.exp((logits[word] - np.max(logits)) / temperature) for word in words]
    return rng.choice(words, size=1, replace=False, p=[share / sum(p) for share in p], axis=0, shuffle=False).item()

# %% answer="first_token_never_an_input" lost=["next_word_windows_values"] mistake="first_token_never_an_input"
# Begins one token too late.
def next_word_windows(tokens, length):
    m = max((len(tokens) - 2) // length, 1)
    if len(tokens) <= length:
        raise ValueError(f"{len(tokens)} tokens came; windows of length {length} need more")
    inputs = np.array([tokens[1 + i * length:1 + (i + 1) * length] for i in range(m)])
    targets = np.array([tokens[2 + i * length:2 + (i + 1) * length] for i in range(m)])
    return inputs, targets

# %% answer="targets_go_round_the_text" lost=["next_word_windows_values"] mistake="targets_go_round_the_text"
# Rolls the text that was cut off.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens came; windows of length {length} need more")
    inputs = tokens[:m * length].reshape(m, length)
    targets = np.roll(tokens[:m * length], -1).reshape(m, length)
    return inputs, targets

# %% answer="token_numbers_raised_by_one" lost=["next_word_windows_values"] mistake="token_numbers_raised_by_one"
# The next number, not the next token.
def next_word_windows(tokens, length):
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens came; windows of length {length} need more")
    inputs = tokens[:m * length].reshape(m, length)
    targets = inputs + 1
    return inputs, targets

# %% answer="too_few_windows" lost=["next_word_windows_values"] mistake="too_few_windows"
# Counts a window as length + 1 tokens.
def next_word_windows(tokens, length):
    m = len(tokens) // (length + 1)
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens came; windows of length {length} need more")
    inputs = tokens[:m * length].reshape(m, length)
    targets = tokens[1:m * length + 1].reshape(m, length)
    return inputs, targets

# %% answer="logarithm_of_the_sum_forgotten" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="logarithm_of_the_sum_forgotten"
# No log.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.exp(z).sum(axis=-1, keepdims=True)
    logp = z - lse
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(-np.mean(picked))

# %% answer="mean_of_exponentials" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="mean_of_exponentials"
# mean for sum.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(z).mean(axis=-1, keepdims=True))
    logp = z - lse
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(-np.mean(picked))

# %% answer="loss_divided_by_words_alone" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="sum_divided_by_words"
# The wrong axis' length.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    logp = z - lse
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(-np.sum(picked) / V)

# %% answer="squared_error_of_rows" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="squared_error_of_rows"
# Brier's score.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    logp = z - lse
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(np.mean(np.sum((np.exp(logp) - np.eye(V)[targets]) ** 2, axis=-1)))

# %% answer="distance_from_the_largest" lost=["cross_entropy_values", "cross_entropy_extremes"] mistake="distance_from_the_largest"
# Takes shifted logits for log-probabilities.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    logp = z - lse
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(-np.mean(np.take_along_axis(z, np.asarray(targets)[..., None], axis=-1)))

# %% answer="constant_of_1e_8" lost=["cross_entropy_extremes"] mistake="constant_of_1e_8"
# A small constant.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    logp = np.log(np.exp(z - lse) + 1e-8)
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(-np.mean(picked))

# %% answer="constant_of_1e_10" lost=["cross_entropy_extremes"] mistake="constant_of_1e_10"
# A small constant.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    logp = np.log(np.exp(z - lse) + 1e-10)
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(-np.mean(picked))

# %% answer="constant_of_1e_15" lost=["cross_entropy_extremes"] mistake="constant_of_1e_15"
# A small constant.
def cross_entropy(logits, targets):
    V = logits.shape[-1]
    for t in np.ravel(targets):
        if t < 0 or t >= V:
            raise ValueError(f"target {t} is outside 0 to {V - 1}")
    z = logits - logits.max(axis=-1, keepdims=True)
    lse = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    logp = np.log(np.exp(z - lse) + 1e-15)
    picked = np.take_along_axis(logp, np.asarray(targets)[..., None], axis=-1)[..., 0]
    return float(-np.mean(picked))

# %% answer="sigmoid_in_place_of_softmax" lost=["cross_entropy_backward_values"] mistake="sigmoid_in_place_of_softmax"
# One logit at a time.
def cross_entropy_backward(logits, targets):
    n = np.size(targets)
    V = logits.shape[-1]
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = 0.5 * (1 + np.tanh(np.asarray(logits) / 2))
    one = np.eye(V)[targets]
    return (p - one) / n

# %% answer="one_hot_added" lost=["cross_entropy_backward_values"] mistake="one_hot_added"
# Plus for minus.
def cross_entropy_backward(logits, targets):
    n = np.size(targets)
    V = logits.shape[-1]
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = E / E.sum(axis=-1, keepdims=True)
    one = np.eye(V)[targets]
    return (p + one) / n

# %% answer="multiplied_by_p" lost=["cross_entropy_backward_values"] mistake="multiplied_by_p"
# Half of a Jacobian.
def cross_entropy_backward(logits, targets):
    n = np.size(targets)
    V = logits.shape[-1]
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = E / E.sum(axis=-1, keepdims=True)
    one = np.eye(V)[targets]
    return (p - one) * p / n

# %% answer="softmax_before_the_loss" lost=["perplexity_values"] mistake="softmax_before_the_loss"
# Probabilities for logits.
def perplexity(logits, targets):
    E = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return float(np.exp(cross_entropy(E / E.sum(axis=-1, keepdims=True), targets)))

# %% answer="exp_of_bits" lost=["perplexity_values"] mistake="exp_of_bits"
# Bits, and then exp.
def perplexity(logits, targets):
    return float(np.exp(cross_entropy(logits, targets) / np.log(2)))

# %% answer="eps_on_the_sum" lost=["rms_norm_values"] mistake="eps_on_the_sum"
# eps too early.
def rms_norm(X, gain, eps=1e-5):
    m = np.mean(X ** 2, axis=-1, keepdims=True)
    r = np.sqrt(((X ** 2).sum(axis=-1, keepdims=True) + eps) / X.shape[-1])
    return X / r * gain

# %% answer="mean_subtracted_above_alone" lost=["rms_norm_values"] mistake="mean_subtracted_above_alone"
# Half of a layer norm.
def rms_norm(X, gain, eps=1e-5):
    m = np.mean(X ** 2, axis=-1, keepdims=True)
    r = np.sqrt(m + eps)
    return (X - X.mean(axis=-1, keepdims=True)) / r * gain

# %% answer="layer_norm_with_eps_outside" lost=["rms_norm_values"] mistake="layer_norm_with_eps_outside"
# Another norm.
def rms_norm(X, gain, eps=1e-5):
    m = np.mean(X ** 2, axis=-1, keepdims=True)
    r = np.sqrt(m + eps)
    return (X - X.mean(axis=-1, keepdims=True)) / (X.std(axis=-1, keepdims=True) + eps) * gain

# %% answer="standard_deviation_plus_eps" lost=["rms_norm_values"] mistake="standard_deviation_plus_eps"
# np.std.
def rms_norm(X, gain, eps=1e-5):
    m = np.mean(X ** 2, axis=-1, keepdims=True)
    r = np.sqrt(m + eps)
    return X / (X.std(axis=-1, keepdims=True) + eps) * gain

# %% answer="result_in_place_of_the_normed_row" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="result_in_place_of_the_normed_row"
# Y for the normed row.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True) + eps)
    u = rms_norm(X, gain, eps)
    g = dY * gain
    dgain = (dY * u).reshape(-1, d).sum(axis=0)
    dX = (g - u * np.mean(g * u, axis=-1, keepdims=True)) / r
    return dX, dgain

# %% answer="as_softmax_does" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="as_softmax_does"
# As in lesson 08.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True) + eps)
    u = X / r
    g = dY * gain
    dgain = (dY * u).reshape(-1, d).sum(axis=0)
    dX = u * (g - np.mean(g * u, axis=-1, keepdims=True)) / r
    return dX, dgain

# %% answer="each_entry_by_itself" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="each_entry_by_itself"
# The diagonal of the Jacobian.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True) + eps)
    u = X / r
    g = dY * gain
    dgain = (dY * u).reshape(-1, d).sum(axis=0)
    dX = g * (1 / r - X ** 2 / (d * r ** 3))
    return dX, dgain

# %% answer="dY_sent_forward" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="dY_sent_forward"
# Forward again.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True) + eps)
    u = X / r
    g = dY * gain
    dgain = (dY * u).reshape(-1, d).sum(axis=0)
    dX = (g - u * np.mean(g * u, axis=-1, keepdims=True)) / r
    return rms_norm(dY, gain, eps), dgain

# %% answer="length_in_place_of_the_root" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="length_in_place_of_the_root"
# A sum.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.sqrt(np.sum(X ** 2, axis=-1, keepdims=True) + eps)
    u = X / r
    g = dY * gain
    dgain = (dY * u).reshape(-1, d).sum(axis=0)
    dX = (g - u * np.mean(g * u, axis=-1, keepdims=True)) / r
    return dX, dgain

# %% answer="root_forgotten_everywhere" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="root_forgotten_everywhere"
# No root.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.mean(X ** 2, axis=-1, keepdims=True) + eps
    u = X / r
    g = dY * gain
    dgain = (dY * u).reshape(-1, d).sum(axis=0)
    dX = (g - u * np.mean(g * u, axis=-1, keepdims=True)) / r
    return dX, dgain

# %% answer="mean_without_the_normed_row" lost=["rms_norm_backward_values", "rms_norm_backward_batches"] mistake="mean_without_the_normed_row"
# The mean of dY * gain.
def rms_norm_backward(dY, X, gain, eps=1e-5):
    d = X.shape[-1]
    r = np.sqrt(np.mean(X ** 2, axis=-1, keepdims=True) + eps)
    u = X / r
    g = dY * gain
    dgain = (dY * u).reshape(-1, d).sum(axis=0)
    dX = (g - u * np.mean(g, axis=-1, keepdims=True)) / r
    return dX, dgain

# %% answer="relu_of_the_second_weights" lost=["feed_forward_values"] mistake="relu_of_the_second_weights"
# Cuts weights.
def feed_forward(X, W_1, W_2):
    H = X @ W_1
    H = np.maximum(H, 0)
    return (H @ np.maximum(W_2, 0)).astype(float)

# %% answer="relu_of_X_too" lost=["feed_forward_values"] mistake="relu_of_X_too"
# Cuts twice.
def feed_forward(X, W_1, W_2):
    H = np.maximum(X, 0) @ W_1
    H = np.maximum(H, 0)
    return (H @ W_2).astype(float)

# %% answer="softplus_in_place_of_relu" lost=["feed_forward_values"] mistake="softplus_in_place_of_relu"
# A smooth relu.
def feed_forward(X, W_1, W_2):
    H = X @ W_1
    H = np.log1p(np.exp(H))
    return (H @ W_2).astype(float)

# %% answer="cut_at_six" lost=["feed_forward_values"] mistake="cut_at_six"
# relu6.
def feed_forward(X, W_1, W_2):
    H = X @ W_1
    H = np.minimum(np.maximum(H, 0), 6)
    return (H @ W_2).astype(float)

# %% answer="second_gain_twice" lost=["transformer_block_values"] mistake="second_gain_twice"
# A copied line.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_2"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = H + feed_forward(M, w["W_1"], w["W_2"])
    return Y, A

# %% answer="first_gain_forgotten" lost=["transformer_block_values"] mistake="first_gain_forgotten"
# A gain of ones.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, np.ones(X.shape[1]))
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = H + feed_forward(M, w["W_1"], w["W_2"])
    return Y, A

# %% answer="second_gain_forgotten" lost=["transformer_block_values"] mistake="second_gain_forgotten"
# A gain of ones.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, np.ones(X.shape[1]))
    Y = H + feed_forward(M, w["W_1"], w["W_2"])
    return Y, A

# %% answer="feed_forward_reads_the_first_norm" lost=["transformer_block_values"] mistake="feed_forward_reads_the_first_norm"
# N for M.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = H + feed_forward(N, w["W_1"], w["W_2"])
    return Y, A

# %% answer="feed_forward_reads_X_without_norm" lost=["transformer_block_values"] mistake="feed_forward_reads_X_without_norm"
# X for M.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = H + feed_forward(X, w["W_1"], w["W_2"])
    return Y, A

# %% answer="residual_inside_feed_forward" lost=["transformer_block_values"] mistake="residual_inside_feed_forward"
# One residual more.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = H + M + feed_forward(M, w["W_1"], w["W_2"])
    return Y, A

# %% answer="keys_from_W_Q" lost=["transformer_block_values"] mistake="keys_from_W_Q"
# A copied name.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_Q"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = H + feed_forward(M, w["W_1"], w["W_2"])
    return Y, A

# %% answer="second_norm_after_the_sum" lost=["transformer_block_values"] mistake="second_norm_after_the_sum"
# Half of a post-norm block.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = rms_norm(H + feed_forward(H, w["W_1"], w["W_2"]), w["gain_2"])
    return Y, A

# %% answer="normed_at_the_end_with_a_gain" lost=["transformer_block_values"] mistake="normed_at_the_end_with_a_gain"
# A norm at the end.
def transformer_block(X, weights, n_heads, mask=None):
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}")
    w = weights
    N = rms_norm(X, w["gain_1"])
    O, A = multi_head_attention(N, w["W_Q"], w["W_K"], w["W_V"], w["W_O"], n_heads, mask)
    H = X + O
    M = rms_norm(H, w["gain_2"])
    Y = H + feed_forward(M, w["W_1"], w["W_2"])
    return rms_norm(Y, w["gain_2"]), A

# %% answer="order_of_the_dict" lost=["transformer_block_values"] mistake="order_of_the_dict"
# The values of the dict, as they come.
def transformer_block(X, weights, n_heads, mask=None):
    if len(weights) < 8:
        raise ValueError(f"missing: {({'W_Q', 'W_K', 'W_V', 'W_O', 'W_1', 'W_2', 'gain_1', 'gain_2'} - set(weights))}")
    *matrices, W_1, W_2, first, second = weights.values()
    O, A = multi_head_attention(rms_norm(X, first), *matrices, n_heads, mask)
    H = X + O
    return H + feed_forward(rms_norm(H, second), W_1, W_2), A

# %% answer="rank_in_place_of_token_with_top_k" lost=["sample_next_chances"] mistake="rank_in_place_of_token_with_top_k"
# Sorted logits alone.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k is {top_k}")
    if temperature == 0:
        return int(np.argmax(logits))
    z = logits / temperature
    if top_k is not None:
        z = np.sort(z)[::-1][:top_k]
    E = np.exp(z - z.max())
    p = E / E.sum()
    return int(rng.choice(len(p), p=p))

# %% answer="equals_share_at_zero" lost=["sample_next_chances"] mistake="equals_share_at_zero"
# A tiny temperature.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k is {top_k}")
    if temperature == 0:
        temperature = 1e-9
    order = np.argsort(-logits, kind="stable")[:top_k]
    z = logits[order] / temperature
    E = np.exp(z - z.max())
    p = E / E.sum()
    return int(rng.choice(order, p=p))

# %% answer="temperature_one_at_zero" lost=["sample_next_chances"] mistake="temperature_one_at_zero"
# Temperature 1 for 0.
def sample_next(logits, temperature, rng, top_k=None):
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k is {top_k}")
    if temperature == 0:
        temperature = 1
    order = np.argsort(-logits, kind="stable")[:top_k]
    z = logits[order] / temperature
    E = np.exp(z - z.max())
    p = E / E.sum()
    return int(rng.choice(order, p=p))
