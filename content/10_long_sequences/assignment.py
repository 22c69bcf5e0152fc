# ---
# title: Long sequences
# minutes: 75
# difficulty: challenging
# ---

# %% [markdown]
# # Attend to a long text without the n x n matrix
#
# You write attention that reads its keys block by block and never holds all the scores, the step with which a model
# writes one more word, and the cache that the step reads.
#
# - **Time**: about 75 minutes. **Difficulty**: challenging. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Read keys in blocks and keep what was read* (`10_long_sequences`).
# - **Tests**: Hidden tests run after you hand in, on other sizes, block lengths and masks, on very large scores and on
#   long inputs, where they measure memory; each exercise says what counts.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks
from attention_course.checks.memory import peak_bytes

check = Checks("10_long_sequences")

# %% [markdown]
# ## Exercise 1: attention in blocks (10 points)
#
# Compute the output of scaled attention, softmax along the keys, but look at no more than `block` keys at a time, at all
# queries together. It must be the keys that come in blocks: of a text that is still arriving, or that lies on several
# machines, nobody has a whole row of scores.
#
# | | |
# |---|---|
# | arguments | `Q` `(n_q, d_k)`, `K` `(n_k, d_k)`, `V` `(n_k, d_v)`; `block`, a whole number, at least 1, which need not divide `n_k` and may be larger; `mask`, `None` or booleans `(n_q, n_k)`, `True` where a query may attend |
# | hidden keys | get no weight at all; a query that may see nothing gets zeros, without `nan` and without a warning |
# | result | the output `(n_q, d_v)`, float, equal to plain attention to 10 digits |
# | memory | beside the arguments no more than a few arrays of the size of the inputs and of one block of scores, `(n_q, block)`: never `n_q` x `n_k` numbers |
# | example | with `Q = [[1, 0]]`, `K = [[0, 1], [0, 2]]`, `V = [[1], [3]]` all scores are 0, so the result is `[[2.0]]`, for any `block` |
#
# For each query carry three things from block to block: the largest score so far, the sum of the exponentials so far,
# and the weighted sum of the values so far. When a larger score turns up, the two sums must be corrected. Scores may be
# large in each test, so sums that overflow earn no points here. The mask has a test of its own: without it, write the
# rest first.


# %% solution="attention_in_blocks"
def attention_in_blocks(Q, K, V, block, mask=None):
    """The output of scaled attention (n_q, d_v), with no more than (n_q, block) scores at a time."""
    ### BEGIN SOLUTION
    n_q, n_k = Q.shape[0], K.shape[0]
    largest = np.full((n_q, 1), -np.inf)  # of the scores so far
    total = np.zeros((n_q, 1))  # of exp(score - largest) so far
    O = np.zeros((n_q, V.shape[1]))  # of exp(score - largest) @ V so far
    for begin in range(0, n_k, block):
        S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])  # (n_q, block)
        if mask is not None:
            S = np.where(mask[:, begin:begin + block], S, -np.inf)
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))  # (n_q, 1)
        shift = np.where(np.isfinite(larger), larger, 0.0)  # of a query that has seen nothing, any number will do
        correction = np.exp(largest - shift)  # (n_q, 1), 0 at the first block
        E = np.exp(S - shift)  # (n_q, block)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = O * correction + E @ V[begin:begin + block]
        largest = larger
    return O / np.where(total > 0, total, 1.0)
    ### END SOLUTION


# %% test="attention_in_blocks_values" points=3
test = check("attention_in_blocks", rtol=1e-9, atol=1e-10)
rng = np.random.RandomState(101)
Q, K, V = rng.randn(4, 3).round(2), rng.randn(8, 3).round(2), rng.randn(8, 5).round(2)
test.example(Q, K, V, 2)
test.example(Q, K, V, 8)
test.example(Q * 1e3, K, V, 2)
test.example(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([[1.0], [3.0]]), 1)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(102)
Q, K, V = rng.normal(size=(4, 5)), rng.normal(size=(12, 5)), rng.normal(size=(12, 3))
for block in (1, 2, 3, 4, 6, 12):
    test(Q, K, V, block)
test(Q * 1e3, K, V, 4)
test(Q[:1], K[:1], V[:1], 1)
test(rng.integers(-2, 3, size=(3, 2)), rng.integers(-2, 3, size=(6, 2)), rng.integers(-9, 9, size=(6, 5)), 2)
### END HIDDEN TESTS

# %% [markdown]
# The last block may be shorter than the others, the largest score may come first or last, and `block` may exceed `n_k`.

