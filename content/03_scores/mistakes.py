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


test.axes("query", "key")
test.knows(
    reference_dot_scores,
    key_not_transposed=lambda Q, K: np.asarray(Q, dtype=float) @ np.asarray(K),
    transpose_of_a_batch=lambda Q, K: np.asarray(Q, dtype=float) @ np.asarray(K).T,
    queries_and_keys_swapped=lambda Q, K: reference_dot_scores(K, Q),
    query_of_itself_only=check.Mistake(
        lambda Q, K: (Q * K).sum(axis=-1, dtype=float),
        fact="Q and K are multiplied entry by entry, so that query i meets key i and no other.",
        reason="Each query meets every key: n_q times n_k inner products.",
        hint="Use a matrix product, Q @ K transposed.",
        line=r"[Qq]\w*\s*\*\s*[Kk]|[Kk]\w*\s*\*\s*[Qq]|multiply"),
    integers_stay_integers=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K).astype(int),
        fact="Your scores are an integer array.",
        reason="It has no room for fractions: whatever is written into it is cut to a whole number.",
        hint="Convert the input first: np.asarray(Q, dtype=float), or make a new array with dtype=float."),
    scale_too_early=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) / np.shape(K)[-1] ** 0.5,
        fact="Your scores are the right ones divided by sqrt(d_k).",
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
    mean_of_the_products=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) / np.shape(K)[-1],
        fact="Each of your scores is the right one over d_k: the mean of the d_k products, not their sum.",
        reason="An inner product is a sum; the next exercise scales it, and by the root of d_k.",
        hint="Use sum, or @, and leave out any division."),
    products_not_summed=check.Mistake(
        lambda Q, K: 1.0 * np.asarray(Q)[..., :, None, :] * np.asarray(K)[..., None, :, :],
        fact="Your result has shape {shape}: the products of each query with each key are not summed.",
        reason="A score is one number: the sum of the d_k products.",
        hint="Sum along the last axis."),
    keys_reshaped=check.Mistake(
        lambda Q, K: 1.0 * np.asarray(Q) @ np.reshape(K, (*np.shape(K)[:-2], np.shape(K)[-1], np.shape(K)[-2])),
        fact="Your keys have the right shape, but their numbers in the wrong places, as after reshape.",
        reason="reshape keeps the numbers in reading order; to make rows into columns, axes must be exchanged.",
        hint="Use np.swapaxes(K, -1, -2)."),
    first_axes_exchanged=check.Mistake(
        lambda Q, K: 1.0 * np.asarray(Q) @ np.swapaxes(K, 0, 1),
        fact="You exchange the first two axes of K. Those are tokens and features in a matrix, not in a batch.",
        reason="Leading axes say which sentence it is; only the last two belong to the matrix.",
        hint="Count the axes from the back: -1 and -2."),
    without_signs=check.Mistake(
        lambda Q, K: np.abs(reference_dot_scores(Q, K)),
        fact="Your scores are the right ones without their signs.",
        reason="A negative score says that query and key point away from each other.",
        hint="Leave out abs, or the root of squares."),
    later_keys_hidden=check.Mistake(
        lambda Q, K: np.tril(reference_dot_scores(Q, K)),
        fact="You give 0 for every key that stands after the query.",
        reason="Here every query meets every key; who may not see whom is a matter of masks, in a later lesson.",
        hint="If you loop, let the inner loop run over all keys; leave out np.tril and masks."),
    distance_with_its_sign_turned=check.Mistake(
        lambda Q, K: -np.linalg.norm(np.asarray(Q, float)[..., :, None, :] - np.asarray(K)[..., None, :, :], axis=-1),
        fact="You give the distance between query and key, with a minus sign.",
        reason="It does get larger where two vectors agree, but it says nothing of how long they are.",
        hint="Multiply the two vectors number by number and add up: Q @ K transposed."),
    one_number_for_all=check.Mistake(
        lambda Q, K: float(reference_dot_scores(Q, K).sum()),
        fact="Your one number is the sum of all scores.",
        reason="Each query has a score with each key.",
        hint="Sum only over the d_k numbers of a query and a key."),
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


