# %% [markdown]
# What students may hand in for 03_scores, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="all_pairs" lost=["score_spread_pairs"] mistake="more_scores_than_pairs"
# Each query meets all keys.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = q @ k.T
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="all_the_scores" lost=["score_spread_values"] mistake="scores_in_place_of_their_spread"
# The scores, not their spread.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    r = np.random.default_rng(seed)
    s = (r.normal(size=(n_pairs, d_k)) * r.normal(size=(n_pairs, d_k))).sum(1)
    return s, s / np.sqrt(d_k)

# %% answer="alphabetical_ties" lost=["most_attended_ties"] mistake="ties_by_alphabet"
# Ties by the alphabet.
def most_attended(S, words):
    return [min(w for w, x in zip(words, r) if x == r.max()) for r in S]

# %% answer="assertion_for_bad_input" lost=["dot_scores_bad_input"] mistake="wrong_kind_of_error"
# Asserts in place of a ValueError.
import numpy as np


def dot_scores(Q, K):
    assert np.shape(Q)[-1] == np.shape(K)[-1], f"{np.shape(Q)[-1]} and {np.shape(K)[-1]}"
    return np.asarray(Q, dtype=float) @ np.swapaxes(K, -1, -2)

# %% answer="best_from_minus_a_billion" lost=["most_attended_values"] says="raised UnboundLocalError"
# The largest so far starts at -1e9.
def most_attended(S, words):
    out = []
    for row in S:
        best = -1e9
        for j, x in enumerate(row):
            if x > best:
                best, w = x, words[j]
        out.append(w)
    return out

# %% answer="best_from_zero" lost=["most_attended_values", "most_attended_ties"] mistake="starts_from_zero"
# The largest so far starts at 0.
def most_attended(S, words):
    out = []
    for row in S:
        best, w = 0, words[0]
        for j, x in enumerate(row):
            if x > best:
                best, w = x, words[j]
        out.append(w)
    return out

# %% answer="changes_its_queries" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="argument_changed_in_place"
# Divides the caller's queries in place.
import numpy as np


def scaled_scores(Q, K):
    Q /= np.sqrt(Q.shape[-1])
    return dot_scores(Q, K)

# %% answer="cosine" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] mistake="cosine_in_place_of_inner_product"
# The cosine in place of the inner product.
import numpy as np


def dot_scores(Q, K):
    Q = Q / np.maximum(np.linalg.norm(Q, axis=-1, keepdims=True), 1e-12)
    K = K / np.maximum(np.linalg.norm(K, axis=-1, keepdims=True), 1e-12)
    return Q @ np.swapaxes(K, -1, -2)

# %% answer="cut_to_the_queries_dtype" lost=["dot_scores_integers"] mistake="integers_stay_integers"
# Fills an array of the queries' dtype.
import numpy as np


def dot_scores(Q, K):
    S = np.zeros(Q.shape[:-1] + K.shape[-2:-1], dtype=Q.dtype)
    S[...] = Q @ np.swapaxes(K, -1, -2)
    return S

# %% answer="cuts_to_the_shorter" lost=["dot_scores_bad_input"] mistake="no_error_for_bad_input"
# Loops that stop at the shorter vector, in place of an error.
import numpy as np


def dot_scores(Q, K):
    d_k = min(np.shape(Q)[-1], np.shape(K)[-1])
    return np.asarray(Q, dtype=float)[..., :d_k] @ np.swapaxes(K, -1, -2)[..., :d_k, :]

# %% answer="distance" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] mistake="distance_in_place_of_inner_product"
# Squared distances in place of inner products.
import numpy as np


def dot_scores(Q, K):
    return ((np.asarray(Q, dtype=float)[..., :, None, :] - np.asarray(K)[..., None, :, :]) ** 2).sum(axis=-1)

# %% answer="down_the_columns" lost=["most_attended_values", "most_attended_ties"] mistake="asked_down_the_columns"
# Searched each column.
import numpy as np


def most_attended(S, words):
    return [words[i] for i in np.argmax(S, axis=0)]

# %% answer="drawn_anew" lost=["score_spread_values"] mistake="drawn_anew_for_the_scaled_scores"
# Draws again for the scaled scores.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)

    def one():
        return (draw.normal(size=(n_pairs, d_k)) * draw.normal(size=(n_pairs, d_k))).sum(axis=1)

    return one().std(), (one() / d_k ** 0.5).std()

