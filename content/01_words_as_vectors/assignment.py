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
### BEGIN HIDDEN TESTS


def wrong_by_frequency(tokens):
    ranked = sorted(dict.fromkeys(tokens), key=lambda token: -tokens.count(token))
    return {token: k for k, token in enumerate(ranked)}


def wrong_numbered_again(tokens):
    vocabulary = {}
    for token in tokens:
        vocabulary[token] = len(vocabulary)
    return vocabulary


def wrong_from_earlier_calls(tokens):
    return {token: k for k, token in enumerate(dict.fromkeys(["the", "cat", "sees", "the", "dog", *tokens]))}


test.knows(
    lambda tokens: {token: k for k, token in enumerate(dict.fromkeys(tokens))},
    places_in_the_text=check.Mistake(
        lambda tokens: {token: tokens.index(token) for token in tokens},
        fact="You give each word its place in the text: after a word that returns, numbers are left out.",
        reason="The numbers are the rows of E, and E has one row for each different word: 0, 1, 2, ... without gaps.",
        hint="Give a new word the number of words that you have so far: len(vocabulary)."),
    last_places_in_the_text=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(tokens)},
        fact="You give each word the place of its last appearance in the text.",
        reason="A word keeps the number that it got first, and numbers must not leave gaps.",
        hint="Add a word only if it is not in the dict yet, with the number len(vocabulary)."),
    numbered_again=check.Mistake(
        wrong_numbered_again,
        fact="A word that returns gets a new number.",
        reason="A word keeps the number that it got first: the number says which row of E is its own.",
        hint="Add a word only if it is not in the dict yet."),
    words_as_values=check.Mistake(
        lambda tokens: dict(enumerate(dict.fromkeys(tokens))),
        fact="Your dict leads from numbers to words.",
        reason="The word is what one has, and its number is what one looks up.",
        hint="Make the word the key: vocabulary[word] = number."),
    earlier_calls_remembered=check.Mistake(
        wrong_from_earlier_calls,
        fact="Your dict holds the words of an earlier call, too.",
        reason="A dict that is made outside of the function, or as the default of an argument, is made only once.",
        hint="Begin with a new dict inside the function."),
    counted_from_one=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(dict.fromkeys(tokens), start=1)},
        fact="Your numbers begin with 1.",
        reason="They are rows of a matrix, and the first row has the index 0.",
        hint="Number the words from 0."),
    alphabetical_order=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(sorted(set(tokens)))},
        fact="You number the words in alphabetical order.",
        reason="The order of first appearance is asked for, so that a longer text never renumbers earlier words.",
        hint="Go through tokens from the first to the last; no sorting, and no set, which has no order."),
    order_of_frequency=check.Mistake(
        wrong_by_frequency,
        fact="You number the words by how often they occur.",
        reason="The order of first appearance is asked for.",
        hint="Go through tokens from the first to the last."),
    counts_in_place_of_numbers=check.Mistake(
        lambda tokens: {token: tokens.count(token) for token in tokens},
        fact="You give each word the number of times that it occurs.",
        reason="A vocabulary says which row of E belongs to a word.",
        hint="Give a new word the number of words that you have so far: len(vocabulary)."),
    small_letters_only=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(dict.fromkeys(token.lower() for token in tokens))},
        fact="You turn all words into small letters.",
        reason="\"The\" and \"the\" are two words here: whoever cuts a text into words decides on that.",
        hint="Take the words as they come."),
)
### END HIDDEN TESTS
test.example(["the", "cat", "sees", "the", "dog"])
test.example(["The", "end", "of", "the", "end"])
test.example([])
### BEGIN HIDDEN TESTS
test(["zebra", "ant", "ant", "zebra", "ant", "mole", "ant", "bee"])
test(["one"])
test(["x", "x", "x"])
test(["to", "be", "or", "not", "to", "be", "That", "is", "that"])
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
### BEGIN HIDDEN TESTS


six_words = {"a": 0, "rose": 1, "is": 2, "red": 3, "and": 4, "blue": 5}


