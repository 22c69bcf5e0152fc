# %% [markdown]
# Right results and known mistakes of 05_attention_output, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course import datasets
from attention_course.checks import Checks

check = Checks("05_attention_output")
test = check("attention")

# %% exercise="attention"
import scipy.special as reference_special

# All names of hidden tests stand before the first example: a cell that fails there runs no further.


def reference_case(*shapes, batch=()):
    """Standard normal arrays of these shapes, with batch axes before them; the same ones at each call."""
    numbers = np.random.default_rng([*batch, *np.ravel(shapes)])
    return [numbers.normal(size=(*batch, *shape)) for shape in shapes]


def reference_attention(Q, K, V):
    Q, K, V = (np.asarray(M, dtype=float) for M in (Q, K, V))
    if K.shape[-2] != V.shape[-2]:
        raise ValueError(f"{K.shape[-2]} keys but {V.shape[-2]} values")
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"Q has {Q.shape[-1]} columns but K has {K.shape[-1]}")
    A = reference_special.softmax(np.einsum("...qd,...kd->...qk", Q, K) / Q.shape[-1] ** 0.5, axis=-1)
    return np.einsum("...qk,...kv->...qv", A, V), A


def wrong_attention(weights):
    """The mistake of taking `weights(Q, K, V)` for A."""
    def wrong(Q, K, V):
        A = weights(np.asarray(Q, dtype=float), np.asarray(K, dtype=float), np.asarray(V, dtype=float))
        return A @ V, A
    return wrong


def wrong_scale(scale, axis=-1):
    """The mistake of dividing the scores by `scale(Q, K, V)`, or of taking softmax along `axis`."""
    return wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ np.swapaxes(K, -1, -2) / scale(Q, K, V), axis=axis))


def wrong_exponentials(shift, divide):
    """The mistake of taking `shift(S)` off the scores, or of dividing by `divide(exp(S))`."""
    def weights(Q, K, V):
        S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
        exponentials = np.exp(S - shift(S))
        return exponentials / divide(exponentials)
    return wrong_attention(weights)


def reference_root(Q, K, V):
    return np.sqrt(K.shape[-1])


def reference_log_sum(S):
    return reference_special.logsumexp(S, axis=-1, keepdims=True)


def reference_row_sums(exponentials):
    return exponentials.sum(axis=-1, keepdims=True)


def wrong_hard_maximum(Q, K, V):
    best = (Q @ np.swapaxes(K, -1, -2)).argmax(axis=-1)
    return np.eye(K.shape[-2])[best]


def wrong_exponentials_forgotten(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = S / S.sum(axis=-1, keepdims=True)
    return A @ V, A


def wrong_cut_off(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    A = reference_special.softmax(np.clip(S, -700, 700), axis=-1)
    return A @ V, A


def wrong_whole_scores(Q, K, V):
    S = Q @ np.swapaxes(K, -1, -2)
    A = reference_special.softmax((S / np.sqrt(K.shape[-1])).astype(S.dtype), axis=-1)
    return A @ V, A


def wrong_integers(Q, K, V):
    output, A = reference_attention(Q, K, V)
    return output.astype(np.result_type(Q, K, V)), A


# Known everywhere in this assignment: softmax and scale gone wrong.
wrong_softmaxes_and_scales = dict(
    softmax_over_queries=wrong_scale(reference_root, axis=-2),
    softmax_over_everything=wrong_scale(reference_root, axis=None),
    missing_keepdims=wrong_exponentials(lambda S: S.max(axis=-1, keepdims=True), lambda e: e.sum(axis=-1)),
    no_max_subtraction=wrong_exponentials(lambda S: 0, reference_row_sums),
    max_of_everything=wrong_exponentials(lambda S: S.max(), reference_row_sums),
    max_of_each_column=wrong_exponentials(lambda S: S.max(axis=-2, keepdims=True), reference_row_sums),
    no_scale=wrong_scale(lambda Q, K, V: 1),
    scale_multiplied=wrong_scale(lambda Q, K, V: K.shape[-1] ** -0.5),
    scale_by_d_k=wrong_scale(lambda Q, K, V: K.shape[-1]),
    scale_by_root_n=wrong_scale(lambda Q, K, V: np.sqrt(K.shape[-2])),
    scale_by_root_d_v=wrong_scale(lambda Q, K, V: np.sqrt(V.shape[-1])),
    each_score_for_itself=wrong_attention(lambda Q, K, V: reference_special.expit(
        Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1]))),
    scores_divided_by_their_sum=wrong_exponentials_forgotten,
    scores_cut_off=wrong_cut_off,
    scale_after_softmax=wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ np.swapaxes(K, -1, -2), axis=-1) / np.sqrt(K.shape[-1])),
    keys_in_place_of_values=lambda Q, K, V: (reference_attention(Q, K, V)[1] @ K, reference_attention(Q, K, V)[1]),
    power_before_division=wrong_scale(lambda Q, K, V: 2 * K.shape[-1]),
)


