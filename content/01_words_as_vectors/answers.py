# %% [markdown]
# What students may hand in for 01_words_as_vectors, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="cosine_absolute_value" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="absolute_value"
# Takes the absolute value.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return abs(np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0))

# %% answer="cosine_angle" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="angle_in_place_of_its_cosine"
# The angle itself.
import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1, keepdims=True)
    b = np.linalg.norm(B, axis=1)
    C = A @ B.T / np.where(a*b == 0, 1, a*b)
    return np.arccos(C)

# %% answer="cosine_changes_its_argument" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="argument_changed_in_place" says="UFuncTypeError"
# Divides the caller's rows.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    for M in (A, B):
        for row in M:
            length = np.linalg.norm(row)
            if length > 0:
                row /= length
    return A @ B.T

# %% answer="cosine_clipped_at_1e_8" lost=["cosine_similarity_values"] says="cosine_similarity(A (3, 6), B (2, 6)):"
# Lengths of at least 1e-8, as a library has it: short rows are no rows of zeros.
import numpy as np


def cosine_similarity(A, B):
    return A @ B.T / np.maximum(np.linalg.norm(A, axis=1, keepdims=True) * np.linalg.norm(B, axis=1), 1e-8)

# %% answer="cosine_cuts_long_rows" lost=["cosine_similarity_sizes"] mistake="no_error_for_bad_input"
# Cuts the longer rows.
import numpy as np


def cosine_similarity(A, B):
    d = min(A.shape[1], B.shape[1])
    A, B = A[:, :d], B[:, :d]
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0)

# %% answer="cosine_distance" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="distance"
# 1 minus the cosine.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return 1 - np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0)

# %% answer="cosine_epsilon" lost=["cosine_similarity_values"] mistake="epsilon_in_the_length"
# Adds a small number to the lengths.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return A @ B.T / (size + 1e-8)

# %% answer="cosine_error_without_sizes" lost=["cosine_similarity_sizes"] mistake="error_message_says_too_little"
# An error that does not say the sizes.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError("A and B do not fit")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0)

# %% answer="cosine_inner_product" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="inner_product"
# No division at all.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    return (A @ B.T) * np.ones(1)

# %% answer="cosine_integer_truncation" lost=["cosine_similarity_integers"] mistake="integer_truncation"
# Writes cosines into an integer array.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    result = A @ B.T
    result[:] = np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0)
    return result * 1.0

# %% answer="cosine_keepdims_of_the_products" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="missing_keepdims_of_the_products"
# Products divided by lengths without an axis.
import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1)
    b = np.linalg.norm(B, axis=1)
    return A @ B.T / a / b

# %% answer="cosine_length_of_the_whole_matrix" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="length_of_the_whole_matrix"
# One length for the whole matrix.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.linalg.norm(A) * np.linalg.norm(B)
    return A @ B.T / (size if size > 0 else 1)

# %% answer="cosine_lengths_clipped_at_one" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="lengths_clipped_at_one"
# Keeps short rows short.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1).clip(1), np.linalg.norm(B, axis=1).clip(1))
    return A @ B.T / size

# %% answer="cosine_lengths_of_columns" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="lengths_of_the_columns"
# The lengths of the columns.
import numpy as np


def cosine_similarity(A, B):
    A = A / np.linalg.norm(A, axis=0)
    B = B / np.linalg.norm(B, axis=0)
    return A @ B.T

# %% answer="cosine_missing_keepdims" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="missing_keepdims"
# Divides rows by the lengths of other rows.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    return (A / np.linalg.norm(A, axis=1)) @ (B / np.linalg.norm(B, axis=1)).T

# %% answer="cosine_not_transposed" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "cosine_similarity_sizes"] mistake=["second_not_transposed"]
# A @ B.
import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1, keepdims=True)
    b = np.linalg.norm(B, axis=1)
    return A @ B / (a * b)

# %% answer="cosine_one_length_only" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="one_length_only"
# Divides by the lengths of A alone.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    length = np.linalg.norm(A, axis=1, keepdims=True)
    return (A / np.where(length > 0, length, 1)) @ B.T

# %% answer="cosine_other_length_only" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="other_length_only"
# Divides by the lengths of B alone.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    length = np.linalg.norm(B, axis=1, keepdims=True)
    return A @ (B / np.where(length > 0, length, 1)).T

# %% answer="cosine_rows_and_columns_swapped" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="rows_and_columns_swapped"
# A row for each row of B.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.divide(A @ B.T, size, out=np.zeros(size.shape), where=size > 0).T

# %% answer="cosine_squared_lengths" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="squared_lengths"
# Forgets the square root.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer((A * A).sum(axis=1), (B * B).sum(axis=1))
    return A @ B.T / np.where(size > 0, size, 1)

# %% answer="cosine_sum_in_place_of_length" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="sum_in_place_of_length"
# Divides by sums.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(abs(A).sum(axis=1), abs(B).sum(axis=1))
    return A @ B.T / np.where(size > 0, size, 1)

# %% answer="cosine_zero_row_is_nan" lost=["cosine_similarity_zero_rows"] mistake="zero_row_is_nan"
# Divides by zero.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return A @ B.T / size

# %% answer="cosine_zero_row_is_one" lost=["cosine_similarity_zero_rows"] mistake="zero_row_is_one"
# 1 for a row of zeros.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.divide(A @ B.T, size, out=np.ones(size.shape), where=size > 0)

# %% answer="cosine_zero_row_of_A" lost=["cosine_similarity_zero_rows"] mistake="zero_row_of_B_is_nan"
# Rows of zeros are cared for in A only.
import numpy as np


def cosine_similarity(A, B):
    a = np.linalg.norm(A, axis=1, keepdims=True)
    b = np.linalg.norm(B, axis=1)
    a[a == 0] = 1
    return A @ B.T / a / b

# %% answer="cosine_zero_row_warns" lost=["cosine_similarity_zero_rows"] mistake="warning"
# Right, but with a warning.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns, B has {B.shape[1]}")
    size = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.nan_to_num(A @ B.T / size)

# %% answer="embed_columns_of_E" lost=["embed_values", "embed_integers", "embed_unknown"] mistake="columns_of_E"
# Columns in place of rows.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E[:, [vocabulary[token] for token in tokens]].astype(float)

# %% answer="embed_each_word_once" lost=["embed_values", "embed_integers"] mistake="each_word_once"
# One row for each different word.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E[[vocabulary[token] for token in dict.fromkeys(tokens)]].astype(float)

# %% answer="embed_first_rows" lost=["embed_values", "embed_integers", "embed_unknown"] mistake="first_rows_of_E"
# The first rows of E.
import numpy as np


def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return np.array(E[:len(tokens)], dtype=float)

# %% answer="embed_integers_stay_integers" lost=["embed_integers"] says="the values are right, but the result has dtype int64"
# Rows of an integer E stay integers.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E[[vocabulary[token] for token in tokens]]

# %% answer="embed_sum_of_the_rows" lost=["embed_values", "embed_integers", "embed_unknown"] mistake="sum_of_the_rows"
# Adds the rows up.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return sum(E[vocabulary[token]] for token in tokens) * 1.0

# %% answer="embed_unknown_is_a_key_error" lost=["embed_unknown"] mistake="wrong_kind_of_error"
# A KeyError for an unknown word.
import numpy as np


def embed(tokens, vocabulary, E):
    return np.array([E[vocabulary[token]] for token in tokens], dtype=float).reshape(-1, E.shape[1])

