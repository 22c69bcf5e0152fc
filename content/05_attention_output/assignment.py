# ---
# title: The attention output
# minutes: 75
# difficulty: medium
# ---

# %% [markdown]
# # Write attention whole, and repair a published notebook
#
# - **Time**: about 75 minutes. **Difficulty**: medium. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Collect the answers, and audit a published result*; softmax and entropy from lesson 04.
# - **How tests work**: run the cell below your code; it is silent when all is well. Hidden tests run after you
#   hand in, on inputs of other shapes and sizes.
# - **For all functions**: arguments stay as they were, integer arrays are accepted, results are float arrays.
#
# Letters as in the lessons: `Q` (n_q, d_k), `K` (n_k, d_k), `V` (n_k, d_v), weights `A` (n_q, n_k), output `O`
# (n_q, d_v).

# %% locked="imports"
import numpy as np
from scipy.special import softmax  # as in the post; look up what it does where no axis is given

from attention_course import datasets
from attention_course.checks import Checks

check = Checks("05_attention_output")

# %% [markdown]
# ## Exercise 1: attention whole (6 points)
#
# In the lesson you saw every step on one matrix. Now write the function for all matrices, in one piece:
# scores, scale, softmax, weighted mean.
#
# | | |
# |---|---|
# | arguments | `Q` (..., n_q, d_k), `K` (..., n_k, d_k), `V` (..., n_k, d_v) |
# | the dots | any number of batch axes, also none, the same for all three |
# | result | a tuple `(O, A)` of float arrays: the outputs (..., n_q, d_v) and the weights (..., n_q, n_k) |
# | bad input | K and V have a different number of rows: `ValueError` that names both numbers |
# | example | `Q = [[0, 0]]`, `K = [[1, 2], [3, 4], [5, 6]]`, `V = [[1], [2], [6]]` give `O = [[3.0]]` |
#
# In the example a query of zeros finds all keys alike, so each weight is 1/3.
# The number of queries, the number of keys, `d_k` and `d_v` can all differ. Scores may be as large as 1e30.


# %% solution="attention"
def attention(Q, K, V):
    """Outputs O (..., n_q, d_v) and weights A (..., n_q, n_k) of scaled dot-product attention.

    Q (..., n_q, d_k), K (..., n_k, d_k), V (..., n_k, d_v). ValueError where K and V differ in n_k.
    """
    ### BEGIN SOLUTION
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"K has {K.shape[-2]} rows but V has {V.shape[-2]}; each key needs one value")
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])  # (..., n_q, n_k)
    E = np.exp(S - S.max(axis=-1, keepdims=True))          # (..., n_q, n_k), at most 1
    A = E / E.sum(axis=-1, keepdims=True)                  # (..., n_q, n_k), rows sum to 1
    return A @ V, A                                        # (..., n_q, d_v)
    ### END SOLUTION


# %% test="attention_values" points=2
test = check("attention", parts=("O", "A"))
### BEGIN HIDDEN TESTS
import scipy.special as reference_special

# All names of hidden tests stand before the first example: a cell that fails there runs no further.


def reference_case(*shapes, batch=()):
    """Standard normal arrays of these shapes, with batch axes before them; the same ones at each call."""
    numbers = np.random.default_rng([*batch, *np.ravel(shapes)])
    return [numbers.normal(size=(*batch, *shape)) for shape in shapes]


def reference_attention(Q, K, V):
    Q, K, V = (np.asarray(M, dtype=float) for M in (Q, K, V))
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys but {V.shape[-2]} values")
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"Q has {Q.shape[-1]} columns but K has {K.shape[-1]}")
    A = reference_special.softmax(np.einsum("...qd,...kd->...qk", Q, K) / Q.shape[-1] ** 0.5, axis=-1)
    return np.einsum("...qk,...kv->...qv", A, V), A


def wrong_attention(weights):
    """The mistake of taking `weights(Q, K, V)` for A."""
    def wrong(Q, K, V):
        A = weights(np.asarray(Q, dtype=float), np.asarray(K, dtype=float), np.asarray(V, dtype=float))
        return A @ V, A
    return wrong


def wrong_scale(scale, axis=-1):
    """The mistake of dividing the scores by `scale(Q, K, V)`, or of taking softmax along `axis`."""
    return wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ np.swapaxes(K, -1, -2) / scale(Q, K, V), axis=axis))


def wrong_exponentials(shift, divide):
    """The mistake of taking `shift(S)` off the scores, or of dividing by `divide(exp(S))`."""
    def weights(Q, K, V):
        S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
        exponentials = np.exp(S - shift(S))
        return exponentials / divide(exponentials)
    return wrong_attention(weights)


def reference_root(Q, K, V):
    return np.sqrt(K.shape[-1])


