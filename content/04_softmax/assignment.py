# ---
# title: Softmax
# minutes: 75
# difficulty: medium
# ---

# %% [markdown]
# # Normalise the right axis
#
# You write softmax for arrays of any shape, so that it never overflows, and the tools around it: temperature,
# entropy, the Jacobian, and an auditor that tells from sums what somebody else normalised.
#
# - **Time**: about 75 minutes. **Difficulty**: medium. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Turn scores into shares*, and the arguments `axis` and `keepdims` of NumPy's `sum`
#   and `max`.
# - **Visible tests** stand below each exercise. Run them as often as you like; they are silent when all is well.
# - **Hidden tests** run after you hand in, on other inputs: other shapes, other axes, larger numbers. So write
#   general functions.
#
# In every exercise: arguments stay unchanged, arrays of whole numbers are accepted, and results are floats.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("04_softmax")

# %% [markdown]
# ## Exercise 1: softmax (6 points)
#
# | | |
# |---|---|
# | arguments | `z`, an array of any shape with at least one axis; `axis` to normalise along, by default the last |
# | result | float array of the shape of `z`; along `axis` its entries are the softmax of those of `z` and sum to 1 |
# | large scores | no `nan`, however large the scores are or how far apart, up to 1e308; a score of `-inf` gives 0 |
# | example | `[[1, -0.5, 0.5], [0, 2, 2]]` gives `[[0.5466, 0.1220, 0.3315], [0.0634, 0.4683, 0.4683]]`, rounded |
#
# At least one score along the axis is finite; you need not care for rows of nothing but `-inf`.


# %% solution="softmax"
def softmax(z, axis=-1):
    """The softmax of z, any shape, along one axis: a float array of the same shape."""
    ### BEGIN SOLUTION
    z = np.asarray(z, dtype=float)  # differences of unsigned integers would wrap round
    steps = z - z.max(axis=axis, keepdims=True)  # at most 0, so exp cannot overflow
    e = np.exp(steps)
    return e / e.sum(axis=axis, keepdims=True)
    ### END SOLUTION


# %% test="softmax_values" points=2
test = check("softmax")
test.example(np.array([[1.0, -0.5, 0.5], [0.0, 2.0, 2.0]]))
test.example(np.array([[0.5, -1.25, 2.0, 0.0], [1.0, 0.0, 3.5, -0.75], [-0.5, 0.25, -2.0, 1.5]]))
test.example(np.array([1.0, 2.5, -0.5]))
### BEGIN HIDDEN TESTS
test_numbers = np.random.default_rng(41)
test(test_numbers.normal(size=(3, 5)))
test(test_numbers.normal(size=(4, 4)) * 3)
test(test_numbers.normal(size=7))
test(test_numbers.normal(size=(2, 3, 5)))
test(test_numbers.normal(size=(3, 1)))
test(np.array([[0.75]]))
### END HIDDEN TESTS

# %% [markdown]
# The axis may be any axis of the array, counted from the front or from the back.

# %% test="softmax_axes" points=1
test = check("softmax")
test.example(np.array([[0.5, -1.25, 2.0], [1.0, 0.0, 3.5]]), axis=0)
test.example(2 * np.cos(np.arange(24)).reshape(2, 3, 4), axis=1)
### BEGIN HIDDEN TESTS
test_numbers = np.random.default_rng(42)
test_block = test_numbers.normal(size=(2, 3, 4))
for test_axis in (0, 1, 2, -2, -3):
    test(test_block, axis=test_axis)
test(test_numbers.normal(size=(4, 4)), 0)
test(test_numbers.normal(size=5), 0)
### END HIDDEN TESTS

# %% [markdown]
# Large scores, scores far apart, and `-inf`.

