# ---
# title: Several heads
# minutes: 60
# difficulty: medium
# ---

# %% [markdown]
# # Split, attend, merge, project
#
# You write the cut into heads, the way back, and attention with several heads and any mask.
#
# - **Time**: about 60 minutes. **Difficulty**: medium. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Ask several questions at once*, and the assignment on masks.
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   sizes, other numbers of heads, masks of several shapes and bad input; each exercise says what it must do with them.
# - **For all functions**: arguments stay as they were, integer arrays are accepted, results are float arrays.

# %% locked="imports"
import numpy as np
from scipy.special import softmax  # softmax(S, axis=-1)

from attention_course.checks import Checks

check = Checks("07_multi_head")

# %% [markdown]
# ## Exercise 1: cut into heads (5 points)
#
# Each head gets a block of neighbouring columns: of six columns and two heads, the first head gets the columns 0, 1, 2
# and the second 3, 4, 5, of every token.
#
# | | |
# |---|---|
# | arguments | `X` `(n, d)`, tokens are rows; `n_heads`, at least 1 |
# | result | `(n_heads, n, d / n_heads)`, a float array |
# | bad input | `d` is not divisible by `n_heads`: `ValueError`, whose message names both numbers |
# | example | `[[1, 2, 3, 4], [5, 6, 7, 8]]` with 2 heads gives `[[[1, 2], [5, 6]], [[3, 4], [7, 8]]]` |


# %% solution="split_heads"
def split_heads(X, n_heads):
    """The columns of X (n, d) as heads: (n_heads, n, d / n_heads), floats. ValueError where d is not divisible."""
    ### BEGIN SOLUTION
    n, d = X.shape
    if d % n_heads:
        raise ValueError(f"X has {d} columns, which cannot be divided among {n_heads} heads")
    heads = X.reshape(n, n_heads, d // n_heads)    # (n, d) -> (n, n_heads, d / n_heads)
    return np.swapaxes(heads, 0, 1).astype(float)  # (n_heads, n, d / n_heads)
    ### END SOLUTION


# %% test="split_heads_values" points=3
test = check("split_heads")
test.example((np.arange(24.0) * 7 % 23 + 2.5).reshape(4, 6), 3)
test.example(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]), 2)
### BEGIN HIDDEN TESTS
for n, d, n_heads in ((5, 6, 2), (5, 6, 3), (3, 8, 4), (1, 9, 3), (7, 5, 1), (2, 5, 5), (6, 12, 2)):
    test(np.random.default_rng([71, n, d, n_heads]).normal(size=(n, d)), n_heads)
### END HIDDEN TESTS

# %% test="split_heads_integers" points=1
test = check("split_heads")
test.example((np.arange(30) * 7 % 29 + 2).reshape(5, 6), 2)
### BEGIN HIDDEN TESTS
test(np.random.default_rng(72).integers(-9, 9, size=(4, 6)), 3)
### END HIDDEN TESTS

# %% test="split_heads_bad_input" points=1
test = check("split_heads")
test.raises(ValueError, np.ones((4, 7)), 2, mentions=(7, 2))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((6, 4)), 3, mentions=(4, 3))  # the words could be divided, the columns not
test.raises(ValueError, np.ones((5, 6)), 12, mentions=(6, 12))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: put the heads side by side (3 points)
#
# The inverse of exercise 1.
#
# | | |
# |---|---|
# | argument | `H` `(n_heads, n, d_head)` |
# | result | `(n, n_heads * d_head)`, a float array: for each token the numbers of head 0, then those of head 1, and so on |
# | example | `[[[1, 2], [5, 6]], [[3, 4], [7, 8]]]` gives `[[1, 2, 3, 4], [5, 6, 7, 8]]` |


# %% solution="merge_heads"
def merge_heads(H):
    """Heads (n_heads, n, d_head) side by side: (n, n_heads * d_head), floats."""
    ### BEGIN SOLUTION
    n_heads, n, d_head = H.shape
    tokens_first = np.swapaxes(H, 0, 1).astype(float)  # (n, n_heads, d_head)
    return tokens_first.reshape(n, n_heads * d_head)
    ### END SOLUTION