def reference_log_sum(S):
    return reference_special.logsumexp(S, axis=-1, keepdims=True)


def reference_row_sums(exponentials):
    return exponentials.sum(axis=-1, keepdims=True)


def wrong_hard_maximum(Q, K, V):
    best = (Q @ np.swapaxes(K, -1, -2)).argmax(axis=-1)
    return np.eye(K.shape[-2])[best]


def wrong_integers(Q, K, V):
    output, A = reference_attention(Q, K, V)
    return output.astype(np.result_type(Q, K, V)), A


test.knows(
    reference_attention,
    softmax_over_queries=wrong_scale(reference_root, axis=-2),
    softmax_over_everything=wrong_scale(reference_root, axis=None),
    missing_keepdims=wrong_exponentials(lambda S: S.max(axis=-1, keepdims=True), lambda e: e.sum(axis=-1)),
    no_max_subtraction=wrong_exponentials(lambda S: 0, reference_row_sums),
    max_of_everything=wrong_exponentials(lambda S: S.max(), reference_row_sums),
    max_of_each_column=wrong_exponentials(lambda S: S.max(axis=-2, keepdims=True), reference_row_sums),
    logarithm_of_a_huge_sum=check.Mistake(
        wrong_exponentials(reference_log_sum, lambda exponentials: 1.0),
        fact="You take the logarithm of the sum off the scores, and where they are huge a row of weights no longer sums to 1.",
        reason="Beside a score of 1e30 the logarithm of a sum of two is lost in rounding.",
        hint="Subtract the maximum of each row, apply exp, then divide by the sum."),
    no_scale=wrong_scale(lambda Q, K, V: 1),
    scale_multiplied=wrong_scale(lambda Q, K, V: K.shape[-1] ** -0.5),
    scale_by_d_k=wrong_scale(lambda Q, K, V: K.shape[-1]),
    scale_by_root_n=wrong_scale(lambda Q, K, V: np.sqrt(K.shape[-2])),
    scale_by_root_d_v=wrong_scale(lambda Q, K, V: np.sqrt(V.shape[-1])),
    scale_after_softmax=wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ np.swapaxes(K, -1, -2), axis=-1) / np.sqrt(K.shape[-1])),
    key_not_transposed=wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ K / np.sqrt(K.shape[-1]), axis=-1)),
    transpose_of_a_batch=wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ K.T / np.sqrt(K.shape[-1]), axis=-1)),
    queries_and_keys_swapped=lambda Q, K, V: wrong_scale(reference_root)(K, Q, V),
    integer_truncation=wrong_integers,
    values_ignored=lambda Q, K, V: (reference_attention(Q, K, V)[1],) * 2,
    keys_in_place_of_values=check.Mistake(
        lambda Q, K, V: reference_attention(Q, K, K),
        fact="Your output is a mean of the keys.",
        reason="Keys are what a word is found by; what it hands over is its value.",
        hint="Multiply the weights with V, not with K."),
    weights_before_output=check.Mistake(
        lambda Q, K, V: reference_attention(Q, K, V)[::-1],
        fact="You give the weights first and the output second.",
        reason="The contract is the tuple (O, A).",
        hint="Return the output, then the weights."),
    output_alone=check.Mistake(
        lambda Q, K, V: reference_attention(Q, K, V)[0],
        fact="You give the output alone.",
        reason="Whoever calls attention wants to look at the weights too.",
        hint="Return the tuple (O, A)."),
    scores_in_place_of_weights=check.Mistake(
        lambda Q, K, V: (reference_attention(Q, K, V)[0], Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])),
        fact="Your output is right, but the second result is the scores, from before softmax.",
        reason="A is the matrix of weights, whose rows sum to 1.",
        hint="Return what softmax gave you."),
    unweighted_scores=check.Mistake(
        wrong_attention(lambda Q, K, V: Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])),
        fact="You multiply the scores with V, without softmax in between.",
        reason="Scores are no shares: they can be negative, and the rows sum to {row_sums}.",
        hint="Turn each row of the scores into weights first."),
    best_key_only=check.Mistake(
        wrong_attention(wrong_hard_maximum),
        fact="Each of your queries takes the value of its best key alone.",
        reason="Attention is a mean over all values; the best key has the largest share, not the only one.",
        hint="Use softmax, not argmax."),
)
### END HIDDEN TESTS
test.example(np.array([[0.0, 0.0]]), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
             np.array([[1.0], [2.0], [6.0]]))