# %% test="attention_in_blocks_extremes" points=2
test = check("attention_in_blocks", rtol=1e-9, atol=1e-10)
rng = np.random.RandomState(103)
Q, K, V = rng.randn(4, 2).round(2), rng.randn(7, 2).round(2), rng.randn(7, 5).round(2)
test.example(Q, K, V, 3)
test.example(Q, K, V, 10)
test.example(Q * 1e3, K, V, 3)
test.example(-900 * np.abs(Q), np.abs(K) + 0.5, V, 3)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(104)
Q, K, V = rng.normal(size=(4, 5)), rng.normal(size=(13, 5)), rng.normal(size=(13, 3))
for block in (2, 5, 7, 12, 40):
    test(Q, K, V, block)
test(Q * 1e4, K, V, 4)
rising = np.linspace(1, 2, 13)[:, None] * np.ones((13, 5))
test(np.ones((2, 5)) * 900, rising, V, 3)
test(np.ones((2, 5)) * -900, rising, V, 3)
test(np.ones((2, 5)) * 900, rising[::-1], V, 3)
test(np.ones((2, 5)) * -1e12, rising, V, 3)
### END HIDDEN TESTS

# %% [markdown]
# Now the mask. A block may be hidden from a query as a whole, the first one too; some queries see one key alone, and one
# sees nothing.

# %% test="attention_in_blocks_mask" points=2
test = check("attention_in_blocks", rtol=1e-9, atol=1e-10, silent=True)
rng = np.random.RandomState(109)
Q, K, V = rng.randn(4, 3).round(2), rng.randn(7, 3).round(2), rng.randn(7, 5).round(2)
some = np.array([[True, False, True, True, False, True, True],
                 [False, False, False, True, True, False, True],
                 [False, False, False, False, False, False, False],
                 [False, False, False, False, False, True, False]])
test.example(Q, K, V, 7, some[:1].repeat(4, axis=0))
test.example(Q, K, V, 2, some)
test.example(Q * 1e3, K, V, 2, some)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(110)
Q, K, V = rng.normal(size=(6, 5)), rng.normal(size=(11, 5)), rng.normal(size=(11, 3))
for block in (1, 2, 4, 11, 20):
    test(Q, K, V, block, rng.random((6, 11)) < 0.4)
    test(-900 * np.abs(Q), np.abs(K), V, block, np.tri(6, 11, dtype=bool)[:, ::-1])
test(Q, K, V, 4, np.zeros((6, 11), dtype=bool))
test(Q, K, V, 4, np.ones((6, 11), dtype=bool))
test(Q, K, V, 4, None)
### END HIDDEN TESTS

# %% [markdown]
# Two long texts, measured as in the lesson. With 1200 queries and keys, all the scores together would take 11.5
# megabytes; with 20 queries and 30,000 keys, 4.8.

# %% test="attention_in_blocks_memory" points=3
test = check("attention_in_blocks")
rng = np.random.RandomState(105)
Q, K, V = 500 * rng.randn(1200, 8), rng.randn(1200, 8), rng.randn(1200, 4)
result = test.result(Q, K, V, 32)
check.that(getattr(result, "shape", None) == (1200, 4), "Expected is one array, of shape (1200, 4).")
check.that(np.isfinite(result).all(), "Your result has entries that are not finite. The scores go up to thousands here: exp of 710 is "
           "more than a float can hold, and exp of -750 is 0. Check whether the largest score so far is taken off before exp, and "
           "whether both sums are corrected, and kept, when it grows.")
few = 8 * 8 * (1200 * 8 + 1200 * 32)  # eight arrays like K and like a block of scores, 8 bytes a number
peak = peak_bytes(attention_in_blocks, Q, K, V, 32)
check.that(peak < few, f"Your function held {peak / 1e6:.1f} MB at one time; expected less than {few / 1e6:.1f} MB. "
           "Compute the scores of one block only, and keep nothing of it but the two sums and the maximum.")
few = 8 * (2 * 400 * (8 + 4) + 48 * 120 * 2)  # two copies of the first 400 keys and values, and 48 blocks of scores
peak, other = (peak_bytes(attention_in_blocks, Q[:120], K[:400], V[:400], block) for block in (2, 200))
turned = other < 8 * 120 * 200  # less than the scores of 200 keys
check.that(peak < few, f"With 120 queries, 400 keys and block=2 your function held {peak / 1e3:.0f} kB; expected less than {few / 1e3:.0f} kB. "
           + (f"With block=200 it held {other / 1e3:.0f} kB, less than the scores of 200 keys take: `block` is how many keys are looked "
              "at at a time, not into how many blocks they are cut." if turned else
              "Keep nothing of a block, neither an output nor its sums, but what is carried on: for each query one maximum, "
              "one sum and one weighted sum of the values."), mistake="number_of_blocks" if turned else None)