# %% answer="embed_unknown_is_left_out" lost=["embed_unknown"] mistake="no_error_for_bad_input"
# Leaves unknown words out.
def embed(tokens, vocabulary, E):
    return E[[vocabulary[token] for token in tokens if token in vocabulary]].astype(float)

# %% answer="embed_vocabulary_order" lost=["embed_values", "embed_integers"] mistake="vocabulary_order"
# Rows in the order of the vocabulary.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E[sorted(vocabulary[token] for token in tokens)].astype(float)

# %% answer="embed_whole_E" lost=["embed_values", "embed_integers", "embed_unknown"] mistake="whole_E"
# The whole of E.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return E.astype(float)

# %% answer="embed_with_a_wrong_one_hot" lost=["one_hot_values", "one_hot_unknown"] mistake=["words_in_columns", "no_error_for_bad_input"]
# A wrong one_hot costs nothing in the next exercise.
import numpy as np


def one_hot(tokens, vocabulary):
    return np.array([[float(token == word) for token in tokens] for word in vocabulary])


def embed(tokens, vocabulary, E):
    return one_hot(tokens, vocabulary) @ E

# %% answer="empty" lost="all" says=["`build_vocabulary` is not written yet", "`one_hot` is not written yet", "`embed` is not written yet", "`cosine_similarity` is not written yet", "`nearest_words` is not written yet", "`ppmi` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="nearest_absolute_cosine" lost=["nearest_words_values", "nearest_words_ties"] mistake="without_the_sign"
# Cosines without their signs.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = np.abs(cosine_similarity(E[[vocabulary[word]]], E)[0])
    names = list(vocabulary)
    return [names[i] for i in np.argsort(-c, kind="stable") if names[i] != word][:k]

# %% answer="nearest_by_distance" lost=["nearest_words_values", "nearest_words_ties"] mistake="distance_in_place_of_cosine"
# By distance.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    far = np.linalg.norm(E - E[own], axis=1)
    return [names[i] for i in np.argsort(far, kind="stable") if i != own][:k]

# %% answer="nearest_by_inner_product" lost=["nearest_words_values"] mistake="inner_product_in_place_of_cosine"
# By inner product.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    return [names[i] for i in np.argsort(-(E @ E[own]), kind="stable") if i != own][:k]

# %% answer="nearest_drops_equals" lost=["nearest_words_ties"] mistake="everything_equal_dropped"
# Drops all words with the same vector.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    best = [i for i in np.argsort(-cosines, kind="stable") if (E[i] != E[own]).any()]
    return [names[i] for i in best[:k]]

# %% answer="nearest_drops_the_first" lost=["nearest_words_ties"] mistake="first_one_dropped"
# Drops the first of the sorted words.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [names[i] for i in np.argsort(-cosines, kind="stable")[1:k + 1]]

# %% answer="nearest_farthest" lost=["nearest_words_values", "nearest_words_ties"] mistake="farthest_words"
# The smallest cosine first.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [names[i] for i in np.argsort(cosines, kind="stable") if i != own][:k]

# %% answer="nearest_in_vocabulary_order" lost=["nearest_words_values", "nearest_words_ties"] mistake="order_of_the_vocabulary"
# The right words in the wrong order.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    best = [i for i in np.argsort(-cosines, kind="stable") if i != own][:k]
    return [names[i] for i in sorted(best)]

# %% answer="nearest_indices" lost=["nearest_words_values", "nearest_words_ties", "nearest_words_unknown"] mistake="indices_in_place_of_words"
# Numbers in place of words.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [int(i) for i in np.argsort(-cosines, kind="stable") if i != own][:k]

# %% answer="nearest_one_too_few" lost=["nearest_words_values", "nearest_words_ties", "nearest_words_unknown"] mistake="one_too_few"
# Takes k, then removes the word.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    cosines[own] = 2
    return [names[i] for i in np.argsort(-cosines, kind="stable")[:k] if i != own]

# %% answer="nearest_one_too_many" lost=["nearest_words_ties"] says="the number of items is 6; expected 5"
# The first k + 1 without the word, which is not always among them.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E[[vocabulary[word]]], E)[0]
    names = list(vocabulary)
    return [names[i] for i in np.argsort(-c, kind="stable")[:k+1] if names[i] != word]

# %% answer="nearest_only_positive" lost=["nearest_words_values", "nearest_words_ties"] mistake="only_positive_cosines"
# Leaves out what has no positive cosine.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    best = [i for i in np.argsort(-cosines, kind="stable") if i != own and cosines[i] > 0]
    return [names[i] for i in best[:k]]

# %% answer="nearest_sort_is_not_stable" lost=["nearest_words_ties"] mistake="sort_is_not_stable"
# argsort without kind.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [names[i] for i in np.argsort(-cosines) if i != own][:k]

# %% answer="nearest_ties_by_alphabet" lost=["nearest_words_ties"] mistake="ties_by_alphabet"
# Sorts pairs of cosine and word.
def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    scored = [(-cosine_similarity(E[[own]], E[[i]])[0, 0], names[i]) for i in range(len(names)) if i != own]
    return [name for _, name in sorted(scored)[:k]]

# %% answer="nearest_ties_from_the_end" lost=["nearest_words_ties"] mistake="ties_from_the_end"
# Turns the sorted words round.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [names[i] for i in np.argsort(cosines, kind="stable")[::-1] if i != own][:k]

# %% answer="nearest_unknown_is_a_key_error" lost=["nearest_words_unknown"] mistake="wrong_kind_of_error"
# A KeyError for an unknown word.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    return [names[i] for i in np.argsort(-cosines, kind="stable") if i != own][:k]

# %% answer="nearest_with_a_wrong_cosine" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "cosine_similarity_sizes"] mistake="inner_product"
# A wrong cosine costs nothing in the next exercise.
def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError("the sizes differ")
    return (A @ B.T) / 1


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    cosines = cosine_similarity(E, E[[vocabulary[word]]])[:, 0]
    return sorted((w for w in vocabulary if w != word), key=lambda w: -cosines[vocabulary[w]])[:k]

# %% answer="nearest_with_itself" lost=["nearest_words_values", "nearest_words_ties", "nearest_words_unknown"] mistake="word_itself_included"
# The word itself first.
import numpy as np


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    names = list(vocabulary)
    own = vocabulary[word]
    cosines = cosine_similarity(E[[own]], E)[0]
    cosines[own] = 2
    return [names[i] for i in np.argsort(-cosines, kind="stable")[:k]]

# %% answer="one_hot_bag_of_words" lost=["one_hot_values", "one_hot_unknown"] mistake="bag_of_words"
# Adds the words up.
import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return sum(np.eye(len(vocabulary))[vocabulary[token]] for token in tokens)

# %% answer="one_hot_error_does_not_name_the_word" lost=["one_hot_unknown"] mistake="error_message_says_too_little"
# An error that does not name the word.
import numpy as np


def one_hot(tokens, vocabulary):
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        if token not in vocabulary:
            raise ValueError("unknown word")
        rows[k, vocabulary[token]] = 1
    return rows

# %% answer="one_hot_index_in_place_of_one" lost=["one_hot_values", "one_hot_unknown"] mistake="index_in_place_of_one"
# Writes the number of the word.
import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        rows[k, vocabulary[token]] = vocabulary[token]
    return rows

