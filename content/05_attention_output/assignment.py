# ---
# title: The attention output
# minutes: 85
# difficulty: medium
# ---

# %% [markdown]
# # Write attention whole, and repair a published notebook
#
# - **Time**: about 85 minutes. **Difficulty**: medium. **Points**: 20, of which 3 for an answer in words.
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
# ## Exercise 1: attention whole (5 points)
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
# | example | `Q = [[0, 0]]`, `K = [[1, 2], [3, 4], [5, 6]]`, `V = [[1, 0, 2, 3], [2, 3, 2, 0], [6, 0, 5, 9]]` give `O = [[3, 1, 3, 4]]` |
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


# %% test="attention_values" points=1
test = check("attention", parts=("O", "A"))
test.example(np.array([[0.5, -1.0, 1.5], [2.0, 0.5, 0.0]]),              # (2, 3)
             np.array([[1.0, 0.5, 0.0], [-0.5, 1.0, 1.0], [0.0, 1.5, -1.0],
                       [1.0, 1.0, 0.5], [0.5, 0.0, 2.0]]),               # (5, 3)
             np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.5, 0.0, 1.0], [-1.0, 2.0, 1.0, 0.0],
                       [0.0, -0.5, 1.5, 2.5], [3.0, 1.0, -2.0, 0.5]]))   # (5, 4)
test.example(np.array([[0.0, 0.0]]), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
             np.array([[1.0, 0.0, 2.0, 3.0], [2.0, 3.0, 2.0, 0.0], [6.0, 0.0, 5.0, 9.0]]))
### BEGIN HIDDEN TESTS
test(*reference_case((3, 6), (5, 6), (5, 2)))
test(*reference_case((7, 3), (4, 3), (4, 5)))
test(*reference_case((5, 4), (6, 4), (6, 3)))
test(*reference_case((6, 2), (1, 2), (1, 3)))
test(*reference_case((1, 5), (4, 5), (4, 3)))
test(*reference_case((3, 1), (4, 1), (4, 2)))
### END HIDDEN TESTS

# %% test="attention_batches" points=1
test = check("attention", parts=("O", "A"))
test.example((np.arange(24.0).reshape(2, 3, 4) % 7 - 3) / 2,   # Q: two matrices (3, 4)
             (np.arange(40.0).reshape(2, 5, 4) % 9 - 4) / 3,   # K: (5, 4)
             np.arange(60.0).reshape(2, 5, 6) % 11)            # V: (5, 6)
### BEGIN HIDDEN TESTS
test(*reference_case((3, 6), (5, 6), (5, 2), batch=(4,)))
test(*reference_case((3, 7), (4, 7), (4, 5), batch=(2, 6)))
test(*reference_case((5, 4), (6, 4), (6, 2), batch=(3,)))
test.raises(ValueError, np.ones((9, 2, 6)), np.ones((9, 5, 6)), np.ones((9, 4, 3)))
### END HIDDEN TESTS

# %% [markdown]
# Scores of any size must give weights, and no nan.

# %% test="attention_large_scores" points=1
test = check("attention", parts=("O", "A"))
Q, K = np.zeros((2, 9)), np.zeros((4, 9))                                              # nine columns, of which two count
Q[:, :2] = [[3.0, 1.5], [-3.0, 3.0]]
K[:, :2] = [[1000.0, 1.0], [1001.0, 0.5], [998.0, -2.0], [1000.0, 2.0]]
test.example(Q, K, np.array([[1.0, 0.0, 3.0, 2.0, -1.0], [2.0, 5.0, 1.0, 0.0, 0.5],
                             [4.0, 1.0, 0.0, 7.0, 1.5], [0.5, 2.0, -2.0, 1.0, 6.0]]))   # (4, 5)
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
             np.array([[1, 2, 3, 0, 6], [4, 5, 7, 1, 0], [0, 1, 0, 8, 3], [9, 2, 5, 2, 4]]))
### BEGIN HIDDEN TESTS
test(np.array([[0, 0, 0]]), np.array([[1, 2, 1], [0, 3, 1]]), np.array([[1, 0, 5, 3], [2, 7, 0, 4]]))
test(np.array([[2, 1, 0], [1, 0, 3], [0, 0, 1], [2, 2, 5]]), np.array([[1, 2, 1]]), np.array([[5, -7]]))
### END HIDDEN TESTS

