# %% [markdown]
# Right results and known mistakes of 01_words_as_vectors, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("01_words_as_vectors")
test = check("build_vocabulary")


# %% exercise="build_vocabulary"
def wrong_by_frequency(tokens):
    ranked = sorted(dict.fromkeys(tokens), key=lambda token: -tokens.count(token))
    return {token: k for k, token in enumerate(ranked)}


def wrong_numbered_again(tokens):
    vocabulary = {}
    for token in tokens:
        vocabulary[token] = len(vocabulary)
    return vocabulary


def wrong_newest_number(tokens):
    vocabulary = {}
    for token in tokens:
        vocabulary[token] = None
        vocabulary[token] = len(vocabulary) - 1
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
        fact="The number of each word is its last place in the text.",
        reason="A word keeps the number that it got first, and numbers must not leave gaps.",
        hint="Add a word only if it is not in the dict yet, with the number len(vocabulary)."),
    order_of_last_appearance=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(list(dict.fromkeys(tokens[::-1]))[::-1])},
        fact="A word that returns gets a number as late as if it stood only at its last place.",
        reason="The order of first appearance is asked for, so that a longer text never renumbers earlier words.",
        hint="Begin with the first token, and leave a word that returns where it is."),
    numbered_again=check.Mistake(
        wrong_numbered_again,
        fact="A word that returns gets a new number.",
        reason="A word keeps the number that it got first: the number says which row of E is its own.",
        hint="Add a word only if it is not in the dict yet."),
    newest_number=check.Mistake(
        wrong_newest_number,
        fact="A word that returns gets the number of the newest word.",
        reason="A word keeps the number that it got first: the number says which row of E is its own.",
        hint="Add a word only if it is not in the dict yet."),
    numbered_from_the_end=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(dict.fromkeys(reversed(tokens)))},
        fact="You number the words from the end of the text.",
        reason="The order of first appearance is asked for, so that a longer text never renumbers earlier words.",
        hint="Go through tokens from the first to the last."),
    first_word_only=check.Mistake(
        lambda tokens: {token: 0 for token in tokens[:1]},
        fact="Your dict has only the first word.",
        reason="Each different word has a number; if a `return` stands inside the loop, it ends with the first word.",
        hint="Return the dict after the loop."),
    words_that_return_left_out=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(t for t in dict.fromkeys(tokens) if tokens.count(t) == 1)},
        fact="The words that occur more than once are missing in your dict.",
        reason="Each different word has a number, however often it occurs.",
        hint="Ask whether a word is in the dict already, not how often it is in tokens."),
    all_places_in_the_text=check.Mistake(
        lambda tokens: {token: [k for k, t in enumerate(tokens) if t == token] for token in tokens},
        fact="You give each word the list of its places in the text.",
        reason="A vocabulary says which row of E belongs to a word: one number.",
        hint="Give a new word the number of words that you have so far: len(vocabulary)."),
    one_number_for_all=check.Mistake(
        lambda tokens: dict.fromkeys(tokens, 0),
        fact="All your words have the number 0.",
        reason="Two words must not share a row of E.",
        hint="Give each new word the number len(vocabulary), or count on after it."),
    a_place_for_unknown_words=check.Mistake(
        lambda tokens: {"<unk>": 0} | {token: k for k, token in enumerate(dict.fromkeys(tokens), start=1)},
        fact="Your dict begins with a word for unknown words.",
        reason="Some libraries do that; here only the words of the text have numbers.",
        hint="Begin with an empty dict."),
    shortest_first=check.Mistake(
        lambda tokens: {token: k for k, token in enumerate(sorted(dict.fromkeys(tokens), key=len))},
        fact="Your numbers go from short words to long ones.",
        reason="The order of first appearance is asked for, so that a longer text never renumbers earlier words.",
        hint="Go through tokens from the first to the last, without sorting."),
    words_as_values=check.Mistake(
        lambda tokens: dict(enumerate(dict.fromkeys(tokens))),
        fact="Your dict leads from numbers to words.",
        reason="The word is what one has, and its number is what one looks up.",
        hint="Make the word the key: vocabulary[word] = number."),
    earlier_calls_remembered=check.Mistake(
        wrong_from_earlier_calls,
        fact="Your dict holds the words of an earlier call, too.",
        reason="If a dict is made outside of the function, or as the default of an argument, it is made only once.",
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
        fact="Your words are all in small letters.",
        reason="\"The\" and \"the\" are two words here: whoever cuts a text into words decides on that.",
        hint="Take the words as they come."),
)

# %% exercise="one_hot"
six_words = {"a": 0, "rose": 1, "is": 2, "red": 3, "and": 4, "blue": 5}


def reference_one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"no word {token!r} in the vocabulary")
    return np.eye(len(vocabulary))[np.array([vocabulary[token] for token in tokens], dtype=int)]


def wrong_one_hot_narrow(tokens, vocabulary):
    own = {token: k for k, token in enumerate(dict.fromkeys(tokens))}
    return reference_one_hot(tokens, own)


