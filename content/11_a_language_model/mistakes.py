# %% [markdown]
# Right results and known mistakes of 11_a_language_model, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("11_a_language_model")
test = check("next_word_windows")

# %% exercise="next_word_windows"
# All names of hidden tests stand before the first example: a cell that fails there runs no further.


def reference_normal(*shapes):
    """Standard normal arrays of these shapes; the same ones at each call."""
    numbers = np.random.default_rng([11, *(size for shape in shapes for size in shape)])
    return [numbers.normal(size=shape) for shape in shapes]


def reference_windows(tokens, length):
    if len(tokens) < length + 1:
        raise ValueError(f"{len(tokens)} tokens, length {length}")
    begins = range(0, len(tokens) - length, length)
    return tuple(np.array([tokens[b + shift:b + shift + length] for b in begins]) for shift in (0, 1))


def wrong_windows(inputs=0, targets=1, step=None, begin=0):
    """Windows that begin elsewhere, every `step` tokens, with inputs and targets moved on."""
    def wrong(tokens, length):
        most = max(inputs, targets)
        begins = range(begin(tokens, length) if begin else 0, len(tokens) - length - most + 1, step(length) if step else length)
        return tuple(np.array([tokens[b + shift:b + shift + length] for b in begins]) for shift in (inputs, targets))
    return wrong


