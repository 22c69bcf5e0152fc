# %% [markdown]
# What students may hand in for 05_attention_output, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="best_key_only" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="best_key_only"
# argmax in place of softmax.
import numpy as np


def attention(Q, K, V):
    best = np.argmax(Q @ np.swapaxes(K, -1, -2), axis=-1)
    A = np.eye(K.shape[-2])[best]
    return A @ V, A

# %% answer="changes_its_argument" lost=["attention_values", "attention_batches", "attention_large_scores"] mistake="argument_changed_in_place"
# Scales Q in place.
import numpy as np


def attention(Q, K, V):
    if Q.dtype.kind == "f":
        Q /= np.sqrt(K.shape[-1])
    else:
        Q = Q / np.sqrt(K.shape[-1])
    S = Q @ np.swapaxes(K, -1, -2)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="cross_axis_zero" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="softmax_over_queries"
# Cross-attention normalised down the columns.
def cross_attention(X, Y, W_Q, W_K, W_V):
    V = Y @ W_V
    A = softmax((X @ W_Q) @ (Y @ W_K).T / W_Q.shape[1] ** 0.5, axis=0)
    return A @ V, A

# %% answer="cross_axis_missing" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="softmax_over_everything"
# Cross-attention with the post's softmax.
def cross_attention(X, Y, W_Q, W_K, W_V):
    V = Y @ W_V
    A = softmax((X @ W_Q) @ (Y @ W_K).T / W_Q.shape[1] ** 0.5)
    return A @ V, A

# %% answer="cross_changes_its_argument" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="argument_changed_in_place"
# Scales the caller's W_Q.
def cross_attention(X, Y, W_Q, W_K, W_V):
    if W_Q.dtype.kind == "f":
        W_Q /= W_Q.shape[1] ** 0.5
    else:
        W_Q = W_Q / W_Q.shape[1] ** 0.5
    A = softmax((X @ W_Q) @ (Y @ W_K).T, axis=1)
    return A @ (Y @ W_V), A

# %% answer="cross_cuts_the_longer" lost=["cross_attention_bad_input"] mistake="no_error_for_bad_input"
# zip drops what has no counterpart.
import numpy as np


def _product(A, B):
    return np.array([sum(a * b for a, b in zip(row, B, strict=False)) for row in A])


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = _product(X, W_Q), _product(Y, W_K), _product(Y, W_V)
    A = softmax(_product(Q, K.T) / K.shape[1] ** 0.5, axis=1)
    return _product(A, V), A

# %% answer="cross_einsum_stretches" lost=["cross_attention_bad_input"] mistake="no_error_for_bad_input"
# einsum stretches a size of 1 to fit any other.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = (np.einsum("nd,dk->nk", M, W) for M, W in ((X, W_Q), (Y, W_K), (Y, W_V)))
    A = softmax(np.einsum("nk,mk->nm", Q, K) / np.sqrt(K.shape[1]), axis=1)
    return A @ V, A

# %% answer="cross_integer_truncation" lost=["cross_attention_edge_cases"] mistake="integer_truncation"
# Writes the outputs into an array like the values.
def cross_attention(X, Y, W_Q, W_K, W_V):
    output, A = attention(X @ W_Q, Y @ W_K, Y @ W_V)
    return output.astype((Y @ W_V).dtype), A

# %% answer="cross_key_not_transposed" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="key_not_transposed"
# Multiplies the queries with the keys as they stand.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K / np.sqrt(W_K.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_keys_and_values_swapped" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="keys_and_values_swapped"
# W_K and W_V in each other's place.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(X @ W_Q, Y @ W_V, Y @ W_K)

# %% answer="cross_keys_of_x" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="keys_of_the_asking_text"
# Takes the keys from the text that asks.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_K, Y @ W_V)

# %% answer="cross_max_of_each_column" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="max_of_each_column"
# Takes the maximum down the columns off.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(W_K.shape[1])
    E = np.exp(S - S.max(axis=0))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_max_of_everything" lost=["cross_attention_edge_cases"] mistake="max_of_everything"
# Takes off the largest score of all.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(W_K.shape[1])
    E = np.exp(S - S.max())
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_missing_keepdims" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="missing_keepdims"
# The row sums lose their axis.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(W_K.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1)
    return A @ V, A

# %% answer="cross_no_max_subtraction" lost=["cross_attention_edge_cases"] mistake="no_max_subtraction"
# exp of the scores as they are.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(W_K.shape[1])
    E = np.exp(S)
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_no_scale" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="no_scale"
# Scores that were never divided.
def cross_attention(X, Y, W_Q, W_K, W_V):
    A = softmax((X @ W_Q) @ (Y @ W_K).T, axis=1)
    return A @ (Y @ W_V), A

# %% answer="cross_other_text_ignored" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="other_text_ignored"
# Calls self-attention on the words that ask.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return self_attention(X, W_Q, W_K, W_V)

# %% answer="cross_output_alone" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="output_alone"
# Drops the weights.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(X @ W_Q, Y @ W_K, Y @ W_V)[0]

# %% answer="cross_queries_and_keys_swapped" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="queries_and_keys_swapped"
# Keys ask queries.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = K @ Q.T / np.sqrt(K.shape[1])
    A = softmax(S, axis=1)
    return A @ V, A

# %% answer="cross_queries_and_keys_swapped_in_the_call" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] says="3 keys but 5 values"
# Hands keys and queries to attention in the wrong order.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(Y @ W_K, X @ W_Q, Y @ W_V)

# %% answer="cross_queries_of_y" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="queries_of_the_other_text"
# Takes the queries from the text that is asked.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(Y @ W_Q, Y @ W_K, Y @ W_V)

# %% answer="cross_scale_by_d_k" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scale_by_d_k"
# Forgets the root.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / W_Q.shape[1]
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_scale_by_root_d" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scale_by_root_d"
# Divides by the root of X's width.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(X.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_scale_by_root_d_v" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scale_by_root_d_v"
# Divides by the root of the values' width.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(W_V.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_scale_by_root_d_y" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scale_by_root_d_y"
# Divides by the root of Y's width.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(Y.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_scale_by_root_m" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scale_by_root_n"
# Divides by the root of the number of keys.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(len(Y))
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_scale_multiplied" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scale_multiplied"
# Multiplies by the root of d_k.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / W_K.shape[1] ** -0.5
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="cross_texts_swapped" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="texts_swapped"
# The words of Y ask the words of X.
def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = Y @ W_Q, X @ W_K, X @ W_V
    return attention(Q, K, V)

# %% answer="cross_vague_error" lost=["cross_attention_bad_input"] mistake="error_message_says_too_little"
# Raises, but does not say what came.
def cross_attention(X, Y, W_Q, W_K, W_V):
    if X.shape[1] != len(W_Q) or Y.shape[1] != len(W_K) or Y.shape[1] != len(W_V) or W_Q.shape[1] != W_K.shape[1]:
        raise ValueError("sizes do not fit")
    return attention(X @ W_Q, Y @ W_K, Y @ W_V)