def wrong_unprojected(texts):
    """Mistakes of handing on W where its product with the words is meant; `texts` names what queries, keys and values
    are made from."""
    def wrong(left):
        def attention(*given):
            words, matrices = given[:-3], given[-3:]
            Q, K, V = (np.asarray(W if letter in left else X @ W, dtype=float)
                       for letter, X, W in zip("QKV", (words[0], words[-1], words[-1]), matrices, strict=True))
            return wrong_scale(reference_root)(Q, K, V)
        return attention

    return {"weights_without_words": check.Mistake(
        wrong("QKV"),
        fact="W_Q, W_K and W_V are taken as they come in: the attention is that of their rows, not of words.",
        reason="A query is what W_Q makes of a word; so are key and value of theirs.",
        hint=f"Compute {texts[0]} @ W_Q, {texts[1]} @ W_K and {texts[1]} @ W_V first.")} | {
        f"{plural}_without_words": check.Mistake(
            wrong(letter),
            fact=f"W_{letter} itself is taken for the {plural}.",
            reason=f"The {plural} are what W_{letter} makes of the words: one row for each word.",
            hint=f"The {plural} are {text} @ W_{letter}.")
        for letter, plural, text in zip("QKV", ("queries", "keys", "values"), (texts[0], *texts[1:] * 2), strict=True)}


test.knows(
    reference_attention,
    **wrong_softmaxes_and_scales,
    logarithm_of_a_huge_sum=check.Mistake(
        wrong_exponentials(reference_log_sum, lambda exponentials: 1.0),
        fact="Where scores are huge, a row of weights no longer sums to 1, as after exp(S - log(sum(exp(S)))).",
        reason="Beside a score of 1e30 the logarithm of a sum of two is lost in rounding.",
        hint="Subtract the maximum of each row, apply exp, then divide by the sum."),
    # Both fail alike on a batch; of a matrix K.T is right.
    transpose_of_a_batch=wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ K.T / np.sqrt(K.shape[-1]), axis=-1)),
    key_not_transposed=wrong_attention(lambda Q, K, V: reference_special.softmax(
        Q @ K / np.sqrt(K.shape[-1]), axis=-1)),
    queries_and_keys_swapped=lambda Q, K, V: wrong_scale(reference_root)(K, Q, V),
    integer_truncation=wrong_integers,
    scores_made_whole=check.Mistake(
        wrong_whole_scores,
        fact="Your weights are those of scaled scores that have lost what stands after the point.",
        reason="An inner product of integers gives an integer array; what is assigned into it is cut off.",
        hint="Give the scaled scores a name of their own, or convert the input to float first; leave out int and //."),
    values_ignored=lambda Q, K, V: (reference_attention(Q, K, V)[1],) * 2,
    weights_before_output=check.Mistake(
        lambda Q, K, V: reference_attention(Q, K, V)[::-1],
        fact="You give the weights first and the output second.",
        reason="The contract is the tuple (O, A).",
        hint="Return the output, then the weights."),
    output_alone=check.Mistake(
        lambda Q, K, V: reference_attention(Q, K, V)[0],
        fact="You give the output alone.",
        reason="Whoever calls attention wants to look at the weights too.",
        hint="Return the tuple (O, A)."),
    scores_in_place_of_weights=check.Mistake(
        lambda Q, K, V: (reference_attention(Q, K, V)[0], Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])),
        fact="Your output is right, but the second result is the scores, from before softmax.",
        reason="A is the matrix of weights, whose rows sum to 1.",
        hint="Return what softmax gave you."),
    unweighted_scores=check.Mistake(
        wrong_attention(lambda Q, K, V: Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])),
        fact="Your output is the scores times V, without softmax in between.",
        reason="Scores are no shares: they can be negative, and the rows sum to {row_sums}.",
        hint="Turn each row of the scores into weights first."),
    last_value_only=check.Mistake(
        lambda Q, K, V: (lambda A: (A[..., -1:] * np.asarray(V)[..., -1:, :], A))(reference_attention(Q, K, V)[1]),
        fact="Each of your outputs is the last value alone, times its weight; A is right.",
        reason="The output is the sum over all keys. In a loop, = writes over what += adds up.",
        hint="Use A @ V, or += where a loop runs over the keys."),
    best_key_only=check.Mistake(
        wrong_attention(wrong_hard_maximum),
        fact="Each of your queries gets the value of its best key alone.",
        reason="Attention is a mean over all values; the best key has the largest share, not the only one.",
        hint="Use softmax, not argmax."),
)