def wrong_rest_filled_up(tokens, length):
    """One more window for the rest, with zeros where the text has ended."""
    m = -(-(len(tokens) - 1) // length)
    return tuple(np.pad(tokens[shift:len(tokens) - 1 + shift], (0, m * length - len(tokens) + 1)).reshape(m, length) for shift in (0, 1))


def wrong_whole_windows(tokens, length):
    """Windows of the text, each the input for the one after it."""
    windows = tokens[:len(tokens) // length * length].reshape(-1, length)
    return windows[:-1], windows[1:]


def wrong_uneven_parts(tokens, length):
    return tuple(np.array(np.array_split(half, (len(tokens) - 1) // length)) for half in (tokens[:-1], tokens[1:]))


def wrong_round_the_end(tokens, length):
    """N // length windows; the last target is the text's first token, where no other is left."""
    m = max(len(tokens) // length, 1)
    return tuple(np.resize(np.roll(tokens, -shift), (m, length)) for shift in (0, 1))


def wrong_windows_counted(cut):
    """N // length windows, for the last of which a target may be missing."""
    return lambda tokens, length: tuple(cut(half, length, max(len(tokens) // length, 1)) for half in (tokens, tokens[1:]))


TOO_MANY = dict(
    fact="Where the text fills its last window to the end, you make a window too many: no token is left for its last target.",
    reason="The last token of a text has no next word, so it can be a target and not an input.",
    hint="m is (N - 1) // length, not N // length.")

test.knows(
    reference_windows,
    targets_are_the_inputs=check.Mistake(
        wrong_windows(targets=0),
        fact="Your targets are the inputs themselves.",
        reason="The model is to say what comes next; the word that it sees is no guess.",
        hint="Take the targets one place further on in the text."),
    targets_one_place_back=check.Mistake(
        wrong_windows(inputs=1, targets=0),
        fact="Your targets stand one place before the inputs.",
        reason="The model reads forward: the target of a token is the one after it.",
        hint="Exchange inputs and targets."),
    targets_two_places_on=check.Mistake(
        wrong_windows(targets=2),
        fact="Your targets stand two places on.",
        reason="The target of a token is the very next one.",
        hint="Begin the targets at token 1."),
    windows_overlap=check.Mistake(
        wrong_windows(step=lambda length: 1),
        fact="Your windows begin at each token, so they overlap.",
        reason="Windows stand side by side: the next one begins where the last one ended.",
        hint="Go on by `length` tokens, not by one."),
    a_token_lost_between_windows=check.Mistake(
        wrong_windows(step=lambda length: length + 1),
        fact="Between two of your windows one token is left out.",
        reason="The last target of a window is the first input of the next one.",
        hint="Go on by `length` tokens, not by length + 1."),
    windows_end_with_the_text=check.Mistake(
        wrong_windows(begin=lambda tokens, length: (len(tokens) - 1) % length),
        fact="Your windows end with the text, and leave tokens out at its beginning.",
        reason="The first window begins with the first token; what fills no window is left out at the end.",
        hint="Cut the text off at m * length."),
    targets_go_round=check.Mistake(
        lambda tokens, length: (reference_windows(tokens, length)[0], np.roll(reference_windows(tokens, length)[0], -1, axis=1)),
        fact="The last target in each of your windows is the window's own first token.",
        reason="In the text another token comes next; np.roll puts what falls out at one end in again at the other.",
        hint="Cut the targets from the text, one place further on."),
    dealt_out_like_cards=check.Mistake(
        lambda tokens, length: tuple(half.reshape(half.shape[::-1]).T for half in reference_windows(tokens, length)),
        fact="Your tokens are dealt out in turn: neighbours in the text stand in different windows.",
        reason="A window is a piece of the text.",
        hint="Cut the text into pieces: if you reshape, to (m, length), and transpose nothing."),
    windows_as_columns=check.Mistake(
        lambda tokens, length: tuple(half.T for half in reference_windows(tokens, length)),
        fact="Your windows are columns.",
        reason="A window is a row: (m, length).",
        hint="Leave out the transpose, or stack the windows along axis 0."),
    last_window_lost=check.Mistake(
        lambda tokens, length: tuple(half[:max((len(tokens) - 2) // length, 1)] for half in reference_windows(tokens, length)),
        fact="Your last window is missing.",
        reason="A window needs `length` inputs and one more token, the last target; here they are there.",
        hint="m is (N - 1) // length."),
    targets_of_the_last_token_only=check.Mistake(
        lambda tokens, length: (reference_windows(tokens, length)[0], reference_windows(tokens, length)[1][:, -1]),
        fact="You give one target for each window.",
        reason="Under the causal mask a window of n tokens makes n guesses, and each has its target.",
        hint="Give targets the shape of the inputs."),
    targets_of_the_next_window=check.Mistake(
        lambda tokens, length: (reference_windows(tokens, length)[0], np.roll(reference_windows(tokens, length)[0], -1, axis=0)),
        fact="The targets of each of your windows are the inputs of the next one.",
        reason="The target of a token is the one after it, not the one `length` places on.",
        hint="Cut the targets from the text, one place further on."),
    targets_a_window_on=check.Mistake(
        lambda tokens, length: (reference_windows(tokens, length)[0], np.resize(
            np.roll(tokens, -length), reference_windows(tokens, length)[0].shape)),
        fact="Your targets stand `length` places on in the text: a whole window.",
        reason="The target of a token is the very next one.",
        hint="Move the targets on by one."),
    last_target_is_zero=check.Mistake(
        lambda tokens, length: (reference_windows(tokens, length)[0], reference_windows(tokens, length)[1] * (np.arange(length) < length - 1)),
        fact="The last target of each of your windows is 0.",
        reason="The text goes on after the window, so its last token has a target, too.",
        hint="Cut the targets from the text, one place further on."),
    first_window_lost=check.Mistake(
        lambda tokens, length: tuple(half[1:] if len(half) > 1 else half for half in reference_windows(tokens, length)),
        fact="Your first window is missing.",
        reason="The first window begins with the first token of the text.",
        hint="Count the windows from 0."),
    one_window_too_many=check.Mistake(
        wrong_round_the_end,
        **TOO_MANY),
    one_window_too_many_to_reshape=check.Mistake(
        wrong_windows_counted(lambda half, length, m: half[:m * length].reshape(m, length)),
        **TOO_MANY),
    one_window_too_many_and_short=check.Mistake(
        wrong_windows_counted(lambda half, length, m: np.array([half[i * length:(i + 1) * length] for i in range(m)])),
        **TOO_MANY),
    rest_filled_up_with_zeros=check.Mistake(
        wrong_rest_filled_up,
        fact="You make one more window of the tokens that are left, and fill it up with zeros.",
        reason="0 is a token, too, and the model would learn to write it at the end.",
        hint="Leave out the tokens that fill no whole window."),
    each_window_before_the_next=check.Mistake(
        wrong_whole_windows,
        fact="The target of each of your windows is the whole window after it.",
        reason="The target of a token is the very next one, not the one `length` places on.",
        hint="Cut the targets from the text, one place further on than the inputs."),
    parts_of_unequal_length=check.Mistake(
        wrong_uneven_parts,
        fact="Your parts take all tokens of the text, and so some have more or fewer than `length`.",
        reason="Rows of different lengths make no array; a window has `length` tokens, and the rest is left out.",
        hint="Cut the text off at m * length tokens first."),
    first_token_never_an_input=check.Mistake(
        wrong_windows(inputs=1, targets=2),
        fact="Your windows begin with the second token: the first one is never an input.",
        reason="The first window begins with the first token of the text, and its first target is the second.",
        hint="Begin the inputs at token 0 and the targets at token 1."),
    targets_go_round_the_text=check.Mistake(
        lambda tokens, length: (reference_windows(tokens, length)[0], np.roll(reference_windows(tokens, length)[0].ravel(), -1).reshape(-1, length)),
        fact="The very last of your targets is the first token of the text.",
        reason="The last input, too, has a next token in the text; np.roll puts what falls out at one end in again at the other.",
        hint="Cut the targets from the text, one place further on."),
    token_numbers_raised_by_one=check.Mistake(
        lambda tokens, length: (reference_windows(tokens, length)[0], reference_windows(tokens, length)[0] + 1),
        fact="Your targets are the inputs plus 1.",
        reason="A target stands one place further on in the text; adding 1 makes another word of it.",
        hint="Cut the targets from the text, one place further on."),
    too_few_windows=check.Mistake(
        lambda tokens, length: tuple(half[:max(len(tokens) // (length + 1), 1)] for half in reference_windows(tokens, length)),
        fact="You make fewer windows than the text has room for.",
        reason="Neighbouring windows share a token, the last target of one and first input of the next, so each needs only `length` tokens of its own.",
        hint="m is (N - 1) // length."),
)


# %% exercise="cross_entropy"
def reference_logits_case(*shape):
    """Logits of this shape, and targets."""
    return reference_normal(shape)[0], np.random.default_rng([11, *shape]).integers(shape[-1], size=shape[:-1])


def reference_log_p(logits, targets):
    """log p of each target, place by place."""
    if np.min(targets) < 0 or np.max(targets) >= logits.shape[-1]:
        raise ValueError(f"targets {np.min(targets)} to {np.max(targets)}, {logits.shape[-1]} words")
    rows, wanted = np.reshape(logits, (-1, logits.shape[-1])).astype(float), np.ravel(targets)
    below = [row - row.max() for row in rows]
    found = [row[t] - np.log(np.exp(row).sum()) for row, t in zip(below, wanted, strict=True)]
    return np.reshape(found, np.shape(targets))


def reference_cross_entropy(logits, targets):
    return float(-(reference_log_p(logits, targets) / np.size(targets)).sum())


def wrong_softmax(logits, axis=-1, shift=True):
    z = np.asarray(logits, dtype=float)
    E = np.exp(z - z.max(axis=axis, keepdims=True) * shift)
    return E / E.sum(axis=axis, keepdims=True)


def wrong_picked(p, targets):
    return np.take_along_axis(p, np.asarray(targets)[..., None], axis=-1)[..., 0]


def wrong_logs(p, constant=0.0):
    """-mean log of what p(logits) gives the targets."""
    return lambda logits, targets: float(-np.log(wrong_picked(p(logits), targets) + constant).mean())


def wrong_far_rows(logits):
    E = np.exp(logits - np.max(logits))
    return E / E.sum(axis=-1, keepdims=True)


def wrong_down_the_columns(logits):
    return wrong_softmax(logits, axis=-2 if np.ndim(logits) > 1 else -1)


def wrong_batches(logits, targets):
    """The sum of the losses, divided by the first axis alone, where there are several."""
    return float(-reference_log_p(logits, targets).sum() / len(targets)) if np.ndim(targets) > 1 else reference_cross_entropy(logits, targets)


LOG_OF_ZERO = dict(
    fact="Where the target's logit is far below the others, its probability is rounded to 0, and your loss is infinite or nan.",
    reason="-log p is a number of moderate size: the distance of the logit from log of the sum of exponentials.",
    hint="Never take the log of a softmax. The logarithm of a quotient is a difference: in its first term log and exp cancel.")
CONSTANT = dict(
    fact="A small constant, added or as the least that a probability may be, keeps your loss below some 20 to 35 nats.",
    reason="A target whose logit is 1000 below the others has a loss of 1000.",
    hint="Leave it out, and compute log p without p: the logarithm of a quotient is a difference.")

test.knows(
    reference_cross_entropy,
    summed_over_places=check.Mistake(
        lambda logits, targets: float(-reference_log_p(logits, targets).sum()),
        fact="Your result is the sum of the losses, not their mean.",
        reason="A sum grows with the length of the text, so that texts cannot be compared.",
        hint="Divide by the number of targets."),
    one_number_for_each_text=check.Mistake(
        lambda logits, targets: -reference_log_p(logits, targets).mean(axis=-1) if np.ndim(targets) > 1 else reference_cross_entropy(logits, targets),
        fact="You give one mean for each text: an array of shape {shape}.",
        reason="The result is one number, the mean over all places, however many axes they have.",
        hint="Take the mean over all axes: no axis."),
    divided_by_the_first_axis=check.Mistake(
        wrong_batches,
        fact="Your result is the sum of the losses, divided by the length of the first axis alone.",
        reason="Each place of each text has a loss, so the mean runs over all axes of the targets.",
        hint="Divide by np.size(targets), or use np.mean."),
    divided_by_words_too=check.Mistake(
        lambda logits, targets: reference_cross_entropy(logits, targets) / logits.shape[-1],
        fact="Your result is divided by V, too.",
        reason="With a one-hot target the sum over the words has one term; a mean over all entries counts the zeros.",
        hint="Sum over the words, and take the mean over the places."),
    in_bits=check.Mistake(
        lambda logits, targets: reference_cross_entropy(logits, targets) / np.log(2),
        fact="Your result is in bits: the logarithm has base 2.",
        reason="The course counts in nats, as softmax does with its e.",
        hint="Use np.log."),
    sign_turned=check.Mistake(
        lambda logits, targets: -reference_cross_entropy(logits, targets),
        fact="Your result has the opposite sign.",
        reason="The logarithm of a probability is below 0; a loss is minus that.",
        hint="Put a minus in front."),
    one_number_for_each_place=check.Mistake(
        lambda logits, targets: -reference_log_p(logits, targets),
        fact="You give the loss of each place: shape {shape}.",
        reason="What is asked is one number.",
        hint="Take the mean."),
    logarithm_forgotten=check.Mistake(
        lambda logits, targets: float(-np.exp(reference_log_p(logits, targets)).mean()),
        fact="Your result is minus the mean probability of the targets, without a logarithm.",
        reason="The loss of a place is -log p.",
        hint="Take the logarithm of each target's probability before the mean."),
    surprise_without_logarithm=check.Mistake(
        lambda logits, targets: float((1 - np.exp(reference_log_p(logits, targets))).mean()),
        fact="Your result is the mean of 1 - p.",
        reason="The loss of a place is -log p, which grows without end as p goes to 0.",
        hint="Use -np.log(p)."),
    mean_before_the_logarithm=check.Mistake(
        lambda logits, targets: float(-np.log(np.exp(reference_log_p(logits, targets)).mean())),
        fact="You take the logarithm of the mean probability.",
        reason="It is the losses that are averaged, and the logarithm of a mean is another number than the mean of logarithms.",
        hint="First -log of each probability, then the mean."),
    softmax_forgotten=check.Mistake(
        lambda logits, targets: float(-wrong_picked(logits, targets).mean()),
        fact="Your result is minus the mean of the targets' logits.",
        reason="Logits are no log-probabilities: they lack the logarithm of the sum of the exponentials.",
        hint="Subtract log(sum(exp(z))) of each place from its logits first."),
    logarithm_of_logits=check.Mistake(
        wrong_logs(lambda logits: np.asarray(logits, dtype=float)),
        fact="You take the logarithm of the logits themselves.",
        reason="Logits are no probabilities; they may be negative.",
        hint="Apply softmax first."),
    softmax_twice=check.Mistake(
        lambda logits, targets: reference_cross_entropy(wrong_softmax(logits), targets),
        fact="Your logits have gone through softmax twice.",
        reason="The log of the sum of exponentials is a part of softmax, and takes logits.",
        hint="Apply softmax once, to the logits as they are."),
    softmax_down_the_columns=check.Mistake(
        wrong_logs(wrong_down_the_columns),
        fact="Your softmax runs over the places, not over the words.",
        reason="At each place the probabilities of the V words sum to 1.",
        hint="Use the last axis: axis=-1, keepdims=True."),
    last_place_only=check.Mistake(
        lambda logits, targets: float(-reference_log_p(logits, targets)[..., -1].mean()),
        fact="Only the last place counts in your result.",
        reason="A text of n words gives n guesses at once, and each has a loss.",
        hint="Take the mean over all places."),
    no_max_subtraction=wrong_logs(lambda logits: wrong_softmax(logits, shift=False)),
    max_of_everything=check.Mistake(
        wrong_logs(wrong_far_rows),
        fact="You subtract the maximum of all logits. At a place far below it each exp becomes 0, and nothing is left to divide or to take the logarithm of.",
        reason="Each place has a softmax of its own, so each needs its own maximum.",
        hint="Use logits.max(axis=-1, keepdims=True)."),
    logarithm_of_zero=check.Mistake(wrong_logs(wrong_softmax), **LOG_OF_ZERO),
    constant_inside_the_logarithm=check.Mistake(wrong_logs(wrong_softmax, 1e-12), **CONSTANT),
    larger_constant_inside_the_logarithm=check.Mistake(wrong_logs(wrong_softmax, 1e-9), **CONSTANT),
    constant_of_1e_8=check.Mistake(wrong_logs(wrong_softmax, 1e-8), **CONSTANT),
    constant_of_1e_10=check.Mistake(wrong_logs(wrong_softmax, 1e-10), **CONSTANT),
    constant_of_1e_15=check.Mistake(wrong_logs(wrong_softmax, 1e-15), **CONSTANT),
    base_ten=check.Mistake(
        lambda logits, targets: reference_cross_entropy(logits, targets) / np.log(10),
        fact="Your logarithm has base 10.",
        reason="The course counts in nats, as softmax does with its e.",
        hint="Use np.log."),
    divided_by_log_V=check.Mistake(
        lambda logits, targets: reference_cross_entropy(logits, targets) / np.log(logits.shape[-1]),
        fact="Your result is divided by log V.",
        reason="That is a share of the loss of somebody who knows nothing; what is asked is the loss itself, in nats.",
        hint="Leave the division out."),
    perplexity_in_its_place=check.Mistake(
        lambda logits, targets: float(np.exp(reference_cross_entropy(logits, targets))),
        fact="Your result is exp of the loss: the perplexity.",
        reason="That is exercise 4; here the logarithm stays.",
        hint="Return the mean loss itself."),
    entropy_of_the_model=check.Mistake(
        lambda logits, targets: float(-(wrong_softmax(logits) * np.log(np.maximum(wrong_softmax(logits), 1e-300))).sum(axis=-1).mean()),
        fact="Your result is the entropy of the model's own probabilities; the targets have no part in it.",
        reason="A model may be sure of itself, and wrong.",
        hint="Take -log of the probability of the target."),
    squared_error=check.Mistake(
        lambda logits, targets: float(np.mean((wrong_softmax(logits) - np.eye(logits.shape[-1])[targets]) ** 2)),
        fact="Your result is the mean squared error between probabilities and one-hot rows.",
        reason="The loss of a place is -log p of its target.",
        hint="Use the logarithm."),
    target_not_shifted=check.Mistake(
        lambda logits, targets: float(reference_cross_entropy(logits, targets) - np.max(logits, axis=-1).mean()),
        fact="You subtract the maximum in the sum of exponentials, but not from the target's logit: your result is too small by the mean of the maxima.",
        reason="The maximum drops out of log p only where it is taken off both terms.",
        hint="Take the target's logit from the shifted logits, or add the maximum again."),
    signs_of_logits_turned=check.Mistake(
        lambda logits, targets: reference_cross_entropy(-np.asarray(logits, dtype=float), targets),
        fact="Your softmax is that of minus the logits: the word with the smallest one is the likeliest.",
        reason="A large logit is a large probability.",
        hint="The minus belongs in front of the logarithm, and only there."),
    weighted_by_p=check.Mistake(
        lambda logits, targets: float(-(np.exp(reference_log_p(logits, targets)) * reference_log_p(logits, targets)).mean()),
        fact="You multiply the log-probability of each target with its probability.",
        reason="p log p belongs to an entropy; here each place counts once, however likely its word was.",
        hint="Take the mean of -log p alone."),
    loss_of_the_likeliest_word=check.Mistake(
        lambda logits, targets: float(-np.log(wrong_softmax(logits).max(axis=-1)).mean()),
        fact="Your result is the loss of the word that the model finds likeliest, not of the target.",
        reason="What counts is the word that did come.",
        hint="Take the logit of the target."),
    yes_or_no_for_each_word=check.Mistake(
        lambda logits, targets: float(-np.log(np.abs(wrong_softmax(logits) - 1 + np.eye(logits.shape[-1])[targets]) + 1e-15).sum(axis=-1).mean()),
        fact="You take each word as a question of yes or no, and add up the losses of all of them.",
        reason="One word comes, and its probability alone counts: the others enter through softmax.",
        hint="Keep the term of the target alone."),
    each_place_against_all_targets=check.Mistake(
        lambda logits, targets: float(-np.log(wrong_softmax(logits).reshape(-1, logits.shape[-1])[:, np.ravel(targets)]).mean()),
        fact="At each place you take the probabilities of all targets, those of other places among them.",
        reason="p[:, targets] makes a table of places by targets; of each place only its own target counts.",
        hint="Index with two arrays, p[np.arange(n), targets], or use np.take_along_axis."),
    softmax_over_everything=check.Mistake(
        wrong_logs(lambda logits: wrong_softmax(logits, axis=None)),
        fact="Your softmax runs over all logits of all places together.",
        reason="Each place guesses one word: its V probabilities sum to 1.",
        hint="Use the last axis: axis=-1, keepdims=True."),
    logarithm_of_the_sum_forgotten=check.Mistake(
        lambda logits, targets: float(reference_cross_entropy(logits, targets) + (lambda p: 1 / p + np.log(p))(wrong_softmax(logits).max(axis=-1)).mean()),
        fact="You subtract the sum of the exponentials, not its logarithm.",
        reason="The logarithm of softmax is the logit minus log of the sum of the exponentials.",
        hint="Put np.log around the sum."),
    mean_of_exponentials=check.Mistake(
        lambda logits, targets: float(reference_cross_entropy(logits, targets) - np.log(logits.shape[-1])),
        fact="Your result is too small by log V, as if the exponentials were averaged and not summed.",
        reason="Softmax divides by the sum over the words.",
        hint="Use sum in place of mean."),
    maximum_never_taken_off=check.Mistake(
        lambda logits, targets: float(reference_cross_entropy(logits, targets) + np.max(logits, axis=-1).mean()),
        fact="Your result is too large by the mean of the maxima.",
        reason="The maximum is added after the logarithm only where it was taken off before exp.",
        hint="log(sum(exp(z - m))) + m: with the same m in both places, or in neither."),
    sum_divided_by_words=check.Mistake(
        lambda logits, targets: float(-reference_log_p(logits, targets).sum() / logits.shape[-1]),
        fact="You divide the sum of the losses by V, the number of words.",
        reason="The mean runs over the places.",
        hint="Divide by the number of targets."),
    squared_error_of_rows=check.Mistake(
        lambda logits, targets: float(((wrong_softmax(logits) - np.eye(logits.shape[-1])[targets]) ** 2).sum(axis=-1).mean()),
        fact="Your result is the squared distance of the probabilities from one-hot rows.",
        reason="The loss of a place is -log p of its target.",
        hint="Use the logarithm."),
    distance_from_the_largest=check.Mistake(
        lambda logits, targets: float((np.max(logits, axis=-1) - wrong_picked(logits, targets)).mean()),
        fact="Your result is how far the targets' logits stand below the largest: the sum of the exponentials is missing.",
        reason="Logits, shifted or not, are no log-probabilities.",
        hint="Subtract log(sum(exp(z))) of each place, too."),
)


# %% exercise="cross_entropy_backward"
def reference_one_hot(logits, targets):
    return np.eye(logits.shape[-1])[targets]


def reference_cross_entropy_backward(logits, targets):
    E = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return (E / E.sum(axis=-1, keepdims=True) - reference_one_hot(logits, targets)) / np.size(targets)


def wrong_gradient(change):
    """`change(p, one_hot, targets)` in place of (p - one_hot) / number of places."""
    return lambda logits, targets: change(wrong_softmax(logits), reference_one_hot(logits, targets), targets)


def wrong_by_axis(axis):
    """Divided by the length of one axis of the targets."""
    return lambda logits, targets: (wrong_softmax(logits) - reference_one_hot(logits, targets)) / (np.shape(targets) or (1,))[axis]


def wrong_steep_exponentials(logits, targets):
    E = np.exp(np.asarray(logits, dtype=float))
    return (E / E.sum(axis=-1, keepdims=True) - reference_one_hot(logits, targets)) / np.size(targets)


test.knows(
    reference_cross_entropy_backward,
    not_divided_by_places=check.Mistake(
        wrong_gradient(lambda p, one, t: p - one),
        fact="Your gradient is that of the sum of the losses, not of their mean.",
        reason="The mean divides by the number of places, and so does its gradient.",
        hint="Divide by np.size(targets)."),
    divided_by_the_first_axis=check.Mistake(
        wrong_by_axis(0),
        fact="You divide by the length of the first axis alone.",
        reason="The mean runs over all places of all texts.",
        hint="Divide by np.size(targets)."),
    divided_by_the_last_axis=check.Mistake(
        wrong_by_axis(-1),
        fact="You divide by the length of each text alone.",
        reason="The mean runs over all places of all texts.",
        hint="Divide by np.size(targets)."),
    divided_by_words_too=check.Mistake(
        wrong_gradient(lambda p, one, t: (p - one) / p.size),
        fact="You divide by the number of all logits.",
        reason="The mean runs over the places; at each place there is one loss, whatever V is.",
        hint="Divide by np.size(targets)."),
    divided_by_words=check.Mistake(
        wrong_gradient(lambda p, one, t: (p - one) / p.shape[-1]),
        fact="You divide by V, the number of words.",
        reason="The mean runs over the places, not over the words.",
        hint="Divide by np.size(targets)."),
    sign_turned=check.Mistake(
        wrong_gradient(lambda p, one, t: (one - p) / np.size(t)),
        fact="Your gradient has the opposite sign.",
        reason="If the target's logit grows, the loss falls: its gradient is below 0.",
        hint="Take p minus the one-hot row."),
    target_forgotten=check.Mistake(
        wrong_gradient(lambda p, one, t: p / np.size(t)),
        fact="Your gradient is the softmax itself: the targets have no part in it.",
        reason="The loss is log(sum(exp(z))) - z[target], and the second term has a gradient of -1 at the target.",
        hint="Subtract 1 at the target of each place."),
    target_only=check.Mistake(
        wrong_gradient(lambda p, one, t: (p - 1) * one / np.size(t)),
        fact="Your gradient is 0 except at the targets.",
        reason="If another word's logit grows, the target's share shrinks, and the loss grows.",
        hint="Keep the probabilities of the other words: p minus the one-hot row."),
    one_taken_off_everywhere=check.Mistake(
        wrong_gradient(lambda p, one, t: (p - 1) / np.size(t)),
        fact="You subtract 1 from every probability.",
        reason="Only the target's own logit enters the loss a second time.",
        hint="Subtract the one-hot row."),
    minus_one_over_p=check.Mistake(
        wrong_gradient(lambda p, one, t: -one / p / np.size(t)),
        fact="Your gradient is -1/p at the target: that is the slope by the probability.",
        reason="What is asked is the slope by the logits, one step further back, through softmax.",
        hint="Multiply it with softmax's Jacobian; what comes out is p minus the one-hot row."),
    jacobian_once_more=check.Mistake(
        wrong_gradient(lambda p, one, t: p * ((p - one) - ((p - one) * p).sum(axis=-1, keepdims=True)) / np.size(t)),
        fact="You send p minus the one-hot row through softmax's Jacobian once more.",
        reason="p minus the one-hot row is the gradient by the logits already.",
        hint="Divide it by the number of places, and be done."),
    softmax_down_the_columns=check.Mistake(
        lambda logits, targets: (wrong_down_the_columns(logits) - reference_one_hot(logits, targets)) / np.size(targets),
        fact="Your softmax runs over the places, not over the words.",
        reason="At each place the probabilities of the V words sum to 1.",
        hint="Use the last axis: axis=-1, keepdims=True."),
    softmax_forgotten=check.Mistake(
        lambda logits, targets: (logits - reference_one_hot(logits, targets)) / np.size(targets),
        fact="You subtract the one-hot rows from the logits themselves.",
        reason="The gradient compares probabilities with what did come, and logits are no probabilities.",
        hint="Apply softmax first."),
    no_max_subtraction=wrong_steep_exponentials,
    one_hot_alone_divided=check.Mistake(
        wrong_gradient(lambda p, one, t: p - one / np.size(t)),
        fact="Only your one-hot rows are divided by the number of places, and not the probabilities.",
        reason="The mean divides both terms.",
        hint="Put the difference in parentheses before you divide."),
    probabilities_alone_divided=check.Mistake(
        wrong_gradient(lambda p, one, t: p / np.size(t) - one),
        fact="Only your probabilities are divided by the number of places, and not the one-hot rows.",
        reason="The mean divides both terms.",
        hint="Take the difference first, then divide."),
    jacobian_without_its_sum=check.Mistake(
        wrong_gradient(lambda p, one, t: -one / np.size(t)),
        fact="Your gradient is the same negative number at all targets, and 0 elsewhere: the probabilities have no part in it.",
        reason="Each probability depends on all logits of its place. Whoever goes through softmax by p * dp alone loses the sum in softmax's gradient.",
        hint="Look at lesson 08: softmax's gradient has a second term, the row's sum of p * dp."),
    targets_places_alone=check.Mistake(
        wrong_gradient(lambda p, one, t: (wrong_picked(p, t) - 1) / np.size(t)),
        fact="You give one number for each place, the gradient at its target: shape {shape}.",
        reason="Each logit has a gradient, those of the other words as well.",
        hint="The result has the shape of the logits."),
    all_targets_taken_off_everywhere=check.Mistake(
        lambda logits, targets: (wrong_softmax(logits) - np.isin(np.arange(logits.shape[-1]), targets)) / np.size(targets),
        fact="At each place you subtract 1 at all targets, those of other places among them.",
        reason="p[..., targets] means these columns of every row; of each place only its own target counts.",
        hint="Index with two arrays, p[np.arange(n), targets], or subtract one-hot rows."),
    slope_of_the_sigmoid_once_more=check.Mistake(
        wrong_gradient(lambda p, one, t: (p - one) * p * (1 - p) / np.size(t)),
        fact="You multiply p minus the one-hot row with p (1 - p).",
        reason="p minus the one-hot row is the gradient by the logits already; the slope of softmax is in it.",
        hint="Divide it by the number of places, and be done."),
    index_taken_off=check.Mistake(
        lambda logits, targets: (wrong_softmax(logits) - np.expand_dims(targets, -1)) / np.size(targets),
        fact="You subtract the targets themselves, which are numbers of words, from the probabilities.",
        reason="A target says at which word 1 is taken off.",
        hint="Subtract one-hot rows: 1 at the target, 0 elsewhere."),
    likeliest_taken_off=check.Mistake(
        lambda logits, targets: (wrong_softmax(logits) - reference_one_hot(logits, np.argmax(logits, axis=-1))) / np.size(targets),
        fact="You subtract 1 at the word that the model finds likeliest; the targets have no part in it.",
        reason="The loss is that of the word that did come.",
        hint="Subtract 1 at the target of each place."),
    log_p_in_place_of_p=check.Mistake(
        lambda logits, targets: (np.log(np.maximum(wrong_softmax(logits), 1e-300)) - reference_one_hot(logits, targets)) / np.size(targets),
        fact="You subtract the one-hot rows from log p.",
        reason="The gradient compares the probabilities themselves with what did come.",
        hint="Leave the logarithm out: it belongs to the loss."),
    softmax_over_everything=check.Mistake(
        lambda logits, targets: (wrong_softmax(logits, axis=None) - reference_one_hot(logits, targets)) / np.size(targets),
        fact="Your softmax runs over all logits of all places together.",
        reason="Each place guesses one word: its V probabilities sum to 1.",
        hint="Use the last axis: axis=-1, keepdims=True."),
    sigmoid_in_place_of_softmax=check.Mistake(
        lambda logits, targets: (1 / (1 + np.exp(-np.clip(logits, -700.0, 700.0))) - reference_one_hot(logits, targets)) / np.size(targets),
        fact="You use the logistic function of each logit in place of softmax.",
        reason="The V probabilities of a place sum to 1, so each depends on all logits.",
        hint="Use softmax along the last axis."),
    multiplied_by_places=check.Mistake(
        wrong_gradient(lambda p, one, t: (p - one) * np.size(t)),
        fact="Your gradient is multiplied by the number of places.",
        reason="The mean divides by the number of places, and so does its gradient.",
        hint="Divide by np.size(targets)."),
    one_hot_added=check.Mistake(
        wrong_gradient(lambda p, one, t: (p + one) / np.size(t)),
        fact="You add the one-hot rows to the probabilities.",
        reason="If the target's logit grows, the loss falls: its gradient is below 0.",
        hint="Subtract them."),
    multiplied_by_p=check.Mistake(
        wrong_gradient(lambda p, one, t: (p - one) * p / np.size(t)),
        fact="You multiply p minus the one-hot row with p.",
        reason="p minus the one-hot row is the gradient by the logits already.",
        hint="Divide it by the number of places, and be done."),
)


# %% exercise="perplexity"
test.given(cross_entropy=reference_cross_entropy)
test.knows(
    lambda logits, targets: float(np.exp(reference_cross_entropy(logits, targets))),
    base_two=check.Mistake(
        lambda logits, targets: float(2 ** reference_cross_entropy(logits, targets)),
        fact="You raise 2 to a loss in nats.",
        reason="What the natural logarithm has done, exp undoes; 2 belongs to bits.",
        hint="Use np.exp."),
    cross_entropy_itself=check.Mistake(
        lambda logits, targets: reference_cross_entropy(logits, targets),
        fact="Your result is the cross-entropy itself.",
        reason="Perplexity is a number of words, the loss is its logarithm.",
        hint="Use np.exp."),
    sign_turned=check.Mistake(
        lambda logits, targets: float(np.exp(-reference_cross_entropy(logits, targets))),
        fact="Your result is exp of minus the loss: a kind of mean probability, and at most 1.",
        reason="In doubt among four equally likely words, perplexity is 4 and not 1/4.",
        hint="Leave the minus out: the loss is positive already."),
    mean_of_perplexities=check.Mistake(
        lambda logits, targets: float(np.exp(-reference_log_p(logits, targets)).mean()),
        fact="You take the mean of 1/p over the places.",
        reason="Perplexity is exp of the mean loss: the losses are averaged, not their exponentials.",
        hint="First the mean, then exp."),
    one_over_the_mean_probability=check.Mistake(
        lambda logits, targets: float(1 / np.exp(reference_log_p(logits, targets)).mean()),
        fact="Your result is 1 over the mean probability of the targets.",
        reason="Perplexity is exp of the mean loss, and the logarithm of a mean is another number than the mean of logarithms.",
        hint="Take exp of cross_entropy(logits, targets)."),
    exp_of_the_sum=check.Mistake(
        lambda logits, targets: float(np.exp(-reference_log_p(logits, targets).sum())),
        fact="You take exp of the sum of the losses.",
        reason="That is 1 over the probability of the whole text, and grows with its length.",
        hint="Take exp of the mean."),
    number_of_words=check.Mistake(
        lambda logits, targets: float(logits.shape[-1]),
        fact="Your result is V, the number of words.",
        reason="Among V words is only a guesser in doubt who knows nothing.",
        hint="Take exp of cross_entropy(logits, targets)."),
    entropy_of_the_probabilities=check.Mistake(
        lambda logits, targets: float(np.exp(-(wrong_softmax(logits) * np.log(np.maximum(wrong_softmax(logits), 1e-300))).sum(axis=-1).mean())),
        fact="Your result is exp of the entropy of the model's own probabilities; the targets have no part in it.",
        reason="A model may be sure of itself, and wrong.",
        hint="Take exp of cross_entropy(logits, targets)."),
    sum_divided_by_words=check.Mistake(
        lambda logits, targets: float(np.exp(-reference_log_p(logits, targets).sum() / logits.shape[-1])),
        fact="You divide the sum of the losses by V, the number of words, before exp.",
        reason="The mean runs over the places.",
        hint="Take exp of cross_entropy(logits, targets)."),
    divided_by_V=check.Mistake(
        lambda logits, targets: float(np.exp(reference_cross_entropy(logits, targets)) / logits.shape[-1]),
        fact="Your result is divided by V.",
        reason="Perplexity is a number of words, not a share of them.",
        hint="Leave the division out."),
    logarithm_once_more=check.Mistake(
        lambda logits, targets: float(np.log(reference_cross_entropy(logits, targets))),
        fact="Your result is the logarithm of the loss.",
        reason="The loss is a logarithm already; perplexity undoes it.",
        hint="exp undoes what log has done."),
    mean_divided_once_more=check.Mistake(
        lambda logits, targets: float(np.exp(reference_cross_entropy(logits, targets) / np.size(targets))),
        fact="You divide the loss by the number of places before exp.",
        reason="The cross-entropy is the mean over the places already.",
        hint="Leave the division out."),
    loss_in_bits=check.Mistake(
        lambda logits, targets: reference_cross_entropy(logits, targets) / np.log(2),
        fact="Your result is the loss in bits.",
        reason="Perplexity undoes the logarithm.",
        hint="Use np.exp of the loss in nats."),
    softmax_forgotten=check.Mistake(
        lambda logits, targets: float(np.exp(-wrong_picked(logits, targets).mean())),
        fact="Your result is exp of minus the mean of the targets' logits, without softmax.",
        reason="Logits are no log-probabilities: they lack the logarithm of the sum of the exponentials.",
        hint="Your cross_entropy gives the loss."),
    arguments_swapped=check.Mistake(
        lambda logits, targets: float(np.exp(reference_cross_entropy(targets, logits))),
        fact="You pass the targets as logits, and the logits as targets.",
        reason="The contract is cross_entropy(logits, targets).",
        hint="Check the order of the arguments."),
    to_the_base_V=check.Mistake(
        lambda logits, targets: float(logits.shape[-1] ** reference_cross_entropy(logits, targets)),
        fact="You raise V to the loss.",
        reason="What the natural logarithm has done, exp undoes, however many words there are.",
        hint="Use np.exp."),
    one_number_for_each_place=check.Mistake(
        lambda logits, targets: np.exp(-reference_log_p(logits, targets)),
        fact="You give a perplexity for each place: shape {shape}.",
        reason="Perplexity is one number, exp of the mean loss.",
        hint="Take the mean of the losses, then exp."),
    no_max_subtraction=check.Mistake(
        lambda logits, targets: float(np.exp(wrong_logs(lambda z: wrong_softmax(z, shift=False))(logits, targets))),
        fact="Your result overflows where the logits are large: exp(1000) is infinite, and infinite / infinite is nan.",
        reason="Your cross_entropy takes care of that already.",
        hint="Call cross_entropy, or subtract the maximum of each row before exp."),
    base_ten=check.Mistake(
        lambda logits, targets: float(10 ** reference_cross_entropy(logits, targets)),
        fact="You raise 10 to a loss in nats.",
        reason="What the natural logarithm has done, exp undoes.",
        hint="Use np.exp."),
    perplexity_of_the_likeliest=check.Mistake(
        lambda logits, targets: float(np.exp(reference_cross_entropy(logits, np.argmax(logits, axis=-1)))),
        fact="Your result is the perplexity of the words that the model finds likeliest, not of the targets.",
        reason="What counts are the words that did come.",
        hint="Take exp of cross_entropy(logits, targets)."),
    softmax_before_the_loss=check.Mistake(
        lambda logits, targets: float(np.exp(reference_cross_entropy(wrong_softmax(logits), targets))),
        fact="You apply softmax to the logits, and cross_entropy applies it once more.",
        reason="cross_entropy takes logits.",
        hint="Pass the logits as they came."),
    exp_of_bits=check.Mistake(
        lambda logits, targets: float(np.exp(reference_cross_entropy(logits, targets) / np.log(2))),
        fact="You take exp of a loss in bits.",
        reason="cross_entropy gives nats, and exp undoes those; 2 to the power of a loss undoes bits.",
        hint="Take exp of the loss as it is."),
)


# %% exercise="rms_norm"
def reference_norm_case(*shape):
    """X and dY of this shape, and gain; one row is a hundred times as large as another."""
    X, dY, gain = reference_normal(shape, shape, shape[-1:])
    return X * np.logspace(-1, 1, shape[-2])[:, None], dY, gain + 1.5


def reference_norm_back_case(*shape):
    X, dY, gain = reference_norm_case(*shape)
    return dY, X, gain


def reference_factor(X, eps):
    return (np.einsum("...d,...d->...", X, X, dtype=float) / X.shape[-1] + eps)[..., None] ** -0.5


def reference_rms_norm(X, gain, eps=1e-5):
    return np.einsum("...d,...o,d->...d", X, reference_factor(X, eps), gain)


def wrong_norm(divide_by):
    """A norm that divides by `divide_by(X as floats, eps)`, one number a row or any other."""
    return lambda X, gain, eps=1e-5: X / divide_by(np.asarray(X, dtype=float), eps) * gain


def wrong_layer_norm(X, gain, eps=1e-5):
    centred = X - np.mean(X, axis=-1, keepdims=True)
    return centred / np.sqrt((centred ** 2).mean(axis=-1, keepdims=True) + eps) * gain


test.knows(
    reference_rms_norm,
    eps_outside_the_root=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt((X ** 2).mean(axis=-1, keepdims=True)) + eps),
        fact="You add eps to the root.",
        reason="The contract, as in most models, adds it inside: sqrt(mean square + eps).",
        hint="Move eps into np.sqrt."),
    eps_ignored=check.Mistake(
        lambda X, gain, eps=1e-5: reference_rms_norm(X, gain, 0.0),
        fact="Your result is the one for eps = 0.",
        reason="eps keeps a row of zeros from being divided by 0, and its size is the caller's choice.",
        hint="Add the argument eps to the mean of the squares."),
    eps_always_the_default=check.Mistake(
        lambda X, gain, eps=1e-5: reference_rms_norm(X, gain),
        fact="You use 1e-5 whatever eps is passed.",
        reason="The caller chooses it.",
        hint="Use the argument eps."),
    mean_subtracted=check.Mistake(
        wrong_layer_norm,
        fact="You subtract the mean of each row first: that is layer norm.",
        reason="RMS norm divides and does nothing else.",
        hint="Leave the mean in."),
    divided_by_the_standard_deviation=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt(X.var(axis=-1, keepdims=True) + eps)),
        fact="You divide by the standard deviation of each row, which measures from the mean.",
        reason="RMS is the root of the mean of the squares themselves, measured from 0.",
        hint="Take the mean of the squares, from which nothing has been subtracted."),
    sum_in_place_of_mean=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt((X ** 2).sum(axis=-1, keepdims=True) + eps)),
        fact="You divide by the root of the sum of the squares: the length of the row.",
        reason="With the mean, entries stay of a size of about 1 however many columns there are.",
        hint="Use the mean in place of the sum."),
    divided_by_the_length_and_eps=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt((X ** 2).sum(axis=-1, keepdims=True)) + eps),
        fact="You divide by the length of the row, the root of the sum of the squares, and add eps to it.",
        reason="With the mean, entries stay of a size of about 1 however many columns there are; and eps belongs inside the root.",
        hint="Use the mean in place of the sum, and add eps before the root."),
    root_forgotten=check.Mistake(
        wrong_norm(lambda X, eps: (X ** 2).mean(axis=-1, keepdims=True) + eps),
        fact="You divide by the mean of the squares, without the root.",
        reason="Then a row of twice the size comes out half as large, in place of the same.",
        hint="Take np.sqrt."),
    mean_of_absolute_values=check.Mistake(
        wrong_norm(lambda X, eps: np.abs(X).mean(axis=-1, keepdims=True) + eps),
        fact="You divide by the mean of the absolute values.",
        reason="RMS is the root of the mean of the squares.",
        hint="Square the entries first; the mean and the root come after that."),
    normed_over_everything=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt((X ** 2).mean() + eps)),
        fact="You divide all rows by one number.",
        reason="Each word has a vector of its own, with a size of its own.",
        hint="Take the mean over the last axis: axis=-1, keepdims=True."),
    normed_down_the_columns=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt((X ** 2).mean(axis=-2 if X.ndim > 1 else -1, keepdims=True) + eps)),
        fact="You divide each column by its own size, over the words.",
        reason="A word would then depend on its neighbours, and on later ones too. The norm is of each row.",
        hint="Take the mean over the last axis: axis=-1, keepdims=True."),
    gain_forgotten=check.Mistake(
        lambda X, gain, eps=1e-5: reference_rms_norm(X, np.ones(X.shape[-1]), eps),
        fact="Your columns are not multiplied by their gains.",
        reason="The gain lets the model give each column a size again.",
        hint="Multiply the result with gain."),
    gain_added=check.Mistake(
        lambda X, gain, eps=1e-5: reference_rms_norm(X, np.ones(X.shape[-1]), eps) + gain,
        fact="You add the gain.",
        reason="A gain is a factor.",
        hint="Multiply with it."),
    one_plus_gain=check.Mistake(
        lambda X, gain, eps=1e-5: reference_rms_norm(X, 1 + np.asarray(gain), eps),
        fact="You multiply with 1 + gain.",
        reason="Some models store it so; here the gain itself is the factor.",
        hint="Multiply with gain."),
    gain_before_the_norm=check.Mistake(
        lambda X, gain, eps=1e-5: reference_rms_norm(np.asarray(X, dtype=float) * gain, np.ones(X.shape[-1]), eps),
        fact="You multiply with the gain before you divide, so the gain changes what you divide by.",
        reason="The norm is that of X alone.",
        hint="Divide X first, then multiply with gain."),
    multiplied_in_place_of_divided=check.Mistake(
        lambda X, gain, eps=1e-5: X / reference_factor(X, eps) * gain,
        fact="You multiply each row with its size.",
        reason="The norm takes the size off.",
        hint="Divide."),
    integer_truncation=lambda X, gain, eps=1e-5: np.asarray(reference_rms_norm(X, gain, eps)).astype(np.asarray(X).dtype),
    divided_by_the_largest=check.Mistake(
        wrong_norm(lambda X, eps: np.abs(X).max(axis=-1, keepdims=True) + eps),
        fact="You divide each row by its largest entry.",
        reason="RMS is the root of the mean of the squares.",
        hint="Square the entries first; the mean and the root come after that."),
    mean_then_square=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt(X.mean(axis=-1, keepdims=True) ** 2 + eps)),
        fact="You take the square of the mean, not the mean of the squares.",
        reason="In the mean large entries of both signs cancel.",
        hint="Square first, then take the mean."),
    mean_over_d_minus_one=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt((X ** 2).sum(axis=-1, keepdims=True) / max(X.shape[-1] - 1, 1) + eps)),
        fact="Your mean of the squares divides by d - 1.",
        reason="d - 1 belongs to variances, where a mean has been subtracted.",
        hint="Divide by d."),
    divided_by_gain=check.Mistake(
        lambda X, gain, eps=1e-5: reference_rms_norm(X, 1 / np.asarray(gain, dtype=float), eps),
        fact="You divide by the gain.",
        reason="A gain is a factor.",
        hint="Multiply with it."),
    eps_on_the_sum=check.Mistake(
        wrong_norm(lambda X, eps: np.sqrt((X ** 2).mean(axis=-1, keepdims=True) + eps / X.shape[-1])),
        fact="Your eps is added to the sum of the squares, so that it counts a d-th part only.",
        reason="It belongs to the mean of the squares.",
        hint="First the mean, then eps, then the root."),
    mean_subtracted_above_alone=check.Mistake(
        lambda X, gain, eps=1e-5: (X - np.mean(X, axis=-1, keepdims=True)) * reference_factor(X, eps) * gain,
        fact="You subtract the mean of each row from X, and divide by the RMS of X as it was.",
        reason="RMS norm divides and does nothing else.",
        hint="Leave the mean in."),
    layer_norm_with_eps_outside=check.Mistake(
        lambda X, gain, eps=1e-5: (X - np.mean(X, axis=-1, keepdims=True)) / (np.std(X, axis=-1, keepdims=True) + eps) * gain,
        fact="You subtract the mean of each row and divide by its standard deviation plus eps: that is layer norm.",
        reason="RMS norm subtracts nothing, and has eps inside its root.",
        hint="Divide X by sqrt(mean square + eps)."),
    standard_deviation_plus_eps=check.Mistake(
        wrong_norm(lambda X, eps: X.std(axis=-1, keepdims=True) + eps),
        fact="You divide by the standard deviation of each row, which measures from the mean, plus eps.",
        reason="RMS is the root of the mean of the squares themselves, measured from 0.",
        hint="Divide by sqrt(mean square + eps)."),
)