# %% answer="cross_values_ignored" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="values_ignored"
# Gives the weights twice.
def cross_attention(X, Y, W_Q, W_K, W_V):
    A = attention(X @ W_Q, Y @ W_K, Y @ W_V)[1]
    return A, A

# %% answer="cross_values_of_x" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="values_of_the_asking_text"
# Takes the values from the text that asks.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(X @ W_Q, Y @ W_K, X @ W_V)

# %% answer="cross_weights_before_output" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="weights_before_output"
# The tuple the other way round.
def cross_attention(X, Y, W_Q, W_K, W_V):
    output, weights = attention(X @ W_Q, Y @ W_K, Y @ W_V)
    return weights, output

# %% answer="cross_words_in_place_of_values" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="words_in_place_of_values"
# Averages the words of Y.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(X @ W_Q, Y @ W_K, Y)

# %% answer="empty" lost="all" says=["`attention` is not written yet", "`self_attention` is not written yet", "`cross_attention` is not written yet", "`words_really_read` is not written yet", "`stale` is", "`repaired_post` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="integer_truncation" lost=["attention_integers"] mistake="integer_truncation"
# Outputs are written into an array like V.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    output = np.zeros(A.shape[:-1] + V.shape[-1:], dtype=V.dtype)
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K {K.shape}, V {V.shape}")
    output[...] = A @ V
    return output, A

# %% answer="key_not_transposed" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers", "attention_bad_input"] mistake="key_not_transposed"
# Q times K as it stands.
import numpy as np


def attention(Q, K, V):
    S = Q @ K / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="keys_in_place_of_values" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers", "attention_bad_input"] mistake=["keys_in_place_of_values", "no_error_for_bad_input"]
# A mean of the keys.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ K, A

# %% answer="logarithm_of_a_huge_sum" lost=["attention_large_scores"] mistake="logarithm_of_a_huge_sum"
# Normalises by logsumexp, which rounding defeats where scores of 1e30 are equal.
import numpy as np
from scipy.special import logsumexp


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys do not fit {V.shape[-2]} values")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = np.exp(S - logsumexp(S, axis=-1, keepdims=True))
    return A @ V, A

# %% answer="max_of_each_column" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="max_of_each_column"
# Takes the maximum down the columns off the scores.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys do not fit {V.shape[-2]} values")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-2, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="max_of_everything" lost=["attention_large_scores"] mistake="max_of_everything"
# Takes off the largest score of all.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max())
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="missing_keepdims" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers", "attention_bad_input"] mistake="missing_keepdims"
# The row sums lose their axis.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1)
    return A @ V, A

# %% answer="no_max_subtraction" lost=["attention_large_scores"] mistake="no_max_subtraction"
# exp of the scores as they are.
import numpy as np


def attention(Q, K, V):
    E = np.exp(Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1]))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="no_scale" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="no_scale"
# Scores that were never divided.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="output_alone" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="output_alone"
# As PyTorch: the output alone.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V

# %% answer="post_as_published" lost=["repaired_post_values"] mistake="softmax_over_everything"
# The axis is still missing.
def repaired_post(words, W_Q, W_K, W_V):
    scores = (words @ W_Q) @ (words @ W_K).T
    probs = softmax(scores / W_K.shape[1] ** 0.5)
    return probs @ (words @ W_V), probs

# %% answer="post_axis_zero" lost=["repaired_post_values"] mistake="softmax_over_queries"
# axis=0.
def repaired_post(words, W_Q, W_K, W_V):
    scores = (words @ W_Q) @ (words @ W_K).T
    probs = softmax(scores / W_K.shape[1] ** 0.5, axis=0)
    return probs @ (words @ W_V), probs

# %% answer="post_one_result" lost=["repaired_post_values"] mistake="one_result_for_all_words"
# Looks at the notebook's variables.
def repaired_post(words, W_Q, W_K, W_V):
    from attention_course import datasets as data
    return self_attention(data.post_words()[1], *data.post_weights())

# %% answer="post_printed_arrays" lost=["repaired_post_values"] mistake="printed_arrays_used"
# Uses the printed Q, K and V.
def repaired_post(words, W_Q, W_K, W_V):
    return attention(printed['Q'], printed['K'], printed['V'])

# %% answer="post_prints_probs" lost=["repaired_post_values"] mistake="probs_for_attention"
# Gives probs where attention is meant.
def repaired_post(words, W_Q, W_K, W_V):
    output, A = self_attention(words, W_Q, W_K, W_V)
    return A, A

# %% answer="post_width_typed" lost=["repaired_post_values"] mistake="width_of_the_post"
# The repaired post divides by the root of 3, as typed from the post.
def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    probs = softmax(Q @ K.T / 3 ** 0.5, axis=1)
    return probs @ V, probs

# %% answer="queries_and_keys_swapped" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers", "attention_bad_input"] mistake="queries_and_keys_swapped"
# K times Q transposed.
import numpy as np


def attention(Q, K, V):
    S = K @ np.swapaxes(Q, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="read_axis_one" lost=["words_really_read_batches"] mistake="over_queries"
# Right for a matrix, not for a batch.
import numpy as np


def words_really_read(A):
    return np.exp(-(A * np.log(np.where(A > 0, A, 1))).sum(axis=1))

# %% answer="read_counts" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="counts_all_that_is_not_zero"
# Counts weights above 0.
def words_really_read(A):
    return (A > 0).sum(axis=-1).astype(float)

# %% answer="read_entropy_in_bits" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="entropy_in_bits"
# log2 and exp.
import numpy as np


def words_really_read(A):
    return np.exp(-(A * np.log2(np.where(A > 0, A, 1))).sum(axis=-1))

# %% answer="read_entropy_itself" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="entropy_itself"
# Entropy, without exp.
import numpy as np


def words_really_read(A):
    return -(A * np.log(np.where(A > 0, A, 1))).sum(axis=-1)

# %% answer="read_inverse_of_squares" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="inverse_of_squares"
# The participation ratio.
def words_really_read(A):
    return 1 / (A ** 2).sum(axis=-1)

# %% answer="read_inverse_of_the_largest" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="inverse_of_the_largest"
# One over the largest weight.
def words_really_read(A):
    return 1 / A.max(axis=-1)

# %% answer="read_minus_forgotten" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="minus_forgotten"
# The sign is lost.
import numpy as np


def words_really_read(A):
    return np.exp((A * np.log(np.where(A > 0, A, 1))).sum(axis=-1))

# %% answer="read_nan" lost=["words_really_read_zeros"] mistake="zero_weights_become_nan"
# 0 log 0 is nan.
import numpy as np


def words_really_read(A):
    return np.exp(-(A * np.log(A)).sum(axis=-1))

# %% answer="read_over_everything" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="over_everything"
# One number for all.
import numpy as np


def words_really_read(A):
    return float(np.exp(-(A * np.log(np.where(A > 0, A, 1))).sum()))

# %% answer="read_over_queries" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="over_queries"
# Sums down the columns.
import numpy as np


def words_really_read(A):
    return np.exp(-(A * np.log(np.where(A > 0, A, 1))).sum(axis=-2))

# %% answer="read_rounded" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="rounded"
# Whole words.
import numpy as np


def words_really_read(A):
    return np.round(np.exp(-(A * np.log(np.where(A > 0, A, 1))).sum(axis=-1)))

# %% answer="read_warns" lost=["words_really_read_zeros"] mistake="warning"
# Right, with a warning.
import numpy as np


def words_really_read(A):
    return np.exp(-np.where(A > 0, A * np.log(A), 0).sum(axis=-1))

# %% answer="right_einsum" lost=[]
# Right, with einsum, SciPy's softmax and entr.
import numpy as np
from scipy.special import entr, softmax


def attention(Q, K, V):
    assert Q.ndim >= 2
    if K.shape[:-1] != V.shape[:-1]:
        raise ValueError(f"keys and values do not fit: {K.shape} and {V.shape}")
    weights = softmax(np.einsum("...ik,...jk->...ij", Q, K) * K.shape[-1] ** -0.5, -1)
    return np.einsum("...ij,...jd->...id", weights, V), weights


def self_attention(X, W_Q, W_K, W_V):
    query, key, value = np.matmul(X, W_Q), np.matmul(X, W_K), np.matmul(X, W_V)
    return attention(V=value, K=key, Q=query)


def cross_attention(X, Y, W_Q, W_K, W_V):
    for name, rows, W in (("X", X, W_Q), ("Y", Y, W_K), ("Y", Y, W_V)):
        if rows.shape[1] != W.shape[0]:
            raise ValueError(f"{name} has {rows.shape[1]} columns; its weights have {W.shape[0]} rows")
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"queries of width {W_Q.shape[1]}, keys of width {W_K.shape[1]}")
    A = softmax(np.einsum("nd,dk,ek,me->nm", X, W_Q, W_K, Y, optimize=True) / W_K.shape[1] ** 0.5, axis=-1)
    return np.einsum("nm,me,ev->nv", A, Y, W_V, optimize=True), A