# %% exercise="self_attention"
def reference_self_attention(X, W_Q, W_K, W_V):
    return reference_attention(*(np.einsum("nm,md->nd", np.asarray(X, dtype=float), W) for W in (W_Q, W_K, W_V)))


def wrong_self_attention(wrong):
    return lambda X, W_Q, W_K, W_V: wrong(X @ W_Q, X @ W_K, X @ W_V)


wrong_softmax_and_scale = {
    **{name: wrong_self_attention(wrong) for name, wrong in wrong_softmaxes_and_scales.items()},
    # Of a square array; elsewhere it fails as missing_keepdims does.
    "row_sums_lose_their_axis": wrong_self_attention(wrong_exponentials(lambda S: 0, lambda e: e.sum(axis=-1))),
    "scale_by_root_d_model": lambda X, W_Q, W_K, W_V: wrong_scale(lambda Q, K, V: np.sqrt(X.shape[-1]))(
        X @ W_Q, X @ W_K, X @ W_V),
    "queries_and_keys_swapped": lambda X, W_Q, W_K, W_V: reference_self_attention(X, W_K, W_Q, W_V),
    # Of square weights; elsewhere it raises what queries and keys in each other's place raise.
    "weights_transposed": wrong_self_attention(lambda Q, K, V: (
        reference_attention(Q, K, V)[1].T @ V, reference_attention(Q, K, V)[1])),
    "weights_before_output": check.Mistake(
        lambda *given: reference_self_attention(*given)[::-1],
        fact="You give the weights first and the output second.",
        reason="The contract is the tuple (O, A).",
        hint="Return the output, then the weights."),
    "output_alone": check.Mistake(
        lambda *given: reference_self_attention(*given)[0],
        fact="You give the output alone.",
        reason="Whoever calls this function wants to look at the weights too.",
        hint="Return the tuple (O, A)."),
}

test.given(attention=reference_attention, softmax=reference_special.softmax)
test.knows(
    reference_self_attention,
    **wrong_softmax_and_scale,
    **wrong_unprojected(("X", "X")),
    values_ignored=lambda *given: (reference_self_attention(*given)[1],) * 2,
    integer_truncation=lambda X, W_Q, W_K, W_V: wrong_integers(X @ W_Q, X @ W_K, X @ W_V),
    query_of_itself_only=lambda X, W_Q, W_K, W_V: (np.asarray(X, dtype=float) @ W_V, np.eye(len(X))),
    words_in_place_of_values=check.Mistake(
        lambda X, W_Q, W_K, W_V: (reference_self_attention(X, W_Q, W_K, W_V)[1] @ X,
                                  reference_self_attention(X, W_Q, W_K, W_V)[1]),
        fact="Your output is a mean of the words X themselves, without W_V.",
        reason="What a word hands over is its value, X @ W_V.",
        hint="Use W_V, too."),
    not_itself=check.Mistake(
        wrong_self_attention(wrong_attention(lambda Q, K, V: reference_special.softmax(
            np.where(np.eye(len(K), dtype=bool), -np.inf, Q @ K.T / np.sqrt(K.shape[-1])), axis=-1))),
        fact="No word of yours attends to itself: the diagonal of the weights is 0.",
        reason="A word is one of the words that it asks.",
        hint="Leave the diagonal of the scores as it is."),
    own_value_added=check.Mistake(
        lambda X, W_Q, W_K, W_V: (reference_self_attention(X, W_Q, W_K, W_V)[0] + X @ W_V,
                                  reference_self_attention(X, W_Q, W_K, W_V)[1]),
        fact="To each output the word's own value is added.",
        reason="A word's own value is in the weighted mean already; what a model adds (the residual) comes after attention.",
        hint="Give the weighted mean alone."),
    words_in_place_of_queries_and_keys=check.Mistake(
        lambda X, W_Q, W_K, W_V: reference_attention(X, X, X @ W_V),
        fact="Your weights compare the words X themselves, without W_Q and W_K.",
        reason="A word asks with its query and is found by its key, and these differ.",
        hint="Compute X @ W_Q and X @ W_K first."),
    keys_and_values_swapped=check.Mistake(
        lambda X, W_Q, W_K, W_V: reference_attention(X @ W_Q, X @ W_V, X @ W_K),
        fact="W_K and W_V stand in each other's place.",
        reason="Keys decide the weights, values are what is averaged.",
        hint="The keys are X @ W_K, the values X @ W_V; the order is W_Q, W_K, W_V.",
        line="W_V.*W_K"),
    one_weight_for_queries_and_keys=check.Mistake(
        lambda X, W_Q, W_K, W_V: reference_attention(X @ W_Q, X @ W_Q, X @ W_V),
        fact="Your weights compare queries with queries, without W_K.",
        reason="What a word looks for and what it is found by are two different things.",
        hint="The keys are X @ W_K."),
)

