# %% [markdown]
# Right results and known mistakes of 12_a_real_model, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("12_a_real_model")
test = check("rotary_positions")
toy_step = None


# %% exercise="rotary_positions"
def reference_rotary(X, positions, base=10000.0, speed=lambda i, d, base: base ** (-2 * i / d)):
    X = np.asarray(X, dtype=float)
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"{d} columns")
    Z = X[..., 0::2] + 1j * X[..., 1::2]
    angles = np.array([[float(p) * speed(i, d, base) for i in range(d // 2)] for p in positions])
    Z = Z * np.exp(1j * angles)
    return np.stack([Z.real, Z.imag], axis=-1).reshape(X.shape)


def wrong_rotary(before=lambda X: X, after=lambda X: X, **how):
    return lambda X, positions, base=10000.0: after(reference_rotary(before(X * 1.0), positions, base, **how))


def wrong_halves(X):
    return np.concatenate([X[..., 0::2], X[..., 1::2]], axis=-1)


def wrong_pairs(X):
    half = X.shape[-1] // 2
    return np.stack([X[..., :half], X[..., half:]], axis=-1).reshape(X.shape)


def wrong_odd_columns_are_new(X, positions, base=10000.0):
    turned, right = X * 1.0, reference_rotary(X, positions, base)
    turned[..., 0::2] = right[..., 0::2]
    angles = np.multiply.outer(positions, base ** (-np.arange(0, X.shape[-1], 2) / X.shape[-1]))
    turned[..., 1::2] = turned[..., 0::2] * np.sin(angles) + X[..., 1::2] * np.cos(angles)
    return turned


def wrong_added(X, positions, base=10000.0):
    angles = np.multiply.outer(positions, base ** (-np.arange(0, X.shape[-1], 2) / X.shape[-1]))
    return X + np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(len(positions), -1)


def wrong_turn(new):
    """Pairs (a, b) that become new(a, b, cos, sin)."""
    def wrong(X, positions, base=10000.0):
        angles = np.multiply.outer(positions, base ** (-np.arange(0, X.shape[-1], 2) / X.shape[-1]))
        return np.stack(new(X[..., 0::2], X[..., 1::2], np.cos(angles), np.sin(angles)), axis=-1).reshape(X.shape)
    return wrong


def wrong_column_angles(X, positions, base=10000.0):
    """Column j turns by positions * base ** (-j / d), together with the other one of its pair."""
    angles = np.multiply.outer(positions, base ** (-np.arange(X.shape[-1]) / X.shape[-1]))
    partners = np.stack([-X[..., 1::2], X[..., 0::2]], axis=-1).reshape(X.shape)
    return X * np.cos(angles) + partners * np.sin(angles)


def wrong_angles_in_halves(X, positions, base=10000.0):
    """Columns j and j + d/2 have one angle, but the pairs are neighbours."""
    angles = np.tile(np.multiply.outer(positions, base ** (-np.arange(0, X.shape[-1], 2) / X.shape[-1])), 2)
    partners = np.stack([-X[..., 1::2], X[..., 0::2]], axis=-1).reshape(X.shape)
    return X * np.cos(angles) + partners * np.sin(angles)


wrong_exchanged = wrong_turn(lambda a, b, c, s: (a * s - b * c, a * c + b * s))
wrong_plus = wrong_turn(lambda a, b, c, s: (a * c + b * s, a * s + b * c))

wrong_pairs_text = dict(
    reason="Here the columns 0 and 1 are a pair, 2 and 3 the next. (Some models pair column i with column i + d/2.)",
    hint="X[..., 0::2] has the first of each pair, X[..., 1::2] the second; write into turned[..., 0::2] and [..., 1::2].")


def wrong_mirrored(X, positions, base=10000.0):
    turned = reference_rotary(X, positions, base)
    turned[..., 1::2] = reference_rotary(X * np.array([1.0, -1.0] * (X.shape[-1] // 2)), positions, base)[..., 1::2]
    return turned


test.knows(
    reference_rotary,
    turned_to_the_right=check.Mistake(
        lambda X, positions, base=10000.0: reference_rotary(X, -np.asarray(positions), base),
        fact="Your pairs turn to the right, by minus the angle.",
        reason="(1, 0) must become (cos, sin).",
        hint="(1, 0) becomes (cos, sin), and (0, 1) becomes (-sin, cos): a pair (a, b) is a of the one and b of the other."),
    pairs_in_halves=check.Mistake(
        wrong_rotary(before=wrong_pairs, after=wrong_halves),
        fact="You pair column i with column i + d/2.",
        **wrong_pairs_text),
    turned_and_put_in_halves=check.Mistake(
        wrong_rotary(after=wrong_halves),
        fact="Your pairs turn rightly, but then all first ones stand in the first half of the columns, and all second ones in the other.",
        **wrong_pairs_text),
    speed_without_the_two=check.Mistake(
        wrong_rotary(speed=lambda i, d, base: base ** (-i / d)),
        fact="Your pair i turns at the speed base ** (-i / d).",
        reason="The exponent is -2i / d, where i counts pairs, from 0 to d/2 - 1.",
        hint="np.arange(0, d, 2) is 2i."),
    speeds_grow=check.Mistake(
        wrong_rotary(speed=lambda i, d, base: base ** (2 * i / d)),
        fact="Your pairs turn faster and faster: the exponent has the wrong sign.",
        reason="The first pair turns by the position itself, each later one more slowly.",
        hint="base ** (-2i / d)."),
    one_speed_for_all=check.Mistake(
        wrong_rotary(speed=lambda i, d, base: 1.0),
        fact="All your pairs turn by the same angle.",
        reason="Pair i has the speed base ** (-2i / d), so that slow pairs tell far places apart.",
        hint="Make one speed for each pair, and the outer product of positions and speeds."),
    column_speeds=check.Mistake(
        wrong_rotary(speed=lambda i, d, base: base ** (-4 * i / d)),
        fact="Your pair i turns at the speed base ** (-4i / d).",
        reason="The exponent is -2i / d, where i counts pairs, from 0 to d/2 - 1; the first column of a pair is 2i already.",
        hint="np.arange(0, d, 2) / d, without a further 2."),
    speeds_counted_from_one=check.Mistake(
        wrong_rotary(speed=lambda i, d, base: base ** (-2 * (i + 1) / d)),
        fact="Your pair i turns at the speed base ** (-2 (i + 1) / d), as if pairs were counted from 1.",
        reason="i counts pairs from 0: the first pair turns by the position itself.",
        hint="Begin the exponents with 0."),
    speed_by_the_number_of_rows=check.Mistake(
        lambda X, positions, base=10000.0: reference_rotary(X, positions, base, lambda i, d, base: base ** (-2 * i / len(positions))),
        fact="Your pair i turns at the speed base ** (-2i / n), by the number of rows.",
        reason="The exponent is -2i / d: the number of columns decides.",
        hint="d is X.shape[-1], the last length."),
    speed_without_d=check.Mistake(
        wrong_rotary(speed=lambda i, d, base: base ** (-2.0 * i)),
        fact="Your pair i turns at the speed base ** (-2i): the division by d is missing.",
        reason="Without it, all pairs but the first hardly turn.",
        hint="base ** (-2i / d)."),
    base_of_this_model=check.Mistake(
        lambda X, positions, base=100_000.0: reference_rotary(X, positions, base),
        fact="Where no base is given, yours is 100,000.",
        reason="That is the base of the lesson's model, which passes it; the function's own is 10,000.",
        hint="base=10000.0 in the first line, and base itself in the formula."),
    position_forgotten=check.Mistake(
        lambda X, positions, base=10000.0: reference_rotary(X, np.ones(len(positions)), base),
        fact="Your rows all turn by the speeds themselves, wherever they stand.",
        reason="A row turns by its position times the speed.",
        hint="np.multiply.outer(positions, speeds), (n, d / 2)."),
    angles_in_halves=check.Mistake(
        wrong_angles_in_halves,
        fact="Your angles stand in the columns twice, one after the other, as fits pairs of column i with column i + d/2.",
        reason="Here neighbours are a pair, and share one angle.",
        hint="np.repeat(angles, 2, axis=-1) puts equal ones beside each other; np.tile and np.concatenate do not."),
    a_speed_for_each_column=check.Mistake(
        wrong_column_angles,
        fact="Each of your columns has an angle of its own, the second of a pair another than the first.",
        reason="A pair turns as a whole: its two columns share one angle.",
        hint="Make d/2 speeds, one for each pair."),
    base_ignored=check.Mistake(
        lambda X, positions, base=10000.0: reference_rotary(X, positions),
        fact="Your base is 10000, whatever is asked for.",
        reason="Models have different bases: this one has 100,000.",
        hint="Use the argument."),
    positions_counted_from_zero=check.Mistake(
        lambda X, positions, base=10000.0: reference_rotary(X, np.arange(len(positions)), base),
        fact="Your rows turn as if their positions were 0, 1, 2, ...",
        reason="With a cache the first row that comes in may have position 400.",
        hint="Use the argument positions as it comes."),
    positions_counted_from_one=check.Mistake(
        lambda X, positions, base=10000.0: reference_rotary(X, np.asarray(positions) + 1, base),
        fact="Each of your pairs turns by one step too many.",
        reason="Position 0 turns by nothing.",
        hint="Use positions as they come."),
    first_overwritten=check.Mistake(
        wrong_odd_columns_are_new,
        fact="Your second columns are computed from the first columns that were turned already.",
        reason="Both new numbers of a pair come from both old ones.",
        hint="Write into a new array, or keep a copy of the first columns."),
    not_mixed=check.Mistake(
        wrong_turn(lambda a, b, c, s: (a * c, b * s)),
        fact="Your first columns are multiplied with cos and your second ones with sin, and that is all.",
        reason="To turn a point, each new number needs both old ones.",
        hint="(1, 0) becomes (cos, sin), and (0, 1) becomes (-sin, cos): a pair (a, b) is a of the one and b of the other."),
    added_as_in_lesson_06=check.Mistake(
        wrong_added,
        fact="You add sines and cosines to X, as lesson 06 does.",
        reason="Here a position does not add: it turns what is there.",
        hint="(1, 0) becomes (cos, sin), and (0, 1) becomes (-sin, cos): a pair (a, b) is a of the one and b of the other."),
    sine_and_cosine_exchanged=check.Mistake(
        wrong_exchanged,
        fact="Sine and cosine have each other's place.",
        reason="At position 0 nothing turns: cos is 1 and sin is 0 there.",
        hint="(1, 0) becomes (cos, sin), and (0, 1) becomes (-sin, cos): a pair (a, b) is a of the one and b of the other."),
    minus_forgotten=check.Mistake(
        wrong_plus,
        fact="Both of your new numbers are sums.",
        reason="A turn has one minus: with two sums the points are stretched and not turned.",
        hint="(1, 0) becomes (cos, sin), and (0, 1) becomes (-sin, cos): a pair (a, b) is a of the one and b of the other."),
    in_degrees=check.Mistake(
        wrong_rotary(speed=lambda i, d, base: base ** (-2 * i / d) * np.pi / 180),
        fact="Your angles are taken for degrees.",
        reason="NumPy's sine and cosine take radians, and so are these angles meant.",
        hint="Leave the angle as it is."),
    first_pair_only=check.Mistake(
        lambda X, positions, base=10000.0: np.concatenate([reference_rotary(X, positions, base)[..., :2], X[..., 2:]], axis=-1),
        fact="You turn the first pair, and leave the others as they are.",
        reason="Each pair turns, at a speed of its own.",
        hint="Go through all pairs, or use X[..., 0::2] and X[..., 1::2]."),
    integer_truncation=lambda X, positions, base=10000.0: np.trunc(reference_rotary(X, positions, base)).astype(int)
    if np.asarray(X).dtype.kind in "iu" else reference_rotary(X, positions, base),
    second_without_sine=check.Mistake(
        wrong_turn(lambda a, b, c, s: (a * c - b * s, b * c)),
        fact="Your second numbers are second * cos alone.",
        reason="To turn a point, each new number needs both old ones.",
        hint="(1, 0) becomes (cos, sin): the first of a pair has a part in the new second."),
    first_without_sine=check.Mistake(
        wrong_turn(lambda a, b, c, s: (a * c, a * s + b * c)),
        fact="Your first numbers are first * cos alone.",
        reason="To turn a point, each new number needs both old ones.",
        hint="(0, 1) becomes (-sin, cos): the second of a pair has a part in the new first."),
    second_left_as_it_was=check.Mistake(
        wrong_turn(lambda a, b, c, s: (a * c - b * s, b + 0 * c)),
        fact="The second columns of your pairs stay as they came.",
        reason="Both numbers of a pair change when it turns.",
        hint="Write into turned[..., 1::2], too."),
    new_numbers_exchanged=check.Mistake(
        wrong_turn(lambda a, b, c, s: (a * s + b * c, a * c - b * s)),
        fact="Your pairs turn rightly, but the two new numbers stand in each other's place.",
        reason="(1, 0) must become (cos, sin).",
        hint="The one with the minus is the first."),
    left_complex=check.Mistake(
        lambda X, positions, base=10000.0: reference_rotary(X, positions, base)[..., 0::2]
        + 1j * reference_rotary(X, positions, base)[..., 1::2],
        fact="You give complex numbers, one for each pair: shape {shape}.",
        reason="The result has the columns of X, two for each pair.",
        hint="Write real and imaginary parts into the columns of each pair."),
    both_minus=check.Mistake(
        wrong_mirrored,
        fact="Both of your new numbers have a minus: the second one is first * sin - second * cos.",
        reason="That mirrors the pair, and does not turn it.",
        hint="(1, 0) becomes (cos, sin), and (0, 1) becomes (-sin, cos): a pair (a, b) is a of the one and b of the other."),
)


# %% exercise="grouped_query_attention"
def reference_softmax(S, mask):
    shown = np.broadcast_to(True if mask is None else mask, S.shape)
    A = np.zeros(S.shape)
    for place in np.ndindex(*S.shape[:-1]):
        seen = shown[place]
        powers = np.exp(S[place][seen] - S[place][seen].max())
        A[place][seen] = powers / powers.sum()
    return A


def reference_grouped(Q, K, V, mask=None, scale=lambda Q, K, V: K.shape[-1] ** -0.5, group=lambda i, h, g: i * g // h,
                      weights=reference_softmax):
    h, g = len(Q), len(K)
    if h % g:
        raise ValueError(f"{h} heads of queries, {g} of keys")
    S = np.array([Q[i] @ K[group(i, h, g)].T for i in range(h)]) * scale(Q, K, V)
    A = weights(S * 1.0, mask)
    return np.array([A[i] @ V[group(i, h, g)] for i in range(h)]), A


def wrong_grouped(**how):
    return lambda Q, K, V, mask=None: reference_grouped(Q, K, V, mask, **how)


def wrong_softmax(S, axis=-1):
    E = np.exp(S - S.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def wrong_overflow(S, mask):
    E = np.exp(S if mask is None else np.where(mask, S, -np.inf))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_sum_of_the_shown(S, mask):
    E = np.exp(S - S.max(axis=-1, keepdims=True)) * (1 if mask is None else mask)
    return E / E.sum(axis=-1, keepdims=True)


def wrong_max_of_everything(S, mask):
    S = S if mask is None else np.where(mask, S, -np.inf)
    E = np.exp(S - S.max())
    return E / E.sum(axis=-1, keepdims=True)


def wrong_keys_dealt_out(Q, K, V, mask=None):
    A = reference_grouped(Q, K, V, mask, group=lambda i, h, g: i % g)[1]
    return A @ V.repeat(len(Q) // len(V), axis=0), A


def wrong_values_of_head_0(Q, K, V, mask=None):
    A = reference_grouped(Q, K, V, mask)[1]
    return A @ V[0], A


def wrong_groups_averaged(Q, K, V, mask=None):
    return reference_grouped(Q.reshape(len(K), -1, *Q.shape[1:]).mean(axis=1), K, V, mask)


test.knows(
    reference_grouped,
    key_heads_dealt_out=check.Mistake(
        wrong_grouped(group=lambda i, h, g: i % g),
        fact="Your heads of keys are dealt out in turn: query head 1 reads key head 1, and so on, again from 0 at the end.",
        reason="Neighbouring query heads share: the first h/g of them read key head 0.",
        hint="np.repeat puts copies of a head beside each other, np.tile and np.concatenate do not; and Q.reshape takes (g, h // g, ...)."),
    all_read_key_head_0=check.Mistake(
        wrong_grouped(group=lambda i, h, g: 0),
        fact="All your query heads read key head 0.",
        reason="Each h/g heads of queries share one head of keys, and the next h/g the next.",
        hint="Query head i reads key head i // (h // g)."),
    all_read_values_of_head_0=check.Mistake(
        wrong_values_of_head_0,
        fact="Your weights are right, but all heads take their values from head 0.",
        reason="Keys and values are shared in the same way.",
        hint="Share V as you share K."),
    values_dealt_out=check.Mistake(
        lambda Q, K, V, mask=None: (reference_grouped(Q, K, V, mask)[1] @ np.concatenate([V] * (len(Q) // len(V))),
                                    reference_grouped(Q, K, V, mask)[1]),
        fact="Your weights are right, but the heads of values are dealt out in turn.",
        reason="Keys and values are shared in the same way: neighbouring query heads read the same head.",
        hint="np.repeat puts copies of a head beside each other; np.tile and np.concatenate do not."),
    keys_alone_dealt_out=check.Mistake(
        wrong_keys_dealt_out,
        fact="Your values are shared rightly, but the heads of keys are dealt out in turn.",
        reason="Keys and values are shared in the same way: neighbouring query heads read the same head.",
        hint="np.repeat puts copies of a head beside each other; np.tile and np.concatenate do not."),
    key_heads_averaged=check.Mistake(
        lambda Q, K, V, mask=None: reference_grouped(Q, K.mean(axis=0, keepdims=True).repeat(len(K), axis=0), V, mask),
        fact="Your queries are compared with the mean of all heads of keys.",
        reason="Each head of queries reads one head of keys.",
        hint="Query head i reads key head i // (h // g)."),
    outputs_side_by_side=check.Mistake(
        lambda Q, K, V, mask=None: (np.concatenate(list(reference_grouped(Q, K, V, mask)[0]), axis=-1), reference_grouped(Q, K, V, mask)[1]),
        fact="Your outputs have the heads side by side, as merge_heads puts them.",
        reason="Here the result still has an axis of heads: (h, n_q, d_v).",
        hint="Leave them apart; the model merges them later."),
    weights_before_outputs=check.Mistake(
        lambda Q, K, V, mask=None: reference_grouped(Q, K, V, mask)[::-1],
        fact="You give the weights first and the outputs second.",
        reason="As in all earlier topics the result is (O, A).",
        hint="return O, A."),
    scale_by_root_of_heads=check.Mistake(
        wrong_grouped(scale=lambda Q, K, V: len(Q) ** -0.5),
        fact="Your scores are divided by the root of the number of heads.",
        reason="A score is a sum of d_k products.",
        hint="len(Q) is the number of heads here; take K.shape[-1]."),
    masked_with_too_small_a_constant=wrong_grouped(weights=lambda S, mask: wrong_softmax(S if mask is None else np.where(mask, S, -10.0))),
    groups_averaged=check.Mistake(
        wrong_groups_averaged,
        fact="You take the mean of the queries of a group: shape {shape}.",
        reason="Query heads share keys, and each still asks its own question.",
        hint="Repeat the heads of keys and values instead."),
    no_scale=wrong_grouped(scale=lambda Q, K, V: 1.0),
    scale_by_d_k=wrong_grouped(scale=lambda Q, K, V: 1 / K.shape[-1]),
    scale_multiplied=wrong_grouped(scale=lambda Q, K, V: K.shape[-1] ** 0.5),
    scale_by_root_n=wrong_grouped(scale=lambda Q, K, V: K.shape[-2] ** -0.5),
    scale_by_root_d_v=wrong_grouped(scale=lambda Q, K, V: V.shape[-1] ** -0.5),
    scaled_by_all_heads=check.Mistake(
        wrong_grouped(scale=lambda Q, K, V: (len(Q) * K.shape[-1]) ** -0.5),
        fact="Your scores are divided by the root of h * d_k.",
        reason="A score is a sum of d_k products: those of one head.",
        hint="Divide by the root of K.shape[-1]."),
    softmax_over_queries=wrong_grouped(weights=lambda S, mask: wrong_softmax(S if mask is None else np.where(mask, S, -np.inf), -2)),
    softmax_over_everything=wrong_grouped(weights=lambda S, mask: wrong_softmax(S if mask is None else np.where(mask, S, -np.inf), (-1, -2))),
    softmax_over_heads=check.Mistake(
        wrong_grouped(weights=lambda S, mask: wrong_softmax(S if mask is None else np.where(mask, S, -1e300), 0)),
        fact="Your weights sum to 1 over the heads.",
        reason="Each query of each head has an attention of 1 of its own, over the keys.",
        hint="axis=-1, not axis=0."),
    no_max_subtraction=wrong_grouped(weights=wrong_overflow),
    hidden_scores_in_the_maximum=wrong_grouped(weights=wrong_sum_of_the_shown),
    max_of_everything=wrong_grouped(weights=wrong_max_of_everything),
    mask_ignored=check.Mistake(
        lambda Q, K, V, mask=None: reference_grouped(Q, K, V),
        fact="Your result is that without the mask.",
        reason="Where the mask is False, a query may not attend.",
        hint="Give hidden scores the value -np.inf, before softmax."),
    mask_polarity_turned=wrong_grouped(weights=lambda S, mask: wrong_softmax(S if mask is None else np.where(mask, -1e300, S))),
    masked_after_softmax=wrong_grouped(weights=lambda S, mask: wrong_softmax(S) * (1 if mask is None else mask)),
    mask_added=check.Mistake(
        wrong_grouped(weights=lambda S, mask: wrong_softmax(S if mask is None else S + mask)),
        fact="You add the mask to the scores: True counts 1 and False 0, so hidden keys still get weight.",
        reason="A mask of booleans says which scores count; only one of 0 and -inf can be added.",
        hint="Give hidden scores the value -np.inf, before softmax."),
    masked_with_zero=wrong_grouped(weights=lambda S, mask: wrong_softmax(S if mask is None else np.where(mask, S, 0.0))),
    always_causal=check.Mistake(
        lambda Q, K, V, mask=None: reference_grouped(Q, K, V, np.tri(Q.shape[-2], K.shape[-2], dtype=bool)),
        fact="Your result is that of queries that see the keys up to their own place.",
        reason="Who may see what is the caller's choice: with None every query sees all keys.",
        hint="Use mask where it is given, and hide nothing where it is None."),
    keys_in_place_of_values=lambda Q, K, V, mask=None: reference_grouped(Q, K, K, mask),
)


# %% exercise="gated_feed_forward"
import scipy.special


def reference_gated(X, W_gate, W_up, W_down, gated=lambda gate, up: gate * scipy.special.expit(gate) * up):
    return np.einsum("...h,hd->...d", gated(X @ (W_gate * 1.0), X @ (W_up * 1.0)), W_down)


def wrong_gated(gated):
    return lambda X, W_gate, W_up, W_down: reference_gated(X, W_gate, W_up, W_down, gated)


def wrong_silu(x):
    return x * scipy.special.expit(x)


wrong_cut_text = dict(
    fact="You cut the numbers of the gate off at a limit.",
    reason="silu grows with x without end; only what stands inside exp may be limited, since there it makes no difference.",
    hint="Leave the x in front as it is.")


def wrong_after_down(X, W_gate, W_up, W_down):
    return wrong_silu(X @ W_gate @ W_down) * (X @ W_up @ W_down)


test.knows(
    reference_gated,
    times_for_over=check.Mistake(
        wrong_gated(lambda gate, up: gate * (1 + np.exp(-gate)) * up),
        fact="Your gate is x times (1 + exp(-x)).",
        reason="silu(x) = x / (1 + exp(-x)) divides.",
        hint="Look at the sign between x and the bracket."),
    brackets_forgotten=check.Mistake(
        wrong_gated(lambda gate, up: (gate + np.exp(-gate)) * up),
        fact="Your gate is x + exp(-x): x / 1 + exp(-x) divides by 1 alone.",
        reason="silu(x) = x / (1 + exp(-x)) divides by the whole sum.",
        hint="Put brackets around 1 + exp(-x)."),
    minus_for_plus=check.Mistake(
        wrong_gated(lambda gate, up: gate / (1 - np.exp(-gate)) * up),
        fact="Your gate is x / (1 - exp(-x)).",
        reason="silu(x) = x / (1 + exp(-x)), with a plus.",
        hint="Look at the sign after the 1."),
    sigmoid_of_minus_the_size=check.Mistake(
        wrong_gated(lambda gate, up: gate * scipy.special.expit(-np.abs(gate)) * up),
        fact="Your sigmoid is that of -abs(x): for positive x the gate shuts, too.",
        reason="exp(-abs(x)) / (1 + exp(-abs(x))) is the sigmoid where x is negative; where it is positive, it is 1 / (1 + exp(-abs(x))).",
        hint="Tell the two signs apart, such as by np.where."),
    nan_made_zero=check.Mistake(
        wrong_gated(lambda gate, up: np.nan_to_num(gate * np.exp(gate) / (1 + np.exp(gate))) * up),
        fact="Where exp(x) overflows, your gate is 0, which is what np.nan_to_num makes of a nan.",
        reason="There silu(x) is x itself: its sigmoid is 1.",
        hint="Use exp(-abs(x)), which is at most 1, so that no nan comes about."),
    maximum_taken_off=check.Mistake(
        wrong_gated(lambda gate, up: gate * scipy.special.expit(gate - np.max(gate)) * up),
        fact="Your sigmoid is that of x minus the largest x.",
        reason="Softmax stays the same when a number is taken off a row; a sigmoid does not.",
        hint="Against overflow, use exp(-abs(x)), and tell the two signs apart."),
    gate_after_down=check.Mistake(
        lambda X, W_gate, W_up, W_down: (wrong_silu(X @ W_gate) @ W_down) * (X @ W_up @ W_down),
        fact="You multiply gate and up with W_down each, and then with each other.",
        reason="They meet in the h hidden numbers; W_down comes once, after that.",
        hint="(silu(X @ W_gate) * (X @ W_up)) @ W_down."),
    gate_cut_off_at_100=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(np.clip(gate, -100, 100)) * up),
        **wrong_cut_text),
    relu_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: np.maximum(gate, 0) * up),
        fact="Your gate is relu: it cuts at 0.",
        reason="silu(x) = x / (1 + exp(-x)) lets a little of the negative through, and bends smoothly.",
        hint="Multiply the gate with its own sigmoid."),
    sigmoid_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: scipy.special.expit(gate) * up),
        fact="Your gate is the sigmoid alone.",
        reason="silu(x) is x times the sigmoid of x.",
        hint="gate * sigmoid(gate) * up."),
    gelu_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: gate * scipy.special.ndtr(gate) * up),
        fact="Your gate is gelu: x times the normal distribution's share below x.",
        reason="This model has silu: x times the sigmoid of x.",
        hint="x / (1 + exp(-x))."),
    gelu_by_tanh_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: 0.5 * gate * (1 + np.tanh(0.7978845608028654 * (gate + 0.044715 * gate**3))) * up),
        fact="Your gate is gelu, as it is computed with tanh.",
        reason="This model has silu: x times the sigmoid of x.",
        hint="x / (1 + exp(-x))."),
    quick_gelu_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: gate * scipy.special.expit(1.702 * gate) * up),
        fact="Your gate is the quick form of gelu: x times the sigmoid of 1.702 x.",
        reason="This model has silu: x times the sigmoid of x.",
        hint="x / (1 + exp(-x))."),
    sigmoid_of_the_size=check.Mistake(
        wrong_gated(lambda gate, up: gate * scipy.special.expit(np.abs(gate)) * up),
        fact="Your sigmoid is that of abs(x): for negative x the gate opens, too.",
        reason="exp(-abs(x)) is safe, but where x is negative the sigmoid is exp(-abs(x)) / (1 + exp(-abs(x))).",
        hint="Tell the two signs apart, such as by np.where."),
    leaky_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: np.where(gate > 0, gate, 0.01 * gate) * up),
        fact="Your gate is a leaky relu, with a slope of 0.01 below 0.",
        reason="silu(x) = x / (1 + exp(-x)) bends smoothly, and goes to 0 for very negative x.",
        hint="Multiply the gate with its own sigmoid."),
    up_opens_the_gate=check.Mistake(
        wrong_gated(lambda gate, up: gate * scipy.special.expit(up)),
        fact="Your sigmoid is that of X @ W_up.",
        reason="silu(x) is x times the sigmoid of the same x; X @ W_up is multiplied as it is.",
        hint="gate * sigmoid(gate) * up."),
    down_forgotten=check.Mistake(
        lambda X, W_gate, W_up, W_down: wrong_silu(X @ W_gate) * (X @ W_up),
        fact="Your result has the h hidden numbers: shape {shape}. W_down is missing.",
        reason="The last product brings h numbers back to d.",
        hint="(...) @ W_down."),
    relu_squared_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: np.maximum(gate, 0) ** 2 * up),
        fact="Your gate is the square of relu.",
        reason="silu(x) = x / (1 + exp(-x)) grows like x, and lets a little of the negative through.",
        hint="Multiply the gate with its own sigmoid."),
    softplus_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: np.logaddexp(0, gate) * up),
        fact="Your gate is softplus, log(1 + exp(x)).",
        reason="silu(x) = x / (1 + exp(-x)) is negative for negative x.",
        hint="Multiply the gate with its own sigmoid."),
    gate_twice=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(gate) * gate),
        fact="You multiply silu(X @ W_gate) with X @ W_gate.",
        reason="What passes the gate is X @ W_up.",
        hint="Look which weights each product takes."),
    silu_of_the_end=check.Mistake(
        lambda X, W_gate, W_up, W_down: wrong_silu((X @ W_gate * (X @ W_up)) @ W_down),
        fact="You apply silu to the end result.",
        reason="It is the gate that goes through silu, in the h hidden numbers.",
        hint="silu(X @ W_gate) * (X @ W_up), and then @ W_down."),
    no_gate=check.Mistake(
        wrong_gated(lambda gate, up: np.maximum(up, 0)),
        fact="You give the feed-forward of lesson 11, relu(X @ W_up) @ W_down.",
        reason="Here relu is replaced by a gate of its own, W_gate.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    tanh_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: np.tanh(gate) * up),
        fact="Your gate is tanh.",
        reason="silu(x) = x / (1 + exp(-x)) grows with x and does not stop at 1.",
        hint="Multiply the gate with its own sigmoid."),
    gate_and_up_exchanged=check.Mistake(
        wrong_gated(lambda gate, up: gate * wrong_silu(up)),
        fact="Your silu is applied to X @ W_up.",
        reason="It is W_gate that opens and shuts; what W_up gives passes as it is.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    silu_of_the_product=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(gate * up)),
        fact="You multiply gate and up first, and apply silu to the product.",
        reason="Only the gate goes through silu.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    silu_of_both=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(gate) * wrong_silu(up)),
        fact="Both of your products go through silu.",
        reason="Only the gate goes through silu.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    no_silu=check.Mistake(
        wrong_gated(lambda gate, up: gate * up),
        fact="Your gate has no silu: it is X @ W_gate itself.",
        reason="Without it the gate does not shut.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    up_forgotten=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(gate)),
        fact="Your result has no W_up in it.",
        reason="The gate decides how much of X @ W_up passes.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    added=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(gate) + up),
        fact="You add the gate and X @ W_up.",
        reason="A gate multiplies: 0 shuts it.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    sign_of_the_exponent=check.Mistake(
        wrong_gated(lambda gate, up: gate * scipy.special.expit(-gate) * up),
        fact="Your gate shuts for large numbers and opens for small ones.",
        reason="silu(x) = x / (1 + exp(-x)), with a minus in the exponent.",
        hint="Look at the sign inside exp; if you tell two signs of x apart, look which formula is for which."),
    after_down=check.Mistake(
        wrong_after_down,
        fact="You multiply with W_down before silu and the gate.",
        reason="Gate and up meet in the h hidden numbers; W_down brings the result back.",
        hint="Multiply with W_down last, once."),
    overflows=check.Mistake(
        wrong_gated(lambda gate, up: gate * np.exp(gate) / (1 + np.exp(gate)) * up),
        fact="Your result overflows: exp of a large number is infinite, and infinite / infinite is nan.",
        reason="The sigmoid lies between 0 and 1, however large x is.",
        hint="Use exp(-abs(x)), which is at most 1; or scipy.special.expit."),
    gate_cut_off_at_50=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(np.clip(gate, -50, 50)) * up),
        **wrong_cut_text),
    gate_cut_off_at_500=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(np.clip(gate, -500, 500)) * up),
        **wrong_cut_text),
    gate_left_out=check.Mistake(
        wrong_gated(lambda gate, up: wrong_silu(up)),
        fact="Your result is silu(X @ W_up) @ W_down: W_gate has no part in it.",
        reason="Two products meet here: one opens and shuts, the other passes.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    added_to_X=check.Mistake(
        lambda X, W_gate, W_up, W_down: X + reference_gated(X, W_gate, W_up, W_down),
        fact="You have added X to the result.",
        reason="The residual stream belongs to the block; this function gives what is added to it.",
        hint="Leave X out at the end."),
    softmax_for_silu=check.Mistake(
        wrong_gated(lambda gate, up: scipy.special.softmax(gate, axis=-1) * up),
        fact="Your gate is a softmax over the h numbers.",
        reason="Each gate opens for itself: silu(x) = x / (1 + exp(-x)).",
        hint="gate * sigmoid(gate) * up."),
    gate_counts_twice=check.Mistake(
        wrong_gated(lambda gate, up: gate * wrong_silu(gate) * up),
        fact="You multiply silu with the gate once more.",
        reason="silu(x) is x times the sigmoid of x: x stands in it already.",
        hint="silu(X @ W_gate) * (X @ W_up)."),
    silu_of_X=check.Mistake(
        lambda X, W_gate, W_up, W_down: (wrong_silu(X) @ W_gate * (X @ W_up)) @ W_down,
        fact="You apply silu to X, before W_gate.",
        reason="It is the gate that goes through silu.",
        hint="silu(X @ W_gate)."),
)


