# ---
# title: Masks and positions
# minutes: 75
# difficulty: medium
# ---

# %% [markdown]
# # Let each query see only what it may
#
# You write the two masks that nearly every model has, a softmax and an attention that obey any mask, and the positions
# that give an order to a set of words.
#
# - **Time**: about 75 minutes. **Difficulty**: medium. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Hide some words and number the rest*, and the assignments on softmax and on the attention
#   output.
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   sizes, on batches, on rows in which everything is masked and on bad input; each exercise says what it must do with
#   them.
#
# In all exercises a mask is a boolean array, and `True` means *may attend*.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("06_masks_and_positions")

# %% [markdown]
# ## Exercise 1: a causal mask (2 points)
#
# Query `i` may see the keys `0` to `i`, itself among them, and none after it.
#
# | | |
# |---|---|
# | argument | `n`, a whole number, at least 1 |
# | result | shape `(n, n)`, dtype bool; rows are queries, columns are keys |
# | example | `n = 2` gives `[[True, False], [True, True]]` |


# %% solution="causal_mask"
def causal_mask(n):
    """The mask (n, n), bool, in which query i sees the keys 0 to i."""
    ### BEGIN SOLUTION
    places = np.arange(n)
    return places[None, :] <= places[:, None]  # (1, n) <= (n, 1) -> (n, n)
    ### END SOLUTION


# %% test="causal_mask_values" points=2
test = check("causal_mask")
test.example(4)
test.example(2)
### BEGIN HIDDEN TESTS
for n in (1, 3, 7):
    test(n)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: a padding mask (3 points)
#
# Sentences of different lengths are put into one batch by filling the shorter ones up. What was filled in must not be
# attended to.
#
# | | |
# |---|---|
# | arguments | `lengths`, one whole number for each sentence of the batch (a list or an array); `n`, the common length |
# | result | shape `(batch, n)`, dtype bool: `True` at the first `lengths[b]` places of row b |
# | bad input | a length below 0 or above `n`: `ValueError`, whose message names that length and `n` |
# | example | `[1, 3]` with `n = 3` gives `[[True, False, False], [True, True, True]]` |


# %% solution="padding_mask"
def padding_mask(lengths, n):
    """The mask (batch, n), bool: True where a sentence of each length has words. ValueError for a length outside 0..n."""
    ### BEGIN SOLUTION
    lengths = np.asarray(lengths)  # (batch,)
    for length in lengths:
        if length < 0 or length > n:
            raise ValueError(f"length {length} does not fit: expected 0 to {n}")
    return np.arange(n) < lengths[:, None]  # (n,) < (batch, 1) -> (batch, n)
    ### END SOLUTION


# %% test="padding_mask_values" points=2
test = check("padding_mask")
test.example(np.array([2, 0, 5, 4]), 5)
test.example([1, 3], 3)
### BEGIN HIDDEN TESTS
test([7], 7)
test(np.array([6, 2, 0]), 6)
test([0, 0], 1)
### END HIDDEN TESTS

# %% test="padding_mask_bad_lengths" points=1
test = check("padding_mask")
test.raises(ValueError, [1, 4], 3, mentions=[4, 3])
test.raises(ValueError, [2, -1], 3, mentions=["-1", 3])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.array([9, 2, 3]), 8, mentions=[9, 8])
_ = test.result([8, 0], 8)  # nothing wrong with these lengths; what the mask is like was tested above
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: a softmax that obeys a mask (5 points)
#
# | | |
# |---|---|
# | arguments | `S`, scores, shape `(..., n_q, n_k)`; `mask`, boolean, any shape that broadcasts to that of `S` |
# | result | weights, the shape of `S`, float: softmax along the last axis over the places where `mask` is `True`, and exactly 0 elsewhere |
# | nothing to see | a row without any `True` gives zeros: no `nan`, and no warning |
# | example | scores `[[2, 1, 3], [0, 4, 1]]` with the mask `[[True, True, False], [False, True, True]]` give `[[0.731, 0.269, 0], [0, 0.953, 0.047]]` (rounded) |
#
# Scores may be as far from 0 as 1e30 and -1e30, and hidden scores may be larger than all visible ones. `S` and `mask`
# must stay as they were.