# %% exercise="rms_norm_backward"
from types import SimpleNamespace


def reference_rms_norm_backward(dY, X, gain, eps=1e-5):
    return wrong_norm_backward()(dY, X, gain, eps)


def wrong_row_mean(array):
    return np.einsum("...d->...", array)[..., None] / array.shape[-1]


def wrong_over_rows(rows):
    return np.einsum("rd->d", rows.reshape(-1, rows.shape[-1]))


def wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.second), dgain=lambda w: wrong_over_rows(w.rows),
                        gain_of=lambda gain: gain, eps_of=lambda eps: eps, swapped=False):
    """The two gradients, each keyword a step done otherwise: `dX` and `dgain` are made from all that the way there has."""
    def wrong(dY, X, gain, eps=1e-5):
        dY, X, gain = (np.asarray(array, dtype=float) for array in ((X, dY, gain) if swapped else (dY, X, gain)))
        factor = reference_factor(X, eps_of(eps))
        dU, unit = dY * gain_of(gain), X * factor
        way = SimpleNamespace(dY=dY, X=X, gain=gain, factor=factor, dU=dU, unit=unit, rows=dY * unit,
                              second=unit * wrong_row_mean(dU * unit))
        return dX(way), dgain(way)
    return wrong


def wrong_eps_outside_backward(dY, X, gain, eps=1e-5):
    root = reference_factor(X, 0.0) ** -1 + eps
    unit, dU = X / root, np.asarray(dY, dtype=float) * gain
    return (dU - unit * wrong_row_mean(dU * unit)) / root, wrong_over_rows(dY * unit)