# %% exercise="top_p"
def reference_top_p(p, share):
    if not 0 < share <= 1:
        raise ValueError(f"share {share}")
    kept, total = np.zeros(len(p)), 0.0
    for place in sorted(range(len(p)), key=lambda place: (-p[place], place)):
        if total >= share:
            break
        kept[place] = p[place]
        total += p[place]
    return kept / kept.sum()


def wrong_kept(order=lambda p: np.argsort(-p, kind="stable"), count=lambda totals, share: np.sum(totals < share) + 1,
               finish=lambda kept: kept / kept.sum()):
    def wrong(p, share):
        places = order(p)
        places = places[:max(min(count(np.cumsum(p[places]), share), len(p)), 0)]
        kept = np.zeros(len(p))
        kept[places] = p[places]
        return finish(kept)
    return wrong


def wrong_in_order(p, share):
    kept = reference_top_p(p, share)
    return -np.sort(-kept)


def wrong_softmax_again(p, share):
    kept = reference_top_p(p, share)
    E = np.where(kept > 0, np.exp(p), 0)
    return E / E.sum()


def wrong_ranks(p, share):
    kept = np.where(np.argsort(-p, kind="stable") < np.count_nonzero(reference_top_p(p, share)), p, 0.0)
    return kept / max(kept.sum(), 1e-12)


