# ---
# title: Queries, keys, values
# minutes: 60
# difficulty: easy
# ---

# %% [markdown]
# # Make queries, keys and values
#
# You predict shapes by hand, then write the projections of attention as functions that work for any sizes, refuse bad
# input and take batches.
#
# - **Time**: about 60 minutes. **Difficulty**: easy. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Project each word into a query, a key and a value*.
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   sizes, on batches, on whole numbers and on bad input; each exercise says what it must do with them.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("02_queries_keys_values")

# %% [markdown]
# ## Exercise 1: predict the shapes (3 points)
#
# Six words ask, nine words are asked. An embedding has five numbers, a query and a key three, a value two:
#
# | | |
# |---|---|
# | the words that ask | `X_ask`, shape `(6, 5)` |
# | the words that are asked | `X_asked`, shape `(9, 5)` |
# | queries | `Q = X_ask @ W_Q` |
# | keys | `K = X_asked @ W_K` |
# | values | `V = X_asked @ W_V` |
# | scores | `S = Q @ K.T` |
# | weights | `A`, softmax of `S` along each row |
# | output | `O = A @ V` |
#
# Work out the six shapes on paper, and write them down as a dict named `shapes` with the keys `"Q"`, `"K"`, `"V"`,
# `"S"`, `"A"` and `"O"`; each value is a tuple of two integers, such as `(1, 2)`. Compute nothing; the test tells you
# which one is wrong.

# %% solution="shapes"
# shapes = {"Q": (rows, columns), "K": ..., "V": ..., "S": ..., "A": ..., "O": ...}
### BEGIN SOLUTION
shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}
### END SOLUTION

# %% test="shapes_values" points=3
test = check("shapes")
test.value(meaning={6: "the number of words that ask", 9: "the number of words that are asked", 5: "the width of an embedding",
                    3: "the width of a query or a key", 2: "the width of a value"})

# %% [markdown]
# ## Exercise 2: one projection (6 points)
#
# | | |
# |---|---|
# | arguments | `X`, shape `(..., n, d_model)`: tokens are rows; `W`, shape `(d_model, d)` |
# | result | `X @ W`, shape `(..., n, d)`, a float array |
# | bad input | `X` has not as many columns as `W` has rows: `ValueError`, whose message names both numbers |
# | example | `[[1, 0, 2], [0, -1, 1]]` with `[[0.5, 1, 0, 2], [2, 2, 1, 0], [0.25, 0, 1, -1]]` |
# | | gives `[[1.0, 1.0, 2.0, 0.0], [-1.75, -2.0, 0.0, -1.0]]` |
#
# A good message reads like `X has 4 columns but W has 3 rows`: it says what came, and whose it was.
#
# The `...` stand for any number of leading axes: none for one sentence, one for a batch. Whole numbers are allowed
# in both arguments, and both stay as they were.


# %% solution="project"
def project(X, W):
    """X @ W as floats: X (..., n, d_model), W (d_model, d) -> (..., n, d). ValueError where the sizes do not fit."""
    ### BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    return X @ W  # (..., n, d_model) @ (d_model, d) -> (..., n, d)
    ### END SOLUTION


# %% test="project_values" points=2
test = check("project")
test.example(np.array([[1.0, 0.0, 2.0], [0.0, -1.0, 1.0]]),
             np.array([[0.5, 1.0, 0.0, 2.0], [2.0, 2.0, 1.0, 0.0], [0.25, 0.0, 1.0, -1.0]]))
test.example(np.array([[0.5, -1.5], [2.0, 0.25], [0.0, 1.0]]), np.array([[1.0, 0.0, 2.0, 0.5], [-1.0, 1.5, 3.0, 0.0]]))
### BEGIN HIDDEN TESTS
test(numbers.normal(size=(5, 4)), numbers.normal(size=(4, 3)))
test(numbers.normal(size=(4, 4)), numbers.normal(size=(4, 4)))  # squares, where transposed factors raise nothing
test(numbers.normal(size=(1, 3)) * 1e3, numbers.normal(size=(3, 7)))
test(numbers.normal(size=(6, 1)), numbers.normal(size=(1, 2)))
test(np.zeros((3, 2)), numbers.normal(size=(2, 5)))
### END HIDDEN TESTS

# %% test="project_batch" points=1
test = check("project")
test.example(np.cos(np.arange(24)).reshape(2, 3, 4), np.sin(np.arange(1, 21)).reshape(4, 5))  # two sentences
test.example(np.cos(np.arange(360)).reshape(3, 4, 5, 6), np.sin(np.arange(1, 13)).reshape(6, 2))  # two leading axes
### BEGIN HIDDEN TESTS
test(numbers.normal(size=(2, 5, 4)), numbers.normal(size=(4, 3)))
test(numbers.normal(size=(2, 3, 6, 5)), numbers.normal(size=(5, 7)))
test(numbers.normal(size=(1, 1, 4)), numbers.normal(size=(4, 2)))
test(numbers.normal(size=(4, 4, 4)), numbers.normal(size=(4, 4)))
### END HIDDEN TESTS