test.axes("token", "word")
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
        fact="Your result is the sum of the rows of all tokens, of shape {shape}.",
        reason="Each token has a row of its own; in a sum the order of the words is lost.",
        hint="Make an array of len(tokens) rows, and set one entry in each."),
    row_for_each_different_word=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(list(dict.fromkeys(tokens)), vocabulary),
        fact="A word that returns gets no second row: your result has shape {shape}.",
        reason="Each token has a row, so that the result says which word stands at which place of the text.",
        hint="Go through tokens itself, not through its different words."),
    index_in_place_of_one=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary) * np.arange(len(vocabulary)),
        fact="In the column of each word stands the word's number.",
        reason="The column says which word it is; what stands there is how many times its row of E is taken: once.",
        hint="Write a 1."),
    zeros_and_ones_exchanged=check.Mistake(
        lambda tokens, vocabulary: 1 - reference_one_hot(tokens, vocabulary),
        fact="You have zeros where the words are, and ones elsewhere.",
        reason="With ones elsewhere, a product with E would add up the rows of all other words.",
        hint="Begin with zeros, and write a 1 at vocabulary[token]."),
    last_row_only=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary) * (np.arange(len(tokens)) == len(tokens) - 1)[:, None],
        fact="Only your last row has a 1.",
        reason="Each token has a 1 in its row. If the 1 is written after the loop, or the zeros are made anew inside it, only the "
               "last one stays.",
        hint="Make the zeros before the loop, and write a 1 in each round."),
    first_row_only=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary) * (np.arange(len(tokens)) == 0)[:, None],
        fact="Only your first row has a 1.",
        reason="Each token has a 1 in its row; if a `return` stands inside the loop, it ends with the first token.",
        hint="Return the array after the loop."),
    one_row_for_a_word_that_returns=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary) * np.array(
            [token not in tokens[:k] for k, token in enumerate(tokens)], dtype=float).reshape(-1, 1),
        fact="Where a word returns, your row is 0.",
        reason="Each token has a row with a 1, a word that returns as well. tokens.index(token) is always its first place.",
        hint="Count the rows with enumerate(tokens), and write a 1 into each."),
    words_of_the_text_in_one_row=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary).max(axis=0, initial=0.0),
        fact="You give one row for the whole text, of shape {shape}, with a 1 for each word that occurs.",
        reason="Each token has a row of its own; in one row their order is lost.",
        hint="Make an array of len(tokens) rows, and set one entry in each."),
    all_words_in_each_row=check.Mistake(
        lambda tokens, vocabulary: np.repeat(reference_one_hot(tokens, vocabulary).max(axis=0, initial=0)[None],
                                             len(tokens), axis=0),
        fact="Each of your rows marks all the words of the text.",
        reason="Row k belongs to token k alone. (One list that is appended again and again is the same list; X[:, j] = 1 "
               "writes into all rows.)",
        hint="Write one 1 in each row, into rows of zeros of their own."),
    one_column_too_early=check.Mistake(
        lambda tokens, vocabulary: np.roll(reference_one_hot(tokens, vocabulary), -1, axis=1),
        fact="Each 1 stands one column before the right one.",
        reason="The numbers of the words begin with 0, and so do columns.",
        hint="Use vocabulary[token] as it is."),
    numbers_of_the_words=check.Mistake(
        lambda tokens, vocabulary: np.array([vocabulary[token] for token in tokens], dtype=float),
        fact="You give the numbers of the words: your result has shape {shape}.",
        reason="A number says which column has the 1; the row itself is asked for.",
        hint="Make an array of zeros with len(tokens) rows and len(vocabulary) columns, and write the ones."),
    row_for_each_known_word=check.Mistake(
        lambda tokens, vocabulary: np.diag([float(word in tokens) for word in vocabulary]),
        fact="You have a row for each word of the vocabulary: your result has shape {shape}.",
        reason="Rows are the tokens of the text, in their order.",
        hint="Make len(tokens) rows, and write the 1 into row k for the k-th token."),
    rows_of_an_empty_list=check.Mistake(
        lambda tokens, vocabulary: reference_one_hot(tokens, vocabulary) if tokens else np.zeros(0),
        fact="For an empty list, your result has shape {shape}.",
        reason="np.array cannot tell from an empty list how many columns its rows would have.",
        hint="Begin with np.zeros((len(tokens), len(vocabulary)))."),
)

# %% exercise="embed"
four_words = {"red": 0, "rose": 1, "is": 2, "a": 3}


def reference_embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"no word {token!r} in the vocabulary")
    places = np.array([vocabulary[token] for token in tokens], dtype=int)
    return np.take(np.asarray(E, dtype=float), places, axis=0)


