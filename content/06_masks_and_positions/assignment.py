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
### BEGIN HIDDEN TESTS
test.knows(
    lambda n: np.tri(n, dtype=bool),
    causal_mask_off_by_one=lambda n: np.tri(n, k=-1, dtype=bool),
    one_key_too_many=check.Mistake(
        lambda n: np.tri(n, k=1, dtype=bool),
        fact="Your mask lets each query see one key after itself.",
        reason="The next word is what a causal model has to predict; it must not be seen.",
        hint="Query i sees the keys j with j <= i."),
    mask_polarity_turned=lambda n: ~np.tri(n, dtype=bool),
    looks_ahead_only=check.Mistake(
        lambda n: np.tri(n, dtype=bool).T,
        fact="Your queries see themselves and what comes after them.",
        reason="Rows are queries, columns are keys: the upper right triangle is the future.",
        hint="Transpose your mask."),
    numbers_in_place_of_booleans=check.Mistake(
        lambda n: np.tri(n),
        fact="Your mask is made of numbers, zeros and ones.",
        reason="A mask says yes or no, and only for booleans does ~ turn it round and [ ] select by it.",
        hint="Give it dtype=bool, or make it by a comparison."),
)
### END HIDDEN TESTS
test.example(2)
test.example(4)
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
### BEGIN HIDDEN TESTS


def reference_padding(lengths, n):
    return np.array([[place < length for place in range(n)] for length in lengths], dtype=bool).reshape(-1, n)


test.knows(
    reference_padding,
    mask_polarity_turned=lambda lengths, n: ~reference_padding(lengths, n),
    one_place_too_many=check.Mistake(
        lambda lengths, n: np.arange(n) <= np.asarray(lengths)[:, None],
        fact="Each row has one True too many.",
        reason="A sentence of length 2 has the places 0 and 1.",
        hint="Compare with <, since places count from 0."),
    padded_at_the_front=check.Mistake(
        lambda lengths, n: reference_padding(lengths, n)[:, ::-1],
        fact="Your mask marks the last places of each row.",
        reason="Sentences begin at place 0, and are filled up at their end.",
        hint="Place j of row b is True where j < lengths[b]."),
    places_as_rows=check.Mistake(
        lambda lengths, n: reference_padding(lengths, n).T,
        fact="Your mask has a row for each place, shape {shape}.",
        reason="There is one mask for each sentence: (batch, n).",
        hint="Give lengths the shape (batch, 1) and compare it with np.arange(n)."),
)
### END HIDDEN TESTS
test.example([1, 3], 3)
test.example(np.array([2, 0, 4, 5, 1]), 5)
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
# | example | scores `[[1, 2, 3]]` with mask `[[True, True, False]]` give `[[0.269, 0.731, 0]]` (rounded) |
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
### BEGIN HIDDEN TESTS


def reference_masked_softmax(S, mask):
    S, mask = np.asarray(S, dtype=float), np.broadcast_to(mask, np.shape(S))
    A = np.zeros(S.shape)
    for place in np.ndindex(*S.shape[:-1]):
        seen = mask[place]
        if seen.any():
            powers = np.exp(S[place][seen] - S[place][seen].max())
            A[place][seen] = powers / powers.sum()
    return A