# %% exercise="cross_attention"
def reference_cross_attention(X, Y, W_Q, W_K, W_V):
    X, Y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float)
    return reference_attention(X @ W_Q, Y @ W_K, Y @ W_V)


def wrong_cross_attention(wrong):
    return lambda X, Y, W_Q, W_K, W_V: wrong(X @ W_Q, Y @ W_K, Y @ W_V)


test.given(attention=reference_attention, self_attention=reference_self_attention, softmax=reference_special.softmax)
test.knows(
    reference_cross_attention,
    queries_and_keys_swapped=wrong_cross_attention(lambda Q, K, V: wrong_scale(reference_root)(K, Q, V)),
    key_not_transposed=wrong_cross_attention(wrong_attention(
        lambda Q, K, V: reference_special.softmax(Q @ K / np.sqrt(K.shape[-1]), axis=-1))),
    weights_of_queries_and_keys_swapped=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_attention(X @ W_K, Y @ W_Q, Y @ W_V),
        fact="W_Q and W_K stand in each other's place.",
        reason="Who asks gets W_Q, who is asked W_K.",
        hint="The queries are X @ W_Q, the keys Y @ W_K."),
    queries_of_the_other_text=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_attention(Y @ W_Q, Y @ W_K, Y @ W_V),
        fact="Your queries are made from Y.",
        reason="The words of X ask; Y is the text that is asked.",
        hint="The queries are X @ W_Q."),
    texts_swapped=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_cross_attention(Y, X, W_Q, W_K, W_V),
        fact="X and Y stand in each other's place: the words of Y ask.",
        reason="There must be a row of weights for each word of X, and a column for each word of Y.",
        hint="Make the queries from X, keys and values from Y."),
    keys_of_the_asking_text=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_attention(X @ W_Q, X @ W_K, Y @ W_V),
        fact="Your keys are made from X.",
        reason="A key is what a word is found by, and the words to be found are those of Y.",
        hint="The keys are Y @ W_K."),
    values_of_the_asking_text=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_attention(X @ W_Q, Y @ W_K, X @ W_V),
        fact="Your values are made from X.",
        reason="The words that are found hand over their values, and these are the words of Y.",
        hint="The values are Y @ W_V."),
    other_text_ignored=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_self_attention(X, W_Q, W_K, W_V),
        fact="X attends to itself, and Y is not used.",
        reason="In cross-attention one text asks another.",
        hint="Make keys and values from Y."),
    keys_and_values_swapped=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_attention(X @ W_Q, Y @ W_V, Y @ W_K),
        fact="W_K and W_V stand in each other's place.",
        reason="Keys decide the weights, values are what is averaged.",
        hint="The keys are X @ W_K, the values X @ W_V; the order is W_Q, W_K, W_V.",
        line="W_V.*W_K"),
    words_in_place_of_values=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: reference_attention(X @ W_Q, Y @ W_K, Y),
        fact="Your output is a mean of the words Y themselves, without W_V.",
        reason="What a word hands over is its value, Y @ W_V.",
        hint="Use W_V, too."),
    scale_by_root_d=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: wrong_scale(lambda Q, K, V: np.sqrt(X.shape[-1]))(X @ W_Q, Y @ W_K, Y @ W_V),
        fact="Your result is that of scores divided by the square root of d, the number of columns of X.",
        reason="The inner product of a query and a key has d_k terms; the width of the words no longer matters there.",
        hint="Take the number of columns of W_Q, or of W_K."),
    scale_by_root_d_y=check.Mistake(
        lambda X, Y, W_Q, W_K, W_V: wrong_scale(lambda Q, K, V: np.sqrt(Y.shape[-1]))(X @ W_Q, Y @ W_K, Y @ W_V),
        fact="Your result is that of scores divided by the square root of d_y, the number of columns of Y.",
        reason="The inner product of a query and a key has d_k terms; the width of the words no longer matters there.",
        hint="Take the number of columns of W_Q, or of W_K."),
    **{name: wrong_cross_attention(wrong) for name, wrong in wrong_softmaxes_and_scales.items()},
    **wrong_unprojected(("X", "Y")),
    values_ignored=lambda *given: (reference_cross_attention(*given)[1],) * 2,
    integer_truncation=wrong_cross_attention(wrong_integers),
    weights_before_output=check.Mistake(
        lambda *given: reference_cross_attention(*given)[::-1],
        fact="You give the weights first and the output second.",
        reason="The contract is the tuple (O, A).",
        hint="Return the output, then the weights."),
    output_alone=check.Mistake(
        lambda *given: reference_cross_attention(*given)[0],
        fact="You give the output alone.",
        reason="Whoever calls this function wants to look at the weights too.",
        hint="Return the tuple (O, A)."),
)