test.axes("query", "key")
test.knows(
    reference_scaled_scores,
    no_scale=reference_dot_scores,
    scale_by_d_k=wrong_scale(lambda Q, K: K.shape[-1]),
    divided_by_two=check.Mistake(
        wrong_scale(lambda Q, K: 2.0),
        fact="Your result is that of scores divided by 2, which is not the root of d_k here.",
        reason="It may be the root of 4, the d_k of another example or the length of another axis.",
        hint="Divide by K.shape[-1] ** 0.5."),
    exponent_without_brackets=check.Mistake(
        wrong_scale(lambda Q, K: 2.0 * K.shape[-1]),
        fact="Your result is that of scores divided by 2 d_k.",
        reason="Powers bind before division: / d_k ** 1 / 2 divides by d_k and then by 2, and so does * d_k ** -1 / 2.",
        hint="Divide by d_k ** 0.5, or by d_k ** (1 / 2)."),
    width_of_the_example=check.Mistake(
        wrong_scale(lambda Q, K: 3 ** 0.5),
        fact="Your result is that of scores divided by the square root of 3, which is not d_k here.",
        reason="It may be the d_k of another example, or the length of another axis.",
        hint="Take K.shape[-1]."),
    multiplied_by_the_root=check.Mistake(
        wrong_scale(lambda Q, K: K.shape[-1] ** -0.5),
        fact="Your result is that of scores multiplied by sqrt(d_k).",
        reason="Scores grow with sqrt(d_k) already; the scale has to take that off.",
        hint="Divide by d_k ** 0.5, or multiply by d_k ** -0.5, but not both."),
    second_axis_of_a_batch=check.Mistake(
        wrong_scale(lambda Q, K: K.shape[1] ** 0.5),
        fact="With a batch, your scores are divided by the square root of the length of axis 1 of K.",
        reason="With one leading axis, that is the number of keys; d_k is the last axis of K, however many there are.",
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
        fact="Your result is that of scores divided by the square root of the number of all entries in K.",
        reason="One inner product has d_k terms, as many as K has columns.",
        hint="Take K.shape[-1]."),
    scale_by_size_of_queries=check.Mistake(
        wrong_scale(lambda Q, K: Q.size ** 0.5),
        fact="Your result is that of scores divided by the square root of the number of all entries in Q.",
        reason="One inner product has d_k terms, as many as Q has columns.",
        hint="Take Q.shape[-1]."),
    half_of_d_k=check.Mistake(
        wrong_scale(lambda Q, K: K.shape[-1] / 2),
        fact="Your result is that of scores divided by half of d_k.",
        reason="Powers come before division: d_k ** 1/2 is (d_k ** 1) / 2.",
        hint="Write d_k ** 0.5, or np.sqrt(d_k)."),
    root_cut_to_a_whole_number=check.Mistake(
        wrong_scale(lambda Q, K: int(K.shape[-1] ** 0.5)),
        fact="Your result is that of scores divided by the root of d_k without what stands after its point.",
        reason="The root of most numbers is no whole number, and the scale must fit exactly.",
        hint="Leave out int, isqrt and //."),
    one_less_than_d_k=check.Mistake(
        wrong_scale(lambda Q, K: (K.shape[-1] - 1) ** 0.5),
        fact="Your result is that of scores divided by the square root of d_k - 1.",
        reason="An inner product has d_k terms. (A sample's variance loses one; there is no sample here.)",
        hint="Divide by d_k ** 0.5."),
    both_widths_added=check.Mistake(
        wrong_scale(lambda Q, K: (Q.shape[-1] + K.shape[-1]) ** 0.5),
        fact="Your result is that of scores divided by the square root of 2 d_k, the widths of Q and K together.",
        reason="A query and a key meet number by number, so there are d_k products, not twice as many.",
        hint="Take the width of one of them."),
    scale_by_eight=check.Mistake(
        wrong_scale(lambda Q, K: 8),
        fact="Your result is that of scores divided by 8, which is not the root of d_k here.",
        reason="8 is the root of 64, a d_k that papers use; the scale belongs to the d_k that comes.",
        hint="Take the width from K."),
    logarithm_of_d_k=check.Mistake(
        wrong_scale(lambda Q, K: np.log(K.shape[-1])),
        fact="Your result is that of scores divided by the logarithm of d_k.",
        reason="It is the standard deviation of an inner product that the division takes off, and that is the square root of d_k.",
        hint="Divide by d_k ** 0.5."),
    lengths_of_the_keys=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) / np.linalg.norm(K, axis=-1)[..., None, :],
        fact="Each of your columns is divided by the length of its key.",
        reason="That takes off how long a key is. The scale is the same for all keys: it depends on d_k alone.",
        hint="Divide by d_k ** 0.5."),
    standard_deviation_of_these_scores=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) / np.std(reference_dot_scores(Q, K)),
        fact="Your scores are divided by their own standard deviation.",
        reason="The scale must not depend on who else stands in the sentence; it is fixed by d_k.",
        hint="Divide by d_k ** 0.5."),
    root_of_the_scores=check.Mistake(
        lambda Q, K: np.sqrt(reference_dot_scores(Q, K) / np.shape(K)[-1]),
        fact="Your result is the square root of scores over d_k, and where they are negative it is nan.",
        reason="Only d_k stands under the root.",
        hint="Take the root of d_k, then divide."),
    largest_score_taken_off=check.Mistake(
        lambda Q, K: (lambda S: S - S.max(axis=-1, keepdims=True))(reference_scaled_scores(Q, K)),
        fact="The largest score of each row is taken off: yours is 0 at most.",
        reason="That is a step inside softmax, which keeps exp from overflowing; the scores themselves are asked for.",
        hint="Return the divided inner products."),
    root_taken_off=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) - np.shape(K)[-1] ** 0.5,
        fact="Your result is the scores less the square root of d_k.",
        reason="Scores spread by a factor sqrt(d_k), and a factor is taken off by division.",
        hint="Divide by d_k ** 0.5."),
    first_axes_exchanged=check.Mistake(
        lambda Q, K: 1.0 * np.asarray(Q) @ np.swapaxes(K, 0, 1) / np.shape(K)[-1] ** 0.5,
        fact="You exchange the first two axes of K. Those are tokens and features in a matrix, not in a batch.",
        reason="Leading axes say which sentence it is; only the last two belong to the matrix.",
        hint="Count the axes from the back: -1 and -2."),
    weights_in_place_of_scores=check.Mistake(
        wrong_softmax,
        fact="Your result is softmax of the scores: the rows sum to {row_sums}.",
        reason="Scores are what goes into softmax; lesson 04 takes the next step.",
        hint="Return the divided inner products."),
    queries_and_keys_swapped=lambda Q, K: reference_scaled_scores(K, Q),
    transpose_of_a_batch=lambda Q, K: np.asarray(Q, dtype=float) @ np.asarray(K).T / np.shape(K)[-1] ** 0.5,
    fractions_lost=check.Mistake(
        lambda Q, K: reference_dot_scores(Q, K) // np.shape(K)[-1] ** 0.5,
        fact="Your scores are rounded down to whole numbers.",
        reason="Scores that differ by less than 1 become equal.",
        hint="Use / and not //, and leave out floor."),
    integer_truncation=lambda Q, K: np.trunc(reference_scaled_scores(Q, K)),
)
test.given(dot_scores=reference_dot_scores)