def reference_one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"no word {token!r} in the vocabulary")
    return np.eye(len(vocabulary))[np.array([vocabulary[token] for token in tokens], dtype=int)]


def wrong_one_hot_narrow(tokens, vocabulary):
    own = {token: k for k, token in enumerate(dict.fromkeys(tokens))}
    return reference_one_hot(tokens, own)


test.knows(
    reference_one_hot,
    words_in_columns=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary).T,
        fact="Your result has shape {shape}: one column for each token.",
        reason="Tokens are rows, in the whole course.",
        hint="Make the array with shape (number of tokens, number of words in the vocabulary)."),
    vocabulary_of_the_text=check.Mistake(
        wrong_one_hot_narrow,
        fact="Your columns are the words of this text, numbered anew: the result has shape {shape}.",
        reason="A column belongs to a word of the vocabulary, whether it occurs in this text or not.",
        hint="Make len(vocabulary) columns, and put the 1 at vocabulary[token]."),
    place_in_the_text=check.Mistake(
        lambda tokens, vocabulary: np.eye(len(tokens), len(vocabulary)),
        fact="Row k has its 1 in column k, whatever the word is.",
        reason="The column says which word it is, so a word that returns gives the same row again.",
        hint="Put the 1 at vocabulary[token]."),
    bag_of_words=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary).sum(axis=0),
        fact="You added all words up into one row of shape {shape}.",
        reason="Each token has a row of its own; in a sum the order of the words is lost.",
        hint="Make an array of len(tokens) rows, and set one entry in each."),
    index_in_place_of_one=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary) * np.arange(len(vocabulary)),
        fact="You wrote the number of the word into its column.",
        reason="The column says which word it is; what stands there is how many times its row of E is taken: once.",
        hint="Write a 1."),
)
### END HIDDEN TESTS
test.example(["milk", "the", "milk"], {"the": 0, "milk": 1})
test.example(["cold", "milk"], {"the": 0, "cat": 1, "drinks": 2, "cold": 3, "milk": 4})
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
# | result | shape `(n, d)`, float, equal to `one_hot(tokens, vocabulary) @ E`; you may compute it in another way |
# | bad input | a word that the vocabulary does not have: `ValueError`, and the message names the word |
# | example | `["milk", "the"]` with `{"the": 0, "cat": 1, "milk": 2}` and `[[0.5, 0.1], [0.8, 0.7], [0.3, 0.9]]` gives `[[0.3, 0.9], [0.5, 0.1]]` |
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
### BEGIN HIDDEN TESTS


four_words = {"red": 0, "rose": 1, "is": 2, "a": 3}


def reference_embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"no word {token!r} in the vocabulary")
    places = np.array([vocabulary[token] for token in tokens], dtype=int)
    return np.take(np.asarray(E, dtype=float), places, axis=0)