# %% answer="empty" lost="all" says=["`dot_scores` is not written yet", "`scaled_scores` is not written yet", "`score_spread` is not written yet", "`most_attended` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="every_batch_with_every_batch" lost=["dot_scores_batch", "dot_scores_integers"] mistake="every_batch_with_every_batch"
# np.dot combines all batch entries with each other.
import numpy as np


def dot_scores(Q, K):
    return np.dot(np.asarray(Q, dtype=float), np.swapaxes(K, -1, -2))

# %% answer="fixed_number_of_pairs" lost=["score_spread_pairs"] mistake="more_scores_than_pairs"
# Ignores n_pairs.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(2, 4000, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="half_the_pairs" lost=["score_spread_pairs"] mistake="fewer_scores_than_pairs"
# Draws n_pairs vectors in all and splits them.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    vectors = draw.normal(size=(n_pairs, d_k))
    scores = (vectors[::2] * vectors[1::2]).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="indices" lost=["most_attended_values", "most_attended_ties"] mistake="indices_in_place_of_words"
# Indices in place of words.
import numpy as np


def most_attended(S, words):
    return [int(i) for i in np.argmax(S, axis=1)]

# %% answer="integers_stay_integers" lost=["dot_scores_integers"] mistake="integers_stay_integers"
# Right for floats; integers stay integers.
import numpy as np


def dot_scores(Q, K):
    return Q @ np.swapaxes(K, -1, -2)

# %% answer="itself_left_out" lost=["most_attended_values", "most_attended_ties"] mistake="itself_left_out"
# Leaves the diagonal out.
import numpy as np


def most_attended(S, words):
    masked = np.where(np.eye(*np.shape(S), dtype=bool), -np.inf, S)
    return [words[i] for i in masked.argmax(axis=1)]

# %% answer="key_not_transposed" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] mistake="key_not_transposed"
# Multiplied Q with K as it stands.
import numpy as np


def dot_scores(Q, K):
    return np.asarray(Q, dtype=float) @ np.asarray(K)

# %% answer="last_of_the_ties" lost=["most_attended_ties"] mistake="last_of_the_ties"
# The last of several.
import numpy as np


def most_attended(S, words):
    turned = np.asarray(S)[:, ::-1]
    return [words[::-1][i] for i in turned.argmax(axis=1)]

# %% answer="mean_of_products" lost=["score_spread_values"] mistake="mean_of_products"
# Mean in place of sum.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).mean(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="multiplied" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="multiplied_by_the_root"
# Multiplied by the root.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) * np.shape(K)[-1] ** 0.5

# %% answer="no_scale" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="no_scale"
# Forgot the scale.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(1)

# %% answer="not_multiplied" lost=["score_spread_pairs"] mistake="vectors_not_multiplied"
# Sums one vector; it spreads as much as an inner product.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    raw = draw.normal(size=(n_pairs, d_k)).sum(axis=1).std()
    return raw, raw / d_k ** 0.5

# %% answer="one_seed_for_all" lost=["score_spread_seed"] mistake="one_seed_for_all"
# A fixed seed.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(42)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="one_word_for_all" lost=["most_attended_values", "most_attended_ties"] mistake="one_word_for_all"
# One word for the matrix.
import numpy as np


def most_attended(S, words):
    return words[int(np.argmax(S)) % len(words)]

# %% answer="products_not_summed" lost=["score_spread_values", "score_spread_pairs"] mistake="products_not_summed"
# Measures the single products.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    return (q * k).std(), (q * k / d_k ** 0.5).std()

# %% answer="query_of_itself_only" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] mistake="query_of_itself_only"
# Each query meets the key of its own row alone.
def dot_scores(Q, K):
    return (Q * K).sum(axis=-1)

# %% answer="right_broadcasting" lost=[]
# Right, with a product of all pairs by broadcasting and one batch trick for the experiment.
import numpy as np