test.given(one_hot=reference_one_hot)
test.axes("token", "column")
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
        fact="Your result is the sum of the rows of all words.",
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
    place_in_the_text=check.Mistake(
        lambda tokens, vocabulary, E: np.array([E[tokens.index(token)] for token in tokens], dtype=float),
        fact="You take the row of E that has the number of the word's first place in the text.",
        reason="Row k of E belongs to word number k of the vocabulary, wherever it stands in the text.",
        hint="Look each token up in the vocabulary."),
    mean_of_the_rows=check.Mistake(
        lambda tokens, vocabulary, E: reference_embed(tokens, vocabulary, E).mean(axis=0),
        fact="You give the mean of the rows of all words.",
        reason="Each token keeps a row of its own.",
        hint="The result has shape (number of tokens, number of columns of E)."),
    last_token_only=check.Mistake(
        lambda tokens, vocabulary, E: reference_embed(tokens, vocabulary, E)[-1],
        fact="You give one row alone, that of the word with which the text ends.",
        reason="If in a loop each row replaces the one before it, or a `return` ends the loop, one row is left.",
        hint="Collect the rows, one for each token."),
    one_hot_transposed=check.Mistake(
        lambda tokens, vocabulary, E: reference_one_hot(tokens, vocabulary).T @ E,
        fact="You multiply the one-hot rows transposed.",
        reason="The product sums over the words of the vocabulary: the columns of one_hot, the rows of E.",
        hint="Multiply one_hot(tokens, vocabulary) as it stands."),
    factors_swapped=check.Mistake(
        lambda tokens, vocabulary, E: (E @ reference_one_hot(tokens, vocabulary)).T,
        fact="You multiply E with the one-hot rows, E first.",
        reason="The product sums over the words of the vocabulary: the columns of one_hot, the rows of E.",
        hint="Write one_hot(tokens, vocabulary) first."),
    largest_along_the_wrong_axis=check.Mistake(
        lambda tokens, vocabulary, E: np.asarray(E, float)[reference_one_hot(tokens, vocabulary).argmax(axis=0)],
        fact="Your rows are picked by the 1 in each column of one_hot: there is one for each word of the vocabulary.",
        reason="Each row of one_hot is a token, and the place of its 1 says which row of E it takes.",
        hint="Use argmax(axis=1), or multiply."),
    without_E=check.Mistake(
        lambda tokens, vocabulary, E: np.array(
            [[float(vocabulary[token] == k) for k in range(len(vocabulary))] for token in tokens]),
        fact="You give the one-hot rows, of shape {shape}: E has no part in them.",
        reason="A one-hot row says which row of E is meant; the product with E picks it out.",
        hint="Multiply with E: one_hot(tokens, vocabulary) @ E."),
    rows_of_length_one=check.Mistake(
        lambda tokens, vocabulary, E: (lambda X: X / np.linalg.norm(X, axis=1, keepdims=True))(
            reference_embed(tokens, vocabulary, E)),
        fact="Your rows are divided by their lengths.",
        reason="The rows of E are asked for as they are; their lengths may carry meaning.",
        hint="Leave the division out."),
    times_the_root_of_d=check.Mistake(
        lambda tokens, vocabulary, E: reference_embed(tokens, vocabulary, E) * np.shape(E)[1] ** 0.5,
        fact="Your rows are multiplied by the square root of d.",
        reason="Some models do that to their embeddings; here the rows of E are asked for as they are.",
        hint="Leave the factor out."),
    one_row_too_early=check.Mistake(
        lambda tokens, vocabulary, E: np.asarray(E, float)[[vocabulary[token] - 1 for token in tokens]],
        fact="Each of your rows stands one before the right one in E.",
        reason="The numbers of the words begin with 0, and so do rows.",
        hint="Use vocabulary[token] as it is."),
    rows_of_an_empty_list=check.Mistake(
        lambda tokens, vocabulary, E: reference_embed(tokens, vocabulary, E) if tokens else np.zeros(0),
        fact="For an empty list, your result has shape {shape}.",
        reason="np.array cannot tell from an empty list how many columns its rows would have.",
        hint="Begin with np.zeros((len(tokens), E.shape[1])), or multiply: one_hot(tokens, vocabulary) @ E."),
    integer_truncation=lambda tokens, vocabulary, E: np.trunc(reference_embed(tokens, vocabulary, E)),
    columns_of_E=check.Mistake(
        lambda tokens, vocabulary, E: np.array(E, dtype=float)[:, [vocabulary[token] for token in tokens]],
        fact="A number that counts the words, rows of E, is taken for the place of a column of E.",
        reason="E has a row for each of the V words; a column is one feature of all words, and there are E.shape[1] of them.",
        hint="The number of the word is the first index, E[number]; a loop over columns goes over range(E.shape[1])."),
)


# %% exercise="cosine_similarity"
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