# %% test="attention_bad_input" points=1
test = check("attention", parts=("O", "A"))
test.raises(ValueError, np.ones((2, 6)), np.ones((5, 6)), np.ones((4, 3)), mentions=(5, 4))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((6, 2)), np.ones((4, 2)), np.ones((5, 3)), mentions=(4, 5))
test.raises(ValueError, np.ones((3, 4)), np.ones((6, 4)), np.ones((1, 2)), mentions=(6, 1))
test.raises(ValueError, np.ones((3, 4)), np.ones((1, 4)), np.ones((5, 2)), mentions=(1, 5))
test.raises(ValueError, np.ones((4, 5)), np.ones((6, 5)), np.ones((3, 2)), mentions=(6, 3))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: self-attention (3 points)
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


# %% test="self_attention_values" points=1
test = check("self_attention", parts=("O", "A"))
test.example(np.array([[1.0, 0.5], [-0.5, 2.0], [0.5, -1.0]]),                                 # (3, 2)
             np.array([[0.5, 1.0, 0.0, 1.5], [1.0, -1.0, 0.5, 0.0]]),                          # (2, 4)
             np.array([[1.0, 0.0, -0.5, 1.0], [0.5, 0.5, 1.0, -1.0]]),                         # (2, 4)
             np.array([[1.0, 2.0, 0.0, 1.0, 3.0], [0.0, -1.0, 1.5, 2.0, 0.5]]))                # (2, 5)
### BEGIN HIDDEN TESTS
test(*reference_case((5, 4), (4, 3), (4, 3), (4, 2)))
test(*reference_case((3, 6), (6, 5), (6, 5), (6, 7)))
test(*reference_case((6, 2), (2, 3), (2, 3), (2, 4)))
test(*reference_case((4, 5), (5, 2), (5, 2), (5, 1)))
### END HIDDEN TESTS

# %% test="self_attention_edge_cases" points=1
test = check("self_attention", parts=("O", "A"))
test.example(np.array([[1, 2, 0]]), np.array([[1, 0], [0, 1], [2, 1]]), np.array([[0, 2], [1, 1], [1, 0]]),
             np.array([[3, 1, 0, 2], [0, 2, 1, 4], [5, 5, 2, 0]]))
test.example(np.array([[20.0, 40.0], [-24.0, 40.0], [5.0, 40.0]]),                             # scores from 0 to 2200
             np.array([[1.0, -1.0, 2.0, 0.5], [0.5, -1.0, 0.0, 1.0]]),
             np.array([[0.01, 0.005, 0.0, 0.0], [1.0, 0.0, 0.5, 1.0]]),
             np.array([[1.0, 2.0, 0.0, 1.0, 3.0], [0.0, -1.0, 1.5, 2.0, 0.5]]))
### BEGIN HIDDEN TESTS
test(np.array([[1, 0, 2], [0, 1, 1]]), np.array([[1, 0, 0, 1], [0, 1, 1, 0], [1, 1, 0, 0]]),
     np.array([[1, 1, 0, 1], [2, 0, 1, 0], [0, 1, 1, 0]]), np.array([[1, 0, 0, 2, 3], [0, 1, 0, 2, 1], [0, 0, 1, 5, 0]]))
test(np.array([[1, 0], [0, 1], [3, 2]]), np.array([[0], [0]]), np.array([[4], [1]]),
     np.array([[1, 5, 0, 2], [2, 0, 3, 1]]))
# Scores from -120 to 1600, and whole numbers: right in single precision, too.
test(np.array([[40.0, 0.0], [0.0, 1.0], [-1.0, 2.0], [1.0, -1.0]]), np.array([[1.0], [1.0]]), np.array([[1.0], [-1.0]]),
     np.array([[0.5, 2.0, 3.0], [1.5, -1.0, 0.5]]))
### END HIDDEN TESTS

# %% test="self_attention_bad_input" points=1
test = check("self_attention", parts=("O", "A"))
test.raises(ValueError, np.ones((2, 4)), np.ones((3, 5)), np.ones((3, 5)), np.ones((3, 6)), mentions=(4, 3))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((5, 2)), np.ones((2, 3)), np.ones((2, 3)), np.ones((4, 6)), mentions=(2, 4))
test.raises(ValueError, np.ones((6, 2)), np.ones((2, 3)), np.ones((2, 5)), np.ones((2, 7)), mentions=(3, 5))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: cross-attention (4 points)
#
# Queries may come from one text and keys and values from another: a translation asks the sentence that it translates, a
# caption asks a picture. Words of the two may be vectors of different widths.
#
# | | |
# |---|---|
# | arguments | `X` (n, d), the words that ask; `Y` (m, d_y), the words that are asked |
# | | `W_Q` (d, d_k), `W_K` (d_y, d_k), `W_V` (d_y, d_v) |
# | result | the tuple `(O, A)` of float arrays: outputs (n, d_v), weights (n, m) |
# | bad input | `X` does not fit `W_Q`, `Y` does not fit `W_K` or `W_V`, or `W_Q` and `W_K` have different numbers of columns: `ValueError` that names both sizes (the one that NumPy's `@` raises will do); a size of 1 fits only 1 |
# | example | `X = np.zeros((2, 3))` and four words `Y`: each weight is 1/4, each output the mean of the rows of `Y @ W_V` |
#
# In the example a query of zeros finds all keys alike. All six sizes can differ, and scores can be in the thousands. You
# may call your `attention`. A mistake in it costs no points here.


