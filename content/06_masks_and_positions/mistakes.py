# %% [markdown]
# Right results and known mistakes of 06_masks_and_positions, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("06_masks_and_positions")
test = check("causal_mask")

# %% exercise="causal_mask"
test.axes("query", "key")
test.knows(
    lambda n: np.tri(n, dtype=bool),
    causal_mask_off_by_one=lambda n: np.tri(n, k=-1, dtype=bool),
    one_key_too_many=check.Mistake(
        lambda n: np.tri(n, k=1, dtype=bool),
        fact="Your mask lets each query see one key after itself.",
        reason="The next word is what a causal model has to predict; it must not be seen.",
        hint="Query i sees the keys j with j <= i."),
    hidden_keys_marked=check.Mistake(
        lambda n: ~np.tri(n, dtype=bool),
        fact="Your mask is True for the hidden keys, and False for those that may be seen.",
        reason="In this course, as in PyTorch's scaled_dot_product_attention, True means may attend.",
        hint="Exchange True and False, or turn your comparison round."),
    one_row_for_all_queries=check.Mistake(
        lambda n: np.ones(n, dtype=bool),
        fact="Your mask has one row, shape {shape}, and each entry of it is True.",
        reason="There is a row for each query. Two ranges of one axis are compared place by place, each number with itself alone.",
        hint="If you compare ranges, give one of them a second axis: np.arange(n)[:, None]. If you make a list, make one for each query."),
    everything_seen=check.Mistake(
        lambda n: np.ones((n, n), dtype=bool),
        fact="In your mask each query sees every key.",
        reason="A causal query must not see what comes after it.",
        hint="Query i sees the keys j with j <= i, so the number of True grows from row to row."),
    itself_and_one_before=check.Mistake(
        lambda n: np.tri(n, dtype=bool) & ~np.tri(n, k=-2, dtype=bool),
        fact="In your mask each query sees itself and the key before it, no earlier one.",
        reason="It may see all keys before it.",
        hint="Row i has i + 1 times True."),
    itself_only=check.Mistake(
        lambda n: np.eye(n, dtype=bool),
        fact="In your mask each query sees itself alone.",
        reason="It may see all keys before it, too.",
        hint="Row i has i + 1 times True."),
    made_to_be_added=check.Mistake(
        lambda n: np.where(np.tri(n) > 0, 0.0, -np.inf),
        fact="Your mask is made to be added to the scores: 0 where a key may be seen, -inf where not.",
        reason="In this course a mask says yes or no; what becomes of the scores is the business of who uses it.",
        hint="Give True and False."),
    looks_ahead_only=check.Mistake(
        lambda n: np.tri(n, dtype=bool).T,
        fact="Your queries see themselves and what comes after them.",
        reason="Rows are queries, columns are keys: the upper right triangle is the future.",
        hint="Transpose your mask."),
    numbers_in_place_of_booleans=check.Mistake(
        lambda n: np.tri(n),
        fact="Your mask is made of numbers, zeros and ones.",
        reason="A mask says yes or no, and only for booleans does ~ turn it round and [ ] select by it.",
        hint="Give it dtype=bool, or make it by a comparison."),
)


# %% exercise="padding_mask"
def reference_padding(lengths, n):
    return np.array([[place < length for place in range(n)] for length in lengths], dtype=bool).reshape(-1, n)