def wrong_centred_backward(dY, X, gain, eps=1e-5):
    centred = X - np.mean(X, axis=-1, keepdims=True)
    factor, dU = reference_factor(centred, eps), np.asarray(dY, dtype=float) * gain
    unit = centred * factor
    dX = factor * (dU - dU.mean(axis=-1, keepdims=True) - unit * (dU * unit).mean(axis=-1, keepdims=True))
    return dX, (dY * unit).reshape(-1, X.shape[-1]).sum(axis=0)


test.knows(
    reference_rms_norm_backward,
    norm_taken_for_a_constant=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * w.dU),
        fact="Your dX takes the size of the row for a constant: it is dY * gain divided by the root, and no more.",
        reason="Each entry of X changes the mean of the squares, by which the whole row is divided.",
        hint="A second term is missing: what a change of the root does to all entries of the row. It points along the row of X."),
    second_term_added=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU + w.second)),
        fact="The second term of your dX has the wrong sign.",
        reason="If an entry grows, the root grows, and all entries of the row shrink.",
        hint="Subtract it."),
    second_term_summed=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.second * w.X.shape[-1])),
        fact="The second term of your dX is d times too large: it has a sum in place of a mean.",
        reason="The root holds the mean of the squares, so each entry has a d-th part in it.",
        hint="Use the mean over the last axis."),
    second_term_over_the_number_of_rows=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.second * w.X.shape[-1] / len(w.X))),
        fact="The sum in the second term of your dX is divided by the length of the first axis of X, and not by d.",
        reason="The root holds the mean of the squares of one row, which has d entries.",
        hint="Divide by X.shape[-1], or use the mean over the last axis."),
    second_term_doubled=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - 2 * w.second)),
        fact="The second term of your dX is twice as large as it should be.",
        reason="The square brings a factor of 2, and the root one of 1/2: they cancel.",
        hint="Go through the slope of the root once more."),
    second_term_halved=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.second / 2)),
        fact="The second term of your dX is half as large as it should be.",
        reason="The root brings a factor of 1/2, and the square one of 2: they cancel.",
        hint="Go through the slope of the square once more."),
    second_term_over_everything=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.unit * (w.dU * w.unit).mean())),
        fact="The second term of your dX has one mean for all rows.",
        reason="Each row was divided by its own root.",
        hint="Use axis=-1, keepdims=True."),
    gain_forgotten_in_dX=check.Mistake(
        wrong_norm_backward(gain_of=np.ones_like),
        fact="The gain is missing in your dX.",
        reason="Y is the normed row times gain, so the gradient passes through that factor first.",
        hint="Begin with dY * gain."),
    gain_in_the_first_term_only=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.unit * wrong_row_mean(w.rows))),
        fact="The gain is missing in the second term of your dX.",
        reason="What reaches the normed row is dY * gain, in both terms.",
        hint="Put dY * gain in place of dY."),
    not_divided_by_the_root=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.dU - w.second),
        fact="Your dX is not divided by the root.",
        reason="Way there and way back have the same factor.",
        hint="What reaches the normed row must pass the division, too, in both terms."),
    root_forgotten=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor ** 2 * (w.dU - w.second)),
        fact="Your dX is divided by the mean of the squares, without the root.",
        reason="Way there and way back have the same factor.",
        hint="Divide by sqrt(mean square + eps)."),
    eps_ignored=check.Mistake(
        wrong_norm_backward(eps_of=lambda eps: 0.0),
        fact="Your result is the one for eps = 0.",
        reason="The norm was computed with eps inside its root.",
        hint="Add eps to the mean of the squares."),
    eps_always_the_default=check.Mistake(
        wrong_norm_backward(eps_of=lambda eps: 1e-5),
        fact="You use 1e-5 whatever eps is passed.",
        reason="The norm was computed with the caller's eps.",
        hint="Use the argument eps."),
    mean_subtracted=check.Mistake(
        wrong_centred_backward,
        fact="Your result is the gradient of layer norm, which subtracts the mean of each row first.",
        reason="RMS norm divides and does nothing else.",
        hint="Leave the means out."),
    gain_gradient_of_each_row=check.Mistake(
        wrong_norm_backward(dgain=lambda w: w.rows),
        fact="Your dgain has a row for each word.",
        reason="All words use the same gain, so its gradient is the sum over them, with the shape of gain.",
        hint="Sum over all axes but the last."),
    gain_gradient_summed_along_rows=check.Mistake(
        wrong_norm_backward(dgain=lambda w: w.rows.sum(axis=-1)),
        fact="Your dgain sums over the columns of each row: shape {shape}.",
        reason="Each column has a gain of its own, which all rows share.",
        hint="Sum over all axes but the last."),
    gain_gradient_averaged=check.Mistake(
        wrong_norm_backward(dgain=lambda w: w.rows.reshape(-1, w.rows.shape[-1]).mean(axis=0)),
        fact="Your dgain is the mean over the words.",
        reason="Each word adds its share: the gradient of what all share is a sum.",
        hint="Use sum in place of mean."),
    gain_gradient_summed_over_one_axis=check.Mistake(
        wrong_norm_backward(dgain=lambda w: w.rows.sum(axis=0)),
        fact="With further axes your dgain is summed over the first one alone.",
        reason="All rows of all texts use the same gain, and dgain has its shape.",
        hint="Reshape to (-1, d) before you sum, or sum over all axes but the last."),
    gain_gradient_without_the_norm=check.Mistake(
        wrong_norm_backward(dgain=lambda w: wrong_over_rows(w.dY * w.X)),
        fact="Your dgain sums dY * X: the words as they were before the norm.",
        reason="Y is the normed word times gain, so gain meets what was divided by the root.",
        hint="Sum dY times the normed word."),
    gain_gradient_forgets_the_words=check.Mistake(
        wrong_norm_backward(dgain=lambda w: wrong_over_rows(w.dY)),
        fact="Your dgain is the sum of dY.",
        reason="That would be the gradient of something added; a gain is a factor of the normed word.",
        hint="Sum dY times the normed word."),
    arguments_swapped=check.Mistake(
        wrong_norm_backward(swapped=True),
        fact="You take dY for X, and X for dY.",
        reason="The contract is rms_norm_backward(dY, X, gain, eps).",
        hint="Check the order of the arguments."),
    results_swapped=check.Mistake(
        lambda *given: reference_rms_norm_backward(*given)[::-1],
        fact="Your first result is dgain, and your second dX.",
        reason="The contract is the tuple (dX, dgain).",
        hint="Return dX, dgain."),
    gain_in_dgain=check.Mistake(
        wrong_norm_backward(dgain=lambda w: wrong_over_rows(w.rows) * w.gain),
        fact="Your dgain is multiplied with gain.",
        reason="Y is the normed row times gain, so the slope by gain is the normed row, without gain.",
        hint="Sum dY times the normed row."),
    gain_twice_in_dX=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.second) * w.gain),
        fact="Your dX is multiplied with gain once too often.",
        reason="The gradient passes through the gain once, at the beginning.",
        hint="Begin with dY * gain, and do not multiply again."),
    gain_at_the_end=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.second) * w.gain, gain_of=np.ones_like),
        fact="You multiply with gain at the end of dX, in place of the beginning.",
        reason="On the way back the gain comes first; the mean along the row must see dY * gain.",
        hint="Begin with dY * gain."),
    second_term_without_the_row=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - wrong_row_mean(w.dU * w.unit))),
        fact="The second term of your dX is one number a row: the normed row is missing in it.",
        reason="What is taken off points along the row.",
        hint="Multiply the mean with the normed row."),
    root_in_place_of_its_cube=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * w.dU - w.X * wrong_row_mean(w.dU * w.X) * w.factor ** 2),
        fact="The second term of your dX is divided by the square of the root, and not by its third power.",
        reason="The slope of 1/sqrt(m) is -1/2 m**(-3/2): X stands in it twice, each time over the root, and the whole is over the root once more.",
        hint="Write it with the normed row in place of X: then both terms are divided by the root once."),
    root_once_in_place_of_its_cube=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.X * wrong_row_mean(w.dU * w.X))),
        fact="The second term of your dX is divided by the root once, and not by its third power.",
        reason="The slope of 1/sqrt(m) is -1/2 m**(-3/2): X stands in it twice, each time over the root, and the whole is over the root once more.",
        hint="Write it with the normed row in place of X: then both terms are divided by the root once."),
    eps_outside_the_root=check.Mistake(
        wrong_eps_outside_backward,
        fact="You add eps to the root.",
        reason="Y was computed with eps inside it: sqrt(mean square + eps).",
        hint="Move eps into np.sqrt."),
    second_term_down_the_columns=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.unit * (w.dU * w.unit).mean(axis=0, keepdims=True))),
        fact="The mean in the second term of your dX runs over the words.",
        reason="Each row is divided by a root of its own, so what is taken off belongs to one row.",
        hint="Take the mean over the last axis: axis=-1, keepdims=True."),
    mean_of_the_gradient_taken_off=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - wrong_row_mean(w.dU) - w.second)),
        fact="From your dX the mean of dY * gain is taken off in each row, as in the gradient of layer norm.",
        reason="That term comes from subtracting the mean on the way there, and RMS norm subtracts none.",
        hint="Leave that term out."),
    dgain_forgets_dY=check.Mistake(
        wrong_norm_backward(dgain=lambda w: wrong_over_rows(w.unit)),
        fact="Your dgain sums the normed words alone: dY has no part in it.",
        reason="How much gain counts depends on how much the loss depends on Y.",
        hint="Sum dY times the normed row."),
    result_in_place_of_the_normed_row=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.unit * w.gain * wrong_row_mean(w.dU * w.unit * w.gain)), dgain=lambda w: wrong_over_rows(w.rows) * w.gain),
        fact="You use Y, which holds the gain, in the place of the normed row.",
        reason="The normed row is X over the root, before the gain.",
        hint="Compute X / sqrt(mean square + eps), and use that."),
    as_softmax_does=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * w.unit * (w.dU - wrong_row_mean(w.dU * w.unit))),
        fact="You multiply the whole of your dX with the normed row, as the gradient of softmax does with its weights.",
        reason="Here the first term is dY * gain alone; only the mean is multiplied with the normed row.",
        hint="Multiply the second term alone."),
    each_entry_by_itself=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * w.dU * (1 - w.unit ** 2 / w.X.shape[-1])),
        fact="In your dX each entry of a row reaches its own entry of Y alone.",
        reason="An entry changes the root, and with it all entries of its row.",
        hint="The second term has a mean along the row: of dY * gain times the normed row."),
    dY_sent_forward=check.Mistake(
        lambda dY, X, gain, eps=1e-5: (reference_rms_norm(dY, gain, eps), reference_rms_norm_backward(dY, X, gain, eps)[1]),
        fact="Your dX is the norm of dY: it sends the gradient forward.",
        reason="The way back goes through the slope of the norm at X, and divides by the root of X.",
        hint="dX has two terms, dY * gain and what a change of the root does, both over the root of X."),
    length_in_place_of_the_root=check.Mistake(
        lambda dY, X, gain, eps=1e-5: (lambda u, r, g: ((g - u * wrong_row_mean(g * u)) / r, wrong_over_rows(dY * u)))(X / np.sqrt((X ** 2).sum(axis=-1, keepdims=True) + eps), np.sqrt((X ** 2).sum(axis=-1, keepdims=True) + eps), np.asarray(dY, dtype=float) * gain),
        fact="Your root is that of the sum of the squares, not of their mean.",
        reason="Y was divided by sqrt(mean square + eps).",
        hint="Use the mean."),
    root_forgotten_everywhere=check.Mistake(
        lambda dY, X, gain, eps=1e-5: (lambda m, g: ((g - X / m * wrong_row_mean(g * X / m)) / m, wrong_over_rows(dY * X / m)))(np.mean(X ** 2, axis=-1, keepdims=True) + eps, np.asarray(dY, dtype=float) * gain),
        fact="You divide by the mean of the squares, without the root.",
        reason="Y was divided by sqrt(mean square + eps).",
        hint="Take np.sqrt."),
    mean_without_the_normed_row=check.Mistake(
        wrong_norm_backward(dX=lambda w: w.factor * (w.dU - w.unit * wrong_row_mean(w.dU))),
        fact="The mean in the second term of your dX is that of dY * gain alone.",
        reason="How much the root matters to a row is the mean of dY * gain times the normed row.",
        hint="Multiply with the normed row before the mean, too."),
)