def words_really_read(A):
    return np.exp(np.sum(entr(A), axis=-1))


stale = set("QKV") | {"attention"}


def repaired_post(words, W_Q, W_K, W_V):
    return self_attention(words, W_Q, W_K, W_V)

# %% answer="right_from_the_statement" lost=[]
# Right, written by a reader who had the statement alone.
import numpy as np
from scipy.special import softmax

from attention_course import datasets as data

names, words = data.post_words()
W_Q, W_K, W_V = data.post_weights()
printed = data.post_prints()


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K has {K.shape[-2]} rows but V has {V.shape[-2]}")
    A = softmax(Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1]), axis=-1)
    return A @ V, A


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_K, X @ W_V)


def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(X @ W_Q, Y @ W_K, Y @ W_V)


def words_really_read(A):
    A = np.array(A, dtype=float)
    A[A == 0] = 1  # 1 log 1 is 0, as 0 log 0 is to be
    return np.exp(-(A * np.log(A)).sum(axis=-1))


computed = {"Q": words @ W_Q, "K": words @ W_K, "V": words @ W_V}
computed["scores"] = computed["Q"] @ computed["K"].T
computed["weights"] = softmax(computed["scores"] / 3 ** 0.5)
computed["attention"] = computed["weights"] @ computed["V"]
stale = {name for name, array in computed.items() if np.abs(array - printed[name]).max() > 1e-8}


def repaired_post(words, W_Q, W_K, W_V):
    return self_attention(words, W_Q, W_K, W_V)

# %% answer="right_log_softmax" lost=[]
# Right, with SciPy's log_softmax and entr, and a product over all pairs.
import numpy as np
from scipy import special


def attention(Q, K, V):
    n_keys, n_values = np.shape(K)[-2], np.shape(V)[-2]
    if n_keys != n_values:
        raise ValueError(f"K has {n_keys} rows but V has {n_values} rows; expected the same number")
    raw = (Q[..., :, None, :] * K[..., None, :, :]).sum(-1)
    A = np.exp(special.log_softmax(raw / np.sqrt(np.shape(Q)[-1]), axis=-1))
    return np.einsum("...ij,...jd->...id", A, V), A


def self_attention(X, W_Q, W_K, W_V):
    return attention(np.dot(X, W_Q), np.dot(X, W_K), np.dot(X, W_V))


def cross_attention(X, Y, W_Q, W_K, W_V):
    query, key = np.dot(X, W_Q), np.dot(Y, W_K)
    A = np.exp(special.log_softmax(np.inner(query, key) / np.sqrt(query.shape[1]), axis=1))
    return np.dot(np.dot(A, Y), W_V), A


def words_really_read(A):
    return np.exp(special.entr(A).sum(-1))


stale = frozenset("QKV") | {"attention"}


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = (words @ W for W in (W_Q, W_K, W_V))
    probs = special.softmax(Q @ K.T / K.shape[1] ** 0.5, axis=1)
    return [probs @ V, probs]

# %% answer="right_loops" lost=[]
# Right, with loops over queries and keys, and math in place of NumPy.
import math

import numpy as np


def attention(Q, K, V):
    if Q.ndim > 2:
        results = [attention(q, k, v) for q, k, v in zip(Q, K, V, strict=True)]
        return np.stack([o for o, _ in results]), np.stack([a for _, a in results])
    if len(K) != len(V):
        raise ValueError(f"there are {len(K)} keys, but {len(V)} values")
    A = np.zeros((len(Q), len(K)))
    output = np.zeros((len(Q), V.shape[1]))
    for i in range(len(Q)):
        row = [float(np.dot(Q[i], k)) / math.sqrt(K.shape[1]) for k in K]
        top = max(row)
        row = [math.exp(s - top) for s in row]
        for j in range(len(K)):
            A[i, j] = row[j] / sum(row)
            output[i] += A[i, j] * V[j]
    return output, A


def self_attention(X, W_Q, W_K, W_V):
    n = X.shape[0]
    if X.shape[1] != W_Q.shape[0] or X.shape[1] != W_K.shape[0] or X.shape[1] != W_V.shape[0]:
        raise ValueError(f"X has {X.shape[1]} columns; the weights have {len(W_Q)}, {len(W_K)}, {len(W_V)} rows")
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns but W_K has {W_K.shape[1]}")
    Q = np.array([x @ W_Q for x in X])
    outputs, weights = [], []
    for i in range(n):
        o, a = attention(Q[i : i + 1], X @ W_K, X @ W_V)
        outputs.append(o[0])
        weights.append(a[0])
    return np.array(outputs), np.array(weights)


