# ---
# title: A language model
# minutes: 90
# difficulty: challenging
# ---

# %% [markdown]
# # Write the parts of a language model, and their gradients
#
# You write what surrounds attention in a language model: the windows that it learns from, its loss and the gradient of
# that loss, the norm and its gradient, the feed-forward step, one whole block, and the draw of the next word.
#
# - **Time**: about 90 minutes. **Difficulty**: challenging. **Points**: 20, of which 2 for an answer in words.
# - **You need**: the lesson *Train a small language model, and take it apart* (`11_a_language_model`); softmax from
#   lesson 04, gradients from lesson 08.
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   sizes, on further axes, and on logits that are very far apart.
# - **For all functions**: arguments stay as they were, integer arrays are accepted. Arrays of results are float arrays,
#   except for tokens, which are whole numbers. A mistake in one exercise costs no points in the next.
#
# `V` is the number of words of the vocabulary, `(...)` any number of axes, also none. `dY` stands for the gradient of a
# loss with respect to `Y`: an array of the shape of `Y`.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("11_a_language_model")


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    """The output O (n, d) and weights A (n_heads, n, n) of lesson 07, for X (n, d): yours to use in all exercises."""
    Q, K, V = (np.stack(np.split(X @ W, n_heads, axis=1)) for W in (W_Q, W_K, W_V))  # (n_heads, n, d_k) and so on
    S = Q @ np.swapaxes(K, 1, 2) / np.sqrt(K.shape[-1])                              # (n_heads, n, n)
    S = S if mask is None else np.where(mask, S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return np.concatenate(list(A @ V), axis=1) @ W_O, A


# %% [markdown]
# ## Exercise 1: windows of a text (2 points)
#
# A text is one long row of tokens. A model learns from pieces of it: the *inputs*, and for each input the token that
# comes next in the text, its *target*.
#
# | | |
# |---|---|
# | arguments | `tokens` `(N,)`, whole numbers; `length`, a whole number, at least 1 |
# | result | a tuple `(inputs, targets)`, two arrays of whole numbers `(m, length)` with `m = (N - 1) // length`: the windows stand side by side in the text, beginning with its first token, and each target is the token one place further on. Tokens at the end that fill no whole window are left out |
# | bad input | fewer than `length + 1` tokens: `ValueError`, whose message names the number of tokens and `length` |
# | example | tokens `[5, 6, 7, 8, 9]` with `length` 2 give inputs `[[5, 6], [7, 8]]` and targets `[[6, 7], [8, 9]]` |


# %% solution="next_word_windows"
def next_word_windows(tokens, length):
    """(inputs, targets), each (m, length) with m = (N - 1) // length, of the text tokens (N,)."""
    ### BEGIN SOLUTION
    m = (len(tokens) - 1) // length
    if m < 1:
        raise ValueError(f"{len(tokens)} tokens came; windows of length {length} need at least {length + 1}")
    inputs, targets = tokens[:m * length], tokens[1:m * length + 1]
    return inputs.reshape(m, length), targets.reshape(m, length)
    ### END SOLUTION


# %% test="next_word_windows_values" points=1
test = check("next_word_windows", parts=("inputs", "targets"))
test.example(np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7]), 4)     # one token is left over
test.example(np.array([2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9]), 4)        # none is
test.example(np.array([5, 6, 7, 8, 9]), 2)
test.example(np.array([6, 2, 6, 4, 3, 3, 8, 3, 2]), 3)                    # 9 tokens, and room for 2 windows
### BEGIN HIDDEN TESTS
for _N, _length in ((23, 4), (21, 5), (20, 5), (11, 10), (12, 6), (7, 1), (2, 1)):
    test(np.random.default_rng([11, _N]).integers(40, size=_N), _length)
### END HIDDEN TESTS

