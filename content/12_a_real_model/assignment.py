# ---
# title: A real model
# minutes: 90
# difficulty: challenging
# ---

# %% [markdown]
# # Write the parts that a published model still lacks
#
# Softmax, masks, heads and norms you have from earlier topics. Here you write what a model of today has besides: positions
# that turn, query heads that share keys, a gated feed-forward, two ways to choose the next word, and measures that tell
# what a head does. In the last cell they run a real model, where it is installed; nothing else here needs it.
#
# - **Time**: about 90 minutes. **Difficulty**: challenging. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Run a published model and read its heads* (`12_a_real_model`), and the assignments up to 07.
# - **Tests**: Hidden tests run after you hand in, on other sizes, on batches, on large numbers and on bad input; each
#   exercise says what counts.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("12_a_real_model")

# %% [markdown]
# ## Exercise 1: positions that turn (3 points)
#
# The columns of a query or a key are taken in pairs, `(0, 1)`, `(2, 3)` and so on. Each pair is a point of the plane, and
# is turned about the origin. The pair `(2i, 2i + 1)` at position `p` turns by the angle `p * base ** (-2i / d)`, in radians
# and to the left: `(1, 0)` becomes `(cos, sin)`.
#
# | | |
# |---|---|
# | arguments | `X` `(..., n, d)`, whole numbers or floats; `positions` `(n,)`, whole numbers, in any order; `base`, 10000 where it is not given |
# | result | `(..., n, d)`, float; the same positions for all that stands in front |
# | bad input | an odd `d`: `ValueError`, whose message names it |
# | example | `X = [[1, 0, 2, 0]]` at the position `[1]` gives `[[0.5403, 0.8415, 1.9999, 0.02]]` |


# %% solution="rotary_positions"
def rotary_positions(X, positions, base=10000.0):
    """X (..., n, d) with each pair of columns turned by positions (n,) * base ** (-2i / d)."""
    ### BEGIN SOLUTION
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"X has {d} columns; expected an even number, since columns turn in pairs")
    speeds = base ** (-np.arange(0, d, 2) / d)  # (d / 2,)
    angles = np.multiply.outer(positions, speeds)  # (n, d / 2)
    first, second = X[..., 0::2], X[..., 1::2]  # (..., n, d / 2) each
    turned = np.empty(X.shape)
    turned[..., 0::2] = first * np.cos(angles) - second * np.sin(angles)
    turned[..., 1::2] = first * np.sin(angles) + second * np.cos(angles)
    return turned
    ### END SOLUTION


# %% test="rotary_positions_values" points=2
test = check("rotary_positions")
rng = np.random.RandomState(121)
test.example(rng.randn(4, 6).round(2), np.array([0, 1, 2, 3]))
test.example(np.array([[1, 0, 2, 0]]), np.array([1]))
test.example(rng.randn(2, 4, 6).round(2), np.array([5, 2, 7, 3]), 50.0)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(122)
test(rng.normal(size=(5, 8)), np.arange(5))
test(rng.normal(size=(5, 8)), np.arange(3, 8), 100_000.0)
test(rng.normal(size=(3, 2, 5, 6)), np.array([9, 0, 400, 1, 33]), 1000.0)
test(rng.integers(-3, 4, size=(4, 10)), np.arange(1, 5), 20.0)
test(rng.normal(size=(1, 2)), np.array([7]))
### END HIDDEN TESTS