test.example(np.array([[0.5, -1.0, 1.5], [2.0, 0.5, 0.0]]),              # (2, 3)
             np.array([[1.0, 0.5, 0.0], [-0.5, 1.0, 1.0], [0.0, 1.5, -1.0],
                       [1.0, 1.0, 0.5], [0.5, 0.0, 2.0]]),               # (5, 3)
             np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.5, 0.0, 1.0], [-1.0, 2.0, 1.0, 0.0],
                       [0.0, -0.5, 1.5, 2.5], [3.0, 1.0, -2.0, 0.5]]))   # (5, 4)
### BEGIN HIDDEN TESTS
test(*reference_case((3, 6), (5, 6), (5, 2)))
test(*reference_case((7, 3), (4, 3), (4, 5)))
test(*reference_case((5, 3), (5, 3), (5, 2)))
test(*reference_case((6, 2), (1, 2), (1, 3)))
test(*reference_case((1, 5), (4, 5), (4, 3)))
test(*reference_case((3, 1), (4, 1), (4, 2)))
### END HIDDEN TESTS

# %% test="attention_batches" points=1
test = check("attention", parts=("O", "A"))
test.example(np.array([[[1.0, 0.0]], [[0.0, 1.0]], [[0.5, 0.5]]]),           # (3, 1, 2)
             np.array([[[1.0, 0.0], [0.0, 1.0]], [[2.0, 1.0], [1.0, 2.0]],
                       [[0.0, 0.5], [1.0, -1.0]]]),                          # (3, 2, 2)
             np.array([[[1.0], [2.0]], [[3.0], [5.0]], [[-1.0], [4.0]]]))    # (3, 2, 1)
### BEGIN HIDDEN TESTS
test(*reference_case((3, 6), (5, 6), (5, 2), batch=(4,)))
test(*reference_case((3, 2), (4, 2), (4, 5), batch=(2, 6)))
test(*reference_case((3, 3), (3, 3), (3, 3), batch=(3,)))
test.raises(ValueError, np.ones((9, 2, 6)), np.ones((9, 5, 6)), np.ones((9, 4, 3)))
### END HIDDEN TESTS

# %% [markdown]
# Scores of any size must give weights, and no nan.

# %% test="attention_large_scores" points=1
test = check("attention", parts=("O", "A"))
test.example(np.array([[1.0], [-1.0]]), np.array([[1000.0], [1001.0], [998.0]]),
             np.array([[1.0], [2.0], [4.0]]))
### BEGIN HIDDEN TESTS
# Nine columns, and whole numbers: right in single precision, too.
reference_keys = np.zeros((4, 9))
reference_keys[:, 0] = [1024, 1025, 1027, 1024]
reference_keys[2, 1] = 3
reference_queries = np.zeros((5, 9))
reference_queries[:, 0] = [3, -3, 0, 6, -6e3]
reference_queries[2, 1] = 1
reference_values = np.array([[1.5, -2.0], [0.5, 4.0], [2.5, 1.0], [-3.0, 0.25]])
test(reference_queries, reference_keys, reference_values)
test(reference_queries * 1e13, reference_keys * 1e9, reference_values)
### END HIDDEN TESTS

# %% test="attention_integers" points=1
test = check("attention", parts=("O", "A"))
test.example(np.array([[1, 0], [0, 2], [1, 1]]), np.array([[1, 1], [0, 2], [2, 0], [1, 0]]),
             np.array([[1, 2, 3], [4, 5, 7], [0, 1, 0], [9, 2, 5]]))
### BEGIN HIDDEN TESTS
test(np.array([[0, 0, 0]]), np.array([[1, 2, 1], [0, 3, 1]]), np.array([[1], [2]]))
test(np.array([[2, 1, 0]]), np.array([[1, 2, 1]]), np.array([[5, -7]]))
### END HIDDEN TESTS

# %% test="attention_bad_input" points=1
test = check("attention", parts=("O", "A"))
test.raises(ValueError, np.ones((5, 5)), np.ones((5, 5)), np.ones((4, 3)), mentions=(5, 4))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((4, 4)), np.ones((4, 4)), np.ones((5, 3)), mentions=(4, 5))
test.raises(ValueError, np.ones((6, 6)), np.ones((6, 6)), np.ones((1, 2)), mentions=(6, 1))
test.raises(ValueError, np.ones((1, 1)), np.ones((1, 1)), np.ones((5, 2)), mentions=(1, 5))
test.raises(ValueError, np.ones((6, 3)), np.ones((6, 3)), np.ones((3, 2)), mentions=(6, 3))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: self-attention (4 points)
#
# In self-attention, queries, keys and values are all made from the same words.
#
# | | |
# |---|---|
# | arguments | `X` (n, d_model), `W_Q` and `W_K` (d_model, d_k), `W_V` (d_model, d_v) |
# | result | the tuple `(O, A)`: outputs (n, d_v), weights (n, n) |
# | bad input | sizes that do not fit: `ValueError` that names both (the one that NumPy's `@` raises will do) |
# | example | one word has only itself to ask: its weight is 1, and its output is its own value, `X @ W_V` |
#
# Scores can be in the thousands here, too. You may call your `attention`. A mistake in it costs no points here.