def cross_attention(X, Y, W_Q, W_K, W_V):
    if len(W_Q) != X.shape[1]:
        raise ValueError(f"X has {X.shape[1]} columns but W_Q has {len(W_Q)} rows")
    for name, W in {"W_K": W_K, "W_V": W_V}.items():
        if len(W) != Y.shape[1]:
            raise ValueError(f"Y has {Y.shape[1]} columns but {name} has {len(W)} rows")
    d_k, d_v = W_Q.shape[1], W_V.shape[1]
    if W_K.shape[1] != d_k:
        raise ValueError(f"W_Q has {d_k} columns but W_K has {W_K.shape[1]}")
    output, A = np.zeros((len(X), d_v)), np.zeros((len(X), len(Y)))
    for i, x in enumerate(X):
        query = [sum(float(a) * b for a, b in zip(x, column, strict=True)) for column in W_Q.T]
        scores = []
        for y in Y:
            key = [sum(float(a) * b for a, b in zip(y, column, strict=True)) for column in W_K.T]
            scores.append(sum(q * k for q, k in zip(query, key, strict=True)) / math.sqrt(d_k))
        shares = [math.exp(score - max(scores)) for score in scores]
        for j, y in enumerate(Y):
            A[i, j] = shares[j] / sum(shares)
            output[i] += A[i, j] * (y @ W_V)
    return output, A


def words_really_read(A):
    if A.ndim > 1:
        return np.array([words_really_read(row) for row in A])
    return math.exp(sum(-p * math.log(p) for p in A.tolist() if p))


stale = {name for name in ["attention", *"QKV"]}


def repaired_post(words, W_Q, W_K, W_V):
    output, A = self_attention(words, W_Q, W_K, W_V)
    return output, A

# %% answer="right_product_of_powers" lost=[]
# Right, without a logarithm: exp(entropy) is the product of p to the power of -p.
import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    safe = np.where(A > 0, A, 1.0)
    return np.prod(safe ** -A, axis=-1)

# %% answer="right_single_precision" lost=[]
# Right, in single precision, and with a list as result.
import numpy as np


def _softmax(z):
    z = np.exp(z - np.max(z, -1)[..., None])
    return z / np.sum(z, -1)[..., None]


def attention(Q, K, V):
    Q, K, V = [np.asarray(M, dtype=np.float32) for M in (Q, K, V)]
    A = _softmax((K @ Q.swapaxes(-2, -1)).swapaxes(-2, -1) / np.float32(Q.shape[-1] ** 0.5))
    return [np.matmul(A, V), A]


def self_attention(X, W_Q, W_K, W_V):
    d_k = W_K.shape[1]
    A = _softmax(np.linalg.multi_dot([X, W_Q, W_K.T, X.T]) / d_k ** 0.5)
    return A @ (X @ W_V), A


def cross_attention(X, Y, W_Q, W_K, W_V):
    X, Y, W_Q, W_K, W_V = [np.asarray(M, dtype=np.float32) for M in (X, Y, W_Q, W_K, W_V)]
    A = _softmax(X @ W_Q @ (Y @ W_K).T / np.float32(W_K.shape[1] ** 0.5))
    return [A @ (Y @ W_V), A]


def words_really_read(A):
    A = np.asarray(A, dtype=np.float64)
    return np.prod(np.power(np.where(A == 0, 1, A), -A), axis=-1)


stale = frozenset(["attention", "V", "K", "Q"])


def repaired_post(words, W_Q, W_K, W_V):
    scores = (words @ W_Q) @ (words @ W_K).T
    probs = _softmax(scores / scores.dtype.type(1) / W_K.shape[1] ** 0.5)
    return probs @ (words @ W_V), probs

# %% answer="right_with_own_attention" lost=[]
# Right, with an attention that takes one argument more: who calls it that way must not lose points.
import numpy as np


def attention(Q, K, V, scale=None):
    scale = np.sqrt(Q.shape[-1]) if scale is None else scale
    S = np.einsum("...ij,...kj->...ik", Q, K) / scale
    S = S - S.max(axis=-1, keepdims=True)
    A = np.exp(S - np.log(np.exp(S).sum(axis=-1, keepdims=True)))
    return A @ V, A


def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_K, X @ W_V, scale=np.sqrt(W_K.shape[1]))


def cross_attention(X, Y, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"queries have {W_Q.shape[1]} columns but keys {W_K.shape[1]}")
    return attention(Q=X @ W_Q, K=Y @ W_K, V=Y @ W_V, scale=W_Q.shape[1] ** 0.5)


def repaired_post(words, W_Q, W_K, W_V):
    return attention(words @ W_Q, words @ W_K, words @ W_V, scale=W_Q.shape[1] ** 0.5)

# %% answer="scale_after_softmax" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="scale_after_softmax"
# Divides the weights.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V / K.shape[-1] ** 0.5, A / K.shape[-1] ** 0.5

# %% answer="scale_by_d_k" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="scale_by_d_k"
# Divided by d_k itself.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1]
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="scale_by_root_d_v" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="scale_by_root_d_v"
# Divided by the root of d_v.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / V.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="scale_by_root_n" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="scale_by_root_n"
# Divided by the root of the number of keys.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-2] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="scale_by_the_second_axis" lost=["attention_batches"] mistake="scale_by_root_n"
# Right for matrices; in a batch the second axis counts the keys.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K has {K.shape[-2]} rows but V has {V.shape[-2]}")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="scale_multiplied" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="scale_multiplied"
# Multiplied by the root of d_k.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys do not fit {V.shape[-2]} values")
    S = Q @ np.swapaxes(K, -1, -2) * np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="scores_in_place_of_weights" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="scores_in_place_of_weights"
# Gives the scores as the second result.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, S

# %% answer="self_integer_truncation" lost=["self_attention_edge_cases"] mistake="integer_truncation"
# Writes the outputs into an array like the values.
def self_attention(X, W_Q, W_K, W_V):
    output, weights = attention(X @ W_Q, X @ W_K, X @ W_V)
    return output.astype((X @ W_V).dtype), weights

# %% answer="self_keys_and_values_swapped" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake="keys_and_values_swapped"
# W_K and W_V in each other's place.
def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_V, X @ W_K)

# %% answer="self_max_of_everything" lost=["self_attention_edge_cases"] mistake="max_of_everything"
# Self-attention with a softmax of its own, which subtracts one maximum for all rows.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(K.shape[1])
    E = np.exp(S - S.max())
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="self_one_weight" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake="one_weight_for_queries_and_keys"
# Compares queries with queries.
def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_Q, X @ W_V)

# %% answer="self_output_alone" lost=["self_attention_values", "self_attention_edge_cases"] mistake="output_alone"
# Drops the weights.
def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_Q, X @ W_K, X @ W_V)[0]

# %% answer="self_queries_and_keys_swapped" lost=["self_attention_values", "self_attention_edge_cases"] mistake="queries_and_keys_swapped"
# W_Q and W_K in each other's place.
def self_attention(X, W_Q, W_K, W_V):
    return attention(X @ W_K, X @ W_Q, X @ W_V)

# %% answer="self_query_of_itself_only" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake="query_of_itself_only"
# Each word asks itself alone.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    return X @ W_V, np.eye(len(X))