Q, K, V = rng.randn(20, 2), rng.randn(30_000, 2), rng.randn(30_000, 3)
few = 8 * (2 * 30_000 * (2 + 3) + 16 * 20 * 32)  # two copies of K and V, and sixteen blocks of scores
peak = peak_bytes(attention_in_blocks, Q, K, V, 32)
check.that(peak < few, f"With 20 queries and 30,000 keys your function held {peak / 1e6:.1f} MB at one time; expected "
           f"less than {few / 1e6:.1f} MB. It is the keys that come in blocks: look at 32 of them at a time, and at all "
           "queries or fewer.", mistake="all_keys_at_a_time")
### BEGIN HIDDEN TESTS
rng = np.random.RandomState(105)
Q, K, V = 500 * rng.randn(1200, 8), rng.randn(1200, 8), rng.randn(1200, 4)
check.that(np.allclose(result, reference_attention_in_blocks(Q, K, V, 32), atol=1e-9),
           "On 1200 tokens your result differs from plain attention.")
Q, K, V = rng.randn(25, 3), rng.randn(20_000, 3), rng.randn(20_000, 2)
peak = peak_bytes(attention_in_blocks, Q, K, V, 50)
check.that(peak < 8 * (2 * 20_000 * (3 + 2) + 16 * 25 * 50), f"With 25 queries and 20,000 keys your function held {peak / 1e6:.1f} MB at one time. "
           "It is the keys that come in blocks: look at 50 of them at a time, and at all queries or fewer.",
           mistake="all_keys_at_a_time")
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: one more word (3 points)
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