# %% solution="self_attention"
def self_attention(X, W_Q, W_K, W_V):
    """Outputs O (n, d_v) and weights A (n, n) of the words X (n, d_model) that attend to each other.

    W_Q, W_K (d_model, d_k), W_V (d_model, d_v).
    """
    ### BEGIN SOLUTION
    return attention(X @ W_Q, X @ W_K, X @ W_V)
    ### END SOLUTION


# %% test="self_attention_values" points=2
test = check("self_attention", parts=("O", "A"))
### BEGIN HIDDEN TESTS


def reference_self_attention(X, W_Q, W_K, W_V):
    return reference_attention(*(np.einsum("nm,md->nd", np.asarray(X, dtype=float), W) for W in (W_Q, W_K, W_V)))


def wrong_self_attention(wrong):
    return lambda X, W_Q, W_K, W_V: wrong(X @ W_Q, X @ W_K, X @ W_V)


# Known everywhere in this assignment: softmax and scale gone wrong.
wrong_softmax_and_scale = {
    "softmax_over_queries": wrong_self_attention(wrong_scale(reference_root, axis=-2)),
    "softmax_over_everything": wrong_self_attention(wrong_scale(reference_root, axis=None)),
    "missing_keepdims": wrong_self_attention(
        wrong_exponentials(lambda S: S.max(axis=-1, keepdims=True), lambda e: e.sum(axis=-1))),
    "no_max_subtraction": wrong_self_attention(wrong_exponentials(lambda S: 0, reference_row_sums)),
    "max_of_everything": wrong_self_attention(wrong_exponentials(lambda S: S.max(), reference_row_sums)),
    "max_of_each_column": wrong_self_attention(
        wrong_exponentials(lambda S: S.max(axis=-2, keepdims=True), reference_row_sums)),
    "scale_multiplied": wrong_self_attention(wrong_scale(lambda Q, K, V: K.shape[-1] ** -0.5)),
    "scale_by_root_d_v": wrong_self_attention(wrong_scale(lambda Q, K, V: np.sqrt(V.shape[-1]))),
    "no_scale": wrong_self_attention(wrong_scale(lambda Q, K, V: 1)),
    "scale_by_d_k": wrong_self_attention(wrong_scale(lambda Q, K, V: K.shape[-1])),
    "scale_by_root_n": wrong_self_attention(wrong_scale(lambda Q, K, V: np.sqrt(K.shape[-2]))),
    "scale_by_root_d_model": lambda X, W_Q, W_K, W_V: wrong_scale(lambda Q, K, V: np.sqrt(X.shape[-1]))(
        X @ W_Q, X @ W_K, X @ W_V),
    "queries_and_keys_swapped": lambda X, W_Q, W_K, W_V: reference_self_attention(X, W_K, W_Q, W_V),
    "weights_before_output": check.Mistake(
        lambda *given: reference_self_attention(*given)[::-1],
        fact="You give the weights first and the output second.",
        reason="The contract is the tuple (O, A).",
        hint="Return the output, then the weights."),
    "output_alone": check.Mistake(
        lambda *given: reference_self_attention(*given)[0],
        fact="You give the output alone.",
        reason="Whoever calls this function wants to look at the weights too.",
        hint="Return the tuple (O, A)."),
}