# %% solution="cross_attention"
def cross_attention(X, Y, W_Q, W_K, W_V):
    """Outputs O (n, d_v) and weights A (n, m) of the words X (n, d) that attend to the words Y (m, d_y).

    W_Q (d, d_k), W_K (d_y, d_k), W_V (d_y, d_v). ValueError where two sizes do not fit.
    """
    ### BEGIN SOLUTION
    return attention(X @ W_Q, Y @ W_K, Y @ W_V)
    ### END SOLUTION


# %% test="cross_attention_values" points=1
test = check("cross_attention", parts=("O", "A"))
test.example(np.array([[1.0, 0.5], [-0.5, 1.0], [0.5, -1.5]]),                                       # X (3, 2)
             np.array([[0.5, 0.0, -0.5, 1.0], [1.0, 0.5, 0.0, -0.5], [0.0, -1.0, 0.5, 0.5],
                       [-0.5, 0.5, 1.0, 0.0], [0.0, 1.0, -0.5, 0.5]]),                               # Y (5, 4)
             np.array([[1.0, 0.0, 0.5, -0.5, 1.0, 0.5], [0.5, 1.0, -1.0, 0.0, 0.5, 1.0]]),           # W_Q (2, 6)
             np.array([[1.0, 0.5, 0.0, 1.0, -0.5, 0.0], [0.0, 1.0, 0.5, -1.0, 0.5, 1.0],
                       [0.5, -0.5, 1.0, 0.0, 1.0, 0.5], [1.0, 0.0, -0.5, 0.5, 0.0, 1.0]]),           # W_K (4, 6)
             np.arange(28.0).reshape(4, 7) % 9 - 4)                                                  # W_V (4, 7)
test.example(np.zeros((2, 3)), np.arange(20.0).reshape(4, 5) % 7, np.arange(18.0).reshape(3, 6) % 5,
             np.arange(30.0).reshape(5, 6) % 8, np.arange(35.0).reshape(5, 7) % 9)
### BEGIN HIDDEN TESTS
test(*reference_case((4, 3), (6, 2), (3, 5), (2, 5), (2, 7)))
test(*reference_case((7, 2), (3, 4), (2, 6), (4, 6), (4, 5)))
### END HIDDEN TESTS

# %% [markdown]
# In the next cell both texts have the same width, d = d_y = 3, as translations do. Shapes no longer tell the texts apart.

# %% test="cross_attention_same_width" points=1
test = check("cross_attention", parts=("O", "A"))
test.example(np.array([[1.0, 0.5, -0.5], [0.0, 1.0, 0.5], [-1.0, 0.5, 1.0], [0.5, -0.5, 0.0]]),      # X (4, 3)
             np.array([[0.5, 1.0, 0.0], [1.0, -0.5, 0.5], [0.0, 0.5, -1.0],
                       [-0.5, 0.0, 1.0], [1.0, 1.0, 0.5], [0.5, -1.0, 0.0]]),                        # Y (6, 3)
             np.array([[1.0, 0.5], [0.0, 1.0], [0.5, -0.5]]),                                        # W_Q (3, 2)
             np.array([[0.5, -1.0], [1.0, 0.5], [0.0, 1.0]]),                                        # W_K (3, 2)
             np.array([[1.0, 2.0, 0.0, -1.0, 0.5], [0.0, -1.0, 1.5, 2.0, 1.0], [1.0, 0.0, 0.5, 0.0, 3.0]]))
### BEGIN HIDDEN TESTS
test(*reference_case((4, 3), (6, 3), (3, 2), (3, 2), (3, 5)))
test(*reference_case((6, 3), (4, 3), (3, 2), (3, 2), (3, 5)))
### END HIDDEN TESTS