# %% test="merge_heads_values" points=2
test = check("merge_heads")
test.example((np.arange(24.0) * 7 % 23 + 2.5).reshape(3, 4, 2))
test.example(np.array([[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]]))
### BEGIN HIDDEN TESTS
for shape in ((2, 5, 3), (3, 2, 4), (4, 3, 2), (1, 4, 3), (5, 1, 2), (3, 4, 1), (2, 2, 2)):
    test(np.random.default_rng([73, *shape]).normal(size=shape))
### END HIDDEN TESTS

# %% test="merge_heads_integers" points=1
test = check("merge_heads")
test.example((np.arange(30) * 7 % 29 + 2).reshape(3, 5, 2))
### BEGIN HIDDEN TESTS
test(np.random.default_rng(74).integers(-9, 9, size=(2, 4, 3)))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: attention with several heads (9 points)
#
# The matrices of the heads stand side by side, so `X @ W_Q` holds the queries of all heads; keys and values likewise.
# Each head attends for itself, the outputs are merged, and `W_O` comes last.
#
# | | |
# |---|---|
# | arguments | `X` `(n, d_model)`; `W_Q`, `W_K` `(d_model, n_heads * d_k)`; `W_V` `(d_model, n_heads * d_v)`; `W_O` `(n_heads * d_v, d_model)`; `n_heads` |
# | `mask` | boolean, `True` means *may attend*, any shape that broadcasts to `(n_heads, n, n)`; without one every key may be seen |
# | result | a tuple `(O, A)` of float arrays: the output `(n, d_model)` and the weights of each head `(n_heads, n, n)` |
# | scale | the square root of a head's own width, d_k |
# | nothing to see | weights that a mask hides are exactly 0; a row without any `True` gives weights of 0, no `nan` and no warning |
# | large scores | up to 1e16, and those of hidden keys may be larger than all visible ones |
# | bad input | the width of `W_Q` or of `W_V` is not divisible by `n_heads`: `ValueError`, whose message names both numbers |
# | example | one word, two heads of width 1: `X = [[2]]`, `W_Q = W_K = [[1, 1]]`, `W_V = [[1, 3]]`, `W_O = [[1], [10]]` give `O = [[62]]` and `A = [[[1]], [[1]]]` |
#
# In the example the one word attends to itself alone; its values are 2 and 6, and 2 * 1 + 6 * 10 is 62. You may use
# what you wrote above; a mistake there costs no points here. SciPy's `softmax` is imported. Mind what it gives for a
# row in which all scores are minus infinity.


# %% solution="multi_head_attention"
def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    """Output (n, d_model) and weights (n_heads, n, n) of self-attention with several heads; mask True = may attend."""
    ### BEGIN SOLUTION
    Q, K, V = (split_heads(X @ W, n_heads) for W in (W_Q, W_K, W_V))  # (n_heads, n, d_k), twice, and (n_heads, n, d_v)
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1])             # (n_heads, n, n)
    seen = np.broadcast_to(True if mask is None else mask, S.shape)   # (n_heads, n, n)
    blind = ~seen.any(axis=-1, keepdims=True)                         # (n_heads, n, 1): rows with nothing to see
    A = softmax(np.where(seen | blind, S, -np.inf), axis=-1) * ~blind
    return merge_heads(A @ V) @ W_O, A                                # (n, n_heads * d_v) @ (n_heads * d_v, d_model)
    ### END SOLUTION