# %% exercise="feed_forward"
def reference_feed_forward(X, W_1, W_2):
    inner = np.matmul(np.asarray(X, dtype=float), W_1)  # whose errors are those of @, as a student's would be
    return np.matmul(inner * (inner > 0), W_2)


RELU = dict(reason="The contract asks for relu.", hint="Use np.maximum(z, 0).")


def wrong_step(function):
    """Another function in the place of relu."""
    return lambda X, W_1, W_2: function(np.asarray(X, dtype=float) @ W_1) @ W_2


test.knows(
    reference_feed_forward,
    relu_forgotten=check.Mistake(
        wrong_step(lambda z: z),
        fact="Your result is X @ W_1 @ W_2, without relu.",
        reason="Two products without a bend between them are one product, and could be replaced by a single matrix.",
        hint="Replace what is below 0 in X @ W_1 by 0."),
    relu_at_the_end=check.Mistake(
        lambda X, W_1, W_2: np.maximum(np.asarray(X, dtype=float) @ W_1 @ W_2, 0),
        fact="Your relu comes after the second product.",
        reason="Between the two products it lets each of the h numbers switch on and off; at the end it only keeps the block from subtracting.",
        hint="Apply it to X @ W_1."),
    relu_twice=check.Mistake(
        lambda X, W_1, W_2: np.maximum(reference_feed_forward(X, W_1, W_2), 0),
        fact="You apply relu after the second product, too.",
        reason="The block must be able to add negative numbers to the stream.",
        hint="Leave the second one out."),
    relu_before_the_first_product=check.Mistake(
        lambda X, W_1, W_2: np.maximum(X, 0) @ W_1 @ np.asarray(W_2, dtype=float),
        fact="You apply relu to X.",
        reason="It belongs between the two products.",
        hint="Apply it to X @ W_1."),
    one_for_what_is_positive=check.Mistake(
        wrong_step(lambda z: (z > 0) * 1.0),
        fact="You replace what is above 0 by 1.",
        reason="relu keeps what is above 0 as it is.",
        hint="Use np.maximum(z, 0)."),
    absolute_value=check.Mistake(
        wrong_step(np.abs),
        fact="You take the absolute value between the products.",
        reason="relu replaces what is below 0 by 0.",
        hint="Use np.maximum(z, 0)."),
    negative_part_kept=check.Mistake(
        wrong_step(lambda z: np.minimum(z, 0)),
        fact="You keep what is below 0, and replace the rest by 0.",
        reason="relu is the other way round.",
        hint="Use np.maximum(z, 0)."),
    tanh_in_place_of_relu=check.Mistake(
        wrong_step(np.tanh),
        fact="You use tanh between the products.",
        **RELU),
    sigmoid_in_place_of_relu=check.Mistake(
        wrong_step(lambda z: 1 / (1 + np.exp(-z))),
        fact="You use the logistic function between the products.",
        **RELU),
    silu_in_place_of_relu=check.Mistake(
        wrong_step(lambda z: z / (1 + np.exp(-z))),
        fact="You use silu, z times the logistic function of z, between the products.",
        **RELU),
    added_to_X=check.Mistake(
        lambda X, W_1, W_2: X + reference_feed_forward(X, W_1, W_2),
        fact="You have added X to the result.",
        reason="The residual stream belongs to the block; feed_forward gives what is added to it.",
        hint="Return relu(X @ W_1) @ W_2 alone."),
    elu_in_place_of_relu=check.Mistake(
        wrong_step(lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0)))),
        fact="You use elu between the products: what is below 0 becomes exp(z) - 1.",
        **RELU),
    leaky_relu=check.Mistake(
        wrong_step(lambda z: np.where(z > 0, z, 0.01 * z)),
        fact="What is below 0 still gets through, a hundredth of it (leaky relu).",
        **RELU),
    leaky_relu_of_a_tenth=check.Mistake(
        wrong_step(lambda z: np.where(z > 0, z, 0.1 * z)),
        fact="What is below 0 still gets through, a tenth of it (leaky relu).",
        **RELU),
    second_product_forgotten=check.Mistake(
        lambda X, W_1, W_2: np.maximum(np.asarray(X, dtype=float) @ W_1, 0),
        fact="You stop after relu: shape {shape}.",
        reason="The second product brings the row back to the width of the stream.",
        hint="Multiply with W_2."),
    relu_squared=check.Mistake(
        wrong_step(lambda z: np.maximum(z, 0) ** 2),
        fact="You square what relu lets through.",
        **RELU),
    weights_transposed_and_exchanged=check.Mistake(
        lambda X, W_1, W_2: np.maximum(X @ np.transpose(W_2), 0.0) @ np.transpose(W_1),
        fact="You use W_2 transposed first, and W_1 transposed after it.",
        reason="The shapes fit, and the numbers are others: W_1 (d, h) widens the row, W_2 (h, d) brings it back.",
        hint="relu(X @ W_1) @ W_2, nothing transposed."),
    gelu_in_place_of_relu=check.Mistake(
        wrong_step(lambda z: 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))),
        fact="You use gelu between the products.",
        **RELU),
    relu_of_the_weights=check.Mistake(
        lambda X, W_1, W_2: X @ np.maximum(W_1, 0.0) @ W_2,
        fact="You apply relu to W_1, not to X @ W_1.",
        reason="Weights may be negative; what is cut is the result of the first product.",
        hint="np.maximum(X @ W_1, 0)."),
    cut_at_one=check.Mistake(
        wrong_step(lambda z: np.clip(z, 0.0, 1.0)),
        fact="You cut at 1 as well as at 0.",
        reason="relu keeps what is above 0 as it is, however large.",
        hint="Use np.maximum(z, 0)."),
    largest_of_each_column=check.Mistake(
        lambda X, W_1, W_2: np.max(X @ W_1, axis=0) @ W_2,
        fact="np.max(z, 0) takes 0 for an axis, and gives the largest number of each column, in place of one number for each of z.",
        reason="relu compares each number with 0.",
        hint="np.maximum compares two things entry by entry; np.max looks for the largest entry of one."),
    positive_ones_picked_out=check.Mistake(
        lambda X, W_1, W_2: (lambda H: H[H > 0] @ W_2)(X @ W_1),
        fact="z[z > 0] picks the positive numbers out, into one row: what was below 0 is gone, and so are the places.",
        reason="relu leaves each number at its place, and puts 0 where it was below 0.",
        hint="Use np.maximum or np.where."),
    softmax_in_place_of_relu=check.Mistake(
        wrong_step(wrong_softmax),
        fact="You use softmax between the products.",
        reason="The h numbers share nothing out: each is cut at 0 by itself.",
        hint="Use np.maximum(z, 0)."),
    relu_of_the_second_weights=check.Mistake(
        lambda X, W_1, W_2: reference_feed_forward(X, W_1, np.maximum(W_2, 0)),
        fact="You apply relu to W_2, too.",
        reason="Weights may be negative; what is cut is the result of the first product, and nothing else.",
        hint="relu(X @ W_1) @ W_2."),
    relu_of_X_too=check.Mistake(
        lambda X, W_1, W_2: reference_feed_forward(np.maximum(X, 0), W_1, W_2),
        fact="You apply relu to X, too.",
        reason="It belongs between the two products alone: what is below 0 in X counts.",
        hint="Leave X as it is."),
    softplus_in_place_of_relu=check.Mistake(
        wrong_step(lambda z: np.logaddexp(z, 0)),
        fact="You use softplus, log(1 + exp(z)), between the products.",
        **RELU),
    cut_at_six=check.Mistake(
        wrong_step(lambda z: np.clip(z, 0.0, 6.0)),
        fact="You cut at 6 as well as at 0.",
        reason="relu keeps what is above 0 as it is, however large.",
        hint="Use np.maximum(z, 0)."),
)