# %% exercise="score_spread"
def wrong_spread(raw, scaled, fact, reason, hint):
    return check.Mistake(lambda d_k, n_pairs, seed: (raw(float(d_k)), scaled(float(d_k))), fact, reason, hint)


test.knows(
    lambda d_k, n_pairs, seed: (float(d_k) ** 0.5, 1.0),
    no_scale=wrong_spread(
        lambda d: 1.001 * d ** 0.5, lambda d: 1.001 * d ** 0.5,  # as measured: never exact
        fact="Your second spread is near the first: that of scores that were never divided.",
        reason="Scores spread by sqrt(d_k); the scale takes that off.",
        hint="Divide the scores, or their spread, by d_k ** 0.5."),
    scale_by_d_k=wrong_spread(
        lambda d: 1.001 * d ** 0.5, lambda d: d ** -0.5,
        fact="Your scaled spread is the raw one over d_k itself.",
        reason="It is the standard deviation of the scores that the division takes off, and that is the square root of d_k.",
        hint="Divide by d_k ** 0.5, and once."),
    variance_in_place_of_standard_deviation=wrong_spread(
        lambda d: d, lambda d: 1.0,
        fact="Your raw spread is near d_k, not near its root: it is the variance.",
        reason="The standard deviation is the square root of the variance.",
        hint="Use np.std, or take the root of np.var."),
    variance_divided_by_the_root=wrong_spread(
        lambda d: d, lambda d: d ** 0.5,
        fact="Your raw spread is near d_k, which is the variance, and the scaled one is that over sqrt(d_k).",
        reason="The standard deviation is the square root of the variance, and it is the scores that are divided.",
        hint="Use np.std in place of np.var."),
    scaled_before_raw=wrong_spread(
        lambda d: 1.0, lambda d: d ** 0.5,
        fact="Your first number is near 1 and the second near sqrt(d_k): the scaled one comes first.",
        reason="The result is (raw, scaled).",
        hint="Return raw first."),
    same_vectors_twice=wrong_spread(
        lambda d: (2 * d) ** 0.5, lambda d: 2 ** 0.5,
        fact="Your spread is sqrt(2) times too large: that of vectors multiplied with themselves, or of sums q + k.",
        reason="q and k are equal where one array is used for both, and where two generators start from one seed.",
        hint="Make one generator, draw twice from it, and multiply q with k."),
    uniform_numbers=wrong_spread(
        lambda d: (d * 7 / 144) ** 0.5, lambda d: (7 / 144) ** 0.5,
        fact="Your spread is that of numbers drawn evenly from 0 to 1.",
        reason="The vectors are to be standard normal: mean 0, standard deviation 1.",
        hint="Use the generator's standard_normal."),
    mean_of_products=wrong_spread(
        lambda d: d ** -0.5, lambda d: 1 / d,
        fact="Your raw spread is near 1 / sqrt(d_k): that of means of d_k products, or of vectors made to have length 1.",
        reason="An inner product is the sum of the products, and the vectors are used as they are drawn.",
        hint="Use sum along the last axis, and divide by no length."),
    scaled_multiplied=wrong_spread(
        lambda d: 1.001 * d ** 0.5, lambda d: d,
        fact="Your scaled spread is near d_k: sqrt(d_k) times the raw one, or its square.",
        reason="Scores spread by sqrt(d_k); the scale takes that off.",
        hint="Divide by d_k ** 0.5."),
    scaled_by_half_of_d_k=wrong_spread(
        lambda d: 1.001 * d ** 0.5, lambda d: 2 * d ** -0.5,
        fact="Your scaled spread is the raw one over half of d_k.",
        reason="Powers come before division: d_k ** 1/2 is (d_k ** 1) / 2.",
        hint="Write d_k ** 0.5, or np.sqrt(d_k)."),
    absolute_scores_averaged=wrong_spread(
        lambda d: (2 * d / np.pi) ** 0.5, lambda d: (2 / np.pi) ** 0.5,
        fact="Your spread is about 0.8 times the right one, as is the mean of the scores without their signs.",
        reason="A standard deviation is the root of the mean square; the mean absolute value is smaller.",
        hint="Leave out abs, and use np.std."),
    uniform_numbers_of_both_signs=wrong_spread(
        lambda d: d ** 0.5 / 3, lambda d: 1 / 3,
        fact="Your spread is that of numbers drawn evenly from -1 to 1.",
        reason="The vectors are to be standard normal: mean 0, standard deviation 1.",
        hint="Use the generator's standard_normal."),
    standard_error=check.Mistake(
        lambda d_k, n_pairs, seed: ((d_k / n_pairs) ** 0.5, n_pairs ** -0.5),
        fact="Your spread is the right one over sqrt(n_pairs): how far the mean of all scores is off, not how far a score is.",
        reason="It says how far one score lies from the others, and does not shrink when more pairs are drawn.",
        hint="Leave the division by sqrt(n_pairs) out."),
    scaled_by_the_pairs=check.Mistake(
        lambda d_k, n_pairs, seed: (1.001 * d_k ** 0.5, (d_k / n_pairs) ** 0.5),
        fact="Your scaled spread is the raw one over sqrt(n_pairs).",
        reason="It is the d_k terms of an inner product that make a score large, however many pairs are drawn.",
        hint="Divide by d_k ** 0.5."),
    squares_not_averaged=check.Mistake(
        lambda d_k, n_pairs, seed: ((d_k * n_pairs) ** 0.5, n_pairs ** 0.5),
        fact="Your spread is sqrt(n_pairs) times too large, as where the squares of the scores are summed, not averaged.",
        reason="A standard deviation is the root of the mean square, so that it does not grow with the number of scores.",
        hint="Use np.std, or mean in place of sum."),
    products_not_summed=wrong_spread(
        lambda d: 1.0, lambda d: d ** -0.5,
        fact="Your raw spread is near 1: that of single products that were never summed, or of scores that were scaled already.",
        reason="A raw score is the sum of the d_k products of one pair, undivided.",
        hint="Sum along the last axis, then take the standard deviation, and divide by sqrt(d_k) after that, once."),
)