# %% answer="one_hot_integers" lost=["one_hot_values", "one_hot_unknown"] says="the values are right, but the result has dtype int64"
# Right values, as integers.
import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    rows = np.zeros((len(tokens), len(vocabulary)), dtype=np.int64)
    for k, token in enumerate(tokens):
        rows[k, vocabulary[token]] = 1
    return rows

# %% answer="one_hot_place_in_the_text" lost=["one_hot_values"] mistake="place_in_the_text"
# A 1 on the diagonal.
import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return np.eye(len(tokens), len(vocabulary))

# %% answer="one_hot_unknown_is_a_key_error" lost=["one_hot_unknown"] mistake="wrong_kind_of_error"
# A KeyError for an unknown word.
import numpy as np


def one_hot(tokens, vocabulary):
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        rows[k, vocabulary[token]] = 1
    return rows

# %% answer="one_hot_unknown_is_zero" lost=["one_hot_unknown"] mistake="no_error_for_bad_input"
# A row of zeros for an unknown word; the solution's embed calls it.
import numpy as np


def one_hot(tokens, vocabulary):
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k, token in enumerate(tokens):
        if token in vocabulary:
            rows[k, vocabulary[token]] = 1
    return rows

# %% answer="one_hot_vocabulary_of_the_text" lost=["one_hot_values"] mistake="vocabulary_of_the_text"
# Columns for the words of the text alone.
import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    own = list(dict.fromkeys(tokens))
    return np.array([[float(token == word) for word in own] for token in tokens])

# %% answer="one_hot_words_in_columns" lost=["one_hot_values"] mistake="words_in_columns"
# Tokens in columns; embed uses it.
import numpy as np


def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    rows = np.zeros((len(vocabulary), len(tokens)))
    for k, token in enumerate(tokens):
        rows[vocabulary[token], k] = 1
    return rows

# %% answer="ppmi_absolute_value" lost=["ppmi_values", "ppmi_zeros"] mistake="absolute_value"
# Turns negative entries round.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return abs(np.log(ratio))

# %% answer="ppmi_base_10" lost=["ppmi_values", "ppmi_zeros"] mistake="logarithm_to_base_10"
# The logarithm to the base 10.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log10(ratio), 0)

# %% answer="ppmi_base_2" lost=["ppmi_values", "ppmi_zeros"] mistake="logarithm_to_base_2"
# The logarithm to the base 2.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log2(ratio), 0)

# %% answer="ppmi_changes_its_argument" lost=["ppmi_values", "ppmi_zeros"] mistake="argument_changed_in_place"
# Divides the caller's table.
import numpy as np


def ppmi(counts):
    total = max(counts.sum(), 1e-300)
    p = counts.astype(float, copy=False)
    p /= total
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    return np.log(np.maximum(np.divide(p, alone, out=np.ones(p.shape), where=p > 0), 1))

# %% answer="ppmi_columns_twice" lost=["ppmi_values", "ppmi_zeros"] mistake="columns_used_twice"
# The sums of the columns for both.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=0), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log(ratio), 0)

# %% answer="ppmi_counts_for_probabilities" lost=["ppmi_values", "ppmi_zeros"] mistake="nothing_above_chance"
# Counts where probabilities belong.
import numpy as np


def ppmi(counts):
    alone = np.outer(counts.sum(axis=1), counts.sum(axis=0))
    ratio = np.divide(counts, alone, out=np.ones(counts.shape), where=counts > 0)
    return np.maximum(np.log(ratio), 0)

# %% answer="ppmi_epsilon" lost=["ppmi_values"] says="at [0, 0] (i 0, j 0); expected 18.0152"
# A small number added, larger than the chance of a rare pair.
import numpy as np


def ppmi(counts):
    p = counts / (counts.sum() + 1e-12)
    return np.maximum(np.log((p + 1e-12) / (np.outer(p.sum(1), p.sum(0)) + 1e-12)), 0)

# %% answer="ppmi_integers" lost=["ppmi_values", "ppmi_zeros"] mistake="integer_truncation"
# Written into an array of whole numbers.
import numpy as np


def ppmi(counts):
    out = np.zeros_like(counts)
    n = counts.sum()
    for i, j in np.argwhere(counts > 0):
        out[i, j] = max(0, np.log(counts[i, j] * n / counts[i].sum() / counts[:, j].sum()))
    return out

# %% answer="ppmi_log1p" lost=["ppmi_values", "ppmi_zeros"] mistake="one_added_before_the_logarithm"
# log(1 + ratio).
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.where(p > 0, np.log1p(ratio), 0)

# %% answer="ppmi_mean_for_total" lost=["ppmi_values", "ppmi_zeros"] mistake="nothing_above_chance"
# Divides by the mean in place of the total.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.mean(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone / p.size ** 0, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log(ratio), 0)

# %% answer="ppmi_missing_keepdims" lost=["ppmi_values", "ppmi_zeros"] mistake="missing_keepdims"
# Sums of rows divided into the columns.
import numpy as np


def ppmi(counts):
    with np.errstate(all="ignore"):
        p = counts / counts.sum()
        v = np.log(p / p.sum(1) / p.sum(0))
    return np.where(p > 0, np.maximum(v, 0), 0)

# %% answer="ppmi_negative_values_kept" lost=["ppmi_values", "ppmi_zeros"] mistake="negative_values_kept"
# Keeps negative entries.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.log(ratio)

# %% answer="ppmi_no_logarithm" lost=["ppmi_values", "ppmi_zeros"] mistake="logarithm_forgotten"
# The ratio itself.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.where(p > 0, ratio, 0)

# %% answer="ppmi_one_added" lost=["ppmi_values", "ppmi_zeros"] mistake="one_added_to_the_counts"
# Every count one more.
import numpy as np


def ppmi(counts):
    c = counts + 1.0
    p = c / c.sum()
    return np.maximum(np.log(p / np.outer(p.sum(1), p.sum(0))), 0)

# %% answer="ppmi_one_word_only" lost=["ppmi_values", "ppmi_zeros"] mistake="nothing_above_chance"
# Divides by p(i) alone.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), np.ones(len(p)))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log(ratio), 0)

# %% answer="ppmi_rows_and_columns_swapped" lost=["ppmi_values", "ppmi_zeros"] mistake="rows_and_columns_swapped"
# The sums of rows and columns exchanged.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=0), p.sum(axis=1))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log(ratio), 0)

# %% answer="ppmi_rows_twice" lost=["ppmi_values", "ppmi_zeros"] mistake="rows_used_twice"
# The sums of the rows for both.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    alone = np.outer(p.sum(axis=1), p.sum(axis=1))
    ratio = np.divide(p, alone, out=np.ones(p.shape), where=p > 0)
    return np.maximum(np.log(ratio), 0)

# %% answer="ppmi_zeros_are_nan" lost=["ppmi_values", "ppmi_zeros"] mistake="zero_count_is_not_zero" says="warning"
# Logarithm of zero.
import numpy as np


def ppmi(counts):
    p = counts / counts.sum()
    return np.maximum(np.log(p / np.outer(p.sum(axis=1), p.sum(axis=0))), 0)

# %% answer="ppmi_zeros_warn" lost=["ppmi_values", "ppmi_zeros"] mistake="warning"
# Right, but with warnings.
import numpy as np


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    result = np.log(p / np.outer(p.sum(axis=1), p.sum(axis=0)))
    return np.where(np.isfinite(result), np.maximum(result, 0), 0)

# %% answer="right_from_the_statement" lost=[]
# Right, written by a reader who had the statement alone.
import numpy as np