def dot_scores(Q, K):
    return np.sum(np.asarray(Q)[..., :, np.newaxis, :] * np.asarray(K)[..., np.newaxis, :, :], axis=-1, dtype=float)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.asarray(Q).shape[-1] ** 0.5


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng([seed, 7])
    q, k = draw.normal(size=(n_pairs, 1, d_k)), draw.normal(size=(n_pairs, 1, d_k))
    return dot_scores(q, k).std(ddof=1), scaled_scores(q, k).std(ddof=1)


def most_attended(S, words):
    return [words[list(row).index(max(row))] for row in S]

# %% answer="right_einsum" lost=[]
# Right, with einsum, another generator, and float32 on the way.
import numpy as np


def dot_scores(Q, K):
    return np.einsum("...ij,...kj->...ik", Q, K).astype(float)


def scaled_scores(Q, K):
    Q = np.asarray(Q)
    return np.einsum("...ij,...kj->...ik", Q / np.sqrt(Q.shape[-1]), K)


def score_spread(d_k, n_pairs, seed):
    draw = np.random.RandomState(seed)
    q = draw.randn(n_pairs, d_k).astype(np.float32)
    k = draw.randn(n_pairs, d_k).astype(np.float32)
    scores = np.einsum("nd,nd->n", q, k)
    return float(np.std(scores)), float(np.std(scores / np.float32(d_k) ** 0.5))


def most_attended(S, words):
    return list(np.array(words)[np.asarray(S).argmax(axis=-1)])

# %% answer="right_from_the_statement" lost=[]
# Right, written by a reader who had the statement alone.
import numpy as np


def dot_scores(Q, K):
    return np.asarray(Q, dtype=float) @ np.swapaxes(K, -1, -2)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(Q.shape[-1])


def score_spread(d_k, n_pairs, seed):
    generator = np.random.default_rng(seed)
    scores = []
    for _ in range(n_pairs):
        q, k = generator.standard_normal(d_k), generator.standard_normal(d_k)
        scores.append(q @ k)
    return np.std(scores), np.std(scores) / np.sqrt(d_k)


def most_attended(S, words):
    return [words[np.argmax(row)] for row in S]

# %% answer="right_loops" lost=[]
# Right, with loops, random.gauss and statistics.
import numpy as np


def dot_scores(Q, K):
    Q, K = np.asarray(Q), np.asarray(K)
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"queries have {Q.shape[-1]} numbers but keys have {K.shape[-1]}; expected equal lengths")
    if Q.ndim > 2:
        return np.stack([dot_scores(queries, keys) for queries, keys in zip(Q, K, strict=True)])
    S = np.zeros((len(Q), len(K)))
    for i, query in enumerate(Q):
        for j, key in enumerate(K):
            for a, b in zip(query, key, strict=True):
                S[i, j] += a * b
    return S


def scaled_scores(Q, K):
    S = dot_scores(Q, K)
    S /= len(np.asarray(K)[..., 0, :].ravel()) ** 0.5 if np.ndim(K) == 2 else np.shape(K)[-1] ** 0.5
    return S


import random
import statistics


def score_spread(d_k, n_pairs, seed):
    draw = random.Random(seed)
    scores = []
    for _ in range(n_pairs):
        scores.append(sum(draw.gauss(0, 1) * draw.gauss(0, 1) for _ in range(d_k)))
    return statistics.stdev(scores), statistics.stdev([score / d_k ** 0.5 for score in scores])


def most_attended(S, words):
    answers = []
    for row in S:
        best = 0
        for place in range(1, len(words)):
            if row[place] > row[best]:
                best = place
        answers.append(words[best])
    return answers

# %% answer="right_products" lost=[]
# Right, with a transposed product, numpy.random.seed and a sum of squares.
import numpy as np


def dot_scores(Q, K):
    K_turned = np.moveaxis(np.array(K, dtype=float), -1, -2)
    return np.matmul(Q, K_turned)


def scaled_scores(Q, K):
    d_k = np.asarray(Q).shape[-1]
    return dot_scores(Q, np.asarray(K) * d_k ** -0.5)


def score_spread(d_k, n_pairs, seed):
    np.random.seed(seed)  # noqa: NPY002
    pairs = np.random.normal(size=(n_pairs, 2, d_k))  # noqa: NPY002
    scores = np.array([q @ k for q, k in pairs])
    raw = np.sqrt((scores ** 2).mean() - scores.mean() ** 2)
    return raw, raw * d_k ** -0.5