test.knows(
    reference_top_p,
    nothing_left_out=check.Mistake(
        lambda p, share: p / p.sum(),
        fact="You keep all probabilities.",
        reason="The fewest largest ones whose sum reaches share are kept; the others become 0.",
        hint="Sort, take np.cumsum, and look where it reaches share."),
    share_from_the_other_end=check.Mistake(
        lambda p, share: wrong_kept()(p, 1 - share),
        fact="What you keep sums to 1 - share at least.",
        reason="It is what is kept that must reach share, and not what is left out.",
        hint="Count the sums that are below share."),
    counted_in_the_order_of_places=check.Mistake(
        lambda p, share: wrong_kept(count=lambda totals, share: np.sum(np.cumsum(p) < share) + 1)(p, share),
        fact="You keep the largest ones, but how many is counted from np.cumsum(p), in the order of the places.",
        reason="How many it takes depends on the sums of the largest ones.",
        hint="np.cumsum(p[order])."),
    order_for_ranks=check.Mistake(
        wrong_ranks,
        fact="You take np.argsort for the ranks: order[k] < count is asked of each place k.",
        reason="order[0] is the place of the largest one; it is not the rank of the place 0.",
        hint="order[:count] are the places to keep."),
    put_back_by_the_order=check.Mistake(
        lambda p, share: -np.sort(-reference_top_p(p, share))[np.argsort(-p, kind="stable")],
        fact="You put the sorted numbers back as kept[order], which moves them once more.",
        reason="order tells where each sorted number came from: kept[order] = ... puts it there.",
        hint="result[order] = kept, or np.argsort(order) as the index."),
    unstable_sort=check.Mistake(
        wrong_kept(order=lambda p: np.argsort(-p)),
        fact="Of many equal probabilities you keep others than the first.",
        reason="np.argsort may leave equal ones in any order.",
        hint="np.argsort(-p, kind='stable')."),
    last_one_left_out=check.Mistake(
        wrong_kept(count=lambda totals, share: np.sum(totals < share)),
        fact="What you keep sums to less than share: the word that reaches it is left out.",
        reason="The fewest words whose sum is *at least* share: the one that reaches it is kept.",
        hint="Count the sums that are below share, and take one more."),
    one_too_many=check.Mistake(
        wrong_kept(count=lambda totals, share: np.sum(totals <= share) + 1),
        fact="Where the sum is the share exactly, you keep one word more.",
        reason="At least means that an equal sum is enough.",
        hint="Count the sums with <, not with <=."),
    one_more_always=check.Mistake(
        wrong_kept(count=lambda totals, share: np.sum(totals < share) + 2),
        fact="You keep one word too many.",
        reason="The fewest words whose sum reaches the share.",
        hint="Count the sums that are below share, and take one more, not two."),
    not_divided=check.Mistake(
        wrong_kept(finish=lambda kept: kept),
        fact="What you keep sums to {total}, not to 1.",
        reason="These are probabilities again, from which a word is drawn.",
        hint="Divide by the sum of what is kept."),
    divided_by_the_share=check.Mistake(
        lambda p, share: wrong_kept(finish=lambda kept: kept / share)(p, share),
        fact="You divide by share.",
        reason="What is kept sums to share or more.",
        hint="Divide by the sum of what is kept."),
    divided_by_the_largest=check.Mistake(
        wrong_kept(finish=lambda kept: kept / kept.max()),
        fact="You divide by the largest probability.",
        reason="Probabilities sum to 1.",
        hint="Divide by the sum of what is kept."),
    a_share_of_all_words=check.Mistake(
        lambda p, share: wrong_kept(count=lambda totals, share: max(int(share * len(totals)), 1))(p, share),
        fact="You keep the largest int(share * V) of V words: a share of their number.",
        reason="It is their probability, summed, that must reach share.",
        hint="Sort, take np.cumsum, and look where it reaches share."),
    first_places_kept=check.Mistake(
        lambda p, share: np.where(np.arange(len(p)) < np.count_nonzero(reference_top_p(p, share)), p, 0)
        / p[:np.count_nonzero(reference_top_p(p, share))].sum(),
        fact="You count rightly how many to keep, and then keep the first places, not the largest entries.",
        reason="The order of sorting says where the largest stand.",
        hint="np.argsort gives these places: use the first of them as an index."),
    as_a_threshold=check.Mistake(
        lambda p, share: np.where(p >= share, p, 0.0) / max(np.where(p >= share, p, 0.0).sum(), 1e-300),
        fact="You keep nothing here: no probability reaches share by itself.",
        reason="It is the sum of the kept ones, the largest first, that must reach share.",
        hint="If you compare p with share, compare np.cumsum of the sorted ones; kept[order][:n] = ... writes into a copy, kept[order[:n]] = ... does not."),
    smallest_kept=check.Mistake(
        wrong_kept(order=lambda p: np.argsort(p, kind="stable")),
        fact="You begin with the smallest probabilities.",
        reason="What is unlikely goes.",
        hint="Sort -p, or turn the order round."),
    in_the_order_of_places=check.Mistake(
        wrong_kept(order=lambda p: np.arange(len(p))),
        fact="You add up the probabilities in the order in which they stand.",
        reason="The largest come first, wherever they stand.",
        hint="Sort first: np.argsort(-p, kind='stable')."),
    of_equal_ones_the_last=check.Mistake(
        wrong_kept(order=lambda p: np.argsort(p, kind="stable")[::-1]),
        fact="Of equal probabilities you keep the last.",
        reason="A sort that is turned round turns equal ones round, too.",
        hint="np.argsort(-p, kind='stable') leaves equal ones in their order."),
    left_sorted=check.Mistake(
        wrong_in_order,
        fact="Your result is sorted: what you keep does not stand where it stood.",
        reason="A place is a word.",
        hint="Write into an array of zeros, at the places that the sort names."),
    softmax_again=check.Mistake(
        wrong_softmax_again,
        fact="You apply softmax to the probabilities that you keep.",
        reason="They went through softmax once; again makes them nearly equal.",
        hint="Divide by their sum."),
    stops_before_the_share=check.Mistake(
        lambda p, share: wrong_kept(count=lambda totals, share: np.sum(totals <= share), finish=lambda kept: kept / max(kept.sum(), 1e-12))(p, share),
        fact="What you keep never goes beyond share, and so it may sum to less: the word that reaches it is left out.",
        reason="The fewest words whose sum is *at least* share: the one that reaches it is kept.",
        hint="Count the sums that are below share, and take one more."),
    rounded_up_share_of_all_words=check.Mistake(
        wrong_kept(count=lambda totals, share: int(np.ceil(share * len(totals)))),
        fact="You keep a share of the number of words, rounded up.",
        reason="It is their probability, summed, that must reach share.",
        hint="Sort, take np.cumsum, and look where it reaches share."),
    each_at_least_share=check.Mistake(
        lambda p, share: np.where(p >= share, p, 0) / np.where(p >= share, p, 0).sum(),
        fact="You keep nothing here, and divide by 0: no probability reaches share by itself.",
        reason="It is the sum of the kept ones, the largest first, that must reach share.",
        hint="If you compare p with share, compare np.cumsum of the sorted ones; kept[order][:n] = ... writes into a copy, kept[order[:n]] = ... does not."),
    a_share_of_the_largest=check.Mistake(
        lambda p, share: np.where(p >= share * p.max(), p, 0.0) / p[p >= share * p.max()].sum(),
        fact="You keep the words that are at least share times as likely as the likeliest (that is known as min-p).",
        reason="It is the sum of what is kept, from the largest down, that must reach share.",
        hint="Sort, take np.cumsum, and look where it reaches share."),
    rounded_share_of_all_words=check.Mistake(
        wrong_kept(count=lambda totals, share: max(round(share * len(totals)), 1)),
        fact="You keep a share of the number of words, rounded.",
        reason="It is their probability, summed, that must reach share.",
        hint="Sort, take np.cumsum, and look where it reaches share."),
    places_of_the_kept=check.Mistake(
        lambda p, share: np.argsort(-p, kind='stable')[:np.count_nonzero(reference_top_p(p, share))],
        fact="You give the places of the words that are kept, and not their probabilities.",
        reason="The result has a probability for each word, (V,), 0 where it is not kept.",
        hint="Write what p has at these places into an array of zeros, and divide by the sum."),
    all_kept_alike=check.Mistake(
        lambda p, share: (reference_top_p(p, share) > 0) / np.count_nonzero(reference_top_p(p, share)),
        fact="All words that you keep have the same probability.",
        reason="Which one is drawn still depends on p.",
        hint="Keep p at these places, and divide by the sum."),
    equal_ones_all_kept=check.Mistake(
        lambda p, share: np.where(p >= p[reference_top_p(p, share) > 0].min(), p, 0.0) / p[p >= p[reference_top_p(p, share) > 0].min()].sum(),
        fact="You keep all words that are as likely as the last one kept.",
        reason="The fewest words: of equal ones the first, and no more than it takes.",
        hint="Keep the first places of the sort, as many as it takes, and do not compare probabilities."),
    rounding_keeps_one=check.Mistake(
        wrong_kept(count=lambda totals, share: np.argmax(totals >= share) + 1),
        fact="Where the sum of all comes out a little below share, by rounding, you keep one word alone (of nothing but False, np.argmax gives 0).",
        reason="With share = 1 all words are kept.",
        hint="Count the sums that are below share, or ask first whether any of them reaches it."),
    likeliest_left_out=check.Mistake(
        lambda p, share: np.where(reference_top_p(p, share) > 0, 0.0, p) / max(p[reference_top_p(p, share) == 0].sum(), 1e-12),
        fact="You take the likely words out and keep the others.",
        reason="It is the largest ones that stay.",
        hint="Set the others to 0."),
)