test.axes("row of A", "row of B")
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
    one_length_multiplied=check.Mistake(
        lambda A, B: A @ B.T / np.linalg.norm(A, axis=1, keepdims=True) * np.linalg.norm(B, axis=1),
        fact="You divide by the lengths of the rows of A, and multiply with those of B.",
        reason="a / b * c divides by b alone: it goes from left to right.",
        hint="Put the product of both lengths in brackets, or divide twice."),
    lengths_of_A_twice=check.Mistake(
        lambda A, B: A @ B.T / (np.linalg.norm(A, axis=1, keepdims=True) ** 2),
        fact="You divide by the lengths of the rows of A twice, and never by those of B.",
        reason="The inner product grows with both lengths.",
        hint="Divide by the length of the row of A and by that of the row of B."),
    lengths_of_B_twice=check.Mistake(
        lambda A, B: A @ B.T / np.linalg.norm(B, axis=1) ** 2,
        fact="You divide by the lengths of the rows of B twice, and never by those of A.",
        reason="The inner product grows with both lengths.",
        hint="Divide by the length of the row of A and by that of the row of B."),
    squared_lengths=check.Mistake(
        lambda A, B: A @ B.T / np.outer((A ** 2).sum(axis=1), (B ** 2).sum(axis=1)),
        fact="You divide by the squares of the lengths.",
        reason="The length of a vector is the square root of the sum of its squares.",
        hint="Take the square root of each sum."),
    sum_in_place_of_length=check.Mistake(
        lambda A, B: A @ B.T / np.outer(np.abs(A).sum(axis=1), np.abs(B).sum(axis=1)),
        fact="You divide by the sums of the rows, with all entries taken as positive.",
        reason="The length of a vector is the square root of the sum of its squares.",
        hint="Use np.linalg.norm(A, axis=1)."),
    sum_of_the_entries=check.Mistake(
        lambda A, B: A @ B.T / np.outer(A.sum(axis=1), B.sum(axis=1)),
        fact="You divide by the sums of the rows.",
        reason="The length of a vector is the square root of the sum of its squares.",
        hint="Use np.linalg.norm(A, axis=1)."),
    largest_entry_for_the_length=check.Mistake(
        lambda A, B: A @ B.T / np.outer(np.abs(A).max(axis=1), np.abs(B).max(axis=1)),
        fact="You divide by the largest entries of the rows.",
        reason="The length of a vector is the square root of the sum of its squares.",
        hint="Use np.linalg.norm(A, axis=1)."),
    root_of_the_lengths=check.Mistake(
        lambda A, B: A @ B.T / np.sqrt(np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))),
        fact="You divide by the square root of the product of the lengths.",
        reason="np.linalg.norm takes the root already.",
        hint="Divide by the product of both lengths."),
    lengths_added=check.Mistake(
        lambda A, B: A @ B.T / (np.linalg.norm(A, axis=1)[:, None] + np.linalg.norm(B, axis=1)),
        fact="You divide by the sum of both lengths.",
        reason="An inner product grows with the one length and with the other: with their product.",
        hint="Multiply the lengths, or divide by one after the other."),
    mean_of_the_products=check.Mistake(
        lambda A, B: A @ B.T / A.shape[1],
        fact="You divide the inner products by the number of columns.",
        reason="A cosine must not depend on how long the rows are, and this number says nothing of that.",
        hint="Divide each inner product by the length of both rows."),
    one_number_for_the_matrices=check.Mistake(
        lambda A, B: float((A @ B.T).sum() / (np.linalg.norm(A) * np.linalg.norm(B))),
        fact="Your result is one number for both matrices.",
        reason="Each row of A has a cosine with each row of B.",
        hint="Tell sum and norm to work along axis=1."),
    row_by_row=check.Mistake(
        lambda A, B: (A * B).sum(axis=1) / (np.linalg.norm(A, axis=1) * np.linalg.norm(B, axis=1)),
        fact="Row i of A meets row i of B alone, number by number.",
        reason="Each row of A has a cosine with each row of B, and the two may have different numbers of rows.",
        hint="Use A @ B.T for the inner products."),
    lengths_multiplied_row_by_row=check.Mistake(
        lambda A, B: A @ B.T / (np.linalg.norm(A, axis=1) * np.linalg.norm(B, axis=1)),
        fact="The lengths of the rows of A meet those of B one by one.",
        reason="Entry [i, j] needs the length of row i of A and of row j of B, so each meets each: shape (n, m).",
        hint="Use np.outer of the lengths, or keep the axis for A: keepdims=True."),
    correlation=check.Mistake(
        lambda A, B: reference_cosine_similarity(A - A.mean(axis=1, keepdims=True), B - B.mean(axis=1, keepdims=True)),
        fact="Your result is the correlation: the cosine of rows that have lost their means.",
        reason="A cosine compares the directions as they are, from the origin.",
        hint="Leave the means in, and np.corrcoef out."),
    angle_in_degrees=check.Mistake(
        lambda A, B: np.degrees(np.arccos(np.clip(reference_cosine_similarity(A, B), -1, 1))),
        fact="Your result is the angle, in degrees.",
        reason="An angle is small for what is alike; the cosine is large.",
        hint="Leave out np.arccos."),
    squared_cosine=check.Mistake(
        lambda A, B: reference_cosine_similarity(A, B) ** 2,
        fact="Your result is the square of the cosine.",
        reason="A square has no sign, and opposite directions have the cosine -1.",
        hint="Leave the square out."),
    negative_cosines_set_to_zero=check.Mistake(
        lambda A, B: np.maximum(reference_cosine_similarity(A, B), 0),
        fact="You set negative cosines to 0.",
        reason="A cosine goes from -1 to 1; opposite directions have -1.",
        hint="Leave out whatever cuts at 0, np.maximum or np.clip."),
    only_as_many_columns_as_A_has_rows=check.Mistake(
        lambda A, B: np.where(np.arange(len(B)) < len(A), reference_cosine_similarity(A, B), 0),
        fact="In your result only the first len(A) columns are filled.",
        reason="The columns belong to the rows of B, and B may have more of them than A.",
        hint="Let a loop over the columns go over range(len(B))."),
    zero_rows_left_out=check.Mistake(
        lambda A, B: reference_cosine_similarity(A[A.any(axis=1)], B[B.any(axis=1)]),
        fact="You leave rows of zeros out: your result has shape {shape}.",
        reason="The result has a row for each row of A and a column for each of B; for a row of zeros they hold 0.0.",
        hint="Keep all rows, and divide only where both lengths are greater than 0."),
    all_zero_for_one_zero_row=check.Mistake(
        lambda A, B: reference_cosine_similarity(A, B) * (A.any(axis=1).all() and B.any(axis=1).all()),
        fact="One row of zeros makes your whole result 0.",
        reason="Only the cosines of that row are 0; the others are what they are.",
        hint="Divide only where both lengths are greater than 0: np.divide has out= and where=.",
        alone=True),
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
    two_zero_rows_are_alike=check.Mistake(
        lambda A, B: reference_cosine_similarity(A, B) + np.outer(~A.any(axis=1), ~B.any(axis=1)),
        fact="A row of zeros and another row of zeros have the cosine 1 in your result.",
        reason="A row of zeros has no direction, so its cosine with anything is 0.0, with another such row, too.",
        hint="Give 0.0 wherever one of the lengths is 0, before you compare rows in any other way."),
    zero_row_of_B_is_nan=check.Mistake(
        lambda A, B: A @ wrong_unit(B).T / np.where(A.any(axis=1), np.linalg.norm(A, axis=1), 1.0)[:, None],
        fact="A row of zeros in B gives nan; in A you take care of it.",
        reason="Both arguments may have rows of zeros, and 0 / 0 is nan.",
        hint="Do for the lengths of B what you do for those of A."),
    zero_row_of_A_is_nan=check.Mistake(
        lambda A, B: wrong_unit(A) @ B.T / np.where(B.any(axis=1), np.linalg.norm(B, axis=1), 1.0),
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

# %% exercise="nearest_words"
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
        hint="Leave out the word by its name, or the place vocabulary[word], before you take the first k."),
    one_too_few=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(word, vocabulary, E, k - 1),
        fact="Your list is one word too short.",
        reason="k words are asked for. Who takes the first k and then removes the word itself has one less.",
        hint="Remove the word first, then take the first k."),
    farthest_words=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, order=lambda scores: np.argsort(scores, kind="stable")),
        fact="Your list begins with the smallest cosine.",
        reason="A large cosine means close, and np.argsort and sorted go upwards.",
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
        hint="Compare the cosines as they are."),
    indices_in_place_of_words=check.Mistake(
        lambda word, vocabulary, E, k: [vocabulary[name] for name in reference_nearest(word, vocabulary, E, k)],
        fact="You give the numbers of the words.",
        reason="The words themselves are asked for.",
        hint="list(vocabulary)[i] is the word with number i."),
    order_of_the_vocabulary=check.Mistake(
        lambda word, vocabulary, E, k: sorted(reference_nearest(word, vocabulary, E, k), key=vocabulary.get),
        fact="You found the right words, but list them in the order of the vocabulary.",
        reason="The closest word stands first.",
        hint="Keep the order of the cosines, the largest first."),
    only_positive_cosines=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for name in reference_nearest(word, vocabulary, E, k)
            if reference_cosine_similarity(E[[vocabulary[word]]], E[[vocabulary[name]]])[0, 0] > 0],
        fact="You leave out words whose cosine is 0 or less.",
        reason="k words are asked for, as near as there are.",
        hint="Do not filter by the cosine; sort, and take the first k."),
    first_word_asked=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for name in sorted(vocabulary, key=lambda name: -reference_cosine_similarity(
                E[:1], E[[vocabulary[name]]])[0, 0]) if name != word][:k],
        fact="Your list is what comes where all words are compared with the first row of E.",
        reason="Row 0 belongs to the word with the number 0.",
        hint="Take the row vocabulary[word]."),
    words_shifted=check.Mistake(
        lambda word, vocabulary, E, k: [list(vocabulary)[i - (i > vocabulary[word])] for i in (
            vocabulary[name] for name in reference_nearest(word, vocabulary, E, k))],
        fact="Each word that stands after yours in the vocabulary is told by the name before its own.",
        reason="If the word's row (or cosine) is taken out, the places after it count one less, and list(vocabulary) does not.",
        hint="Take the same place out of both, or skip it after sorting."),
    words_replaced_by_equals=check.Mistake(
        lambda word, vocabulary, E, k: [
            {round(float(c), 12): name for name, c in zip(
                vocabulary, reference_cosine_similarity(E[[vocabulary[word]]], E)[0]) if name != word}[c]
            for c in sorted({round(float(c), 12) for name, c in zip(
                vocabulary, reference_cosine_similarity(E[[vocabulary[word]]], E)[0]) if name != word},
                reverse=True)][:k],
        fact="Of several words with one cosine, you list only the last.",
        reason="If the cosine is the key of a dict, a word replaces the one before it: a dict has one value for a key.",
        hint="Sort the words by their cosines, or the places with argsort."),
    close_words_only=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for name in reference_nearest(word, vocabulary, E, k)
            if reference_cosine_similarity(E[[vocabulary[word]]], E[[vocabulary[name]]])[0, 0] > 0.5],
        fact="You leave out words whose cosine is 0.5 or less.",
        reason="k words are asked for, as near as there are.",
        hint="Do not filter by the cosine; sort, and take the first k."),
    alphabetical_order=check.Mistake(
        lambda word, vocabulary, E, k: sorted(reference_nearest(word, vocabulary, E, k)),
        fact="You found the right words, but list them in alphabetical order.",
        reason="The closest word stands first.",
        hint="Keep the order of the cosines."),
    nearest_word_last=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(word, vocabulary, E, k)[::-1],
        fact="You found the right words, but the nearest stands last.",
        reason="The closest word stands first; what takes the last k of an ascending order has it last.",
        hint="Sort the negative cosines: np.argsort(-cosines, kind=\"stable\")."),
    all_but_the_nearest=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(word, vocabulary, E, len(vocabulary))[k:],
        fact="Your list is all words but the k nearest.",
        reason="The k nearest are asked for: [:k] is the first k, [k:] what comes after them.",
        hint="Cut the list with [:k]."),
    divided_by_squared_lengths=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, closeness=lambda own, E: own @ E.T / np.where(
                E.any(axis=1), np.square(E).sum(axis=1), 1)),
        fact="Your order is that of inner products, divided by the squares of the words' lengths: short vectors win.",
        reason="The length of a vector is the square root of the sum of its squares.",
        hint="Use cosine_similarity."),
    zero_rows_last=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, order=lambda scores: sorted(
                range(len(scores)), key=lambda i: (not np.any(E[i]), -scores[i]))),
        fact="A word with a vector of zeros stands last, as nan does when it is sorted.",
        reason="Its cosine is 0.0: before the words with a negative one.",
        hint="Use cosine_similarity, or put 0.0 where a length is 0."),
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
        reason="If a sorted list is turned round, [::-1], its ties are, too.",
        hint="Sort the negative cosines: np.argsort(-cosines, kind=\"stable\")."),
    ties_by_alphabet=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for _, name in sorted((-cosine, name) for name, cosine in zip(
                vocabulary, reference_cosine_similarity(E[[vocabulary[word]]], E)[0])
                if name != word)][:k],
        fact="Words with equal cosines stand in alphabetical order.",
        reason="The order of their numbers is asked for.",
        hint="Sort by the cosine alone, with a sort that keeps the order of equals: sorted, or kind=\"stable\"."),
    ties_against_the_alphabet=check.Mistake(
        lambda word, vocabulary, E, k: [
            name for _, name in sorted(((cosine, name) for name, cosine in zip(
                vocabulary, reference_cosine_similarity(E[[vocabulary[word]]], E)[0]) if name != word), reverse=True)][:k],
        fact="Words with equal cosines stand in the order of the alphabet, turned round.",
        reason="The order of their numbers is asked for; a sort of pairs (cosine, word) goes on to compare the words.",
        hint="Sort by minus the cosine alone, with a sort that keeps the order of equals: sorted, or kind=\"stable\"."),
    sort_is_not_stable=check.Mistake(
        lambda word, vocabulary, E, k: reference_nearest(
            word, vocabulary, E, k, order=lambda scores: np.argsort(-scores)),
        fact="Words with equal cosines stand in no particular order.",
        reason="The order of their numbers is asked for, and np.argsort may exchange equals unless it is told not to.",
        hint="Sort with np.argsort(-cosines, kind=\"stable\")."),
)