# %% answer="self_scale_by_root_d_model" lost=["self_attention_values", "self_attention_edge_cases"] mistake="scale_by_root_d_model"
# Divides by the root of d_model.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    S = (X @ W_Q) @ (X @ W_K).T / np.sqrt(X.shape[1])
    A = np.exp(S - S.max(axis=1, keepdims=True))
    A = A / A.sum(axis=1, keepdims=True)
    return A @ (X @ W_V), A

# %% answer="self_scale_by_root_d_v" lost=["self_attention_values", "self_attention_edge_cases"] mistake="scale_by_root_d_v"
# Self-attention divided by the root of the values' width.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    A = softmax(Q @ K.T / np.sqrt(V.shape[1]), axis=1)
    return A @ V, A

# %% answer="self_without_queries_and_keys" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake="words_in_place_of_queries_and_keys"
# Compares the words themselves.
def self_attention(X, W_Q, W_K, W_V):
    return attention(X, X, X @ W_V)

# %% answer="self_words_in_place_of_values" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake="words_in_place_of_values"
# Averages X.
def self_attention(X, W_Q, W_K, W_V):
    output, A = attention(X @ W_Q, X @ W_K, X)
    return output, A

# %% answer="softmax_over_everything" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="softmax_over_everything"
# Softmax over the whole matrix, as in the post.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max())
    A = E / E.sum()
    return A @ V, A

# %% answer="softmax_over_queries" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="softmax_over_queries"
# Softmax down the columns.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-2, keepdims=True))
    A = E / E.sum(axis=-2, keepdims=True)
    return A @ V, A

# %% answer="stale_everything" lost=["stale_set"] mistake="everything_downstream"
# All six.
stale = {"Q", "K", "V", "scores", "weights", "attention"}

# %% answer="stale_first_row_of_q" lost=["stale_set"] mistake="queries_look_the_same"
# Looked at the first row of Q.
stale = {"K", "V", "attention"}

# %% answer="stale_from_printed_q_k" lost=["stale_set"] mistake="the_ones_that_follow"
# Went on from the printed Q and K.
stale = {"scores", "weights"}

# %% answer="stale_keys_and_values" lost=["stale_set"] mistake="keys_and_values_only"
# Took the printed Q for right, and did not compute the last array.
stale = {"K", "V"}

# %% answer="stale_last_forgotten" lost=["stale_set"] mistake="last_array_forgotten"
# Q, K and V only.
stale = {"Q", "K", "V"}

# %% answer="stale_last_only" lost=["stale_set"] mistake="last_array_only"
# The last array only.
stale = {"attention"}

# %% answer="stale_list" lost=["stale_set"] says="expected a set"
# A list of the right names.
stale = ["Q", "K", "V", "attention"]

# %% answer="stale_none_known" lost=["stale_set"] says="`stale` is not right yet: of the 1 that you name, 1 belong there; 3 are missing"
# A set that nobody foresaw.
stale = {"K"}

# %% answer="stale_other_names" lost=["stale_set"] says="has 'k', 'probs', 'q', 'v'; the names that it may have are"
# Names the arrays as the post does, and in small letters.
stale = {"q", "k", "v", "probs"}

# %% answer="stale_step_by_step" lost=["stale_set"] mistake="compared_with_the_array_above"
# Compared with the printed array above.
stale = {"scores", "attention"}

# %% answer="stale_weights_too" lost=["stale_set"] mistake="weights_called_stale"
# Repaired the axis before comparing.
stale = {"Q", "K", "V", "weights", "attention"}

# %% answer="transpose_of_a_batch" lost=["attention_batches"] mistake="transpose_of_a_batch"
# Right for matrices; .T on a batch.
import numpy as np


def attention(Q, K, V):
    S = Q @ K.T / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="unweighted_scores" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="unweighted_scores"
# No softmax at all.
import numpy as np


def attention(Q, K, V):
    A = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    return A @ V, A

# %% answer="vague_error" lost=["attention_bad_input"] mistake="error_message_says_too_little"
# Raises, but does not say what came.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError("shapes do not fit")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="values_ignored" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers", "attention_bad_input"] mistake="values_ignored"
# The weights twice.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A, A

# %% answer="weights_before_output" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="weights_before_output"
# The tuple the other way round.
import numpy as np