# %% test="cross_attention_edge_cases" points=1
test = check("cross_attention", parts=("O", "A"))
test.example(np.array([[1, 0, 2], [0, 1, -1]]),                                                      # (2, 3)
             np.array([[1, 0, 0, 1, 0], [0, 1, 0, 0, 1], [0, 0, 1, 1, 0], [1, 0, 0, 0, -1]]),        # (4, 5)
             np.array([[1, 0, 1, 0, 0, 1], [0, 1, 0, 1, 0, 0], [0, 0, 0, 1, 1, 0]]),                 # (3, 6)
             np.array([[1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1],
                       [1, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 1]]),                                     # (5, 6)
             np.arange(35).reshape(5, 7) % 8)                                                        # (5, 7)
test.example(np.array([[60, 1, 2], [-21, 10, -13]]),                                  # scores from -560 to 1600
             np.array([[0, 2, 20, 20, 0], [10, -11, 15, 18, 4], [-4, 6, 30, 11, 2], [20, -31, 10, 14, 12]]),
             np.array([[1, 0, 1, 0, 0, 1, 0, 0, 0], [0, 1, 0, 1, 0, 0, 0, 0, 1], [0, 0, 0, 1, 1, 0, 0, 0, 0]]),
             np.array([[1, 0, 0, 1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 1, 0, 0, 0, 0], [0, 0, 1, 0, 0, 1, 0, 0, 0],
                       [1, 0, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 1, 0, 0, 0]]),                   # (5, 9)
             np.arange(35).reshape(5, 7) % 8)
### BEGIN HIDDEN TESTS
test(*reference_case((1, 3), (6, 2), (3, 5), (2, 5), (2, 4)))
test(*reference_case((6, 3), (1, 2), (3, 5), (2, 5), (2, 4)))
# Scores from -120 to 1600, and whole numbers: right in single precision, too.
test(np.array([[40, 0], [0, 1], [-1, 2], [1, -1]]),
     np.array([[40, 0, 0, 1, 0], [0, 1, 0, -2, 2], [1, 0, 0, 0, 0]]), np.array([[1], [1]]),
     np.array([[1], [-1], [2], [0], [-1]]), np.arange(30).reshape(5, 6) % 7 - 3)
### END HIDDEN TESTS

# %% test="cross_attention_bad_input" points=1
test = check("cross_attention", parts=("O", "A"))
test.raises(ValueError, np.ones((2, 3)), np.ones((4, 5)), np.ones((8, 6)), np.ones((5, 6)), np.ones((5, 7)),
            mentions=(3, 8))
### BEGIN HIDDEN TESTS
for d, rows_q, d_y, rows_k, rows_v, d_k, columns_k, came in (
    (3, 3, 5, 8, 5, 6, 6, (5, 8)),  # Y and W_K
    (3, 3, 5, 5, 8, 6, 6, (5, 8)),  # Y and W_V
    (3, 3, 5, 5, 5, 6, 8, (6, 8)),  # W_Q and W_K
    (1, 3, 5, 5, 5, 6, 6, (1, 3)),  # NumPy would stretch a size of 1 in a product of entries, or in einsum
    (3, 3, 1, 5, 5, 6, 6, (1, 5)),
    (3, 3, 5, 5, 1, 6, 6, (5, 1)),
    (3, 3, 5, 5, 5, 1, 6, (1, 6)),
):
    test.raises(ValueError, np.ones((2, d)), np.ones((4, d_y)), np.ones((rows_q, d_k)), np.ones((rows_k, columns_k)),
                np.ones((rows_v, 7)), mentions=came)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: how many words are really read? (3 points)
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
test(np.array([[0.0, 1.0, 0.0], [0.9, 0.1, 0.0], [1e-300, 0.0, 1.0], [0.0, 0.4, 0.6]]))
test(np.eye(4, dtype=int)[:3])
test(np.array([[1], [1]]))
### END HIDDEN TESTS

# %% test="words_really_read_batches" points=1
test = check("words_really_read")
test.example(np.array([[[0.5, 0.25, 0.125, 0.125], [0.1, 0.2, 0.3, 0.4], [0.7, 0.1, 0.1, 0.1]],
                       [[0.6, 0.2, 0.1, 0.1], [0.4, 0.3, 0.2, 0.1], [0.25, 0.25, 0.3, 0.2]]]))   # (2, 3, 4)
### BEGIN HIDDEN TESTS
test(reference_weights[0])
test(reference_weights)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: which printed arrays are stale? (1 point)
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
# them, in a dictionary. The post prints the first five where they are computed (left out above); what it prints of
# `probs` there is called `"weights"` here. Its last line prints `probs` a second time; the array that stands below that
# line is called `"attention"`.
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

