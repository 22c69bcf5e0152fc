# ---
# title: Long sequences
# minutes: 75
# difficulty: challenging
# ---

# %% [markdown]
# # Attend to a long text without the n x n matrix
#
# You write attention that reads its keys block by block and never holds all the scores, and the step with which a model
# writes one more word.
#
# - **Time**: about 75 minutes. **Difficulty**: challenging. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Read keys in blocks and keep what was read* (`10_long_sequences`).
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   sizes and block lengths, on very large scores and on long inputs, where they measure memory; each exercise says what
#   counts.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks
from attention_course.checks.memory import peak_bytes

check = Checks("10_long_sequences")

# %% [markdown]
# ## Exercise 1: attention in blocks (11 points)
#
# Compute the output of scaled attention, softmax along the keys, but look at no more than `block` keys at a time.
#
# | | |
# |---|---|
# | arguments | `Q` `(n_q, d_k)`, `K` `(n_k, d_k)`, `V` `(n_k, d_v)`; `block`, a whole number, at least 1, which need not divide `n_k` and may be larger |
# | result | the output `(n_q, d_v)`, float, equal to plain attention to 10 digits |
# | memory | beside the arguments no more than a few arrays of the size of the inputs and of one block of scores, `(n_q, block)`: never all the scores |
# | example | with `Q = [[1, 0]]`, `K = [[0, 1], [0, 2]]`, `V = [[1], [3]]` all scores are 0, so the result is `[[2.0]]`, for any `block` |
#
# For each query carry three things from block to block: the largest score so far, the sum of the exponentials so far,
# and the weighted sum of the values so far. When a larger score turns up, the two sums must be corrected. Scores may be
# large in each of the three tests, so sums that overflow earn no points here.


# %% solution="attention_in_blocks"
def attention_in_blocks(Q, K, V, block):
    """The output of scaled attention (n_q, d_v), with no more than (n_q, block) scores at a time."""
    ### BEGIN SOLUTION
    n_q, n_k = Q.shape[0], K.shape[0]
    largest = np.full((n_q, 1), -np.inf)  # of the scores so far
    total = np.zeros((n_q, 1))  # of exp(score - largest) so far
    O = np.zeros((n_q, V.shape[1]))  # of exp(score - largest) @ V so far
    for begin in range(0, n_k, block):
        S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])  # (n_q, block)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))  # (n_q, 1)
        correction = np.exp(largest - larger)  # (n_q, 1), 0 at the first block
        E = np.exp(S - larger)  # (n_q, block)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = O * correction + E @ V[begin:begin + block]
        largest = larger
    return O / total
    ### END SOLUTION


# %% test="attention_in_blocks_values" points=5
test = check("attention_in_blocks", rtol=1e-9, atol=1e-10)
test.example(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([[1.0], [3.0]]), 1)
numbers = np.random.RandomState(101)
Q, K, V = numbers.randn(2, 3).round(2), numbers.randn(6, 3).round(2), numbers.randn(6, 2).round(2)
test.example(Q, K, V, 2)
test.example(Q, K, V, 6)
test.example(Q * 1e3, K, V, 3)
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(102)
Q, K, V = numbers.normal(size=(4, 5)), numbers.normal(size=(12, 5)), numbers.normal(size=(12, 3))
for block in (1, 2, 3, 4, 6, 12):
    test(Q, K, V, block)
test(Q * 1e3, K, V, 4)
test(Q[:1], K[:1], V[:1], 1)
test(numbers.integers(-2, 3, size=(3, 2)), numbers.integers(-2, 3, size=(6, 2)), numbers.integers(-9, 9, size=(6, 5)), 2)
### END HIDDEN TESTS

# %% [markdown]
# The last block may be shorter than the others, the largest score may come first or last, and `block` may exceed `n_k`.

# %% test="attention_in_blocks_extremes" points=3
test = check("attention_in_blocks", rtol=1e-9, atol=1e-10)
numbers = np.random.RandomState(103)
Q, K, V = numbers.randn(3, 2).round(2), numbers.randn(7, 2).round(2), numbers.randn(7, 5).round(2)
test.example(Q, K, V, 3)
test.example(Q, K, V, 10)
test.example(Q * 1e3, K, V, 2)
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(104)
Q, K, V = numbers.normal(size=(4, 5)), numbers.normal(size=(13, 5)), numbers.normal(size=(13, 3))
for block in (2, 5, 7, 12, 40):
    test(Q, K, V, block)
test(Q * 1e4, K, V, 4)
rising = np.linspace(1, 2, 13)[:, None] * np.ones((13, 5))
test(np.ones((2, 5)) * 900, rising, V, 3)
test(np.ones((2, 5)) * -900, rising, V, 3)
test(np.ones((2, 5)) * 900, rising[::-1], V, 3)
### END HIDDEN TESTS

# %% [markdown]
# Now a long text, measured as in the lesson. With 1200 queries and keys, all the scores together would take 11.5
# megabytes.

# %% test="attention_in_blocks_memory" points=3
test = check("attention_in_blocks")
numbers = np.random.RandomState(105)
Q, K, V = 500 * numbers.randn(1200, 8), numbers.randn(1200, 8), numbers.randn(1200, 4)
result = test.result(Q, K, V, 32)
check.that(getattr(result, "shape", None) == (1200, 4), "Expected is one array, of shape (1200, 4).")
check.that(np.isfinite(result).all(), "Your result has entries that are not finite: the scores go up to thousands, and exp of 710 "
           "is more than a float can hold. Subtract the largest score so far before exp, and correct the sums when it grows.")