test.axes("sentence", "place")
test.knows(
    reference_padding,
    padding_marked=check.Mistake(
        lambda lengths, n: ~reference_padding(lengths, n),
        fact="Your mask marks what was filled in.",
        reason="True means may attend, and what was filled in must not be attended to.",
        hint="Exchange True and False."),
    one_place_too_few=check.Mistake(
        lambda lengths, n: np.arange(1, n + 1) < np.asarray(lengths)[:, None],
        fact="Each row has one True too few.",
        reason="A sentence of length 2 has the places 0 and 1.",
        hint="Places below the length are True: np.arange(n) < length, or the slice [:length]."),
    last_place_only=check.Mistake(
        lambda lengths, n: np.arange(1, n + 1) == np.asarray(lengths)[:, None],
        fact="Each of your rows marks the last word of its sentence alone.",
        reason="All words of a sentence may be attended to.",
        hint="Places below the length are True: compare with <, or fill the slice [:length]."),
    last_place_of_an_empty_one_too=check.Mistake(
        lambda lengths, n: np.arange(n) == (np.asarray(lengths)[:, None] - 1) % n,
        fact="Each of your rows has one True alone, at place length - 1; of a length of 0 that is the last place of the row.",
        reason="All words of a sentence may be attended to.",
        hint="Fill a slice, [:length], not one place."),
    width_of_the_longest=check.Mistake(
        lambda lengths, n: reference_padding(lengths, n)[:, :max(lengths)],
        fact="Your mask is as wide as the longest sentence: shape {shape}.",
        reason="All sentences of a batch are filled up to n places, which may be more than the longest one needs.",
        hint="Take n for the number of columns."),
    mask_for_each_query=check.Mistake(
        lambda lengths, n: reference_padding(lengths, n)[:, :, None] & reference_padding(lengths, n)[:, None, :],
        fact="Your mask has shape {shape}: a matrix for each sentence.",
        reason="Which keys are words is the same for all queries of a sentence: (batch, n).",
        hint="Give a row for each sentence; who uses the mask adds the axis of the queries."),
    one_place_too_many=check.Mistake(
        lambda lengths, n: np.arange(n) <= np.asarray(lengths)[:, None],
        fact="Each row has one True too many.",
        reason="A sentence of length 2 has the places 0 and 1.",
        hint="Places below the length are True: compare with <, or fill the slice [:length]."),
    padded_at_the_front=check.Mistake(
        lambda lengths, n: reference_padding(lengths, n)[:, ::-1],
        fact="Your mask marks the last places of each row.",
        reason="Sentences begin at place 0, and are filled up at their end.",
        hint="Place j of row b is True where j < lengths[b]."),
    places_as_rows=check.Mistake(
        lambda lengths, n: reference_padding(lengths, n).T,
        fact="Your mask has a row for each place, shape {shape}.",
        reason="There is one mask for each sentence: (batch, n).",
        hint="Give lengths the shape (batch, 1) and compare it with np.arange(n)."),
)


# %% exercise="masked_softmax"
def reference_masked_softmax(S, mask):
    S, mask = np.asarray(S, dtype=float), np.broadcast_to(mask, np.shape(S))
    A = np.zeros(S.shape)
    for place in np.ndindex(*S.shape[:-1]):
        seen = mask[place]
        if seen.any():
            powers = np.exp(S[place][seen] - S[place][seen].max())
            A[place][seen] = powers / powers.sum()
    return A