def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        if token not in vocabulary:
            vocabulary[token] = len(vocabulary)
    return vocabulary


def one_hot(tokens, vocabulary):
    result = np.zeros((len(tokens), len(vocabulary)))
    for row, token in enumerate(tokens):
        if token not in vocabulary:
            raise ValueError(f"{token!r} is not in the vocabulary of {len(vocabulary)} words")
        result[row, vocabulary[token]] = 1
    return result


def embed(tokens, vocabulary, E):
    return one_hot(tokens, vocabulary) @ E


def cosine_similarity(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns but B has {B.shape[1]}")
    result = np.zeros((len(A), len(B)))
    for i, a in enumerate(A):
        for j, b in enumerate(B):
            lengths = np.sqrt(a @ a) * np.sqrt(b @ b)
            if lengths > 0:
                result[i, j] = a @ b / lengths
    return result


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"unknown word {word}")
    cosines = cosine_similarity(E, [E[vocabulary[word]]])[:, 0]
    others = [other for other in vocabulary if other != word]
    others.sort(key=lambda other: (-cosines[vocabulary[other]], vocabulary[other]))
    return others[:k]


def ppmi(counts):
    p = np.array(counts, dtype=float)
    if p.sum() > 0:
        p /= p.sum()
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    result = np.zeros(p.shape)
    for i in range(len(p)):
        for j in range(len(p)):
            if p[i, j] > 0:
                result[i, j] = max(0, np.log(p[i, j] / (rows[i] * columns[j])))
    return result

# %% answer="right_loops" lost=[]
# Right, with loops and plain Python.
import math

import numpy as np


def build_vocabulary(words):
    seen = []
    for word in words:
        if word not in seen:
            seen.append(word)
    return {word: number for number, word in enumerate(seen)}


def one_hot(words, numbers):
    for word in words:
        if word not in numbers:
            raise ValueError("unknown word: " + word)
    return np.array([[1.0 if word == other else 0.0 for other in numbers] for word in words]).reshape(
        len(words), len(numbers))


def embed(words, numbers, table):
    rows = np.zeros((len(words), table.shape[1]))
    for k, word in enumerate(words):
        if word not in numbers:
            raise ValueError(f"{word} is unknown")
        rows[k] = table[numbers[word]]
    return rows


def cosine_similarity(left, right):
    if len(left[0]) != len(right[0]):
        raise ValueError(f"rows of {len(left[0])} and of {len(right[0])} numbers")
    result = np.zeros((len(left), len(right)))
    for i, a in enumerate(left.tolist()):
        for j, b in enumerate(right.tolist()):
            size = math.sqrt(sum(x * x for x in a)) * math.sqrt(sum(y * y for y in b))
            if size != 0:
                result[i, j] = sum(x * y for x, y in zip(a, b)) / size
    return result


def nearest_words(word, numbers, table, k):
    if word not in numbers:
        raise ValueError(f"I do not know {word}")
    scored = []
    for other, place in numbers.items():
        if other != word:
            scored.append((cosine_similarity(table[[numbers[word]]], table[[place]])[0, 0], other))
    scored.sort(key=lambda pair: pair[0], reverse=True)
    return [other for _, other in scored[:k]]


def ppmi(counts):
    size = len(counts)
    total = counts.sum()
    result = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            if counts[i, j] > 0:
                ratio = (counts[i, j] / total) / ((counts[i].sum() / total) * (counts[:, j].sum() / total))
                result[i, j] = max(0, math.log(ratio))
    return result

# %% answer="right_numpy" lost=[]
# Right, with NumPy throughout; unit rows in place of a division of products.
import numpy as np


def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        vocabulary.setdefault(token, len(vocabulary))
    return vocabulary


def one_hot(tokens, vocabulary):
    try:
        places = [vocabulary[token] for token in tokens]
    except KeyError as error:
        raise ValueError(f"unknown word {error}") from None
    rows = np.zeros((len(tokens), len(vocabulary)))
    rows[np.arange(len(tokens)), places] = 1.0
    return rows


def embed(tokens, vocabulary, E):
    return np.einsum("nv,vd->nd", one_hot(tokens, vocabulary), E)


def cosine_similarity(A, B):
    if A.shape[-1] != B.shape[-1]:
        raise ValueError(f"shapes {A.shape} and {B.shape} do not fit: {A.shape[-1]} and {B.shape[-1]} columns")

    def unit(M):
        length = np.sqrt(np.square(M, dtype=float).sum(axis=-1, keepdims=True))
        return M / np.where(length == 0, 1, length)

    return unit(A) @ unit(B).T


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"{word!r} is not in the vocabulary")
    cosines = cosine_similarity(E[[vocabulary[word]]], E).ravel()
    cosines[vocabulary[word]] = -np.inf
    names = np.array(list(vocabulary))
    return names[np.argsort(-cosines, kind="stable")][:min(k, len(names) - 1)].tolist()


def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    rows, columns = p.sum(axis=1, keepdims=True), p.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.log(p / (rows * columns))
    result[~np.isfinite(result)] = 0
    return result.clip(min=0)

# %% answer="right_scipy" lost=[]
# Right, with SciPy, single precision, and differences of logarithms.
import numpy as np


def build_vocabulary(tokens):
    return dict(zip(dict.fromkeys(tokens), range(len(tokens))))


def one_hot(tokens, vocabulary):
    missing = set(tokens) - set(vocabulary)
    if missing:
        raise ValueError(f"not in the vocabulary: {sorted(missing)}")
    return np.eye(len(vocabulary), dtype=np.float32)[[vocabulary[token] for token in tokens]]


def embed(tokens, vocabulary, E):
    missing = [token for token in tokens if token not in vocabulary]
    if missing:
        raise ValueError(f"not in the vocabulary: {missing}")
    return E[[vocabulary[token] for token in tokens]].astype(float)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A is {A.shape[0]} x {A.shape[1]} and B is {B.shape[0]} x {B.shape[1]}")
    import scipy.linalg

    products = np.einsum("nd,md->nm", A, B, dtype=float)
    lengths = scipy.linalg.norm(A, axis=1)[:, None] * scipy.linalg.norm(B, axis=1)[None, :]
    result = np.zeros(products.shape)
    result[lengths > 0] = products[lengths > 0] / lengths[lengths > 0]
    return result


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError("no such word: " + word)
    cosines = cosine_similarity(E, E[vocabulary[word]].reshape(1, -1))[:, 0]
    others = [other for other in vocabulary if other != word]
    return tuple(sorted(others, key=lambda other: (-cosines[vocabulary[other]], vocabulary[other]))[:k])


def ppmi(counts):
    table = np.where(counts > 0, counts, 1.0)
    rows = np.maximum(counts.sum(axis=1, dtype=float), 1e-30)[:, None]
    columns = np.maximum(counts.sum(axis=0, dtype=float), 1e-30)[None, :]
    total = max(float(counts.sum()), 1e-30)
    return np.where(counts > 0, np.maximum(np.log(table) + np.log(total) - np.log(rows) - np.log(columns), 0), 0.0)

# %% answer="right_single_precision" lost=[]
# Right, in single precision, with np.int64 for the numbers.
import numpy as np


def build_vocabulary(tokens):
    words, first = np.unique(np.array(tokens, dtype=object), return_index=True) if len(tokens) else ([], [])
    order = np.argsort(first)
    return {words[w]: np.int64(i) for i, w in enumerate(order)}