# %% test="project_integers" points=1
test = check("project")
test.example(np.array([[1, 0, 1, 0], [0, 1, 0, 1]]), np.array([[2, 0, 2], [2, 0, 0], [2, 1, 2], [2, 2, 2]]))
test.example(np.array([[1, 0, 1], [0, 2, 1]]),
             np.array([[0.5, 1.25, 0.75, -0.25], [0.25, -0.5, 1.5, 0.5], [0.75, 0.5, -1.25, 0.1]]))
### BEGIN HIDDEN TESTS
test(np.array([[1, 2], [3, -4], [0, 5]]), np.array([[0.5, 1.25, 0.1], [0.75, -0.5, 0.2]]))
test(np.array([[0.5, 0.25, 1.5]]), np.array([[1, 2], [3, 4], [5, -6]]))
### END HIDDEN TESTS

# %% test="project_bad_input" points=2
test = check("project")
test.raises(ValueError, np.ones((5, 4)), np.ones((3, 2)), mentions=["4", "3"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((2, 7)), np.ones((2, 5)), mentions=["7", "2"])
test.raises(ValueError, np.ones((3, 6, 8)), np.ones((6, 5)), mentions=["8", "6"])
test.raises(ValueError, np.ones((3, 1)), np.ones((5, 2)), mentions=["1", "5"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: all three projections (5 points)
#
# | | |
# |---|---|
# | arguments | `X`, shape `(..., n, d_model)`; `W_Q` and `W_K`, shape `(d_model, d_k)`; `W_V`, shape `(d_model, d_v)` |
# | result | a tuple `(Q, K, V)` of float arrays, shapes `(..., n, d_k)`, `(..., n, d_k)`, `(..., n, d_v)` |
# | bad input | `W_Q` and `W_K` have different numbers of columns: `ValueError`, whose message names both numbers |
# | | the weights do not fit `X`: `ValueError`, as in `project` |
# | example | `X = [[1, 2], [0, 1], [3, -1]]` with `W_Q = [[1, 0, 2, 1], [0, 1, 1, 0]]`, `W_K = [[0, 1, 1, 2], [2, 0, 1, 0]]` |
# | | gives `Q = [[1.0, 2.0, 4.0, 1.0], [0.0, 1.0, 1.0, 0.0], [3.0, -1.0, 5.0, 3.0]]` and |
# | | `K = [[4.0, 1.0, 3.0, 2.0], [2.0, 0.0, 1.0, 0.0], [-2.0, 3.0, 2.0, 6.0]]` |
#
# You may use `project`. A mistake in yours costs no points here: when this exercise is graded, a right `project`
# stands in for it.


# %% solution="queries_keys_values"
def queries_keys_values(X, W_Q, W_K, W_V):
    """Q (..., n, d_k), K (..., n, d_k), V (..., n, d_v) of X (..., n, d_model), as floats."""
    ### BEGIN SOLUTION
    if np.shape(W_Q)[1] != np.shape(W_K)[1]:
        raise ValueError(f"W_Q has {np.shape(W_Q)[1]} columns but W_K has {np.shape(W_K)[1]}; queries are compared "
                         "with keys, so these must be equal")
    return project(X, W_Q), project(X, W_K), project(X, W_V)
    ### END SOLUTION


# %% test="queries_keys_values_values" points=3
test = check("queries_keys_values", parts=("Q", "K", "V"))
test.example(np.array([[0.5, 1.0, 0.0], [0.0, 2.0, -1.0]]),
             np.array([[1.0, 0.5, -1.0, 0.3], [2.0, 0.0, 0.1, 1.5], [0.0, 1.0, 0.4, -0.2]]),
             np.array([[0.0, 1.0, 0.6, 2.0], [1.5, 0.0, -0.5, 0.2], [0.25, 1.0, 1.2, -0.1]]),
             np.array([[3.0, 0.0, 1.0, 0.5, 2.0], [1.0, -1.0, 0.2, 1.4, 0.0], [0.5, 2.0, -0.3, 0.1, 1.0]]))
test.example(np.array([[1, 2], [0, 1], [3, -1]]), np.array([[1, 0, 2, 1], [0, 1, 1, 0]]),
             np.array([[0, 1, 1, 2], [2, 0, 1, 0]]), np.array([[1, 1, 1, 0, 2], [0, 1, 2, 1, -1]]))
test.example(*(np.cos(step * np.arange(n)).reshape(shape)  # two sentences at once
               for step, n, shape in [(1, 40, (2, 4, 5)), (2, 30, (5, 6)), (3, 30, (5, 6)), (4, 15, (5, 3))]))
### BEGIN HIDDEN TESTS
for shape, d_k, d_v in [((5, 4), 3, 2), ((2, 6, 5), 3, 7), ((1, 3), 2, 1), ((4, 4), 4, 4), ((2, 3, 7, 2), 5, 3)]:
    d = shape[-1]
    test(numbers.normal(size=shape), *(numbers.normal(size=(d, width)) for width in (d_k, d_k, d_v)))
test(numbers.integers(-3, 4, size=(5, 4)), *(numbers.integers(3, size=(4, width)) for width in (3, 3, 2)))
test(numbers.integers(-3, 4, size=(5, 4)), *(numbers.normal(size=(4, width)) for width in (3, 3, 2)))
### END HIDDEN TESTS

# %% test="queries_keys_values_bad_input" points=2
test = check("queries_keys_values", parts=("Q", "K", "V"))
test.raises(ValueError, np.ones((5, 4)), np.ones((4, 3)), np.ones((4, 2)), np.ones((4, 3)), mentions=["3", "2"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((5, 4)), np.ones((4, 2)), np.ones((4, 6)), np.ones((4, 2)), mentions=["2", "6"])
test.raises(ValueError, np.ones((2, 5, 3)), np.ones((3, 7)), np.ones((3, 1)), np.ones((3, 7)), mentions=["7", "1"])
test.raises(ValueError, np.ones((5, 4)), np.ones((3, 2)), np.ones((3, 2)), np.ones((3, 6)), mentions=["4", "3"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: weights at random (2 points)
#
# The post draws its weights from the whole numbers 0, 1 and 2, with a *seed*: the same seed gives the same numbers, on
# every machine.
#
# | | |
# |---|---|
# | arguments | `d_model`, `d_k`, `d_v`: whole numbers; `seed`: a whole number |
# | result | a tuple `(W_Q, W_K, W_V)` of arrays of whole numbers |
# | shapes | `(d_model, d_k)`, `(d_model, d_k)`, `(d_model, d_v)` |
# | how | make *one* `numpy.random.RandomState(seed)`, and draw with its method `randint(3, size=...)` |
# | order | three draws: first `W_Q`, then `W_K`, then `W_V` |
# | example | `random_weights(4, 3, 3, seed=42)` gives the weights of the post |
#
# This is the one function here that returns whole numbers, since these are what the post prints.


# %% solution="random_weights"
def random_weights(d_model, d_k, d_v, seed):
    """W_Q (d_model, d_k), W_K (d_model, d_k), W_V (d_model, d_v): whole numbers 0 to 2, drawn in this order."""
    ### BEGIN SOLUTION
    numbers = np.random.RandomState(seed)
    W_Q, W_K, W_V = (numbers.randint(3, size=(d_model, width)) for width in (d_k, d_k, d_v))
    return W_Q, W_K, W_V
    ### END SOLUTION


# %% test="random_weights_values" points=2
test = check("random_weights", parts=("W_Q", "W_K", "W_V"))
test.example(4, 3, 3, seed=42)
test.example(2, 3, 5, seed=0)
### BEGIN HIDDEN TESTS
for sizes in [(5, 3, 2, 7), (3, 2, 6, 1), (1, 4, 2, 2), (6, 1, 5, 2**32 - 1), (7, 5, 3, 0)]:
    test(*sizes)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: how many numbers are to be learned? (1 point)
#
# | | |
# |---|---|
# | arguments | `d_model`, `d_k`, `d_v`: whole numbers |
# | result | `int`: how many numbers `W_Q`, `W_K` and `W_V` have together |
# | example | `parameter_count(7, 3, 2)` gives `56` |


# %% solution="parameter_count"
def parameter_count(d_model, d_k, d_v):
    """How many numbers W_Q, W_K and W_V have together."""
    ### BEGIN SOLUTION
    return d_model * (2 * d_k + d_v)
    ### END SOLUTION


# %% test="parameter_count_values" points=1
test = check("parameter_count")
test.example(12, 4, 5)
test.example(7, 3, 2)
### BEGIN HIDDEN TESTS
for sizes in [(2, 1, 3), (768, 64, 96), (1, 7, 4), (100_000, 128, 512)]:
    test(*sizes)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: one matrix for two roles (3 points)
#
# A colleague wants to save parameters, and uses the same matrix for queries and keys: `W_K = W_Q`.
#
# Answer in three to five sentences: How many parameters does that save? Which property do the scores `S = Q @ K.T` of
# a sentence with itself get? What can the words of a sentence then no longer express? A person reads and marks your
# answer: 1 point for each of the three.

# %% [markdown] written="one_matrix_for_two_roles" points=3
# It saves d_model * d_k parameters, as many as W_K has. Then K = Q, and S = Q @ Q.T is symmetric: the score of token i
# for token j equals that of j for i. Asking and being asked can no longer differ: "cold" can look for "milk" only as
# strongly as "milk" looks for "cold". And since a query fits itself well, words find themselves and words like
# themselves.
#
# *Marking scheme.* 1 point: d_model * d_k. 1 point: S is symmetric (in words or as a formula). 1 point: asking and
# being asked can no longer differ, with any example, or the remark that words find what is like themselves.