# %% test="next_word_windows_too_short" points=1
test = check("next_word_windows", parts=("inputs", "targets"))
test.raises(ValueError, np.array([3, 1, 4]), 5, mentions=(3, 5))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.array([3, 1, 4, 1, 5, 9]), 6, mentions=(6,))
test.raises(ValueError, np.arange(8), 12, mentions=(8, 12))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: the loss of next words (3 points)
#
# At each place the model gives a row of logits. Softmax makes probabilities of them, and the loss of a place is minus
# the logarithm of the probability of its target.
#
# | | |
# |---|---|
# | arguments | `logits` `(..., V)`; `targets` `(...)`, whole numbers: for each place the index of the word that does come next |
# | result | one number, a float: the mean of the losses of all places, in nats (natural logarithm) |
# | how exact | logits may be up to `1e308` apart: a loss may be huge, but is neither infinite nor `nan` |
# | bad input | a target below 0 or above `V - 1`: `ValueError`, whose message names that target |
# | example | `logits = [[0, 0], [0, 0]]` and `targets = [0, 1]` give log 2, about 0.693 |


# %% solution="cross_entropy"
def cross_entropy(logits, targets):
    """The mean over all places of -log p(target), in nats; logits (..., V), targets (...)."""
    ### BEGIN SOLUTION
    V = logits.shape[-1]
    outside = (targets < 0) | (targets >= V)
    if np.any(outside):
        raise ValueError(f"target {np.extract(outside, targets)[0]} came; expected whole numbers from 0 to {V - 1}")
    below = logits - logits.max(axis=-1, keepdims=True)                               # (..., V), none above 0
    of_targets = np.take_along_axis(below, np.expand_dims(targets, -1), axis=-1)      # (..., 1)
    return float(np.mean(np.log(np.exp(below).sum(axis=-1, keepdims=True)) - of_targets))
    ### END SOLUTION


# %% test="cross_entropy_values" points=1
test = check("cross_entropy")
test.example(np.array([[0.3, -1.2, 2.0, 0.4], [1.1, 0.5, -0.4, 0.2], [-0.6, 0.9, 0.1, 1.4]]), np.array([1, 3, 3]))
test.example(np.zeros((2, 2)), np.array([0, 1]))
test.example(np.array([0.7, -0.2, 1.5]), np.array(1))                    # one place: no axis beside V
test.example(np.array([[[1, 0, 2, 0], [0, -1, 3, 1]], [[2, 2, 0, 1], [0, 1, 1, 0]], [[0, 0, 1, 3], [1, 0, 2, 0]]]),
             np.array([[2, 0], [3, 1], [0, 3]]))                          # (3, 2, 4), whole numbers
### BEGIN HIDDEN TESTS
for _shape in ((6, 4), (5, 7), (2, 3, 5), (4, 2, 3, 6), (1, 3)):
    test(*reference_logits_case(*_shape))
### END HIDDEN TESTS

# %% test="cross_entropy_extremes" points=1
test = check("cross_entropy", silent=True)
test.example(np.array([[6.0, -5.0, -3.0, 2.0], [0.5, 9.0, 1.0, -4.0], [1.5, 3.0, 7.0, 0.0]]), np.array([1, 0, 3]))
test.example(np.array([[-900.0, -901.5, -899.0]]), np.array([0]))
test.example(np.array([[900.0, 899.0, 898.5], [0.5, 2.0, 1.0]]), np.array([1, 0]))
test.example(np.array([[1000.0, 0.0, -3.0], [0.5, 2.0, 1.0]]), np.array([1, 0]))
### BEGIN HIDDEN TESTS
test(np.array([[0.0, 1e308], [0.3, 0.1]]), np.array([0, 1]))
test(np.array([[-5e307, 5e307, 0.0], [2.0, -1.0, 0.5]]), np.array([1, 2]))
test(np.array([[800.0, 800.7, 799.0], [-800.0, -799.5, -802.0]]), np.array([2, 0]))
### END HIDDEN TESTS