def one_hot(tokens, vocabulary):
    unknown = [t for t in tokens if t not in vocabulary]
    if unknown:
        raise ValueError(f"not in the vocabulary: {', '.join(unknown)}")
    out = np.zeros((len(tokens), len(vocabulary)), dtype=np.float32)
    for row, t in enumerate(tokens):
        out[row, vocabulary[t]] = 1
    return out


def embed(tokens, vocabulary, E):
    unknown = set(tokens) - set(vocabulary)
    if unknown:
        raise ValueError(f"not in the vocabulary: {unknown}")
    E = E.astype(np.float32) if E.dtype.kind in "iu" else E
    out = np.empty((len(tokens), E.shape[1]), dtype=E.dtype)
    for r, t in enumerate(tokens):
        out[r] = E[vocabulary[t]]
    return out


def cosine_similarity(A, B):
    (n, d), (m, e) = A.shape, B.shape
    if d != e:
        raise ValueError(f"A is {n} x {d} but B is {m} x {e}")
    A32, B32 = A.astype(np.float32), B.astype(np.float32)
    na, nb = np.sqrt((A32 ** 2).sum(1)), np.sqrt((B32 ** 2).sum(1))
    na[na == 0] = np.inf
    nb[nb == 0] = np.inf
    return A32.dot(B32.T) / np.outer(na, nb)


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"what is {word}?")
    index = vocabulary[word]
    cos = cosine_similarity(E, E[index:index + 1]).ravel()
    cos = cos.round(6)
    inverse = {i: w for w, i in vocabulary.items()}
    ranked = np.lexsort((np.arange(len(cos)), -cos))
    result = []
    for r in ranked:
        if inverse[int(r)] == word:
            continue
        if len(result) == k:
            break
        result.append(inverse[int(r)])
    return result


def ppmi(counts):
    counts = np.array(counts, dtype=float)
    total = counts.sum()
    out = np.zeros_like(counts)
    for i, j in zip(*np.nonzero(counts)):
        out[i, j] = np.log(counts[i, j]) + np.log(total) - np.log(counts[i].sum()) - np.log(counts[:, j].sum())
    return out.clip(min=0)

# %% answer="vocabulary_alphabetical" lost=["build_vocabulary_values"] mistake="alphabetical_order"
# Sorts the words.
def build_vocabulary(tokens):
    return {word: k for k, word in enumerate(sorted(set(tokens)))}

# %% answer="vocabulary_by_frequency" lost=["build_vocabulary_values"] mistake="order_of_frequency"
# The most frequent word first.
import collections


def build_vocabulary(tokens):
    return {word: k for k, (word, _) in enumerate(collections.Counter(tokens).most_common())}

# %% answer="vocabulary_counts" lost=["build_vocabulary_values"] mistake="counts_in_place_of_numbers"
# Counts the words.
import collections


def build_vocabulary(tokens):
    return dict(collections.Counter(tokens))

# %% answer="vocabulary_default_argument" lost=["build_vocabulary_values"] mistake="earlier_calls_remembered"
# One dict for all calls, as a default.
def build_vocabulary(tokens, v={}):  # noqa: B006
    for t in tokens:
        v.setdefault(t, len(v))
    return v

# %% answer="vocabulary_empties_its_argument" lost=["build_vocabulary_values"] mistake="argument_changed_in_place"
# Takes the words out of the caller's list.
def build_vocabulary(tokens):
    vocabulary = {}
    while tokens:
        token = tokens.pop(0)
        if token not in vocabulary:
            vocabulary[token] = len(vocabulary)
    return vocabulary

# %% answer="vocabulary_from_one" lost=["build_vocabulary_values"] mistake="counted_from_one"
# Counts from 1.
def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        if token not in vocabulary:
            vocabulary[token] = len(vocabulary) + 1
    return vocabulary

# %% answer="vocabulary_last_places" lost=["build_vocabulary_values"] mistake="last_places_in_the_text"
# The last place of each word.
def build_vocabulary(tokens):
    return {token: k for k, token in enumerate(tokens)}

# %% answer="vocabulary_numbered_again" lost=["build_vocabulary_values"] mistake="numbered_again"
# A word that returns is numbered again.
def build_vocabulary(tokens):
    v = {}
    for t in tokens:
        v[t] = len(v)
    return v

# %% answer="vocabulary_places_in_the_text" lost=["build_vocabulary_values"] mistake="places_in_the_text"
# Numbers with gaps.
def build_vocabulary(tokens):
    vocabulary = {}
    for k, token in enumerate(tokens):
        if token not in vocabulary:
            vocabulary[token] = k
    return vocabulary

# %% answer="vocabulary_small_letters" lost=["build_vocabulary_values"] mistake="small_letters_only"
# Turns words into small letters.
def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        vocabulary.setdefault(token.lower(), len(vocabulary))
    return vocabulary

# %% answer="vocabulary_turned_round" lost=["build_vocabulary_values"] mistake="words_as_values"
# From numbers to words.
def build_vocabulary(tokens):
    return {i: w for i, w in enumerate(dict.fromkeys(tokens))}

# %% answer="cosine_zero_row_of_B" lost=["cosine_similarity_zero_rows"] mistake="zero_row_of_A_is_nan"
# Puts a 1 in the place of a length of 0 in B, and forgets A.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns but B has {B.shape[1]}")
    a, b = np.sqrt((A * A).sum(axis=1)), np.sqrt((B * B).sum(axis=1))
    b[b == 0] = 1
    with np.errstate(invalid="ignore"):
        return A @ B.T / np.outer(a, b)

# %% answer="mixed_a" lost=["build_vocabulary_values", "one_hot_values", "one_hot_unknown", "embed_values", "embed_integers", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "nearest_words_values", "nearest_words_ties", "ppmi_values", "ppmi_zeros"] mistake=["a_place_for_unknown_words", "zeros_and_ones_exchanged", "mean_of_the_rows", "row_by_row", "alphabetical_order", "both_directions_added"]
# One slip in each exercise: unknown token first, inverted, mean of rows, row by row, alphabetical, symmetrised.
import numpy as np


def build_vocabulary(tokens):
    vocab = {"<unk>": 0}
    for t in tokens:
        vocab.setdefault(t, len(vocab))
    return vocab


def one_hot(tokens, vocabulary):
    out = np.ones((len(tokens), len(vocabulary)))
    for i, t in enumerate(tokens):
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
        out[i, vocabulary[t]] = 0
    return out


def embed(tokens, vocabulary, E):
    return (one_hot(tokens, vocabulary) @ E).mean(axis=0)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    return (A * B).sum(axis=1) / (np.linalg.norm(A, axis=1) * np.linalg.norm(B, axis=1))


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E[[vocabulary[word]]], E)[0]
    order = sorted((w for w in vocabulary if w != word), key=lambda w: -c[vocabulary[w]])
    return sorted(order[:k])


def ppmi(counts):
    C = counts + counts.T
    C = C.astype(float)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.maximum(np.log(r), 0)

# %% answer="mixed_b" lost=["build_vocabulary_values", "one_hot_values", "one_hot_unknown", "embed_values", "embed_integers", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "nearest_words_values", "nearest_words_ties", "ppmi_values", "ppmi_zeros"] mistake=["newest_number", "last_row_only", "one_hot_transposed", "lengths_multiplied_row_by_row", "nearest_word_last", "weighed_with_the_probability"]
# One slip in each exercise: overwritten, after the loop, one hot transposed, norms multiplied, ascending, mutual
# information terms.
import numpy as np