# %% exercise="words_really_read"
test.axes("query")
reference_weights = np.random.default_rng(52).dirichlet(np.full(5, 0.7), size=(4, 2, 3))  # (4, 2, 3, 5)


def reference_entropy(A, axis=-1):
    return reference_special.entr(np.asarray(A, dtype=float)).sum(axis=axis)


test.knows(
    lambda A: np.exp(reference_entropy(A)),
    entropy_itself=check.Mistake(
        reference_entropy,
        fact="Your result is the entropy itself: its largest value is {largest}.",
        reason="Entropy is the logarithm of a number of words; exp brings the number back.",
        hint="Apply np.exp to each entropy."),
    minus_forgotten=check.Mistake(
        lambda A: np.exp(-reference_entropy(A)),
        fact="Your numbers are 1 over the right ones: the minus sign of the entropy is lost.",
        reason="The logarithm of a weight is negative or 0, and the entropy is minus the sum of p log p.",
        hint="Take np.exp of minus the sum."),
    minus_outside=check.Mistake(
        lambda A: -np.exp(-reference_entropy(A)),
        fact="Your numbers are negative: the minus sign stands before exp.",
        reason="It belongs to the sum of p log p, and exp of a number is never negative.",
        hint="Take np.exp of minus the sum."),
    softmax_applied=check.Mistake(
        lambda A: np.exp(reference_entropy(reference_special.softmax(A, axis=-1))),
        fact="Your result is that of softmax of A.",
        reason="A holds the weights already, not the scores.",
        hint="Use A as it comes."),
    entropy_over_its_largest=check.Mistake(
        lambda A: reference_entropy(A) / np.log(max(2, np.shape(A)[-1])),
        fact="Your result is the entropy over log(n_k), without exp.",
        reason="That is a share between 0 and 1; a number of words is asked for.",
        hint="Give np.exp of the entropy."),
    rounded_up=check.Mistake(
        lambda A: np.ceil(np.exp(reference_entropy(A)) - 1e-12),
        fact="Your numbers are whole: the right ones, rounded up.",
        reason="A word may be read in part.",
        hint="Leave out ceil, and count nothing: give exp of the entropy."),
    entropy_in_bits=check.Mistake(
        lambda A: np.exp(reference_entropy(A) / np.log(2)),
        fact="Your result is exp of an entropy in bits, made with log2.",
        reason="exp undoes the natural logarithm; log2 is undone by a power of 2.",
        hint="Use np.log for the entropy."),
    entropy_in_base_ten=check.Mistake(
        lambda A: np.exp(reference_entropy(A) / np.log(10)),
        fact="Your result is exp of an entropy made with log10.",
        reason="exp undoes the natural logarithm; log10 is undone by a power of 10.",
        hint="Use np.log for the entropy."),
    power_of_two=check.Mistake(
        lambda A: 2 ** reference_entropy(A),
        fact="Your result is 2 to the power of an entropy in nats.",
        reason="A power of 2 undoes log2, not the natural logarithm.",
        hint="Use np.exp."),
    mean_in_place_of_sum=check.Mistake(
        lambda A: np.exp(reference_entropy(A) / np.shape(A)[-1]),
        fact="Your result is exp of the entropy over n_k: a mean of p log p, not a sum.",
        reason="The entropy is their sum: the weights p in it make a mean of it already.",
        hint="Use a sum."),
    exp_of_each_term=check.Mistake(
        lambda A: np.exp(reference_special.entr(np.asarray(A, dtype=float))).sum(axis=-1),
        fact="Your result is the sum of exp of each term.",
        reason="exp undoes the logarithm of the whole sum.",
        hint="First the sum over the keys, then exp."),
    weights_not_multiplied=check.Mistake(
        lambda A: np.exp(-np.log(np.where(np.asarray(A) > 0, A, 1)).sum(axis=-1)),
        fact="Your logarithms of the weights are summed without the weights themselves.",
        reason="In the entropy each logarithm counts as much as its weight.",
        hint="Multiply each logarithm with its weight before you sum."),
    over_queries=check.Mistake(
        lambda A: np.exp(reference_entropy(A, axis=-2)),
        fact="Your sums go down the columns: you have one number for each key.",
        reason="It is the query that reads; its weights are a row.",
        hint="Sum along the last axis (axis=-1)."),
    over_everything=check.Mistake(
        lambda A: float(np.exp(reference_entropy(A, axis=None))),
        fact="Your one number is that of all weights together.",
        reason="Each query reads for itself.",
        hint="Sum along the last axis (axis=-1). (A[A > 0] is one line of numbers without rows; np.where keeps the shape.)"),
    counts_all_that_is_not_zero=check.Mistake(
        lambda A: np.sum(np.asarray(A) > 0, axis=-1).astype(float),
        fact="Your numbers are how many weights are not 0.",
        reason="A word with a weight of 0.001 is hardly read, and must hardly count.",
        hint="Use exp of the entropy."),
    inverse_of_squares=check.Mistake(
        lambda A: 1 / np.sum(np.asarray(A, dtype=float) ** 2, axis=-1),
        fact="Your result is 1 over the sum of squared weights.",
        reason="That measures something similar (the participation ratio); here exp(entropy) is asked for.",
        hint="Use the entropy of lesson 04."),
    inverse_of_the_largest=check.Mistake(
        lambda A: 1 / np.max(np.asarray(A, dtype=float), axis=-1),
        fact="Your result is 1 over the largest weight.",
        reason="The other weights count, too.",
        hint="Use exp of the entropy."),
    zero_weights_become_nan=check.Mistake(
        lambda A: np.exp(-np.sum(A * np.log(A), axis=-1)),
        fact="Rows with a weight of 0 give nan: log 0 is -inf, and 0 times -inf is nan.",
        reason="A word that is not read adds nothing to the entropy.",
        hint="Take the logarithm only where the weight is positive, and put 0 elsewhere."),
    rounded=check.Mistake(
        lambda A: np.round(np.exp(reference_entropy(A))),
        fact="Your numbers are whole: the right ones, rounded.",
        reason="2.6 words lie between reading two and reading three, and this is what we want to see.",
        hint="Leave out rounding, and count nothing: give exp of the entropy."),
)