# %% exercise="write_with_toy_model"
def reference_write(prompt, n, tokens_of=lambda prompt: list(prompt), choose=np.argmax):
    if len(prompt) == 0:
        raise ValueError("empty prompt")
    tokens = tokens_of(prompt)
    written = []
    for _ in range(n):
        logits, _ = toy_step(tokens + written, None)
        written.append(int(choose(logits)))
    return written


def wrong_write(feed, n_of=lambda n: n):
    """Texts by a loop that hands `feed(prompt, written)` to step after the prompt, with the cache."""
    def wrong(prompt, n):
        logits, cache = toy_step(list(prompt), None)
        written = []
        for _ in range(n_of(n)):
            written.append(int(np.argmax(logits)))
            tokens, keeps = feed(list(prompt), written)
            logits, cache = toy_step(tokens, cache if keeps else None)
        return written
    return wrong


def wrong_exchanged_results(prompt, n):
    written, tokens, cache = [], list(prompt), None
    for _ in range(n):
        cache, logits = toy_step(tokens, cache)
        tokens = [int(np.argmax(logits))]
        written += tokens
    return written


def wrong_largest_logit(prompt, n):
    written, tokens, cache = [], list(prompt), None
    for _ in range(n):
        logits, cache = toy_step(tokens, cache)
        tokens = [float(np.max(logits))]
        written += tokens
    return written


