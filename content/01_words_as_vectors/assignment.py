# ---
# title: Words as vectors
# minutes: 75
# difficulty: easy
# ---

# %% [markdown]
# # Build and search word vectors
#
# You write the functions behind the lesson: from a list of words to a vocabulary, to vectors, to the nearest words,
# and from counts to PPMI.
#
# - **Time**: about 75 minutes. **Difficulty**: easy; exercises 4 and 6 need some care. **Points**: 20, of which 2 for
#   an answer in words.
# - **You need**: the lesson *Turn words into vectors*, dicts, and NumPy's `zeros`, `sum`, `argsort`, `log` and `@`.
# - **Tests**: the cell below an exercise tests it. It is silent when all is well. Hidden tests run after you hand in,
#   with other words and other matrices, so write functions that work for any.
# - **Everywhere**: never change an argument. Arrays of whole numbers are accepted, and every array that you return is a
#   float array. Bad input raises `ValueError` with a message that says what came.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("01_words_as_vectors")

# %% [markdown]
# ## Exercise 1: the vocabulary (2 points)
#
# Give each different word a number, counting from 0, in the order in which the words first appear.
#
# | | |
# |---|---|
# | argument | `tokens`, a list of strings; words may return |
# | result | a `dict`: word -> number. `"The"` and `"the"` are two words; an empty list gives `{}` |
# | example | `["the", "cat", "sees", "the", "dog"]` gives `{"the": 0, "cat": 1, "sees": 2, "dog": 3}` |


# %% solution="build_vocabulary"
def build_vocabulary(tokens):
    """The dict word -> index of the different words in `tokens`, numbered from 0 in order of first appearance."""
    ### BEGIN SOLUTION
    vocabulary = {}
    for token in tokens:
        if token not in vocabulary:
            vocabulary[token] = len(vocabulary)
    return vocabulary
    ### END SOLUTION