def most_attended(S, words):
    return [max(zip(row, range(0, -len(words), -1), words, strict=True))[2] for row in np.asarray(S).tolist()]

# %% answer="right_scipy" lost=[]
# Right, in extended precision, with scipy.stats and the statistics module.
from statistics import pstdev

import numpy as np
import scipy.stats


def dot_scores(Q, K):
    Q = np.array(Q, dtype=np.longdouble)
    K = np.array(K, dtype=np.longdouble)
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"expected keys of length {Q.shape[-1]}, but {K.shape[-1]} came")
    return (Q[..., :, None, :] * K[..., None, :, :]).sum(-1)


def scaled_scores(Q, K):
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    root = Q.shape[-1] ** 0.25
    return dot_scores(Q / root, K / root)


def score_spread(d_k, n_pairs, seed):
    draws = scipy.stats.norm.rvs(size=(n_pairs, 2, d_k), random_state=seed)
    scores = np.prod(draws, axis=1).sum(axis=1)
    raw = pstdev(scores.tolist())
    return raw, raw / d_k ** 0.5


def most_attended(S, words):
    return [words[max(range(len(words)), key=lambda j: row[j])] for row in S.tolist()]

# %% answer="right_transpose" lost=[]
# Right, with axes turned by hand and sums that grow.
import numpy as np


def _T(K):
    axes = list(range(K.ndim))
    axes[-1], axes[-2] = axes[-2], axes[-1]
    return K.transpose(axes)


def dot_scores(Q, K):
    if Q.ndim != K.ndim or Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"cannot compare vectors of {Q.shape[-1]} and {K.shape[-1]} numbers")
    return np.asarray(Q, dtype=float).__matmul__(_T(np.asarray(K, dtype=float)))


def scaled_scores(Q, K):
    return np.divide(dot_scores(Q, K), np.sqrt(K.shape[-1]))


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    total = np.zeros(n_pairs)
    for _ in range(d_k):
        total += rng.normal(size=n_pairs) * rng.normal(size=n_pairs)
    return np.float64(np.std(total)), np.float64(np.std(total / np.sqrt(d_k)))


def most_attended(S, words):
    order = np.argsort(-S, axis=1, kind="stable")
    return tuple(words[j] for j in order[:, 0])

# %% answer="same_vectors_twice" lost=["score_spread_values"] mistake="same_vectors_twice"
# Two generators with one seed draw the same vectors.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    q = np.random.default_rng(seed).normal(size=(n_pairs, d_k))
    k = np.random.default_rng(seed).normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="says_too_little" lost=["dot_scores_bad_input"] mistake="error_message_says_too_little"
# Raises the right error without the lengths.
import numpy as np


def dot_scores(Q, K):
    if np.shape(Q)[-1] != np.shape(K)[-1]:
        raise ValueError("shapes do not fit")
    return np.asarray(Q, dtype=float) @ np.swapaxes(K, -1, -2)

# %% answer="scale_by_d_k" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="scale_by_d_k"
# Divided by d_k itself.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.shape(K)[-1]

# %% answer="scale_by_root_n" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="scale_by_root_n"
# Divided by the root of the number of keys.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.shape(K)[-2] ** 0.5

# %% answer="scale_by_root_of_queries" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="scale_by_root_of_all_queries"
# Divided by the root of the number of queries.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.shape(Q)[-2] ** 0.5

# %% answer="scale_by_size" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="scale_by_size_of_keys"
# Divided by the root of the number of entries in K.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.size(K) ** 0.5

# %% answer="scaled_before_raw" lost=["score_spread_values"] mistake="scaled_before_raw"
# Gives the scaled spread first.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return (scores / d_k ** 0.5).std(), scores.std()

# %% answer="scaled_fractions_lost" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="fractions_lost"
# // in place of /.
import numpy as np


def scaled_scores(Q, K):
    return (Q @ np.swapaxes(K, -1, -2)) // np.sqrt(K.shape[-1])

# %% answer="scaled_into_integers" lost=["scaled_scores_integers_and_bad_input"] mistake="integer_truncation"
# Written back into the whole numbers.
import numpy as np


def scaled_scores(Q, K):
    S = Q @ np.swapaxes(K, -1, -2)
    S[...] = S / np.sqrt(K.shape[-1])
    return S * 1.0