test.given(attention=reference_attention, softmax=reference_special.softmax)
test.knows(
    reference_self_attention,
    **wrong_softmax_and_scale,
    values_ignored=lambda *given: (reference_self_attention(*given)[1],) * 2,
    integer_truncation=lambda X, W_Q, W_K, W_V: wrong_integers(X @ W_Q, X @ W_K, X @ W_V),
    query_of_itself_only=lambda X, W_Q, W_K, W_V: (np.asarray(X, dtype=float) @ W_V, np.eye(len(X))),
    words_in_place_of_values=check.Mistake(
        lambda X, W_Q, W_K, W_V: (reference_self_attention(X, W_Q, W_K, W_V)[1] @ X,
                                  reference_self_attention(X, W_Q, W_K, W_V)[1]),
        fact="Your output is a mean of the words X themselves.",
        reason="What a word hands over is its value, X @ W_V.",
        hint="Use W_V, too."),
    words_in_place_of_queries_and_keys=check.Mistake(
        lambda X, W_Q, W_K, W_V: reference_attention(X, X, X @ W_V),
        fact="Your weights compare the words X themselves, without W_Q and W_K.",
        reason="A word asks with its query and is found by its key, and these differ.",
        hint="Compute X @ W_Q and X @ W_K first."),
    keys_and_values_swapped=check.Mistake(
        lambda X, W_Q, W_K, W_V: reference_attention(X @ W_Q, X @ W_V, X @ W_K),
        fact="You have W_K and W_V in each other's place.",
        reason="Keys decide the weights, values are what is averaged.",
        hint="The order is W_Q, W_K, W_V."),
    one_weight_for_queries_and_keys=check.Mistake(
        lambda X, W_Q, W_K, W_V: reference_attention(X @ W_Q, X @ W_Q, X @ W_V),
        fact="You compare queries with queries: W_K is not used.",
        reason="What a word looks for and what it is found by are two different things.",
        hint="The keys are X @ W_K."),
)
### END HIDDEN TESTS
test.example(np.array([[1.0, 0.5, -1.0], [0.0, 2.0, 0.5]]),                          # (2, 3)
             np.array([[0.5, 1.0, 0.0, 1.5], [1.0, -1.0, 0.5, 0.0], [0.0, 0.5, 1.0, -0.5]]),
             np.array([[1.0, 0.0, -0.5, 1.0], [0.5, 0.5, 1.0, 0.0], [-1.0, 1.0, 0.0, 0.5]]),
             np.array([[1.0, 2.0, 0.0, 1.0, 3.0], [0.0, -1.0, 1.5, 2.0, 0.5], [1.0, 0.0, 0.5, 0.0, 1.0]]))
### BEGIN HIDDEN TESTS
test(*reference_case((5, 4), (4, 3), (4, 3), (4, 2)))
test(*reference_case((3, 6), (6, 5), (6, 5), (6, 7)))
test(*reference_case((6, 2), (2, 3), (2, 3), (2, 3)))
test(*reference_case((4, 5), (5, 5), (5, 5), (5, 5)))
### END HIDDEN TESTS

# %% test="self_attention_edge_cases" points=1
test = check("self_attention", parts=("O", "A"))
test.example(np.array([[1, 2, 0]]), np.array([[1], [0], [2]]), np.array([[0], [1], [1]]),
             np.array([[3, 1], [0, 2], [5, 5]]))
### BEGIN HIDDEN TESTS
test(np.array([[1, 0, 2], [0, 1, 1]]), np.array([[1, 0], [0, 1], [1, 1]]), np.array([[1, 1], [2, 0], [0, 1]]),
     np.array([[1, 0, 0, 2, 3], [0, 1, 0, 2, 1], [0, 0, 1, 5, 0]]))
test(np.array([[1, 0], [0, 1], [3, 2]]), np.array([[0], [0]]), np.array([[4], [1]]), np.array([[1], [2]]))
# Scores from -120 to 1600, and whole numbers: right in single precision, too.
test(np.array([[40.0, 0.0], [0.0, 1.0], [-1.0, 2.0], [1.0, -1.0]]), np.array([[1.0], [1.0]]), np.array([[1.0], [-1.0]]),
     np.array([[0.5, 2.0], [1.5, -1.0]]))
### END HIDDEN TESTS

# %% test="self_attention_bad_input" points=1
test = check("self_attention", parts=("O", "A"))
test.raises(ValueError, np.ones((2, 4)), np.ones((3, 5)), np.ones((3, 5)), np.ones((3, 6)), mentions=(4, 3))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((5, 2)), np.ones((2, 3)), np.ones((2, 3)), np.ones((4, 6)), mentions=(2, 4))
test.raises(ValueError, np.ones((6, 2)), np.ones((2, 3)), np.ones((2, 5)), np.ones((2, 7)), mentions=(3, 5))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: how many words are really read? (3 points)
#
# The number of words that a query really reads is exp(entropy) of its row of weights, with the entropy in nats.
#
# | | |
# |---|---|
# | argument | `A` (..., n_q, n_k), weights: each row along the last axis sums to 1; weights of 0 are allowed |
# | result | float array (..., n_q): one number for each query, between 1 and n_k |
# | zeros | `0 log 0` counts as 0, and no warning may appear |
# | example | `[[0.25, 0.25, 0.25, 0.25], [0, 0.5, 0.5, 0]]` gives `[4.0, 2.0]` |


# %% solution="words_really_read"
def words_really_read(A):
    """exp(entropy) of each row of the weights A (..., n_q, n_k): shape (..., n_q), from 1 to n_k."""
    ### BEGIN SOLUTION
    logs = np.log(np.where(A > 0, A, 1))       # (..., n_q, n_k): a weight of 0 adds 0 * log 1 = 0
    return np.exp(-(A * logs).sum(axis=-1))    # (..., n_q)
    ### END SOLUTION


