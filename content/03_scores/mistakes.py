# %% [markdown]
# Right results and known mistakes of 03_scores, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("03_scores")
test = check("dot_scores")


# %% exercise="dot_scores"
def reference_dot_scores(Q, K):
    return np.einsum("...qd,...kd->...qk", np.asarray(Q, dtype=float), np.asarray(K, dtype=float))


def wrong_cosine(Q, K):
    lengths = np.linalg.norm(Q, axis=-1)[..., :, None] * np.linalg.norm(K, axis=-1)[..., None, :]
    return reference_dot_scores(Q, K) / lengths


test.knows(
    reference_dot_scores,
    key_not_transposed=lambda Q, K: np.asarray(Q, dtype=float) @ np.asarray(K),
    transpose_of_a_batch=lambda Q, K: np.asarray(Q, dtype=float) @ np.asarray(K).T,
    queries_and_keys_swapped=lambda Q, K: reference_dot_scores(K, Q),
    query_of_itself_only=lambda Q, K: (Q * K).sum(axis=-1, dtype=float),
    integers_stay_integers=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K).astype(int),
        fact="Your scores are an integer array.",
        reason="It has no room for fractions: whatever is written into it is cut to a whole number.",
        hint="Convert the input first: np.asarray(Q, dtype=float), or make a new array with dtype=float."),
    scale_too_early=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) / np.shape(K)[-1] ** 0.5,
        fact="Your scores are divided by sqrt(d_k) already.",
        reason="This exercise asks for the inner products as they are; the next one scales them.",
        hint="Leave the division out here."),
    cosine_in_place_of_inner_product=check.Mistake(
        wrong_cosine,
        fact="You give the cosine of the angle between query and key: all entries lie between -1 and 1.",
        reason="The cosine forgets how long the vectors are; a score keeps both lengths.",
        hint="Do not divide by the lengths."),
    distance_in_place_of_inner_product=check.Mistake(
        lambda Q, K: ((np.asarray(Q)[..., :, None, :] - np.asarray(K)[..., None, :, :]) ** 2.0).sum(axis=-1),
        fact="You give squared distances.",
        reason="A distance is small where two vectors agree; an inner product is large there.",
        hint="Multiply the two vectors number by number and add up: Q @ K transposed."),
    every_batch_with_every_batch=check.Mistake(
        lambda Q, K: np.dot(np.asarray(Q, dtype=float), np.swapaxes(K, -1, -2)),
        fact="Your result has shape {shape}: the queries of each batch entry met the keys of all batch entries.",
        reason="np.dot, np.inner and np.tensordot combine all leading axes with each other; `@` pairs them up.",
        hint="Use Q @ np.swapaxes(K, -1, -2)."),
)


# %% exercise="scaled_scores"
def reference_scaled_scores(Q, K):
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    fourth_root = Q.shape[-1] ** 0.25
    return reference_dot_scores(Q / fourth_root, K / fourth_root)


def wrong_scale(divisor):
    return lambda Q, K: reference_dot_scores(Q, K) / divisor(np.asarray(Q), np.asarray(K))


def wrong_softmax(Q, K):
    E = np.exp(reference_scaled_scores(Q, K))
    return E / E.sum(axis=-1, keepdims=True)


test.knows(
    reference_scaled_scores,
    no_scale=reference_dot_scores,
    scale_by_d_k=wrong_scale(lambda Q, K: K.shape[-1]),
    multiplied_by_the_root=check.Mistake(
        wrong_scale(lambda Q, K: K.shape[-1] ** -0.5),
        fact="You multiply the scores by sqrt(d_k).",
        reason="Scores grow with sqrt(d_k) already; the scale has to take that off.",
        hint="Divide by d_k ** 0.5."),
    second_axis_of_a_batch=check.Mistake(
        wrong_scale(lambda Q, K: K.shape[1] ** 0.5),
        fact="With a batch, you divide by the square root of K.shape[1], and that is the number of keys there.",
        reason="d_k is the last axis of K; it is axis 1 only where K is a single matrix.",
        hint="Take K.shape[-1]."),
    # In a batch, K.shape[1] and K.shape[-2] are the same, and the mistake above tells.
    scale_by_root_n=wrong_scale(lambda Q, K: (K.shape[-2] if K.ndim == 2 else K.shape[-1]) ** 0.5),
    scale_by_root_of_all_queries=check.Mistake(
        wrong_scale(lambda Q, K: Q.shape[-2] ** 0.5),
        fact="Your result is that of scores divided by the square root of the number of queries.",
        reason="An inner product has d_k terms, however many queries there are.",
        hint="Take K.shape[-1]."),
    scale_by_size_of_keys=check.Mistake(
        wrong_scale(lambda Q, K: K.size ** 0.5),
        fact="You divide by the square root of the number of all entries in K.",
        reason="One inner product has d_k terms, as many as K has columns.",
        hint="Take K.shape[-1]."),
    weights_in_place_of_scores=check.Mistake(
        wrong_softmax,
        fact="You applied softmax: the rows sum to {row_sums}.",
        reason="Scores are what goes into softmax; lesson 04 takes the next step.",
        hint="Return the divided inner products."),
    queries_and_keys_swapped=lambda Q, K: reference_scaled_scores(K, Q),
    transpose_of_a_batch=lambda Q, K: np.asarray(Q, dtype=float) @ np.asarray(K).T / np.shape(K)[-1] ** 0.5,
    fractions_lost=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) // np.shape(K)[-1] ** 0.5,
        fact="You divide with // and lose the fractions.",
        reason="Scores that differ by less than 1 become equal.",
        hint="Use / ."),
    integer_truncation=lambda Q, K: np.trunc(reference_scaled_scores(Q, K)),
)
test.given(dot_scores=reference_dot_scores)