# %% test="multi_head_attention_values" points=3
test = check("multi_head_attention", parts=("O", "A"))
numbers = np.random.RandomState(71)
X = (numbers.randn(3, 8) / 2).round(2)                                          # n = 3, d_model = 8
W_Q, W_K = numbers.randn(8, 10).round(2), numbers.randn(8, 10).round(2)         # two heads, d_k = 5
W_V, W_O = numbers.randn(8, 12).round(2), numbers.randn(12, 8).round(2)         # d_v = 6
test.example(X, W_Q, W_K, W_V, W_O, 2)
_ones = np.array([[1.0, 1.0]])
test.example(np.array([[2.0]]), _ones, _ones, np.array([[1.0, 3.0]]), np.array([[1.0], [10.0]]), 2)
### BEGIN HIDDEN TESTS
test(*reference_case(1, n=4, d_model=5, n_heads=2, d_k=3, d_v=6))
test(*reference_case(2, n=6, d_model=4, n_heads=3, d_k=2, d_v=5))
test(*reference_case(3, n=2, d_model=6, n_heads=4, d_k=5, d_v=3))
test(*reference_case(4, n=5, d_model=3, n_heads=1, d_k=6, d_v=2))
test(*reference_case(5, n=1, d_model=4, n_heads=2, d_k=3, d_v=5))
test(*reference_case(6, n=3, d_model=6, n_heads=2, d_k=3, d_v=3), None)
### END HIDDEN TESTS

# %% [markdown]
# The masks: one for all heads, one for each head, one for all queries.

# %% test="multi_head_attention_mask" points=2
test = check("multi_head_attention", parts=("O", "A"))
numbers = np.random.RandomState(70)
X, W_Q, W_K = (numbers.randn(*shape).round(2) / 2 for shape in ((3, 8), (8, 10), (8, 10)))
W_V, W_O = numbers.randn(8, 12).round(2), numbers.randn(12, 8).round(2)
test.example(X, W_Q, W_K, W_V, W_O, 2, np.tri(3, dtype=bool))
test.example(X, W_Q, W_K, W_V, W_O, 2, np.array([np.tri(3, dtype=bool), np.tri(3, k=1, dtype=bool)]))
test.example(X, W_Q, W_K, W_V, W_O, 2, np.array([True, False, True]))
### BEGIN HIDDEN TESTS
_case = reference_case(7, n=4, d_model=5, n_heads=3, d_k=2, d_v=6)
test(*_case, mask=np.tri(4, dtype=bool))
test(*_case, mask=np.tri(4, dtype=bool).T)
test(*_case, mask=np.array([True, False, True, True]))
test(*_case, mask=np.array([[[True, False, False, True]], [[False, True, True, True]], [[True, True, False, False]]]))
test(*_case, mask=(np.random.default_rng(76).random((3, 4, 4)) > 0.4) | np.eye(4, dtype=bool))
test(*_case, mask=np.array([[True], [True], [True], [True]]))
test(*_case, mask=np.tri(4, dtype=bool)[None])  # one mask with an axis for the heads
test(9.5 * _case[0], *_case[1:], np.tri(4, dtype=bool))  # visible scores far below -100
### END HIDDEN TESTS

# %% test="multi_head_attention_nothing_to_see" points=1
test = check("multi_head_attention", parts=("O", "A"), silent=True)
numbers = np.random.RandomState(70)
X, W_Q, W_K = (numbers.randn(*shape).round(2) / 2 for shape in ((3, 8), (8, 10), (8, 10)))
W_V, W_O = numbers.randn(8, 12).round(2), numbers.randn(12, 8).round(2)
test.example(X, W_Q, W_K, W_V, W_O, 2, np.array([[False, False, False], [True, False, True], [True, True, True]]))
### BEGIN HIDDEN TESTS
_blind_case = reference_case(8, n=4, d_model=5, n_heads=3, d_k=2, d_v=6)
_mask = np.random.default_rng(77).random((3, 4, 4)) > 0.3
_mask[0, 1] = _mask[1, 3] = _mask[2, 0] = False  # in each head another query is blind
test(*_blind_case, mask=_mask)
test(*_blind_case, mask=np.array([[[True]], [[False]], [[True]]]))
test(*_blind_case, mask=np.zeros((4, 4), dtype=bool))
### END HIDDEN TESTS

