# ---
# title: Scores
# minutes: 60
# difficulty: easy
# ---

# %% [markdown]
# # Score all pairs, and measure how scores spread
#
# You write the general functions behind the lesson: the scores of any queries and keys, their scale, the experiment
# that shows why it is a square root, and the word that each query would ask first.
#
# - **Time**: about 60 minutes. **Difficulty**: easy. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Score every pair of words, and find the right scale*, and NumPy's `@`, `swapaxes`,
#   `argmax`, `std` and `random.default_rng`.
# - **Tests**: the cell below an exercise tests it, and says what is wrong when something is. More tests are hidden;
#   they run on other inputs after you hand in.
#
# Everywhere: rows of the scores are queries, columns are keys. Arrays of whole numbers are allowed, results are float
# arrays, and arguments stay as they were.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("03_scores")

# %% [markdown]
# ## Exercise 1: all inner products (6 points)
#
# | | |
# |---|---|
# | arguments | `Q`, shape `(..., n_q, d_k)`, the queries; `K`, shape `(..., n_k, d_k)`, the keys |
# | result | shape `(..., n_q, n_k)`, float: entry `[i, j]` is the inner product of query i with key j |
# | bad input | queries and keys of different lengths: `ValueError` whose message names both |
# | example | `Q = [[1.0, 0.5, 0.0], [0.0, 2.0, -1.0]]` and |
# | | `K = [[2.0, 1.0, 0.5], [-1.0, 0.5, 1.0], [0.5, 0.0, 2.0], [1.0, 1.5, -1.0]]` |
# | | give `[[2.5, -0.75, 0.5, 1.75], [1.5, 0.0, -2.0, 4.0]]` |
#
# The dots stand for any number of leading axes, the same in `Q` and `K`. For each of their places there is one matrix
# of queries, one of keys, and one of scores. As for bad input, NumPy's own error for a matrix product names both
# lengths, so you may leave it to NumPy.
#
# Points: 2 for matrices, 2 for batches, 1 for whole numbers, 1 for bad input.


# %% solution="dot_scores"
def dot_scores(Q, K):
    """Inner products of the queries Q (..., n_q, d_k) with the keys K (..., n_k, d_k): (..., n_q, n_k) floats."""
    ### BEGIN SOLUTION
    # (..., n_q, d_k) @ (..., d_k, n_k) -> (..., n_q, n_k); where the two d_k differ, NumPy raises ValueError.
    return np.asarray(Q, dtype=float) @ np.swapaxes(K, -1, -2)
    ### END SOLUTION


# %% test="dot_scores_values" points=2
test = check("dot_scores")
test.example(np.array([[1.0, 0.5, 0.0], [0.0, 2.0, -1.0]]),
             np.array([[2.0, 1.0, 0.5], [-1.0, 0.5, 1.0], [0.5, 0.0, 2.0], [1.0, 1.5, -1.0]]))