# %% test="softmax_large" points=2
test = check("softmax")
test.example(np.array([[0.25, 1.0, -0.5, 0.0], [1000.0, 1001.5, 999.0, 1000.5], [-1000.0, -1000.5, -998.0, -999.0]]))
test.example(np.array([1e308, -1e308, 0.0]))
test.example(np.array([[0.5, -np.inf, 1.0], [-np.inf, -np.inf, -3.0]]))
### BEGIN HIDDEN TESTS
test(np.array([[1e308, 1e308, -1e308, 5.0], [-1e308, 3.0, 2.5, -1e308], [-1e308, -1e308, -1e308, -np.inf]]))
test(np.array([[800.0, 801.0, 799.5], [0.5, 1.5, -1000.0]]))
test(np.array([[[-900.0, -901.0, -900.5]], [[900.0, 901.0, 901.5]]]))
test(np.array([-np.inf, 900.0, 899.0, -np.inf]))
test_hidden = test.result(np.array([[0.5, -np.inf, 1.0], [-np.inf, 2.0, 1.5]]))[[0, 1], [1, 0]]
check.that(np.all(test_hidden == 0),
           f"A score of -inf gets the weight {np.max(test_hidden):.3g}; it must get 0 exactly, as exp(-inf) gives it. Is "
           "there a lower end to your scores, or a small number that you add to the weights?",
           mistake="minus_infinity_gets_weight")
### END HIDDEN TESTS

# %% [markdown]
# Whole numbers are accepted, and give floats.