test.given(one_hot=reference_one_hot)
test.knows(
    reference_embed,
    first_rows_of_E=check.Mistake(
        lambda tokens, vocabulary, E: np.array(E[:len(tokens)], dtype=float),
        fact="You take the first rows of E, one for each token, whatever the words are.",
        reason="Row k of E belongs to word number k of the vocabulary, not to the k-th word of the text.",
        hint="Look each token up in the vocabulary."),
    whole_E=check.Mistake(
        lambda tokens, vocabulary, E: np.array(E, dtype=float),
        fact="You give the whole matrix E.",
        reason="The text has its own order, and words may return or be missing.",
        hint="Take one row of E for each token."),
    sum_of_the_rows=check.Mistake(
        lambda tokens, vocabulary, E: reference_embed(tokens, vocabulary, E).sum(axis=0),
        fact="You added the rows of all words up.",
        reason="Each token keeps a row of its own.",
        hint="The result has shape (number of tokens, number of columns of E)."),
    each_word_once=check.Mistake(
        lambda tokens, vocabulary, E: reference_embed(list(dict.fromkeys(tokens)), vocabulary, E),
        fact="You give each different word one row: the result has shape {shape}.",
        reason="A text of n tokens has n rows; a word that returns has its row again.",
        hint="Go through tokens as they come."),
    vocabulary_order=check.Mistake(
        lambda tokens, vocabulary, E: reference_embed(sorted(tokens, key=vocabulary.get), vocabulary, E),
        fact="Your rows are right, but in the order of the vocabulary.",
        reason="Row k of the result belongs to the k-th word of the text.",
        hint="Go through tokens as they come."),
    columns_of_E=check.Mistake(
        lambda tokens, vocabulary, E: np.array(E, dtype=float)[:, [vocabulary[token] for token in tokens]],
        fact="You take columns of E.",
        reason="A word is a row of E; a column is one feature of all words.",
        hint="The number of the word is the first index: E[number]."),
)
### END HIDDEN TESTS
test.example(["milk", "the"], {"the": 0, "cat": 1, "milk": 2}, np.array([[0.5, 0.1], [0.8, 0.7], [0.3, 0.9]]))
### BEGIN HIDDEN TESTS
numbers = np.random.default_rng(11)
test(["a", "rose", "is", "a", "rose"], four_words, numbers.normal(size=(4, 3)))
test(["rose", "red"], four_words, numbers.normal(size=(4, 6)))
test(["is"], four_words, numbers.normal(size=(4, 1)))
test([], four_words, numbers.normal(size=(4, 3)))
### END HIDDEN TESTS

# %% test="embed_integers" points=1
test = check("embed")
test.example(["milk", "the"], {"the": 0, "cat": 1, "milk": 2}, np.array([[1, 0], [2, 5], [0, 3]]))
### BEGIN HIDDEN TESTS
test(["is", "red", "is"], four_words, np.array([[1, -2], [3, 5], [-7, 1], [0, 4]]))
### END HIDDEN TESTS