# %% exercise="score_spread"
def wrong_spread(raw, scaled, fact, reason, hint):
    return check.Mistake(lambda d_k, n_pairs, seed: (raw(float(d_k)), scaled(float(d_k))), fact, reason, hint)


test.knows(
    lambda d_k, n_pairs, seed: (float(d_k) ** 0.5, 1.0),
    no_scale=lambda d_k, n_pairs, seed: (d_k ** 0.5, d_k ** 0.5),
    scale_by_d_k=lambda d_k, n_pairs, seed: (d_k ** 0.5, d_k ** -0.5),
    variance_in_place_of_standard_deviation=wrong_spread(
        lambda d: d, lambda d: 1.0,
        fact="Your raw spread is near d_k, not near its root: it is the variance.",
        reason="The standard deviation is the square root of the variance.",
        hint="Use np.std, or take the root of np.var."),
    variance_divided_by_the_root=wrong_spread(
        lambda d: d, lambda d: d ** 0.5,
        fact="Your raw spread is near d_k: it is the variance, and you divide it by sqrt(d_k).",
        reason="The standard deviation is the square root of the variance, and it is the scores that are divided.",
        hint="Use np.std in place of np.var."),
    scaled_before_raw=wrong_spread(
        lambda d: 1.0, lambda d: d ** 0.5,
        fact="You give the two numbers in the wrong order: the scaled one comes first.",
        reason="The result is (raw, scaled).",
        hint="Return raw first."),
    same_vectors_twice=wrong_spread(
        lambda d: (2 * d) ** 0.5, lambda d: 2 ** 0.5,
        fact="Your spread is sqrt(2) times too large: each query was compared with a copy of itself.",
        reason="Two generators made with one seed draw the same numbers, so q and k are equal.",
        hint="Make one generator, and draw twice from it."),
    uniform_numbers=wrong_spread(
        lambda d: (d * 7 / 144) ** 0.5, lambda d: (7 / 144) ** 0.5,
        fact="Your spread is that of numbers drawn evenly from 0 to 1.",
        reason="The vectors are to be standard normal: mean 0, standard deviation 1.",
        hint="Use the generator's standard_normal."),
    mean_of_products=wrong_spread(
        lambda d: d ** -0.5, lambda d: 1 / d,
        fact="You took the mean of the d_k products of each pair.",
        reason="An inner product is their sum.",
        hint="Use sum along the last axis."),
    products_not_summed=wrong_spread(
        lambda d: 1.0, lambda d: d ** -0.5,
        fact="You measured the spread of the single products, which were never summed.",
        reason="A score is the sum of the d_k products of one pair.",
        hint="Sum along the last axis before you take the standard deviation."),
)


# %% exercise="most_attended"
def reference_most_attended(S, words):
    return [words[min(range(len(row)), key=lambda key: (-row[key], key))] for row in np.asarray(S).tolist()]


def wrong_last_of_ties(S, words):
    return [words[max(range(len(row)), key=lambda key: (row[key], key))] for row in np.asarray(S).tolist()]


test.knows(
    reference_most_attended,
    asked_down_the_columns=check.Mistake(
        lambda S, words: [words[place] for place in np.argmax(S, axis=0)],
        fact="You looked for the largest score of each column.",
        reason="A column is one key; who asks has a row.",
        hint="Use np.argmax along the last axis: axis=1."),
    smallest_score=check.Mistake(
        lambda S, words: reference_most_attended(-np.asarray(S), words),
        fact="You give the word with the smallest score of each row.",
        reason="A large inner product means that query and key fit.",
        hint="Use argmax."),
    largest_without_its_sign=check.Mistake(
        lambda S, words: reference_most_attended(np.abs(S), words),
        fact="You compared the scores without their signs.",
        reason="A large negative score means that the key points away from the query.",
        hint="Leave abs out."),
    indices_in_place_of_words=check.Mistake(
        lambda S, words: [int(key) for key in np.argmax(S, axis=1)],
        fact="You give the places of the largest scores.",
        reason="The words at these places are asked for.",
        hint="Look each place up in words."),
    last_of_the_ties=check.Mistake(
        wrong_last_of_ties,
        fact="Where the largest score occurs more than once, you give the last of the words.",
        reason="The first of them is asked for.",
        hint="np.argmax gives the first; in a loop, compare with >, not with >=."),
    one_word_for_all=check.Mistake(
        lambda S, words: words[int(np.argmax(S)) % np.shape(S)[1]],
        fact="You give one word for the whole matrix.",
        reason="Each query asks for itself, so each row has a word.",
        hint="np.argmax(S, axis=1) gives one place for each row."),
    itself_left_out=check.Mistake(
        lambda S, words: reference_most_attended(np.where(np.eye(*np.shape(S), dtype=bool), -np.inf, S), words),
        fact="You leave out the diagonal, so that no word can ask itself first.",
        reason="A query meets all keys, its own word's among them.",
        hint="Search the whole row."),
    ties_by_alphabet=check.Mistake(
        lambda S, words: [min(w for w, score in zip(words, row, strict=True) if score == max(row)) for row in S],
        fact="Where the largest score occurs more than once, you give the word that is first in the alphabet.",
        reason="The word of the first of these keys is asked for, whatever the words are.",
        hint="Compare the scores alone: np.argmax gives the first place."),
    starts_from_zero=check.Mistake(
        lambda S, words: reference_most_attended(np.maximum(S, 0), words),
        fact="Where all scores of a row are negative, you find nothing larger than 0.",
        reason="Scores may be negative; the largest of them is asked for.",
        hint="Start from the first score of the row, or from -np.inf, not from 0."),
)
