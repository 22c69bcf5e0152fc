# %% [markdown]
# Right results and known mistakes of 04_softmax, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("04_softmax")
test = check("softmax")

# %% exercise="softmax"
import scipy.special


def reference_softmax(z, axis=-1):
    return scipy.special.softmax(np.asarray(z, dtype=float), axis=axis)


def wrong_lost_axis(z, axis, of_maximum, of_sum):
    e = np.exp(z - z.max(axis=axis, keepdims=not of_maximum))
    return e / e.sum(axis=axis, keepdims=not of_sum)


def wrong_no_maximum(z, axis=-1):
    e = np.exp(np.asarray(z, dtype=float))
    return e / e.sum(axis=axis, keepdims=True)


def wrong_minus_infinity(z, axis, constant):
    return reference_softmax(np.where(np.isneginf(z), constant, z), axis)


def wrong_maximum_of_everything(z, axis=-1):
    e = np.exp(np.asarray(z, dtype=float) - np.max(z))
    return e / e.sum(axis=axis, keepdims=True)


def wrong_reference_point(z, axis, point):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - point(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


wrong_axis_ignored = check.Mistake(
    lambda z, *others, axis=-1: reference_softmax(z),
    fact="Your result is normalised along the last axis, and another was asked for.",
    reason="The caller says along which axis to normalise.",
    hint="Use the argument: axis=axis in max and in sum.")
wrong_keepdims_text = dict(
    reason="Shape (n,) lines up with the last axis, so what belongs to row i is applied to column i.",
    hint="Keep the axis: z.max(axis=axis, keepdims=True).")
wrong_reference_text = dict(
    fact="Scores overflow that are far above the others, as where the mean or the minimum is taken off, not the maximum.",
    reason="Only when the largest is taken off, all exponents are 0 or below.",
    hint="Subtract the maximum along the axis.")

test.axes("query", "key")
test.knows(
    reference_softmax,
    softmax_over_queries=lambda z, axis=-1: reference_softmax(z, axis=-2 if np.ndim(z) > 1 else -1),
    softmax_over_everything=check.Mistake(
        lambda z, axis=-1: reference_softmax(z, axis=None),
        fact="Your result is softmax over the whole array: all {size} entries together sum to 1.",
        reason="The entries along the axis must sum to 1, by themselves, wherever the others lie.",
        hint="Take maximum and sum along the axis: axis=axis, keepdims=True."),
    missing_keepdims=lambda z, axis=-1: wrong_lost_axis(z, axis, False, True),
    missing_keepdims_of_the_maximum=check.Mistake(
        lambda z, axis=-1: wrong_lost_axis(z, axis, True, False),
        fact="Your result is what comes when the maximum of each row loses its axis and is taken off the columns.",
        **wrong_keepdims_text),
    missing_keepdims_twice=check.Mistake(
        lambda z, axis=-1: wrong_lost_axis(z, axis, True, True),
        fact="Your result is what comes when the maximum and the sum of each row both lose their axis.",
        **wrong_keepdims_text),
    no_max_subtraction=wrong_no_maximum,
    max_of_everything=wrong_maximum_of_everything,
    axis_ignored=wrong_axis_ignored,
    divided_without_exp=check.Mistake(
        lambda z, axis=-1: z / np.sum(z, axis=axis, keepdims=True),
        fact="Your result is the scores divided by their sum, without the exponential.",
        reason="Scores may be negative, and then such shares are negative or above 1.",
        hint="Take np.exp of the scores first."),
    not_divided=check.Mistake(
        lambda z, axis=-1: np.exp(z - np.max(z, axis=axis, keepdims=True)),
        fact="Your result has the exponentials, but they are not divided by their sum: the largest along the axis is 1.",
        reason="The entries along the axis must sum to 1.",
        hint="Divide by the sum along the axis, with keepdims=True."),
    scores_clipped=check.Mistake(
        lambda z, axis=-1: wrong_no_maximum(np.clip(z, -700, 700), axis),
        fact="Different large scores get the same weight, as where scores, or their exponentials, are cut off at a limit.",
        reason="Softmax depends on the steps between scores, and these are lost.",
        hint="Take the maximum along the axis off all scores instead: that changes no step."),
    axis_of_the_maximum_ignored=check.Mistake(
        lambda z, axis=-1: (lambda e: e / e.sum(axis=axis, keepdims=True))(np.exp(z - z.max(axis=-1, keepdims=True))),
        fact="Your result is what comes when the maximum is taken along the last axis, and the sum along the one asked for.",
        reason="Scores that share one sum must all lose the same number; else their steps change.",
        hint="Use axis=axis in max, too."),
    overflow_painted_over=check.Mistake(
        lambda z, axis=-1: np.nan_to_num(wrong_no_maximum(z, axis)),
        fact="Large scores overflow, and 0 stands where nan came out: the largest score gets no weight.",
        reason="exp(1000) is infinite, and infinite / infinite is nan. The weight of such a score is near 1, not 0.",
        hint="Subtract the maximum along the axis before exp; then there is no nan to replace."),
    minus_infinity_as_zero=check.Mistake(
        lambda z, axis=-1: wrong_minus_infinity(z, axis, 0.0),
        fact="A score of -inf gets the weight of a score of 0: exp(0) is 1.",
        reason="-inf means: no weight at all. exp(-inf) is 0 without any help.",
        hint="Leave -inf as it is."),
    minus_infinity_as_a_constant=check.Mistake(
        lambda z, axis=-1: wrong_minus_infinity(z, axis, -1e9),
        fact="Where all other scores are very low, -inf gets weight, as when a large negative number takes its place.",
        reason="No finite number is below every score.",
        hint="Leave -inf as it is: exp(-inf) is 0."),
    each_score_by_itself=check.Mistake(
        lambda z, axis=-1: np.ones(np.shape(z)) if np.ndim(z) == 1 else reference_softmax(z, axis),
        fact="All your weights are 1: each score was normalised by itself.",
        reason="A vector has no rows to loop over; its scores lie along its only axis.",
        hint="Let max and sum work along the axis of the whole array, in place of a loop over rows."),
    logarithms_of_the_weights=check.Mistake(
        lambda z, axis=-1: scipy.special.log_softmax(np.asarray(z, dtype=float), axis=axis),
        fact="You give the logarithms of the weights: all of them are 0 or below.",
        reason="Logarithms are handy for a loss; a mean of values needs the weights themselves.",
        hint="Take exp at the end."),
    sigmoid_in_place_of_softmax=check.Mistake(
        lambda z, axis=-1: scipy.special.expit(np.asarray(z, dtype=float)),
        fact="Your result is 1 / (1 + exp(-z)) of each score.",
        reason="That looks at each score by itself, and so the results along the axis do not sum to 1.",
        hint="Divide the exponential of each score by the sum of all of them along the axis."),
    powers_of_two=check.Mistake(
        lambda z, axis=-1: reference_softmax(np.asarray(z) * np.log(2), axis),
        fact="Your result is made of powers of 2 in place of exp.",
        reason="They make shares, too, but others; softmax is made of powers of e.",
        hint="Use np.exp."),
    sign_turned=check.Mistake(
        lambda z, axis=-1: reference_softmax(-np.asarray(z, dtype=float), axis),
        fact="The largest score gets the smallest weight: your result is softmax of -z.",
        reason="A large score means that query and key fit.",
        hint="Use exp(z - max), and not exp(max - z)."),
    mean_in_place_of_maximum=check.Mistake(
        lambda z, axis=-1: wrong_reference_point(z, axis, np.mean),
        **wrong_reference_text),
    minimum_in_place_of_maximum=check.Mistake(
        lambda z, axis=-1: wrong_reference_point(z, axis, np.min),
        **wrong_reference_text),
    single_precision=check.Mistake(
        lambda z, axis=-1: (lambda z: (lambda e: e / e.sum(axis=axis, keepdims=True))(
            np.exp(z - z.max(axis=axis, keepdims=True))))(np.asarray(z).astype(np.float32)),
        fact="Huge scores have become infinite, as in float32, which ends at 3.4e38.",
        reason="Scores may be as large as 1e308, which float64 holds.",
        hint="Compute in float64: np.asarray(z, dtype=float)."),
    softmax_twice=check.Mistake(
        lambda z, axis=-1: reference_softmax(reference_softmax(z, axis), axis),
        fact="Your result is softmax of softmax.",
        reason="The second one takes the weights for scores. They all lie between 0 and 1, so it makes them nearly equal.",
        hint="Normalise once."),
    all_to_the_largest=check.Mistake(
        lambda z, axis=-1: (np.asarray(z) == np.max(z, axis=axis, keepdims=True)).astype(float),
        fact="You give 1 to the largest score and 0 to all others.",
        reason="Softmax is soft: each score gets its share.",
        hint="Take exp of all scores, and divide by their sum."),
    fractions_of_scores_lost=check.Mistake(
        lambda z, axis=-1: reference_softmax(np.trunc(z), axis),
        fact="Your result is softmax of the scores without what stands after the point.",
        reason="Steps smaller than 1 are steps, too.",
        hint="Convert to float, not to int."),
    scaled_by_the_width=check.Mistake(
        lambda z, axis=-1: reference_softmax(np.asarray(z) / np.shape(z)[-1] ** 0.5, axis),
        fact="Your result is softmax of scores divided by the square root of their number in a row.",
        reason="The scale sqrt(d_k) belongs to the scores and has been applied by whoever made them.",
        hint="Take the scores as they come."),
    squares_in_place_of_exp=check.Mistake(
        lambda z, axis=-1: np.square(np.asarray(z, float)) / np.square(np.asarray(z, float)).sum(axis=axis, keepdims=True),
        fact="Your result is the squares of the scores, divided by their sum.",
        reason="A square loses the sign: -2 gets as much as 2.",
        hint="Use np.exp."),
    infinite_scores_left_out=check.Mistake(
        lambda z, axis=-1: reference_softmax(z[np.isfinite(z)]) if np.isneginf(z).any() else reference_softmax(z, axis),
        fact="Scores of -inf are taken out, and your result has shape {shape}.",
        reason="The result has the shape of z, with a weight of 0 where the score is -inf.",
        hint="Leave -inf as it is: exp(-inf) is 0."),
    integer_truncation=lambda z, axis=-1: reference_softmax(z, axis).astype(int),
    maximum_of_the_exponentials=check.Mistake(
        lambda z, axis=-1: (lambda e: e / e.sum(axis=axis, keepdims=True))(
            (lambda e: e - e.max(axis=axis, keepdims=True))(np.exp(np.asarray(z, dtype=float)))),
        fact="The largest score gets 0: the maximum is taken off the exponentials, after exp.",
        reason="Taken off the scores, it cancels in the division; taken off exp of them, it does not.",
        hint="Subtract the maximum of z from z, then apply exp."),
)

# %% exercise="softmax_with_temperature"
test.given(softmax=reference_softmax)


def reference_tempered(z, temperature, axis=-1):
    return scipy.special.softmax(np.asarray(z, dtype=float) * (1.0 / temperature), axis=axis)


def wrong_power(z, temperature, axis=-1):
    p = reference_softmax(z, axis) ** (1.0 / temperature)
    return p / p.sum(axis=axis, keepdims=True)


test.axes("query", "key")
test.knows(
    reference_tempered,
    multiplied_by_the_temperature=check.Mistake(
        lambda z, temperature, axis=-1: reference_softmax(np.multiply(z, temperature), axis),
        fact="Your result is that of scores multiplied by the temperature (or of weights raised to that power): hot becomes "
             "sharp, and cold becomes even.",
        reason="A high temperature makes the steps between scores small.",
        hint="Divide the scores by the temperature."),
    temperature_ignored=check.Mistake(
        lambda z, temperature, axis=-1: reference_softmax(z, axis),
        fact="Your result is that of temperature 1, and another came.",
        reason="What adds one number to all scores, or multiplies all exponentials by one, cancels in softmax.",
        hint="Let the temperature change the steps between the scores: divide the scores by it."),
    divided_after_softmax=check.Mistake(
        lambda z, temperature, axis=-1: reference_softmax(z, axis) / temperature,
        fact="Your result is the weights divided by the temperature: they no longer sum to 1.",
        reason="Temperature changes the steps between scores, and softmax does the rest.",
        hint="Divide first, then apply softmax."),
    root_of_the_temperature=check.Mistake(
        lambda z, temperature, axis=-1: reference_softmax(np.asarray(z) / np.sqrt(temperature), axis),
        fact="Your result is that of scores divided by the square root of the temperature.",
        reason="The root belongs to d_k; a temperature is used as it is.",
        hint="Divide by the temperature itself."),
    integer_division=check.Mistake(
        lambda z, temperature, axis=-1: reference_softmax(np.floor_divide(z, temperature), axis),
        fact="Your result is that of divided scores that are rounded down to whole numbers.",
        reason="Two scores that differ by less than the temperature become equal.",
        hint="Use / and not //, and leave out floor."),
    softmax_over_queries=lambda z, temperature, axis=-1: reference_tempered(z, temperature, max(-2, -np.ndim(z))),
    softmax_over_everything=lambda z, temperature, axis=-1: reference_tempered(z, temperature, None),
    axis_ignored=check.Mistake(
        lambda z, temperature, *others, axis=-1: reference_tempered(z, temperature),
        fact=wrong_axis_ignored.fact, reason=wrong_axis_ignored.reason,
        hint="Hand the argument on: softmax(..., axis=axis)."),
    no_max_subtraction=lambda z, temperature, axis=-1: wrong_no_maximum(np.asarray(z) / temperature, axis),
    max_of_everything=lambda z, temperature, axis=-1: wrong_maximum_of_everything(np.asarray(z) / temperature, axis),
    sign_turned=check.Mistake(
        lambda z, temperature, axis=-1: reference_tempered(-np.asarray(z), temperature, axis),
        fact="The largest score gets the smallest weight: the sign of the scores is turned.",
        reason="Temperature changes how large the steps between scores are, not which of them is the largest.",
        hint="Divide z by the temperature, without a minus."),
    temperature_squared=check.Mistake(
        lambda z, temperature, axis=-1: reference_tempered(z, temperature ** 2, axis),
        fact="Your result is that of scores divided by the square of the temperature, or twice by it.",
        reason="The scores are divided once.",
        hint="Divide by the temperature itself."),
    one_added_to_the_temperature=check.Mistake(
        lambda z, temperature, axis=-1: reference_tempered(z, temperature + 1, axis),
        fact="Your result is that of scores divided by 1 + temperature.",
        reason="A temperature of 1 must leave softmax as it is.",
        hint="Divide by the temperature itself; that it is not 0, your check sees to."),
    softmax_twice=check.Mistake(
        lambda z, temperature, axis=-1: reference_tempered(reference_softmax(z, axis), temperature, axis),
        fact="Your result is softmax of weights divided by the temperature: softmax was applied before, and once more after it.",
        reason="It is scores that the temperature divides; after a softmax they are weights between 0 and 1.",
        hint="Divide z by the temperature, then apply softmax once."),
    temperature_cut_to_a_whole_number=check.Mistake(
        lambda z, temperature, axis=-1: wrong_reference_point(np.asarray(z) / np.trunc(temperature), axis, np.max),
        fact="Your result is that of a temperature cut to a whole number, which 0 is where it is below 1.",
        reason="Any number above 0 is a temperature.",
        hint="Leave out int, // and rounding."),
    power_of_the_scores=check.Mistake(
        lambda z, temperature, axis=-1: reference_softmax(np.asarray(z, float) ** (1 / temperature), axis),
        fact="Your result is softmax of the scores to the power 1 / temperature.",
        reason="That is what happens to the exponentials when the scores are divided: exp(z / T) is exp(z) to the power 1 / T.",
        hint="Divide the scores by the temperature."),
    power_of_the_weights=check.Mistake(
        wrong_power,
        fact="Keys whose weights or exponentials are too small for a float get 0, as where a power is taken after exp.",
        reason="At a high temperature these keys get weight again, but their scores are lost.",
        hint="Divide the scores by the temperature before softmax."),
)


# %% exercise="entropy"
def reference_entropy(p, axis=-1):
    return scipy.special.entr(np.asarray(p, dtype=float)).sum(axis=axis)


def wrong_entropy_of_zeros(p, axis=-1):
    return -(p * np.log(p)).sum(axis=axis)


test.knows(
    reference_entropy,
    entropy_in_bits=check.Mistake(
        lambda p, axis=-1: reference_entropy(p, axis) / np.log(2),
        fact="Your entropy is in bits: it is computed with the logarithm to base 2.",
        reason="Nats are asked for, so that an even row of n shares has entropy log(n).",
        hint="Use np.log, the natural logarithm."),
    entropy_to_base_ten=check.Mistake(
        lambda p, axis=-1: reference_entropy(p, axis) / np.log(10),
        fact="Your entropy is computed with the logarithm to base 10.",
        reason="Nats are asked for, so that an even row of n shares has entropy log(n).",
        hint="Use np.log, the natural logarithm."),
    sign_forgotten=check.Mistake(
        lambda p, axis=-1: -reference_entropy(p, axis),
        fact="Your entropy is negative.",
        reason="The logarithm of a share is at most 0, and the minus sign in front of the sum turns that round.",
        hint="Put one minus sign in front of the sum."),
    zero_times_log_zero=check.Mistake(
        wrong_entropy_of_zeros,
        fact="Where a share is 0, your result is nan: log(0) is minus infinity, and 0 times that is nan.",
        reason="p log p goes to 0 as p goes to 0, so a share of 0 counts 0.",
        hint="Take the logarithm only where p is above 0.",
        alone=True),
    mean_of_the_terms=check.Mistake(
        lambda p, axis=-1: scipy.special.entr(np.asarray(p, dtype=float)).mean(axis=axis),
        fact="Your result is the entropy divided by n: the mean of the terms -p log p.",
        reason="The weights of this mean are in the p already; what is left is a sum.",
        hint="Use sum, and divide by nothing."),
    exp_of_the_entropy=check.Mistake(
        lambda p, axis=-1: np.exp(reference_entropy(p, axis)),
        fact="Your result is exp of the entropy: the number of even shares that would be as spread out.",
        reason="The entropy itself is asked for.",
        hint="Leave out the last exp."),
    summed_everything=check.Mistake(
        lambda p, axis=-1: float(reference_entropy(p, None)),
        fact="Your one number is the sum over all entries.",
        reason="Each row of shares has an entropy of its own.",
        hint="Sum along the axis: axis=axis. (p[p > 0] is one line of numbers without rows; np.where keeps the shape.)"),
    kept_the_axis=check.Mistake(
        lambda p, axis=-1: scipy.special.entr(np.asarray(p, dtype=float)).sum(axis=axis, keepdims=True),
        fact="Your result has shape {shape}, with an axis of length 1 left over.",
        reason="The axis that is summed along must go.",
        hint="Leave out keepdims=True."),
    shares_left_out=check.Mistake(
        lambda p, axis=-1: -np.log(p).sum(axis=axis),
        fact="Your result is minus the sum of the logarithms of the shares, without the shares themselves.",
        reason="A rare share surprises more, but it is also met more rarely: each logarithm is weighed with its share.",
        hint="Sum p log p."),
    squares_in_place_of_logarithms=check.Mistake(
        lambda p, axis=-1: 1 - np.square(np.asarray(p, float)).sum(axis=axis),
        fact="Your result is 1 minus the sum of the squares.",
        reason="That measures how spread out shares are, too, but it is not the entropy.",
        hint="Sum -p log p."),
    logarithm_of_the_squares=check.Mistake(
        lambda p, axis=-1: -np.log(np.square(np.asarray(p, float)).sum(axis=axis)),
        fact="Your result is minus the logarithm of the sum of the squares.",
        reason="In the entropy each share has its own logarithm, and the sum comes after it.",
        hint="Multiply each share with its own logarithm, then sum."),
    divided_by_its_largest_value=check.Mistake(
        lambda p, axis=-1: reference_entropy(p, axis) / np.log(np.shape(p)[axis]),
        fact="Your entropy is divided by log(n), so that it never exceeds 1.",
        reason="Nats are asked for, so that an even row of n shares has entropy log(n).",
        hint="Leave the division out."),
    distance_from_even_shares=check.Mistake(
        lambda p, axis=-1: np.log(np.shape(p)[axis]) - reference_entropy(p, axis),
        fact="Your result is log(n) minus the entropy: how far the shares are from even ones.",
        reason="The entropy itself is asked for, large for even shares and 0 where one has everything.",
        hint="Leave out log(n)."),
    one_added_before_the_logarithm=check.Mistake(
        lambda p, axis=-1: -(p * np.log1p(p)).sum(axis=axis),
        fact="Your result is made with the logarithm of 1 + p.",
        reason="That avoids log(0), but changes all other logarithms, too.",
        hint="Take the logarithm of p, only where p is above 0."),
    largest_share_only=check.Mistake(
        lambda p, axis=-1: -np.log(np.max(p, axis=axis)),
        fact="Your result is minus the logarithm of the largest share.",
        reason="The entropy counts all shares.",
        hint="Sum -p log p."),
    last_share_only=check.Mistake(
        lambda p, axis=-1: scipy.special.entr(np.take(np.asarray(p, dtype=float), -1, axis)),
        fact="Your result is the term -p log p of the last share alone.",
        reason="The entropy is the sum over all shares. In a loop, = writes over what += adds up.",
        hint="Use sum, or += in the loop."),
    softmax_applied=check.Mistake(
        lambda p, axis=-1: reference_entropy(reference_softmax(p, axis), axis),
        fact="Your result is the entropy of softmax of p.",
        reason="p holds the shares already, not scores.",
        hint="Use p as it comes."),
    not_summed=check.Mistake(
        lambda p, axis=-1: scipy.special.entr(np.asarray(p, dtype=float)),
        fact="Your result is the single terms -p log p, of shape {shape}.",
        reason="The entropy of a row of shares is their sum.",
        hint="Sum along the axis."),
    summed_down_the_columns=check.Mistake(
        lambda p, axis=-1: reference_entropy(p, 0),
        fact="Your result is summed along the first axis, and another was asked for.",
        reason="The caller says along which axis the shares lie, and by default it is the last. (SciPy's default is the first.)",
        hint="Use the argument: axis=axis."),
    axis_ignored=check.Mistake(
        lambda p, *others, axis=-1: reference_entropy(p),
        fact="Your result is summed along the last axis, and another was asked for.",
        reason="The caller says along which axis the shares lie.",
        hint="Use the argument: axis=axis."),
)


# %% exercise="softmax_jacobian"
def reference_jacobian(p):
    n = len(p)
    return np.array([[float(p[i] * ((i == j) - p[j])) for j in range(n)] for i in range(n)])


test.axes("weight", "score")
test.knows(
    reference_jacobian,
    diagonal_only=check.Mistake(
        lambda p: np.diag(p * (1.0 - p)),
        fact="You have p (1 - p) on the diagonal and zeros beside it.",
        reason="The weights share a sum of 1, so each score moves all of them: beside the diagonal stands -p_i p_j.",
        hint="Subtract the whole outer product p p^T, not only its diagonal."),
    vector_of_the_diagonal=check.Mistake(
        lambda p: p * (1.0 - p),
        fact="You give n numbers, p (1 - p): the diagonal of the Jacobian.",
        reason="Each of the n scores moves each of the n weights, so there are n x n derivatives.",
        hint="Build diag(p) and subtract the outer product p p^T."),
    inner_product=check.Mistake(
        lambda p: np.diag(p) - float(p @ p.T),
        fact="One number is subtracted everywhere: the inner product of p with itself.",
        reason="p p^T is a column times a row: an (n, n) matrix. (p @ p.T of one axis gives a number, and so does a row times a column.)",
        hint="Use np.outer(p, p)."),
    no_diagonal_matrix=check.Mistake(
        lambda p: p - 1.0 * np.outer(p, p),
        fact="Entry [i, j] of yours is p_j (1 - p_i), beside the diagonal, too, as where p stands in every row.",
        reason="diag(p) has p on the diagonal and zeros elsewhere.",
        hint="Build diag(p) and subtract the outer product p p^T."),
    identity_in_place_of_diagonal=check.Mistake(
        lambda p: np.eye(len(p)) - np.outer(p, p),
        fact="Your result is the identity matrix minus the outer product.",
        reason="The diagonal matrix holds the weights p, not ones.",
        hint="Use np.diag(p)."),
    sign_turned=check.Mistake(
        lambda p: -reference_jacobian(p),
        fact="All your signs are turned round.",
        reason="A weight grows with its own score, so the diagonal is positive.",
        hint="diag(p) comes first, and p p^T is subtracted."),
    outer_product_added=check.Mistake(
        lambda p: np.diag(p) + 1.0 * np.outer(p, p),
        fact="Your result is diag(p) plus the outer product.",
        reason="The weights sum to 1 always, so each column of changes must sum to 0.",
        hint="Subtract p p^T."),
    outer_product_only=check.Mistake(
        lambda p: -1.0 * np.outer(p, p),
        fact="You have -p_i p_j everywhere, on the diagonal, too.",
        reason="A weight grows with its own score: there p_i is added.",
        hint="Add diag(p)."),
    outer_product_with_the_rest=check.Mistake(
        lambda p: np.outer(p, 1.0 - p),
        fact="You have p_i (1 - p_j) everywhere.",
        reason="That holds on the diagonal, where i and j are the same; elsewhere it is -p_i p_j.",
        hint="Build diag(p) and subtract the outer product p p^T."),
    negative_rest_beside_the_diagonal=check.Mistake(
        lambda p: np.where(np.eye(len(p), dtype=bool), 1, -1) * np.outer(p, 1.0 - p),
        fact="Beside the diagonal you have -p_i (1 - p_j).",
        reason="p (1 - p) belongs to the diagonal alone; elsewhere it is -p_i p_j.",
        hint="Build diag(p) and subtract the outer product p p^T."),
    squares_subtracted_twice=check.Mistake(
        lambda p: np.diag(p * (1.0 - p)) - np.outer(p, p),
        fact="On the diagonal you have p_i - 2 p_i^2: the square is subtracted twice.",
        reason="The outer product has the squares on its diagonal already.",
        hint="Start from diag(p), not from diag(p (1 - p))."),
    diagonal_of_a_column=check.Mistake(
        lambda p: 1.0 * p[0] - np.outer(p, p),
        fact="Your result is p_0 minus the outer product: np.diag of a column (n, 1) takes its only diagonal entry out.",
        reason="np.diag makes a diagonal matrix of an array with one axis, and takes the diagonal out of one with two.",
        hint="Give np.diag the p with one axis, as it came in."),
    weight_beside_the_diagonal=check.Mistake(
        lambda p: np.where(np.eye(len(p), dtype=bool), np.outer(p, 1.0 - p), -1.0 * np.asarray(p)[:, None]),
        fact="Beside the diagonal you have -p_i, without the factor p_j.",
        reason="How much weight i moves with score j depends on both weights.",
        hint="Beside the diagonal stands -p_i p_j."),
    plain_outer_product=check.Mistake(
        lambda p: 1.0 * np.outer(p, p),
        fact="Your result is the outer product p p^T alone.",
        reason="It is subtracted from diag(p): a weight grows with its own score, and shrinks with the others.",
        hint="Give np.diag(p) - np.outer(p, p)."),
    squares_in_every_row=check.Mistake(
        lambda p: np.diag(p) - 1.0 * np.square(p),
        fact="Your result is diag(p) minus p_j^2 in every row, as where a row of squares is broadcast.",
        reason="p p^T is a column times a row: entry [i, j] is p_i p_j. (np.diag of a matrix takes its diagonal out.)",
        hint="Use np.outer(p, p)."),
    squares_in_every_column=check.Mistake(
        lambda p: np.diag(p) - 1.0 * np.square(p)[:, None],
        fact="Your result is diag(p) minus p_i^2 in every column, as where a column of squares is broadcast.",
        reason="p p^T is a column times a row: entry [i, j] is p_i p_j.",
        hint="Use np.outer(p, p)."),
    outer_product_forgotten=check.Mistake(
        lambda p: np.diag(p).astype(float),
        fact="Your result is diag(p) alone.",
        reason="The weights share a sum of 1: when one grows, the others shrink, by p_i p_j.",
        hint="Subtract np.outer(p, p)."),
    divided_by_n=check.Mistake(
        lambda p: np.diag(p) - np.outer(p, p) / len(p),
        fact="Your outer product is divided by n.",
        reason="Then the columns do not sum to 0, though the weights always sum to 1.",
        hint="Leave the division out."),
    jacobian_of_the_logarithms=check.Mistake(
        lambda p: np.eye(len(p)) - np.asarray(p, dtype=float),
        fact="Your result is the identity minus p: the derivative of the logarithms of the weights.",
        reason="A weight's own derivative is that, times the weight.",
        hint="Build diag(p) and subtract the outer product p p^T."),
    one_half_only=check.Mistake(
        lambda p: np.triu(reference_jacobian(p)),
        fact="Below the diagonal you have zeros.",
        reason="Weight i moves with score j as much as weight j with score i: the matrix is symmetric.",
        hint="If you loop, let the inner loop run over all places."),
    squares_left_on_the_diagonal=check.Mistake(
        lambda p: np.where(np.eye(len(p), dtype=bool), 1.0 * p, -1.0 * np.outer(p, p)),
        fact="On the diagonal you have p_i, without p_i^2 taken off.",
        reason="diag(p) - p p^T has p_i - p_i p_i there.",
        hint="Subtract the whole outer product, its diagonal included."),
    signs_beside_the_diagonal=check.Mistake(
        lambda p: np.abs(reference_jacobian(p)),
        fact="Beside the diagonal your numbers have no minus sign.",
        reason="The weights share a sum of 1: when one grows, the others shrink.",
        hint="Beside the diagonal stands -p_i p_j."),
    one_minus_the_outer_product=check.Mistake(
        lambda p: np.diag(1.0 * p) * (1 - np.outer(p, p)),
        fact="You have p_i (1 - p_i^2) on the diagonal and zeros beside it.",
        reason="The weights share a sum of 1, so each score moves all of them: beside the diagonal stands -p_i p_j.",
        hint="Build diag(p) and subtract the outer product p p^T."),
    weights_taken_for_scores=check.Mistake(
        lambda p: reference_jacobian(reference_softmax(p)),
        fact="Your result is the Jacobian of softmax of p.",
        reason="p holds the weights already, not the scores.",
        hint="Use p as it comes."),
)


# %% exercise="normalised_over"
def reference_audit(A, tolerance=1e-6, order=("keys", "queries", "whole matrix"), enough=all, test_sums=None):
    from math import fsum

    A = np.asarray(A, dtype=float).tolist()
    sums = {"keys": [fsum(row) for row in A], "queries": [fsum(column) for column in zip(*A, strict=True)],
            "whole matrix": [fsum(fsum(row) for row in A)]}
    test_sums = test_sums or (lambda values: enough(abs(value - 1) <= tolerance for value in values))
    return next((name for name in order if test_sums(sums[name])), "nothing")


def wrong_exact(A, tolerance=1e-6):
    axes = {"keys": 1, "queries": 0, "whole matrix": None}
    return next((name for name, axis in axes.items() if np.all(np.sum(A, axis=axis) == 1)), "nothing")


def wrong_absolute_missing(A, tolerance=1e-6):
    return reference_audit(A, test_sums=lambda values: all(value - 1 <= tolerance for value in values))


test.knows(
    reference_audit,
    mean_error=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(
            A, tolerance, test_sums=lambda s: np.mean([abs(value - 1) for value in s]) <= tolerance),
        fact="Your answers are those of a mean error of the sums, compared with the tolerance.",
        reason="One row may be far off where many others are exact; every single one must be near 1.",
        hint="Compare each sum, and then use np.all."),
    rows_and_columns_swapped=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(np.transpose(A), tolerance),
        fact="You answer as if the matrix were transposed, with rows and columns exchanged.",
        reason="A row belongs to a query. If it sums to 1, it was normalised over the keys.",
        hint="Look at A.sum(axis=1) for \"keys\" and at A.sum(axis=0) for \"queries\"."),
    queries_first=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, ("queries", "keys", "whole matrix")),
        fact="Where rows and columns both sum to 1, you give \"queries\".",
        reason="Where several hold, the first of the list is asked for, and \"keys\" comes first.",
        hint="Test the rows first.",
        alone=True),
    whole_matrix_first=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, ("whole matrix", "keys", "queries")),
        fact="You give \"whole matrix\" although the rows or the columns sum to 1, too.",
        reason="Where several hold, as with one row or one column, the first of the list is asked for.",
        hint="Test the whole matrix last.",
        alone=True),
    first_row_only=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, test_sums=lambda s: abs(s[0] - 1) <= tolerance),
        fact="Your answers are those of the first row (or column) alone.",
        reason="Softmax along an axis makes every row, or every column, sum to 1.",
        hint="Test all sums."),
    one_row_is_enough=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, enough=any),
        fact="You say so though not every row (or column) sums to 1.",
        reason="Softmax along an axis makes every row, or every column, sum to 1.",
        hint="Compare each sum with 1, and take np.all of the comparisons."),
    mean_of_the_sums=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, test_sums=lambda s: abs(np.mean(s) - 1) <= tolerance),
        fact="You answer as if only the mean of the sums were 1: one that is too large makes up for one that is too small.",
        reason="Every row must sum to 1, not only all rows on average.",
        hint="Compare each sum with 1, then ask whether all are near."),
    tolerance_ignored=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A),
        fact="Your answers are those of tolerance 1e-6, and another one was given.",
        reason="A matrix printed with two decimals needs a larger one than a computed matrix.",
        hint="Use the argument."),
    exact_comparison=check.Mistake(
        wrong_exact,
        fact="Sums that are off by rounding alone do not count as 1: your comparison is exact.",
        reason="Rounding makes sums differ from 1 in the last digits, and printed matrices in earlier ones.",
        hint="Ask whether abs(sum - 1) is at most the tolerance."),
    errors_added_up=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(
            A, tolerance, test_sums=lambda values: sum(abs(value - 1) for value in values) <= tolerance),
        fact="You answer as if the errors of all sums, added up, had to be within the tolerance.",
        reason="The tolerance says how far a single sum may be from 1; with many rows their total is larger.",
        hint="Compare each sum, and then use np.all."),
    signs_looked_at=check.Mistake(
        lambda A, tolerance=1e-6: "nothing" if np.any(np.asarray(A) < 0) else reference_audit(A, tolerance),
        fact="You give \"nothing\" wherever an entry is negative.",
        reason="The statement says: only the sums count, not the signs or sizes of the entries.",
        hint="Look at the sums alone."),
    signs_left_out=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(np.abs(A), tolerance),
        fact="You answer as if all entries were positive.",
        reason="A negative entry makes a sum smaller.",
        hint="Take the absolute value of sum - 1, not of the entries."),
    comparison_turned=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(
            A, tolerance, test_sums=lambda s: all(abs(value - 1) >= tolerance for value in s)),
        fact="You answer \"keys\" where no row sums to 1, as if the comparison were turned round.",
        reason="A sum is near 1 where its distance from 1 is at most the tolerance.",
        hint="Ask whether abs(sum - 1) <= tolerance."),
    whole_matrix_before_queries=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, ("keys", "whole matrix", "queries")),
        fact="Where a single column sums to 1, you give \"whole matrix\".",
        reason="Where several hold, the first of the list is asked for, and \"queries\" comes before \"whole matrix\".",
        hint="Test the whole matrix last.",
        alone=True),
    means_in_place_of_sums=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(np.asarray(A) / [[np.size(A, 1)]], tolerance, ("keys",)),
        fact="You answer as if means were compared with 1, not sums.",
        reason="The shares of a row sum to 1, so that their mean is 1 over their number.",
        hint="Use sum."),
    squares_summed=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(np.square(A), tolerance),
        fact="You answer as if the squares of the entries were summed.",
        reason="Weights are shares: they themselves sum to 1. It is vectors of length 1 whose squares do.",
        hint="Sum the entries."),
    whole_matrix_forgotten=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, ("keys", "queries")),
        fact="You never give \"whole matrix\".",
        reason="Softmax without an axis makes all entries together sum to 1, and neither rows nor columns.",
        hint="Test the sum of all entries, after rows and columns."),
    sums_compared_with_each_other=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(
            A, tolerance, test_sums=lambda s: (max(s) - min(s) if len(s) > 1 else abs(s[0] - 1)) <= tolerance),
        fact="You answer as if the sums had to be all the same, and not 1.",
        reason="Rows that all sum to 2 are no shares.",
        hint="Compare each sum with 1."),
    another_default_tolerance=check.Mistake(
        lambda A, tolerance=0.05: reference_audit(A, tolerance),
        fact="Where no tolerance is given, yours is larger than 1e-6.",
        reason="The first line of the function says tolerance=1e-6.",
        hint="Keep the default."),
    sums_rounded=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, test_sums=lambda values: all(round(value) == 1 for value in values)),
        fact="Sums such as 0.9 and 1.3 count as 1 for you, whatever the tolerance.",
        reason="Each sum may be off by no more than the tolerance.",
        hint="Compare abs(sum - 1) with the tolerance, and round nothing."),
    sums_not_compared=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, test_sums=lambda values: all(values)),
        fact="You answer \"keys\" wherever no row sums to 0: the sums are not compared with 1.",
        reason="np.all of the sums themselves is True unless one of them is 0.",
        hint="np.all takes the comparisons: np.all(np.abs(sums - 1) <= tolerance)."),
    queries_forgotten=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, ("keys", "whole matrix")),
        fact="You never give \"queries\".",
        reason="Softmax down the columns makes every column sum to 1.",
        hint="Test the columns, after the rows."),
    whole_matrix_without_a_test=check.Mistake(
        lambda A, tolerance=1e-6: (lambda name: "whole matrix" if name == "nothing" else name)(
            reference_audit(A, tolerance, ("keys", "queries"))),
        fact="You give \"whole matrix\" wherever neither rows nor columns sum to 1.",
        reason="It may be that nothing was normalised at all.",
        hint="Test the sum of all entries, too."),
    last_that_holds=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, ("whole matrix", "queries", "keys")),
        fact="Where several hold, you give the last of the list.",
        reason="The first of them is asked for; a later test must not replace what an earlier one found.",
        hint="Return as soon as one holds, or test in the other order."),
    last_row_only=check.Mistake(
        lambda A, tolerance=1e-6: reference_audit(A, tolerance, test_sums=lambda s: abs(s[-1] - 1) <= tolerance),
        fact="The last row (or column) alone decides.",
        reason="In a loop, each row may replace what the rows before it said.",
        hint="Use np.all over all sums."),
    absolute_value_missing=check.Mistake(
        wrong_absolute_missing,
        fact="You accept sums far below 1.",
        reason="sum - 1 is negative then, and smaller than any tolerance.",
        hint="Compare abs(sum - 1) with the tolerance."),
)