# %% test="embed_unknown" points=1
test = check("embed")
test.raises(ValueError, ["cold", "tea"], {"cold": 0, "milk": 1}, np.array([[0.5, 0.1], [0.3, 0.9]]), mentions=["tea"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, ["lemon"], four_words, np.ones((4, 3)), mentions=["lemon"])
test(["red"], four_words, np.eye(4, 3) / 3)
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
# | example | `[[3.0, 4.0]]` and `[[6.0, 8.0], [4.0, -3.0], [0.0, 2.0]]` gives `[[1.0, 0.0, 0.8]]` |


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
### BEGIN HIDDEN TESTS


def reference_cosine_similarity(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} columns and {B.shape[1]} columns")
    result = np.zeros((len(A), len(B)))
    for row, a in enumerate(A):
        for column, b in enumerate(B):
            if a.any() and b.any():
                result[row, column] = np.einsum("i,i", a, b) / np.sqrt(np.einsum("i,i", a, a) * np.einsum("i,i", b, b))
    return result


def wrong_unit(A):
    return A / np.linalg.norm(A, axis=1, keepdims=True)


test.knows(
    reference_cosine_similarity,
    inner_product=check.Mistake(
        lambda A, B: np.asarray(A @ B.T, dtype=float),
        fact="Your result is the inner products, which go from {smallest} to {largest}.",
        reason="An inner product grows with the lengths of both rows; a cosine lies between -1 and 1.",
        hint="Divide each inner product by the length of both rows."),
    one_length_only=check.Mistake(
        lambda A, B: wrong_unit(A) @ B.T,
        fact="You divide by the lengths of the rows of A, not by those of B.",
        reason="The inner product grows with both lengths.",
        hint="Divide by the length of the row of B, too."),
    other_length_only=check.Mistake(
        lambda A, B: A @ wrong_unit(B).T,
        fact="You divide by the lengths of the rows of B, not by those of A.",
        reason="The inner product grows with both lengths.",
        hint="Divide by the length of the row of A, too."),
    length_of_the_whole_matrix=check.Mistake(
        lambda A, B: A @ B.T / (np.linalg.norm(A) * np.linalg.norm(B)),
        fact="You divide everything by one number, the length of the whole matrix.",
        reason="Each row is one word and has a length of its own.",
        hint="Tell norm (or sum) to work along the last axis: axis=1."),
    squared_lengths=check.Mistake(
        lambda A, B: A @ B.T / np.outer((A ** 2).sum(axis=1), (B ** 2).sum(axis=1)),
        fact="You divide by the squares of the lengths.",
        reason="The length of a vector is the square root of the sum of its squares.",
        hint="Take the square root of each sum."),
    sum_in_place_of_length=check.Mistake(
        lambda A, B: A @ B.T / np.outer(np.abs(A).sum(axis=1), np.abs(B).sum(axis=1)),
        fact="You divide by the sum of the entries of each row.",
        reason="The length of a vector is the square root of the sum of its squares.",
        hint="Use np.linalg.norm(A, axis=1)."),
    lengths_of_the_columns=check.Mistake(
        lambda A, B: (A / np.linalg.norm(A, axis=0)) @ (B / np.linalg.norm(B, axis=0)).T,
        fact="You divide by the lengths of the columns.",
        reason="A word is a row; a column is one feature of all words.",
        hint="Take the lengths along the last axis: axis=1."),
    missing_keepdims=lambda A, B: (A / np.linalg.norm(A, axis=1)) @ (B / np.linalg.norm(B, axis=1)).T,
    missing_keepdims_of_the_products=check.Mistake(
        lambda A, B: A @ B.T / np.linalg.norm(A, axis=1) / np.linalg.norm(B, axis=1),
        fact="The lengths of the rows of A lose their axis, and are divided into the columns.",
        reason="Shape (n,) lines up with the last axis of the (n, m) products, and that one belongs to B.",
        hint="Keep the axis for A: np.linalg.norm(A, axis=1, keepdims=True)."),
    second_not_transposed=check.Mistake(
        lambda A, B: A @ B / np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1)),
        fact="You multiply A with B as it stands.",
        reason="The rows of both are vectors; an inner product of each with each needs the rows of B as columns.",
        hint="Use A @ B.T."),
    angle_in_place_of_its_cosine=check.Mistake(
        lambda A, B: np.arccos(np.clip(reference_cosine_similarity(A, B), -1, 1)),
        fact="Your result is the angle, from 0 to 3.14.",
        reason="An angle is small for what is alike; the cosine is large.",
        hint="Leave out np.arccos."),
    rows_and_columns_swapped=check.Mistake(
        lambda A, B: reference_cosine_similarity(B, A),
        fact="Your result has a row for each row of B.",
        reason="Rows of the result belong to A, the first argument, and columns to B.",
        hint="Compute A @ B.T, in this order."),
    distance=check.Mistake(
        lambda A, B: 1 - reference_cosine_similarity(A, B),
        fact="Your result is 1 minus the cosine.",
        reason="That is a distance: 0 for the same direction. A similarity is large for what is alike.",
        hint="Leave out the 1 minus."),
    absolute_value=check.Mistake(
        lambda A, B: np.abs(reference_cosine_similarity(A, B)),
        fact="Your result has no negative entry.",
        reason="Opposite directions have the cosine -1; the sign tells them from the same direction.",
        hint="Leave out the absolute value."),
    epsilon_in_the_length=check.Mistake(
        lambda A, B: A @ B.T / (np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1)) + 1e-8),
        fact="You add a small number to the lengths, and where rows are short it is not small.",
        reason="Only a row of zeros needs help; all others must keep their exact length.",
        hint="Divide only where both lengths are greater than 0."),
    lengths_clipped_at_one=check.Mistake(
        lambda A, B: A @ B.T / np.outer(np.maximum(np.linalg.norm(A, axis=1), 1),
                                        np.maximum(np.linalg.norm(B, axis=1), 1)),
        fact="You leave rows that are shorter than 1 as they are.",
        reason="Every row is divided by its own length, be it short or long; only a row of zeros is not.",
        hint="Divide wherever both lengths are greater than 0."),
    zero_row_is_nan=check.Mistake(
        lambda A, B: A @ B.T / np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1)),
        fact="A row of zeros gives nan: its length is 0, and 0 / 0 is nan.",
        reason="A row of zeros has nothing in common with any other, so its cosine is 0.0 here.",
        hint="Divide only where both lengths are greater than 0: np.divide has out= and where=."),
    zero_row_of_B_is_nan=check.Mistake(
        lambda A, B: np.where(A.any(axis=1, keepdims=True), wrong_unit(A) @ wrong_unit(B).T, 0.0),
        fact="A row of zeros in B gives nan; in A you take care of it.",
        reason="Both arguments may have rows of zeros, and 0 / 0 is nan.",
        hint="Do for the lengths of B what you do for those of A."),
    zero_row_of_A_is_nan=check.Mistake(
        lambda A, B: np.where(B.any(axis=1), wrong_unit(A) @ wrong_unit(B).T, 0.0),
        fact="A row of zeros in A gives nan; in B you take care of it.",
        reason="Both arguments may have rows of zeros, and 0 / 0 is nan.",
        hint="Do for the lengths of A what you do for those of B."),
    zero_row_is_one=check.Mistake(
        lambda A, B: np.where(np.outer(A.any(axis=1), B.any(axis=1)), reference_cosine_similarity(A, B), 1.0),
        fact="A row of zeros gives 1 in your result: the cosine of equal directions.",
        reason="It has no direction, so it is like nothing else: 0.0.",
        hint="Where a length is 0, the result is 0.0."),
    integer_truncation=lambda A, B: np.trunc(reference_cosine_similarity(A, B)),
)
### END HIDDEN TESTS
test.example(np.array([[3.0, 4.0]]), np.array([[6.0, 8.0], [4.0, -3.0], [0.0, 2.0]]))
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
test.example(np.array([[0.0, 0.0], [2.0, 0.0]]), np.array([[0.5, 0.0], [0.0, 0.0], [1.2, 1.6]]))
### BEGIN HIDDEN TESTS
with_zeros = np.array([[0.3, -0.2, 0.9], [0.0, 0.0, 0.0], [1.1, 0.4, -0.7], [0.0, 0.0, 0.0]])
test(with_zeros, with_zeros[:3])
test(np.array([[-0.5, 0.1, 2.5], [0.7, 0.7, -0.2]]), with_zeros)
test(np.zeros((3, 2)), np.zeros((1, 2)))
### END HIDDEN TESTS