def attention(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A, A @ V

# %% answer="zip_cuts_the_longer" lost=["attention_batches", "attention_bad_input"] mistake="no_error_for_bad_input"
# zip drops the keys that have no value.
import numpy as np


def attention(Q, K, V):
    S = Q @ K.T / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return np.array([sum(a * v for a, v in zip(row, V, strict=False)) for row in A]), A

# %% answer="self_shares_down_the_columns" lost=["self_attention_values", "self_attention_edge_cases"] mistake="softmax_over_queries"
# Writes attention out, and normalises down the columns.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    S = (X @ W_Q) @ (X @ W_K).T * W_K.shape[1] ** -0.5
    E = np.exp(S - S.max(axis=0))
    A = E / E.sum(axis=0)
    return A @ X @ W_V, A

# %% answer="self_shares_of_the_whole" lost=["self_attention_values", "self_attention_edge_cases"] mistake="softmax_over_everything"
# The post's softmax, without an axis.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    S = (X @ W_Q) @ (X @ W_K).T * W_K.shape[1] ** -0.5
    E = np.exp(S - S.max())
    A = E / E.sum()
    return A @ (X @ W_V), A

# %% answer="row_sums_lose_their_axis" lost=["self_attention_values", "self_attention_edge_cases", "repaired_post_values"] mistake="missing_keepdims"
# Divides by row sums that lie along the columns.
import numpy as np


def attend(X, W_Q, W_K, W_V):
    S = (X @ W_Q) @ (X @ W_K).T * W_K.shape[1] ** -0.5
    E = np.exp((S.T - S.max(axis=1)).T)
    A = E / E.sum(axis=1)[None, :]
    return A @ (X @ W_V), A


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="exp_without_a_maximum" lost=["self_attention_edge_cases", "repaired_post_values"] mistake="no_max_subtraction"
# Applies exp to the scores as they are.
import numpy as np


def attend(X, W_Q, W_K, W_V):
    with np.errstate(all="ignore"):
        E = np.exp((X @ W_Q) @ (X @ W_K).T / np.sqrt(W_K.shape[1]))
        A = (E.T / E.sum(axis=1)).T
    return A @ (X @ W_V), A


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="one_maximum_for_all_rows" lost=["repaired_post_values"] mistake="max_of_everything"
# Keeps the post's maximum of the whole matrix.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    with np.errstate(all="ignore"):
        S = (words @ W_Q) @ (words @ W_K).T / np.sqrt(W_K.shape[1])
        E = np.exp(S - np.amax(S))
        A = (E.T / E.sum(axis=1)).T
    return A @ (words @ W_V), A

# %% answer="maximum_of_each_key" lost=["self_attention_values", "self_attention_edge_cases", "repaired_post_values"] mistake="max_of_each_column"
# Subtracts from each column its own maximum.
import numpy as np


def attend(X, W_Q, W_K, W_V):
    S = (X @ W_Q) @ (X @ W_K).T / np.sqrt(W_K.shape[1])
    with np.errstate(all="ignore"):
        E = np.exp(S - S.max(axis=0))
        A = (E.T / E.sum(axis=1)).T
    return A @ (X @ W_V), A


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="scale_on_the_wrong_side" lost=["self_attention_values", "self_attention_edge_cases", "repaired_post_values"] mistake="scale_multiplied"
# Multiplies by the root, since the division stood in another formula.
import numpy as np


def attend(X, W_Q, W_K, W_V):
    S = np.einsum("id,jd->ij", X @ W_Q, X @ W_K) * np.sqrt(W_Q.shape[1])
    E = np.exp((S.T - S.max(axis=1)).T)
    A = (E.T / E.sum(axis=1)).T
    return A @ (X @ W_V), A


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="scores_as_they_are" lost=["self_attention_values", "self_attention_edge_cases", "repaired_post_values"] mistake="no_scale"
# Forgets the scale.
import numpy as np


def attend(X, W_Q, W_K, W_V):
    S = X @ (W_Q @ W_K.T) @ X.T
    E = np.exp((S.T - S.max(axis=1)).T)
    A = (E.T / E.sum(axis=1)).T
    return A @ (X @ W_V), A


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="root_forgotten" lost=["self_attention_values", "self_attention_edge_cases", "repaired_post_values"] mistake="scale_by_d_k"
# Divides by the width, not by its root.
import numpy as np


def attend(X, W_Q, W_K, W_V):
    S = X @ (W_Q @ W_K.T) @ X.T / W_Q.shape[1]
    E = np.exp((S.T - S.max(axis=1)).T)
    A = (E.T / E.sum(axis=1)).T
    return A @ (X @ W_V), A


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="root_of_the_length" lost=["self_attention_values", "self_attention_edge_cases", "repaired_post_values"] mistake="scale_by_root_n"
# len(K) is the number of words.
import numpy as np


def attend(X, W_Q, W_K, W_V):
    S = X @ (W_Q @ W_K.T) @ X.T / np.sqrt(len(X))
    E = np.exp((S.T - S.max(axis=1)).T)
    A = (E.T / E.sum(axis=1)).T
    return A @ (X @ W_V), A


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="post_root_of_d_v" lost=["repaired_post_values"] mistake="scale_by_root_d_v"
# Takes the width of the values.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    S = words @ (W_Q @ W_K.T) @ words.T / np.sqrt(W_V.shape[1])
    E = np.exp((S.T - S.max(axis=1)).T)
    A = (E.T / E.sum(axis=1)).T
    return A @ (words @ W_V), A

# %% answer="post_root_of_d_model" lost=["repaired_post_values"] mistake="scale_by_root_d_model"
# Takes the width of the words.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    S = words @ (W_Q @ W_K.T) @ words.T / np.sqrt(words.shape[1])
    E = np.exp((S.T - S.max(axis=1)).T)
    A = (E.T / E.sum(axis=1)).T
    return A @ (words @ W_V), A

# %% answer="post_keys_ask" lost=["repaired_post_values"] mistake="queries_and_keys_swapped"
# Mixes up who asks.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    S = words @ (W_K @ W_Q.T) @ words.T / np.sqrt(W_Q.shape[1])
    E = np.exp((S.T - S.max(axis=1)).T)
    A = (E.T / E.sum(axis=1)).T
    return A @ (words @ W_V), A

# %% answer="weights_come_first" lost=["self_attention_values", "self_attention_edge_cases", "repaired_post_values"] mistake="weights_before_output"
# Unpacks what attention gives, and hands it on the other way round.
def attend(X, W_Q, W_K, W_V):
    output, weights = attention(X @ W_Q, X @ W_K, X @ W_V)
    return weights, output


def self_attention(X, W_Q, W_K, W_V):
    return attend(X, W_Q, W_K, W_V)


def repaired_post(words, W_Q, W_K, W_V):
    return attend(words, W_Q, W_K, W_V)

# %% answer="self_weights_twice" lost=["self_attention_values", "self_attention_edge_cases"] mistake="values_ignored"
# Takes the weights for the output.
def self_attention(X, W_Q, W_K, W_V):
    output, weights = attention(X @ W_Q, X @ W_K, X @ W_V)
    output = weights
    return output, weights

# %% answer="post_output_alone" lost=["repaired_post_values"] mistake="output_alone"
# Gives back only what the post prints last.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    S = (words @ W_Q) @ (words @ W_K).T / np.sqrt(W_K.shape[1])
    E = np.exp((S.T - S.max(axis=1)).T)
    return (E.T / E.sum(axis=1)).T @ (words @ W_V)

# %% answer="each_score_for_itself" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="each_score_for_itself"
# The sigmoid of each score.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K {K.shape[-2]} V {V.shape[-2]}")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = 1 / (1 + np.exp(-S))
    return A @ V, A

# %% answer="scores_divided_by_their_sum" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="scores_divided_by_their_sum"
# Shares without exp.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K {K.shape[-2]} V {V.shape[-2]}")
    S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
    A = S / S.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="scores_cut_off" lost=["attention_large_scores"] mistake="scores_cut_off"
# Clips the scores so that exp stays finite.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K {K.shape[-2]} V {V.shape[-2]}")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    E = np.exp(np.clip(S, -700, 700))
    A = E / E.sum(-1, keepdims=True)
    return A @ V, A

# %% answer="scores_made_whole" lost=["attention_integers"] mistake="scores_made_whole"
# Writes the scaled scores into the array of the unscaled ones.
import numpy as np
from scipy.special import softmax


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K {K.shape[-2]} V {V.shape[-2]}")
    S = Q @ np.swapaxes(K, -1, -2)
    S[...] = S / np.sqrt(K.shape[-1])
    A = softmax(S, axis=-1)
    return A @ V, A

# %% answer="self_not_itself" lost=["self_attention_values", "self_attention_edge_cases"] mistake="not_itself"
# No word may attend to itself.
import numpy as np
from scipy.special import softmax


def self_attention(X, W_Q, W_K, W_V):
    S = (X @ W_Q) @ (X @ W_K).T / np.sqrt(W_K.shape[1])
    np.fill_diagonal(S, -np.inf)
    A = softmax(S, axis=-1)
    return A @ (X @ W_V), A

# %% answer="self_own_value_added" lost=["self_attention_values", "self_attention_edge_cases"] mistake="own_value_added"
# Adds the residual.
def self_attention(X, W_Q, W_K, W_V):
    O, A = attention(X @ W_Q, X @ W_K, X @ W_V)
    return O + X @ W_V, A

# %% answer="self_keys_in_place_of_values" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake=["keys_in_place_of_values", "no_error_for_bad_input"]
# One product for keys and values.
def self_attention(X, W_Q, W_K, W_V):
    K = X @ W_K
    return attention(X @ W_Q, K, K)

# %% answer="cross_keys_in_place_of_values" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake=["keys_in_place_of_values", "no_error_for_bad_input"]
# Forgets W_V.
import numpy as np
from scipy.special import softmax


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K = X @ W_Q, Y @ W_K
    A = softmax(Q @ K.T / np.sqrt(K.shape[1]), axis=1)
    return A @ K, A

# %% answer="cross_weights_of_queries_and_keys_swapped" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake=["weights_of_queries_and_keys_swapped", "wrong_kind_of_error"]
# W_Q and W_K in each other's place.
def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(X @ W_K, Y @ W_Q, Y @ W_V)

# %% answer="post_row_sums_lose_their_axis" lost=["repaired_post_values"] mistake="row_sums_lose_their_axis"
# The sum without keepdims.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    e = np.exp(Q @ K.T / K.shape[1] ** 0.5)
    probs = e / e.sum(axis=1)
    return probs @ V, probs

# %% answer="read_entropy_in_base_ten" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="entropy_in_base_ten"
# log10 and exp.
import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    return np.exp(-np.sum(A * np.log10(np.where(A > 0, A, 1)), axis=-1))

# %% answer="read_power_of_two" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="power_of_two"
# A power of 2 for nats.
import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    return 2 ** (-np.sum(A * np.log(np.where(A > 0, A, 1)), axis=-1))

# %% answer="read_mean_in_place_of_sum" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="mean_in_place_of_sum"
# np.mean in place of np.sum.
import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    return np.exp(-np.mean(A * np.log(np.where(A > 0, A, 1)), axis=-1))

# %% answer="read_exp_of_each_term" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="exp_of_each_term"
# exp of each term.
import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    return np.sum(np.exp(-A * np.log(np.where(A > 0, A, 1))), axis=-1)

# %% answer="read_weights_not_multiplied" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="weights_not_multiplied"
# The sum of the logarithms.
import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    return np.exp(-np.sum(np.log(np.where(A > 0, A, 1)), axis=-1))

# %% answer="read_axis_kept" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] says="an axis of length 1 too many"
# An axis of length 1 is left over.
import numpy as np


def words_really_read(A):
    A = np.asarray(A, dtype=float)
    return np.exp(-np.sum(A * np.log(np.where(A > 0, A, 1)), axis=-1, keepdims=True))

# %% answer="stale_two_of_four" lost=["stale_set"] says="of the 2 that you name, 2 belong there; 2 are missing"
# Compares two arrays only.
stale = {"V", "attention"}

# %% answer="stale_in_a_list" lost=["stale_set"] says="it gives a list of 4; expected a set"
# A list in place of a set.
stale = ["Q", "K", "V", "attention"]

# %% answer="stale_in_the_posts_words" lost=["stale_set"] says="has 'probs'; the names that it may have are"
# The post's name for the weights.
stale = {"Q", "K", "V", "probs"}

# %% answer="self_each_score_for_itself" lost=["self_attention_values", "self_attention_edge_cases"] mistake="each_score_for_itself"
# The sigmoid of each score.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = 1 / (1 + np.exp(-S))
    return A @ V, A

# %% answer="self_scores_divided_by_their_sum" lost=["self_attention_values", "self_attention_edge_cases"] mistake="scores_divided_by_their_sum"
# Shares without exp.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = S / np.sum(S, axis=-1)[..., None]
    return A @ V, A

# %% answer="self_scores_cut_off" lost=["self_attention_edge_cases"] mistake="scores_cut_off"
# Clips the scores so that exp stays finite.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    E = np.exp(S.clip(-700, 700))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="self_row_sums_lose_their_axis" lost=["self_attention_values", "self_attention_edge_cases"] mistake="row_sums_lose_their_axis"
# The sum without keepdims.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    E = np.exp(S)
    A = E / E.sum(axis=-1)
    return A @ V, A

# %% answer="cross_each_score_for_itself" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="each_score_for_itself"
# The sigmoid of each score.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = 1 / (1 + np.exp(-S))
    return A @ V, A

# %% answer="cross_scores_divided_by_their_sum" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scores_divided_by_their_sum"
# Shares without exp.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = S / np.sum(S, axis=-1)[..., None]
    return A @ V, A

# %% answer="cross_scores_cut_off" lost=["cross_attention_edge_cases"] mistake="scores_cut_off"
# Clips the scores so that exp stays finite.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    E = np.exp(S.clip(-700, 700))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="post_each_score_for_itself" lost=["repaired_post_values"] mistake="each_score_for_itself"
# The sigmoid of each score.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = 1 / (1 + np.exp(-S))
    return A @ V, A

# %% answer="post_scores_divided_by_their_sum" lost=["repaired_post_values"] mistake="scores_divided_by_their_sum"
# Shares without exp.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    A = S / np.sum(S, axis=-1)[..., None]
    return A @ V, A

# %% answer="post_scores_cut_off" lost=["repaired_post_values"] mistake="scores_cut_off"
# Clips the scores so that exp stays finite.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    E = np.exp(S.clip(-700, 700))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A

# %% answer="post_keys_in_place_of_values" lost=["repaired_post_values"] mistake="keys_in_place_of_values"
# The weights on the keys.
import numpy as np


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    S = Q @ K.T / np.sqrt(K.shape[-1])
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ K, A


# %% answer="stale_by_the_step_above" lost=["stale_set"] mistake="scores_of_the_printed_keys"
# Asks of each array whether the arrays printed above it give it.
stale = {name for name, W in zip("QKV", (W_Q, W_K, W_V)) if not np.array_equal(words @ W, printed[name])}
if not np.array_equal(printed["Q"] @ printed["K"].T, printed["scores"]):
    stale |= {"scores"}
if not np.allclose(softmax(printed["scores"] / 3 ** 0.5), printed["weights"]):
    stale |= {"weights"}
if not np.allclose(printed["weights"] @ printed["V"], printed["attention"]):
    stale |= {"attention"}

# %% answer="post_mended_after_softmax" lost=["repaired_post_values"] mistake="max_of_everything"
# Leaves the softmax of the post as it is, and divides each row by its sum.
def repaired_post(words, W_Q, W_K, W_V):
    K, V = words @ W_K, words @ W_V
    probs = softmax(words @ W_Q @ K.T / K.shape[1] ** 0.5)
    probs /= probs.sum(axis=1, keepdims=True)
    return probs @ V, probs

# %% answer="self_forgets_the_words" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake="weights_without_words"
# Calls attention with the matrices, and never touches X.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    return attention(W_Q, W_K, W_V)

# %% answer="self_keys_from_nowhere" lost=["self_attention_values", "self_attention_edge_cases"] mistake="keys_without_words"
# Takes W_K for the keys.
import numpy as np


def self_attention(X, W_Q, W_K, W_V):
    Q, V = X @ W_Q, X @ W_V
    S = Q @ W_K.T / np.sqrt(W_K.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    A = E / E.sum(axis=1, keepdims=True)
    return A @ V, A

# %% answer="self_queries_from_nowhere" lost=["self_attention_values", "self_attention_edge_cases"] mistake="queries_without_words"
# Takes W_Q for the queries.
import numpy as np
from scipy.special import softmax


def self_attention(X, W_Q, W_K, W_V):
    keys, values = np.dot(X, W_K), np.dot(X, W_V)
    weights = softmax(np.dot(W_Q, keys.T) / keys.shape[1] ** 0.5, axis=1)
    return np.dot(weights, values), weights

# %% answer="self_values_from_nowhere" lost=["self_attention_values", "self_attention_edge_cases", "self_attention_bad_input"] mistake="values_without_words"
# Multiplies the weights with W_V.
import numpy as np
from scipy.special import softmax


def self_attention(X, W_Q, W_K, W_V):
    Q = X @ W_Q
    K = X @ W_K
    A = softmax(Q @ K.T / np.sqrt(Q.shape[1]), axis=-1)
    return A @ W_V, A

# %% answer="self_scaled_at_the_end" lost=["self_attention_values", "self_attention_edge_cases"] mistake="scale_after_softmax"
# Divides the weights by the root.
import numpy as np
from scipy.special import softmax


def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    A = softmax(Q @ K.T, axis=1) / np.sqrt(K.shape[1])
    return A @ V, A

# %% answer="cross_forgets_the_words" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="weights_without_words"
# Hands the matrices on as they are.
import numpy as np
from scipy.special import softmax


def cross_attention(X, Y, W_Q, W_K, W_V):
    S = W_Q @ W_K.T / np.sqrt(W_Q.shape[1])
    A = softmax(S, axis=1)
    return A @ W_V, A

# %% answer="cross_keys_from_nowhere" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="keys_without_words"
# Takes W_K for the keys.
import numpy as np
from scipy.special import softmax


def cross_attention(X, Y, W_Q, W_K, W_V):
    query, value = X @ W_Q, Y @ W_V
    A = softmax(query @ np.transpose(W_K) / np.sqrt(query.shape[1]), axis=1)
    return A @ value, A

# %% answer="cross_queries_from_nowhere" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="queries_without_words"
# Takes W_Q for the queries.
import numpy as np


def cross_attention(X, Y, W_Q, W_K, W_V):
    return attention(W_Q, Y @ W_K, Y @ W_V)

# %% answer="cross_values_from_nowhere" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases", "cross_attention_bad_input"] mistake="values_without_words"
# Multiplies the weights with W_V.
import numpy as np
from scipy.special import softmax


def cross_attention(X, Y, W_Q, W_K, W_V):
    K = Y @ W_K
    A = softmax(X @ W_Q @ K.T / np.sqrt(K.shape[1]), axis=1)
    O = A @ W_V
    return O, A

# %% answer="cross_scaled_at_the_end" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="scale_after_softmax"
# Softmax first, the root after it.
import numpy as np
from scipy.special import softmax


def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    weights = softmax(Q @ K.T, axis=-1)
    weights = weights / K.shape[-1] ** 0.5
    return weights @ V, weights

# %% answer="post_forgets_the_words" lost=["repaired_post_values"] mistake="weights_without_words"
# The three lines that make Q, K and V are left out.
import numpy as np
from scipy.special import softmax


def repaired_post(words, W_Q, W_K, W_V):
    scores = W_Q @ W_K.transpose()
    probs = softmax(scores / W_K.shape[1] ** 0.5, axis=1)
    return probs @ W_V, probs

# %% answer="post_scaled_at_the_end" lost=["repaired_post_values"] mistake="scale_after_softmax"
# The parenthesis closes too early.
import numpy as np
from scipy.special import softmax


def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    probs = softmax(Q @ K.transpose(), axis=1) / K.shape[1] ** 0.5
    return probs @ V, probs

# %% answer="power_before_division" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="power_before_division"
# d_k ** 1 / 2.
import numpy as np


def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K has {K.shape[-2]} rows, V has {V.shape[-2]}")
    A = softmax(Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 1 / 2, axis=-1)
    return A @ V, A

# %% answer="transposed_weights_meet_the_values" lost=["repaired_post_values"] mistake="weights_transposed"
# probs.T @ V.
def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    probs = softmax(Q @ K.T / K.shape[1] ** 0.5, axis=1)
    return probs.T @ V, probs

# %% answer="minus_before_exp" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="minus_outside"
# The minus sign stands before exp.
import numpy as np


def words_really_read(A):
    return -np.exp((A * np.log(np.where(A > 0, A, 1))).sum(axis=-1))

# %% answer="softmax_of_weights" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="softmax_applied"
# Softmax of what has been through softmax.
import numpy as np


def words_really_read(A):
    e = np.exp(A)
    p = e / e.sum(axis=-1, keepdims=True)
    return np.exp(-(p * np.log(p)).sum(axis=-1))

# %% answer="entropy_of_at_most_one" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="entropy_over_its_largest"
# The entropy over that of even weights.
import numpy as np


def words_really_read(A):
    H = -(A * np.log(np.where(A > 0, A, 1))).sum(axis=-1)
    return H / np.log(max(A.shape[-1], 2))

# %% answer="whole_words_upwards" lost=["words_really_read_values", "words_really_read_zeros", "words_really_read_batches"] mistake="rounded_up"
# np.ceil.
import numpy as np


def words_really_read(A):
    return np.ceil(np.exp(-(A * np.log(np.where(A > 0, A, 1))).sum(axis=-1)) - 1e-9)

# %% answer="self_power_before_division" lost=["self_attention_values", "self_attention_edge_cases"] mistake="power_before_division"
# d_k ** 1 / 2.
def self_attention(X, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, X @ W_K, X @ W_V
    A = softmax(Q @ K.T / K.shape[1] ** 1 / 2, axis=-1)
    return A @ V, A

# %% answer="self_transposed_weights" lost=["self_attention_values", "self_attention_edge_cases"] mistake="weights_transposed"
# A.T @ V.
def self_attention(X, W_Q, W_K, W_V):
    A = attention(X @ W_Q, X @ W_K, X @ W_V)[1]
    return A.T @ (X @ W_V), A

# %% answer="cross_power_before_division" lost=["cross_attention_values", "cross_attention_same_width", "cross_attention_edge_cases"] mistake="power_before_division"
# d_k ** 1 / 2.
def cross_attention(X, Y, W_Q, W_K, W_V):
    Q, K, V = X @ W_Q, Y @ W_K, Y @ W_V
    A = softmax(Q @ K.T / K.shape[1] ** 1 / 2, axis=-1)
    return A @ V, A

# %% answer="post_power_before_division" lost=["repaired_post_values"] mistake="power_before_division"
# d_k ** 1 / 2.
def repaired_post(words, W_Q, W_K, W_V):
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V
    A = softmax(Q @ K.T / K.shape[1] ** 1 / 2, axis=1)
    return A @ V, A

# %% answer="each_value_over_the_one_before" lost=["attention_values", "attention_batches", "attention_large_scores", "attention_integers"] mistake="last_value_only"
# = where += belongs.
def attention(Q, K, V):
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys, but {V.shape[-2]} values")
    A = softmax(Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5, axis=-1)
    for j in range(V.shape[-2]):
        O = A[..., j, None] * V[..., j, None, :]
    return O, A