# %% answer="scaled_too_early" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] mistake="scale_too_early"
# dot_scores divides already.
import numpy as np


def dot_scores(Q, K):
    return Q @ np.swapaxes(K, -1, -2) / np.shape(K)[-1] ** 0.5

# %% answer="scaled_transpose_of_a_batch" lost=["scaled_scores_batch"] mistake="transpose_of_a_batch"
# K.T of a batch, in the scaled scores.
import numpy as np


def scaled_scores(Q, K):
    return Q @ K.T / np.sqrt(K.shape[-1])

# %% answer="second_axis" lost=["scaled_scores_batch"] mistake="second_axis_of_a_batch"
# K.shape[1], as the post has it, is the number of keys in a batch.
def scaled_scores(Q, K):
    return dot_scores(Q, K) / K.shape[1] ** 0.5

# %% answer="seed_ignored" lost=["score_spread_seed"] mistake="seed_ignored"
# Another result in each call.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng()
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="small_letters" lost=["most_attended_values"] says="item 1 (query 1) is 'the'; expected 'THE'"
# Words in small letters.
def most_attended(S, words):
    return [words[j].lower() for j in S.argmax(axis=1)]

# %% answer="smallest" lost=["most_attended_values", "most_attended_ties"] mistake="smallest_score"
# The smallest score.
import numpy as np


def most_attended(S, words):
    return [words[i] for i in np.argmin(S, axis=1)]

# %% answer="softmax_already" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="weights_in_place_of_scores"
# Took softmax as well.
import numpy as np


def scaled_scores(Q, K):
    E = np.exp(dot_scores(Q, K) / np.shape(K)[-1] ** 0.5)
    return E / E.sum(axis=-1, keepdims=True)

# %% answer="spread_not_scaled" lost=["score_spread_values"] mistake="no_scale"
# Gives the raw spread twice.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), scores.std()

# %% answer="spread_over_d_k" lost=["score_spread_values"] mistake="scale_by_d_k"
# Divides the scores by d_k.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k).std()

# %% answer="summed_over_the_pairs" lost=["score_spread_values", "score_spread_pairs"] mistake=["summed_over_the_pairs", "fewer_scores_than_pairs"]
# Sums over the pairs.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    r = np.random.default_rng(seed)
    s = (r.normal(size=(n_pairs, d_k)) * r.normal(size=(n_pairs, d_k))).sum(0)
    return s.std(), s.std() / np.sqrt(d_k)

# %% answer="swapped_but_only_once" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] mistake="queries_and_keys_swapped"
# Queries and keys swapped in dot_scores, which scaled_scores calls: the mistake costs its points once.
import numpy as np


def dot_scores(Q, K):
    return np.asarray(K, dtype=float) @ np.swapaxes(np.asarray(Q), -1, -2)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.asarray(Q).shape[-1] ** 0.5

# %% answer="transpose_of_a_batch" lost=["dot_scores_batch", "dot_scores_integers"] mistake="transpose_of_a_batch"
# .T turns all axes of a batch.
import numpy as np


def dot_scores(Q, K):
    return np.asarray(Q, dtype=float) @ K.T

# %% answer="uniform_numbers" lost=["score_spread_values"] mistake="uniform_numbers"
# Draws from 0 to 1 in place of the normal distribution.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.random((n_pairs, d_k)), draw.random((n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.std(), (scores / d_k ** 0.5).std()

# %% answer="variance" lost=["score_spread_values"] mistake="variance_in_place_of_standard_deviation"
# Variance in place of standard deviation.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.var(), (scores / d_k ** 0.5).var()

# %% answer="variance_divided" lost=["score_spread_values"] mistake="variance_divided_by_the_root"
# Variance, divided by the root.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    draw = np.random.default_rng(seed)
    q, k = draw.normal(size=(n_pairs, d_k)), draw.normal(size=(n_pairs, d_k))
    scores = (q * k).sum(axis=1)
    return scores.var(), scores.var() / d_k ** 0.5

# %% answer="without_sign" lost=["most_attended_values", "most_attended_ties"] mistake="largest_without_its_sign"
# Compares absolute scores.
import numpy as np


def most_attended(S, words):
    return [words[i] for i in np.abs(S).argmax(axis=1)]