# %% test="words_really_read_values" points=1
test = check("words_really_read")
### BEGIN HIDDEN TESTS
reference_weights = np.random.default_rng(52).dirichlet(np.full(5, 0.7), size=(4, 2, 3))  # (4, 2, 3, 5)


def reference_entropy(A, axis=-1):
    return reference_special.entr(np.asarray(A, dtype=float)).sum(axis=axis)


test.knows(
    lambda A: np.exp(reference_entropy(A)),
    entropy_itself=check.Mistake(
        reference_entropy,
        fact="You give the entropy itself: its largest value is {largest}.",
        reason="Entropy is the logarithm of a number of words; exp brings the number back.",
        hint="Apply np.exp to each entropy."),
    minus_forgotten=check.Mistake(
        lambda A: np.exp(-reference_entropy(A)),
        fact="You give numbers of at most 1: the minus sign of the entropy is lost.",
        reason="The logarithm of a weight is negative or 0, and the entropy is minus the sum of p log p.",
        hint="Take np.exp of minus the sum."),
    entropy_in_bits=check.Mistake(
        lambda A: np.exp(reference_entropy(A) / np.log(2)),
        fact="You apply exp to an entropy in bits, made with log2.",
        reason="exp undoes the natural logarithm; log2 is undone by a power of 2.",
        hint="Use np.log for the entropy."),
    over_queries=check.Mistake(
        lambda A: np.exp(reference_entropy(A, axis=-2)),
        fact="You went down the columns: you have one number for each key.",
        reason="It is the query that reads; its weights are a row.",
        hint="Sum along the last axis (axis=-1)."),
    over_everything=check.Mistake(
        lambda A: float(np.exp(reference_entropy(A, axis=None))),
        fact="You give one number for the whole array.",
        reason="Each query reads for itself.",
        hint="Sum along the last axis (axis=-1)."),
    counts_all_that_is_not_zero=check.Mistake(
        lambda A: np.sum(np.asarray(A) > 0, axis=-1).astype(float),
        fact="You count the weights that are not 0.",
        reason="A word with a weight of 0.001 is hardly read, and must hardly count.",
        hint="Use exp of the entropy."),
    inverse_of_squares=check.Mistake(
        lambda A: 1 / np.sum(np.asarray(A, dtype=float) ** 2, axis=-1),
        fact="You give 1 over the sum of squared weights.",
        reason="That measures something similar (the participation ratio); here exp(entropy) is asked for.",
        hint="Use the entropy of lesson 04."),
    inverse_of_the_largest=check.Mistake(
        lambda A: 1 / np.max(np.asarray(A, dtype=float), axis=-1),
        fact="You give 1 over the largest weight.",
        reason="The other weights count, too.",
        hint="Use exp of the entropy."),
    zero_weights_become_nan=check.Mistake(
        lambda A: np.exp(-np.sum(A * np.log(A), axis=-1)),
        fact="Rows with a weight of 0 give nan: log 0 is -inf, and 0 times -inf is nan.",
        reason="A word that is not read adds nothing to the entropy.",
        hint="Take the logarithm only where the weight is positive, and put 0 elsewhere."),
    rounded=check.Mistake(
        lambda A: np.round(np.exp(reference_entropy(A))),
        fact="You round to whole words.",
        reason="2.6 words lie between reading two and reading three, and this is what we want to see.",
        hint="Leave the number as it is."),
)
### END HIDDEN TESTS
test.example(np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]]))
### BEGIN HIDDEN TESTS
test(reference_weights[0, 0])
test(reference_weights[1, 1, :1])
test(np.random.default_rng(53).dirichlet(np.ones(3), size=6))
test(np.full((2, 7), 1 / 7))
### END HIDDEN TESTS

# %% test="words_really_read_zeros" points=1
test = check("words_really_read", silent=True)
test.example(np.array([[0.25, 0.25, 0.25, 0.25], [0.0, 0.5, 0.5, 0.0]]))
### BEGIN HIDDEN TESTS
test(np.array([[0.0, 1.0, 0.0], [0.9, 0.1, 0.0], [1e-300, 0.0, 1.0]]))
test(np.eye(4, dtype=int)[:3])
test(np.array([[1]]))
### END HIDDEN TESTS