def build_vocabulary(tokens):
    v = {}
    for t in tokens:
        v[t] = 0
        v[t] = len(v) - 1
    return v


def one_hot(tokens, vocabulary):
    out = np.zeros((len(tokens), len(vocabulary)))
    for t in tokens:
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
    if tokens:
        out[-1, vocabulary[t]] = 1
    return out


def embed(tokens, vocabulary, E):
    return one_hot(tokens, vocabulary).T @ E


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    return A @ B.T / (np.linalg.norm(A, axis=1) * np.linalg.norm(B, axis=1))


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E[[vocabulary[word]]], E)[0]
    c[vocabulary[word]] = -2
    words = list(vocabulary)
    k = min(k, len(words) - 1)
    return [words[i] for i in np.argsort(c, kind="stable")[-k:]]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.maximum(p * np.log(r), 0)

# %% answer="mixed_c" lost=["build_vocabulary_values", "one_hot_values", "one_hot_unknown", "embed_values", "embed_integers", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "nearest_words_values", "nearest_words_ties", "ppmi_values", "ppmi_zeros"] mistake=["numbered_from_the_end", "first_row_only", "factors_swapped", "negative_cosines_set_to_zero", "words_shifted", "divided_by_the_surprise"]
# One slip in each exercise: from the end, return in loop, E first, clipped, shifted after delete, normalised.
import numpy as np


def build_vocabulary(tokens):
    v = {}
    for t in reversed(tokens):
        if t not in v:
            v[t] = len(v)
    return v


def one_hot(tokens, vocabulary):
    out = np.zeros((len(tokens), len(vocabulary)))
    for i, t in enumerate(tokens):
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
        out[i, vocabulary[t]] = 1
        return out
    return out


def embed(tokens, vocabulary, E):
    return (E @ one_hot(tokens, vocabulary)).T


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    n = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.maximum(A @ B.T / np.where(n == 0, 1, n), 0)


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    i = vocabulary[word]
    c = cosine_similarity(E[[i]], np.delete(E, i, axis=0))[0]
    words = list(vocabulary)
    return [words[j] for j in np.argsort(-c, kind="stable")[:k]]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    h = -np.log(np.where(p > 0, p, 0.5))
    return np.maximum(np.log(r) / np.where(h == 0, 1, h), 0)

# %% answer="mixed_d" lost=["build_vocabulary_values", "one_hot_values", "embed_values", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "nearest_words_ties", "ppmi_values", "ppmi_zeros"] mistake=["shortest_first", "row_for_each_known_word", "rows_of_an_empty_list", "correlation", "words_replaced_by_equals", "negative_part"]
# One slip in each exercise: by length, of the vocabulary, array of rows, correlation, dict by cosine, minimum.
import numpy as np


def build_vocabulary(tokens):
    return {w: i for i, w in enumerate(sorted(dict.fromkeys(tokens), key=len))}


def one_hot(tokens, vocabulary):
    out = np.zeros((len(vocabulary), len(vocabulary)))
    for t in tokens:
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
        out[vocabulary[t], vocabulary[t]] = 1
    return out


def embed(tokens, vocabulary, E):
    for t in tokens:
        if t not in vocabulary:
            raise ValueError(t)
    return np.array([E[vocabulary[t]] for t in tokens], dtype=float)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    a = A - A.mean(axis=1, keepdims=True)
    b = B - B.mean(axis=1, keepdims=True)
    n = np.outer(np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1))
    return a @ b.T / np.where(n == 0, 1, n)


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E[[vocabulary[word]]], E)[0]
    by_cosine = {c[i]: w for w, i in vocabulary.items() if w != word}
    return [by_cosine[x] for x in sorted(by_cosine, reverse=True)][:k]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.minimum(np.log(r), 0)

# %% answer="mixed_e" lost=["build_vocabulary_values", "one_hot_values", "one_hot_unknown", "embed_values", "embed_integers", "embed_unknown", "cosine_similarity_zero_rows", "nearest_words_values", "nearest_words_ties", "ppmi_values", "ppmi_zeros"] mistake=["first_word_only", "all_words_in_each_row", "place_in_the_text", "zero_rows_left_out", "first_word_asked", "smoothed_columns"]
# One slip in each exercise: return in loop, whole column, place in text, zero rows deleted, first row asked, smoothed
# columns.
import numpy as np


def build_vocabulary(tokens):
    v = {}
    for t in tokens:
        if t not in v:
            v[t] = len(v)
        return v


def one_hot(tokens, vocabulary):
    out = np.zeros((len(tokens), len(vocabulary)))
    for t in tokens:
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
        out[:, vocabulary[t]] = 1
    return out


def embed(tokens, vocabulary, E):
    one_hot(tokens, vocabulary)
    return np.array([E[tokens.index(t)] for t in tokens], dtype=float)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    a, b = A[np.any(A != 0, axis=1)], B[np.any(B != 0, axis=1)]
    return a @ b.T / np.outer(np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1))


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E, E)[0]
    return sorted((w for w in vocabulary if w != word), key=lambda w: -c[vocabulary[w]])[:k]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.sum(), 1e-300)
    q = C.sum(axis=0) ** 0.75
    q = q / max(q.sum(), 1e-300)
    e = np.outer(p.sum(1), q)
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.maximum(np.log(r), 0)

# %% answer="mixed_f" lost=["build_vocabulary_values", "one_hot_values", "one_hot_unknown", "embed_values", "embed_integers", "embed_unknown", "cosine_similarity_zero_rows", "nearest_words_values", "nearest_words_ties", "nearest_words_unknown", "ppmi_values", "ppmi_zeros"] mistake=["words_that_return_left_out", "one_column_too_early", "rows_of_length_one", "all_zero_for_one_zero_row", "close_words_only", "divided_by_the_largest_count"]
# One slip in each exercise: only once, column before, unit rows, all zero if any, threshold, largest count.
import numpy as np


def build_vocabulary(tokens):
    v = {}
    for t in tokens:
        if tokens.count(t) == 1:
            v[t] = len(v)
    return v


def one_hot(tokens, vocabulary):
    out = np.zeros((len(tokens), len(vocabulary)))
    for i, t in enumerate(tokens):
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
        out[i, vocabulary[t] - 1] = 1
    return out