# %% test="cosine_similarity_integers" points=1
test = check("cosine_similarity", silent=True)
test.example(np.array([[3, 4], [1, 0]]), np.array([[4, 3]]))
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
# | bad input | a word that the vocabulary does not have: `ValueError`, and the message names the word |
# | example | `"cat"`, `{"cat": 0, "milk": 1, "dog": 2, "cup": 3, "bed": 4}`, `k = 3` and |
# | | `E = [[0.0, 2.0], [1.5, 1.0], [0.25, 0.75], [1.0, -1.0], [-1.0, 2.0]]` give `["dog", "bed", "milk"]` |
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
### BEGIN HIDDEN TESTS


animals = {name: i for i, name in enumerate(["fox", "ant", "cow", "bee", "owl", "eel", "yak"])}
vectors = np.random.default_rng(13).normal(size=(7, 4)) * [[1], [5], [0.2], [3], [0.5], [1], [8]]


def reference_nearest(word, vocabulary, E, k, closeness=None, order=None):
    if word not in vocabulary:
        raise ValueError(f"no word {word!r} in the vocabulary")
    E = np.array(E, dtype=float)
    own = E[vocabulary[word]][None]
    scores = (closeness or reference_cosine_similarity)(own, E)[0]
    order = order or (lambda scores: sorted(range(len(scores)), key=lambda i: (-scores[i], i)))
    names = list(vocabulary)
    return [names[i] for i in order(scores) if names[i] != word][:k]