# %% exercise="stale"
test.knows(
    {"Q", "K", "V", "attention"},
    last_array_only=check.Mistake(
        {"attention"},
        fact="You name the last array only.",
        reason="It is stale, but it is not the only one.",
        hint="Compute all six from words, W_Q, W_K and W_V, and compare each with its print."),
    last_array_forgotten=check.Mistake(
        {"Q", "K", "V"},
        fact="You name Q, K and V.",
        reason="They are stale, but one more array is.",
        hint="Compute the last product, too, and compare it."),
    keys_and_values_only=check.Mistake(
        {"K", "V"},
        fact="You name K and V.",
        reason="They are stale, but two more arrays are.",
        hint="Compute all six and compare all entries: np.array_equal(words @ W_Q, printed['Q'])."),
    queries_look_the_same=check.Mistake(
        {"K", "V", "attention"},
        fact="You name K, V and attention, but not Q.",
        reason="Three of its four rows are those of the printed words and weights; one is not.",
        hint="Compare all entries: np.array_equal(words @ W_Q, printed['Q'])."),
    everything_downstream=check.Mistake(
        {"Q", "K", "V", "scores", "weights", "attention"},
        fact="You name all six.",
        reason="In one run, what is made from a stale array is stale, too; but a notebook can show several runs.",
        hint="Compare each array with what the printed words and weights give, not with the array above it."),
    the_ones_that_follow=check.Mistake(
        {"scores", "weights"},
        fact="You name the two arrays that do follow from the printed words and weights.",
        reason="They do not follow from the printed Q and K; but the question is what words, W_Q, W_K and W_V give.",
        hint="Compute Q and K yourself, and go on from there."),
    compared_with_the_array_above=check.Mistake(
        {"scores", "attention"},
        fact="You name those that do not follow from the printed array above them.",
        reason="What is asked is whether the printed words and weights give it.",
        hint="Compute all six from words, W_Q, W_K and W_V, without the printed arrays."),
    scores_of_the_printed_keys=check.Mistake(
        {"Q", "K", "V", "scores", "attention"},
        fact="You name the scores, too: the printed Q and K do not give them.",
        reason="What is asked is whether the printed words and W_Q, W_K give them, and these do.",
        hint="Compute Q and K from words, W_Q and W_K, and the scores from those."),
    weights_called_stale=check.Mistake(
        {"Q", "K", "V", "weights", "attention"},
        fact="You name the weights, too.",
        reason="Their rows do not sum to 1, which is a mistake of the code; but this code gives them, to every printed digit.",
        hint="Run the code as it stands, without repairing its softmax, and compare no more digits than are printed."),
)