# %% answer="keys_ask" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="queries_and_keys_swapped"
# Starts from the keys.
import numpy as np


def scaled_scores(Q, K):
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"Q has {Q.shape[-1]} columns but K has {K.shape[-1]}")
    return np.einsum("...kd,...qd->...kq", K / np.sqrt(K.shape[-1]), Q)

# %% answer="mixed_a" lost=["dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "score_spread_values", "most_attended_values", "most_attended_ties"] mistake=["first_axes_exchanged", "half_of_d_k", "scaled_multiplied", "word_asked_most"]
# One slip in each exercise: first two axes, half of d k, multiplied, most popular key.
import numpy as np


def dot_scores(Q, K):
    return 1.0 * Q @ np.swapaxes(K, 0, 1)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / (K.shape[-1] ** 1/2)


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    s = (rng.standard_normal((n_pairs, d_k)) * rng.standard_normal((n_pairs, d_k))).sum(axis=1)
    return s.std(), s.std() * np.sqrt(d_k)


def most_attended(S, words):
    return [words[int(S.sum(axis=0).argmax())]] * len(S)

# %% answer="mixed_b" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "score_spread_values", "most_attended_ties"] mistake=["products_not_summed", "root_cut_to_a_whole_number", "absolute_scores_averaged", "all_of_the_ties"]
# One slip in each exercise: products not summed, whole root, mean deviation, all of the ties.
import numpy as np


def dot_scores(Q, K):
    return 1.0 * Q[..., :, None, :] * K[..., None, :, :]


def scaled_scores(Q, K):
    return dot_scores(Q, K) / int(np.sqrt(K.shape[-1]))


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    s = (rng.standard_normal((n_pairs, d_k)) * rng.standard_normal((n_pairs, d_k))).sum(axis=1)
    return np.abs(s).mean(), np.abs(s / np.sqrt(d_k)).mean()


def most_attended(S, words):
    out = []
    for row in S:
        best = [words[j] for j in range(len(words)) if row[j] == row.max()]
        out.append(best[0] if len(best) == 1 else best)
    return out

# %% answer="mixed_c" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "score_spread_values", "most_attended_values", "most_attended_ties"] mistake=["mean_of_the_products", "root_of_the_scores", "standard_error", "second_largest"]
# One slip in each exercise: mean, root of the scores, standard error, second best.
import numpy as np


def dot_scores(Q, K):
    return (Q[..., :, None, :] * K[..., None, :, :]).mean(axis=-1)


def scaled_scores(Q, K):
    with np.errstate(invalid="ignore"):
        return np.sqrt(dot_scores(Q, K) / K.shape[-1])


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    s = (rng.standard_normal((n_pairs, d_k)) * rng.standard_normal((n_pairs, d_k))).sum(axis=1)
    raw = s.std() / np.sqrt(n_pairs)
    return raw, raw / np.sqrt(d_k)


def most_attended(S, words):
    return [words[j] for j in np.argsort(S, axis=1)[:, -2 if S.shape[1] > 1 else -1]]

# %% answer="mixed_d" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "score_spread_values", "most_attended_values", "most_attended_ties"] mistake=["keys_reshaped", "standard_deviation_of_these_scores", "scaled_by_the_pairs", "each_word_once"]
# One slip in each exercise: reshaped keys, own spread, scaled by pairs, each word once.
import numpy as np


def dot_scores(Q, K):
    return 1.0 * Q @ K.reshape(K.shape[:-2] + (K.shape[-1], K.shape[-2]))


def scaled_scores(Q, K):
    S = dot_scores(Q, K)
    return S / S.std()


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    s = (rng.standard_normal((n_pairs, d_k)) * rng.standard_normal((n_pairs, d_k))).sum(axis=1)
    return s.std(), s.std() / np.sqrt(n_pairs)


def most_attended(S, words):
    return list(dict.fromkeys(words[int(r.argmax())] for r in S))

# %% answer="mixed_e" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "score_spread_values", "most_attended_values", "most_attended_ties"] mistake=["distance_with_its_sign_turned", "lengths_of_the_keys", "squares_not_averaged", "every_new_best"]
# One slip in each exercise: negative distance, key lengths, root of sum, every improvement.
import numpy as np


