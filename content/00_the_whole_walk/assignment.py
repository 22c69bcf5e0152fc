# ---
# title: The whole walk
# minutes: 45
# difficulty: first steps
# ---

# %% [markdown]
# # Hand in your first assignment
#
# This assignment is short, since what you practise here is the way of handing in. All later ones go the same way.
#
# - **Time**: about 45 minutes. **Difficulty**: first steps. **Points**: 20, of which 4 for an answer in words.
# - **You need**: the lesson *Walk four words through attention*, and NumPy's `sum` and `argmax` (loops will do, too).
#
# Work through these steps in order:
#
# 1. Fill in each cell that says `YOUR CODE HERE`: delete the line `raise NotImplementedError()` and write your code
#    in its place. The cell below it tests your code. Run it as often as you like; it is silent when all is well,
#    and says what is wrong when it is not.
# 2. When you are done, choose *Kernel > Restart Kernel and Run All Cells*. Your cells must work in this order, from
#    an empty start: that is how they are run when they are graded.
# 3. Press *Validate* in the toolbar. It runs the same tests once more.
# 4. Save the notebook, and hand in the file under the name that it has.
#
# Some tests are hidden: they run only after you hand in, on inputs that you have not seen. So write functions that
# work for any matrix, not for the one in the example. You may add cells of your own anywhere.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("00_the_whole_walk")

# %% [markdown]
# ## Exercise 1: how much attention does each query give? (8 points)
#
# In the lesson each row of the weights `A` summed to 1. Write the function with which you can check that for
# any matrix.
#
# | | |
# |---|---|
# | argument | `A`, shape `(n, m)`: n queries, m keys; whole numbers are allowed |
# | result | shape `(n,)`, float: the sum of each row |
# | example | `[[0.5, 0.3, 0.2], [0.1, 0.2, 0.4]]` gives `[1.0, 0.7]` |
#
# `A` itself must stay as it was.


# %% solution="row_sums"
def row_sums(A):
    """The sum of each row of A (n, m), as a float array of shape (n,)."""
    ### BEGIN SOLUTION
    return np.asarray(A, dtype=float).sum(axis=1)  # (n,)
    ### END SOLUTION


# %% test="row_sums_values" points=6
test = check("row_sums")
test.example(np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.4]]))
test.example(np.array([[0.25, 0.5], [0.3, 0.15], [0.05, 0.6]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(5)
test(numbers.normal(size=(4, 3)))
test(numbers.normal(size=(3, 3)) * 1e3)
test(numbers.normal(size=(1, 5)))
test(numbers.normal(size=(5, 1)))
### END HIDDEN TESTS

# %% [markdown]
# A matrix of whole numbers must give a float array too. Every function of this course works like that, so that
# no result is cut to whole numbers further down.

# %% test="row_sums_integers" points=2
test = check("row_sums")
test.example(np.array([[2, 0, -3], [1, 5, 1]]))
### BEGIN HIDDEN TESTS
test(np.array([[7], [-3]]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: who listens most closely to whom? (8 points)
#
# Find the largest weight of a matrix, and say which query gives it to which key.
#
# | | |
# |---|---|
# | arguments | `A`, shape `(n, n)`, the weights; `words`, a list of n strings |
# | result | a tuple `(query word, key word)`: the row first, then the column |
# | ties | if the largest weight occurs more than once, take the first one in reading order: row by row, from left to right |
# | example | `[[0.3, 0.7], [0.8, 0.2]]` with `["sun", "moon"]` gives `("moon", "sun")` |


# %% solution="strongest_link"
def strongest_link(A, words):
    """The pair (query word, key word) of the largest weight in A (n, n); the first one in reading order."""
    ### BEGIN SOLUTION
    query, key = np.unravel_index(np.argmax(A), np.shape(A))
    return words[query], words[key]
    ### END SOLUTION


# %% test="strongest_link_values" points=5
test = check("strongest_link", parts=("the query word", "the key word"))
test.example(
    np.array([[0.3, 0.1, 0.35, 0.25], [0.3, 0.12, 0.13, 0.45], [0.04, 0.55, 0.11, 0.3], [0.29, 0.06, 0.5, 0.15]]),
    ["she", "drinks", "cold", "milk"],
)
test.example(np.array([[0.2, 0.9, 0.1], [0.6, 0.7, 0.5], [0.4, 0.1, 0.3]]), ["ice", "tea", "cup"])  # any matrix
test.example(np.array([[0.3, 0.7], [0.8, 0.2]]), ["sun", "moon"])
test.example(np.array([[0.3, 0.5, 0.2], [0.15, 0.1, 0.75], [0.05, 0.12, 0.83]]), ["the", "cat", "sleeps"])
### BEGIN HIDDEN TESTS
test(np.array([[0.05, 0.15, 0.35, 0.45], [0.4, 0.3, 0.2, 0.1], [0.0, 0.1, 0.1, 0.8], [0.81, 0.1, 0.05, 0.04]]),
     ["word1", "word2", "word3", "word4"])
test(np.array([[-3.0, -2.0], [-1.0, -4.0]]), ["a", "b"])
test(np.array([[1.0]]), ["alone"])
### END HIDDEN TESTS

# %% test="strongest_link_ties" points=3
test = check("strongest_link", parts=("the query word", "the key word"))
test.example(
    np.array([[0.2, 0.25, 0.4, 0.15], [0.4, 0.3, 0.18, 0.12], [0.11, 0.4, 0.09, 0.4], [0.3, 0.35, 0.28, 0.07]]),
    ["milk", "drinks", "cat", "the"],
)
### BEGIN HIDDEN TESTS
test(np.full((3, 3), 1 / 3), ["x", "y", "z"])
test(np.array([[0.1, 0.2, 0.7], [0.7, 0.2, 0.1], [0.7, 0.1, 0.2]]), ["x", "y", "z"])
test(np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]]), ["x", "y", "z"])
test(np.array([[0.2, 0.5, 0.3], [0.1, 0.3, 0.6], [0.6, 0.2, 0.2]]), ["x", "y", "z"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: in your own words (4 points)
#
# Someone shows you a 4 x 4 matrix of "attention weights". Its columns sum to 1, its rows do not.
#
# Explain in three to five sentences what went wrong, what the numbers in one column mean instead, and which
# one change in the code mends it. A person reads and marks your answer: 1 point for what went wrong, 2 for the
# meaning, 1 for the mending.

# %% [markdown] written="columns_sum_to_one" points=4
# Softmax was taken along the wrong axis: over the queries (down each column) in place of over the keys (along each
# row). A column now shares out one key among all the queries: it says which query looks at this key more than the
# others do. No query's row is a set of shares any longer, so the output rows are no weighted means of the values.
# Normalising along the last axis (`axis=-1`, or `axis=1` for a matrix) mends it.
#
# *Marking scheme.* 1 point: says that softmax ran over the queries, or down the columns. 2 points: says that a
# column compares queries for one key (1), and that rows are no shares any more, or outputs no weighted means (1).
# 1 point: `axis=-1` or `axis=1`.