# %% exercise="ppmi"
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


def wrong_ppmi_turned(counts):
    joint = np.array(counts, dtype=float) / np.sum(counts)
    chance = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return np.log(np.divide(chance, joint, out=np.ones_like(joint), where=joint > 0).clip(min=1))


def wrong_ppmi_unguarded(counts):
    joint = np.array(counts, dtype=float) / np.sum(counts)
    return np.maximum(np.log(joint / np.outer(joint.sum(axis=1), joint.sum(axis=0))), 0)


test.axes("i", "j")
test.knows(
    reference_ppmi,
    negative_values_kept=check.Mistake(
        lambda counts: reference_ppmi(counts, floor=-np.inf),
        fact="Your result has negative entries, down to {smallest}.",
        reason="PPMI is the positive part: what is rarer than by chance counts as 0.",
        hint="Take np.maximum(..., 0) at the end."),
    absolute_value=check.Mistake(
        lambda counts: np.abs(reference_ppmi(counts, floor=-np.inf)),
        fact="What should be cut at 0 stands in your result without its minus.",
        reason="Then a pair that avoids each other looks like one that seeks each other.",
        hint="Set what is negative to 0: np.maximum(..., 0)."),
    logarithm_to_base_2=check.Mistake(
        lambda counts: reference_ppmi(counts, log=np.log2),
        fact="Your logarithms are those to the base 2.",
        reason="The natural logarithm is asked for; base 2 gives values 1.44 times as large.",
        hint="Use np.log."),
    logarithm_to_base_10=check.Mistake(
        lambda counts: reference_ppmi(counts, log=np.log10),
        fact="Your logarithms are those to the base 10.",
        reason="The natural logarithm is asked for.",
        hint="Use np.log."),
    logarithm_forgotten=check.Mistake(
        lambda counts: reference_ppmi(counts, log=lambda ratio: ratio),
        fact="Your result is the ratio itself, without the logarithm.",
        reason="The ratio of a pair that meets just by chance is 1; its logarithm is 0, and that is the zero point here.",
        hint="Take np.log of the ratio."),
    one_added_before_the_logarithm=check.Mistake(
        lambda counts: reference_ppmi(counts, log=np.log1p),
        fact="Your numbers are logarithms of 1 plus the ratio.",
        reason="Adding 1 avoids log(0), but changes every other entry, too.",
        hint="Take np.log of the ratio, only where the count is not 0."),
    rows_used_twice=check.Mistake(
        wrong_ppmi_with(lambda joint: np.outer(joint.sum(axis=1), joint.sum(axis=1))),
        fact="Your p(i) and your p(j) are both sums of rows.",
        reason="p(j) belongs to the column. Rows and columns have the same sums only if the table is symmetric.",
        hint="Use the sum of the rows (axis=1) for i, and the sum of the columns (axis=0) for j."),
    columns_used_twice=check.Mistake(
        wrong_ppmi_with(lambda joint: np.outer(joint.sum(axis=0), joint.sum(axis=0))),
        fact="Your p(i) and your p(j) are both sums of columns.",
        reason="p(i) belongs to the row. Rows and columns have the same sums only if the table is symmetric.",
        hint="Use the sum of the rows (axis=1) for i, and the sum of the columns (axis=0) for j."),
    rows_and_columns_swapped=check.Mistake(
        wrong_ppmi_with(lambda joint: np.outer(joint.sum(axis=0), joint.sum(axis=1))),
        fact="Your p(i) is the sum of column i, and your p(j) that of row j.",
        reason="i is the row and j is the column.",
        hint="np.outer(row_sums, column_sums) has the row sums down the rows."),
    nothing_above_chance=check.Mistake(
        lambda counts: np.zeros(np.shape(counts)),
        fact="Every entry of your result is 0.",
        reason="So it is if no ratio is above 1: where p(i) and p(j) are counts, where p(i, j) is a share of its row alone, or "
               "where it is not divided by the product p(i) p(j) (a / b * c multiplies by c). A `return` at the first count of "
               "0 gives the same.",
        hint="Divide all counts by counts.sum() first, then p(i, j) by p(i) and by p(j); go on after a count of 0."),
    pairs_counted=check.Mistake(
        lambda counts: np.where(np.array(counts) > 0, np.maximum(
            reference_ppmi(counts, floor=-np.inf) + np.log(max(np.sum(counts), 1e-300)), 0), 0),
        fact="Your ratio is too large by the sum of all counts.",
        reason="So it is if p(i, j) is a count, and p(i) and p(j) are probabilities.",
        hint="Divide counts by counts.sum() for p(i, j), too."),
    both_directions_added=check.Mistake(
        lambda counts: reference_ppmi(np.add(counts, np.transpose(counts))),
        fact="Your result is that of counts + counts.T, and symmetric.",
        reason="counts[i, j] and counts[j, i] may differ, and the result then differs, too.",
        hint="Use counts as they come."),
    weighed_with_the_probability=check.Mistake(
        lambda counts: reference_ppmi(counts) * np.array(counts, float) / np.sum(counts),
        fact="Each of your logarithms is multiplied by p(i, j).",
        reason="These are the terms of the mutual information of all pairs; PPMI is the logarithm alone.",
        hint="Leave the factor out."),
    divided_by_the_surprise=check.Mistake(
        lambda counts: reference_ppmi(counts) / (lambda h: np.where(h > 0, h, 1))(
            -np.log(np.where(np.array(counts) > 0, np.array(counts, float) / np.sum(counts), 1))),
        fact="You divide by -log p(i, j).",
        reason="That is normalised PMI, which ends at 1; here the logarithm of the ratio is asked for.",
        hint="Leave the division out."),
    negative_part=check.Mistake(
        lambda counts: np.minimum(reference_ppmi(counts, floor=-np.inf), 0),
        fact="You keep what is below 0, and set what is above to 0.",
        reason="PPMI is the positive part: max(0, ...).",
        hint="Use np.maximum in place of np.minimum."),
    smoothed_columns=check.Mistake(
        wrong_ppmi_with(lambda joint: np.outer(joint.sum(axis=1), (lambda q: q / q.sum())(joint.sum(axis=0) ** 0.75))),
        fact="You raise p(j) to the power 0.75.",
        reason="Some programs do that so that rare words count less; here p(j) is used as it is.",
        hint="Leave the power out."),
    divided_by_the_largest_count=check.Mistake(
        lambda counts: np.maximum(reference_ppmi(counts, floor=-np.inf)
                                  + (np.array(counts) > 0) * np.log(np.max(counts) / np.sum(counts)), 0),
        fact="Your result is that of counts which are divided by the largest of them, and do not sum to 1.",
        reason="Probabilities of all pairs sum to 1.",
        hint="Divide by counts.sum()."),
    diagonal_left_out=check.Mistake(
        lambda counts: reference_ppmi(np.array(counts, float) * (1 - np.eye(len(counts)))),
        fact="Your result is that of counts without their diagonal, a word beside itself.",
        reason="A word may stand near itself, and these counts belong to the sums, too.",
        hint="Use counts as they come."),
    difference_in_place_of_ratio=check.Mistake(
        lambda counts: (lambda p: np.maximum(p - np.outer(p.sum(axis=1), p.sum(axis=0)), 0))(
            np.array(counts, float) / np.sum(counts)),
        fact="You subtract p(i) p(j) from p(i, j).",
        reason="PMI compares by a ratio: how many times as often as by chance.",
        hint="Divide, and take the logarithm."),
    ended_at_one=check.Mistake(
        lambda counts: np.minimum(reference_ppmi(counts), 1),
        fact="You cut your results off at 1.",
        reason="PPMI has no upper end: a rare pair may meet a thousand times as often as by chance.",
        hint="Leave out the upper limit."),
    rows_made_to_sum_to_one=check.Mistake(
        lambda counts: reference_ppmi((lambda c: c / np.maximum(c.sum(axis=1, keepdims=True), 1e-300))(
            np.array(counts, float))),
        fact="Your result is that of rows which were each divided by their own sum first.",
        reason="p(i) is the share of word i in all counts; after that division all p(i) are the same.",
        hint="Divide all counts by counts.sum()."),
    ratio_turned_round=check.Mistake(
        wrong_ppmi_turned,
        fact="Your ratio is upside down: what is rarer than by chance comes out large, and what is more frequent as 0.",
        reason="log(b / a) is -log(a / b).",
        hint="Divide p(i, j) by p(i) p(j), not the other way round."),
    means_in_place_of_sums=check.Mistake(
        lambda counts: np.where(np.array(counts) > 0, np.maximum(
            reference_ppmi(counts, floor=-np.inf) + 2 * np.log(len(counts)), 0), 0),
        fact="Your ratio is too large by V * V, as where p(i) and p(j) are means.",
        reason="p(i) is the probability of word i with any other, the sum of its row.",
        hint="Use sum(axis=1) and sum(axis=0) in place of mean."),
    one_number_for_all=check.Mistake(
        lambda counts: float(reference_ppmi(counts).sum()),
        fact="You give one number, the sum of all results.",
        reason="Each pair of words has a result of its own.",
        hint="Leave out the last sum."),
    missing_keepdims=check.Mistake(
        lambda counts: np.maximum(np.log(counts * np.sum(counts) / np.sum(counts, axis=1) / np.sum(counts, axis=0)), 0),
        fact="In your result, column j is divided by the sum of row j, and by that of column j.",
        reason="Sums of rows that have lost their axis have shape (V,), and that lines up with the last axis.",
        hint="Keep the axis: p.sum(axis=1, keepdims=True). Or divide by np.outer of both sums."),
    one_added_to_the_counts=check.Mistake(
        lambda counts: reference_ppmi(np.add(counts, 1)),
        fact="Your result is that of counts + 1.",
        reason="That avoids log(0), but changes every other entry, too.",
        hint="Take the logarithm only where the count is greater than 0."),
    integer_truncation=lambda counts: np.trunc(reference_ppmi(counts)),
    zero_count_is_not_zero=check.Mistake(
        wrong_ppmi_unguarded,
        fact="Where a count is 0, your result has nan or an infinite number.",
        reason="log(0) is minus infinity, and 0 / 0 is nan: a word that never occurs has p = 0.",
        hint="Compute the ratio only where the count is greater than 0, and put 0.0 elsewhere."),
)