# %% test="multi_head_attention_large_scores" points=1
test = check("multi_head_attention", parts=("O", "A"), silent=True)
### BEGIN HIDDEN TESTS
_large_case = reference_case(9, n=4, d_model=5, n_heads=2, d_k=3, d_v=6)
_steep_case = reference_case(7, n=4, d_model=5, n_heads=3, d_k=2, d_v=6)
### END HIDDEN TESTS
numbers = np.random.RandomState(73)
X = 20 * numbers.randn(3, 8).round(2)
X[1] = 1.0002 * X[0]                                                            # two words that are nearly the same
W_Q, W_K, W_V = (numbers.randn(8, columns).round(2) for columns in (10, 10, 12))
test.example(X, W_Q, W_K, W_V, numbers.randn(12, 8).round(2), 2)
test.example(X, -W_Q, W_K, W_V, numbers.randn(12, 8).round(2), 2, np.array([[True, True, False]]))
### BEGIN HIDDEN TESTS
test(60 * _large_case[0], *_large_case[1:])
test(np.concatenate([60 * _large_case[0][:2], 0.1 * _large_case[0][2:]]), *_large_case[1:])  # one row far below another
for _sign in (1, -1):  # scores of 1e15: hidden ones far above the visible ones, and rows of visible ones far below 0
    test(2e7 * _steep_case[0], _sign * _steep_case[1], *_steep_case[2:], np.tri(4, dtype=bool))
### END HIDDEN TESTS

# %% test="multi_head_attention_integers" points=1
test = check("multi_head_attention", parts=("O", "A"))
numbers = np.random.RandomState(88)
test.example(*(numbers.randint(-1, 2, size=shape) for shape in ((3, 8), (8, 10), (8, 10), (8, 12), (12, 8))), 2)
### BEGIN HIDDEN TESTS
test(*(np.random.default_rng([78, rows]).integers(-1, 2, size=(rows, columns))
       for rows, columns in ((3, 5), (5, 4), (5, 4), (5, 6), (6, 5))), 2)
### END HIDDEN TESTS

# %% test="multi_head_attention_bad_input" points=1
test = check("multi_head_attention", parts=("O", "A"))
test.raises(ValueError, np.ones((4, 3)), np.ones((3, 5)), np.ones((3, 5)), np.ones((3, 6)), np.ones((6, 3)), 2, mentions=(5, 2))
test.raises(ValueError, np.ones((5, 4)), np.ones((4, 6)), np.ones((4, 6)), np.ones((4, 8)), np.ones((8, 4)), 3, mentions=(8, 3))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((4, 5)), np.ones((5, 6)), np.ones((5, 6)), np.ones((5, 8)), np.ones((8, 5)), 3, mentions=(8, 3))
test.raises(ValueError, np.ones((6, 2)), np.ones((2, 9)), np.ones((2, 9)), np.ones((2, 8)), np.ones((8, 2)), 4, mentions=(9, 4))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: in your own words (3 points)
#
# A colleague plans a model with `d_model = 64` and eight heads, and says: "Eight heads need eight times as many numbers
# as one head. So I cut the vectors of the words into eight pieces of eight numbers, and each head gets one piece. It is
# the same, only cheaper."
#
# Answer in four to six sentences:
#
# 1. How many numbers do `W_Q`, `W_K`, `W_V` and `W_O` hold with eight heads of width 8, and how many with one head of
#   width 64? (1 point)
# 2. What can eight heads do for a query that one head of width 64 cannot? (1 point)
# 3. What does a head lose that gets only a piece of each vector, and which experiment would show it? (1 point)

# %% [markdown] written="whole_vectors" points=3
# With eight heads of width 8, `W_Q`, `W_K` and `W_V` have 64 rows and 8 x 8 = 64 columns each, and `W_O` is 64 x 64: 4
# x 4096 = 16384 numbers. One head of width 64 needs exactly as many, so heads cost no further numbers. One head has one
# row of weights for each query, which sums to 1, and its output is one mean; eight heads have eight rows, so that a
# query can look for several things at once and keep the answers apart. A head that gets a piece of each vector cannot
# ask or answer by anything that stands in the other columns. To show it, change the other columns of some words: its
# weights stay exactly as they were, while those of a head that reads the whole vector change.
#
# *Marking scheme.* 1 point: both counts are 16384 (the same; 12288 without `W_O` is accepted when the same is said of
# both). 1 point: several rows of weights for one query, each summing to 1 (several means in place of one). 1 point: the
# other columns are invisible to it, with an experiment in which only they change (half a point without one).