# %% test="attend_next_values" points=2
test = check("attend_next")
rng = np.random.RandomState(106)
q, K_cache, V_cache = rng.randn(3).round(2), rng.randn(5, 3).round(2), rng.randn(5, 2).round(2)
test.example(q, K_cache, V_cache)
test.example(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([[1.0], [3.0]]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(107)
q, K_cache, V_cache = rng.normal(size=5), rng.normal(size=(7, 5)), rng.normal(size=(7, 3))
test(q, K_cache, V_cache)
test(q, K_cache[:1], V_cache[:1])
test(q * 1e4, K_cache, V_cache)
test(-q * 1e4, K_cache, V_cache)
test(rng.integers(-2, 3, size=3), rng.integers(-2, 3, size=(4, 3)), rng.integers(-9, 9, size=(4, 2)))
### END HIDDEN TESTS

# %% [markdown]
# Step by step your function must give what attention with a causal mask gives for the whole text at once.

# %% test="attend_next_is_causal_attention" points=1
test = check("attend_next")
rng = np.random.RandomState(108)
Q, K, V = rng.randn(6, 3), rng.randn(6, 3), rng.randn(6, 2)
S = np.where(np.tri(6, dtype=bool), Q @ K.T / np.sqrt(3), -np.inf)  # (6, 6)
E = np.exp(S - S.max(axis=1, keepdims=True))
O = E / E.sum(axis=1, keepdims=True) @ V  # (6, 2)
for t in range(6):
    row = test.result(Q[t], K[:t + 1], V[:t + 1])
    check.that(getattr(row, "shape", None) == (2,) and np.allclose(row, O[t]),
               f"Step {t} differs from row {t} of causal attention: got {row}, expected {O[t]}.")

# %% [markdown]
# ## Exercise 3: a cache that grows (4 points)
#
# In the lesson `np.vstack` added a row to the cache, and copied all others each time. Write a class that keeps arrays with
# room to spare, and copies only when the room is full: then it takes twice as much.
#
# | | |
# |---|---|
# | `Cache(d_k, d_v)` | an empty cache for keys of `d_k` and values of `d_v` numbers |
# | `cache.append(k, v)` | adds a key `(d_k,)` and a value `(d_v,)`; returns nothing. The numbers are copied: whoever changes `k` or `v` afterwards does not change the cache |
# | `cache.attend(q)` | the output `(d_v,)`, float, of the query `q` `(d_k,)` over all that was appended, as `attend_next` gives it; it adds nothing to the cache |
# | copying | `n` calls of `append` together take no more new memory than some `10 n` rows, however large `n` is |
# | bad input | `attend` before any `append`: `ValueError`, whose message says that the cache is empty |
# | example | after `append([0, 1], [1])` and `append([0, 2], [3])`, `attend([1, 0])` gives `[2.0]` |
#
# Your `attend` may call your `attend_next`, or do its own computation.


# %% solution="Cache"
class Cache:
    """Keys (t, d_k) and values (t, d_v) of the words so far."""

    def __init__(self, d_k, d_v):
        ### BEGIN SOLUTION
        self.K, self.V = np.empty((1, d_k)), np.empty((1, d_v))  # with room for one
        self.n = 0  # rows that are in use
        ### END SOLUTION

    def append(self, k, v):
        ### BEGIN SOLUTION
        if self.n == len(self.K):  # full: twice the room
            self.K = np.concatenate([self.K, np.empty_like(self.K)])
            self.V = np.concatenate([self.V, np.empty_like(self.V)])
        self.K[self.n], self.V[self.n] = k, v
        self.n += 1
        ### END SOLUTION

    def attend(self, q):
        ### BEGIN SOLUTION
        if self.n == 0:
            raise ValueError("the cache is empty; append a key and a value before you ask")
        K, V = self.K[:self.n], self.V[:self.n]  # (t, d_k), (t, d_v)
        s = K @ q / np.sqrt(K.shape[1])  # (t,)
        e = np.exp(s - s.max())
        return e @ V / e.sum()  # (d_v,)
        ### END SOLUTION


# %% [markdown]
# These functions use your class. The tests call them: `write_words` appends one word after another, always from the same
# two arrays, and asks after each; `rows_taken` counts the new memory that `n` calls of `append` take, in rows.

# %% locked="use_the_cache"
def write_words(Q, K, V):
    """The outputs (n, d_v) that a new cache gives for the queries Q (n, d_k), word by word."""
    cache, k, v = Cache(K.shape[1], V.shape[1]), np.empty(K.shape[1]), np.empty(V.shape[1])
    outputs = []
    for t in range(len(Q)):
        k[:], v[:] = K[t], V[t]
        cache.append(k, v)
        outputs.append(cache.attend(Q[t]))
    return np.array(outputs)


def ask_two_caches(d_k, d_v):
    """What the first of two caches answers, if one word with the value 1, 1, ... went into it, and 3, 3, ... into the other."""
    first, second = Cache(d_k, d_v), Cache(d_k, d_v)
    first.append(np.zeros(d_k), np.ones(d_v))
    second.append(np.zeros(d_k), np.full(d_v, 3.0))
    return first.attend(np.ones(d_k))


def append_many(n):
    cache, k, v = Cache(1, 1), np.ones(1), np.ones(1)
    for _ in range(n):
        cache.append(k, v)
    return n


def ask_empty_cache(d_k, d_v):
    return Cache(d_k, d_v).attend(np.ones(d_k))


def rows_taken(n, d_k, d_v):
    cache, k, v = Cache(d_k, d_v), np.ones(d_k), np.ones(d_v)
    return sum(peak_bytes(cache.append, k, v) for _ in range(n)) / (8 * (d_k + d_v))


# %% test="cache_values" points=2
answer = check("ask_two_caches", exercise="Cache").result(3, 2)
check.that(not np.allclose(answer, 2), "Of two caches, the first answers with what was appended to the second, too: all your caches "
           "share their rows. What stands directly under `class`, or outside of it, belongs to all of them. Make the arrays, or the "
           "lists, in `__init__`, as parts of `self`.", mistake="shared_by_all_caches")
check.that(np.ndim(answer) == 0 or np.size(answer) != 2 or not (np.ptp(answer) < 1e-9 and 1e-9 < np.min(answer) < 0.9),
           f"A cache with one word, whose value is 1, 1, answers {answer}: as if {1 / max(np.max(answer), 1e-9):.3g} rows counted, "
           "all but one of them 0. Cut the arrays to the rows in use before you attend.", mistake="room_counts_as_words")
test = check("write_words", exercise="Cache")
rng = np.random.RandomState(111)
test.example(rng.randn(7, 3).round(2), rng.randn(7, 3).round(2), rng.randn(7, 2).round(2))
test.example(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([[1.0], [3.0]]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(112)
Q, K, V = rng.normal(size=(21, 5)), rng.normal(size=(21, 5)), rng.normal(size=(21, 3))
test(Q, K, V)
test(Q * 1e4, K, V)
test(Q[:1], K[:1], V[:1])
test(Q, K, V)  # a second cache begins empty, too
### END HIDDEN TESTS

# %% test="cache_empty" points=1
test = check("ask_empty_cache", exercise="Cache")
test.raises(ValueError, 3, 2, mentions=["empty"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, 5, 4, mentions=["empty"])
### END HIDDEN TESTS

# %% [markdown]
# 3000 words: with a copy of everything at each word that would be some 4.5 million rows.

# %% test="cache_grows" points=1
test = check("rows_taken", exercise="Cache")
rows = test.result(3000, 48, 16)
check.that(np.ndim(rows) == 0 and rows < 30_000, f"3000 calls of your `append` took new memory for {rows:,.0f} rows; expected "
           "less than 30,000. Keep arrays with room to spare, and make them twice as large when they are full.")
### BEGIN HIDDEN TESTS
_ = check("append_many", exercise="Cache").result(70_000)  # it must have room; what a cache answers was tested above
test = check("rows_taken", exercise="Cache")
rows = test.result(5000, 16, 48)
check.that(np.ndim(rows) == 0 and rows < 50_000, f"5000 calls of your `append` took new memory for {rows:,.0f} rows; expected "
           "less than 50,000. Keep arrays with room to spare, and make them twice as large when they are full.")
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: in your own words (3 points)
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