def wrong_cache_of_the_prompt(prompt, n):
    logits, cache = toy_step(list(prompt), None)
    written = []
    for _ in range(n):
        written.append(int(np.argmax(logits)))
        logits, _ = toy_step(written[-1:], cache)
    return written


test.knows(
    reference_write,
    prompt_in_front=check.Mistake(
        lambda prompt, n: list(prompt) + reference_write(prompt, n),
        fact="Your list begins with the prompt.",
        reason="The result is what was written, n tokens.",
        hint="Begin with an empty list."),
    read_twice=check.Mistake(
        wrong_write(lambda prompt, written: (prompt + written, True)),
        fact="You hand the whole text to step each time, and the cache, too: it reads everything twice.",
        reason="The cache holds all tokens that were read.",
        hint="After the prompt, hand over [token] alone."),
    all_written_read_again=check.Mistake(
        wrong_write(lambda prompt, written: (list(written), True)),
        fact="You hand all tokens written so far to step each time, and the cache, which holds the earlier ones.",
        reason="The cache holds all tokens that were read.",
        hint="After the prompt, hand over [token] alone."),
    cache_forgotten=check.Mistake(
        wrong_write(lambda prompt, written: (written[-1:], False)),
        fact="After the prompt your model sees one token alone: the cache is not handed on.",
        reason="A new token says nothing of the text before it.",
        hint="logits, cache = step(tokens, cache)."),
    last_prompt_token_again=check.Mistake(
        wrong_write(lambda prompt, written: (prompt[-1:], True)),
        fact="You hand the last token of the prompt to step each time, not the new one.",
        reason="The model must read what it has written.",
        hint="tokens = [the token just chosen]."),
    one_behind=check.Mistake(
        wrong_write(lambda prompt, written: ((prompt + written)[-2:-1], True)),
        fact="You hand over the token before the newest one.",
        reason="The model must read what it has just written.",
        hint="tokens = [the token just chosen]."),
    one_too_few=check.Mistake(
        lambda prompt, n: reference_write(prompt, max(n - 1, 0)),
        fact="You write one token too few.",
        reason="The logits of the prompt's last token give the first new token.",
        hint="Choose a token after each call of step, the first one too."),
    one_too_many=check.Mistake(
        lambda prompt, n: reference_write(prompt, n + 1),
        fact="You write one token too many.",
        reason="n tokens are asked for, and none for n = 0.",
        hint="Look at the length of the list before you go on."),
    first_left_out=check.Mistake(
        lambda prompt, n: reference_write(prompt, n + 1)[1:],
        fact="Your first token is missing: the list begins with the second.",
        reason="The logits of the prompt's last token give the first new token.",
        hint="Append the first token, too."),
    least_likely=check.Mistake(
        lambda prompt, n: reference_write(prompt, n, choose=np.argmin),
        fact="You take the token of the smallest logit.",
        reason="Greedy means the most likely one.",
        hint="np.argmax."),
    prompt_read_again=check.Mistake(
        wrong_write(lambda prompt, written: (prompt + written[-1:], True)),
        fact="You hand the prompt to step again each time, with the new token and the cache.",
        reason="The cache holds all tokens that were read.",
        hint="After the prompt, hand over [token] alone."),
    prompt_counts=check.Mistake(
        lambda prompt, n: (list(prompt) + reference_write(prompt, n))[:max(n, len(prompt))],
        fact="Your list has n tokens with the prompt among them.",
        reason="n counts the new ones, and the result is these alone.",
        hint="Begin with an empty list, and count what you append."),
    prompt_counts_among_the_new=check.Mistake(
        lambda prompt, n: reference_write(prompt, max(n - len(prompt), 0)),
        fact="You write n tokens less those of the prompt.",
        reason="n counts the new ones alone.",
        hint="Count what you have written, and not the whole text."),
    value_for_place=check.Mistake(
        lambda prompt, n: reference_write(prompt, n, choose=lambda logits: int(np.max(logits))),
        fact="All your tokens are 0, as from np.argmax of one number, such as logits[-1], or from the largest logit as a whole number.",
        reason="A token is the place of the largest logit, and logits has the shape (V,).",
        hint="Put int(np.argmax(logits)) into the list, and hand it to step."),
    largest_logit_kept=check.Mistake(
        wrong_largest_logit,
        fact="You take the largest logit itself for the token.",
        reason="A token is the place of the largest logit.",
        hint="np.argmax gives the place, np.max the value."),
    second_best=check.Mistake(
        lambda prompt, n: reference_write(prompt, n, choose=lambda logits: np.argsort(logits)[-2]),
        fact="You take the second most likely token.",
        reason="Sorted upwards, the largest is the last one: index -1.",
        hint="np.argmax."),
    prompt_cut=check.Mistake(
        lambda prompt, n: reference_write(prompt, n, tokens_of=lambda prompt: list(prompt)[-1:]),
        fact="Your first token is that of a model that has read the last token of the prompt alone.",
        reason="With an empty cache, it does not see the rest of the prompt.",
        hint="Call step(prompt, None) first; its logits give the first token, and its cache goes on."),
    cache_of_the_prompt=check.Mistake(
        wrong_cache_of_the_prompt,
        fact="You hand the cache of the prompt to step each time, not the newest one.",
        reason="It lacks the tokens that were written in between.",
        hint="logits, cache = step(tokens, cache): each call gives the cache for the next."),
    cache_and_logits_exchanged=check.Mistake(
        wrong_exchanged_results,
        fact="You take the first thing that step gives for the cache, and the second for the logits.",
        reason="step(tokens, cache) gives (logits, cache), in this order.",
        hint="Look at the order of the two names."),
    always_the_first=check.Mistake(
        lambda prompt, n: reference_write(prompt, 1) * n,
        fact="You write the same token n times: the one that follows the prompt.",
        reason="Each new token changes what comes after it.",
        hint="Hand [token] and the newest cache to step, and choose the next one from the logits that this call gives."),
    last_prompt_token_twice=check.Mistake(
        lambda prompt, n: reference_write(list(prompt) + list(prompt)[-1:], n),
        fact="Your model reads the last token of the prompt twice: with the prompt, and once more by itself.",
        reason="The first call gives the logits of the word after the prompt already.",
        hint="Choose the first token from the logits of the first call."),
    first_prompt_token_alone=check.Mistake(
        lambda prompt, n: reference_write(prompt, n, tokens_of=lambda prompt: list(prompt)[:1]),
        fact="Your first token is that of a model that has read the first token of the prompt alone.",
        reason="The model does not see the rest of it, then.",
        hint="Call step(prompt, None) first; its logits give the first token, and its cache goes on."),
)