def wrong_softmax(S, axis=-1):
    E = np.exp(S - S.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def wrong_exponentials(S, largest):
    """Softmax with `largest` taken off all rows, and zeros where nothing is left of a row."""
    E = np.exp(S - largest)
    total = E.sum(axis=-1, keepdims=True)
    return E / np.where(total == 0, 1.0, total)


def wrong_axis(S, mask):
    """The mask of keys taken for one of queries."""
    mask = np.asarray(mask)
    return reference_masked_softmax(S, mask[:len(S), None] if mask.ndim == 1 else mask)


def wrong_where_hidden_count(S, mask):
    """Softmax in which hidden scores take part in the maximum."""
    return wrong_exponentials(np.where(mask, S, -np.inf), np.max(S, axis=-1, keepdims=True))


def wrong_turned(S, mask):
    return wrong_softmax(np.where(mask, -np.inf, S))


def wrong_product_with_the_mask(S, mask):
    E = np.exp(np.asarray(S, dtype=float)) * mask
    total = E.sum(axis=-1, keepdims=True)
    return np.divide(E, total, out=np.zeros_like(E), where=total != 0)


def wrong_over_queries(S, mask):
    T = np.swapaxes(np.where(mask, S, -np.inf), -1, -2)
    return np.swapaxes(reference_masked_softmax(T, np.isfinite(T)), -1, -2)


def wrong_equal_shares(S, mask):
    shown = np.broadcast_to(mask, np.shape(S)) * 1.0
    return shown / np.maximum(shown.sum(axis=-1, keepdims=True), 1)


test.axes("query", "key")
test.knows(
    reference_masked_softmax,
    mask_ignored=check.Mistake(
        lambda S, mask: wrong_softmax(S * 1.0),
        fact="Your weights are those of the scores without any mask.",
        reason="A hidden key must get weight 0, and its share must go to the visible ones.",
        hint="Set the scores at the False places to -inf before exp."),
    masked_with_zero=lambda S, mask: wrong_softmax(np.where(mask, S, 0.0)),
    masked_after_softmax=lambda S, mask: np.where(mask, wrong_softmax(S * 1.0), 0.0),
    mask_polarity_turned=lambda S, mask: reference_masked_softmax(S, ~np.asarray(mask)),
    softmax_over_queries=wrong_over_queries,
    mask_on_the_wrong_axis=wrong_axis,
    mask_transposed=check.Mistake(
        lambda S, mask: wrong_softmax(np.where(np.swapaxes(np.broadcast_to(mask, S.shape), -1, -2), S, -np.inf)),
        fact="Your weights are what the transposed mask gives, whose rows are keys.",
        reason="Rows are queries, columns are keys, in the mask as in the scores.",
        hint="Use the mask as it comes."),
    hidden_scores_in_the_maximum=wrong_where_hidden_count,
    zeros_in_the_maximum=check.Mistake(
        lambda S, mask: wrong_exponentials(np.where(mask, S, -np.inf), np.max(np.where(mask, S, 0.0), axis=-1, keepdims=True)),
        fact="What you take off a row is never below 0. Where all its visible scores are far below 0, each visible exp becomes 0.",
        reason="0 is a score: neither hidden scores that were set to it nor a maximum that begins with it may count.",
        hint="Give hidden scores the value -np.inf, and let a maximum begin there, too."),
    scores_divided_by_their_sum=lambda S, mask: np.where(mask, S, 0.0) / np.where(
        np.where(mask, S, 0.0).sum(axis=-1, keepdims=True) == 0, 1.0, np.where(mask, S, 0.0).sum(axis=-1, keepdims=True)),
    no_max_before_the_mask=check.Mistake(
        wrong_product_with_the_mask,
        fact="Your numbers are what comes when exp is applied to the scores as they are: exp(1000) is infinite, and 0 times infinite is nan.",
        reason="Softmax does not change when one number is taken off a whole row, so the largest exponent can always be 0.",
        hint="Hide the scores first; then take the largest visible one off each row before exp."),
    scores_not_used=check.Mistake(
        wrong_equal_shares,
        fact="In each row the visible keys share equally.",
        reason="How much a visible key gets depends on its score.",
        hint="Apply softmax to the visible scores."),
    fully_masked_row_is_nan=lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf)),
    fully_masked_row_sees_all=lambda S, mask: np.where(
        np.any(np.broadcast_to(mask, np.shape(S)), axis=-1, keepdims=True), reference_masked_softmax(S, mask),
        1 / np.shape(S)[-1]),
    masked_with_too_small_a_constant=lambda S, mask: wrong_softmax(np.where(mask, S, -100.0)),
    hidden_by_adding_a_constant=lambda S, mask: wrong_softmax(S + np.where(mask, 0.0, -1e9)),
    constant_where_something_is_seen=check.Mistake(
        lambda S, mask: np.where(np.any(np.broadcast_to(mask, np.shape(S)), axis=-1, keepdims=True),
                                 wrong_softmax(np.where(mask, S, -1e9)), 0.0),
        fact="Where the visible scores are far below a finite constant such as -1e9, your hidden keys take all the weight.",
        reason="No finite number is below every score.",
        hint="Use -np.inf, and take care of rows without any True.",
        alone=True),
    constant_then_wiped_out=check.Mistake(
        lambda S, mask: np.where(mask, wrong_softmax(np.where(mask, S, -1e9)), 0.0),
        fact="Masked scores were set to a finite constant, and what was left of their weights was wiped out after softmax.",
        reason="Where the other scores are lower than the constant, the masked keys take all of the 1 first, and it is lost.",
        hint="Use -inf, and take care of rows in which everything is masked."),
    integer_truncation=lambda S, mask: np.floor(reference_masked_softmax(S, mask)),
    max_of_everything=lambda S, mask: wrong_exponentials(
        np.where(mask, S, -np.inf), np.max(S, where=np.broadcast_to(mask, S.shape), initial=-1e300)),
    no_max_subtraction=lambda S, mask: wrong_exponentials(np.where(mask, S, -np.inf), 0.0),
)