def embed(tokens, vocabulary, E):
    X = one_hot(tokens, vocabulary) @ E
    return X / np.linalg.norm(X, axis=1, keepdims=True)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    n = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    if np.any(n == 0):
        return np.zeros(n.shape)
    return A @ B.T / n


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E[[vocabulary[word]]], E)[0]
    order = sorted((w for w in vocabulary if w != word), key=lambda w: -c[vocabulary[w]])
    return [w for w in order if c[vocabulary[w]] > 0.5][:k]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.max(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.maximum(np.log(r), 0)

# %% answer="mixed_g" lost=["build_vocabulary_values", "one_hot_values", "one_hot_unknown", "embed_values", "embed_integers", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "nearest_words_values", "ppmi_values", "ppmi_zeros"] mistake=["all_places_in_the_text", "numbers_of_the_words", "times_the_root_of_d", "lengths_added", "divided_by_squared_lengths", "diagonal_left_out"]
# One slip in each exercise: lists of places, indices, times root d, lengths added, own without roots, diagonal zero.
import numpy as np


def build_vocabulary(tokens):
    v = {}
    for i, t in enumerate(tokens):
        v.setdefault(t, []).append(i)
    return v


def one_hot(tokens, vocabulary):
    for t in tokens:
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
    return np.array([vocabulary[t] for t in tokens], dtype=float)


def embed(tokens, vocabulary, E):
    return one_hot(tokens, vocabulary) @ E * np.sqrt(E.shape[1])


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    n = np.linalg.norm(A, axis=1)[:, None] + np.linalg.norm(B, axis=1)
    return A @ B.T / np.where(n == 0, 1, n)


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    x = E[vocabulary[word]]
    n = (E ** 2).sum(axis=1)
    c = E @ x / np.where(n == 0, 1, n)
    return sorted((w for w in vocabulary if w != word), key=lambda w: -c[vocabulary[w]])[:k]


def ppmi(counts):
    C = np.array(counts, dtype=float)
    np.fill_diagonal(C, 0)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.maximum(np.log(r), 0)

# %% answer="mixed_h" lost=["build_vocabulary_values", "one_hot_values", "embed_values", "embed_integers", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "nearest_words_ties", "ppmi_values", "ppmi_zeros"] mistake=["one_number_for_all", "rows_of_an_empty_list", "one_row_too_early", "root_of_the_lengths", "zero_rows_last", "difference_in_place_of_ratio"]
# One slip in each exercise: counter not raised, array of rows, row before, root of lengths, nan for zero rows,
# difference in place of ratio.
import numpy as np


def build_vocabulary(tokens):
    v, n = {}, 0
    for t in tokens:
        if t not in v:
            v[t] = n
    return v


def one_hot(tokens, vocabulary):
    rows = []
    for t in tokens:
        if t not in vocabulary:
            raise ValueError(f"unknown: {t}")
        row = np.zeros(len(vocabulary))
        row[vocabulary[t]] = 1
        rows.append(row)
    return np.array(rows)


def embed(tokens, vocabulary, E):
    one_hot(tokens, vocabulary)
    out = np.zeros((len(tokens), E.shape[1]))
    for i, t in enumerate(tokens):
        out[i] = E[vocabulary[t] - 1]
    return out


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    n = np.sqrt(np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1)))
    return A @ B.T / np.where(n == 0, 1, n)


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    c = U @ U[vocabulary[word]]
    order = np.argsort(-c, kind="stable")
    words = list(vocabulary)
    return [words[i] for i in order if words[i] != word][:k]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    return np.maximum(p - e, 0)

# %% answer="mixed_i" lost=["embed_values", "embed_integers", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "nearest_words_values", "nearest_words_ties", "nearest_words_unknown", "ppmi_values", "ppmi_zeros"] mistake=["last_token_only", "only_as_many_columns_as_A_has_rows", "all_but_the_nearest", "ended_at_one"]
# One slip in each exercise: last word only, loops over A twice, after k all, clipped at one.
import numpy as np


def embed(tokens, vocabulary, E):
    X = np.zeros((0, E.shape[1]))
    for row in one_hot(tokens, vocabulary):
        X = row @ E
    return X


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    out = np.zeros((len(A), len(B)))
    for i in range(len(A)):
        for j in range(len(A)):
            n = np.linalg.norm(A[i]) * np.linalg.norm(B[j])
            if n > 0:
                out[i, j] = A[i] @ B[j] / n
    return out


def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(word)
    c = cosine_similarity(E[[vocabulary[word]]], E)[0]
    return sorted((w for w in vocabulary if w != word), key=lambda w: -c[vocabulary[w]])[k:]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.clip(np.log(r), 0, 1)

# %% answer="mixed_j" lost=["embed_values", "embed_integers", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "ppmi_values", "ppmi_zeros"] mistake=["largest_along_the_wrong_axis", "mean_of_the_products", "one_number_for_all"]
# One slip in each exercise: argmax wrong axis, divided by d, total mean of all.
import numpy as np


def embed(tokens, vocabulary, E):
    return E[one_hot(tokens, vocabulary).argmax(axis=0)].astype(float)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    return A @ B.T / A.shape[1]


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return float(np.maximum(np.log(r), 0).sum())

# %% answer="mixed_k" lost=["embed_values", "embed_unknown", "cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers", "ppmi_values", "ppmi_zeros"] mistake=["integer_truncation", "angle_in_degrees", "rows_made_to_sum_to_one"]
# One slip in each exercise: into integers, angle in degrees, rows normalised first.
import numpy as np


def embed(tokens, vocabulary, E):
    one_hot(tokens, vocabulary)
    X = np.zeros((len(tokens), E.shape[1]), dtype=int)
    for i, t in enumerate(tokens):
        X[i] = E[vocabulary[t]]
    return X.astype(float)


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    n = np.outer(np.linalg.norm(A, axis=1), np.linalg.norm(B, axis=1))
    return np.degrees(np.arccos(np.clip(A @ B.T / np.where(n == 0, 1, n), -1, 1)))


def ppmi(counts):
    C = np.asarray(counts, dtype=float)
    s = C.sum(axis=1, keepdims=True)
    C = C / np.where(s == 0, 1, s)
    p = C / max(C.sum(), 1e-300)
    e = np.outer(p.sum(1), p.sum(0))
    r = np.divide(p, e, out=np.ones_like(p), where=p > 0)
    return np.maximum(np.log(r), 0)

# %% answer="mixed_l" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake=["largest_entry_for_the_length"]
# One slip in each exercise: largest entry for length.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    n = np.outer(np.abs(A).max(axis=1), np.abs(B).max(axis=1))
    return A @ B.T / np.where(n == 0, 1, n)

# %% answer="mixed_m" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake=["one_number_for_the_matrices"]
# One slip in each exercise: flattened.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    return float(np.sum(A @ B.T) / (np.linalg.norm(A) * np.linalg.norm(B)))

# %% answer="mixed_n" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake=["squared_cosine"]
# One slip in each exercise: squared cosine.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} {B.shape[1]}")
    n = np.outer((A**2).sum(axis=1), (B**2).sum(axis=1))
    return (A @ B.T) ** 2 / np.where(n == 0, 1, n)

# %% answer="cosine_sum_of_the_entries" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="sum_of_the_entries"
# Divides by the sums of the rows, with their signs.
import numpy as np


def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} and {B.shape[1]} columns")
    with np.errstate(all="ignore"):
        return A @ B.T / (A.sum(axis=1)[:, None] * B.sum(axis=1)[None, :])

# %% answer="rows_of_the_different_words" lost=["one_hot_values"] mistake="row_for_each_different_word"
# Takes the words of the text for its vocabulary.
import numpy as np


def one_hot(tokens, vocabulary):
    unknown = [token for token in tokens if token not in vocabulary]
    if unknown:
        raise ValueError(f"unknown: {unknown}")
    numbers = [number for number in dict.fromkeys(vocabulary[token] for token in tokens)]
    return np.eye(len(vocabulary))[np.array(numbers, dtype=int)]

# %% answer="one_hot_rows_alone" lost=["embed_values", "embed_integers", "embed_unknown"] mistake="without_E"
# Stops before the product.
def embed(tokens, vocabulary, E):
    rows = one_hot(tokens, vocabulary)
    return rows

# %% answer="equal_rows_are_alike" lost=["cosine_similarity_zero_rows"] mistake="two_zero_rows_are_alike"
# Whatever is equal has the cosine 1, zeros as well.
def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"A has {A.shape[1]} columns and B has {B.shape[1]}")
    out = np.zeros((len(A), len(B)))
    for i, a in enumerate(A):
        for j, b in enumerate(B):
            if np.array_equal(a, b):
                out[i, j] = 1.0
            elif a.any() and b.any():
                out[i, j] = a @ b / (np.linalg.norm(a) * np.linalg.norm(b))
    return out