# %% exercise="repaired_post"
def wrong_printed_arrays(words, W_Q, W_K, W_V):
    prints = datasets.post_prints()
    return reference_attention(prints["Q"], prints["K"], prints["V"])


test.given(attention=reference_attention, self_attention=reference_self_attention, softmax=reference_special.softmax)
test.knows(
    reference_self_attention,
    **wrong_softmax_and_scale | {"max_of_everything": check.Mistake(
        wrong_softmax_and_scale["max_of_everything"],
        fact="Rows whose scores are far below the largest of all become nan.",
        reason="One maximum was taken off for the whole matrix, as softmax does where no axis is named: of a low row nothing "
               "is left, and to divide it by its sum is 0 / 0.",
        hint="Name the axis in softmax, or in your own max: axis=1.")},
    weights_without_words=wrong_unprojected(("words", "words"))["weights_without_words"],
    probs_for_attention=check.Mistake(
        lambda *given: (reference_self_attention(*given)[1],) * 2,
        fact="Your first result is the weights, not the output.",
        reason="The last line of the post says print(probs) where it means attention.",
        hint="Give back probs @ V as the first of the two."),
    printed_arrays_used=check.Mistake(
        wrong_printed_arrays,
        fact="Your result is that of the printed Q, K and V.",
        reason="They belong to other words or weights than the ones that come in as arguments.",
        hint="Compute Q, K and V from the arguments."),
    width_of_the_post=check.Mistake(
        wrong_self_attention(wrong_scale(lambda Q, K, V: 3 ** 0.5)),
        fact="Your result is that of scores divided by the square root of 3, which is not d_k here.",
        reason="3 is the d_k of the post's weights; these have another.",
        hint="Take K.shape[1]."),
    one_result_for_all_words=check.Mistake(
        lambda *given: reference_self_attention(datasets.post_words()[1], *datasets.post_weights()),
        fact="Your result is that of the post's words, not of the arguments.",
        reason="A function that looks at variables of the notebook is how stale results come about.",
        hint="Use only words, W_Q, W_K and W_V as they come in."),
)
