# %% [markdown]
# What students may hand in for 07_multi_head, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="embeddings_cut_up" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers", "multi_head_attention_bad_input"] mistake="embeddings_cut_up"
# X cut up, each head with its block of W.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    pieces = split_heads(X, n_heads)
    width = X.shape[1] // n_heads

    def project(W):
        blocks = split_heads(W, n_heads)
        return np.stack([pieces[h] @ blocks[h][h * width:(h + 1) * width] for h in range(n_heads)])

    Q, K, V = project(W_Q), project(W_K), project(W_V)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    A = softmax(np.where(True if mask is None else mask, S, -np.inf), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="empty" lost="all" says=["`split_heads` is not written yet", "`multi_head_attention` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="first_mask_for_all_heads" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see"] mistake="first_mask_for_all_heads"
# All heads get the first head's mask.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    seen = np.broadcast_to(seen[0], S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="fully_masked_nan" lost=["multi_head_attention_nothing_to_see"] mistake="fully_masked_row_is_nan"
# nan where nothing may be seen.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, -np.inf), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="heads_as_last_axis" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] says="the axes stand in the order query, key, head"
# Weights with heads last.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, np.moveaxis(A, 0, -1)

# %% answer="heads_share_one_weight" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="heads_share_one_weight"
# Each head uses the first block.
import numpy as np
from scipy.special import softmax


def cut(Y, n_heads):
    if Y.shape[1] % n_heads:
        raise ValueError(f"{Y.shape[1]} columns, {n_heads} heads")
    return np.stack([Y[:, :Y.shape[1] // n_heads]] * n_heads)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = cut(X @ W_Q, n_heads), cut(X @ W_K, n_heads), cut(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="heads_without_transpose" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="heads_without_transpose"
# Queries, keys and values cut by reshape alone.
import numpy as np
from scipy.special import softmax


def cut(Y, n_heads):
    if Y.shape[1] % n_heads:
        raise ValueError(f"{Y.shape[1]} columns, {n_heads} heads")
    return Y.reshape(n_heads, len(Y), -1)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = cut(X @ W_Q, n_heads), cut(X @ W_K, n_heads), cut(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="hidden_by_adding" lost=["multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="hidden_by_adding_a_constant"
# Adds -1e9 to hidden scores.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    A = softmax(S + np.where(mask, 0, -1e9), axis=-1)
    return np.hstack(A @ V) @ W_O, A

# %% answer="integer_truncation" lost=["multi_head_attention_integers"] says="expected a float array"
# Result written into an integer array.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    O = np.zeros((len(X), W_O.shape[1]), dtype=(X @ W_O.T).dtype)
    O[:] = merge_heads(A @ V) @ W_O
    return O, A

# %% answer="interleaved_heads" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="columns_dealt_out_like_cards"
# Columns dealt out to the heads in turn.
import numpy as np
from scipy.special import softmax


def cut(Y, n_heads):
    if Y.shape[1] % n_heads:
        raise ValueError(f"{Y.shape[1]} columns, {n_heads} heads")
    return np.stack([Y[:, h::n_heads] for h in range(n_heads)])


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = cut(X @ W_Q, n_heads), cut(X @ W_K, n_heads), cut(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="keys_for_queries" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="keys_for_queries"
# Keys against keys.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = K @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="mask_for_the_first_head" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="mask_for_the_first_head_only"
# Only the first head is masked.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    seen = seen.copy()
    seen[1:] = True
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="mask_ignored" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="mask_ignored"
# The mask is ignored.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(S, axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="mask_on_the_wrong_axis" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="mask_on_the_wrong_axis"
# The mask lies along the queries.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    seen = seen.swapaxes(1, 2)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="mask_turned" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="mask_polarity_turned"
# True means hidden.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else ~mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="masked_after_softmax" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="masked_after_softmax"
# Wiped out after softmax.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = np.where(seen, softmax(S, axis=-1), 0.0)
    return merge_heads(A @ V) @ W_O, A

# %% answer="masked_after_softmax_and_divided" lost=["multi_head_attention_large_scores"]
# Wipes weights out after softmax, and divides by what is left.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    A = softmax(S, axis=-1) * mask
    total = A.sum(axis=-1, keepdims=True)
    A = A / np.where(total == 0, 1, total)
    return np.hstack(A @ V) @ W_O, A

# %% answer="masked_with_minus_100" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="masked_with_too_small_a_constant"
# Hidden scores set to -100.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, -100.0), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="masked_with_minus_1e9" lost=["multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="fully_masked_row_sees_all"
# Hidden scores set to -1e9: right but for blind rows.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, -1e9), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="masked_with_minus_1e9_and_zeroed" lost=["multi_head_attention_large_scores"]
# Scores of -1e9 where a key is hidden, and zeros there after softmax.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    A = np.where(mask, softmax(np.where(mask, S, -1e9), axis=-1), 0)
    return np.hstack(A @ V) @ W_O, A

# %% answer="masked_with_zero" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="masked_with_zero"
# Hidden scores set to 0.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, 0.0), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="max_of_everything" lost=["multi_head_attention_mask", "multi_head_attention_large_scores"] mistake="max_of_everything"
# Takes one maximum off the scores of all heads and queries.
import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    E = np.where(mask, np.exp(np.minimum(S - S[mask].max(initial=-1e300), 0)), 0)
    total = E.sum(axis=-1, keepdims=True)
    A = E / np.where(total == 0, 1, total)
    return np.hstack(A @ V) @ W_O, A

# %% answer="merge_added" lost=["merge_heads_values", "merge_heads_integers"] mistake="heads_added"
# Heads are added.
def merge_heads(H):
    return H.sum(axis=0) * 1.0

# %% answer="merge_averaged" lost=["merge_heads_values", "merge_heads_integers"] mistake="heads_averaged"
# Heads are averaged.
def merge_heads(H):
    return H.mean(axis=0)

# %% answer="merge_below_each_other" lost=["merge_heads_values", "merge_heads_integers"] mistake="heads_below_each_other"
# Heads one below the other.
import numpy as np


def merge_heads(H):
    return np.vstack(list(H)) * 1.0

# %% answer="merge_in_reverse" lost=["merge_heads_values", "merge_heads_integers"] mistake="heads_in_reverse"
# The last head first.
import numpy as np


def merge_heads(H):
    return np.hstack(list(H[::-1])) * 1.0

# %% answer="merge_integers_stay" lost=["merge_heads_integers"] says="expected a float array"
# Integers stay integers.
import numpy as np


def merge_heads(H):
    return np.concatenate(list(H), axis=1)

# %% answer="merge_interleaved" lost=["merge_heads_values", "merge_heads_integers"] mistake="numbers_before_heads"
# Columns take turns.
def merge_heads(H):
    return H.transpose(1, 2, 0).reshape(H.shape[1], -1) * 1.0

# %% answer="merge_two_heads_only" lost=["merge_heads_values", "merge_heads_integers"] says="the result has shape"
# Only the first two heads.
import numpy as np


def merge_heads(H):
    return np.hstack([H[0], H[-1]]) * 1.0

# %% answer="merge_without_transpose" lost=["merge_heads_values", "merge_heads_integers"] mistake="merge_without_transpose"
# Reshape alone.
def merge_heads(H):
    return H.reshape(H.shape[1], -1) * 1.0

# %% answer="needs_a_mask" lost=["multi_head_attention_values", "multi_head_attention_large_scores", "multi_head_attention_integers"] says="raised"
# Cannot do without a mask.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(mask.astype(bool), S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="no_max_subtraction" lost=["multi_head_attention_large_scores"] mistake="no_max_subtraction"
# exp of large scores.
import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    E = np.where(seen, np.exp(S), 0.0)
    A = E / np.where(blind, 1.0, E.sum(axis=-1, keepdims=True))
    return merge_heads(A @ V) @ W_O, A

# %% answer="no_scale" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="no_scale"
# Scores not divided.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="no_transpose_at_all" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="no_transpose_at_all"
# Cut and merged by reshape alone.
import numpy as np
from scipy.special import softmax


def cut(Y, n_heads):
    if Y.shape[1] % n_heads:
        raise ValueError(f"{Y.shape[1]} columns, {n_heads} heads")
    return Y.reshape(n_heads, len(Y), -1)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = cut(X @ W_Q, n_heads), cut(X @ W_K, n_heads), cut(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return (A @ V).reshape(len(X), -1) @ W_O, A

# %% answer="numbers_before_heads" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="numbers_before_heads"
# Merges the heads number by number.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])
    S = np.where(mask, S, np.where(mask.any(-1, keepdims=True), -np.inf, 0))
    A = np.where(mask, softmax(S, axis=-1), 0)
    return (A @ V).transpose(1, 2, 0).reshape(len(X), -1) @ W_O, A

# %% answer="one_wide_head" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers", "multi_head_attention_bad_input"] mistake="one_wide_head"
# One head as wide as all together.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    S = (X @ W_Q) @ (X @ W_K).T / np.sqrt(W_Q.shape[1])
    A = softmax(np.where(True if mask is None else mask, S, -np.inf), axis=-1)[None]
    return A[0] @ (X @ W_V) @ W_O, A

# %% answer="output_alone" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] says="expected a tuple of 2 (O, A)"
# Only the output.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O

# %% answer="output_weights_forgotten" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="output_weights_forgotten"
# Without W_O.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V), A

# %% answer="output_weights_transposed" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="output_weights_transposed"
# W_O transposed.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O.T, A

# %% answer="outputs_without_transpose" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="merge_without_transpose"
# Outputs merged by reshape alone.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return (A @ V).reshape(len(X), -1) @ W_O, A

# %% answer="queries_and_keys_swapped" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="queries_and_keys_swapped"
# Keys ask.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = K @ Q.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="right_einsum" lost=[]
# Right, with np.split, np.hstack and einsum over W with an axis of heads.
import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError("{} columns for {} heads".format(*X.shape[1:], n_heads))
    return np.stack(np.hsplit(X, n_heads)).astype(np.float64)


def merge_heads(H):
    return np.hstack(list(H)).astype(np.float64)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Wq, Wk, Wv = (split_heads(W, n_heads) for W in (W_Q, W_K, W_V))
    q, k, v = (np.einsum("nd,hde->hne", X, W) for W in (Wq, Wk, Wv))
    s = np.einsum("hqe,hke->hqk", q, k) / np.sqrt(q.shape[-1])
    see = np.ones(s.shape, dtype=bool) & (True if mask is None else mask)
    s = s - np.max(s, axis=-1, keepdims=True, where=see, initial=-1e300)
    e = np.exp(s, where=see, out=np.zeros_like(s))
    A = e / np.maximum(e.sum(axis=-1, keepdims=True), 1e-300)
    return np.einsum("hqk,hke,heo->qo", A, v, W_O.reshape(n_heads, -1, W_O.shape[1])), A

# %% answer="right_loops" lost=[]
# Right, head by head and query by query, without the other two functions; W_O in parts, summed.
import numpy as np


def split_heads(X, n_heads):
    width, rest = divmod(X.shape[1], n_heads)
    if rest:
        raise ValueError(f"{X.shape[1]} columns cannot be shared by {n_heads} heads")
    return np.array([[[float(x) for x in row[h * width : (h + 1) * width]] for row in X] for h in range(n_heads)])


def merge_heads(H):
    return np.array([[float(x) for head in H for x in head[i]] for i in range(H.shape[1])])


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    for W in (W_Q, W_K, W_V):
        if W.shape[1] % n_heads:
            raise ValueError(f"a W has {W.shape[1]} columns; expected a multiple of {n_heads}")
    n, d_k, d_v = len(X), W_Q.shape[1] // n_heads, W_V.shape[1] // n_heads
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, n, n))
    A, O = np.zeros((n_heads, n, n)), np.zeros((n, W_O.shape[1]))
    for h in range(n_heads):
        keys = slice(h * d_k, (h + 1) * d_k)
        values = slice(h * d_v, (h + 1) * d_v)
        Q, K, V = X @ W_Q[:, keys], X @ W_K[:, keys], X @ W_V[:, values]
        for i in range(n):
            seen = [j for j in range(n) if mask[h, i, j]]
            if seen:
                scores = np.array([Q[i] @ K[j] for j in seen]) / d_k**0.5
                powers = np.exp(scores - max(scores))
                A[h, i, seen] = powers / powers.sum()
        O += A[h] @ V @ W_O[values]
    return O, A

# %% answer="right_pair_of_its_own" lost=["split_heads_values", "split_heads_integers", "merge_heads_values", "merge_heads_integers"] mistake="tokens_before_heads"
# Axes of split and merge in another order: wrong there, but the student's pair is consistent in attention.
import numpy as np
from scipy.special import softmax


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns, {n_heads} heads")
    return X.reshape(len(X), n_heads, -1) * 1.0


def merge_heads(H):
    return H.reshape(len(H), -1) * 1.0


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = np.einsum("qhe,khe->hqk", Q, K) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(np.einsum("hqk,khe->qhe", A, V)) @ W_O, A

# %% answer="right_reshape" lost=[]
# Right, with reshape and transpose, one product for each role, -inf and a repair of blind rows.
import numpy as np


def split_heads(X, n_heads):
    n, d = X.shape
    if d % n_heads != 0:
        raise ValueError(f"d = {d} is not divisible by n_heads = {n_heads}")
    return X.astype(float).reshape(n, n_heads, -1).transpose(1, 0, 2)


def merge_heads(H):
    return H.transpose(1, 0, 2).reshape(H.shape[1], -1) * 1.0


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    q, k, v = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    s = q @ k.transpose(0, 2, 1) * q.shape[2] ** -0.5
    if mask is not None:
        s = np.where(mask, s, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(np.isneginf(top), 0, top))
    total = e.sum(axis=-1, keepdims=True)
    a = e / np.where(total > 0, total, 1)
    return merge_heads(a @ v) @ W_O, a

# %% answer="right_single_precision" lost=[]
# Right, in single precision, with the masked softmax as a function of its own.
import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns, {n_heads} heads")
    return np.asarray(X, dtype=np.float32).reshape(len(X), n_heads, X.shape[1] // n_heads).swapaxes(0, 1)


def merge_heads(H):
    return np.concatenate(list(np.asarray(H, dtype=np.float32)), axis=1)


def softmax_where(S, mask):
    A = np.zeros(S.shape, dtype=S.dtype)
    for h, i in np.ndindex(*S.shape[:2]):
        row = S[h, i][mask[h, i]]
        A[h, i][mask[h, i]] = softmax(row) if row.size else row
    return A


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(np.asarray(X, dtype=float) @ W, n_heads).astype(float) for W in (W_Q, W_K, W_V))
    S = Q @ K.swapaxes(1, 2) / Q.shape[2] ** 0.5
    A = softmax_where(S, np.broadcast_to(True if mask is None else mask, S.shape))
    return merge_heads(A @ V).astype(float) @ W_O, A

# %% answer="right_sum_over_heads" lost=[]
# Right: each head's output times its own rows of W_O, added up; softmax over the visible keys alone.
import numpy as np
import scipy.special


def split_heads(X, n_heads):
    n, d = X.shape
    if d != d // n_heads * n_heads:
        raise ValueError(f"cannot divide {d} by {n_heads}")
    return np.array(np.hsplit(X, n_heads), dtype=float)


def merge_heads(H):
    H = np.array(H, dtype=float)
    return np.moveaxis(H, 0, 1).reshape(H.shape[1], -1)


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    for name, W in (("W_V", W_V), ("W_Q", W_Q)):
        if W.shape[1] % n_heads:
            raise ValueError(f"{name} is {W.shape[0]}x{W.shape[1]}: no columns for {n_heads} equal heads")
    d_k, d_v, n = W_Q.shape[1] // n_heads, W_V.shape[1] // n_heads, len(X)
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, n, n))
    output, weights = np.zeros((n, W_O.shape[1])), []
    for h in range(n_heads):
        S = (X @ W_Q[:, h * d_k : (h + 1) * d_k]) @ (X @ W_K[:, h * d_k : (h + 1) * d_k]).T / d_k**0.5
        A = np.zeros((n, n))
        for i in range(n):
            seen = np.flatnonzero(mask[h, i])
            if seen.size:
                A[i, seen] = scipy.special.softmax(S[i, seen])
        output += A @ (X @ W_V[:, h * d_v : (h + 1) * d_v]) @ W_O[h * d_v : (h + 1) * d_v]
        weights.append(A)
    return output, np.array(weights)

# %% answer="scale_by_all_heads" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_by_the_width_of_all_heads"
# Divided by the root of the width of all heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(W_Q.shape[1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="scale_by_d_k" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_by_d_k"
# Divided by d_k.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / Q.shape[-1]
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="scale_by_root_d_model" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_by_root_d_model"
# Divided by the root of d_model.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(X.shape[1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="scale_by_root_d_v" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_by_root_d_v"
# Divided by the root of the width of values.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(V.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="scale_by_root_n" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_by_root_n"
# Divided by the root of the number of tokens.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(len(X))
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="scale_by_root_n_heads" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_by_root_n_heads"
# Divided by the root of the number of heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(n_heads)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="scale_multiplied" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_multiplied"
# Multiplies by the root of d_k.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    mask = np.broadcast_to(True if mask is None else mask, (n_heads, len(X), len(X)))
    S = Q @ np.swapaxes(K, 1, 2) * np.sqrt(K.shape[-1])
    S = np.where(mask, S, np.where(mask.any(-1, keepdims=True), -np.inf, 0))
    A = np.where(mask, softmax(S, axis=-1), 0)
    return np.hstack(A @ V) @ W_O, A

# %% answer="scales_its_weights_in_place" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="argument_changed_in_place"
# W_Q is divided in place.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    if W_Q.dtype == float:
        W_Q /= np.sqrt(W_Q.shape[1] // n_heads)
    else:
        W_Q = W_Q / np.sqrt(W_Q.shape[1] // n_heads)
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="scores_in_place_of_weights" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] says="These are scores, from before softmax"
# Scores are returned.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, S

# %% answer="softmax_over_each_matrix" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="softmax_over_each_matrix"
# Softmax over each head's matrix.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, -np.inf), axis=(1, 2))
    return merge_heads(A @ V) @ W_O, A

# %% answer="softmax_over_everything" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="softmax_over_everything"
# Softmax without an axis.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, -np.inf))
    return merge_heads(A @ V) @ W_O, A

# %% answer="softmax_over_heads" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="softmax_over_heads"
# Softmax over the heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, -np.inf), axis=0)
    return merge_heads(A @ V) @ W_O, A

# %% answer="softmax_over_queries" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="softmax_over_queries"
# Softmax down the columns.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen, S, -np.inf), axis=-2)
    return merge_heads(A @ V) @ W_O, A

# %% answer="split_all_columns" lost=["split_heads_values", "split_heads_integers"] mistake="all_columns_for_each_head"
# Each head gets everything.
import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return np.stack([X] * n_heads) * 1.0

# %% answer="split_asserts" lost=["split_heads_bad_input"] mistake="wrong_kind_of_error"
# AssertionError in place of ValueError.
def split_heads(X, n_heads):
    assert X.shape[1] % n_heads == 0, f'{X.shape[1]} columns, {n_heads} heads'
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0

# %% answer="split_changes_its_argument" lost=["split_heads_values", "split_heads_integers"] mistake="argument_changed_in_place"
# The caller's array is made anew in place.
def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    heads = X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0
    X *= 0
    return heads

# %% answer="split_first_block_only" lost=["split_heads_values", "split_heads_integers"] mistake="same_block_for_each_head"
# Each head gets the first block.
import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return np.stack([X[:, :X.shape[1] // n_heads]] * n_heads) * 1.0

# %% answer="split_integers_stay" lost=["split_heads_integers"] says="expected a float array"
# Integers stay integers.
def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1)

# %% answer="split_interleaved" lost=["split_heads_values", "split_heads_integers"] mistake="columns_dealt_out_like_cards"
# Columns dealt out in turn.
import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return np.stack([X[:, h::n_heads] for h in range(n_heads)]) * 1.0

# %% answer="split_pads_with_zeros" lost=["split_heads_bad_input"] mistake="no_error_for_bad_input"
# Columns are filled up with zeros until they can be divided.
import numpy as np


def split_heads(X, n_heads):
    X = np.pad(X * 1.0, ((0, 0), (0, -X.shape[1] % n_heads)))
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1)

# %% answer="split_rest_cut_off" lost=["split_heads_bad_input"] mistake="no_error_for_bad_input"
# Columns that are left over are dropped.
import numpy as np


def split_heads(X, n_heads):
    width = X.shape[1] // n_heads
    return np.stack([X[:, h * width:(h + 1) * width] for h in range(n_heads)]) * 1.0

# %% answer="split_tests_the_tokens" lost=["split_heads_values", "split_heads_integers", "split_heads_bad_input"] says="raised ValueError"
# The number of tokens is tested, not the columns.
def split_heads(X, n_heads):
    if len(X) % n_heads:
        raise ValueError(f'{len(X)} tokens cannot be divided among {n_heads} heads')
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0

# %% answer="split_tokens_as_columns" lost=["split_heads_values", "split_heads_integers"] mistake="tokens_as_columns"
# In each head tokens are columns.
def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return X.T.reshape(n_heads, -1, len(X)) * 1.0

# %% answer="split_tokens_divided" lost=["split_heads_values", "split_heads_integers"] mistake="tokens_divided_among_heads"
# Tokens are divided among the heads.
import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return np.stack(np.split(X, n_heads, axis=0)) * 1.0

# %% answer="split_tokens_first" lost=["split_heads_values", "split_heads_integers"] mistake="tokens_before_heads"
# The axes are not swapped.
def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return X.reshape(len(X), n_heads, -1) * 1.0

# %% answer="split_transposed_then_reshaped" lost=["split_heads_values", "split_heads_integers"] mistake="transposed_then_reshaped"
# Transposed whole, then cut.
def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return X.T.reshape(n_heads, len(X), -1) * 1.0

# %% answer="split_vague_error" lost=["split_heads_bad_input"] mistake="error_message_says_too_little"
# An error that names nothing.
def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError('not divisible')
    return X.reshape(len(X), n_heads, -1).swapaxes(0, 1) * 1.0

# %% answer="split_without_transpose" lost=["split_heads_values", "split_heads_integers"] mistake="heads_without_transpose"
# Reshape alone.
def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns cannot be divided among {n_heads} heads")
    return X.reshape(n_heads, len(X), -1) * 1.0

# %% answer="values_unchecked" lost=["multi_head_attention_bad_input"] mistake="no_error_for_bad_input"
# Heads of values are cut off where they cannot be divided.
import numpy as np
from scipy.special import softmax


def cut(Y, n_heads):
    width = Y.shape[1] // n_heads
    return np.stack([Y[:, h * width:(h + 1) * width] for h in range(n_heads)])


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), cut(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O[:n_heads * V.shape[-1]], A

# %% answer="warns" lost=["multi_head_attention_nothing_to_see"] mistake="warning"
# Right, but nan is repaired after a warning.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = np.nan_to_num(softmax(np.where(seen, S, -np.inf), axis=-1))
    return merge_heads(A @ V) @ W_O, A

# %% answer="weights_averaged" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="weights_averaged_over_heads"
# Weights averaged over heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A.mean(axis=0)

# %% answer="weights_first" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="weights_before_output"
# Weights before output.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return A, merge_heads(A @ V) @ W_O

# %% answer="wrong_merge_right_attention" lost=["merge_heads_values", "merge_heads_integers"] mistake="merge_without_transpose"
# A wrong merge costs its own points only.
import numpy as np
from scipy.special import softmax


def merge_heads(H):
    return H.reshape(H.shape[1], -1) * 1.0


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="wrong_split_right_attention" lost=["split_heads_values", "split_heads_integers"] mistake="heads_without_transpose"
# A wrong split costs its own points only.
import numpy as np
from scipy.special import softmax


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns, {n_heads} heads")
    return X.reshape(n_heads, len(X), -1) * 1.0


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="everything_in_whole_numbers" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="integer_truncation"
# Collects output and weights in arrays of whole numbers.
import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    S = np.where(seen, S, -np.inf)
    top = S.max(axis=-1, keepdims=True)
    E = np.exp(S - np.where(np.isinf(top), 0.0, top))
    total = E.sum(axis=-1, keepdims=True)
    weights = E / np.where(total == 0, 1.0, total)
    A, O = np.zeros(S.shape, dtype=int), np.zeros((len(X), W_O.shape[1]), dtype=int)
    A[...], O[...] = weights, merge_heads(weights @ V) @ W_O
    return O.astype(float), A.astype(float)

# %% answer="split_blocks_that_overlap" lost=["split_heads_values", "split_heads_integers"] mistake="blocks_that_overlap"
# Slices from h on.
import numpy as np


def split_heads(X, n_heads):
    n, d = X.shape
    if d % n_heads:
        raise ValueError(f"{d} {n_heads}")
    w = d // n_heads
    H = np.zeros((n_heads, n, w))
    for h in range(n_heads):
        H[h] = X[:, h:h + w]
    return H

# %% answer="split_in_reverse" lost=["split_heads_values", "split_heads_integers"] says="in reverse order along the axis head"
# The last block first.
import numpy as np


def split_heads(X, n_heads):
    n, d = X.shape
    if d % n_heads:
        raise ValueError(f"{d} {n_heads}")
    w = d // n_heads
    return np.array([X[:, d - (h + 1) * w: d - h * w] for h in range(n_heads)], dtype=float)

# %% answer="split_all_axes_turned" lost=["split_heads_values", "split_heads_integers"] says="the axes stand in the order column, head, token"
# .T where two axes are meant.
def split_heads(X, n_heads):
    n, d = X.shape
    if d % n_heads:
        raise ValueError(f"{d} {n_heads}")
    return X.reshape(n, n_heads, d // n_heads).T.astype(float)

# %% answer="split_in_a_list" lost=["split_heads_values", "split_heads_integers"] says="The numbers in the list are right"
# np.split alone.
import numpy as np


def split_heads(X, n_heads):
    n, d = X.shape
    if d % n_heads:
        raise ValueError(f"{d} {n_heads}")
    return np.split(X.astype(float), n_heads, axis=1)

# %% answer="split_lets_reshape_fail" lost=["split_heads_bad_input"] mistake="wrong_kind_of_error"
# No check of its own.
def split_heads(X, n_heads):
    n, d = X.shape
    return X.reshape(n, n_heads, d // n_heads).swapaxes(0, 1).astype(float)

# %% answer="merge_numbers_and_tokens_swapped" lost=["merge_heads_values", "merge_heads_integers"] mistake="numbers_and_tokens_swapped"
# Swaps the last two axes.
def merge_heads(H):
    h, n, d = H.shape
    return H.swapaxes(1, 2).reshape(n, h * d).astype(float)

# %% answer="merge_first_head_only" lost=["merge_heads_values", "merge_heads_integers"] mistake="first_head_only"
# Fills one block.
import numpy as np


def merge_heads(H):
    n_heads, n, d = H.shape
    out = np.zeros((n, n_heads * d))
    out[:, :d] = H[0]
    return out

# %% answer="merge_last_head_missing" lost=["merge_heads_values", "merge_heads_integers"] mistake="last_head_missing"
# One step too few.
import numpy as np


def merge_heads(H):
    n_heads, n, d = H.shape
    out = np.zeros((n, n_heads * d))
    for h in range(n_heads - 1):
        out[:, h * d:(h + 1) * d] = H[h]
    return out

# %% answer="merge_flat" lost=["merge_heads_values", "merge_heads_integers"] says="expected (4, 6) (token, column)"
# One long row.
def merge_heads(H):
    return H.astype(float).flatten()

# %% answer="heads_transpose_of_a_batch" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="transpose_of_a_batch"
# K.T of all heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ K.T / np.sqrt(Q.shape[-1])
    if mask is not None:
        S = np.where(mask, S, -np.inf)
    A = softmax(S, axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="mask_turned_and_nothing_left" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="mask_turned_and_nothing_left"
# masked_fill has it the other way round.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ K.transpose(0, 2, 1) / np.sqrt(Q.shape[-1])
    if mask is not None:
        S = np.where(mask, -np.inf, S)
    A = softmax(S, axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="row_of_the_mask_for_each_head" lost=["multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores"] mistake="row_of_the_mask_for_each_head"
# mask[h] of a mask for all heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    out, weights = [], []
    for h in range(n_heads):
        S = Q[h] @ K[h].T / np.sqrt(Q.shape[-1])
        if mask is not None:
            S = np.where(mask[h], S, -np.inf)
        A = softmax(S, axis=-1)
        out.append(A @ V[h])
        weights.append(A)
    return np.hstack(out) @ W_O, np.array(weights)

# %% answer="weights_in_a_list" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers", "multi_head_attention_bad_input"] says="O is right. The numbers in the list are right"
# Does not stack the heads' weights.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    d, e = W_Q.shape[1] // n_heads, W_V.shape[1] // n_heads
    out, weights = [], []
    for h in range(n_heads):
        q, k, v = X @ W_Q[:, h*d:(h+1)*d], X @ W_K[:, h*d:(h+1)*d], X @ W_V[:, h*e:(h+1)*e]
        S = q @ k.T / np.sqrt(d)
        A = softmax(S, axis=1)
        out.append(A @ v)
        weights.append(A)
    return np.hstack(out) @ W_O, weights

# %% answer="cuts_every_n_heads_columns" lost=["split_heads_values", "split_heads_integers"] mistake="heads_of_that_width"
# range(0, d, n_heads) steps by the number of heads.
import numpy as np


def split_heads(X, n_heads):
    d = X.shape[1]
    if d % n_heads != 0:
        raise ValueError(f"{d} columns do not make {n_heads} heads")
    return np.array([X[:, begin:begin + n_heads] for begin in range(0, d, n_heads)], dtype=float)

# %% answer="merge_into_the_same_columns" lost=["merge_heads_values", "merge_heads_integers"] mistake="heads_over_each_other"
# The slice does not move with the head.
import numpy as np


def merge_heads(H):
    n_heads, n, d_head = H.shape
    merged = np.zeros((n, n_heads * d_head))
    for head in H:
        merged[:, 0:d_head] = head
    return merged

# %% answer="heads_of_the_matrices" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="weights_without_words"
# X is never used.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(W_Q, n_heads), split_heads(W_K, n_heads), split_heads(W_V, n_heads)
    S = np.einsum("hqd,hkd->hqk", Q, K) / np.sqrt(Q.shape[2])
    if mask is not None:
        S = np.where(mask, S, -1e30)
    A = softmax(S, axis=-1)
    return merge_heads(np.einsum("hqk,hkd->hqd", A, V)) @ W_O, A

# %% answer="keys_of_the_matrix" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="keys_without_words"
# The keys are a split of W_K.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(W_K, n_heads), split_heads(X @ W_V, n_heads)
    A = softmax(Q @ K.transpose(0, 2, 1) / np.sqrt(Q.shape[2]), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="queries_of_the_matrix" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="queries_without_words"
# The queries are a split of W_Q.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(X @ W_V, n_heads)
    A = softmax(Q @ K.transpose(0, 2, 1) / np.sqrt(K.shape[2]), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="values_of_the_matrix" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="values_without_words"
# The values are a split of W_V.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = split_heads(X @ W_Q, n_heads), split_heads(X @ W_K, n_heads), split_heads(W_V, n_heads)
    A = softmax(Q @ K.transpose(0, 2, 1) / np.sqrt(Q.shape[2]), axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="queries_meet_queries" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="queries_for_keys"
# The line for the keys was copied from that for the queries.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    outputs, weights = [], []
    for h in range(n_heads):
        q = split_heads(X @ W_Q, n_heads)[h]
        k = split_heads(X @ W_Q, n_heads)[h]
        v = split_heads(X @ W_V, n_heads)[h]
        s = q @ k.T / np.sqrt(q.shape[1])
        if mask is not None:
            s = np.where(np.broadcast_to(mask, (n_heads, len(X), len(X)))[h], s, -np.inf)
        live = np.isfinite(s).any(axis=1)
        a = np.zeros(s.shape)
        a[live] = softmax(s[live], axis=1)
        outputs.append(a @ v)
        weights.append(a)
    return np.concatenate(outputs, axis=1) @ W_O, np.array(weights)

# %% answer="first_values_for_all" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="values_of_the_first_head"
# V[0] where V[h] is meant.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    A = np.zeros((n_heads, len(X), len(X)))
    outputs = []
    for h in range(n_heads):
        s = Q[h] @ K[h].T / np.sqrt(Q.shape[2])
        seen = np.ones(s.shape, bool) if mask is None else np.broadcast_to(mask, A.shape)[h]
        for i in range(len(s)):
            if seen[i].any():
                A[h, i, seen[i]] = softmax(s[i, seen[i]])
        outputs.append(A[h] @ V[0])
    return np.hstack(outputs) @ W_O, A

# %% answer="values_left_from_a_loop" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="values_of_the_last_head"
# v is still the last one of an earlier loop.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    for v in V:
        assert v.shape[0] == len(X)
    A = np.zeros((n_heads, len(X), len(X)))
    for h in range(n_heads):
        s = Q[h] @ K[h].T / np.sqrt(Q.shape[2])
        seen = np.ones(s.shape, bool) if mask is None else np.broadcast_to(mask, A.shape)[h]
        for i in range(len(s)):
            if seen[i].any():
                A[h, i, seen[i]] = softmax(s[i, seen[i]])
    return np.hstack([a @ v for a in A]) @ W_O, A

# %% answer="output_weights_not_moved" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="first_rows_of_the_output_weights"
# Adds up what each head gives, with the same rows of W_O.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    A, O = np.zeros((n_heads, len(X), len(X))), 0
    for h in range(n_heads):
        s = Q[h] @ K[h].T / np.sqrt(Q.shape[2])
        seen = np.ones(s.shape, bool) if mask is None else np.broadcast_to(mask, A.shape)[h]
        for i in range(len(s)):
            if seen[i].any():
                A[h, i, seen[i]] = softmax(s[i, seen[i]])
        O = O + A[h] @ V[h] @ W_O[:V.shape[2]]
    return O, A

# %% answer="merge_blocks_overlap" lost=["merge_heads_values", "merge_heads_integers"] mistake="blocks_that_overlap"
# Head h begins at column h.
import numpy as np


def merge_heads(H):
    n_heads, n, d = H.shape
    out = np.zeros((n, n_heads * d))
    for h in range(n_heads):
        out[:, h:h + d] = H[h]
    return out

# %% answer="key_not_transposed" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="key_not_transposed"
# Q @ K.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ K / np.sqrt(Q.shape[-1])
    A = softmax(S, axis=-1)
    return merge_heads(A @ V) @ W_O, A

# %% answer="scale_after_softmax" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scale_after_softmax"
# The weights divided.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ np.swapaxes(K, -1, -2)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind / np.sqrt(Q.shape[-1])
    return merge_heads(A @ V) @ W_O, A

# %% answer="blocks_overlap" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="blocks_that_overlap"
# The columns of head h begin at h.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    n = len(X)
    if W_Q.shape[1] % n_heads or W_V.shape[1] % n_heads:
        raise ValueError(f"{W_Q.shape[1]} {W_V.shape[1]} not divisible by {n_heads}")
    d_k, d_v = W_Q.shape[1] // n_heads, W_V.shape[1] // n_heads
    full = np.broadcast_to(True if mask is None else mask, (n_heads, n, n))
    outs, weights = [], []
    for h in range(n_heads):
        Q, K, V = X @ W_Q[:, h:h + d_k], X @ W_K[:, h:h + d_k], X @ W_V[:, h:h + d_v]
        S = Q @ K.T / np.sqrt(d_k)
        seen = full[h]
        blind = ~seen.any(axis=-1, keepdims=True)
        A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
        weights.append(A)
        outs.append(A @ V)
    return np.hstack(outs) @ W_O, np.array(weights)

# %% answer="weights_transposed" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="weights_transposed"
# Columns for queries.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A.swapaxes(1, 2) @ V) @ W_O, A

# %% answer="hidden_scores_in_the_maximum" lost=["multi_head_attention_large_scores"] mistake="hidden_scores_in_the_maximum"
# The largest of all scores of a row.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    E = np.exp(S - S.max(axis=-1, keepdims=True)) * seen
    t = E.sum(axis=-1, keepdims=True)
    A = E / np.where(t == 0, 1, t)
    return merge_heads(A @ V) @ W_O, A

# %% answer="merge_all_but_the_last" lost=["merge_heads_values", "merge_heads_integers"] mistake="third_head_left_out"
# Joins two heads by name; the third is left out.
import numpy as np


def merge_heads(H):
    first, second = H[0], H[1]
    return np.hstack([first, second]).astype(float)

# %% answer="last_head_overwrites_the_output" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="output_of_the_last_head"
# O = in place of O +=: what the other heads gave is lost.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = np.einsum("hqd,hkd->hqk", Q, K) / np.sqrt(K.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    d_v = V.shape[-1]
    for h in range(n_heads):
        O = (A @ V)[h] @ W_O[h * d_v:(h + 1) * d_v]
    return O, A

# %% answer="first_head_returns_the_output" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="output_of_the_first_head"
# Leaves the loop over the heads in its first round.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = np.einsum("hqd,hkd->hqk", Q, K) / np.sqrt(K.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    O = np.zeros((len(X), W_O.shape[1]))
    for h, head in enumerate(A @ V):
        O += head @ W_O[h * head.shape[1]:][:head.shape[1]]
        break
    return O, A

# %% answer="only_values_are_split" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scores_of_all_heads_together"
# Queries and keys are not split: each head has the scores of all.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K = X @ W_Q, X @ W_K
    if Q.shape[1] % n_heads:
        raise ValueError(f"{Q.shape[1]} columns, {n_heads} heads")
    V = split_heads(X @ W_V, n_heads)
    S = np.stack([Q @ K.T / np.sqrt(Q.shape[1])] * n_heads)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="only_values_are_split_scaled_for_one" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="scores_of_all_heads_together_scaled_for_one"
# As before, with the scale of one head.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K = X @ W_Q, X @ W_K
    if Q.shape[1] % n_heads:
        raise ValueError(f"{Q.shape[1]} columns, {n_heads} heads")
    V = split_heads(X @ W_V, n_heads)
    S = np.stack([Q @ K.T / np.sqrt(Q.shape[1] // n_heads)] * n_heads)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="weights_merged_like_the_heads" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] says="read in the order query, head, key and put into another shape"
# The weights are merged like the outputs.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = np.einsum("hqd,hkd->hqk", Q, K) / np.sqrt(K.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, merge_heads(A)

# %% answer="values_cut_like_queries" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="heads_as_wide_as_those_of_the_queries"
# One width for all three: that of the queries' heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    if W_Q.shape[1] % n_heads or W_V.shape[1] % n_heads:
        raise ValueError(f"{W_Q.shape[1]} and {W_V.shape[1]} columns for {n_heads} heads")
    width = W_Q.shape[1] // n_heads
    Q, K, V = ([Y[:, h * width:(h + 1) * width] for h in range(n_heads)] for Y in (X @ W_Q, X @ W_K, X @ W_V))
    S = np.array([q @ k.T for q, k in zip(Q, K, strict=True)]) / np.sqrt(width)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return np.hstack([a @ v for a, v in zip(A, V, strict=True)]) @ W_O, A

# %% answer="width_from_d_model" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] mistake="head_width_from_d_model"
# Head width as in models in which all widths are one.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    if W_Q.shape[1] % n_heads or W_V.shape[1] % n_heads:
        raise ValueError(f"{W_Q.shape[1]} and {W_V.shape[1]} columns for {n_heads} heads")
    n, d_model = X.shape
    Q, K, V = ((X @ W).reshape(n, n_heads, d_model // n_heads).transpose(1, 0, 2) for W in (W_Q, W_K, W_V))
    S = Q @ K.transpose(0, 2, 1) / np.sqrt(d_model // n_heads)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A

# %% answer="split_cuts_rows" lost=["split_heads_values", "split_heads_integers"] mistake="rows_in_place_of_columns"
# Cuts rows where columns are meant.
import numpy as np


def split_heads(X, n_heads):
    if X.shape[1] % n_heads:
        raise ValueError(f"{X.shape[1]} columns, {n_heads} heads")
    width = X.shape[1] // n_heads
    return np.array([X[begin:begin + width] for begin in range(0, X.shape[1], width)], dtype=float)

# %% answer="output_weights_on_the_left" lost=["multi_head_attention_values", "multi_head_attention_mask", "multi_head_attention_nothing_to_see", "multi_head_attention_large_scores", "multi_head_attention_integers"] says="the one on the right has 3 rows"
# W_O on the left of the merged heads.
import numpy as np
from scipy.special import softmax


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    seen = np.broadcast_to(True if mask is None else mask, S.shape)
    blind = ~seen.any(axis=-1, keepdims=True)
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return W_O @ merge_heads(A @ V), A