# %% exercise="transformer_block"
def reference_block_case(n, d, n_heads, d_k, d_v, h):
    names = ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2")
    shapes = ((d, n_heads * d_k), (d, n_heads * d_k), (d, n_heads * d_v), (n_heads * d_v, d), (d, h), (h, d))
    X, *arrays, gain_1, gain_2 = reference_normal((n, d), *shapes, (d,), (d,))
    arrays[0] = 0.15 * arrays[0]  # small scores, so that no row of weights is nearly one key's
    return 2 * X, dict(zip(names, arrays, strict=True)) | {"gain_1": gain_1 + 1.5, "gain_2": gain_2 + 1.5}, n_heads


def wrong_attention(N, weights, n_heads, mask=None):
    """Attention with heads, written once more."""
    outputs, A = 0.0, []
    for head in range(n_heads):
        Q, K, V = (np.split(N @ weights[name], n_heads, axis=1)[head] for name in ("W_Q", "W_K", "W_V"))
        S = np.einsum("id,jd->ij", Q, K) / K.shape[1] ** 0.5
        S = np.where(np.broadcast_to(True if mask is None else mask, (n_heads, *S.shape))[head], S, -np.inf)
        E = np.exp(S - S.max(axis=1, keepdims=True))
        A.append(E / E.sum(axis=1, keepdims=True))
        outputs = outputs + A[-1] @ V @ np.split(weights["W_O"], n_heads, axis=0)[head]
    return outputs, np.array(A)


def wrong_block(first=True, second=True, norm_1=True, norm_2=True, gains=("gain_1", "gain_2"), stream=lambda X, N: X,
                feed=lambda X, H: H, back=lambda X, H: H, see=lambda mask: mask, heads=lambda n_heads: n_heads, bend=reference_feed_forward):
    """A block, each keyword a step that is left out or done otherwise."""
    def wrong(X, weights, n_heads, mask=None):
        missing = {"W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2"} - set(weights)
        if missing:
            raise ValueError(f"no {', '.join(missing)}")
        N = reference_rms_norm(X, weights[gains[0]]) if norm_1 else X
        O, A = wrong_attention(N, weights, heads(n_heads), see(mask))
        H = (stream(X, N) if first else 0) + O
        inner = feed(X, H)
        inner = reference_rms_norm(inner, weights[gains[1]]) if norm_2 else inner
        return (back(X, H) if second else 0) + bend(inner, weights["W_1"], weights["W_2"]), A
    return wrong