def wrong_softmax(S, axis=-1):
    E = np.exp(S - S.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def wrong_exponentials(S, largest):
    """Softmax with `largest` taken off all rows, and zeros where nothing is left of a row."""
    E = np.exp(S - largest)
    total = E.sum(axis=-1, keepdims=True)
    return E / np.where(total == 0, 1.0, total)


test.knows(
    reference_masked_softmax,
    mask_ignored=check.Mistake(
        lambda S, mask: wrong_softmax(S * 1.0),
        fact="Your weights are those of the scores without any mask.",
        reason="A hidden key must get weight 0, and its share must go to the visible ones.",
        hint="Set the scores at the False places to -inf before exp."),
    masked_with_zero=lambda S, mask: wrong_softmax(np.where(mask, S, 0.0)),
    masked_with_too_small_a_constant=lambda S, mask: wrong_softmax(np.where(mask, S, -100.0)),
    masked_after_softmax=lambda S, mask: np.where(mask, wrong_softmax(S * 1.0), 0.0),
    mask_polarity_turned=lambda S, mask: reference_masked_softmax(S, ~np.asarray(mask)),
    softmax_over_queries=lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf), axis=-2),
    mask_on_the_wrong_axis=lambda S, mask: wrong_softmax(
        np.where(np.swapaxes(np.broadcast_to(mask, S.shape), -1, -2), S, -np.inf)),
    fully_masked_row_is_nan=lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf)),
    fully_masked_row_sees_all=lambda S, mask: np.where(
        np.any(np.broadcast_to(mask, np.shape(S)), axis=-1, keepdims=True), reference_masked_softmax(S, mask),
        1 / np.shape(S)[-1]),
    hidden_by_adding_a_constant=lambda S, mask: wrong_softmax(S + np.where(mask, 0.0, -1e9)),
    constant_then_wiped_out=check.Mistake(
        lambda S, mask: np.where(mask, wrong_softmax(np.where(mask, S, -1e9)), 0.0),
        fact="Masked scores were set to a finite constant, and what was left of their weights was wiped out after softmax.",
        reason="Where the other scores are lower than the constant, the masked keys take all of the 1 first, and it is lost.",
        hint="Use -inf, and take care of rows in which everything is masked."),
    integer_truncation=lambda S, mask: np.floor(reference_masked_softmax(S, mask)),
    max_of_everything=lambda S, mask: wrong_exponentials(np.where(mask, S, -np.inf), np.max(S)),
    no_max_subtraction=lambda S, mask: wrong_exponentials(np.where(mask, S, -np.inf), 0.0),
)
### END HIDDEN TESTS
test.example(np.array([[1.0, 2.0, 3.0]]), np.array([[True, True, False]]))
test.example(np.array([[0.5, 2.5, -1.0], [1.5, 0.25, 2.0], [-0.5, 1.0, 0.75]]), np.tri(3, dtype=bool))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(61)
test(numbers.normal(size=(3, 5)), numbers.random((3, 5)) > 0.4)
test(numbers.normal(size=(4, 6)), np.array([True, True, False, True, False, True]))  # one mask for all queries
test(numbers.normal(size=(2, 3, 5)), np.array([[[True, True, False, False, False]], [[True] * 5]]))
test(numbers.integers(-4, 4, size=(3, 4)), np.tri(3, 4, dtype=bool))
test(numbers.normal(size=(3, 3)), np.ones((3, 3), dtype=bool))
_weights = masked_softmax(np.array([[0.5, 1.5, 2.5]]), np.array([[True, False, True]]))
check.that(_weights[0, 1] == 0, f"The weight of a hidden key is {_weights[0, 1]:g}; it must be exactly 0. A finite constant "
           "leaves a rest; use -inf.\n(known mistake: masked with too small a constant)")
### END HIDDEN TESTS

# %% [markdown]
# Two kinds of rows deserve a test of their own: those in which nothing may be seen, and those with very large numbers.

# %% test="masked_softmax_extremes" points=2
test = check("masked_softmax", silent=True)
test.example(np.array([[0.5, 1.5, 2.0], [1.0, -1.0, 0.25]]), np.array([[True, False, True], [False, False, False]]))
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
# | example | `Q = [[1, 0]]`, `K = [[0, 1], [0, 2], [5, 5]]`, `V = [[1], [3], [100]]` with the mask `[[True, True, False]]` give `O = [[2]]` and `A = [[0.5, 0.5, 0]]` |
#
# You may use your `masked_softmax`. If it should still be wrong, its points are lost only once.


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
### BEGIN HIDDEN TESTS


def reference_masked_attention(Q, K, V, mask=None):
    S = np.einsum("...qd,...kd->...qk", Q, K, dtype=float) * np.shape(K)[-1] ** -0.5
    A = reference_masked_softmax(S, True if mask is None else mask)
    return np.einsum("...qk,...kv->...qv", A, V, dtype=float), A


def wrong_attention(scale=lambda Q, K: Q.shape[-1] ** 0.5, softmax=reference_masked_softmax, turn=lambda Q, K: (Q, K)):
    def attention(Q, K, V, mask=None):
        Q, K = turn(Q, K)
        S = np.einsum("...qd,...kd->...qk", Q, K) / scale(Q, K)
        A = softmax(S, np.broadcast_to(True if mask is None else mask, S.shape))
        return A @ V, A
    return attention