# %% test="rotary_positions_errors" points=1
test = check("rotary_positions")
test.raises(ValueError, np.ones((4, 5)), np.arange(4), mentions=["5"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((2, 4, 7)), np.arange(4), mentions=["7"])
test.raises(ValueError, np.ones((6, 3)), np.arange(6), 500.0, mentions=["3"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: query heads that share keys (4 points)
#
# There are `h` heads of queries and `g` of keys and values. The first `h / g` heads of queries read the head 0 of the keys
# and values, the next `h / g` the head 1, and so on. Each head of queries is scaled attention of its own.
#
# | | |
# |---|---|
# | arguments | `Q` `(h, n_q, d_k)`, `K` `(g, n_k, d_k)`, `V` `(g, n_k, d_v)`; `mask`, `None` or booleans `(n_q, n_k)`, `True` where a query may attend; each query may attend to one key at least |
# | result | `(O, A)`: outputs `(h, n_q, d_v)` and weights `(h, n_q, n_k)`, float; hidden keys have weight 0 |
# | bad input | `h` not divisible by `g`: `ValueError`, whose message names both |
# | example | with `Q` of zeros and no mask all weights of a row are equal |
#
# Scores may be large. You may call functions from your earlier assignments; then paste them into the same cell.


# %% solution="grouped_query_attention"
def grouped_query_attention(Q, K, V, mask=None):
    """Outputs (h, n_q, d_v) and weights (h, n_q, n_k) of h query heads over g heads of keys and values."""
    ### BEGIN SOLUTION
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"{h} heads of queries cannot share {g} heads of keys evenly; {h} must be divisible by {g}")
    K, V = np.repeat(K, h // g, axis=0), np.repeat(V, h // g, axis=0)  # (h, n_k, d_k), (h, n_k, d_v)
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])  # (h, n_q, n_k)
    if mask is not None:
        S = np.where(mask, S, -np.inf)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)
    return A @ V, A
    ### END SOLUTION


# %% test="grouped_query_attention_values" points=2
test = check("grouped_query_attention", parts=("O", "A"))
rng = np.random.RandomState(123)
Q, K, V = rng.randn(6, 4, 8).round(2), rng.randn(2, 5, 8).round(2), rng.randn(2, 5, 7).round(2)
test.example(Q, K, V)
test.example(np.zeros((4, 3, 5)), K[:, :, :1].repeat(5, axis=2), V)
test.example(1e3 * Q, K, V)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(124)
Q, K, V = rng.normal(size=(6, 4, 5)), rng.normal(size=(3, 7, 5)), rng.normal(size=(3, 7, 2))
test(Q, K, V)
test(Q[:3], K, V)
test(Q, K[:1], V[:1])
test(Q, K[:, :4], V[:, :4])  # as many queries as keys
test(-1e4 * Q, K, V)
test(rng.integers(-2, 3, size=(8, 3, 5)), rng.integers(-2, 3, size=(2, 4, 5)), rng.integers(-9, 9, size=(2, 4, 6)))
### END HIDDEN TESTS

# %% test="grouped_query_attention_mask" points=1
test = check("grouped_query_attention", parts=("O", "A"), silent=True)
rng = np.random.RandomState(125)
Q, K, V = rng.randn(4, 3, 5).round(2), rng.randn(2, 6, 5).round(2), rng.randn(2, 6, 7).round(2)
test.example(Q, K, V, np.tri(3, 6, 2, dtype=bool))
test.example(-1500 * Q, K, V, np.tri(3, 6, 2, dtype=bool))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(126)
Q, K, V = rng.normal(size=(6, 5, 3)), rng.normal(size=(2, 7, 3)), rng.normal(size=(2, 7, 4))
seen = rng.random((5, 7)) < 0.5
seen[:, 2] = True
test(Q, K, V, seen)
test(40 * Q, K, V, seen)
test(-150 * Q, K, V, seen)
test(1e4 * Q, K, V, seen)
test(Q, K, V, np.ones((5, 7), dtype=bool))
test(Q, K, V, np.eye(5, 7, dtype=bool))
### END HIDDEN TESTS