# %% exercise="first_token_share"
def reference_first(A):
    n = A.shape[-1]
    return sum(A[..., i, 0] for i in range(1, n)) / (n - 1)


wrong_mean_text = dict(reason="Each head has a share of its own: the result has the shape (...).", hint="axis=-1.")

test.knows(
    reference_first,
    first_query_counts=check.Mistake(
        lambda A: A[..., 0].mean(axis=-1),
        fact="Your mean has the first query in it.",
        reason="The first query sees nothing but key 0 and always gives it 1.",
        hint="Begin with row 1."),
    first_row=check.Mistake(
        lambda A: A[..., 0, 1:].mean(axis=-1),
        fact="You take the row of query 0.",
        reason="Rows are queries, columns are keys: what all queries give to key 0 is the column 0.",
        hint="Take column 0, from row 1 on."),
    summed=check.Mistake(
        lambda A: A[..., 1:, 0].sum(axis=-1),
        fact="You sum, and do not divide.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    divided_by_n=check.Mistake(
        lambda A: A[..., 1:, 0].sum(axis=-1) / A.shape[-1],
        fact="Your sum of n - 1 weights is divided by n.",
        reason="A mean over the queries from the second on has n - 1 of them.",
        hint="mean(axis=-1)."),
    all_heads_in_one=check.Mistake(
        lambda A: A[..., 1:, 0].mean(),
        fact="You give one mean over everything.",
        **wrong_mean_text),
    not_averaged=check.Mistake(
        lambda A: A[..., 1:, 0],
        fact="You give the single weights of the queries: shape {shape}.",
        reason="A share is one number for each head, a mean over the queries.",
        hint="mean(axis=-1)."),
    all_keys=check.Mistake(
        lambda A: A[..., 1:, :].mean(axis=(-2, -1)),
        fact="You take the mean over all keys.",
        reason="A row sums to 1, so that mean is 1 / n for any head.",
        hint="Take the column of key 0."),
    second_query_left_out=check.Mistake(
        lambda A: A[..., 2:, 0].mean(axis=-1) if A.shape[-1] > 2 else A[..., -1, 0],
        fact="Your mean begins with the third query.",
        reason="The first query that counts is the second one, number 1.",
        hint="Begin with row 1."),
    last_query_left_out=check.Mistake(
        lambda A: A[..., 1:-1, 0].mean(axis=-1) if A.shape[-1] > 2 else A[..., 0, 0],
        fact="Your mean leaves out the last query.",
        reason="All queries from the second on count.",
        hint="The slice 1: and range(1, n) go on to the last."),
    median=check.Mistake(
        lambda A: np.median(A[..., 1:, 0], axis=-1),
        fact="You take the median.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    second_key=check.Mistake(
        lambda A: A[..., 1:, 1].mean(axis=-1),
        fact="You take key 1.",
        reason="Python counts from 0: the first token is key 0.",
        hint="Take column 0, from row 1 on."),
    largest=check.Mistake(
        lambda A: A[..., 1:, 0].max(axis=-1),
        fact="You take the largest weight on key 0.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    hits_counted=check.Mistake(
        lambda A: (A[..., 1:, :].argmax(axis=-1) == 0).mean(axis=-1),
        fact="You count the queries whose largest weight is on key 0.",
        reason="Asked is how much weight lies there, in the mean.",
        hint="Take the mean of the column of key 0."),
    last_key=check.Mistake(
        lambda A: A[..., 1:, -1].mean(axis=-1),
        fact="You take the last key.",
        reason="The first token is key 0.",
        hint="Take column 0, from row 1 on."),
    last_query_alone=check.Mistake(
        lambda A: A[..., -1, 0],
        fact="Your result is the weight of the last query alone.",
        reason="A share is a mean over the queries, from the second on.",
        hint="Take the mean of the column of key 0."),
    heads_for_queries=check.Mistake(
        lambda A: A[1:, 0].mean(axis=-1),
        fact="Your slice cuts the heads, not the queries.",
        reason="A may have any number of axes before the last two.",
        hint="Take column 0, from row 1 on."),
    averaged_over_heads=check.Mistake(
        lambda A: A[..., 1:, 0].mean(axis=0),
        fact="You take the mean over the heads, not over the queries.",
        reason="Each head has a share of its own: the result has the shape (...).",
        hint="axis=-1."),
    one_query_back=check.Mistake(
        lambda A: A[..., :-1, 0].mean(axis=-1),
        fact="Your mean has the first query in it, and leaves out the last.",
        reason="The first query sees nothing but key 0 and always gives it 1.",
        hint="Begin with row 1."),
    smallest=check.Mistake(
        lambda A: A[..., 1:, 0].min(axis=-1),
        fact="You take the smallest weight on key 0.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    all_other_keys=check.Mistake(
        lambda A: A[..., 1:, 1:].sum(axis=-1).mean(axis=-1),
        fact="You sum what lies on all keys but the first.",
        reason="A row sums to 1, so that is 1 minus the share.",
        hint="Take column 0, from row 1 on."),
)