# %% test="cross_entropy_bad_target" points=1
test = check("cross_entropy")
test.raises(ValueError, np.zeros((2, 3)), np.array([1, 7]), mentions=(7,))
test.raises(ValueError, np.zeros((2, 3)), np.array([-1, 2]), mentions=(-1,))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.zeros((2, 4, 5)), np.array([[1, 2, 0, 3], [4, 5, 2, 2]]), mentions=(5,))
test.raises(ValueError, np.zeros((3, 4)), np.array([0, -4, 3]), mentions=(-4,))
test.raises(ValueError, np.zeros(6), np.array(9), mentions=(9,))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: its gradient (2 points)
#
# If one logit grows by a little, how much does the mean loss of exercise 2 change?
#
# | | |
# |---|---|
# | arguments | `logits` `(..., V)` and `targets` `(...)`, as in exercise 2; you need not look for bad targets again |
# | result | an array `(..., V)`, float: the gradient of the mean loss with respect to the logits |
# | example | `logits = [[0, 0]]` and `targets = [0]` give `[[-0.5, 0.5]]` |
#
# To check yourself, make one logit larger by `1e-6` and see what your `cross_entropy` does.


# %% solution="cross_entropy_backward"
def cross_entropy_backward(logits, targets):
    """The gradient (..., V) of cross_entropy(logits, targets) by the logits (..., V); targets (...)."""
    ### BEGIN SOLUTION
    E = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p = E / E.sum(axis=-1, keepdims=True)                                             # (..., V)
    wanted = np.arange(logits.shape[-1]) == np.expand_dims(targets, -1)               # (..., V), True at the target
    return (p - wanted) / np.size(targets)
    ### END SOLUTION


# %% test="cross_entropy_backward_values" points=2
test = check("cross_entropy_backward")
test.example(np.array([[0.3, -1.2, 2.0, 0.4], [1.1, 0.5, -0.4, 0.2], [-0.6, 0.9, 0.1, 1.4]]), np.array([1, 3, 3]))
test.example(np.zeros((1, 2)), np.array([0]))
test.example(np.array([0.7, -0.2, 1.5]), np.array(1))
test.example(np.array([[[1, 0, 2, 0], [0, -1, 3, 1]], [[2, 2, 0, 1], [0, 1, 1, 0]], [[0, 0, 1, 3], [1, 0, 2, 0]]]),
             np.array([[2, 0], [3, 1], [0, 3]]))                          # (3, 2, 4), whole numbers
test.example(np.array([[1000.0, 0.0, -3.0], [0.5, 2.0, 1.0]]), np.array([1, 0]))
### BEGIN HIDDEN TESTS
for _shape in ((6, 4), (5, 7), (2, 3, 5), (4, 2, 3, 6), (1, 3), (4, 4)):
    test(*reference_logits_case(*_shape))