reference_block = wrong_block()


def wrong_post_norm(X, weights, n_heads, mask=None):
    O, A = wrong_attention(X, weights, n_heads, mask)
    H = reference_rms_norm(X + O, weights["gain_1"])
    return reference_rms_norm(H + reference_feed_forward(H, weights["W_1"], weights["W_2"]), weights["gain_2"]), A


def wrong_norms_of_outputs(X, weights, n_heads, mask=None):
    O, A = wrong_attention(X, weights, n_heads, mask)
    H = X + reference_rms_norm(O, weights["gain_1"])
    return H + reference_rms_norm(reference_feed_forward(H, weights["W_1"], weights["W_2"]), weights["gain_2"]), A


def wrong_order(X, weights, n_heads, mask=None):
    H = X + reference_feed_forward(reference_rms_norm(X, weights["gain_2"]), weights["W_1"], weights["W_2"])
    O, A = wrong_attention(reference_rms_norm(H, weights["gain_1"]), weights, n_heads, mask)
    return H + O, A


def wrong_stages(X, weights, n_heads, mask=None):
    """The residual stream after the attention."""
    O, A = wrong_attention(reference_rms_norm(X, weights["gain_1"]), weights, n_heads, mask)
    return X + O, A


def wrong_half_post_norm(X, weights, n_heads, mask=None):
    H, A = wrong_stages(X, weights, n_heads, mask)
    return reference_rms_norm(H + reference_feed_forward(H, weights["W_1"], weights["W_2"]), weights["gain_2"]), A


def wrong_normed_at_the_end(X, weights, n_heads, mask=None):
    Y, A = reference_block(X, weights, n_heads, mask)
    return reference_rms_norm(Y, np.ones(X.shape[1])), A


def wrong_gains_on_outputs(X, weights, n_heads, mask=None):
    ones = np.ones(X.shape[1])
    O, A = wrong_attention(reference_rms_norm(X, ones), weights, n_heads, mask)
    H = X + O * weights["gain_1"]
    return H + reference_feed_forward(reference_rms_norm(H, ones), weights["W_1"], weights["W_2"]) * weights["gain_2"], A


test.given(rms_norm=reference_rms_norm, feed_forward=reference_feed_forward)
def wrong_order_of_the_dict(X, weights, n_heads, mask=None):
    names = ("W_Q", "W_K", "W_V", "W_O", "W_1", "W_2", "gain_1", "gain_2")
    return reference_block(X, dict(zip(names, weights.values(), strict=False)), n_heads, mask)


test.knows(
    reference_block,
    order_of_the_dict=check.Mistake(
        wrong_order_of_the_dict,
        fact="Your result is what comes when the matrices are taken from the dict by their places: here W_K comes first, then W_Q.",
        reason="A dict may hold its keys in any order.",
        hint='Ask for each array by its name, as in weights["W_Q"], in place of weights.values() or list(weights).'),
    first_residual_forgotten=check.Mistake(
        wrong_block(first=False),
        fact="Your H is what the heads give alone, without X.",
        reason="Attention adds to the stream: what a word was before must get past it.",
        hint="H = X + the output of the heads."),
    second_residual_forgotten=check.Mistake(
        wrong_block(second=False),
        fact="Your Y is what feed-forward gives alone, without H.",
        reason="Feed-forward adds to the stream, as attention does.",
        hint="Y = H + the output of feed-forward."),
    both_residuals_forgotten=check.Mistake(
        wrong_block(first=False, second=False),
        fact="Neither attention nor feed-forward is added to the stream in your block.",
        reason="Both add to it: what a word was before must get past them.",
        hint="H = X + ..., Y = H + ..."),
    second_residual_from_X=check.Mistake(
        wrong_block(back=lambda X, H: X),
        fact="You add X in the second step, and so lose what attention has found.",
        reason="The stream goes on from H.",
        hint="Y = H + the output of feed-forward."),
    stream_is_normed=check.Mistake(
        wrong_block(stream=lambda X, N: N),
        fact="You add the normed X in the first step.",
        reason="The stream itself is never normed; only what reads it is.",
        hint="H = X + ..., with X as it came."),
    stream_is_normed_twice=check.Mistake(
        lambda X, weights, n_heads, mask=None: wrong_block(
            stream=lambda X, N: N, back=lambda X, H: reference_rms_norm(H, weights["gain_2"]))(X, weights, n_heads, mask),
        fact="You add the normed X in the first step, and the normed H in the second.",
        reason="The stream itself is never normed; only what reads it is.",
        hint="H = X + ..., Y = H + ..., with X and H as they are."),
    second_stream_is_normed=check.Mistake(
        lambda X, weights, n_heads, mask=None: wrong_block(
            back=lambda X, H: reference_rms_norm(H, weights["gain_2"]))(X, weights, n_heads, mask),
        fact="You add the normed H in the second step.",
        reason="The stream itself is never normed; only what reads it is.",
        hint="Y = H + ..., with H as it is."),
    feed_forward_reads_X=check.Mistake(
        wrong_block(feed=lambda X, H: X),
        fact="Your feed-forward reads X, not H: it works beside attention, not after it.",
        reason="It is to work on what attention has found. (Some models do run both side by side; this one does not.)",
        hint="Use rms_norm(H, gain_2)."),
    norms_forgotten=check.Mistake(
        wrong_block(norm_1=False, norm_2=False),
        fact="There is no norm in your block.",
        reason="Attention and feed-forward each read the stream through a norm.",
        hint="Put rms_norm in front of both."),
    first_norm_forgotten=check.Mistake(
        wrong_block(norm_1=False),
        fact="Your attention reads X without the norm.",
        reason="Attention and feed-forward each read the stream through a norm.",
        hint="Use rms_norm(X, gain_1)."),
    second_norm_forgotten=check.Mistake(
        wrong_block(norm_2=False),
        fact="Your feed-forward reads H without the norm.",
        reason="Attention and feed-forward each read the stream through a norm.",
        hint="Use rms_norm(H, gain_2)."),
    norm_after_the_sum=check.Mistake(
        wrong_post_norm,
        fact="Your norms come after the sums (post-norm).",
        reason="So it was in the paper of 2017; here, as in most models since, each step reads the stream through a norm, and the stream itself is left alone.",
        hint="Norm what goes into attention and feed-forward, not what comes out."),
    gains_exchanged=check.Mistake(
        wrong_block(gains=("gain_2", "gain_1")),
        fact="You have gain_1 and gain_2 in each other's place.",
        reason="gain_1 belongs to the norm before attention, gain_2 to that before feed-forward.",
        hint="Exchange them."),
    first_gain_twice=check.Mistake(
        wrong_block(gains=("gain_1", "gain_1")),
        fact="You use gain_1 in both norms.",
        reason="Each norm has a gain of its own.",
        hint="Use gain_2 before feed-forward."),
    gains_forgotten=check.Mistake(
        lambda X, weights, n_heads, mask=None: reference_block(
            X, weights | dict.fromkeys(("gain_1", "gain_2"), np.ones(X.shape[1])), n_heads, mask),
        fact="Both gains are 1 in your block.",
        reason="Each norm has a gain of its own, which the model has learned.",
        hint="Pass weights['gain_1'] and weights['gain_2'] to rms_norm."),
    feed_forward_before_attention=check.Mistake(
        wrong_order,
        fact="In your block feed-forward comes before attention.",
        reason="First the words collect from each other, then each is worked on.",
        hint="Attention first."),
    feed_forward_left_out=check.Mistake(
        wrong_stages,
        fact="Your Y is H: the stream after attention.",
        reason="The second half of the block is missing.",
        hint="Add feed_forward(rms_norm(H, gain_2), W_1, W_2)."),
    relu_forgotten=check.Mistake(
        wrong_block(bend=lambda N, W_1, W_2: N @ W_1 @ W_2),
        fact="There is no relu between W_1 and W_2 in your block.",
        reason="Two products without a bend between them are one product.",
        hint="Use your feed_forward."),
    mask_ignored=check.Mistake(
        wrong_block(see=lambda mask: None),
        fact="Your block ignores the mask.",
        reason="A model that sees the next word learns to copy it.",
        hint="Pass mask on to multi_head_attention."),
    one_wide_head=check.Mistake(
        wrong_block(heads=lambda n_heads: 1),
        fact="Your block has one wide head where n_heads asks for several.",
        reason="Each head has a row of weights of its own for each query.",
        hint="Pass n_heads on to multi_head_attention."),
    queries_and_keys_swapped=check.Mistake(
        lambda X, weights, n_heads, mask=None: reference_block(
            X, weights | {"W_Q": weights["W_K"], "W_K": weights["W_Q"]}, n_heads, mask),
        fact="W_Q and W_K have each other's place in your block.",
        reason="With them queries and keys change roles: who asks is asked.",
        hint="multi_head_attention takes them in the order W_Q, W_K, W_V, W_O."),
    feed_forward_reads_attention_alone=check.Mistake(
        wrong_block(feed=lambda X, H: H - X),
        fact="Your feed-forward reads the output of attention alone, not the stream.",
        reason="It is to work on the word and on what the word has collected.",
        hint="Use rms_norm(H, gain_2)."),
    second_residual_from_attention=check.Mistake(
        wrong_block(back=lambda X, H: H - X),
        fact="In your second step the output of attention is added, without X.",
        reason="The stream goes on from H, which holds both.",
        hint="Y = H + the output of feed-forward."),
    X_added_twice=check.Mistake(
        wrong_block(back=lambda X, H: H + X),
        fact="You add X twice.",
        reason="H holds X already.",
        hint="Y = H + the output of feed-forward."),
    always_causal=check.Mistake(
        lambda X, weights, n_heads, mask=None: reference_block(X, weights, n_heads, np.tri(len(X), dtype=bool)),
        fact="Your block hides later words even where no mask is passed.",
        reason="Who may see what is the caller's choice: with None everybody sees all.",
        hint="Pass mask on to multi_head_attention as it came."),
    gains_follow_the_order=check.Mistake(
        lambda X, weights, n_heads, mask=None: wrong_order(X, weights | {'gain_1': weights['gain_2'], 'gain_2': weights['gain_1']}, n_heads, mask),
        fact="In your block feed-forward comes before attention.",
        reason="First the words collect from each other, then each is worked on.",
        hint="Attention first, with gain_1."),
    norms_of_outputs=check.Mistake(
        wrong_norms_of_outputs,
        fact="Your norms stand on what attention and feed-forward give, and these read the stream as it is.",
        reason="In a pre-norm block each of them reads the stream through a norm, and what it gives is added as it is.",
        hint="Norm what goes into attention and feed-forward, not what comes out."),
    normed_at_the_end=check.Mistake(
        wrong_normed_at_the_end,
        fact="You norm Y at the end.",
        reason="The stream itself is never normed inside a block; a model norms it once, before its logits.",
        hint="Return the sum as it is."),
    mask_polarity_turned=check.Mistake(
        lambda X, weights, n_heads, mask=None: reference_block(X, weights, n_heads, None if mask is None else np.where(mask, False, True)),
        fact="Your mask is turned round: queries see what it hides, and nothing else.",
        reason="In this course True means may attend, here and in multi_head_attention.",
        hint="Pass mask on as it came."),
    second_gain_twice=check.Mistake(
        wrong_block(gains=("gain_2", "gain_2")),
        fact="You use gain_2 in both norms.",
        reason="Each norm has a gain of its own.",
        hint="Use gain_1 before attention."),
    first_gain_forgotten=check.Mistake(
        lambda X, weights, n_heads, mask=None: reference_block(X, weights | {"gain_1": np.ones(X.shape[1])}, n_heads, mask),
        fact="In your first norm gain_1 has no part.",
        reason="Each norm has a gain of its own, which the model has learned.",
        hint="rms_norm(X, gain_1)."),
    second_gain_forgotten=check.Mistake(
        lambda X, weights, n_heads, mask=None: reference_block(X, weights | {"gain_2": np.ones(X.shape[1])}, n_heads, mask),
        fact="In your second norm gain_2 has no part.",
        reason="Each norm has a gain of its own, which the model has learned.",
        hint="rms_norm(H, gain_2)."),
    feed_forward_reads_the_first_norm=check.Mistake(
        lambda X, weights, n_heads, mask=None: wrong_block(norm_2=False, feed=lambda X, H: reference_rms_norm(X, weights["gain_1"]))(X, weights, n_heads, mask),
        fact="Your feed-forward reads what attention has read, the norm of X.",
        reason="It is to work on what attention has found.",
        hint="Use rms_norm(H, gain_2)."),
    feed_forward_reads_X_without_norm=check.Mistake(
        wrong_block(norm_2=False, feed=lambda X, H: X),
        fact="Your feed-forward reads X as it came.",
        reason="It is to work on what attention has found, through a norm of its own.",
        hint="Use rms_norm(H, gain_2)."),
    residual_inside_feed_forward=check.Mistake(
        lambda X, weights, n_heads, mask=None: wrong_block(back=lambda X, H: H + reference_rms_norm(H, weights["gain_2"]))(X, weights, n_heads, mask),
        fact="You add the normed H as well as H.",
        reason="The stream goes on from H, and feed-forward gives what is added to it.",
        hint="Y = H + feed_forward(rms_norm(H, gain_2), W_1, W_2)."),
    keys_from_W_Q=check.Mistake(
        lambda X, weights, n_heads, mask=None: reference_block(X, weights | {"W_K": weights["W_Q"]}, n_heads, mask),
        fact="Your keys are made with W_Q.",
        reason="Keys have a matrix of their own.",
        hint="multi_head_attention takes W_Q, W_K, W_V, W_O."),
    gains_on_outputs=check.Mistake(
        wrong_gains_on_outputs,
        fact="Your gains multiply what attention and feed-forward give, and not what they read.",
        reason="A gain is a part of the norm, through which each of them reads the stream.",
        hint="rms_norm(X, gain_1) before attention, rms_norm(H, gain_2) before feed-forward."),
    second_norm_after_the_sum=check.Mistake(
        wrong_half_post_norm,
        fact="Your second norm comes after the sum.",
        reason="Feed-forward reads the stream through a norm, and what it gives is added as it is.",
        hint="Norm what goes into feed-forward, not Y."),
    normed_at_the_end_with_a_gain=check.Mistake(
        lambda X, weights, n_heads, mask=None: (lambda Y, A: (reference_rms_norm(Y, weights["gain_2"]), A))(*reference_block(X, weights, n_heads, mask)),
        fact="You norm Y at the end, with gain_2.",
        reason="The stream itself is never normed inside a block; a model norms it once, before its logits.",
        hint="Return the sum as it is."),
)