# %% test="grouped_query_attention_errors" points=1
test = check("grouped_query_attention", parts=("O", "A"))
test.raises(ValueError, np.ones((7, 4, 2)), np.ones((3, 5, 2)), np.ones((3, 5, 6)), mentions=["7", "3"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((8, 4, 2)), np.ones((5, 6, 2)), np.ones((5, 6, 3)), mentions=["8", "5"])
test.raises(ValueError, np.ones((2, 6, 5)), np.ones((4, 3, 5)), np.ones((4, 3, 7)), mentions=["2", "4"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: a gated feed-forward (2 points)
#
# $(\mathrm{silu}(X W_{gate}) * (X W_{up})) W_{down}$, where $*$ multiplies number by number and
# $\mathrm{silu}(x) = x / (1 + e^{-x})$.
#
# | | |
# |---|---|
# | arguments | `X` `(..., d)`; `W_gate`, `W_up` `(d, h)`; `W_down` `(h, d)` |
# | result | `(..., d)`, float; without overflow or a warning, however large the numbers |
# | example | with `X = [[-2.0]]`, `W_gate = [[1.0]]`, `W_up = [[3.0]]`, `W_down = [[0.5]]` it is `[[0.7152]]` |


# %% solution="gated_feed_forward"
def gated_feed_forward(X, W_gate, W_up, W_down):
    """(silu(X @ W_gate) * (X @ W_up)) @ W_down, (..., d) -> (..., d)."""
    ### BEGIN SOLUTION
    gate = X @ W_gate  # (..., h)
    small = np.exp(-np.abs(gate))  # between 0 and 1
    open_by = np.where(gate >= 0, 1.0, small) / (1 + small)  # 1 / (1 + exp(-gate))
    return (gate * open_by * (X @ W_up)) @ W_down
    ### END SOLUTION


# %% test="gated_feed_forward_values" points=1
test = check("gated_feed_forward")
rng = np.random.RandomState(127)
test.example(rng.randn(2, 3).round(2), rng.randn(3, 5).round(2), rng.randn(3, 5).round(2), rng.randn(5, 3).round(2))
test.example(np.array([[-2.0]]), np.array([[1.0]]), np.array([[3.0]]), np.array([[0.5]]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(128)
W_gate, W_up, W_down = rng.normal(size=(4, 6)), rng.normal(size=(4, 6)), rng.normal(size=(6, 4))
test(rng.normal(size=(5, 4)), W_gate, W_up, W_down)
test(rng.normal(size=(2, 3, 4)), W_gate, W_up, W_down)
test(rng.normal(size=4), W_gate, W_up, W_down)
test(rng.integers(-3, 4, size=(3, 4)), rng.integers(-2, 3, size=(4, 5)), rng.integers(-2, 3, size=(4, 5)), rng.integers(-2, 3, size=(5, 4)))
### END HIDDEN TESTS

# %% test="gated_feed_forward_extremes" points=1
test = check("gated_feed_forward", silent=True)
X = np.array([[1.0, -0.5], [-1.2, 0.8], [0.002, -0.001], [-0.003, 0.001]])
W_gate = np.array([[900.0, -850.0, 400.0], [-700.0, 300.0, 900.0]])
W_up = np.array([[0.4, -0.3, 0.2], [-0.5, 0.7, 0.1]])
test.example(X, W_gate, W_up, np.array([[0.1, 0.4], [0.3, -0.2], [0.6, 0.5]]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(129)
W_gate, W_up, W_down = rng.normal(size=(3, 5)), rng.normal(size=(3, 5)), rng.normal(size=(5, 3))
for size in (1e3, 1e5, 1e-9):
    test(size * rng.normal(size=(4, 3)), W_gate, W_up, W_down)
test(np.zeros((4, 3)), W_gate, W_up, W_down)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: the likely words, and no others (3 points)
#
# To draw from all 49,152 words would now and then draw nonsense: each unlikely word is unlikely, but they are many. So keep
# the largest probabilities, as few of them as reach `share` together, and let them sum to 1.
#
# | | |
# |---|---|
# | arguments | `p` `(V,)`, probabilities that sum to 1; `share`, above 0 and at most 1 |
# | result | `(V,)`, float: what is kept, divided by its sum, at the places where it stood; 0 elsewhere |
# | which | the fewest largest ones whose sum is at least `share`; of equal ones the first |
# | rounding | the sum of all of `p` may come out as 0.9999999999999999: with `share = 1` all are kept then, too |
# | bad input | any other `share`: `ValueError`, whose message names it |
# | example | `p = [0.0625, 0.5, 0.03125, 0.25, 0.125, 0.03125]` and `share = 0.7` keep two and give `[0, 0.6667, 0, 0.3333, 0, 0]` |


# %% solution="top_p"
def top_p(p, share):
    """p (V,) with the fewest largest entries that sum to at least `share`, made to sum to 1, and 0 elsewhere."""
    ### BEGIN SOLUTION
    if not 0 < share <= 1:
        raise ValueError(f"share is {share}; expected a number above 0 and at most 1")
    order = np.argsort(-p, kind="stable")  # the largest first, of equal ones the first
    reached = np.cumsum(p[order]) >= share
    count = np.argmax(reached) + 1 if reached.any() else len(p)  # rounding may leave the sum below 1
    kept = np.zeros(len(p))
    kept[order[:count]] = p[order[:count]]
    return kept / kept.sum()
    ### END SOLUTION


# %% test="top_p_values" points=2
test = check("top_p")
test.example(np.array([0.0625, 0.5, 0.03125, 0.25, 0.125, 0.03125]), 0.7)
test.example(np.array([0.0625, 0.5, 0.03125, 0.25, 0.125, 0.03125]), 0.75)
test.example(np.array([0.1, 0.2, 0.3, 0.1, 0.3]), 0.5)
test.example(np.array([0.25, 0.125, 0.25, 0.125, 0.25]), 0.3)
test.example(np.full(10, 0.1), 1.0)                                       # 0.9999999999999999 in all
### BEGIN HIDDEN TESTS
p = np.array([0.03125, 0.25, 0.0625, 0.375, 0.03125, 0.25])
for share in (0.3, 0.375, 0.5, 0.7, 0.9, 0.95, 1.0):
    test(p, share)
test(np.array([0.5, 0.0, 0.5, 0.0]), 1.0)
test(np.full(7, 1 / 7), 0.5)
test(np.full(6, 1 / 6), 1.0)
test(np.array([1.0]), 0.2)
many_equal = np.tile([3.0, 1.0, 2.0, 2.0], 32) / 256  # a sort that is not stable mixes them up
for share in (0.3, 0.6, 0.9):
    test(many_equal, share)
weights = np.random.default_rng(130).random(50) ** 4
for share in (0.11, 0.53, 0.87):
    test(weights / weights.sum(), share)
### END HIDDEN TESTS

# %% test="top_p_errors" points=1
test = check("top_p")
test.raises(ValueError, np.array([0.25, 0.75]), 0.0, mentions=["0.0"])
test.raises(ValueError, np.array([0.25, 0.75]), 1.5, mentions=["1.5"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.array([0.5, 0.25, 0.25]), -0.25, mentions=["-0.25"])
test.raises(ValueError, np.array([0.5, 0.25, 0.25]), 90.0, mentions=["90.0"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: write (2 points)
#
# A model is a function `step(tokens, cache) -> (logits, cache)`. It reads some tokens after all that its cache holds, and
# gives the logits `(V,)` of the word after the last one, and the cache that holds these tokens, too.
#
# | | |
# |---|---|
# | arguments | `step`; `prompt`, a list of whole numbers; `n`, how many tokens to write, at least 0 |
# | result | a list of the `n` new tokens, without the prompt: each time the one of the largest logit |
# | calls | the first one with the whole prompt and `cache=None`; each later one with the newest token alone, `[token]`, and the cache that the call before gave |
# | bad input | an empty prompt: `ValueError`, whose message says that it is empty |
#
# The toy model below adds up what it reads, so that everything counts: which tokens came, and in which order.


# %% solution="generate"
def generate(step, prompt, n):
    """The n tokens that follow the prompt, each the most likely one; `step` reads each token once."""
    ### BEGIN SOLUTION
    if not len(prompt):
        raise ValueError("the prompt is empty; expected one token at least")
    written, tokens, cache = [], list(prompt), None
    while len(written) < n:
        logits, cache = step(tokens, cache)
        tokens = [int(np.argmax(logits))]
        written += tokens
    return written
    ### END SOLUTION


# %% locked="toy_model"
def toy_step(tokens, cache):
    """Eleven words; the cache is one number, made of all tokens so far in their order."""
    state = 0.0 if cache is None else cache
    for token in tokens:
        state = (1.7 * state + token + 1) % 11
    return np.cos(np.arange(11) - state), state


def write_with_toy_model(prompt, n):
    return generate(toy_step, prompt, n)


def tokens_read(prompt, n):
    """How many tokens each call of step was given."""
    counts = []

    def step(tokens, cache):
        counts.append(len(tokens))
        return toy_step(tokens, cache)

    generate(step, prompt, n)
    return counts


# %% test="generate_values" points=1
test = check("write_with_toy_model", exercise="generate")
test.example([3, 1, 4], 5)
test.example([7], 2)
test.example([2, 8], 0)
### BEGIN HIDDEN TESTS
test([2, 7, 1, 8], 12)
test([5, 5], 1)
test([9, 0, 9], 0)
test.raises(ValueError, [], 3, mentions=["empty"])
### END HIDDEN TESTS

# %% test="generate_reads_each_token_once" points=1
test = check("tokens_read", exercise="generate")
counts = list(test.result([3, 1, 4, 1, 5], 6))
check.that(counts[:1] == [5], f"Your first call of `step` was given this many tokens: {counts[0] if counts else 'none'}; expected the whole prompt, 5.")
check.that(set(counts[1:]) == {1}, f"Your calls of `step` were given {counts} tokens. After the prompt it is one new token each "
           "time, since the cache holds the others: expected [5, 1, 1, 1, 1, 1].")
check.that(len(counts) in (6, 7), f"Your function called `step` {len(counts)} times to write 6 tokens; expected 6 calls, one for each.")

# %% [markdown]
# ## Exercise 6: what a head does (3 points)
#
# Three measures of weights, each a mean of one weight from each query. They take one head, `(n, n)`, or many at once.
#
# | function | the weight of each query | of the queries |
# |---|---|---|
# | `first_token_share(A)` | on key 0 | 1 to n - 1 |
# | `previous_token_share(A)` | on the key just before it | 1 to n - 1 |
# | `induction_share(A, period)` | on key `i - period + 1`, for the query `i` | `period` to n - 1 |
#
# The last is for a text that repeats after `period` tokens: there a query has stood once before, `period` places back, and
# the key is the one that came *after* it then. All give `(...)` for `A` `(..., n, n)`, with `n` above 1 and above `period`, which is
# at least 2. For `A = [[1, 0, 0], [0.3, 0.7, 0], [0.5, 0.1, 0.4]]` the first gives `0.4` and the second `0.2`; the third, with `period = 2`, gives `0.1`.


# %% solution="first_token_share"
def first_token_share(A):
    """The mean weight (...) that queries from the second on give to key 0, for A (..., n, n)."""
    ### BEGIN SOLUTION
    return A[..., 1:, 0].mean(axis=-1)
    ### END SOLUTION


# %% solution="previous_token_share"
def previous_token_share(A):
    """The mean weight (...) that queries from the second on give to the key before them, for A (..., n, n)."""
    ### BEGIN SOLUTION
    return np.diagonal(A, offset=-1, axis1=-2, axis2=-1).mean(axis=-1)
    ### END SOLUTION


# %% solution="induction_share"
def induction_share(A, period):
    """The mean weight (...) of queries i >= period on key i - period + 1, for A (..., n, n)."""
    ### BEGIN SOLUTION
    queries = np.arange(period, A.shape[-1])
    return A[..., queries, queries - period + 1].mean(axis=-1)
    ### END SOLUTION


# %% locked="some_weights"
def some_weights(seed, *shape):
    """Causal weights of this shape (..., n, n)."""
    E = np.random.RandomState(seed).rand(*shape) * np.tri(shape[-1])
    return (E / E.sum(axis=-1, keepdims=True)).round(3)


three_rows = np.array([[1, 0, 0], [0.3, 0.7, 0], [0.5, 0.1, 0.4]])

# %% test="first_token_share_values" points=1
test = check("first_token_share")
test.example(some_weights(124, 5, 5))
test.example(some_weights(131, 2, 5, 5))                                  # two heads
test.example(three_rows)
### BEGIN HIDDEN TESTS
test(some_weights(132, 7, 7))
test(some_weights(133, 4, 3, 6, 6))
test(some_weights(134, 2, 2))
test(np.random.default_rng(144).dirichlet(np.ones(5), size=(3, 5)))  # not causal
### END HIDDEN TESTS

# %% test="previous_token_share_values" points=1
test = check("previous_token_share")
test.example(some_weights(150, 5, 5))
test.example(some_weights(135, 2, 5, 5))                                  # two heads
test.example(three_rows)
### BEGIN HIDDEN TESTS
test(some_weights(136, 7, 7))
test(some_weights(137, 4, 3, 6, 6))
test(some_weights(138, 2, 2))
test(np.random.default_rng(144).dirichlet(np.ones(5), size=(3, 5)))  # not causal: what lies above the diagonal counts
### END HIDDEN TESTS

# %% test="induction_share_values" points=1
test = check("induction_share")
test.example(some_weights(108, 8, 8), 3)
test.example(some_weights(139, 2, 7, 7), 3)                               # two heads
test.example(three_rows, 2)
### BEGIN HIDDEN TESTS
test(some_weights(140, 9, 9), 4)
test(some_weights(141, 4, 3, 8, 8), 5)
test(some_weights(142, 10, 10), 2)
test(some_weights(143, 6, 6), 5)
test(np.random.default_rng(144).dirichlet(np.ones(7), size=(3, 7)), 3)  # not causal
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 7: in your own words (3 points)
#
# A friend has found a head in which "it" gives 0.8 of its attention to "dog", and writes: "This head shows that the model
# understands what 'it' stands for."
#
# Say in three to five sentences what the weights do tell, what else could explain them, and an experiment that could
# prove your friend wrong. 1 point each.

# %% [markdown] written="what_weights_tell" points=3
# The weights tell from where this head takes its values for "it", in this one sentence: mostly from "dog". They do not tell
# what is in those values, nor whether the rest of the model uses them: "dog" may be read because it is the last noun, or the
# first, or because another head has already written something there. An experiment: change the sentence so that "it" stands
# for another noun, in many sentences, and see whether the weight moves along; and take the head out and see whether the
# model still continues rightly. If the weight stays on the same place, or nothing changes without the head, the friend is
# wrong.
#
# *Marking scheme.* 1 point: weights say from where values are taken, not what they mean or whether they are used. 1 point: a
# rival explanation, such as place, or the nearest noun. 1 point: an experiment with a control whose outcome could refute the claim.

# %% [markdown]
# ## Let your functions run a published model
#
# No points. With the model installed (the lesson says how), this runs it with your functions in the place of ours. A function
# that is not right yet makes it write nonsense, which is worth seeing once.

# %% locked="let_it_write"
import os


def let_it_write(prompt="The capital of France is", n=12):
    """The prompt, and how the published model goes on with it by your functions."""
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return "The model is not run while this notebook is graded."
    from attention_course import smollm  # here, since nothing else needs it

    model = smollm.load()
    mine = smollm.parts(rotary_positions=rotary_positions, grouped_query_attention=grouped_query_attention,
                        gated_feed_forward=gated_feed_forward)
    return prompt + model.text(generate(model.step(mine), model.split(prompt), n))


# %% [markdown]
# Take the `#` away and run the cell; put it back before you hand in.

# %%
# print(let_it_write())