# %% exercise="previous_token_share"
def reference_previous(A):
    n = A.shape[-1]
    return sum(A[..., i, i - 1] for i in range(1, n)) / (n - 1)


test.knows(
    reference_previous,
    own_token=check.Mistake(
        lambda A: np.diagonal(A, 0, -2, -1).mean(axis=-1),
        fact="You take the weight of each query on its own key.",
        reason="The key just before query i is i - 1, one place below the diagonal.",
        hint="np.diagonal can begin below the main diagonal, and can be told the two axes."),
    own_token_from_the_second_on=check.Mistake(
        lambda A: np.diagonal(A, 0, -2, -1)[..., 1:].mean(axis=-1),
        fact="You take the weight of each query from the second on, on its own key.",
        reason="The key just before query i is i - 1, one place below the diagonal.",
        hint="Of the two places, the key's is one smaller."),
    next_token=check.Mistake(
        lambda A: np.diagonal(A, 1, -2, -1).mean(axis=-1),
        fact="Your result is that of the key after each query, above the diagonal.",
        reason="Rows are queries: A[..., i, i - 1] is below the diagonal.",
        hint="offset=-1."),
    divided_by_n=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1).sum(axis=-1) / A.shape[-1],
        fact="You divide n - 1 weights by n; or your mean has the first query in it, with the key -1, which Python takes for the last.",
        reason="The first query has no key before it, and does not count.",
        hint="mean(axis=-1) of the diagonal."),
    two_before=check.Mistake(
        lambda A: np.diagonal(A, -2, -2, -1).sum(axis=-1) / max(A.shape[-1] - 2, 1),
        fact="You take the key two places before.",
        reason="The key just before query i is i - 1.",
        hint="offset=-1."),
    summed=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1).sum(axis=-1),
        fact="You sum, and do not divide.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    all_heads_in_one=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1).mean(),
        fact="You give one mean over everything.",
        reason="Each head has a share of its own: the result has the shape (...).",
        hint="axis=-1."),
    not_averaged=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1),
        fact="You give the single weights of the queries: shape {shape}.",
        reason="A share is one number for each head, a mean over the queries.",
        hint="mean(axis=-1)."),
    a_whole_block=check.Mistake(
        lambda A: A[..., 1:, :-1].mean(axis=(-2, -1)),
        fact="You take the mean of a whole block, A[..., 1:, :-1].",
        reason="Of each query one weight counts: that on the key just before it.",
        hint="Take the diagonal of that block."),
    first_head_alone=check.Mistake(
        lambda A: np.diagonal(A[0] if A.ndim > 2 else A, -1, -2, -1).mean(),
        fact="You give the share of the first head alone.",
        reason="A may hold many heads, and each has a share: the result has the shape (...).",
        hint="Leave the axes in front as they are: work on the last two alone."),
    second_query_left_out=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1)[..., 1:].mean(axis=-1) if A.shape[-1] > 2 else np.diagonal(A, -1, -2, -1)[..., 0],
        fact="Your mean begins with the third query.",
        reason="The second query, number 1, has a key before it: key 0.",
        hint="Begin with i = 1."),
    hits_counted=check.Mistake(
        lambda A: (A[..., 1:, :].argmax(axis=-1) == np.arange(A.shape[-1] - 1)).mean(axis=-1),
        fact="You count the queries whose largest weight is on the key before them.",
        reason="Asked is how much weight lies there, in the mean.",
        hint="The mean of the diagonal below the main one."),
    heads_for_queries=check.Mistake(
        lambda A: np.diagonal(A, -1).mean(axis=-1),
        fact="Your two axes are the first two of A, heads and queries here.",
        reason="Queries and keys are the last two axes.",
        hint="np.diagonal needs axis1=-2, axis2=-1; an index needs ... in front: A[..., i, i - 1]."),
    last_query_alone=check.Mistake(
        lambda A: A[..., -1, -2],
        fact="Your result is the weight of the last query alone.",
        reason="A share is a mean over the queries, from the second on.",
        hint="The mean of the diagonal below the main one."),
    all_earlier_keys=check.Mistake(
        lambda A: (A * np.tri(A.shape[-1], k=-1))[..., 1:, :].sum(axis=-1).mean(axis=-1),
        fact="You sum the weights on all earlier keys.",
        reason="Of each query one weight counts: that on the key just before it.",
        hint="np.diagonal can begin below the main diagonal, and can be told the two axes."),
    averaged_over_heads=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1).mean(axis=0),
        fact="You take the mean over the heads, not over the queries.",
        reason="Each head has a share of its own: the result has the shape (...).",
        hint="axis=-1."),
    largest=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1).max(axis=-1),
        fact="You take the largest weight.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    median=check.Mistake(
        lambda A: np.median(np.diagonal(A, -1, -2, -1), axis=-1),
        fact="You take the median.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    last_query_left_out=check.Mistake(
        lambda A: np.diagonal(A, -1, -2, -1)[..., :max(A.shape[-1] - 2, 1)].mean(axis=-1),
        fact="Your mean leaves out the last query.",
        reason="All queries from the second on count.",
        hint="The whole diagonal below the main one."),
    both_neighbours=check.Mistake(
        lambda A: (np.diagonal(A, -1, -2, -1) + np.diagonal(A, 1, -2, -1)).mean(axis=-1),
        fact="You add the weights of the later word on the earlier and of the earlier on the later.",
        reason="Of each query one weight counts: that on the key just before it.",
        hint="The diagonal below the main one, offset=-1."),
)