# %% test="softmax_integers" points=1
test = check("softmax")
test.example(np.array([[1, 2, 0], [0, 0, 3], [5, -2, 4]]))  # square, so that a lost axis raises nothing
### BEGIN HIDDEN TESTS
test(np.array([3, 1, 2, 2]))
test(np.array([[2, 1], [0, 4], [1, 1]]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: temperature (3 points)
#
# | | |
# |---|---|
# | arguments | `z` and `axis` as in exercise 1; `temperature`, a number above 0 |
# | result | softmax of `z` divided by the temperature, float, of the shape of `z` |
# | bad input | a temperature of 0 or below raises `ValueError`; its message says which one came, and what is expected |
# | example | `[1, 2.5, 0.5]` at temperature 0.5 gives `[0.0466, 0.9362, 0.0171]`, rounded |
#
# You may use your `softmax`. If it is wrong, that costs you no points here: this exercise is graded with a right
# one in its place.


# %% solution="softmax_with_temperature"
def softmax_with_temperature(z, temperature, axis=-1):
    """The softmax of z / temperature along one axis; ValueError unless temperature is above 0."""
    ### BEGIN SOLUTION
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, but it must be above 0")
    return softmax(z / temperature, axis=axis)
    ### END SOLUTION


# %% test="temperature_values" points=2
test = check("softmax_with_temperature")
test.example(np.array([1.0, 2.5, 0.5]), 0.5)
test.example(np.array([[0.5, -1.25, 2.0], [1.0, 0.0, 3.5]]), 4.0)
test.example(np.array([[0.5, -1.25, 2.0], [1.0, 0.0, 3.5]]), 0.25, axis=0)
test.example(np.array([[3, 1, 2], [0, 7, 4]]), 2)
### BEGIN HIDDEN TESTS
test_numbers = np.random.default_rng(43)
test(test_numbers.normal(size=(3, 5)), 0.7)
test(test_numbers.normal(size=(4, 4)), 2.5, 0)
test(test_numbers.normal(size=(2, 3, 4)), 1.5, axis=1)
test(test_numbers.normal(size=(2, 5)), 1)
test(np.array([[3, 1, 2], [0, 7, 4]]), 2)
test(np.array([[1000.0, 0.0, 400.0], [-1000.0, -800.0, -1200.0]]), 100.0)
test(np.array([[900.0, 901.5], [-3.0, -2.25]]), 0.5)
### END HIDDEN TESTS

# %% test="temperature_bad" points=1
test = check("softmax_with_temperature")
test.raises(ValueError, np.array([0.5, 1.0]), -2.0, mentions=["-2"])
test.raises(ValueError, np.array([0.5, 1.0]), 0, mentions=["0"])
test.example(np.array([3.0, 1.0]), 1.0)
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.array([[0.5, 1.0], [2.0, 1.5]]), 0.0, axis=0)
test.raises(ValueError, np.array([[0.5, 1.0, 0.0], [2.0, 1.5, 0.0]]), -7, mentions=["-7"])
test.raises(ValueError, np.array([0.5, 1.0]), -0.5, mentions=["-0.5"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: entropy (3 points)
#
# | | |
# |---|---|
# | arguments | `p`, any shape, shares along `axis`: at least 0, with sum 1; `axis`, by default the last |
# | result | the entropy in nats along the axis: the shape of `p` without that axis; for one row a single number |
# | zeros | a share of 0 counts 0, and no warning appears |
# | example | `[[0.2, 0.5, 0.3], [0.1, 0.8, 0.1]]` gives `[1.0297, 0.6390]`, rounded |


# %% solution="entropy"
def entropy(p, axis=-1):
    """The entropy in nats of the shares p along one axis: the shape of p without that axis."""
    ### BEGIN SOLUTION
    safe = np.where(p > 0, p, 1.0)  # log 1 is 0, so a share of 0 counts 0
    return -(p * np.log(safe)).sum(axis=axis)
    ### END SOLUTION


# %% test="entropy_values" points=2
test = check("entropy", atol=1e-10)
test.example(np.array([0.3, 0.2, 0.5]))
test.example(np.array([[0.2, 0.5, 0.3], [0.1, 0.8, 0.1]]))
test.example(np.array([[0.5, 0.1, 0.25], [0.5, 0.9, 0.75]]), axis=0)
### BEGIN HIDDEN TESTS
test_numbers = np.random.default_rng(44)
test(test_numbers.dirichlet(np.ones(5), size=3))
test(test_numbers.dirichlet(np.ones(4), size=(2, 3)))
test(np.moveaxis(test_numbers.dirichlet(np.ones(4), size=(2, 3)), -1, 1), axis=1)
test(test_numbers.dirichlet(np.ones(4), size=4).T, 0)
test(np.full(6, 1 / 6))
test(np.array([[1e-5, 0.5, 0.49999], [2e-4, 3e-4, 0.9995]]))  # small shares count
### END HIDDEN TESTS

# %% [markdown]
# Shares of 0, without a warning. Whole numbers 0 and 1 are accepted, too.

# %% test="entropy_zeros" points=1
test = check("entropy", atol=1e-10, silent=True)
test.example(np.array([[0.0, 1.0, 0.0], [0.5, 0.0, 0.5]]))
test.example(np.array([[1, 0, 0], [0, 0, 1]]))
### BEGIN HIDDEN TESTS
test(np.array([1, 0, 0, 0]))
test(np.array([[0, 1], [1, 0], [1, 0]]))
test(np.array([[0.25, 0.0], [0.0, 0.0], [0.75, 1.0]]), axis=0)
test(np.array([[1.0], [1.0]]))
test(np.array([1e-300, 1.0]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: the Jacobian (2 points)
#
# The derivative of each weight by each score, from the weights alone: $J = \mathrm{diag}(p) - p\,p^\top$.
#
# | | |
# |---|---|
# | argument | `p`, shape `(n,)`: the weights of one query, as softmax gave them |
# | result | shape `(n, n)`, float: entry `[i, j]` is the derivative of weight i by score j |
# | example | `[0.5, 0.5]` gives `[[0.25, -0.25], [-0.25, 0.25]]` |


# %% solution="softmax_jacobian"
def softmax_jacobian(p):
    """The Jacobian (n, n) of softmax at the weights p (n,)."""
    ### BEGIN SOLUTION
    p = np.asarray(p, dtype=float)
    return np.diag(p) - np.outer(p, p)
    ### END SOLUTION


# %% test="jacobian_values" points=1
test = check("softmax_jacobian")
test.example(np.array([0.3, 0.2, 0.5]))
test.example(np.array([0.5, 0.5]))
### BEGIN HIDDEN TESTS
test_numbers = np.random.default_rng(45)
test(test_numbers.dirichlet(np.ones(5)))
test(test_numbers.dirichlet(np.ones(3)))
test(np.full(4, 0.25))
### END HIDDEN TESTS

# %% [markdown]
# A row that gives everything to one key: its weights may come as whole numbers.

# %% test="jacobian_edges" points=1
test = check("softmax_jacobian")
test.example(np.array([0, 1, 0]))
### BEGIN HIDDEN TESTS
test(np.array([1]))
test(np.array([1.0]))
test(np.array([0.0, 0.0, 0.0, 1.0]))
test(np.array([0.5, 0.0, 0.5]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: the auditor (3 points)
#
# Somebody hands you a matrix of weights. Say what was normalised, from its sums.
#
# | | |
# |---|---|
# | arguments | `A`, shape `(n, m)`: n queries, m keys; `tolerance`, by default 1e-6: how far a sum may be from 1 |
# | `"keys"` | every row sums to 1 (each query shares out its attention over the keys) |
# | `"queries"` | every column sums to 1 |
# | `"whole matrix"` | all entries together sum to 1 |
# | `"nothing"` | none of the three |
# | several hold | the first of this list |
# | example | `[[0.5, 0.1, 0.3], [0.5, 0.9, 0.7]]` gives `"queries"` |
#
# Only the sums count, not the signs or sizes of the entries.


# %% solution="normalised_over"
def normalised_over(A, tolerance=1e-6):
    """What sums to 1 in A (n, m): "keys" (each row), "queries" (each column), "whole matrix" or "nothing"."""
    ### BEGIN SOLUTION
    def all_one(sums):
        return np.all(np.abs(sums - 1) <= tolerance)

    if all_one(A.sum(axis=1)):
        return "keys"
    if all_one(A.sum(axis=0)):
        return "queries"
    if all_one(A.sum()):
        return "whole matrix"
    return "nothing"
    ### END SOLUTION


# %% test="normalised_over_values" points=2
test = check("normalised_over")
test.example(np.array([[0.5, 0.1, 0.3], [0.5, 0.9, 0.7]]))
test.example(np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]]))
test.example(np.array([[0.1, 0.2, 0.1], [0.3, 0.1, 0.2]]))
test.example(np.array([[0.7, 0.6], [0.75, 0.25], [0.6, 0.3]]))  # one row sums to 1, the others do not
test.example(np.array([[0.5, 0.3, 0.2], [0.6, 0.9, 0.25]]))  # nor is one row enough here
test.example(np.array([[0.6, 0.4, 0.25], [0.5, 0.3, 0.2]]))
test.example(np.array([[0.3, 0.25, 0.2], [0.5, 0.4, 0.35]]))  # the rows sum to 1 on average only
test.example(np.array([[0.5, -0.25, 0.25], [0.3, -0.3, 0.4]]))  # signs count in a sum
test.example(np.array([[1.5, -0.5], [-0.25, 1.25], [2.0, -1.0]]))
test.example(np.array([[0.6, 0.8], [0.8, -0.6]]))  # the squares of each row sum to 1, the entries do not
test.example(np.array([[0.9, 0.3], [0.5, 0.7], [0.8, 0.4]]))  # all rows have one sum, but not 1
### BEGIN HIDDEN TESTS
test_numbers = np.random.default_rng(46)
test_scores = test_numbers.normal(size=(3, 5))
for test_axis in (1, 0, None):
    test(reference_softmax(test_scores, test_axis))
    test(reference_softmax(test_scores.T * 4, test_axis))
test(test_numbers.uniform(size=(4, 4)))
test(np.array([[0.5, 0.25], [0.75, 0.75], [0.5, 0.5]]))
test(np.array([[0.5, 0.5, 0.0], [0.25, 0.25, 0.25]]))
test(np.array([[0.25, 0.25, 0.25], [0.5, 0.5, 0.25]]))
test(np.array([[0.75, 0.5], [0.25, 0.75]]))
test(np.array([[0, 1, 0], [0, 1, 0]]))
test(np.array([[0, 1], [0, 0], [1, 0]]))
test(np.array([[0, 0], [0, 1]]))
test(np.array([[0.7, 0.5], [0.1, 0.7]]))
test(np.array([[0.7, 0.1], [0.5, 0.7]]))
test(np.array([[0.1, 0.2], [0.3, 0.1]]))
### END HIDDEN TESTS

# %% [markdown]
# Several may hold at once, and rounded numbers need a tolerance of their own.

# %% test="normalised_over_edges" points=1
test = check("normalised_over")
test.example(np.array([[0.7, 0.1, 0.2], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]]))
test.example(np.array([[0.34, 0.34, 0.34], [0.1, 0.2, 0.7]]), tolerance=0.03)
test.example(np.array([[0.34, 0.34, 0.34], [0.1, 0.2, 0.7]]))
test.example(np.array([[0.25, 0.75], [0.5, 0.5], [0.7, 0.5]]), tolerance=0.1)
test.example(np.array([[0.2, 0.3, 0.5]]))  # one row: its sum is that of the whole matrix
### BEGIN HIDDEN TESTS
test(np.full((2, 3), 1 / 6))
test(np.array([[1.0]]))
test(np.array([[1]]))
test(np.array([[0.2], [0.3], [0.5]]))
test(np.array([[0.5], [0.25]]))
test(np.array([[0.5, 0.25]]))
test(np.full((3, 3), 1 / 3))
test(np.array([[0.5, 0.5 + 1e-7], [0.25, 0.75 - 2e-7]]))
test(np.array([[0.5, 0.5 + 6e-7], [0.25, 0.75 - 6e-7], [0.125, 0.875 + 6e-7]]))
# Off by less than 1.2e-5 is not asked for: np.allclose(sums, 1, atol=tolerance) adds an rtol of 1e-5 by itself.
test(np.array([[0.5, 0.5 + 2e-5], [0.25, 0.75 + 2e-5]]))
test(np.array([[0.25, 0.25], [0.25, 0.25 + 2e-5]]))
test(np.array([[0.5, 0.5 + 1e-4], [0.25, 0.75 - 1e-4]]))
test(np.array([[0.5, 0.5 + 1e-4], [0.25, 0.75 - 1e-4]]).T, 1e-3)
test(np.array([[0.2, 0.3], [0.3, 0.24]]), 0.1)
test(np.array([[0.2, 0.3], [0.3, 0.24]]), tolerance=0.01)
test(np.array([[0.6, 0.5], [0.25, 0.55]]), tolerance=0.05)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: in your own words (3 points)
#
# The lesson ended with the post's matrix: softmax without an axis, and 0.020 as the row sum of `word_3`. Suppose
# that 5 were added to all four scaled scores of the query `word_3`, and to no others.
#
# Explain in three to five sentences: what happens to the weights if softmax runs along each row? What happens to
# them if it runs over the whole matrix? Which of the two do you want in attention, and why? If you are not sure,
# try it. A person reads and marks your answer, 1 point for each question.

# %% [markdown] written="five_added" points=3
# Along each row nothing changes: every exponential in the row of `word_3` grows by the same factor exp(5), so
# does their sum, and the factor cancels; the other rows are not touched at all. Over the whole matrix, the four
# weights of `word_3` grow against all others, so that its row sum rises from 0.020 to about three quarters, and
# every other weight shrinks, since all sixteen share one total. Attention wants the first. The question of a
# query is which keys fit it better than other keys do, and adding 5 to all of them does not change that; how
# large one query's scores are must not decide how much other words may read.
#
# *Marking scheme.* 1 point: along each row no weight changes, because a common factor cancels (or: only steps
# between scores count). 1 point: over the whole matrix the row of `word_3` gains and the other rows lose. 1
# point: wants the row-wise one, with a reason such as: queries must be independent of each other, each query has
# an attention of 1 to give, outputs must be weighted means.
