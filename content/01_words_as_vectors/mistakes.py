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

# %% exercise="embed"
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