def dot_scores(Q, K):
    return -np.linalg.norm(Q[..., :, None, :] - K[..., None, :, :], axis=-1)


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.linalg.norm(K, axis=-1)[..., None, :]


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    s = (rng.standard_normal((n_pairs, d_k)) * rng.standard_normal((n_pairs, d_k))).sum(axis=1)
    raw = np.sqrt((s ** 2).sum())
    return raw, raw / np.sqrt(d_k)


def most_attended(S, words):
    out = []
    for r in S:
        best = -np.inf
        for s, w in zip(r, words):
            if s > best:
                best = s
                out.append(w)
    return out

# %% answer="mixed_f" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "score_spread_values", "most_attended_values", "most_attended_ties"] mistake=["without_signs", "scale_by_eight", "uniform_numbers_of_both_signs", "best_over_all_rows_so_far"]
# One slip in each exercise: absolute, sixty four, uniform both signs, best never reset.
import numpy as np


def dot_scores(Q, K):
    return np.abs(1.0 * Q @ np.swapaxes(K, -1, -2))


def scaled_scores(Q, K):
    return dot_scores(Q, K) / 8


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    s = (rng.uniform(-1, 1, (n_pairs, d_k)) * rng.uniform(-1, 1, (n_pairs, d_k))).sum(axis=1)
    return s.std(), s.std() / np.sqrt(d_k)


def most_attended(S, words):
    out, best, word = [], -np.inf, words[0]
    for r in S:
        for s, w in zip(r, words):
            if s > best:
                best, word = s, w
        out.append(word)
    return out

# %% answer="mixed_g" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "score_spread_values", "most_attended_values"] mistake=["later_keys_hidden", "scale_by_size_of_queries", "scaled_by_half_of_d_k", "fractions_lost"]
# One slip in each exercise: lower triangle, size of queries, half of d k, whole numbers.
import numpy as np


def dot_scores(Q, K):
    return np.tril(1.0 * Q @ np.swapaxes(K, -1, -2))


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(Q.size)


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    s = (rng.standard_normal((n_pairs, d_k)) * rng.standard_normal((n_pairs, d_k))).sum(axis=1)
    return s.std(), s.std() / (d_k ** 1/2)


def most_attended(S, words):
    return [words[int(np.argmax(r))] for r in np.trunc(S)]

# %% answer="mixed_h" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers", "scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input", "most_attended_values", "most_attended_ties"] mistake=["one_number_for_all", "one_less_than_d_k", "all_words_sorted"]
# One slip in each exercise: summed all, one less, sorted by score.
import numpy as np


def dot_scores(Q, K):
    return float(np.sum(1.0 * Q @ np.swapaxes(K, -1, -2)))


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(K.shape[-1] - 1)


def most_attended(S, words):
    return [[words[j] for j in np.argsort(-r, kind="stable")] for r in S]

# %% answer="mixed_i" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake=["largest_score_taken_off"]
# One slip in each exercise: largest taken off.
import numpy as np


def scaled_scores(Q, K):
    S = dot_scores(Q, K) / np.sqrt(K.shape[-1])
    return S - S.max(axis=-1, keepdims=True)

# %% answer="mixed_j" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake=["root_taken_off"]
# One slip in each exercise: root subtracted.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) - np.sqrt(K.shape[-1])

# %% answer="mixed_k" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake=["both_widths_added"]
# One slip in each exercise: both widths.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(Q.shape[-1] + K.shape[-1])

# %% answer="mixed_l" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake=["logarithm_of_d_k"]
# One slip in each exercise: cube root.
import numpy as np


def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.log(K.shape[-1])

# %% answer="scaled_first_axes_exchanged" lost=["scaled_scores_batch"] mistake="first_axes_exchanged"
# Exchanges the first two axes, which are the last two of a matrix only.
import numpy as np


def scaled_scores(Q, K):
    return Q @ np.swapaxes(K, 0, 1) / np.sqrt(K.shape[-1])

# %% answer="root_of_the_lesson" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="divided_by_two"
# The number of the lesson. That a root was cut to a whole number would be untrue.
def scaled_scores(Q, K):
    return 0.5 * dot_scores(Q, K)