# %% solution="masked_softmax"
def masked_softmax(S, mask):
    """Weights (..., n_q, n_k): softmax of S along the last axis where mask is True, exactly 0 elsewhere."""
    ### BEGIN SOLUTION
    S = np.where(mask, S, -np.inf)  # (..., n_q, n_k), floats
    largest = S.max(axis=-1, keepdims=True)  # (..., n_q, 1), -inf where nothing may be seen
    E = np.exp(S - np.where(np.isinf(largest), 0.0, largest))  # exp(-inf) is 0
    total = E.sum(axis=-1, keepdims=True)  # (..., n_q, 1), 0 where nothing may be seen
    return E / np.where(total == 0, 1.0, total)
    ### END SOLUTION


# %% test="masked_softmax_values" points=3
test = check("masked_softmax", silent=True)
_scores = np.array([[0.5, 2.5, -1.0, 1.25], [1.5, 0.25, 2.0, -0.75], [-0.5, 1.0, 0.75, 1.5]])            # (3, 4)
test.example(_scores, np.array([[True, False, True, True], [True, True, False, True], [False, True, True, False]]))
test.example(_scores, np.array([True, False, True, True]))                             # one mask for all queries
test.example(np.stack([_scores, 1 - _scores]), np.array([[[True, True, False, True]], [[False, True, True, False]]]))  # a batch
test.example(np.array([[2, 1, 3], [0, 4, 1]]), np.array([[True, True, False], [False, True, True]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(61)
test(numbers.normal(size=(3, 5)), numbers.random((3, 5)) > 0.4)
test(numbers.normal(size=(4, 6)), np.array([True, True, False, True, False, True]))  # one mask for all queries
test(numbers.normal(size=(2, 3, 5)), np.array([[[True, True, False, False, False]], [[True] * 5]]))
test(numbers.integers(-4, 4, size=(3, 4)), np.tri(3, 4, dtype=bool))
test(numbers.normal(size=(3, 3)), np.ones((3, 3), dtype=bool))
_weights = masked_softmax(np.array([[0.5, 1.5, 2.5]]), np.array([[True, False, True]]))
check.that(_weights[0, 1] == 0, f"The weight of a hidden key is {_weights[0, 1]:g}; it must be exactly 0. A finite constant "
           "leaves a rest; use -inf.",
           mistake="masked_with_too_small_a_constant")
### END HIDDEN TESTS

# %% [markdown]
# Two kinds of rows deserve a test of their own: those in which nothing may be seen, and those with very large numbers.

# %% test="masked_softmax_extremes" points=2
test = check("masked_softmax", silent=True)
test.example(np.array([[0.5, 1.5, 2.0], [1.0, -1.0, 0.25]]), np.array([[True, False, True], [False, False, False]]))
test.example(np.array([[-1000.0, 2.5, 1e6, -1001.0], [3e5, 3e5 + 1.5, 3e5 - 0.5, 9e9], [1000.5, 2.0, 999.25, -3.0]]),
             np.array([[True, False, False, True], [True, True, True, False], [True, False, True, True]]))
### BEGIN HIDDEN TESTS
test(np.array([[1000.0, 1001.5, 999.0], [-1000.0, -1001.0, -999.5]]), np.array([[True, True, False], [False, True, True]]))
test(np.array([[-5e5, 2.0, 3.0, 1e6]]), np.array([[True, False, False, False]]))
test(np.array([[-4e4, -4e4 - 2, 7.5]]), np.array([[True, True, False]]))
test(np.array([[-1e30, 1e30, -1e30]]), np.array([True, False, True]))
test(np.array([[2.0, 3.0]]), np.array([[False, False]]))
test(np.arange(12.0).reshape(2, 2, 3), np.zeros((2, 1, 3), dtype=bool))
test(np.array([[1.5]]), np.array([[True]]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: attention that obeys a mask (4 points)
#
# | | |
# |---|---|
# | arguments | `Q` `(..., n_q, d_k)`, `K` `(..., n_k, d_k)`, `V` `(..., n_k, d_v)`; `mask`, boolean, broadcasts to `(..., n_q, n_k)`; without a mask every key may be seen |
# | result | a tuple `(O, A)`: output `(..., n_q, d_v)` and weights `(..., n_q, n_k)`, floats |
# | nothing to see | a query without any visible key has weights of 0 and an output of 0 |
# | example | `Q = np.zeros((2, 3))` and a mask that lets each query see two of four keys: these two get the weight 1/2 each, and the output is the mean of their rows of `V` |
#
# The dots stand for any number of leading axes, also none. Where they differ they broadcast, so that the queries of one
# sentence can ask several. You may use your `masked_softmax`. If it should still be wrong, its points are lost only once.


# %% solution="masked_attention"
def masked_attention(Q, K, V, mask=None):
    """Output (..., n_q, d_v) and weights (..., n_q, n_k) of scaled attention; mask True = may attend."""
    ### BEGIN SOLUTION
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])  # (..., n_q, n_k)
    A = masked_softmax(S, True if mask is None else mask)  # (..., n_q, n_k)
    return A @ V, A  # (..., n_q, d_v)
    ### END SOLUTION


# %% test="masked_attention_values" points=2
test = check("masked_attention", parts=("O", "A"))
numbers = np.random.RandomState(62)
Q, K, V = numbers.randn(3, 2).round(2), numbers.randn(5, 2).round(2), numbers.randn(5, 4).round(2)
test.example(Q, K, V, np.array([True, True, False, True, False]))
test.example(Q, K, V, np.tri(3, 5, k=1, dtype=bool))
test.example(Q, K, V, np.array([[True], [False], [True]]))                             # query 1 may see nothing
test.example(np.zeros((2, 3)), np.arange(12.0).reshape(4, 3) * 5 % 7, np.arange(20.0).reshape(4, 5) * 7 % 11,
             np.array([[True, True, False, False], [False, True, False, True]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(63)
Q, K, V = numbers.normal(size=(3, 5)), numbers.normal(size=(6, 5)), numbers.normal(size=(6, 2))
test(Q, K, V, numbers.random((3, 6)) > 0.4)
test(Q, K, V, mask=np.array([[True], [False], [True]]))
test(numbers.integers(-2, 3, size=(2, 3)), numbers.integers(-2, 3, size=(4, 3)), numbers.integers(-5, 5, size=(4, 6)),
     np.tri(2, 4, dtype=bool))
### END HIDDEN TESTS

# %% test="masked_attention_without_mask" points=1
test = check("masked_attention", parts=("O", "A"))
test.example(np.array([[1.0, 0.5, -1.0], [-0.5, 1.5, 0.0]]),                                # (2, 3)
             np.array([[0.5, 1.5, 0.0], [-1.0, 0.25, 2.0], [0.0, 2.0, 1.0], [1.5, 0.5, -0.5]]),
             np.array([[1.0, 2.0, 0.0, 3.0, -1.0], [2.0, -1.0, 1.5, 0.5, 1.0],
                       [4.0, 0.0, 1.0, -2.0, 2.0], [0.5, 1.0, 3.0, 1.0, 5.0]]))               # (4, 5)
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(66)
Q, K, V = numbers.normal(size=(3, 5)), numbers.normal(size=(6, 5)), numbers.normal(size=(6, 2))
test(Q, K, V)
test(Q, K, V, None)
### END HIDDEN TESTS

# %% [markdown]
# In a batch each sentence has a padding mask of its own. With shape `(batch, 1, n)` it broadcasts to all queries of its
# sentence.

# %% test="masked_attention_batch" points=1
test = check("masked_attention", parts=("O", "A"))
numbers = np.random.RandomState(60)
Q, K, V = numbers.randn(2, 3, 5).round(2), numbers.randn(2, 4, 5).round(2), numbers.randn(2, 4, 6).round(2)
test.example(Q, K, V, np.array([[[True, True, False, False]], [[True, True, True, True]]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(65)
Q, K, V = (numbers.normal(size=(2, 1, n, d)) for n, d in ((3, 5), (4, 5), (4, 6)))
test(Q, K, V, numbers.random((2, 1, 3, 4)) > 0.5)
test(Q, K, V, np.tri(3, 4, dtype=bool))
test(Q[0, 0], K, V)  # one sentence asks two
test(Q, K, V, np.zeros((2, 1, 1, 4), dtype=bool))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: number the places (3 points)
#
# For place $p$ and the pair of columns $2i$ and $2i + 1$ the positions of *Attention Is All You Need* (section 3.5) are
#
# $$P_{p,\,2i} = \sin\left(\frac{p}{10000^{2i/d}}\right) \qquad P_{p,\,2i+1} = \cos\left(\frac{p}{10000^{2i/d}}\right)$$
#
# with $d$ for `d_model`. Places count from 0.
#
# | | |
# |---|---|
# | arguments | `n`, the number of places; `d_model`, an even whole number |
# | result | shape `(n, d_model)`, float |
# | bad input | an odd `d_model`: `ValueError`, whose message names it |
# | example | `n = 2`, `d_model = 2` gives `[[0, 1], [0.841, 0.540]]` (rounded) |


# %% solution="sinusoidal_positions"
def sinusoidal_positions(n, d_model):
    """Positions (n, d_model): sine in even columns, cosine in odd ones, base 10000. ValueError for an odd d_model."""
    ### BEGIN SOLUTION
    if d_model % 2:
        raise ValueError(f"d_model is {d_model}; expected an even number, a sine and a cosine for each frequency")
    frequencies = 10000.0 ** (-np.arange(0, d_model, 2) / d_model)  # (d_model / 2,)
    angles = np.arange(n)[:, None] * frequencies  # (n, 1) * (d_model / 2,) -> (n, d_model / 2)
    P = np.empty((n, d_model))
    P[:, 0::2] = np.sin(angles)
    P[:, 1::2] = np.cos(angles)
    return P
    ### END SOLUTION


# %% test="sinusoidal_positions_values" points=2
test = check("sinusoidal_positions")
test.example(5, 6)
test.example(2, 2)
### BEGIN HIDDEN TESTS
for n, d_model in ((1, 4), (5, 2), (7, 8), (200, 10)):
    test(n, d_model)
### END HIDDEN TESTS

# %% test="sinusoidal_positions_odd" points=1
test = check("sinusoidal_positions")
test.raises(ValueError, 3, 5, mentions=[5])
### BEGIN HIDDEN TESTS
test.raises(ValueError, 2, 1, mentions=[1])
_ = test.result(3, 4)  # nothing wrong with this width; what the positions are like was tested above
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: in your own words (3 points)
#
# A colleague hides future words by setting their *weights* to 0 after softmax, and says: "They get no weight, so the
# model cannot see them."
#
# Explain in three to five sentences in what way the future words are still seen, how you would show it with an
# experiment on two inputs that differ only in a future word, and what to change. 1 point each.

# %% [markdown] written="masked_too_late" points=3
# The hidden words have taken part in the sum below the fraction: the weights of the visible words are smaller the
# larger the hidden scores are, so the rows no longer sum to 1 and their sum tells something about the future. Take two
# inputs that agree up to place i and differ after it: with a correct causal mask row i of the output is the same for
# both, with the colleague's it changes. Setting the scores to -inf before softmax mends it.
#
# *Marking scheme.* 1 point: the hidden scores stay in the sum (the normalisation), or the row sums fall below 1 by an
# amount that depends on them. 1 point: an experiment in which only a future word changes, and an earlier output row is
# compared. 1 point: mask the scores with -inf before softmax (or divide by the sum over visible keys only).