def wrong_nearest_with_itself(word, vocabulary, E, k):
    others = reference_nearest(word, vocabulary, E, k - 1)
    return [word, *others][:k]


def wrong_nearest_without_the_first(word, vocabulary, E, k):
    scores = reference_cosine_similarity(E[[vocabulary[word]]], E)[0]
    return [list(vocabulary)[i] for i in np.argsort(-scores, kind="stable")[1:k + 1]]


def wrong_minus_distance(own, E):
    return -np.sqrt(((own - E) ** 2).sum(axis=1))[None]


test.given(cosine_similarity=reference_cosine_similarity)
test.knows(
    reference_nearest,
    word_itself_included=check.Mistake(
        wrong_nearest_with_itself,
        fact="Your list begins with the word itself.",
        reason="Its cosine with itself is 1, so it always wins, and tells nothing.",
        hint="Leave out the place vocabulary[word] before you take the first k."),
    one_too_few=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(word, vocabulary, E, k - 1),
        fact="Your list is one word too short.",
        reason="You took the first k and then removed the word itself.",
        hint="Remove it first, then take the first k."),
    farthest_words=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, order=lambda scores: np.argsort(scores, kind="stable")),
        fact="Your list begins with the smallest cosine.",
        reason="np.argsort sorts upwards, and a large cosine means close.",
        hint="Sort the negative cosines: np.argsort(-cosines, kind=\"stable\")."),
    inner_product_in_place_of_cosine=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, closeness=lambda own, E: own @ E.T),
        fact="Your words are those with the largest inner product.",
        reason="There long vectors win, whatever they point at. The cosine looks at the direction alone.",
        hint="Use cosine_similarity."),
    distance_in_place_of_cosine=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(word, vocabulary, E, k, closeness=wrong_minus_distance),
        fact="Your words are those at the smallest distance.",
        reason="A distance punishes a word for being longer or shorter. The cosine looks at the direction alone.",
        hint="Use cosine_similarity."),
    without_the_sign=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, closeness=lambda own, E: np.abs(reference_cosine_similarity(own, E))),
        fact="You compare the cosines without their signs.",
        reason="A word whose vector points the other way is as far as can be, not near.",
        hint="Leave out abs."),
    indices_in_place_of_words=check.Mistake(
        lambda word, vocabulary, E, k: [vocabulary[name] for name in reference_nearest(word, vocabulary, E, k)],
        fact="You give the numbers of the words.",
        reason="The words themselves are asked for.",
        hint="list(vocabulary)[i] is the word with number i."),
    order_of_the_vocabulary=check.Mistake(
        lambda word, vocabulary, E, k: sorted(reference_nearest(word, vocabulary, E, k), key=vocabulary.get),
        fact="You found the right words, but list them in the order of the vocabulary.",
        reason="The closest word stands first.",
        hint="Keep the order in which argsort gives them."),
    only_positive_cosines=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for name in reference_nearest(word, vocabulary, E, k)
            if reference_cosine_similarity(E[[vocabulary[word]]], E[[vocabulary[name]]])[0, 0] > 0],
        fact="You leave out words whose cosine is 0 or less.",
        reason="k words are asked for, as near as there are.",
        hint="Do not filter by the cosine; sort, and take the first k."),
    first_one_dropped=check.Mistake(
        wrong_nearest_without_the_first,
        fact="You drop whatever comes first, and that is another word with the very same vector.",
        reason="The word itself comes first only if no other word has the same direction and a smaller number.",
        hint="Leave out the place vocabulary[word], not place 0 of the sorted list."),
    everything_equal_dropped=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for name in reference_nearest(word, vocabulary, E, len(vocabulary))
            if not np.array_equal(E[vocabulary[name]], E[vocabulary[word]])][:k],
        fact="You leave out other words that have the same vector.",
        reason="They are the nearest there can be; only the word itself is to be left out.",
        hint="Compare numbers of words, not vectors or cosines."),
    ties_from_the_end=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, order=lambda scores: np.argsort(scores, kind="stable")[::-1]),
        fact="Words with equal cosines stand in the wrong order: the last one comes first.",
        reason="Turning a sorted list round turns the ties round, too.",
        hint="Sort the negative cosines: np.argsort(-cosines, kind=\"stable\")."),
    ties_by_alphabet=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for _, name in sorted((-cosine, name) for name, cosine in zip(
                vocabulary, reference_cosine_similarity(E[[vocabulary[word]]], E)[0])
                if name != word)][:k],
        fact="Words with equal cosines stand in alphabetical order.",
        reason="The order of their numbers is asked for.",
        hint="Sort by the cosine alone, with a sort that keeps the order of equals: sorted, or kind=\"stable\"."),
    sort_is_not_stable=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, order=lambda scores: np.argsort(-scores)),
        fact="Words with equal cosines stand in no particular order.",
        reason="np.argsort may exchange equals unless it is told not to.",
        hint="np.argsort(-cosines, kind=\"stable\")."),
)
### END HIDDEN TESTS
test.example("cat", {"cat": 0, "milk": 1, "dog": 2, "cup": 3, "bed": 4},
             np.array([[0.0, 2.0], [1.5, 1.0], [0.25, 0.75], [1.0, -1.0], [-1.0, 2.0]]), 3)