# %% test="words_really_read_batches" points=1
test = check("words_really_read")
test.example(np.array([[[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]], [[0.6, 0.3, 0.1], [0.4, 0.4, 0.2]]]))
### BEGIN HIDDEN TESTS
test(reference_weights[0])
test(reference_weights)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: which printed arrays are stale? (2 points)
#
# Now you are the auditor. The post's code, in its own names:
#
# ```python
# Q = words @ W_Q
# K = words @ W_K
# V = words @ W_V
# scores = Q @ K.transpose()
# probs = softmax(scores / K.shape[1] ** 0.5)
# attention = probs @ V
# print(probs)
# ```
#
# The next cell has the words and the `W_Q`, `W_K`, `W_V` that the post prints, and the six arrays that it prints after
# them, in a dictionary. The last line above prints `probs` once more; the array that stands below it in the post is
# the one called `"attention"` here, and `"weights"` is the first print of `probs`.
#
# An array is *stale* when the printed words and `W_Q`, `W_K`, `W_V` do not give it, with the code as it stands, missing
# axis and all. Find out for each of the six, and put the names of the stale ones in a set called `stale`.
#
# | | |
# |---|---|
# | result | `stale`, a set of names out of `"Q"`, `"K"`, `"V"`, `"scores"`, `"weights"`, `"attention"` |
# | rounding | printed decimals are rounded to eight digits; an entry that differs by more is another number |

# %% locked="post"
names, words = datasets.post_words()       # words (4, 4)
W_Q, W_K, W_V = datasets.post_weights()    # (4, 3) each
printed = datasets.post_prints()           # name -> the array as printed

# %% solution="stale"
stale = None
### BEGIN SOLUTION
given = {"Q": words @ W_Q, "K": words @ W_K, "V": words @ W_V}
given["scores"] = given["Q"] @ given["K"].T
given["weights"] = softmax(given["scores"] / 3 ** 0.5)
given["attention"] = given["weights"] @ given["V"]
stale = {name for name, array in given.items() if np.abs(array - printed[name]).max() > 1e-7}
### END SOLUTION

# %% test="stale_set" points=2
test = check("stale")
### BEGIN HIDDEN TESTS
test.knows(
    {"Q", "K", "V", "attention"},
    last_array_only=check.Mistake(
        {"attention"},
        fact="You name the last array only.",
        reason="It is stale, but it is not the only one.",
        hint="Compute all six from words, W_Q, W_K and W_V, and compare each with its print."),
    last_array_forgotten=check.Mistake(
        {"Q", "K", "V"},
        fact="You name Q, K and V.",
        reason="They are stale, but one more array is.",
        hint="Compute the last product, too, and compare it."),
    keys_and_values_only=check.Mistake(
        {"K", "V"},
        fact="You name K and V.",
        reason="They are stale, but two more arrays are.",
        hint="Compute all six and compare all entries: np.array_equal(words @ W_Q, printed['Q'])."),
    queries_look_the_same=check.Mistake(
        {"K", "V", "attention"},
        fact="You take the printed Q for that of the printed words and weights.",
        reason="Three of its four rows are the same.",
        hint="Compare all entries: np.array_equal(words @ W_Q, printed['Q'])."),
    everything_downstream=check.Mistake(
        {"Q", "K", "V", "scores", "weights", "attention"},
        fact="You name all six.",
        reason="In one run, what is made from a stale array is stale, too; but a notebook can show several runs.",
        hint="Compare each array with what the printed words and weights give, not with the array above it."),
    the_ones_that_follow=check.Mistake(
        {"scores", "weights"},
        fact="You name the two arrays that do follow from the printed words and weights.",
        reason="They do not follow from the printed Q and K; but the question is what words, W_Q, W_K and W_V give.",
        hint="Compute Q and K yourself, and go on from there."),
    compared_with_the_array_above=check.Mistake(
        {"scores", "attention"},
        fact="You compare each array with the printed one above it.",
        reason="What is asked is whether the printed words and weights give it.",
        hint="Compute all six from words, W_Q, W_K and W_V, without the printed arrays."),
    weights_called_stale=check.Mistake(
        {"Q", "K", "V", "weights", "attention"},
        fact="You name the weights, too.",
        reason="Their rows do not sum to 1, which is a mistake of the code; but this code gives exactly these numbers.",
        hint="Run the code as it stands, without repairing its softmax."),
)
### END HIDDEN TESTS
unknown = sorted(set(stale) - set(printed)) if isinstance(stale, (set, frozenset)) else []
check.that(not unknown, f"Your set has {unknown}; the six names are {list(printed)}.")
test.value()

# %% [markdown]
# ## Exercise 5: the repaired post (2 points)
#
# Write the seven lines of the post as a function that does what their author meant: each query shares out an attention
# of its own, and it is the attention that comes back.
#
# | | |
# |---|---|
# | arguments | `words` (n, d_model), `W_Q` and `W_K` (d_model, d_k), `W_V` (d_model, d_v) |
# | result | the tuple `(O, A)`: what the post calls `attention`, and what it calls `probs` |
# | example | for the post's own words and weights, the first row of `O` is about `[1.819, 2.433, 1.819]` |
#
# You may call what you wrote above. A mistake there costs no points here. The function must work for other words and
# weights, too.