# %% answer="row_after_the_right_one" lost=["embed_values", "embed_integers", "embed_unknown"] says="Your rows are the rows 3, 1, 2, 3 of the argument E. The right ones are its rows 2, 0, 1, 2."
# Counts the words from 1.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return np.array([E[(vocabulary[token] + 1) % len(E)] for token in tokens], dtype=float).reshape(-1, E.shape[1])

# %% answer="its_own_cosine_set_to_zero" lost=["nearest_words_values", "nearest_words_ties"] says=["there is more: 'owl'", "Not in the right list: 'b'"]
# The word itself stays among the others.
def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"{word} is unknown")
    own = vocabulary[word]
    cosines = np.round(cosine_similarity(E[[own]], E)[0], 12)
    cosines[own] = 0
    names = list(vocabulary)
    return [names[i] for i in np.argsort(-cosines, kind="stable")[:k]]

# %% answer="largest_ppmi_alone" lost=["ppmi_values", "ppmi_zeros"] says="It is the largest number of the right result."
# np.max in place of np.maximum.
def ppmi(counts):
    p = np.asarray(counts, dtype=float) / max(np.sum(counts), 1e-300)
    chance = np.outer(p.sum(axis=1), p.sum(axis=0))
    ratio = np.divide(p, chance, out=np.ones_like(p), where=p > 0)
    return max(0.0, np.max(np.log(ratio)))

# %% answer="numbers_in_quotation_marks" lost=["build_vocabulary_values"] says="Strings came in place of numbers"
# str(len(...)).
def build_vocabulary(tokens):
    numbers = {}
    for token in tokens:
        numbers.setdefault(token, str(len(numbers)))
    return numbers

# %% answer="moved_to_the_end" lost=["build_vocabulary_values"] mistake="order_of_last_appearance"
# A word that returns goes to the end.
def build_vocabulary(tokens):
    words = []
    for token in tokens:
        if token in words:
            words.remove(token)
        words.append(token)
    return {word: number for number, word in enumerate(words)}

# %% answer="columns_of_E" lost=["embed_values", "embed_integers", "embed_unknown"] says="Your columns are the columns 0, 0, 1, 0 of the argument E."
# Picks on the wrong axis, and goes round where it ends.
def embed(tokens, vocabulary, E):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"unknown word {token}")
    return np.asarray(E, dtype=float)[:, [vocabulary[token] % E.shape[1] for token in tokens]]

# %% answer="place_going_round" lost=["one_hot_values"] mistake="place_in_the_text"
# Goes round where a text is longer than the vocabulary.
def one_hot(tokens, vocabulary):
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"{token} is unknown")
    rows = np.zeros((len(tokens), len(vocabulary)))
    for k in range(len(tokens)):
        rows[k, k % len(vocabulary)] = 1
    return rows

# %% answer="slash_then_star" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="one_length_multiplied"
# The product of the lengths without brackets.
def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} and {B.shape[1]}")
    lengths_of_a, lengths_of_b = (np.sqrt((M * M).sum(axis=1)) for M in (A, B))
    lengths_of_a[lengths_of_a == 0] = 1
    return np.dot(A, B.T) / lengths_of_a[:, None] * lengths_of_b[None, :]

# %% answer="own_length_twice" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="lengths_of_A_twice"
# Divides by the inner product of the row with itself.
def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} and {B.shape[1]}")
    result = np.zeros((len(A), len(B)))
    for i, a in enumerate(A):
        for j, b in enumerate(B):
            if a.any():
                result[i, j] = (a @ b) / (a @ a)
    return result

# %% answer="other_length_twice" lost=["cosine_similarity_values", "cosine_similarity_zero_rows", "cosine_similarity_integers"] mistake="lengths_of_B_twice"
# The same with the other row.
def cosine_similarity(A, B):
    if A.shape[1] != B.shape[1]:
        raise ValueError(f"{A.shape[1]} and {B.shape[1]}")
    squares = [float(b @ b) for b in B]
    return np.array([[a @ b / s if s else 0.0 for b, s in zip(B, squares)] for a in A])

# %% answer="chance_over_joint" lost=["ppmi_values", "ppmi_zeros"] mistake="ratio_turned_round"
# The ratio the wrong way round.
def ppmi(counts):
    total, result = counts.sum(), np.zeros(counts.shape)
    for i, j in np.argwhere(counts):
        result[i, j] = max(0, np.log(counts[i].sum() * counts[:, j].sum() / (counts[i, j] * total)))
    return result

# %% answer="means_of_rows_and_columns" lost=["ppmi_values", "ppmi_zeros"] mistake="means_in_place_of_sums"
# mean for sum.
def ppmi(counts):
    p = counts / max(counts.sum(), 1e-300)
    result = np.zeros(p.shape)
    for i, j in np.argwhere(p > 0):
        result[i, j] = max(0.0, np.log(p[i, j] / (p[i].mean() * p[:, j].mean())))
    return result

# %% answer="capitals_of_known_words_left_out" lost=["build_vocabulary_values"] says="On an input that you do not see, build_vocabulary("
# Asks for the word in small letters, and stores it as it came.
def build_vocabulary(tokens):
    vocabulary = {}
    for token in tokens:
        if token.lower() not in vocabulary:
            vocabulary[token] = len(vocabulary)
    return vocabulary

# %% answer="first_place_of_each_word" lost=["one_hot_values"] mistake="one_row_for_a_word_that_returns"
# Takes the first place of a word for its row.
import numpy as np


def one_hot(tokens, vocabulary):
    rows = np.zeros((len(tokens), len(vocabulary)))
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"{token} is unknown")
        rows[tokens.index(token)][vocabulary[token]] = 1
    return rows

# %% answer="words_that_occur" lost=["one_hot_values", "one_hot_unknown"] mistake="words_of_the_text_in_one_row"
# One row of zeros for the whole text.
import numpy as np


def one_hot(tokens, vocabulary):
    row = np.zeros(len(vocabulary))
    for token in tokens:
        if token not in vocabulary:
            raise ValueError(f"{token} is unknown")
        row[vocabulary[token]] = 1
    return row

# %% answer="pairs_sorted_downwards" lost=["nearest_words_ties"] mistake="ties_against_the_alphabet"
# Sorts pairs, the largest first.
def nearest_words(word, vocabulary, E, k):
    if word not in vocabulary:
        raise ValueError(f"{word} is unknown")
    cosines = cosine_similarity(E[[vocabulary[word]]], E)[0]
    pairs = [(cosines[number], other) for other, number in vocabulary.items() if other != word]
    pairs.sort(reverse=True)
    return [other for _, other in pairs[:k]]

# %% answer="counts_over_chance" lost=["ppmi_values", "ppmi_zeros"] mistake="pairs_counted"
# Divides counts by the product of probabilities.
import numpy as np


def ppmi(counts):
    total = max(counts.sum(), 1)
    p_i, p_j = counts.sum(axis=1) / total, counts.sum(axis=0) / total
    result = np.zeros(counts.shape)
    for i, j in zip(*np.nonzero(counts)):
        result[i, j] = max(0.0, np.log(counts[i, j] / (p_i[i] * p_j[j])))
    return result