### BEGIN HIDDEN TESTS
for name, wanted in [("fox", 3), ("owl", 4), ("yak", 1), ("bee", 6), ("ant", 5), ("eel", 2)]:
    test(name, animals, vectors, wanted)
test("cow", animals, vectors, 20)
test("cow", animals, np.round(50 * vectors).astype(int), 3)
test("cat", {"cat": 0, "dog": 1}, np.array([[1.0, 2.0, 0.5], [-1.0, -0.5, 0.25]]), 1)
### END HIDDEN TESTS

# %% test="nearest_words_ties" points=1
test = check("nearest_words")
test.example("b", {"c": 0, "b": 1, "m": 2, "z": 3, "a": 4},
             np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 2.0], [0.0, 1.0]]), 4)
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
### BEGIN HIDDEN TESTS


def reference_ppmi(counts, log=np.log, floor=0.0):
    counts = np.array(counts, dtype=float)
    result = np.zeros(counts.shape)
    for row, column in np.argwhere(counts > 0):
        joint = counts[row, column] / counts.sum()
        alone = counts[row].sum() / counts.sum() * (counts[:, column].sum() / counts.sum())
        result[row, column] = max(floor, log(joint / alone))
    return result


def wrong_ppmi_with(chance):
    def wrong(counts):
        joint = np.array(counts, dtype=float) / np.sum(counts)
        with np.errstate(all="ignore"):
            return np.maximum(np.nan_to_num(np.log(joint / chance(joint)), nan=0.0, neginf=0.0, posinf=0.0), 0)
    return wrong


def wrong_ppmi_unguarded(counts):
    joint = np.array(counts, dtype=float) / np.sum(counts)
    return np.maximum(np.log(joint / np.outer(joint.sum(axis=1), joint.sum(axis=0))), 0)