# %% test="stale_set" points=1
test = check("stale")
test.value(among=printed)

# %% [markdown]
# ## Exercise 6: the repaired post (1 point)
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
# weights, too, also where the scores are in the thousands.


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
test.example(np.array([[1.0, 0.5], [0.0, -1.0], [2.0, 1.5], [-0.5, 1.0], [1.5, -2.0]]),  # (5, 2)
             np.array([[0.5, 1.0, 0.0, 1.0], [1.0, -1.0, 0.5, 0.0]]),                   # (2, 4)
             np.array([[1.0, 0.0, 1.0, -0.5], [0.5, 0.5, -1.0, 1.0]]),                  # (2, 4)
             np.array([[1.0, 2.0, 3.0, 0.0, 1.0, -1.0], [0.0, -1.0, 1.0, 0.5, 2.0, 1.0]]))  # (2, 6)
test.example(datasets.post_words()[1], *datasets.post_weights())
### BEGIN HIDDEN TESTS
test(*reference_case((5, 4), (4, 3), (4, 3), (4, 2)))
test(*reference_case((3, 6), (6, 2), (6, 2), (6, 5)))
test(*(M * 40 for M in reference_case((4, 5), (5, 3), (5, 3), (5, 2))))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 7: in your own words (3 points)
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

# %% [markdown]
# ## For practice: a test that needs no known result
#
# No points, and some 20 minutes if you like. Nobody knows beforehand what attention gives for new numbers, but you know
# what must be true of it. The next cell turns your `attention` into eleven wrong ones, each in a line or two. Change
# `holds` in the cell after it, until it is true of your own and of none of the eleven.

# %% locked="suspects"
def reweighted(change):
    """Attention with the weights that `change` makes of yours."""
    def attend(Q, K, V):
        A = change(attention(Q, K, V)[1])  # (n_q, n_k)
        return A @ V, A
    return attend


suspects = {
    "no scale": lambda Q, K, V: attention(Q * np.sqrt(K.shape[-1]), K, V),
    "divided by d_k, not by its root": lambda Q, K, V: attention(Q / np.sqrt(K.shape[-1]), K, V),
    "divided by the root of the number of keys": lambda Q, K, V: attention(Q * np.sqrt(Q.shape[-1] / len(K)), K, V),
    "the least alike first": lambda Q, K, V: attention(-Q, K, V),
    "deaf to the query": lambda Q, K, V: attention(0 * Q, K, V),
    "the values in another order than their keys": lambda Q, K, V: attention(Q, K, V[::-1]),
    "outputs twice as large": lambda Q, K, V: (2 * attention(Q, K, V)[0], attention(Q, K, V)[1]),
    "columns that sum to 1": reweighted(lambda A: A / A.sum(axis=0)),
    "a whole matrix that sums to 1": reweighted(lambda A: A / A.sum()),
    "everything to the best key": reweighted(lambda A: (A == A.max(axis=1, keepdims=True)) * 1.0),
    "nothing to the last key": reweighted(lambda A: np.where(np.arange(A.shape[1]) < A.shape[1] - 1, A, 0)
                                          / A[:, :-1].sum(axis=1, keepdims=True)),
}


def line_up(holds):
    """Say whether holds(attend) is true of your attention, and of which wrong ones it is true, too."""
    def verdict(attend):
        try:
            return bool(holds(attend))
        except Exception as error:  # a wrong attention that makes it fail is caught, too
            return f"{type(error).__name__}: {error}"

    of_yours = verdict(attention)
    if of_yours is not True:
        print(f"Of your own attention it is {of_yours}. So it need not hold, or exercise 1 is not right yet.")
        return
    through = [name for name, attend in suspects.items() if verdict(attend) is True]
    print(f"{len(suspects) - len(through)} of {len(suspects)} wrong ones caught.", *(f"let through: {name}" for name in through),
          sep="\n")

# %% [markdown]
# One property is there to begin with. The lesson has two more: the hull, and what happens when words are shuffled. If some
# still get through, ask: what must happen to the outputs when each key and its value stand there twice? When a query
# becomes a thousand times as long, or very short? And when `Q` and `K` have each of their columns twice?

# %%
def holds(attend):
    """True if `attend` behaves as attention must, on numbers of your choice."""
    rng = np.random.default_rng(5)
    Q, K, V = rng.normal(size=(2, 3)), rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
    O, A = attend(Q, K, V)
    return np.allclose(A.sum(axis=1), 1)  # each row shares out 1


line_up(holds)