test.knows(
    reference_masked_attention,
    mask_ignored=check.Mistake(
        wrong_attention(softmax=lambda S, mask: wrong_softmax(S)),
        fact="Your result is that of attention without a mask.",
        reason="Hidden keys must get weight 0.",
        hint="Hand the mask on to your masked softmax."),
    no_scale=wrong_attention(scale=lambda Q, K: 1.0),
    scale_multiplied=wrong_attention(scale=lambda Q, K: K.shape[-1] ** -0.5),
    scale_by_root_d_v=lambda Q, K, V, mask=None: wrong_attention(scale=lambda Q, K: V.shape[-1] ** 0.5)(Q, K, V, mask),
    scale_by_d_k=wrong_attention(scale=lambda Q, K: K.shape[-1]),
    scale_by_root_n=wrong_attention(scale=lambda Q, K: K.shape[-2] ** 0.5),
    fully_masked_row_is_nan=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf))),
    fully_masked_row_sees_all=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, -1e9))),
    hidden_by_adding_a_constant=wrong_attention(softmax=lambda S, mask: wrong_softmax(S + np.where(mask, 0.0, -1e9))),
    masked_with_zero=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, 0.0))),
    masked_after_softmax=wrong_attention(softmax=lambda S, mask: np.where(mask, wrong_softmax(S), 0.0)),
    softmax_over_queries=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf), axis=-2)),
    mask_polarity_turned=lambda Q, K, V, mask=None: reference_masked_attention(
        Q, K, V, None if mask is None else ~mask),
    queries_and_keys_swapped=wrong_attention(turn=lambda Q, K: (K, Q)),
    transpose_of_a_batch=lambda Q, K, V, mask=None: Q @ K.T,
    key_not_transposed=lambda Q, K, V, mask=None: Q @ K,
    nothing_seen_without_a_mask=check.Mistake(
        lambda Q, K, V, mask=None: reference_masked_attention(Q, K, V, False if mask is None else mask),
        fact="Without a mask your weights are all 0.",
        reason="No mask means that nothing is hidden.",
        hint="Where mask is None, use True in its place."),
    values_ignored=lambda Q, K, V, mask=None: (reference_masked_attention(Q, K, V, mask)[1],) * 2,
    weights_before_output=check.Mistake(
        lambda Q, K, V, mask=None: reference_masked_attention(Q, K, V, mask)[::-1],
        fact="You give the weights first and the output second.",
        reason="The result is the tuple (O, A).",
        hint="Turn the two round."),
)
test.given(masked_softmax=reference_masked_softmax)
### END HIDDEN TESTS
numbers = np.random.RandomState(62)
Q, K, V = numbers.randn(3, 2).round(2), numbers.randn(5, 2).round(2), numbers.randn(5, 3).round(2)
test.example(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, 2.0], [5.0, 5.0]]), np.array([[1.0], [3.0], [100.0]]),
             np.array([[True, True, False]]))
test.example(Q, K, V, np.array([True, True, False, True, False]))
test.example(Q, K, V, np.tri(3, 5, dtype=bool))
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
test.example(np.array([[1.0, 0.5]]), np.array([[0.5, 1.5], [-1.0, 0.25], [0.0, 2.0]]), np.array([[1.0], [2.0], [4.0]]))
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
numbers = np.random.RandomState(64)
Q, K, V = numbers.randn(2, 3, 2).round(2), numbers.randn(2, 4, 2).round(2), numbers.randn(2, 4, 5).round(2)
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
### BEGIN HIDDEN TESTS


def reference_positions(n, d_model, base=10000.0, first=0, exponent=lambda column, d: 2 * (column // 2) / d):
    return np.array([[(np.sin, np.cos)[column % 2](place / base ** exponent(column, d_model))
                      for column in range(d_model)] for place in range(first, first + n)])


test.knows(
    reference_positions,
    sine_and_cosine_in_halves=lambda n, d_model: np.concatenate(
        [reference_positions(n, d_model)[:, 0::2], reference_positions(n, d_model)[:, 1::2]], axis=1),
    places_from_one=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, first=1),
        fact="Your first row is that of place 1.",
        reason="Places count from 0: the first row is 0, 1, 0, 1, ...",
        hint="Use np.arange(n)."),
    cosine_before_sine=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model).reshape(n, -1, 2)[:, :, ::-1].reshape(n, d_model),
        fact="You have cosine in the even columns and sine in the odd ones.",
        reason="Column 0 is the first even one: it holds a sine.",
        hint="Write sines into P[:, 0::2] and cosines into P[:, 1::2]."),
    own_frequency_for_each_column=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: column / d),
        fact="Each of your columns has a frequency of its own.",
        reason="A sine and a cosine share a frequency: only as a pair they turn like the hands of a clock.",
        hint="Columns 2i and 2i + 1 both have the exponent 2i / d_model."),
    frequencies_too_close=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: (column // 2) / d),
        fact="Your frequencies fall half as fast as they should.",
        reason="The exponent is 2i / d_model, where i counts the pairs.",
        hint="Use np.arange(0, d_model, 2) / d_model."),
    frequencies_too_far_apart=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: 4 * (column // 2) / d),
        fact="Your frequencies fall twice as fast as they should.",
        reason="The exponent is 2i / d_model, where i counts the pairs; np.arange(0, d_model, 2) is 2i already.",
        hint="Use np.arange(0, d_model, 2) / d_model."),
    frequencies_rise=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: -2 * (column // 2) / d),
        fact="Your frequencies rise from column to column: you multiply by a power of 10000.",
        reason="The first pair turns fastest, and each later one more slowly.",
        hint="Divide the place by 10000 ** (2i / d_model)."),
    another_base=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, base=1000.0),
        fact="Your positions have the base 1000.",
        reason="The slowest pair should take tens of thousands of places for a turn, and the base decides that.",
        hint="Use 10000."),
    places_as_columns=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model).T,
        fact="Your result has shape {shape}: places are columns.",
        reason="Tokens are rows in this course, and so are their places.",
        hint="Give the places the shape (n, 1) before you multiply."),
)
### END HIDDEN TESTS
test.example(2, 2)
test.example(3, 6)
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