test.knows(
    reference_ppmi,
    negative_values_kept=check.Mistake(
        lambda counts: reference_ppmi(counts, floor=-np.inf),
        fact="Your result has negative entries, down to {smallest}.",
        reason="PPMI is the positive part: what is rarer than by chance counts as 0.",
        hint="Take np.maximum(..., 0) at the end."),
    absolute_value=check.Mistake(
        lambda counts: np.abs(reference_ppmi(counts, floor=-np.inf)),
        fact="You turn negative entries into positive ones.",
        reason="Then a pair that avoids each other looks like one that seeks each other.",
        hint="Set what is negative to 0: np.maximum(..., 0)."),
    logarithm_to_base_2=check.Mistake(
        lambda counts: reference_ppmi(counts, log=np.log2),
        fact="You took the logarithm to the base 2.",
        reason="The natural logarithm is asked for; base 2 gives values 1.44 times as large.",
        hint="Use np.log."),
    logarithm_to_base_10=check.Mistake(
        lambda counts: reference_ppmi(counts, log=np.log10),
        fact="You took the logarithm to the base 10.",
        reason="The natural logarithm is asked for.",
        hint="Use np.log."),
    logarithm_forgotten=check.Mistake(
        lambda counts: reference_ppmi(counts, log=lambda ratio: ratio),
        fact="Your result is the ratio itself, without the logarithm.",
        reason="The ratio of a pair that meets just by chance is 1; its logarithm is 0, and that is the zero point here.",
        hint="Take np.log of the ratio."),
    one_added_before_the_logarithm=check.Mistake(
        lambda counts: reference_ppmi(counts, log=np.log1p),
        fact="You took the logarithm of 1 plus the ratio.",
        reason="Adding 1 avoids log(0), but changes every other entry, too.",
        hint="Take np.log of the ratio, only where the count is not 0."),
    rows_used_twice=check.Mistake(
        wrong_ppmi_with(lambda joint: np.outer(joint.sum(axis=1), joint.sum(axis=1))),
        fact="You took the sums of the rows for both words.",
        reason="p(j) belongs to the column. Rows and columns have the same sums only if the table is symmetric.",
        hint="Use the sum of the rows (axis=1) for i, and the sum of the columns (axis=0) for j."),
    columns_used_twice=check.Mistake(
        wrong_ppmi_with(lambda joint: np.outer(joint.sum(axis=0), joint.sum(axis=0))),
        fact="You took the sums of the columns for both words.",
        reason="p(i) belongs to the row. Rows and columns have the same sums only if the table is symmetric.",
        hint="Use the sum of the rows (axis=1) for i, and the sum of the columns (axis=0) for j."),
    rows_and_columns_swapped=check.Mistake(
        wrong_ppmi_with(lambda joint: np.outer(joint.sum(axis=0), joint.sum(axis=1))),
        fact="You took the sums of the columns for i and the sums of the rows for j.",
        reason="i is the row and j is the column.",
        hint="np.outer(row_sums, column_sums) has the row sums down the rows."),
    nothing_above_chance=check.Mistake(
        lambda counts: np.zeros(np.shape(counts)),
        fact="Every entry of your result is 0: no pair has a ratio above 1, as if none met more often than by chance.",
        reason="A ratio is too small everywhere if counts stand in it in place of probabilities, or if you divide by the "
               "probability of one of the two words only.",
        hint="Divide counts by counts.sum() first; then divide p(i, j) by p(i) and by p(j)."),
    missing_keepdims=check.Mistake(
        lambda counts: np.maximum(np.log(counts * np.sum(counts) / np.sum(counts, axis=1) / np.sum(counts, axis=0)), 0),
        fact="The sums of the rows lose their axis, and are divided into the columns.",
        reason="Shape (V,) lines up with the last axis, so column j is divided by the sum of row j.",
        hint="Keep the axis: p.sum(axis=1, keepdims=True). Or divide by np.outer of both sums."),
    one_added_to_the_counts=check.Mistake(
        lambda counts: reference_ppmi(np.add(counts, 1)),
        fact="You add 1 to every count.",
        reason="That avoids log(0), but changes every other entry, too.",
        hint="Take the logarithm only where the count is greater than 0."),
    integer_truncation=lambda counts: np.trunc(reference_ppmi(counts)),
    zero_count_is_not_zero=check.Mistake(
        wrong_ppmi_unguarded,
        fact="Where a count is 0, your result has nan or an infinite number.",
        reason="log(0) is minus infinity, and 0 / 0 is nan: a word that never occurs has p = 0.",
        hint="Compute the ratio only where the count is greater than 0, and put 0.0 elsewhere."),
)
### END HIDDEN TESTS
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
test.example(np.array([[0, 3, 0], [5, 1, 0], [0, 0, 0]]))
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