# %% exercise="masked_attention"
def reference_masked_attention(Q, K, V, mask=None):
    S = np.einsum("...qd,...kd->...qk", Q, K, dtype=float) * np.shape(K)[-1] ** -0.5
    A = reference_masked_softmax(S, True if mask is None else mask)
    return np.einsum("...qk,...kv->...qv", A, V, dtype=float), A


def wrong_attention(scale=lambda Q, K: Q.shape[-1] ** 0.5, softmax=reference_masked_softmax, turn=lambda Q, K: (Q, K)):
    def attention(Q, K, V, mask=None):
        Q, K = turn(Q, K)
        S = np.einsum("...qd,...kd->...qk", Q, K) / scale(Q, K)
        A = softmax(S, np.broadcast_to(True if mask is None else mask, S.shape))
        return A @ V, A
    return attention


def wrong_causal_by_default(Q, K, V, mask=None):
    shown = np.tri(Q.shape[-2], K.shape[-2], dtype=bool) if mask is None else mask
    return reference_masked_attention(Q, K, V, shown)


def wrong_weights_kept(Q, K, V, mask=None):
    A = reference_masked_attention(Q, K, V)[1]
    return (A if mask is None else np.where(mask, A, 0.0)) @ V, A


test.knows(
    reference_masked_attention,
    mask_ignored=check.Mistake(
        wrong_attention(softmax=lambda S, mask: wrong_softmax(S)),
        fact="Your result is that of attention without a mask.",
        reason="Hidden keys must get weight 0.",
        hint="Hand the mask on to your masked softmax."),
    no_scale=wrong_attention(scale=lambda Q, K: 1.0),
    scale_multiplied=wrong_attention(scale=lambda Q, K: K.shape[-1] ** -0.5),
    scale_by_root_d_v=lambda Q, K, V, mask=None: wrong_attention(scale=lambda Q, K: V.shape[-1] ** 0.5)(Q, K, V, mask),
    scale_by_d_k=wrong_attention(scale=lambda Q, K: K.shape[-1]),
    scale_by_root_n=wrong_attention(scale=lambda Q, K: K.shape[-2] ** 0.5),
    fully_masked_row_is_nan=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf))),
    fully_masked_row_sees_all=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, -1e9))),
    hidden_by_adding_a_constant=wrong_attention(softmax=lambda S, mask: wrong_softmax(S + np.where(mask, 0.0, -1e9))),
    masked_with_zero=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, 0.0))),
    masked_after_softmax=wrong_attention(softmax=lambda S, mask: np.where(mask, wrong_softmax(S), 0.0)),
    softmax_over_queries=wrong_attention(softmax=lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf), axis=-2)),
    mask_polarity_turned=lambda Q, K, V, mask=None: reference_masked_attention(
        Q, K, V, None if mask is None else ~mask),
    queries_and_keys_swapped=wrong_attention(turn=lambda Q, K: (K, Q)),
    transpose_of_a_batch=lambda Q, K, V, mask=None: (Q @ K.T, reference_masked_attention(Q, K, V, mask))[1],
    key_not_transposed=lambda Q, K, V, mask=None: Q @ K,
    mask_turned_and_nothing_left=wrong_attention(softmax=lambda S, mask: wrong_turned(S, np.asarray(mask))),
    scale_after_softmax=lambda Q, K, V, mask=None: (
        lambda A: (A @ V, A))(wrong_attention(scale=lambda Q, K: 1.0)(Q, K, V, mask)[1] / K.shape[-1] ** 0.5),
    keys_in_place_of_values=lambda Q, K, V, mask=None: (
        lambda A: (A @ K, A))(reference_masked_attention(Q, K, V, mask)[1]),
    causal_without_a_mask=check.Mistake(
        wrong_causal_by_default,
        fact="Without a mask your attention is causal.",
        reason="No mask means that nothing is hidden.",
        hint="Where mask is None, let every key be seen."),
    scores_in_place_of_weights=check.Mistake(
        lambda Q, K, V, mask=None: (lambda S, A: (S @ V, A))(
            Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5, reference_masked_attention(Q, K, V, mask)[1]),
        fact="Your output is that of the scores: they, not the weights, are multiplied with V.",
        reason="Weights are shares of 1; scores may be negative, and hidden keys have some, too.",
        hint="Multiply the weights A with V."),
    weights_given_unmasked=check.Mistake(
        wrong_weights_kept,
        fact="Your output leaves the hidden keys out, but the weights that you give are those without a mask.",
        reason="The visible keys share out the whole attention of 1, and A must show who got what.",
        hint="Mask the scores, before softmax; then use the same weights for the output and as the second result."),
    output_alone=check.Mistake(
        lambda Q, K, V, mask=None: reference_masked_attention(Q, K, V, mask)[0],
        fact="You give the output alone.",
        reason="Whoever calls this function wants to look at the weights too.",
        hint="Return the tuple (O, A)."),
    nothing_seen_without_a_mask=check.Mistake(
        lambda Q, K, V, mask=None: reference_masked_attention(Q, K, V, False if mask is None else mask),
        fact="Without a mask your weights are all 0.",
        reason="No mask means that nothing is hidden.",
        hint="Where mask is None, use True in its place."),
    values_ignored=lambda Q, K, V, mask=None: (reference_masked_attention(Q, K, V, mask)[1],) * 2,
    weights_before_output=check.Mistake(
        lambda Q, K, V, mask=None: reference_masked_attention(Q, K, V, mask)[::-1],
        fact="You give the weights first and the output second.",
        reason="The result is the tuple (O, A).",
        hint="Turn the two round."),
)
test.given(masked_softmax=reference_masked_softmax)