# %% answer="power_before_division" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="exponent_without_brackets"
# -1 / 2 without brackets.
def scaled_scores(Q, K):
    return dot_scores(Q, K) * Q.shape[-1] ** -1 / 2

# %% answer="root_of_the_axes" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] says="1.871 is the root of 7 / 2, and 7 is the length of axis 1 of Q."
# The number of axes in place of their last length.
def scaled_scores(Q, K):
    return dot_scores(Q, K) / np.sqrt(Q.ndim)

# %% answer="softmax_at_once" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] says="It is softmax of the right result"
# One lesson too early.
def dot_scores(Q, K):
    e = np.exp(Q @ np.swapaxes(K, -1, -2))
    return e / e.sum(axis=-1, keepdims=True)

# %% answer="each_with_its_own_number" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] says="It is the diagonal of the right result"
# Query i meets key i alone.
def dot_scores(Q, K):
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"queries have {Q.shape[-1]} numbers, keys {K.shape[-1]}")
    n = min(Q.shape[-2], K.shape[-2])
    return (Q[..., :n, :] * K[..., :n, :]).sum(axis=-1).astype(float)

# %% answer="last_product_left_out" lost=["dot_scores_values", "dot_scores_batch", "dot_scores_integers"] says="without the last entry of each row"
# The loop over the entries ends too early.
def dot_scores(Q, K):
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"queries have {Q.shape[-1]} numbers, keys {K.shape[-1]}")
    S = np.zeros(Q.shape[:-1] + K.shape[-2:-1])
    for d in range(Q.shape[-1] - 1):
        S += Q[..., :, None, d] * K[..., None, :, d]
    return S

# %% answer="largest_without_their_signs" lost=["most_attended_values", "most_attended_ties"] says="item 1 (query 1) is 'ice'; expected 'tea'"
# abs. That the largest score of earlier rows is carried on would be untrue, and that S plays no part, too.
def most_attended(S, words):
    return [words[k] for k in np.abs(np.where(np.isinf(S), 0, S)).argmax(axis=1)]

# %% answer="all_of_the_equals" lost=["most_attended_ties"] mistake="ties_side_by_side"
# No break.
def most_attended(S, words):
    return [word for row in S for score, word in zip(row, words, strict=True) if score == max(row)]

# %% answer="number_and_word" lost=["most_attended_values", "most_attended_ties"] says="Each of your items holds the right one and more than that"
# Pairs.
def most_attended(S, words):
    return [(i, words[int(np.argmax(row))]) for i, row in enumerate(S)]

# %% answer="example_width_in_the_scale" lost=["scaled_scores_values", "scaled_scores_batch", "scaled_scores_integers_and_bad_input"] mistake="width_of_the_example"
# The d_k of the example is written in.
def scaled_scores(Q, K):
    return dot_scores(Q, K) / 3 ** 0.5

# %% answer="each_query_its_own_word" lost=["most_attended_values", "most_attended_ties"] mistake="own_word"
# The word of the query itself.
def most_attended(S, words):
    return [words[i] for i in range(len(S))]

# %% answer="loop_ends_one_key_early" lost=["most_attended_values"] mistake="last_key_left_out"
# The loop over the keys ends one place too early.
def most_attended(S, words):
    out = []
    for row in S:
        best = 0
        for j in range(len(row) - 1):
            if row[j] > row[best]:
                best = j
        out.append(words[best])
    return out

# %% answer="queries_added_to_keys" lost=["score_spread_values"] mistake="same_vectors_twice"
# q + k in place of q * k.
import numpy as np


def score_spread(d_k, n_pairs, seed):
    rng = np.random.default_rng(seed)
    q, k = rng.normal(size=(n_pairs, d_k)), rng.normal(size=(n_pairs, d_k))
    s = (q + k).sum(axis=1)
    return s.std(), s.std() / np.sqrt(d_k)

# %% answer="first_key_never_compared" lost=["most_attended_values", "most_attended_ties"] mistake="first_key_left_out" says="without the first key's"
# Begins with -inf, and counts keys from 1.
def most_attended(S, words):
    result = []
    for row in np.asarray(S, dtype=float):
        best, where = -np.inf, 1 % len(row)
        for j in range(1, len(row)):
            if row[j] > best:
                best, where = row[j], j
        result.append(words[where])
    return result