test.example(np.array([[0.5, -1.0], [2.0, 0.25], [1.5, 1.0]]),
             np.array([[1.0, 2.0], [-0.5, 0.75], [0.25, -1.5], [2.0, 1.0], [-1.0, 0.5]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(31)
test(numbers.normal(size=(3, 5)), numbers.normal(size=(4, 5)))
test(numbers.normal(size=(6, 6)), numbers.normal(size=(6, 6)))
test(numbers.normal(size=(5, 3)), numbers.normal(size=(5, 3)))
test(numbers.normal(size=(1, 7)), numbers.normal(size=(1, 7)))
test(numbers.normal(size=(4, 1)), numbers.normal(size=(2, 1)))
test(numbers.normal(size=(3, 5)) * 1e150, numbers.normal(size=(2, 5)) * 1e100)
test(numbers.uniform(0.1, 1, size=(3, 5)).astype(np.float32), numbers.uniform(0.1, 1, size=(2, 5)).astype(np.float32))
test(np.array([[0.0, 0.0, 0.0]]), np.array([[1.5, -2.5, 0.5], [0.0, 0.0, 0.0]]))
### END HIDDEN TESTS

# %% [markdown]
# Two sentences at once, with three queries and four keys each; then two leading axes.

# %% test="dot_scores_batch" points=2
test = check("dot_scores")
test.example(np.cos(np.arange(30)).reshape(2, 3, 5), np.sin(np.arange(40)).reshape(2, 4, 5))
test.example(np.cos(np.arange(144)).reshape(2, 3, 4, 6), np.sin(np.arange(180)).reshape(2, 3, 5, 6))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(32)
test(numbers.normal(size=(2, 3, 5)), numbers.normal(size=(2, 4, 5)))
test(numbers.normal(size=(1, 3, 6)), numbers.normal(size=(1, 2, 6)))
test(numbers.normal(size=(3, 3, 3)), numbers.normal(size=(3, 3, 3)))
test(numbers.normal(size=(2, 3, 4, 5)), numbers.normal(size=(2, 3, 1, 5)))
### END HIDDEN TESTS

# %% test="dot_scores_integers" points=1
test = check("dot_scores")
test.example(np.array([[4, 1, 3], [0, 2, -1]]), np.array([[2, 0, 1], [1, 1, 1], [-1, 0, 2], [0, 3, 1]]))
### BEGIN HIDDEN TESTS
test(np.array([[2, 5], [1, 0], [-3, 1]]), np.array([[0.5, 0.25], [1.5, -0.3]]))
test(np.array([[0.5, 0.25], [1.5, -0.3]]), np.array([[2, 5], [1, 0], [-3, 1]]))
test(np.array([[[2, 5, 3]], [[1, 0, -7]]]), np.array([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [0, 1, 0]]]))
### END HIDDEN TESTS

# %% test="dot_scores_bad_input" points=1
test = check("dot_scores")
test.raises(ValueError, np.ones((2, 3)), np.ones((4, 4)), mentions=("3", "4"))
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((3, 6)), np.ones((2, 2)), mentions=("6", "2"))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: the scale (4 points)
#
# | | |
# |---|---|
# | arguments | `Q`, shape `(..., n_q, d_k)`; `K`, shape `(..., n_k, d_k)`, as in exercise 1 |
# | result | shape `(..., n_q, n_k)`, float: the inner products divided by the square root of `d_k` |
# | bad input | as in exercise 1 |
# | example | `Q` and `K` of the example of exercise 1 |
# | | give `[[1.4434, -0.4330, 0.2887, 1.0104], [0.8660, 0.0, -1.1547, 2.3094]]`, rounded |
#
# You may call `dot_scores`. Where an exercise can use an earlier one, your points here do not depend on it: these
# tests put a right version in its place after you hand in.
#
# Points: 2 for matrices, 1 for batches, 1 for whole numbers and bad input.


# %% solution="scaled_scores"
def scaled_scores(Q, K):
    """The inner products of Q (..., n_q, d_k) and K (..., n_k, d_k) over sqrt(d_k): (..., n_q, n_k) floats."""
    ### BEGIN SOLUTION
    return dot_scores(Q, K) / np.sqrt(np.shape(K)[-1])  # (..., n_q, n_k)
    ### END SOLUTION


# %% test="scaled_scores_values" points=2
test = check("scaled_scores")
test.example(np.cos(np.arange(21)).reshape(3, 7), np.sin(np.arange(35)).reshape(5, 7))
test.example(np.array([[1.0, 0.5, 0.0], [0.0, 2.0, -1.0]]),
             np.array([[2.0, 1.0, 0.5], [-1.0, 0.5, 1.0], [0.5, 0.0, 2.0], [1.0, 1.5, -1.0]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(33)
test(numbers.normal(size=(3, 5)), numbers.normal(size=(4, 5)))
test(numbers.normal(size=(2, 7)), numbers.normal(size=(6, 7)) * 1e3)
test(numbers.normal(size=(1, 6)), numbers.normal(size=(1, 6)))
test(numbers.normal(size=(4, 1)), numbers.normal(size=(2, 1)))
test(numbers.uniform(0.1, 1, size=(3, 5)).astype(np.float32), numbers.uniform(0.1, 1, size=(2, 5)).astype(np.float32))
### END HIDDEN TESTS

# %% test="scaled_scores_batch" points=1
test = check("scaled_scores")
test.example(np.cos(np.arange(42)).reshape(2, 3, 7), np.sin(np.arange(70)).reshape(2, 5, 7))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(34)
test(numbers.normal(size=(2, 3, 5)), numbers.normal(size=(2, 4, 5)))
test(numbers.normal(size=(2, 3, 4, 6)), numbers.normal(size=(2, 3, 1, 6)))
### END HIDDEN TESTS

# %% test="scaled_scores_integers_and_bad_input" points=1
test = check("scaled_scores")
test.example(np.array([[4, 1, 3, 0, 2, -1, 1], [1, 0, 2, 5, 1, 0, -2], [0, 3, -1, 1, 0, 2, 1]]),
             np.array([[2, 0, 1, -1, 0, 1, 3], [1, 1, 1, 0, -3, 2, 0], [0, -2, 0, 1, 1, 4, 1],
                       [-3, 1, 0, 2, 0, 0, 1], [1, 0, 5, 1, 2, -1, 0]]))
test.raises(ValueError, np.ones((2, 3)), np.ones((4, 4)), mentions=("3", "4"))
### BEGIN HIDDEN TESTS
test(np.array([[2, 5], [1, 0], [-3, 1]]), np.array([[0.5, 0.25], [1.5, -0.3]]))
test.raises(ValueError, np.ones((3, 6)), np.ones((2, 2)), mentions=("6", "2"))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: the experiment (4 points)
#
# Draw `n_pairs` pairs of vectors with `d_k` numbers each, all from the standard normal distribution. Take the inner
# product of the two vectors of each pair, so that you have `n_pairs` scores, and measure how far they spread.
#
# | | |
# |---|---|
# | arguments | `d_k`, the length of a vector; `n_pairs`, the number of pairs; `seed`, a whole number |
# | result | a tuple `(raw, scaled)`: the standard deviation of the scores, and of the scores over `sqrt(d_k)` |
# | seed | the same seed gives the same result, another seed another one |
# | example | `score_spread(36, 4000, seed=1)` gives about `(6, 1)`; chance moves both by one or two percent |
#
# Which generator you use, and in which order you draw, is up to you. Since everybody draws other numbers, the tests
# expect what the mathematics says, and allow for chance: with as many pairs as they use, a right answer stays within
# 8 percent.
#
# Points: 2 for the two spreads, 1 for the number of pairs, 1 for the seed.


# %% solution="score_spread"
def score_spread(d_k, n_pairs, seed):
    """Standard deviations (raw, scaled) of the scores of n_pairs pairs of standard normal vectors of length d_k."""
    ### BEGIN SOLUTION
    numbers = np.random.default_rng(seed)
    q, k = numbers.standard_normal((2, n_pairs, d_k))  # (n_pairs, d_k) each
    raw = (q * k).sum(axis=1).std()
    return raw, raw / np.sqrt(d_k)
    ### END SOLUTION


# %% test="score_spread_values" points=2
# The standard error of a standard deviation is sqrt((kurtosis - 1) / (4 n)) of it, and the kurtosis of an inner product
# of d_k standard normal pairs is 3 + 6 / d_k. So 8 percent is at least five standard errors in each of these tests.
test = check("score_spread", parts=("raw", "scaled"), rtol=0.08)
raw, scaled = test.result(36, 4000, seed=1)
check.that(np.ndim(raw) == 0 and np.ndim(scaled) == 0,
           f"`raw` and `scaled` are arrays, of shape {np.shape(raw)} and {np.shape(scaled)}; expected two numbers. "
           "They say how far all n_pairs scores spread, taken together.",
           mistake="scores_in_place_of_their_spread")
check.that(abs(raw - 6) > 1e-9,
           "Your raw spread is sqrt(d_k), to the last digit. That is what theory says; a measurement on 4000 scores is off "
           "by one or two percent. Draw the pairs, and measure.",
           mistake="nothing_drawn")
check.that(raw > 1e-9 or raw < 0,
           "Your raw spread is 0: there is a single score, or all are the same. Draw with size=(n_pairs, d_k), and sum along "
           "axis=1 alone; or, in a loop, make the generator once, before it.",
           mistake="same_pair_again")
check.that(min(test.result(36, 400, seed)[0] for seed in range(8)) >= 0,
           "Your raw spread is below 0 for some seeds, which a standard deviation never is; a mean, or a single score, is. "
           "Use np.std of all scores.",
           mistake="mean_in_place_of_spread")
check.that(not (45 < raw < 85 and 7.5 < scaled < 14.2),  # sqrt(4000) = 63, measured on 36 numbers
           f"Your raw spread is {raw:.4g}, near sqrt(n_pairs) = 63, as after a sum over the pairs. A score is the sum of the "
           "d_k products of one pair, and there are n_pairs of them. With shape (n_pairs, d_k), sum along axis=1.",
           mistake="summed_over_the_pairs")
test.example(36, 4000, seed=1)
test.example(d_k=9, n_pairs=4000, seed=2)
raw, scaled = test.result(25, 1000, 3)
check.that(np.isclose(scaled, raw / 5, rtol=1e-5),
           "`scaled` is not `raw` / sqrt(d_k) exactly. Both belong to the same scores: draw once, measure, divide, and "
           "round nothing.",
           mistake="drawn_anew_for_the_scaled_scores")
### BEGIN HIDDEN TESTS
test(3, 4000, 8)
test(200, 2000, 0)
raw, scaled = test.result(1, 30, 6)
check.that(np.isclose(scaled, raw, rtol=1e-5),
           "With d_k = 1, sqrt(d_k) is 1, and `scaled` must equal `raw`.",
           mistake="drawn_anew_for_the_scaled_scores")
raw, scaled = test.result(7, 40, 9)
check.that(np.isclose(scaled, raw / 7 ** 0.5, rtol=1e-5),
           "`scaled` is not `raw` / sqrt(d_k) exactly where there are few pairs. Both belong to the same scores: draw "
           "once, measure, divide, and round nothing.",
           mistake="drawn_anew_for_the_scaled_scores")
### END HIDDEN TESTS

# %% [markdown]
# Does your function use `n_pairs` pairs, no more and no fewer? One result cannot tell, many can. A standard deviation
# measured on 50 scores is off by about 10 percent, now too high, now too low. With half as many pairs it is off by
# more, and if each query meets all the keys, by far less.

# %% test="score_spread_pairs" points=1
test = check("score_spread", parts=("raw", "scaled"))
raws = [test.result(20, 50, seed)[0] for seed in range(400)]
# Scores in place of their spread, and a variance (near 20, not near 4.5), are a matter of the test above; one result
# for all seeds is a matter of the test below.
check.that(np.ndim(raws[0]) or np.ptp(raws) > 0 or abs(raws[0] - 20 ** 0.5) > 1e-9,
           "Over 400 seeds, your result for 50 pairs is sqrt(d_k), to the last digit. Draw the pairs, and measure.",
           mistake="nothing_drawn")
spreads = np.array([np.std(raw) if np.ndim(raw) else raw for raw in raws])
spreads = np.sqrt(spreads) if 15 < np.mean(spreads) < 25 else spreads
spreads = np.where(np.ptp(spreads) <= 1e-9, np.nan, spreads)
noise = np.std(spreads) / np.abs(np.mean(spreads))
sure = 3 < np.mean(spreads) < 8  # else something else is wrong, too, and how many scores there are cannot be told
# Expected is sqrt((2 + 6 / d_k) / (4 n_pairs)) = 0.107, and 400 results tell it to within a thirtieth of itself.
check.that(sure or 0.085 <= noise <= 0.128 or np.isnan(noise),
           f"Over 400 seeds, your raw spread for 50 pairs with d_k = 20 is {np.mean(spreads):.3g} on average and varies by "
           f"{noise:.1%}; expected about 4.5 and 10.7%. Mend what the test above says first.")
check.that(not noise < 0.085,
           f"Over 400 seeds, your results for 50 pairs vary by {noise:.1%}; 50 scores vary by about 10.7%. Too little: "
           "did each query meet all keys (Q @ K.T), or did you draw more pairs than n_pairs? Multiply row by row.",
           mistake="more_scores_than_pairs")
check.that(not noise > 0.128,
           f"Over 400 seeds, your results for 50 pairs vary by {noise:.1%}; 50 scores vary by about 10.7%. Too much: "
           "are there fewer scores than n_pairs, or one query for all the keys? Each pair needs two vectors of its own, so "
           "draw n_pairs queries and n_pairs keys, and sum over the d_k numbers of each pair.",
           mistake="fewer_scores_than_pairs")
### BEGIN HIDDEN TESTS
# The sum of the d_k numbers of one vector spreads by sqrt(d_k) as well, but it is normal (kurtosis 3), while the
# product of two normal numbers has kurtosis 9: 50 of them vary by 19 percent (0.195, standard error 0.008), not by 10.
raws = [test.result(1, 50, seed)[0] for seed in range(400)]
spreads = np.array([np.std(raw) if np.ndim(raw) else raw for raw in raws])
noise = np.std(spreads) / np.mean(spreads)
check.that(not (np.ptp(spreads) > 0 and abs(np.mean(spreads) - 1) < 0.15 and noise < 0.145),
           f"With d_k = 1 your results for 50 pairs vary by {noise:.1%}. Products of two normal numbers vary by about "
           "19%, single normal numbers by 10%: is each query multiplied with its key before you sum?",
           mistake="vectors_not_multiplied")
### END HIDDEN TESTS

# %% test="score_spread_seed" points=1
test = check("score_spread", parts=("raw", "scaled"))
first, again, other = (np.ravel(test.result(16, 200, seed)[0]) for seed in (3, 3, 4))
check.that(not np.allclose(first, 4, rtol=1e-12),
           "Your raw spread is sqrt(d_k), to the last digit, for any seed. Draw the pairs from the seed, and measure.",
           mistake="nothing_drawn")
check.that(not np.allclose(first, 0, atol=1e-9),
           "Your raw spread is 0: there is a single score, or all are the same. Draw with size=(n_pairs, d_k), and sum along "
           "axis=1 alone; or, in a loop, make the generator once, before it.",
           mistake="same_pair_again")
check.that(np.allclose(first, again, rtol=1e-9),
           "The same seed gives two different results. Make your generator from the seed: np.random.default_rng(seed).",
           mistake="seed_ignored")
check.that(not np.allclose(first, other, rtol=1e-9),
           "The seeds 3 and 4 give the same result. Use the seed that is passed, not a fixed one.",
           mistake="one_seed_for_all")
### BEGIN HIDDEN TESTS
check.that(len({round(float(np.mean(test.result(5, 30, seed)[0])), 9) for seed in range(6)}) == 6,
           "Six different seeds give fewer than six results. Use the seed as it is passed.",
           mistake="one_seed_for_all")
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: whom would each query ask first? (3 points)
#
# | | |
# |---|---|
# | arguments | `S`, shape `(n_q, n_k)`, the scores; `words`, a list of `n_k` strings, one for each key |
# | result | a list of `n_q` strings: for each query the word whose key has the largest score |
# | ties | where the largest score of a row occurs more than once, take the first of them |
# | example | `[[0.5, 2.0, 1.0], [3.0, -1.0, 0.0]]` with `["the", "cat", "sleeps"]` gives `["cat", "the"]` |
#
# Scores may be negative, or `-inf`. Points: 2 for the words, 1 for ties.


# %% solution="most_attended"
def most_attended(S, words):
    """For each row of S (n_q, n_k) the word of its largest score, the first one of several: a list of n_q strings."""
    ### BEGIN SOLUTION
    return [words[key] for key in np.argmax(S, axis=1)]
    ### END SOLUTION


# %% test="most_attended_values" points=2
test = check("most_attended")
test.example(np.array([[0.5, 2.0, 1.0], [3.0, -1.0, 0.0]]), ["the", "cat", "sleeps"])
test.example(np.array([[1.5, 0.2, -0.3], [0.4, 0.9, -1.2]]), ["milk", "tea", "ice"])
test.example(np.array([[0.1, -0.2, 0.6, 0.4], [-1.5, -0.7, -2.0, -0.9], [0.2, -np.inf, 1.1, 1.2]]),
             ["she", "sells", "sea", "shells"])
### BEGIN HIDDEN TESTS
test(np.random.default_rng(35).normal(size=(6, 4)), ["a", "b", "c", "d"])
test(np.random.default_rng(36).normal(size=(5, 5)), ["v", "w", "x", "y", "z"])
test(np.array([[9.5, -20.5, 3.5], [1.5, 0.5, -2.5], [-1.0, -3.0, -2.0]]), ["x", "y", "z"])
test(np.array([[-np.inf, -4.0, -2.5], [-7.0, -np.inf, -np.inf]]), ["x", "y", "z"])
test(np.array([[-3e30, -1e30, -2e30], [2e30, 1e30, 4e30]]), ["The", "cat", "THE"])
test(np.array([[-0.5]]), ["alone"])
test(np.array([[3], [1], [2]]), ["alone"])
test(np.array([[3, 5, 4, 1]]), ["one", "query", "for", "all"])
### END HIDDEN TESTS

# %% [markdown]
# In the post's scores the first row is `11 10 11 5`: two words share the first place.

# %% test="most_attended_ties" points=1
test = check("most_attended")
test.example(np.array([[2.0, -1.0, 2.0, 0.5, 1.0], [0.5, 1.5, -0.25, 1.5, 1.5], [-1.0, -0.5, -0.5, -3.0, -2.0]]),
             ["she", "shells", "sea", "here", "sells"])
test.example(np.array([[11, 10, 11, 5], [12, 8, 10, 6], [6, 4, 4, 4], [7, 6, 7, 3]]),
             ["word_1", "word_2", "word_3", "word_4"])
### BEGIN HIDDEN TESTS
test(np.array([[0.5, 1.5, 1.5], [2.0, 2.0, 2.0]]), ["x", "y", "z"])
test(np.array([[-1.0, -0.5, -3.0, -0.5], [2.5, -1.0, 2.5, 0.0], [-np.inf, -np.inf, 0.0, 0.0]]), ["a", "b", "c", "d"])
test(np.zeros((2, 3)), ["p", "q", "r"])
test(np.array([[0.5, 1.5, 1.5, 1.5], [2.0, -1.0, 0.0, 2.0]]), ["you", "sea", "and", "me"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: in your own words (3 points)
#
# A colleague trains attention with `d_k = 1024` and has forgotten the scale. Training hardly moves. Another colleague
# proposes to divide the scores by 1024, "to be on the safe side".
#
# Explain in four to six sentences: how large the raw scores are at the start and what softmax makes of them; why
# training hardly moves; and why dividing by 1024 is no good idea either. A person reads and marks your answer, 1
# point for each of the three.

# %% [markdown] written="why_the_root" points=3
# At the start, queries and keys are random. An inner product of 1024 products, each with variance 1, has variance
# 1024 and standard deviation 32. Scores that far apart make softmax give nearly all weight to one key, whichever it
# happens to be. A weight p moves by p (1 - p) times a small change of its score, and that is nearly 0 when p is near
# 0 or near 1; so in most rows the gradient vanishes and nothing is learned. Dividing by 1024 leaves scores with a
# standard deviation of 1/32: all weights are nearly equal, attention is a plain mean of the values, and no key is
# heard more than another. Dividing by the root, 32, gives a standard deviation of 1 for any d_k.
#
# *Marking scheme.* 1 point: standard deviation 32, or the square root of 1024 (or variance 1024), and one weight
# takes nearly everything. 1 point: weights near 0 and 1 do not move with their scores, p (1 - p) or the gradient is
# nearly 0. 1 point: after dividing by 1024 the scores are too close together (standard deviation 1/32) and the
# weights nearly equal.