# %% exercise="most_attended"
def reference_most_attended(S, words):
    return [words[min(range(len(row)), key=lambda key: (-row[key], key))] for row in np.asarray(S).tolist()]


def wrong_last_of_ties(S, words):
    return [words[max(range(len(row)), key=lambda key: (row[key], key))] for row in np.asarray(S).tolist()]


test.axes("query")
test.knows(
    reference_most_attended,
    asked_down_the_columns=check.Mistake(
        lambda S, words: [words[place] for place in np.argmax(S, axis=0)],
        fact="Your words are those of the largest score of each column.",
        reason="A column is one key; who asks has a row.",
        hint="Use np.argmax along the last axis: axis=1."),
    smallest_score=check.Mistake(
        lambda S, words: reference_most_attended(-np.asarray(S), words),
        fact="Your words are those of the smallest score of each row.",
        reason="A large inner product means that query and key fit.",
        hint="Use argmax."),
    largest_without_its_sign=check.Mistake(
        lambda S, words: reference_most_attended(np.abs(S), words),
        fact="Your words are those of the largest scores without their signs.",
        reason="A large negative score means that the key points away from the query.",
        hint="Leave out abs, or a square."),
    indices_in_place_of_words=check.Mistake(
        lambda S, words: [int(key) for key in np.argmax(S, axis=1)],
        fact="You give the places of the largest scores.",
        reason="The words at these places are asked for.",
        hint="Look each place up in words."),
    last_of_the_ties=check.Mistake(
        wrong_last_of_ties,
        fact="Where the largest score occurs more than once, you give the last of the words.",
        reason="The first of them is asked for.",
        hint="np.argmax gives the first; in a loop, compare with >, not with >=.",
        alone=True),
    one_word_for_all=check.Mistake(
        lambda S, words: words[int(np.argmax(S)) % np.shape(S)[1]],
        fact="You give one word for the whole matrix.",
        reason="Each query asks for itself, so each row has a word.",
        hint="np.argmax(S, axis=1) gives one place for each row."),
    itself_left_out=check.Mistake(
        lambda S, words: reference_most_attended(np.where(np.eye(*np.shape(S), dtype=bool), -np.inf, S), words),
        fact="Your words are those of the largest scores off the diagonal: no query gets the word with its own number.",
        reason="A query meets all keys, its own word's among them.",
        hint="Search the whole row."),
    own_word=check.Mistake(
        lambda S, words: [words[k % len(words)] for k in range(len(S))],
        fact="You give each query its own word.",
        reason="The row of a query says which key it asks first; that is seldom its own.",
        hint="words[np.argmax(row)] is the word of a row's largest score."),
    last_key_left_out=check.Mistake(
        lambda S, words: reference_most_attended(np.asarray(S)[:, :max(1, np.shape(S)[1] - 1)], words),
        fact="Your words are those of the largest scores without the last key's.",
        reason="n - 1 and a slice [:-1] leave it out, and so does the number of queries, len(S), where there is one key more.",
        hint="Go through the whole row: range(len(row)), or np.argmax."),
    first_key_left_out=check.Mistake(
        lambda S, words: reference_most_attended(np.asarray(S)[:, min(1, np.shape(S)[1] - 1):], words[-np.shape(S)[1] + 1:]),
        fact="Your words are those of the largest scores without the first key's.",
        reason="Keys count from 0: a slice [1:], or a best score that a loop from 1 on never compares, leaves the first out.",
        hint="Go through the whole row: range(len(row)), or np.argmax."),
    ties_side_by_side=check.Mistake(
        lambda S, words: [w for row in np.asarray(S) for w, score in zip(words, row, strict=True) if score == max(row)],
        fact="Where the largest score occurs more than once, you list all of its words, one after the other.",
        reason="One word for each query is asked for: the first of them.",
        hint="np.argmax gives the first place.",
        alone=True),
    ties_by_alphabet=check.Mistake(
        lambda S, words: [min(w for w, score in zip(words, row, strict=True) if score == max(row)) for row in S],
        fact="Where the largest score occurs more than once, you give the word that is first in the alphabet.",
        reason="The word of the first of these keys is asked for, whatever the words are.",
        hint="Compare the scores alone: np.argmax gives the first place.",
        alone=True),
    second_largest=check.Mistake(
        lambda S, words: [words[place] for place in np.argsort(S, axis=1)[:, max(-2, -np.shape(S)[1])]],
        fact="Your words are those of the second largest score of each row.",
        reason="The largest is asked for. (np.argsort sorts upwards: it comes last, at place -1.)",
        hint="Use np.argmax."),
    each_word_once=check.Mistake(
        lambda S, words: list(dict.fromkeys(reference_most_attended(S, words))),
        fact="You list each word once, though several queries ask it first.",
        reason="The result has one word for each query, so that one can see who asks whom.",
        hint="Append a word for each row, whether it is in the list or not."),
    best_over_all_rows_so_far=check.Mistake(
        lambda S, words: [words[int(np.argmax(np.asarray(S)[:i + 1])) % np.shape(S)[1]] for i in range(len(S))],
        fact="A query whose own scores are smaller gets the word of a larger score in another row.",
        reason="Each query compares its own scores alone.",
        hint="Use np.argmax along axis=-1; in a loop, set the largest so far back at the beginning of each row."),
    every_new_best=check.Mistake(
        lambda S, words: [word for row in np.asarray(S) for k, word in enumerate(words)
                          if row[k] > max(row[:k], default=-np.inf)],
        fact="There is a word for each score that is larger than all before it in its row.",
        reason="Only the last of them, the largest of the whole row, is asked for.",
        hint="Append after the inner loop, not in it."),
    fractions_lost=check.Mistake(
        lambda S, words: reference_most_attended(np.trunc(S), words),
        fact="Your words are those of the largest scores without what stands after the point.",
        reason="Scores that differ by less than 1 become equal then.",
        hint="Leave out int, astype(int) and rounding."),
    word_asked_most=check.Mistake(
        lambda S, words: [words[int(np.argmax(np.sum(S, axis=0)))]] * len(S),
        fact="You give each query the word whose scores are largest over all queries.",
        reason="Each query has a row of its own, and its own largest score.",
        hint="np.argmax(S, axis=1) gives one place for each row."),
    all_of_the_ties=check.Mistake(
        lambda S, words: [(lambda best: best[0] if len(best) == 1 else best)(
            [w for w, score in zip(words, row, strict=True) if score == max(row)]) for row in np.asarray(S)],
        fact="Where the largest score occurs more than once, you give all of the words, in a list.",
        reason="One word for each query is asked for: the first of them.",
        hint="np.argmax gives the first place."),
    all_words_sorted=check.Mistake(
        lambda S, words: [[words[k] for k in np.argsort(-np.asarray(row, float), kind="stable")] for row in S],
        fact="You give all words for each query, sorted by their scores.",
        reason="One word for each query is asked for.",
        hint="Take the first word of each list."),
    starts_from_zero=check.Mistake(
        lambda S, words: reference_most_attended(np.maximum(S, 0), words),
        fact="Where all scores of a row are negative, you give the first word, as if none were larger than 0.",
        reason="Scores may be negative; the largest of them is asked for.",
        hint="Start from the first score of the row, or from -np.inf, not from 0."),
)