# %% exercise="induction_share"
def reference_induction(A, period, back=1, first=0):
    queries = range(period + first, A.shape[-1])
    return sum(A[..., i, i - period + back] for i in queries) / len(queries)


test.knows(
    reference_induction,
    same_word_as_before=check.Mistake(
        lambda A, period: reference_induction(A, period, back=0),
        fact="You take the key of the same word, period places back.",
        reason="What the head wants to copy is the word that came *after* it then.",
        hint="The key is i - period + 1."),
    one_too_far=check.Mistake(
        lambda A, period: reference_induction(A, period, back=2),
        fact="You take the key i - period + 2, two places after the same word.",
        reason="What the head wants to copy is the next word.",
        hint="The key is i - period + 1."),
    query_too_late=check.Mistake(
        lambda A, period: reference_induction(A, period, first=1) if A.shape[-1] > period + 1 else reference_induction(A, period),
        fact="Your mean begins with the query period + 1.",
        reason="Counted from 0, the query `period` is the first that has stood before.",
        hint="Begin with i = period."),
    not_averaged=check.Mistake(
        lambda A, period: np.diagonal(A, 1 - period, -2, -1)[..., 1:],
        fact="You give the single weights of the queries: shape {shape}.",
        reason="A share is one number for each head, a mean over the queries.",
        hint="mean(axis=-1)."),
    all_queries=check.Mistake(
        lambda A, period: sum(A[..., i, i - period + 1] for i in range(A.shape[-1])) / A.shape[-1],
        fact="Your result has queries before `period` in it, and is divided by n.",
        reason="A query before `period` has not stood before; its key would be negative, which Python counts from the end.",
        hint="Begin with i = period, and divide by n - period."),
    all_keys=check.Mistake(
        lambda A, period: A[..., period:, :].sum(axis=-1).mean(axis=-1),
        fact="You sum over all keys: a row sums to 1 in any head.",
        reason="Of each query one weight counts: that on the key i - period + 1.",
        hint="Index with two arrays: queries, and queries - period + 1."),
    one_fixed_key=check.Mistake(
        lambda A, period: A[..., period:, period - 1].mean(axis=-1),
        fact="You take the same key, period - 1, for each query.",
        reason="The key moves along with the query: i - period + 1.",
        hint="Index with two arrays: queries, and queries - period + 1."),
    word_before_it=check.Mistake(
        lambda A, period: np.mean([A[..., i, i - period - 1] for i in range(period + 1, A.shape[-1])], axis=0)
        if A.shape[-1] > period + 1 else reference_induction(A, period) * 0,
        fact="You take the key i - period - 1, the word before the same word.",
        reason="What the head wants to copy is the word that came *after* it then.",
        hint="The key is i - period + 1."),
    word_before_it_or_the_last=check.Mistake(
        lambda A, period: reference_induction(A, period, back=-1),
        fact="You take the key i - period - 1, the word before the same word; for the first query that is -1, the last key.",
        reason="What the head wants to copy is the word that came *after* it then.",
        hint="The key is i - period + 1."),
    query_too_early=check.Mistake(
        lambda A, period: reference_induction(A, period, first=-1),
        fact="Your mean has the query period - 1 in it.",
        reason="That word has not stood before: its key would be 0, which many heads look at anyway.",
        hint="Begin with i = period."),
    divided_by_n=check.Mistake(
        lambda A, period: reference_induction(A, period) * (A.shape[-1] - period) / A.shape[-1],
        fact="You divide by n.",
        reason="The mean is over the queries from period on, n - period of them.",
        hint="mean(axis=-1) of what you picked."),
    summed=check.Mistake(
        lambda A, period: reference_induction(A, period) * (A.shape[-1] - period),
        fact="You sum, and do not divide.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    all_heads_in_one=check.Mistake(
        lambda A, period: np.mean(reference_induction(A, period)),
        fact="You give one mean over everything.",
        reason="Each head has a share of its own: the result has the shape (...).",
        hint="axis=-1."),
    queries_and_keys_swapped=check.Mistake(
        lambda A, period: reference_induction(np.swapaxes(A, -1, -2), period),
        fact="Your result is that of the weights of the earlier word on the later one, above the diagonal.",
        reason="Rows are queries: A[..., i, i - period + 1] is below the diagonal.",
        hint="The query, which comes later, is the first of the two indices."),
    second_time_alone=check.Mistake(
        lambda A, period: np.mean([A[..., i, i - period + 1] for i in range(period, min(2 * period, A.shape[-1]))], axis=0),
        fact="Your mean has the queries `period` to 2 * period - 1 in it here, and no later ones.",
        reason="All queries from period on have stood before, in the third round as well.",
        hint="Go on to the last query."),
    every_time_before=check.Mistake(
        lambda A, period: sum(A[..., i, j] for i in range(period, A.shape[-1]) for j in range(i - period + 1, -1, -period)) / (A.shape[-1] - period),
        fact="You add the weights on all earlier places where the word stood.",
        reason="Of each query one weight counts: that on the key i - period + 1, from the last time.",
        hint="Index with two arrays: queries, and queries - period + 1."),
    largest=check.Mistake(
        lambda A, period: np.max([A[..., i, i - period + 1] for i in range(period, A.shape[-1])], axis=0),
        fact="You take the largest weight.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    averaged_over_heads=check.Mistake(
        lambda A, period: np.diagonal(A, 1 - period, -2, -1)[..., 1:].mean(axis=0),
        fact="You take the mean over the heads, not over the queries.",
        reason="Each head has a share of its own: the result has the shape (...).",
        hint="axis=-1."),
    last_query_alone=check.Mistake(
        lambda A, period: A[..., -1, -period],
        fact="Your result is the weight of the last query alone.",
        reason="A share is a mean over the queries, from period on.",
        hint="mean(axis=-1) of what you picked."),
    median=check.Mistake(
        lambda A, period: np.median(np.diagonal(A, 1 - period, -2, -1)[..., 1:], axis=-1),
        fact="You take the median.",
        reason="A share is a mean over the queries.",
        hint="mean(axis=-1)."),
    key_before_the_query=check.Mistake(
        lambda A, period: np.diagonal(A, -1, -2, -1)[..., period - 1:].mean(axis=-1),
        fact="You take the key just before each query.",
        reason="The word stood `period` places back, and what came after it then is one place on.",
        hint="The key is i - period + 1."),
    first_round_alone=check.Mistake(
        lambda A, period: np.mean([A[..., i, (i + 1) % period] for i in range(period, A.shape[-1])], axis=0),
        fact="You take the key (i + 1) % period, which always lies in the first round.",
        reason="The key moves along with the query: from the third round on, the word stood in the second, too.",
        hint="The key is i - period + 1."),
    a_whole_block=check.Mistake(
        lambda A, period: A[..., period:, 1:A.shape[-1] - period + 1].mean(axis=(-2, -1)),
        fact="You take the mean of a whole block: each of the queries with each of the keys.",
        reason="Of each query one weight counts: that on the key i - period + 1.",
        hint="Index with two arrays, queries and queries - period + 1; or take the diagonal of that block."),
    early_queries_on_key_0=check.Mistake(
        lambda A, period: sum(A[..., i, max(i - period + 1, 0)] for i in range(A.shape[-1])) / A.shape[-1],
        fact="Your mean has all queries in it; those before `period` count their weight on key 0.",
        reason="A word that has not stood before has no key to copy from.",
        hint="Begin with i = period, and divide by n - period."),
)