test(np.array([[0.0, 1e308], [-1e308, 0.1]]), np.array([0, 1]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: perplexity (1 point)
#
# Nobody thinks in nats. Undo the logarithm of the mean loss, and it says among how many equally likely words the model
# is in doubt.
#
# | | |
# |---|---|
# | arguments | `logits` `(..., V)`, `targets` `(...)` |
# | result | one number, a float: exp of their cross-entropy |
# | example | `logits = [[0, 0, 0, 0]]` and `targets = [2]` give `4.0` |


# %% solution="perplexity"
def perplexity(logits, targets):
    """exp of the cross-entropy of targets (...) under logits (..., V)."""
    ### BEGIN SOLUTION
    return float(np.exp(cross_entropy(logits, targets)))
    ### END SOLUTION


# %% test="perplexity_values" points=1
test = check("perplexity")
test.example(np.array([[0.3, -1.2, 2.0, 0.4], [1.1, 0.5, -0.4, 0.2], [-0.6, 0.9, 0.1, 1.4]]), np.array([1, 3, 3]))
test.example(np.zeros((1, 4)), np.array([2]))
test.example(np.array([[1000.0, 995.0, 980.0], [-950.0, -953.0, -950.5]]), np.array([1, 2]))
### BEGIN HIDDEN TESTS
for _shape in ((6, 4), (2, 3, 5), (1, 3)):
    test(*reference_logits_case(*_shape))
test(np.array([[2, 0, 1], [0, 3, -1]]), np.array([1, 1]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: RMS norm (1 point)
#
# Divide each row by the root of the mean of its squares, so that its entries have a mean square of 1, and multiply each
# column by its gain.
#
# | | |
# |---|---|
# | arguments | `X` `(..., d)`; `gain` `(d,)`; `eps`, a small number that is added to the mean of the squares, inside the root |
# | result | `(..., d)`, float |
# | example | `X = [[3, 4]]`, `gain = [1, 2]` and `eps = 0` give `[[0.849, 2.263]]`, rounded: the mean of the squares is 12.5 |


# %% solution="rms_norm"
def rms_norm(X, gain, eps=1e-5):
    """X / sqrt(mean(X^2, last axis) + eps) * gain; X (..., d), gain (d,) -> (..., d)."""
    ### BEGIN SOLUTION
    mean_square = np.mean(np.asarray(X, dtype=float) ** 2, axis=-1, keepdims=True)    # (..., 1)
    return X / np.sqrt(mean_square + eps) * gain
    ### END SOLUTION


# %% test="rms_norm_values" points=1
test = check("rms_norm")
test.example(np.array([[0.3, -1.2, 2.0, 0.4], [1.1, 0.5, -0.4, 0.2], [-0.6, 0.9, 0.1, 1.4]]), np.array([1.5, 0.5, 2.0, -1.0]))
test.example(np.array([[3.0, 4.0]]), np.array([1.0, 2.0]), 0.0)
test.example(np.array([[0.02, -0.01, 0.03], [2.0, 1.0, -1.0]]), np.array([1.0, 0.5, 1.5]), 0.1)
test.example(np.array([[[1, 0, 2, 0], [0, -1, 3, 1]], [[2, 2, 0, 1], [0, 1, 1, 0]], [[0, 0, 1, 3], [1, 0, 2, 0]]]),
             np.array([1, 2, 1, 3]))                                      # (3, 2, 4), whole numbers
### BEGIN HIDDEN TESTS
for _shape in ((5, 4), (3, 2, 6), (2, 4, 3, 5), (4, 4)):
    _X, _, _gain = reference_norm_case(*_shape)
    test(_X, _gain)
    test(0.01 * _X, _gain, 0.03)
test(reference_norm_case(2, 7)[0][0], reference_norm_case(2, 7)[2])                   # one row, no axis beside it
test(np.zeros((2, 3)), np.array([1.0, 2.0, 0.5]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: back through the norm (3 points)
#
# `Y = rms_norm(X, gain, eps)` has been computed, and a loss made from `Y`. How does it depend on `X` and on `gain`?
#
# | | |
# |---|---|
# | arguments | `dY` `(..., d)`, the gradient of the loss with respect to `Y`; `X` `(..., d)`, `gain` `(d,)` and `eps` as before |
# | result | a tuple `(dX, dgain)` of float arrays with the shapes of `X` and of `gain` |
# | example | `dY = [[1, 0]]`, `X = [[1, 1]]`, `gain = [1, 1]` and `eps = 0` give `dX = [[0.5, -0.5]]` and `dgain = [1, 0]` |
#
# All rows use the same gain. An entry of `X` enters its row of `Y` in two ways: by itself, and through the mean of the
# squares by which the whole row is divided.


# %% solution="rms_norm_backward"
def rms_norm_backward(dY, X, gain, eps=1e-5):
    """(dX, dgain), of the shapes of X (..., d) and gain (d,), from dY (..., d)."""
    ### BEGIN SOLUTION
    d = X.shape[-1]
    factor = 1 / np.sqrt(np.mean(np.asarray(X, dtype=float) ** 2, axis=-1, keepdims=True) + eps)    # (..., 1)
    unit = X * factor                                                                 # (..., d)
    dgain = (dY * unit).reshape(-1, d).sum(axis=0)                                    # (d,), of all rows
    dU = dY * gain                                                                    # (..., d)
    return factor * (dU - unit * np.mean(dU * unit, axis=-1, keepdims=True)), dgain
    ### END SOLUTION


# %% test="rms_norm_backward_values" points=2
test = check("rms_norm_backward", parts=("dX", "dgain"))
test.example(np.array([[0.5, -0.3, 1.1, 0.2], [-0.7, 0.4, 0.9, -1.6], [1.3, 0.8, -0.2, 0.6]]),
             np.array([[0.3, -1.2, 2.0, 0.4], [1.1, 0.5, -0.4, 0.2], [-0.6, 0.9, 0.1, 1.4]]), np.array([1.5, 0.5, 2.0, -1.0]))
test.example(np.array([[1.0, 0.0]]), np.array([[1.0, 1.0]]), np.array([1.0, 1.0]), 0.0)
test.example(np.array([[1.0, -2.0, 0.5], [0.3, 0.1, -0.4]]), np.array([[0.2, -0.1, 0.3], [0.5, 0.4, -0.6]]),
             np.array([1.0, 0.5, 1.5]), 0.1)
### BEGIN HIDDEN TESTS
for _shape in ((5, 4), (4, 4), (3, 7), (1, 3)):
    test(*reference_norm_back_case(*_shape))
    test(*reference_norm_back_case(*_shape), 0.5)
### END HIDDEN TESTS

# %% test="rms_norm_backward_batches" points=1
test = check("rms_norm_backward", parts=("dX", "dgain"))
test.example(np.array([[[1, 0, 2], [0, -1, 1]], [[2, 1, 0], [1, 1, -3]]]),            # (2, 2, 3), whole numbers
             np.array([[[1, 2, 0], [3, -1, 1]], [[0, 1, 1], [2, 0, -1]]]), np.array([1, 2, 1]))
### BEGIN HIDDEN TESTS
for _shape in ((3, 2, 6), (2, 4, 3, 5), (3, 3, 3)):
    test(*reference_norm_back_case(*_shape))
_dY, _X, _gain = reference_norm_back_case(2, 7)
test(_dY[0], _X[0], _gain)                                                            # one row, no axis beside it
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 7: feed-forward (1 point)
#
# | | |
# |---|---|
# | arguments | `X` `(..., d)`, `W_1` `(d, h)`, `W_2` `(h, d)` |
# | result | `relu(X @ W_1) @ W_2`, `(..., d)`, float; relu replaces what is below 0 by 0 |
# | example | `X = [[1, 2]]`, `W_1 = [[1, -1, 0], [0, 0, 1]]` and `W_2 = [[1, 0], [5, 5], [0, 1]]` give `[[1.0, 2.0]]` |


# %% solution="feed_forward"
def feed_forward(X, W_1, W_2):
    """relu(X @ W_1) @ W_2; X (..., d), W_1 (d, h), W_2 (h, d) -> (..., d)."""
    ### BEGIN SOLUTION
    return np.maximum(X @ W_1, 0.0) @ W_2  # (..., d) -> (..., h) -> (..., d)
    ### END SOLUTION


# %% test="feed_forward_values" points=1
test = check("feed_forward")
numbers = np.random.RandomState(111)
test.example(numbers.randn(3, 2).round(1), numbers.randn(2, 5).round(1), numbers.randn(5, 2).round(1))
test.example(np.array([[1, 2]]), np.array([[1, -1, 0], [0, 0, 1]]), np.array([[1, 0], [5, 5], [0, 1]]))
test.example(numbers.randn(2, 3, 4).round(1), numbers.randn(4, 6).round(1), numbers.randn(6, 4).round(1))
### BEGIN HIDDEN TESTS
for _shape, _h in (((4, 3), 7), ((5, 6), 2), ((2, 3, 4), 5), ((3, 3), 3)):
    test(*reference_normal(_shape, (_shape[-1], _h), (_h, _shape[-1])))
_X, _W_1, _W_2 = reference_normal((4, 3), (3, 6), (6, 3))
test(10 * _X, _W_1, _W_2)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 8: a whole block (3 points)
#
# Attention and feed-forward both *add* to the residual stream, and each reads it through a norm of its own (**pre-norm**):
#
# $$H = X + \text{multi-head}(\text{rms-norm}(X, g_1)) \qquad Y = H + \text{feed-forward}(\text{rms-norm}(H, g_2))$$
#
# | | |
# |---|---|
# | arguments | `X` `(n, d)`; `weights`, a dict with `W_Q`, `W_K`, `W_V`, `W_O`, `W_1`, `W_2`, `gain_1`, `gain_2`; `n_heads`; `mask`, `None` or booleans that broadcast to `(n_heads, n, n)`, `True` where a query may attend, at least once in each row |
# | result | a tuple `(Y, A)`: `Y` `(n, d)`, float, and the attention weights `A` `(n_heads, n, n)` |
# | norms | with the `eps` that `rms_norm` has by default |
# | bad input | a key of `weights` is missing: `ValueError`, whose message names it |
#
# Use `multi_head_attention` above, and your own functions.


# %% solution="transformer_block"
def transformer_block(X, weights, n_heads, mask=None):
    """(Y, A): a pre-norm block on X (n, d); A (n_heads, n, n). `weights` is a dict of the eight arrays."""
    ### BEGIN SOLUTION
    for name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
        if name not in weights:
            raise ValueError(f"weights has no {name}; it has {', '.join(weights)}")
    four = [weights[name] for name in ("W_Q", "W_K", "W_V", "W_O")]
    O, A = multi_head_attention(rms_norm(X, weights["gain_1"]), *four, n_heads, mask)  # (n, d), (n_heads, n, n)
    H = X + O
    return H + feed_forward(rms_norm(H, weights["gain_2"]), weights["W_1"], weights["W_2"]), A
    ### END SOLUTION


# %% test="transformer_block_values" points=2
test = check("transformer_block", parts=("Y", "A"))
numbers = np.random.RandomState(113)
weights = {name: numbers.randn(*shape).round(1) for name, shape in
           {"W_Q": (4, 6), "W_K": (4, 6), "W_V": (4, 10), "W_O": (10, 4), "W_1": (4, 7), "W_2": (7, 4)}.items()}
weights["gain_1"], weights["gain_2"] = np.array([1.5, 0.5, 2.0, 1.0]), np.array([0.5, 1.0, 1.5, 2.0])
X = numbers.randn(3, 4).round(1)
test.example(X, weights, 2)
test.example(X, weights, 2, np.tri(3, dtype=bool))
### BEGIN HIDDEN TESTS
for _n, _d, _heads, _d_k, _d_v, _h in ((5, 4, 2, 3, 4, 7), (4, 6, 3, 2, 1, 5), (2, 5, 1, 4, 6, 3)):
    test(*reference_block_case(_n, _d, _heads, _d_k, _d_v, _h))
    test(*reference_block_case(_n, _d, _heads, _d_k, _d_v, _h), mask=np.tri(_n, dtype=bool))
test(*reference_block_case(4, 5, 2, 3, 2, 6), mask=np.array([np.tri(4), np.eye(4)[::-1] + np.eye(4)]) > 0)
_X, _weights, _heads = reference_block_case(3, 5, 2, 4, 3, 6)
test(_X, {name: _weights[name] for name in ("W_K", "W_Q", *list(_weights)[2:])}, _heads)  # a dict has no order that counts
### END HIDDEN TESTS

# %% test="transformer_block_missing" points=1
test = check("transformer_block", parts=("Y", "A"))
test.raises(ValueError, np.ones((2, 3)), {"W_Q": np.ones((3, 2)), "W_K": np.ones((3, 2)), "W_V": np.ones((3, 2)), "W_O": np.ones((2, 3)),
                                          "W_1": np.ones((3, 4)), "W_2": np.ones((4, 3)), "gain_1": np.ones(3)}, 1, mentions=["gain_2"])
### BEGIN HIDDEN TESTS
for _name in ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"):
    _X, _weights, _heads = reference_block_case(3, 4, 2, 1, 2, 5)
    test.raises(ValueError, _X, {name: W for name, W in _weights.items() if name != _name}, _heads, mentions=[_name])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 9: draw the next word (2 points)
#
# | | |
# |---|---|
# | arguments | `logits` `(V,)`; `temperature`, by which they are divided before softmax; `rng`, a `numpy.random.Generator`; `top_k`, `None` or a whole number |
# | result | one token, a whole number from 0 to `V - 1` |
# | the draw | exactly one call of `rng.choice`, which gives each word the chance that softmax gives it |
# | temperature 0 | takes the word with the largest logit, the first of equals, and draws nothing |
# | `top_k` | only the `top_k` words with the largest logits can be drawn, their chances made to sum to 1; more than `V` means all |
# | bad input | a temperature below 0, or `top_k` below 1, at temperature 0 too: `ValueError`, whose message names it |
# | example | `logits = [0, log 3]` with temperature 1 gives token 1 three times out of four; with `top_k = 1`, always |
#
# The tests need chances, not luck. The next cell has a generator that gives whatever option it is told to: `chances`
# calls your function once for each option of its draw, and so finds out how likely each token is.


# %% solution="sample_next"
def sample_next(logits, temperature, rng, top_k=None):
    """One token, drawn by rng.choice from softmax(logits / temperature), logits (V,), among the top_k largest."""
    ### BEGIN SOLUTION
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}; expected 0 or more")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k is {top_k}; expected None or at least 1")
    if temperature == 0:
        return int(np.argmax(logits))
    order = np.argsort(-np.asarray(logits, dtype=float), kind="stable")[:top_k]  # (k,), the largest first
    E = np.exp((logits[order] - logits[order[0]]) / temperature)
    return int(rng.choice(order, p=E / E.sum()))
    ### END SOLUTION


# %% locked="chances"
from operator import index


class ToldGenerator:
    """A generator whose choice gives option number `take`, and keeps how likely each option would have been."""

    def __init__(self, take):
        self.take, self.draws, self.likely = take, 0, np.ones(1)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        if np.asarray(size).dtype.kind == "f":
            raise TypeError("floats came as the size in rng.choice, its second argument; chances go in by name, p=...")
        np.random.default_rng(0).choice(a, size, replace, p, axis, shuffle)  # complains where the real one would
        options = np.arange(a) if np.ndim(a) == 0 else np.asarray(a)
        self.draws += 1
        if self.draws == 100:
            raise RuntimeError("sample_next has called rng.choice 100 times for one token; expected exactly one call")
        self.likely = np.full(len(options), 1 / len(options)) if p is None else np.asarray(p)
        return options[self.take] if size is None else np.full(size, options[self.take])

    def __getattr__(self, name):
        raise AttributeError(f"rng.{name} was asked for; in this exercise the one draw is rng.choice(..., p=...)")


def chances(logits, temperature, top_k=None):
    """How likely your sample_next gives each token, (V,), and how many draws it takes."""
    found, take, n_options = np.zeros(len(logits)), 0, 1
    while take < n_options:
        rng = ToldGenerator(take)
        token = sample_next(logits, temperature, rng, top_k)
        if np.ndim(token):
            raise TypeError(f"sample_next gave an array of shape {np.shape(token)}; expected one whole number")
        try:
            token = index(token)
        except TypeError:
            raise TypeError(f"sample_next gave {token!r}; expected a token, one whole number") from None
        if not 0 <= token < len(logits):
            raise IndexError(f"sample_next gave {token}; expected a token from 0 to {len(logits) - 1}")
        if temperature > 0 and not rng.draws:
            raise RuntimeError(f"sample_next gave {token} at temperature {temperature}, and the `rng` that it was passed "
                               "was not used: the one draw is rng.choice(..., p=...) of that generator")
        found[token] += rng.likely[take]
        take, n_options = take + 1, len(rng.likely)
    return found, rng.draws


# %% test="sample_next_chances" points=1
test = check("chances", parts=("chances", "draws"), exercise="sample_next")
test.example(np.array([0.3, -1.2, 2.0, 0.4, 1.1]), 2.0)
test.example(np.array([0.3, -1.2, 2.0, 0.4, 1.1]), 0.5, 3)
test.example(np.array([0.0, np.log(3.0)]), 1.0)
test.example(np.array([0.3, 2.0, -1.2, 2.0, 1.1]), 0)
### BEGIN HIDDEN TESTS
for _V, _temperature, _top_k in ((7, 1.0, None), (6, 2.5, None), (8, 0.7, 3), (5, 1.3, 1), (4, 0.9, 4), (3, 1.5, 9), (9, 0.25, 6)):
    test(reference_normal((_V,))[0], _temperature, _top_k)
test(np.array([1.5, 4.0, 4.0, -2.0, 4.0]), 0)
test(np.array([3, 1, 2, 0]), 2)
test(np.array([1200.0, 1201.0, 300.0]), 1.0)
test(np.array([0.2, 0.1, -0.3]), 0.0001)
test(np.array([2.0, 1.0]), 0, 1)
### END HIDDEN TESTS

# %% test="sample_next_bad_input" points=1
test = check("chances", parts=("chances", "draws"), exercise="sample_next")
test.raises(ValueError, np.array([0.5, 1.5, -1.0]), -0.5, mentions=["-0.5"])
test.raises(ValueError, np.array([0.5, 1.5, -1.0]), 1.0, 0, mentions=["0"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.array([0.5, 1.5, -1.0, 0.2]), -2, mentions=["-2"])
test.raises(ValueError, np.array([0.5, 1.5, -1.0, 0.2]), 1.0, -3, mentions=["-3"])
test.raises(ValueError, np.array([0.5, 1.5, -1.0, 0.2]), 0, 0, mentions=["0"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 10: in your own words (2 points)
#
# A friend trains the lesson's model and reports a mean loss of 0.03 nats, on the stories that it learned from and on
# those that were kept out alike. When the model writes, nearly every word is wrong. In the program the causal mask was
# forgotten.
#
# Explain in three to five sentences: what has the model learned, and why does it not help when it writes (1 point)? Why
# did the loss on the stories that were kept out not show it, and how could one have known from the number 0.03 alone
# (1 point)?

# %% [markdown] written="too_good" points=2
# Without the mask each place sees the words after it, and the first of them is its own target. So the model learned to
# copy the next word from the input, and nothing of the language. When it writes, the next word is not there yet, so there
# is nothing to copy. The loss on the stories that were kept out was computed in the same way, with the target in view, so
# it is as low as the other: keeping examples out shows memory, and not a leak. But the two animals and the verb
# of a story are drawn at random, and nobody can know them beforehand: no loss below that of the best possible
# guesser, 0.58 nats, can be true on new stories.
#
# *Marking scheme.* 1 point: it copies the target that it sees, which is missing when it writes. 1 point: the loss on new
# stories has the same leak (half), and a loss below what the randomness of the language allows gives it away (half).