# %% exercise="chances"
def reference_softened(logits, temperature):
    z = np.asarray(logits, dtype=float)
    E = np.exp((z - z.max()) / temperature)
    return E / E.sum()


def reference_largest(logits, k):
    """Places of the k largest, the first of equals first."""
    return sorted(range(len(logits)), key=lambda token: (-logits[token], token))[:k]


def reference_chances(logits, temperature, top_k=None):
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature {temperature}, top_k {top_k}")
    if temperature == 0:
        return np.eye(len(logits))[reference_largest(logits, 1)[0]], 0
    p = np.zeros(len(logits))
    kept = reference_largest(logits, top_k)
    p[kept] = reference_softened(np.asarray(logits)[kept], temperature)
    return p, 1


def wrong_chances(p=None, keep=None, greedy=None, place=lambda p, kept: p, draws_at_zero=0):
    """Chances of a function that differs in one step: the softening, what top_k keeps, what temperature 0 does."""
    def wrong(logits, temperature, top_k=None):
        logits = np.asarray(logits, dtype=float)
        if temperature == 0:
            return np.eye(len(logits))[(greedy or (lambda z: int(z.argmax())))(logits)], draws_at_zero
        kept = (keep or reference_largest)(logits, top_k)
        found = np.zeros(len(logits))
        found[kept] = (p or reference_softened)(logits[kept], temperature)
        return place(found, kept), 1
    return wrong


def wrong_ranks(p, kept):
    found = np.zeros(len(p))
    found[:len(kept)] = p[kept]
    return found


def wrong_zeroed(logits, temperature, top_k=None):
    z = np.zeros(len(logits))
    kept = reference_largest(logits, top_k)
    z[kept] = np.asarray(logits)[kept]
    return reference_chances(z, temperature) if temperature else reference_chances(logits, 0)


def wrong_steep(z, temperature):
    E = np.exp(z / temperature)
    p = E / E.sum()
    if np.isnan(p).any():
        raise ValueError("Probabilities contain NaN")
    return p


def wrong_zero_temperature(logits, temperature, top_k=None):
    if temperature == 0:
        raise ValueError("Probabilities contain NaN")
    return reference_chances(logits, temperature, top_k)


def wrong_equals_share(logits, temperature, top_k=None):
    if temperature == 0 and (top_k is None or top_k > 1):
        return (np.asarray(logits) == np.max(logits)) / np.sum(np.asarray(logits) == np.max(logits)), 1
    return reference_chances(logits, temperature, top_k)


def wrong_sum_below_one(logits, temperature, top_k=None):
    p, draws = reference_chances(logits, temperature)
    kept = reference_largest(logits, top_k)
    if temperature and p[kept].sum() < 1 - 1e-8:
        raise ValueError("Probabilities do not sum to 1. See Notes section of docstring for more information.")
    return p, draws


test.knows(
    reference_chances,
    multiplied_by_the_temperature=check.Mistake(
        wrong_chances(p=lambda z, temperature: reference_softened(z, 1 / temperature)),
        fact="You multiply the logits with the temperature.",
        reason="A high temperature is to even the chances out, so it divides.",
        hint="softmax(logits / temperature)."),
    temperature_ignored=check.Mistake(
        wrong_chances(p=lambda z, temperature: reference_softened(z, 1.0)),
        fact="Your chances are those of temperature 1, whatever temperature is passed.",
        reason="The logits are divided by it before softmax.",
        hint="softmax(logits / temperature)."),
    temperature_after_softmax=check.Mistake(
        wrong_chances(p=lambda z, temperature: reference_softened(reference_softened(z, 1.0), temperature)),
        fact="You divide probabilities by the temperature, and apply softmax to them.",
        reason="The temperature belongs to the logits; softmax of probabilities is nearly even.",
        hint="softmax(logits / temperature), once."),
    softmax_twice=check.Mistake(
        wrong_chances(p=lambda z, temperature: reference_softened(reference_softened(z, temperature), 1.0)),
        fact="You apply softmax twice.",
        reason="Softmax of probabilities is nearly even.",
        hint="Apply it once, to logits / temperature."),
    all_equally_likely=check.Mistake(
        wrong_chances(p=lambda z, temperature: np.full(len(z), 1 / len(z))),
        fact="Each word that can be drawn is equally likely in your draw.",
        reason="rng.choice needs to be told the chances.",
        hint="Pass p=... to rng.choice."),
    never_a_draw=check.Mistake(
        wrong_chances(p=lambda z, temperature: np.eye(len(z))[np.argmax(z)]),
        fact="You always take the most likely word.",
        reason="That is temperature 0; at others every word has its chance.",
        hint="Draw with rng.choice(..., p=...)."),
    top_k_ignored=check.Mistake(
        wrong_chances(keep=lambda z, k: reference_largest(z, None)),
        fact="Words beyond the top_k largest can be drawn.",
        reason="top_k cuts off the long tail of words, each unlikely, that together come up often.",
        hint="Keep the words with the top_k largest logits, and make their chances sum to 1."),
    smallest_kept=check.Mistake(
        wrong_chances(keep=lambda z, k: reference_largest(-z, k)),
        fact="You keep the words with the smallest logits.",
        reason="np.argsort puts the smallest first.",
        hint="Take the last top_k of np.argsort(logits)."),
    one_too_many=check.Mistake(
        wrong_chances(keep=lambda z, k: reference_largest(z, None if k is None else k + 1)),
        fact="You keep one word too many.",
        reason="top_k is how many words can be drawn.",
        hint="Keep exactly top_k."),
    one_too_few=check.Mistake(
        wrong_chances(keep=lambda z, k: reference_largest(z, None if k is None else max(k - 1, 1))),
        fact="You keep one word too few.",
        reason="top_k is how many words can be drawn.",
        hint="Keep exactly top_k."),
    first_words_kept=check.Mistake(
        wrong_chances(keep=lambda z, k: list(range(len(z)))[:k]),
        fact="You keep the first top_k words of the vocabulary.",
        reason="What is kept are the words with the largest logits.",
        hint="np.argsort tells where they are."),
    logits_beyond_top_k_are_zero=check.Mistake(
        wrong_zeroed,
        fact="You set the logits beyond the top_k largest to 0, and exp(0) is 1: those words can still be drawn.",
        reason="A logit of 0 is an ordinary logit.",
        hint="Set them to -np.inf, or leave these words out."),
    rank_in_place_of_token=check.Mistake(
        wrong_chances(place=wrong_ranks),
        fact="You give the rank of the word that was drawn, not its token.",
        reason="After sorting, place 0 is the most likely word, whichever token that is.",
        hint="Look the token up: order[drawn]."),
    last_of_equals=check.Mistake(
        wrong_chances(greedy=lambda z: len(z) - 1 - int(z[::-1].argmax())),
        fact="Of equally large logits you take the last at temperature 0.",
        reason="The contract is the first of equals.",
        hint="np.argmax gives the first."),
    smallest_at_zero=check.Mistake(
        wrong_chances(greedy=lambda z: int(z.argmin())),
        fact="At temperature 0 you take the smallest logit.",
        reason="The lower the temperature, the likelier is the most likely word.",
        hint="Use np.argmax."),
    draws_at_zero=check.Mistake(
        wrong_chances(draws_at_zero=1),
        fact="At temperature 0 you draw from rng, though there is nothing to decide.",
        reason="Each draw moves the generator on, so that what is drawn later would be another word.",
        hint="Return the largest at once."),
    no_softmax_at_zero=check.Mistake(
        wrong_zero_temperature,
        fact="At temperature 0 you divide by 0.",
        reason="Temperature 0 is the limit: all the chance goes to the largest logit.",
        hint="Treat it by itself, before softmax: np.argmax."),
    not_summing_to_one=check.Mistake(
        wrong_sum_below_one,
        fact="The chances that you pass to rng.choice do not sum to 1 with top_k.",
        reason="When words are left out, the chances of the others must grow.",
        hint="Divide by their sum, or apply softmax to the kept logits alone."),
    no_max_subtraction=wrong_chances(p=wrong_steep),
    sign_turned=check.Mistake(
        wrong_chances(p=lambda z, temperature: reference_softened(-z, temperature)),
        fact="In your draw the least likely word is the likeliest: the sign of the logits is turned.",
        reason="A large logit is a large chance.",
        hint="softmax(logits / temperature), without a minus."),
    temperature_squared=check.Mistake(
        wrong_chances(p=lambda z, temperature: reference_softened(z, temperature ** 2)),
        fact="You divide by the square of the temperature.",
        reason="The logits are divided by the temperature once.",
        hint="softmax(logits / temperature)."),
    sizes_of_logits_as_chances=check.Mistake(
        wrong_chances(p=lambda z, temperature: np.abs(z) / np.abs(z).sum()),
        fact="Your chances are the sizes of the logits over their sum, without exp.",
        reason="A logit below 0 is a small chance, however large its size.",
        hint="softmax(logits / temperature)."),
    rank_in_place_of_token_with_top_k=check.Mistake(
        lambda logits, temperature, top_k=None: wrong_chances(place=wrong_ranks if top_k else lambda p, kept: p)(logits, temperature, top_k),
        fact="With top_k you give the place of the word among those that are kept, not its token.",
        reason="After sorting, place 0 is the most likely word, whichever token that is.",
        hint="Look the token up: order[drawn]."),
    equals_share_at_zero=check.Mistake(
        wrong_equals_share,
        fact="At temperature 0 equally large logits share the chance in your draw.",
        reason="Temperature 0 takes the first of equals, and draws nothing.",
        hint="Treat it by itself, before softmax: np.argmax."),
    temperature_one_at_zero=check.Mistake(
        lambda logits, temperature, top_k=None: reference_chances(logits, temperature or 1.0, top_k),
        fact="At temperature 0 you draw as at temperature 1.",
        reason="Temperature 0 is the limit of low ones: all the chance goes to the largest logit.",
        hint="Treat it by itself: np.argmax."),
)