# %% test="build_vocabulary_values" points=2
test = check("build_vocabulary")
test.example(["the", "cat", "sees", "the", "dog"])
test.example(["The", "end", "of", "the", "end"])
test.example([])
### BEGIN HIDDEN TESTS
test(["zebra", "ant", "ant", "zebra", "ant", "mole", "ant", "bee"])
test(["one"])
test(["x", "x", "x"])
test(["to", "be", "or", "not", "to", "be", "That", "is", "that"])
test(["is", "Is", "it", "so", "Is", "It"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: one-hot vectors (3 points)
#
# Turn each word of a text into a row that has a 1 at the number of the word, and zeros elsewhere.
#
# | | |
# |---|---|
# | arguments | `tokens`, a list of n strings; `vocabulary`, a dict as in exercise 1 with V words |
# | result | shape `(n, V)`, float; an empty list gives shape `(0, V)` |
# | bad input | a word that the vocabulary does not have: `ValueError`, and the message names the word |
# | example | `["milk", "the", "milk"]` with `{"the": 0, "milk": 1}` gives `[[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]` |


# %% solution="one_hot"
def one_hot(tokens, vocabulary):
    """One row a token, shape (n, V), float: 1 in the column of its word. ValueError for a word not in `vocabulary`."""
    ### BEGIN SOLUTION
    rows = np.zeros((len(tokens), len(vocabulary)))  # (n, V)
    for row, token in enumerate(tokens):
        if token not in vocabulary:
            raise ValueError(f"the word {token!r} is not in the vocabulary")
        rows[row, vocabulary[token]] = 1
    return rows
    ### END SOLUTION


# %% test="one_hot_values" points=2
test = check("one_hot")
test.example(["cold", "milk", "cold"], {"the": 0, "cat": 1, "drinks": 2, "cold": 3, "milk": 4})
test.example(["milk", "the", "milk"], {"the": 0, "milk": 1})
test.example([], {"the": 0, "milk": 1})
### BEGIN HIDDEN TESTS
test(["rose", "is", "a", "rose"], six_words)
test(["a", "rose", "is", "a", "rose", "is", "a", "rose"], six_words)
test(["blue"], six_words)
test(["only", "only"], {"only": 0})
test([], six_words)
### END HIDDEN TESTS

# %% [markdown]
# A word that the vocabulary does not have cannot get a row. Leaving it out, or giving it a row of zeros, would hide the
# fault from the reader of your results.

# %% test="one_hot_unknown" points=1
test = check("one_hot")
test.raises(ValueError, ["cold", "tea"], {"cold": 0, "milk": 1}, mentions=["tea"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, ["lemon", "milk"], {"cold": 0, "milk": 1}, mentions=["lemon"])
test.raises(ValueError, ["Milk"], {"milk": 0}, mentions=["Milk"])
test(["cold", "milk"], {"cold": 0, "milk": 1})
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: from words to their rows of E (3 points)
#
# The embedding matrix `E` has one row for each word of the vocabulary. Collect the rows of the words of a text.
#
# | | |
# |---|---|
# | arguments | `tokens`, a list of n strings; `vocabulary`, a dict with V words; `E`, shape `(V, d)` |
# | result | shape `(n, d)`, float, equal to `one_hot(tokens, vocabulary) @ E`, for an empty list, too; you may compute it in another way |
# | bad input | a word that the vocabulary does not have: `ValueError`, and the message names the word |
# | example | `["milk", "the", "cat", "milk"]` with `{"the": 0, "cat": 1, "milk": 2, "cold": 3, "tea": 4}` and |
# | | `[[0.5, 0.1], [0.8, 0.7], [0.3, 0.9], [0.2, 0.4], [0.6, 0.0]]` |
# | | gives `[[0.3, 0.9], [0.5, 0.1], [0.8, 0.7], [0.3, 0.9]]` |
#
# You may use your `one_hot`. A mistake in it costs no points here: this exercise is graded with a right one in its place.


# %% solution="embed"
def embed(tokens, vocabulary, E):
    """The rows of E (V, d) that belong to `tokens`, shape (n, d), float. ValueError for a word not in `vocabulary`."""
    ### BEGIN SOLUTION
    return one_hot(tokens, vocabulary) @ E  # (n, V) @ (V, d) -> (n, d)
    ### END SOLUTION


# %% test="embed_values" points=1
test = check("embed")
test.example(["milk", "the", "cat", "milk"], {"the": 0, "cat": 1, "milk": 2, "cold": 3, "tea": 4},
             np.array([[0.5, 0.1], [0.8, 0.7], [0.3, 0.9], [0.2, 0.4], [0.6, 0.0]]))
test.example([], {"the": 0, "cat": 1, "milk": 2}, np.array([[0.5, 0.1], [0.8, 0.7], [0.3, 0.9]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(11)
test(["a", "rose", "is", "a", "rose"], four_words, numbers.normal(size=(4, 3)))
test(["rose", "red"], four_words, numbers.normal(size=(4, 6)))
test(["is"], four_words, numbers.normal(size=(4, 1)))
test([], four_words, numbers.normal(size=(4, 3)))
### END HIDDEN TESTS

# %% test="embed_integers" points=1
test = check("embed")
test.example(["milk", "the", "cat", "milk"], {"the": 0, "cat": 1, "milk": 2, "cold": 3, "tea": 4},
             np.array([[1, 0], [2, 5], [-1, 3], [4, 1], [0, 2]]))
### BEGIN HIDDEN TESTS
test(["is", "red", "is"], four_words, np.array([[1, -2], [3, 5], [-7, 1], [0, 4]]))
### END HIDDEN TESTS

# %% test="embed_unknown" points=1
test = check("embed")
test.raises(ValueError, ["cold", "tea"], {"cold": 0, "milk": 1}, np.array([[0.5, 0.1], [0.3, 0.9]]), mentions=["tea"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, ["lemon"], four_words, np.ones((4, 3)), mentions=["lemon"])
test(["red", "a"], four_words, np.cos(np.arange(12)).reshape(4, 3))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: cosine similarity (4 points)
#
# Compare each row of `A` with each row of `B` by the cosine of the angle between them.
#
# | | |
# |---|---|
# | arguments | `A`, shape `(n, d)`; `B`, shape `(m, d)` |
# | result | shape `(n, m)`, float: row i, column j is the cosine of `A[i]` and `B[j]` |
# | zero rows | a row of zeros has no direction: its cosine with anything is 0.0, and there is no warning |
# | bad input | rows of different length: `ValueError`, and the message names both numbers of columns |
# | example | `[[1.0, 2.0, 2.0], [0.0, 3.0, -4.0]]` and `[[2.0, -2.0, 1.0], [0.0, 3.0, 4.0], [2.0, 4.0, 4.0], [-4.0, 0.0, 3.0]]` |
# | | gives `[[0.0, 0.9333, 1.0, 0.1333], [-0.6667, -0.28, -0.1333, -0.48]]`, rounded |


# %% solution="cosine_similarity"
def cosine_similarity(A, B):
    """Cosine of each row of A (n, d) with each row of B (m, d), shape (n, m), float; 0 where a row is zero.

    ValueError, naming both, where A and B have different numbers of columns.
    """
    ### BEGIN SOLUTION
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns but B has {B.shape[1]}; they must be equal")
    lengths = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))  # (n, m)
    return np.divide(A @ B.T, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    ### END SOLUTION


# %% test="cosine_similarity_values" points=1
test = check("cosine_similarity", silent=True)
test.example(np.array([[1.0, 2.0, 2.0], [0.0, 3.0, -4.0]]),
             np.array([[2.0, -2.0, 1.0], [0.0, 3.0, 4.0], [2.0, 4.0, 4.0], [-4.0, 0.0, 3.0]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(12)
test(numbers.normal(size=(4, 3)), numbers.normal(size=(2, 3)))
test(numbers.normal(size=(5, 6)) * 10.0 ** np.arange(-4, 1)[:, None], numbers.normal(size=(3, 6)) * [[1e-4], [30], [1e6]])
test(numbers.normal(size=(3, 6)) * 1e-7, numbers.normal(size=(2, 6)) * [[1e-6], [1]])  # short, but not zero
test(numbers.normal(size=(3, 3)), numbers.normal(size=(3, 3)))
test(numbers.normal(size=(1, 5)), numbers.normal(size=(1, 5)))
test(-np.ones((2, 1)) / 3, numbers.uniform(0.5, 2, size=(4, 1)))
### END HIDDEN TESTS

# %% test="cosine_similarity_zero_rows" points=1
test = check("cosine_similarity", silent=True)
test.example(np.array([[0.0, 0.0, 0.0], [2.0, -1.0, 2.0]]),
             np.array([[0.5, 0.0, 0.4], [0.0, 0.0, 0.0], [1.2, 1.6, -0.5], [-1.0, 0.3, 0.2]]))
### BEGIN HIDDEN TESTS
with_zeros = np.array([[0.3, -0.2, 0.9], [0.0, 0.0, 0.0], [1.1, 0.4, -0.7], [0.0, 0.0, 0.0]])
test(with_zeros, with_zeros[:3])
test(np.array([[-0.5, 0.1, 2.5], [0.7, 0.7, -0.2]]), with_zeros)
test(np.zeros((3, 2)), np.zeros((1, 2)))
### END HIDDEN TESTS

# %% test="cosine_similarity_integers" points=1
test = check("cosine_similarity", silent=True)
test.example(np.array([[3, 4, 0], [1, 0, 2]]), np.array([[4, 3, 1], [-2, 1, 2], [0, 5, 1], [1, 1, 1]]))
### BEGIN HIDDEN TESTS
test(np.array([[2, -1, 2], [1, 1, 0]]), np.array([[3, 0, 4], [1, 2, -2], [-5, 1, 1]]))
test(np.array([[2, 1], [3, 1]]), np.array([[0.5, -0.25], [1.5, 2.0], [0.1, 0.1]]))
### END HIDDEN TESTS

# %% test="cosine_similarity_sizes" points=1
test = check("cosine_similarity", silent=True)
test.raises(ValueError, np.ones((2, 3)), np.ones((4, 5)), mentions=["3", "5"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((3, 7)), np.ones((3, 6)), mentions=["7", "6"])
test.raises(ValueError, np.ones((2, 6)), np.ones((3, 8)), mentions=["6", "8"])
test.raises(ValueError, np.ones((2, 4)), np.ones((4, 1)), mentions=["4", "1"])
test.raises(ValueError, np.ones((1, 1)), np.ones((5, 2)), mentions=["1", "2"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: the nearest words (3 points)
#
# Find the k words whose vectors have the largest cosine with the vector of a given word.
#
# | | |
# |---|---|
# | arguments | `word`, a string; `vocabulary`, a dict as in exercise 1 with V words; `E`, shape `(V, d)`; `k`, how many |
# | result | a list of k strings, the largest cosine first, without `word` itself; with fewer than k other words, all of them |
# | ties | words with equal cosines stand in the order of their numbers; note that another word may have the very same vector as `word` |
# | zeros | a vector of zeros has the cosine 0 with any other, as in exercise 4 |
# | bad input | a word that the vocabulary does not have: `ValueError`, and the message names the word |
# | example | `"cat"`, `{"milk": 0, "cat": 1, "dog": 2, "bed": 3, "cup": 4}`, `k = 3` and |
# | | `E = [[2.5, 1.0], [0.0, 2.0], [0.25, 0.75], [-1.0, 2.0], [1.0, -1.0]]` give `["dog", "bed", "milk"]` |
#
# You may use your `cosine_similarity`. As in exercise 3, a mistake in it costs no points here.


# %% solution="nearest_words"
def nearest_words(word, vocabulary, E, k):
    """The k words with the largest cosine to `word`, best first, ties by index, without the word itself.

    E has shape (V, d), one row for each word of `vocabulary`. ValueError for a word not in `vocabulary`.
    """
    ### BEGIN SOLUTION
    if word not in vocabulary:
        raise ValueError(f"the word {word!r} is not in the vocabulary")
    cosines = cosine_similarity(E[[vocabulary[word]]], E)[0]  # (1, d), (V, d) -> (1, V), of which the one row
    others = [other for other in vocabulary if other != word]
    return sorted(others, key=lambda other: -cosines[vocabulary[other]])[:k]  # sorted keeps the order of equals
    ### END SOLUTION


# %% test="nearest_words_values" points=1
test = check("nearest_words")
test.example("cat", {"milk": 0, "cat": 1, "dog": 2, "bed": 3, "cup": 4},
             np.array([[2.5, 1.0], [0.0, 2.0], [0.25, 0.75], [-1.0, 2.0], [1.0, -1.0]]), 3)
test.example("owl", {"owl": 0, "bee": 1, "yak": 2},
             np.array([[1.0, 0.5, 0.0, 2.0], [0.3, -1.0, 0.2, 0.1], [2.0, 0.0, -0.5, 1.0]]), 5)
### BEGIN HIDDEN TESTS
for name, wanted in [("fox", 3), ("owl", 4), ("yak", 1), ("bee", 6), ("ant", 5), ("eel", 2)]:
    test(name, animals, vectors, wanted)
test("cow", animals, vectors, 20)
test("cow", animals, np.round(50 * vectors).astype(int), 3)
test("cat", {"cat": 0, "dog": 1}, np.array([[1.0, 2.0, 0.5], [-1.0, -0.5, 0.25]]), 1)
### END HIDDEN TESTS

# %% test="nearest_words_ties" points=1
test = check("nearest_words")
test.example("b", {"n": 0, "c": 1, "b": 2, "o": 3, "m": 4, "z": 5, "a": 6},
             np.array([[1.0, 0.0], [-1.0, 0.0], [-1.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 2.0], [0.0, 1.0]]), 6)
### BEGIN HIDDEN TESTS
axes = np.array([[0, 0, 4.0], [0, 1.0, 0], [2.0, 0, 0], [0, 0, 0], [0, 2.0, 0], [1.0, 0, 0], [0, 0, -1.0]])
for name, wanted in [("fox", 6), ("eel", 3), ("cow", 4), ("owl", 5), ("bee", 4)]:
    test(name, animals, axes, wanted)
many = {f"word{i}": i for i in range(60)}
for wanted in (59, 5):
    test("word59", many, np.eye(3)[[2] * 20 + [0, 1] * 10 + [0] * 20], wanted)
### END HIDDEN TESTS

# %% test="nearest_words_unknown" points=1
test = check("nearest_words")
test.raises(ValueError, "tea", {"cold": 0, "milk": 1}, np.array([[0.5, 0.1], [0.3, 0.9]]), 1, mentions=["tea"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, "Fox", animals, vectors, 2, mentions=["Fox"])
test("milk", {"cold": 0, "milk": 1}, np.array([[0.5, 0.1], [0.3, 0.9]]), 1)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: from counts to PPMI (3 points)
#
# Compare counts with chance. `counts[i, j]` says how often word j stands near word i. With
# $p(i, j)$ = `counts[i, j]` divided by the sum of all counts, $p(i)$ the sum of row i of these probabilities and $p(j)$ the sum
# of column j, compute
#
# $$\max\left(0,\ \log \frac{p(i, j)}{p(i)\, p(j)}\right)$$
#
# | | |
# |---|---|
# | argument | `counts`, shape `(V, V)`, none negative; it need not be symmetric, nor hold whole numbers |
# | result | shape `(V, V)`, float; the logarithm is the natural one |
# | zeros | a count of 0 gives 0.0, in rows, columns and tables that are all 0, too; there is no warning |
# | example | `[[0, 4], [4, 8]]` gives `[[0.0, 0.2877], [0.2877, 0.0]]`, rounded: 0.2877 is the logarithm of 4/3 |


# %% solution="ppmi"
def ppmi(counts):
    """Positive pointwise mutual information of counts (V, V): max(0, log(p(i, j) / (p(i) p(j)))), float.

    Where the count is 0 the result is 0.
    """
    ### BEGIN SOLUTION
    counts = np.asarray(counts, dtype=float)
    chance = np.outer(counts.sum(axis=1), counts.sum(axis=0))  # (V, V), in units of 1 / sum
    ratio = np.divide(counts * counts.sum(), chance, out=np.ones_like(counts), where=counts > 0)
    return np.log(ratio.clip(min=1))
    ### END SOLUTION


# %% test="ppmi_values" points=2
test = check("ppmi", silent=True)
test.example(np.array([[0, 1, 0], [3, 0, 0], [4, 1, 2]]))
test.example(np.array([[0, 4], [4, 8]]))
test.example(np.array([[20, 6, 6], [6, 0, 4], [6, 4, 0]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(14)
test(numbers.integers(1, 40, size=(5, 5)))
test(numbers.uniform(0.1, 2, size=(3, 3)) ** 3)
test(np.array([[0.25, 3.5, 1.0, 0.5], [2.0, 0.125, 6.0, 0.75], [1.5, 1.0, 0.5, 9.0], [7.0, 0.5, 0.25, 1.25]]))
test(np.array([[7.0]]))
test(np.array([[3, 0], [0, 200_000_000]]))  # a rare pair: p(i) p(j) is 2e-16, far below any small number that is added
### END HIDDEN TESTS

# %% test="ppmi_zeros" points=1
test = check("ppmi", silent=True)
test.example(np.array([[1, 3, 0], [5, 0, 0], [0, 0, 0]]))
### BEGIN HIDDEN TESTS
test(np.array([[0, 5, 1, 0], [0, 0, 0, 0], [2, 0, 0, 1], [0, 0, 8, 0]]))
test(np.array([[0.0, 1.5], [0.0, 0.25]]))
test(np.zeros((3, 3)))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 7: in your own words (2 points)
#
# A colleague looks up the nearest words by inner product in place of the cosine. In nearly every list the same few words
# stand on top, whatever word is looked up.
#
# Explain in two to four sentences what these few words have in common, and name one situation in which one wants
# exactly this behaviour. A person reads and marks your answer: 1 point each.

# %% [markdown] written="long_vectors_win" points=2
# Their vectors are the longest. An inner product is the cosine times both lengths: the length of the word that is looked
# up is the same for all candidates, the length of the candidate is not, so long vectors come out on top even where their
# direction fits less well. Dividing by the lengths, as the cosine does, takes this off.
#
# It is wanted where the length carries meaning, such as how much a word has to say. In attention a word with a
# short vector gets scores near 0 from everyone and so is hardly preferred, while one with a long vector can draw attention.
#
# *Marking scheme.* 1 point: says that the words have long vectors (or that the inner product grows with the length). 1
# point: any sensible situation in which length should count, such as attention scores, or importance or frequency as part of the
# similarity.