# %% solution="repaired_post"
def repaired_post(words, W_Q, W_K, W_V):
    """The post's output O (n, d_v) and weights A (n, n), each row of A a query's own shares."""
    ### BEGIN SOLUTION
    Q, K, V = words @ W_Q, words @ W_K, words @ W_V  # (n, d_k), (n, d_k), (n, d_v)
    scores = Q @ K.transpose()                       # (n, n)
    A = softmax(scores / K.shape[1] ** 0.5, axis=1)  # (n, n)
    return A @ V, A
    ### END SOLUTION


# %% test="repaired_post_values" points=1
test = check("repaired_post", parts=("O, the attention", "A, the weights"))
### BEGIN HIDDEN TESTS


def wrong_printed_arrays(words, W_Q, W_K, W_V):
    prints = datasets.post_prints()
    return reference_attention(prints["Q"], prints["K"], prints["V"])


test.given(attention=reference_attention, self_attention=reference_self_attention, softmax=reference_special.softmax)
test.knows(
    reference_self_attention,
    **wrong_softmax_and_scale,
    probs_for_attention=check.Mistake(
        lambda *given: (reference_self_attention(*given)[1],) * 2,
        fact="Your first result is the weights, not the output.",
        reason="The last line of the post says print(probs) where it means attention.",
        hint="Give back probs @ V as the first of the two."),
    printed_arrays_used=check.Mistake(
        wrong_printed_arrays,
        fact="Your result is made from the printed Q, K and V.",
        reason="They belong to other words or weights than the ones that come in as arguments.",
        hint="Compute Q, K and V from the arguments."),
    width_of_the_post=check.Mistake(
        wrong_self_attention(wrong_scale(lambda Q, K, V: 3 ** 0.5)),
        fact="Your scores are always divided by the square root of 3.",
        reason="3 is the d_k of the post's weights; other weights have another.",
        hint="Take K.shape[1]."),
    one_result_for_all_words=check.Mistake(
        lambda *given: reference_self_attention(datasets.post_words()[1], *datasets.post_weights()),
        fact="You give the result of the post's words, whatever the arguments are.",
        reason="A function that looks at variables of the notebook is how stale results come about.",
        hint="Use only words, W_Q, W_K and W_V as they come in."),
)
### END HIDDEN TESTS
test.example(datasets.post_words()[1], *datasets.post_weights())

# %% test="repaired_post_other_words" points=1
test = check("repaired_post", parts=("O, the attention", "A, the weights"))
test.example(np.array([[1.0, 0.5], [0.0, -1.0], [2.0, 1.5], [-0.5, 1.0], [1.5, -2.0]]),  # (5, 2)
             np.array([[0.5, 1.0, 0.0, 1.0], [1.0, -1.0, 0.5, 0.0]]),                   # (2, 4)
             np.array([[1.0, 0.0, 1.0, -0.5], [0.5, 0.5, -1.0, 1.0]]),                  # (2, 4)
             np.array([[1.0, 2.0, 3.0, 0.0, 1.0], [0.0, -1.0, 1.0, 0.5, 2.0]]))         # (2, 5)
### BEGIN HIDDEN TESTS
test(*reference_case((5, 4), (4, 3), (4, 3), (4, 2)))
test(*reference_case((3, 6), (6, 2), (6, 2), (6, 5)))
test(*(M * 40 for M in reference_case((4, 5), (5, 3), (5, 3), (5, 2))))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: in your own words (3 points)
#
# The post remarks on its attention: one element is large, the others can be neglected. Explain in four to six
# sentences
#
# 1. which two separate causes gave it printed numbers of which this is true (2 points),
# 2. which habit would have shown at once, before publishing, that something is wrong (1 point).
#
# A person reads and marks your answer.

# %% [markdown] written="why_one_is_large" points=3
# The first cause is the missing axis: softmax over the whole matrix lets all sixteen scores share one attention of 1.
# The query with the largest scores takes most of it, and the other rows are left with little, so their outputs are
# close to zero, whatever their values are. The second cause is that the printed result is from another run: its Q, K
# and V are not those of the printed words and weights. That run's scores lie further apart: the first query has
# scores up to 24, the others at most 14, so the first row alone gets 99 % of the attention. With the printed words and
# weights, even the missing axis leaves two rows with about 47 % each. To look at the row sums, or to restart
# the kernel and run all cells before publishing, would have shown that something is wrong.
#
# *Marking scheme.* 1 point: softmax without an axis normalises the whole matrix, so that rows compete with each other.
# 1 point: the printed arrays come from another run (stale outputs, other words or weights). 1 point: a habit that
# would have found it: restart and run all, or an assertion or a look that each row of the weights sums to 1. Only
# "check the result" is no habit: 0 points.