few = 8 * 8 * (1200 * 8 + 1200 * 32)  # eight arrays like K and like a block of scores, 8 bytes a number
peak = peak_bytes(attention_in_blocks, Q, K, V, 32)
check.that(peak < few, f"Your function held {peak / 1e6:.1f} MB at one time; expected are less than {few / 1e6:.1f} MB. "
           "Compute the scores of one block only, and keep nothing of it but the two sums and the maximum.")
### BEGIN HIDDEN TESTS
check.that(np.allclose(result, reference_attention_in_blocks(Q, K, V, 32), atol=1e-9),
           "On 1200 tokens your result differs from plain attention.")
few_queries, many_keys = numbers.randn(20, 1), numbers.randn(4000, 1)
peak = peak_bytes(attention_in_blocks, few_queries, many_keys, many_keys, 32)
check.that(peak < 16 * 8 * (4000 + 20 * 32), f"With 20 queries and 4000 keys your function held {peak / 1e6:.1f} MB at one time. It is the keys that "
           "come in blocks: look at 32 of them at a time, and at all queries or fewer.",
           mistake="all_keys_at_a_time")
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: one more word (6 points)
#
# A model that writes has computed the keys and values of all earlier words, and keeps them. For the new word it
# computes one query, one key and one value, and appends the key and the value to what it keeps.
#
# | | |
# |---|---|
# | arguments | `q` `(d_k,)`, the query of the new word; `K_cache` `(t, d_k)` and `V_cache` `(t, d_v)`, keys and values of all words up to the new one, its own among them |
# | result | `(d_v,)`, float: the output of scaled attention for the new word |
# | example | `q = [1, 0]`, `K_cache = [[0, 1], [0, 2]]`, `V_cache = [[1], [3]]` gives `[2.0]` |
#
# Scores may be large here, too.


# %% solution="attend_next"
def attend_next(q, K_cache, V_cache):
    """The output (d_v,) for the query q (d_k,) over the keys (t, d_k) and values (t, d_v) that were kept."""
    ### BEGIN SOLUTION
    s = K_cache @ q / np.sqrt(len(q))  # (t, d_k) @ (d_k,) -> (t,)
    e = np.exp(s - s.max())  # (t,)
    return e @ V_cache / e.sum()  # (t,) @ (t, d_v) -> (d_v,)
    ### END SOLUTION


# %% test="attend_next_values" points=4
test = check("attend_next")
numbers = np.random.RandomState(106)
q, K_cache, V_cache = numbers.randn(3).round(2), numbers.randn(5, 3).round(2), numbers.randn(5, 2).round(2)
test.example(q, K_cache, V_cache)
test.example(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([[1.0], [3.0]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(107)
q, K_cache, V_cache = numbers.normal(size=5), numbers.normal(size=(7, 5)), numbers.normal(size=(7, 3))
test(q, K_cache, V_cache)
test(q, K_cache[:1], V_cache[:1])
test(q * 1e4, K_cache, V_cache)
test(-q * 1e4, K_cache, V_cache)
test(numbers.integers(-2, 3, size=3), numbers.integers(-2, 3, size=(4, 3)), numbers.integers(-9, 9, size=(4, 2)))
### END HIDDEN TESTS

# %% [markdown]
# Step by step your function must give what attention with a causal mask gives for the whole text at once.

# %% test="attend_next_is_causal_attention" points=2
test = check("attend_next")
numbers = np.random.RandomState(108)
Q, K, V = numbers.randn(6, 3), numbers.randn(6, 3), numbers.randn(6, 2)
S = np.where(np.tri(6, dtype=bool), Q @ K.T / np.sqrt(3), -np.inf)  # (6, 6)
E = np.exp(S - S.max(axis=1, keepdims=True))
O = E / E.sum(axis=1, keepdims=True) @ V  # (6, 2)
for t in range(6):
    row = test.result(Q[t], K[:t + 1], V[:t + 1])
    check.that(getattr(row, "shape", None) == (2,) and np.allclose(row, O[t]),
               f"Step {t} differs from row {t} of causal attention: {row} came where {O[t]} is expected.")

# %% [markdown]
# ## Exercise 3: in your own words (3 points)
#
# A friend measures both ways on a text of 100 words, finds that plain attention is faster than attention in blocks, and
# concludes that blocks are of no use.
#
# Explain in three to five sentences: why both ways need about the same number of multiplications, what the blocks save
# and how that grows with the length of the text, and from where on it matters. 1 point each.

# %% [markdown] written="what_blocks_save" points=3
# Each query is compared with each key in either way, n times n inner products, and each weight is multiplied with a
# value; blocks only change the order, and add a few corrections. What they save is memory: plain attention holds n x n
# scores, so doubling the text takes four times the memory, while blocks hold n x block. At 100 words that is 80 kB and
# no matter; at 100,000 words it is 80 GB, more than a machine has, and long before that the scores no longer fit the
# fast memory near the processor, and moving them costs more time than computing them.
#
# *Marking scheme.* 1 point: all pairs are still computed, the work is quadratic both ways. 1 point: memory, quadratic
# against linear in n. 1 point: matters when the scores no longer fit (fast) memory, with an estimate or a clear reason.