# %% exercise="sinusoidal_positions"
def reference_positions(n, d_model, base=10000.0, first=0, exponent=lambda column, d: 2 * (column // 2) / d):
    return np.array([[(np.sin, np.cos)[column % 2](place / base ** exponent(column, d_model))
                      for column in range(d_model)] for place in range(first, first + n)])


test.axes("place", "column")
test.knows(
    reference_positions,
    half_of_the_columns_each=check.Mistake(
        lambda n, d_model: np.concatenate(
            [f(np.arange(n)[:, None] / 10000 ** (2 * (columns // 2) / d_model))
             for f, columns in zip((np.sin, np.cos), np.split(np.arange(d_model), 2), strict=True)], axis=1),
        fact="You take sines in the first half of the columns and cosines in the second.",
        reason="A sine and a cosine of one frequency stand side by side: sine in even columns, cosine in odd ones.",
        hint="Choose by the parity of the column."),
    sine_everywhere=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model)[:, 0::2].repeat(2, axis=1),
        fact="You have a sine in each column.",
        reason="A sine alone cannot tell the rising half of a turn from the falling one.",
        hint="Put the cosines into the odd columns."),
    degrees=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, first=0, exponent=lambda column, d: 2 * (column // 2) / d
                                               + np.log(180 / np.pi) / np.log(10000.0)),
        fact="Your angles have a factor of pi / 180, as if they were degrees.",
        reason="np.sin and np.cos take radians, and so does the formula.",
        hint="Leave the angle as it is."),
    one_frequency=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: 0.0),
        fact="All your pairs turn alike: each has the frequency 1.",
        reason="The exponent 2i / d_model grows from pair to pair; divided with //, it is 0 throughout.",
        hint="Divide the place by 10000 ** (2i / d_model), with / in the exponent."),
    slowest_pair_at_the_base=check.Mistake(
        lambda n, d_model: reference_positions(
            n, d_model, exponent=lambda column, d: (column // 2) / max(d // 2 - 1, 1)),
        fact="Your frequencies go from 1 down to 1 / 10000.",
        reason="Some programs do so; by the formula of this exercise the last pair has the exponent (d_model - 2) / d_model.",
        hint="Divide 2i by d_model."),
    places_divided_by_n=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: 2 * (column // 2) / d
                                               + np.log(n) / np.log(10000.0)),
        fact="Your places are divided by n.",
        reason="Place 3 must look the same in each text, however long the text is.",
        hint="Use the places 0, 1, 2, ... themselves."),
    exponent_divided_by_n=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: 2 * (column // 2) / n),
        fact="The exponents of your frequencies are divided by n, the number of places.",
        reason="How fast a pair turns must not depend on how long the text is.",
        hint="Divide 2i by d_model."),
    whole_turns=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: 2 * (column // 2) / d
                                               - np.log(2 * np.pi) / np.log(10000.0)),
        fact="Your angles have a factor of 2 pi.",
        reason="By the formula the first pair turns by 1 radian from place to place, not by a whole turn.",
        hint="Leave the factor out."),
    sine_and_cosine_in_halves=lambda n, d_model: np.concatenate(
        [reference_positions(n, d_model)[:, 0::2], reference_positions(n, d_model)[:, 1::2]], axis=1),
    places_from_one=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, first=1),
        fact="Your first row is that of place 1.",
        reason="Places count from 0: the first row is 0, 1, 0, 1, ...",
        hint="Use np.arange(n)."),
    cosine_before_sine=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model).reshape(n, -1, 2)[:, :, ::-1].reshape(n, d_model),
        fact="You have cosine in the even columns and sine in the odd ones.",
        reason="Column 0 is the first even one: it holds a sine.",
        hint="Write sines into P[:, 0::2] and cosines into P[:, 1::2]."),
    exponent_without_brackets=check.Mistake(
        lambda n, d_model: np.array([[(np.sin, np.cos)[j % 2](p / 10000 ** 2 * (j // 2) / d_model) for j in range(d_model)]
                                     for p in range(n)]),
        fact="Your angles are p / 10000 ** 2 * i / d_model as Python reads it: the place is divided by 10000 ** 2, multiplied by i, "
             "and divided by d_model.",
        reason="A power binds before * and /, so that only the 2 stands in the exponent.",
        hint="Put brackets round the exponent: 10000 ** (2 * i / d_model)."),
    chosen_by_the_place=check.Mistake(
        lambda n, d_model: np.array([[(np.sin, np.cos)[p % 2](p / 10000 ** (2 * (j // 2) / d_model)) for j in range(d_model)]
                                     for p in range(n)]),
        fact="Whether you take sine or cosine changes from row to row: sines in even rows, cosines in odd ones.",
        reason="A place has both, side by side: sine in even columns, cosine in odd ones.",
        hint="Choose by the column."),
    own_frequency_for_each_column=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: column / d),
        fact="Each of your columns has a frequency of its own.",
        reason="A sine and a cosine share a frequency: only as a pair they turn like the hands of a clock.",
        hint="Columns 2i and 2i + 1 both have the exponent 2i / d_model."),
    frequencies_too_close=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: (column // 2) / d),
        fact="Your frequencies fall half as fast as they should.",
        reason="The exponent is 2i / d_model, where i counts the pairs.",
        hint="Use np.arange(0, d_model, 2) / d_model."),
    frequencies_too_far_apart=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: 4 * (column // 2) / d),
        fact="Your frequencies fall twice as fast as they should.",
        reason="The exponent is 2i / d_model, where i counts the pairs; np.arange(0, d_model, 2) is 2i already.",
        hint="Use np.arange(0, d_model, 2) / d_model."),
    frequencies_rise=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model, exponent=lambda column, d: -2 * (column // 2) / d),
        fact="Your frequencies rise from column to column: they are 10000 ** (2i / d_model), and should be 1 over that.",
        reason="The first pair turns fastest, and each later one more slowly.",
        hint="Divide the place by 10000 ** (2i / d_model), or multiply it by 10000 ** (-2i / d_model)."),
    places_as_columns=check.Mistake(
        lambda n, d_model: reference_positions(n, d_model).T,
        fact="Your result has shape {shape}: places are columns.",
        reason="Tokens are rows in this course, and so are their places.",
        hint="Give the places the shape (n, 1) before you multiply."),
)
