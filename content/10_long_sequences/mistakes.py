# %% [markdown]
# Right results and known mistakes of 10_long_sequences, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("10_long_sequences")
test = check("attention_in_blocks")


# %% exercise="attention_in_blocks"
def reference_weights(Q, K, scale=None, mask=None):
    S = np.einsum("id,jd->ij", Q, K, dtype=float) * (K.shape[1] ** -0.5 if scale is None else scale)
    shown = np.ones(S.shape, bool) if mask is None else mask
    largest = np.max(S, axis=1, keepdims=True, where=shown, initial=-np.inf)
    E = np.exp(np.where(shown, S - np.where(np.isfinite(largest), largest, 0), -np.inf))
    return E / np.maximum(E.sum(axis=1, keepdims=True), np.finfo(float).tiny)


def reference_attention_in_blocks(Q, K, V, block, mask=None):
    return np.einsum("ij,jv->iv", reference_weights(Q, K, mask=mask), V)


def wrong_scale(scale):
    return lambda Q, K, V, block, mask=None: reference_weights(Q, K, scale(Q, K, V), mask) @ V


def wrong_blocks(keep_total=1, keep_output=1, correct_total=True, correct_output=True, divide=True, shift=True, last=True, guard=True, begin_at=-np.inf,
                 together=False, divide_each=False, safe=True):
    """Blocks of keys, each keyword a step that is left out or done otherwise."""
    def wrong(Q, K, V, block, mask=None):
        largest, total, O = np.full((len(Q), 1), begin_at), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
        for begin in range(0, len(K) if last else len(K) - len(K) % block, block):
            S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])
            if mask is not None:
                S = np.where(mask[:, begin:begin + block], S, -np.inf)
            larger = np.maximum(largest, S.max() if together else S.max(axis=1, keepdims=True)) if shift else np.zeros((len(Q), 1))
            taken = np.where(np.isfinite(larger), larger, 0) if guard else larger
            correction, E = np.exp(largest - taken), np.exp(S - taken)
            total = keep_total * total * (correction if correct_total else 1.0) + E.sum(axis=1, keepdims=True)
            O = keep_output * O * (correction if correct_output else 1.0) + E @ V[begin:begin + block]
            O = O / np.where(total > 0, total, 1) if divide_each else O
            largest = larger
        if not divide or divide_each:
            return O
        return O / (np.where(total > 0, total, 1) if safe and guard else total)
    return wrong


def wrong_parts(Q, K, V, block, mask):
    masks = [None if mask is None else mask[:, b:b + block] for b in range(0, len(K), block)]
    parts = [(K[b:b + block], V[b:b + block]) for b in range(0, len(K), block)]
    return [reference_weights(Q, k, mask=m) @ v for (k, v), m in zip(parts, masks)]


def wrong_blocks_scaled(Q, K, V, block, mask=None):
    scales = [np.sqrt(min(block, len(K) - begin)) for begin in range(0, len(K), block)]
    scaled = K / np.repeat(scales, block)[:len(K), None]
    return reference_weights(Q, scaled, 1.0, mask) @ V


def wrong_with_mask(weights):
    return lambda Q, K, V, block, mask=None: weights(Q, K, np.ones((len(Q), len(K)), bool) if mask is None else mask) @ V


def wrong_merging(correction, largest_of, hide_after=False, guard=False):
    """Blocks merged with `correction(old, new)` and the maximum `largest_of(old, S)`."""
    def wrong(Q, K, V, block, mask=None):
        old, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
        for begin in range(0, len(K), block):
            S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])
            shown = np.ones(S.shape, bool) if mask is None else mask[:, begin:begin + block]
            S = S if hide_after else np.where(shown, S, -np.inf)
            new = largest_of(old, S)
            factor = np.where(np.isinf(old), 0.0, correction(old, new))
            E = np.exp(S - new) * (shown if hide_after else 1)
            total, O, old = total * factor + E.sum(axis=1, keepdims=True), O * factor + E @ V[begin:begin + block], new
        return O / (np.where(total > 0, total, 1) if guard else total)
    return wrong


def wrong_new_block(Q, K, V, block, mask=None):
    old, total, O = np.full((len(Q), 1), -np.inf), np.zeros((len(Q), 1)), np.zeros((len(Q), V.shape[1]))
    for begin in range(0, len(K), block):
        S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])
        S = S if mask is None else np.where(mask[:, begin:begin + block], S, -np.inf)
        own = S.max(axis=1, keepdims=True)
        new = np.maximum(old, own)
        E = np.exp(S - np.where(np.isfinite(own), own, 0))
        factor = np.exp(old - np.where(np.isfinite(new), new, 0))
        total, O, old = total * factor + E.sum(axis=1, keepdims=True), O * factor + E @ V[begin:begin + block], new
    return O / np.where(total > 0, total, 1)


def wrong_last_block(Q, K, V, block, mask=None):
    begin = (len(K) - 1) // block * block
    return reference_attention_in_blocks(Q, K[begin:], V[begin:], block, None if mask is None else mask[:, begin:])


def largest_so_far(old, S):
    return np.maximum(old, S.max(axis=1, keepdims=True))


def wrong_scores_of_zero(Q, K, mask):
    S = np.where(mask, Q @ K.T / np.sqrt(K.shape[1]), 0.0)
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_blind_rows(Q, K, mask):
    A = reference_weights(Q, K, mask=mask)
    A[~mask.any(axis=1)] = 1 / len(K)
    return A


test.axes("query", "column")
test.knows(
    reference_attention_in_blocks,
    correction_turned=check.Mistake(
        wrong_merging(lambda old, new: np.exp(new - old), largest_so_far),
        fact="What came before is multiplied by exp(new - old): it grows where it must shrink.",
        reason="What was exp(s - old) must become exp(s - new).",
        hint="exp(s - new) is exp(s - old) times which power?"),
    each_block_in_its_own_unit=check.Mistake(
        wrong_merging(lambda old, new: 1.0, lambda old, S: S.max(axis=1, keepdims=True)),
        fact="You take each block's own maximum off its scores, and add the blocks as they are.",
        reason="Exponentials that belong to different maxima cannot be added.",
        hint="Keep the largest score so far, and correct the sums whenever it grows."),
    last_block_only=check.Mistake(
        wrong_last_block,
        fact="Your output is that of the last block alone.",
        reason="All keys are asked; what the earlier blocks gave must be kept.",
        hint="If a sum is overwritten, or begins anew in each block, add to it. If the largest score so far stays -inf, carry it on: "
             "exp(-inf - new) is 0."),
    first_block_only=check.Mistake(
        lambda Q, K, V, block, mask=None: reference_attention_in_blocks(
            Q, K[:block], V[:block], block, None if mask is None else mask[:, :block]),
        fact="Your output is that of the first block alone.",
        reason="All keys are asked.",
        hint="Does `return` stand inside the loop?"),
    block_not_corrected=check.Mistake(
        wrong_new_block,
        fact="You take each block's own maximum off its scores, and correct only what came before.",
        reason="Where an earlier score was larger, the new exponentials have another unit than the sums to which they are added.",
        hint="Take the largest score so far off the scores of the block: exp(S - new)."),
    scale_by_root_of_the_block=check.Mistake(
        wrong_blocks_scaled,
        fact="Your scores are divided by the root of the number of keys in the block.",
        reason="An inner product has d_k terms, however many keys a block has.",
        hint="Take the number of columns of K."),
    hidden_scores_in_the_maximum=wrong_merging(lambda old, new: np.exp(old - new), largest_so_far, hide_after=True, guard=True),
    no_scale=wrong_scale(lambda Q, K, V: 1.0),
    scale_by_d_k=wrong_scale(lambda Q, K, V: 1 / K.shape[1]),
    scale_by_root_n=wrong_scale(lambda Q, K, V: len(K) ** -0.5),
    scale_by_root_d_v=wrong_scale(lambda Q, K, V: V.shape[1] ** -0.5),
    scale_multiplied=wrong_scale(lambda Q, K, V: K.shape[1] ** 0.5),
    maximum_begins_at_zero=check.Mistake(
        wrong_blocks(begin_at=0.0),
        fact="What you take off is never below 0, or another number. Where all scores are far below it, each exp becomes 0, and "
             "nothing is left of them.",
        reason="The largest score so far may be negative; before the first block there is none.",
        hint="Let the running maximum begin with -np.inf."),
    max_of_everything=wrong_blocks(together=True, safe=False),
    maximum_begins_at_zero_nan=check.Mistake(
        wrong_blocks(begin_at=0.0, safe=False),
        fact="What you take off is never below 0, or another number. Where all scores are far below it, each exp becomes 0, and "
             "0 / 0 is nan.",
        reason="The largest score so far may be negative; before the first block there is none.",
        hint="Let the running maximum begin with -np.inf."),
    one_maximum_for_all_queries=check.Mistake(
        wrong_blocks(together=True),
        fact="You subtract one maximum from the scores of all queries. Where a query's own scores are far below it, each exp becomes 0.",
        reason="Each query is a row of its own, with a largest score of its own.",
        hint="Keep one maximum for each query: max(axis=1, keepdims=True)."),
    divided_in_each_block=check.Mistake(
        wrong_blocks(divide_each=True),
        fact="The weighted sum of the values is divided after each block, and then added to.",
        reason="What was divided once has another unit than what the next block adds.",
        hint="Divide once, after the last block."),
    blocks_averaged=check.Mistake(
        lambda Q, K, V, block, mask=None: np.mean(wrong_parts(Q, K, V, block, mask), axis=0),
        fact="Your output is the mean of the outputs of the blocks.",
        reason="Each block was given an attention of 1 of its own, whether its keys fit the query or not.",
        hint="Divide once, at the end, by the sum of the exponentials of all blocks."),
    blocks_summed=check.Mistake(
        lambda Q, K, V, block, mask=None: np.sum(wrong_parts(Q, K, V, block, mask), axis=0),
        fact="Your output is the sum of the outputs of the blocks.",
        reason="Each block was normalised for itself, so each has weights that sum to 1.",
        hint="Divide once, at the end, by the sum of the exponentials of all blocks."),
    total_not_corrected=check.Mistake(
        wrong_blocks(correct_total=False),
        fact="Your sum of exponentials keeps what was computed with an older, smaller maximum.",
        reason="exp(s - old) and exp(s - new) have different units; they cannot be added.",
        hint="Multiply the sum by exp(old - new) whenever the maximum grows."),
    output_not_corrected=check.Mistake(
        wrong_blocks(correct_output=False),
        fact="Your weighted sum of values keeps what was computed with an older, smaller maximum.",
        reason="exp(s - old) and exp(s - new) have different units; they cannot be added.",
        hint="Multiply the weighted sum by exp(old - new), too, whenever the maximum grows."),
    nothing_corrected=check.Mistake(
        wrong_blocks(correct_total=False, correct_output=False),
        fact="You subtract each block's maximum, but never correct what came before.",
        reason="Exponentials that belong to different maxima cannot be added.",
        hint="Multiply both sums by exp(old - new) whenever the maximum grows."),
    total_of_the_last_block=check.Mistake(
        wrong_blocks(keep_total=0),
        fact="You divide by the sum of the exponentials of the last block alone.",
        reason="The weighted sum of the values holds all blocks, and so must the sum by which it is divided.",
        hint="Add to the sum in each block, after its correction: total = total * correction + ..."),
    output_of_the_last_block=check.Mistake(
        wrong_blocks(keep_output=0),
        fact="Your weighted sum of the values is that of the last block alone, divided by the sum of the exponentials of all blocks.",
        reason="All keys are asked; what the earlier blocks gave must be kept.",
        hint="Add to the weighted sum in each block, after its correction: O = O * correction + ..."),
    never_divided=check.Mistake(
        wrong_blocks(divide=False),
        fact="Your output was never divided by the sum of the exponentials.",
        reason="Weights must sum to 1.",
        hint="Divide the weighted sum by the sum of exponentials after the last block."),
    last_block_lost=check.Mistake(
        wrong_blocks(last=False),
        fact="The keys after the last full block are left out.",
        reason="block need not divide the number of keys.",
        hint="Let the last block be shorter: with range(0, n_k, block) each block has its begin, and slices end by themselves."),
    no_max_subtraction=wrong_blocks(shift=False),
    mask_ignored=check.Mistake(
        lambda Q, K, V, block, mask=None: reference_attention_in_blocks(Q, K, V, block),
        fact="Your output is that without the mask.",
        reason="Where the mask is False, a query may not attend.",
        hint="Give hidden scores the value -np.inf, block by block: the mask is cut like the keys."),
    mask_of_the_first_block=check.Mistake(
        lambda Q, K, V, block, mask=None: reference_attention_in_blocks(
            Q, K, V, block, None if mask is None else np.tile(mask[:, :block], -(-len(K) // block))[:, :len(K)]),
        fact="Each of your blocks is hidden by the first columns of the mask.",
        reason="Column j of the mask belongs to key j.",
        hint="Cut the mask like the keys: mask[:, begin:begin + block]."),
    values_of_the_first_block=check.Mistake(
        lambda Q, K, V, block, mask=None: reference_weights(Q, K, mask=mask) @ np.tile(V[:block], (-(-len(K) // block), 1))[:len(K)],
        fact="In each of your blocks the values of the first one are weighted.",
        reason="Row j of V belongs to key j.",
        hint="Cut V like K: V[begin:begin + block]."),
    mask_turned=check.Mistake(
        lambda Q, K, V, block, mask=None: reference_attention_in_blocks(Q, K, V, block, None if mask is None else ~mask),
        fact="Your queries attend where the mask is False.",
        reason="True means may attend, as in lesson 06.",
        hint="Hide what is False."),
    mask_with_zero=check.Mistake(
        wrong_with_mask(wrong_scores_of_zero),
        fact="Your hidden scores are 0, and exp(0) is 1: hidden keys still get weight.",
        reason="A score of 0 is an ordinary score.",
        hint="Give hidden scores the value -np.inf."),
    hidden_block_is_nan=check.Mistake(
        wrong_blocks(guard=False),
        fact="A query that has seen nothing so far gets nan: its largest score is -inf, and -inf - (-inf) is nan.",
        reason="nan in a sum stays nan, whatever later blocks bring.",
        hint="While the largest score is not finite, subtract 0 in its place; and do not divide by a total of 0."),
    divided_by_a_total_of_zero=check.Mistake(
        wrong_blocks(safe=False),
        fact="A query that may see nothing gets nan: nothing is left of its sums, and 0 / 0 is nan.",
        reason="It may attend to none of the values, so its output is 0.",
        hint="Where the sum of the exponentials is 0, divide by 1; where the largest score is -inf, take off 0."),
    blind_row_gets_the_mean=check.Mistake(
        wrong_with_mask(wrong_blind_rows),
        fact="A query that may see nothing gets the mean of all values.",
        reason="It may attend to none of them, so its output is 0.",
        hint="Let hidden keys have weight 0 even where all are hidden."),
    maximum_of_the_block_alone=check.Mistake(
        wrong_merging(lambda old, new: np.exp(old - new), lambda old, S: S.max(axis=1, keepdims=True)),
        fact="Your new maximum is that of the block alone: where an earlier one was larger, the correction exp(old - new) grows without limit.",
        reason="The largest score so far never falls.",
        hint="Take the larger of the old maximum and the block's."),
)


# %% exercise="attend_next"
def reference_attend_next(q, K_cache, V_cache):
    return (reference_weights(q[None], K_cache) @ V_cache)[0]


def wrong_cosines(q, K_cache, V_cache):
    units = K_cache / np.linalg.norm(K_cache, axis=1, keepdims=True)
    return reference_attend_next(q / np.linalg.norm(q) * len(q) ** 0.5, units, V_cache)


def wrong_attend_next(scale=None, use=slice(None)):
    return lambda q, K_cache, V_cache: (reference_weights(q[None], K_cache[use], scale) @ V_cache[use])[0]


test.axes("column")
test.knows(
    reference_attend_next,
    key_not_transposed=lambda q, K_cache, V_cache: q @ K_cache,
    weights_alone=check.Mistake(
        lambda q, K_cache, V_cache: reference_weights(q[None], K_cache)[0],
        fact="You give the weights: {size} numbers, one for each word.",
        reason="The output is the weighted mean of the values, and has d_v numbers.",
        hint="Multiply the weights with V_cache."),
    first_left_out=check.Mistake(
        lambda q, K_cache, V_cache: reference_attend_next(q, K_cache[len(K_cache) > 1:], V_cache[len(V_cache) > 1:]),
        fact="Your new word does not attend to the first word.",
        reason="The cache holds all words from the first one on, and its row is 0.",
        hint="Use the whole cache."),
    softmax_twice=check.Mistake(
        lambda q, K_cache, V_cache: np.exp(reference_weights(q[None], K_cache)[0]) @ V_cache
        / np.exp(reference_weights(q[None], K_cache)[0]).sum(),
        fact="You apply softmax twice: what goes into the second one is weights.",
        reason="Weights lie between 0 and 1, and a second softmax makes them nearly equal.",
        hint="Apply softmax to the scaled scores once."),
    newest_twice=check.Mistake(
        lambda q, K_cache, V_cache: reference_attend_next(
            q, np.vstack([K_cache, K_cache[-1:]]), np.vstack([V_cache, V_cache[-1:]])),
        fact="The newest word counts twice in your output.",
        reason="Its key and value are in the cache already.",
        hint="Append nothing: use the cache as it comes."),
    never_divided=check.Mistake(
        lambda q, K_cache, V_cache: np.exp(K_cache @ q / len(q) ** 0.5 - (K_cache @ q).max() / len(q) ** 0.5) @ V_cache,
        fact="Your output was never divided by the sum of the exponentials.",
        reason="Weights must sum to 1.",
        hint="Divide by the sum."),
    sum_of_the_values=check.Mistake(
        lambda q, K_cache, V_cache: V_cache.sum(axis=0) * 1.0,
        fact="You give the plain sum of the values: each has the weight 1.",
        reason="The words share out one attention of 1. Softmax along an axis of length 1, that of the one query, gives 1 everywhere.",
        hint="Normalise over the words."),
    cosines_for_scores=check.Mistake(
        wrong_cosines,
        fact="Your scores are cosines: the lengths of query and keys are taken off.",
        reason="Scaled attention divides by the root of d_k, and by nothing else.",
        hint="Leave the lengths in."),
    scores_divided_by_the_largest=check.Mistake(
        lambda q, K_cache, V_cache: wrong_attend_next(scale=1 / ((K_cache @ q).max() or 1.0))(q, K_cache, V_cache),
        fact="Your scores are divided by the largest of them.",
        reason="A quotient stretches the differences between the scores, and turns them round where the largest is below 0.",
        hint="Subtract the largest score."),
    divided_after_softmax=check.Mistake(
        lambda q, K_cache, V_cache: wrong_attend_next(scale=1.0)(q, K_cache, V_cache) / len(q) ** 0.5,
        fact="Your output is divided by the root of d_k, and the scores are not.",
        reason="The scale belongs to the scores; weights must sum to 1.",
        hint="Divide K_cache @ q, before softmax."),
    keys_in_place_of_values=lambda q, K_cache, V_cache: reference_attend_next(q, K_cache, K_cache),
    values_not_summed=check.Mistake(
        lambda q, K_cache, V_cache: reference_weights(q[None], K_cache)[0][:, None] * V_cache,
        fact="You give the weighted values of all words, shape {shape}.",
        reason="The output is their sum, one vector.",
        hint="Sum over the words."),
    summed_over_the_columns=check.Mistake(
        lambda q, K_cache, V_cache: (reference_weights(q[None], K_cache)[0][:, None] * V_cache).sum(axis=1),
        fact="You sum each word's weighted value over its columns: {size} numbers, one for each word.",
        reason="A column is a property; the sum goes over the words.",
        hint="Sum along axis 0."),
    no_scale=wrong_attend_next(scale=1.0),
    scale_by_d_k=lambda q, K_cache, V_cache: wrong_attend_next(scale=1 / len(q))(q, K_cache, V_cache),
    scale_by_root_n=lambda q, K_cache, V_cache: wrong_attend_next(scale=len(K_cache) ** -0.5)(q, K_cache, V_cache),
    query_of_itself_only=lambda q, K_cache, V_cache: V_cache[-1] * 1.0,
    itself_left_out=check.Mistake(
        wrong_attend_next(use=slice(0, -1)),
        fact="Your new word attends to all earlier words, but not to itself.",
        reason="The cache holds the new word's own key and value as the last row, and a causal mask lets a word see itself.",
        hint="Use the whole cache."),
    axis_left_over=check.Mistake(
        lambda q, K_cache, V_cache: reference_attend_next(q, K_cache, V_cache)[None],
        fact="Your result has shape {shape}: an axis of length 1 is left over.",
        reason="One query gives one output, a vector.",
        hint="Take its only row."),
    scale_by_root_d_v=lambda q, K_cache, V_cache: wrong_attend_next(scale=V_cache.shape[1] ** -0.5)(q, K_cache, V_cache),
    scale_multiplied=lambda q, K_cache, V_cache: wrong_attend_next(scale=len(q) ** 0.5)(q, K_cache, V_cache),
    best_key_only=check.Mistake(
        lambda q, K_cache, V_cache: V_cache[np.argmax(K_cache @ q)] * 1.0,
        fact="You give the value of the best key alone.",
        reason="Attention is a mean over all values; the best key has the largest share, not the only one.",
        hint="Use softmax, not argmax."),
    plain_mean=check.Mistake(
        lambda q, K_cache, V_cache: V_cache.mean(axis=0),
        fact="You give the plain mean of the values.",
        reason="Each value counts as much as its key fits the query.",
        hint="Weight the values with softmax of K_cache @ q, scaled."),
    no_softmax=check.Mistake(
        lambda q, K_cache, V_cache: (K_cache @ q / np.sqrt(len(q))) @ V_cache,
        fact="You sum the values, weighted by the scores themselves.",
        reason="Scores are no shares; they may be negative and need not sum to 1.",
        hint="Apply softmax to the scores first."),
    no_max_subtraction=lambda q, K_cache, V_cache: (
        np.exp(K_cache @ q / np.sqrt(len(q))) @ V_cache / np.exp(K_cache @ q / np.sqrt(len(q))).sum()),
)


# %% exercise="write_words"
def reference_write_words(Q, K, V):
    return np.array([reference_attend_next(Q[t], K[:t + 1], V[:t + 1]) for t in range(len(Q))])


def _with_empty_rows(q, K, V):
    empty = 2 ** (len(K) - 1).bit_length() - len(K)
    K, V = (np.concatenate([rows, np.zeros((empty, rows.shape[1]))]) for rows in (K, V))
    return reference_attend_next(q, K, V)


def _empty_when_it_grows(room):
    """Whenever the room, `room` at first, is full, the rows so far become zeros."""
    def wrong(Q, K, V):
        O = []
        for t in range(len(Q)):
            size = room * 2 ** max(int(np.ceil(np.log2((t + 1) / room))), 0)
            begin = 0 if size == room else size // 2
            O.append(reference_attend_next(Q[t], *(np.vstack([0 * rows[:begin], rows[begin:t + 1]]) for rows in (K, V))))
        return np.array(O)
    return wrong


def _asked_and_kept(Q, K, V):
    keys, values, O = [], [], []
    for q, k, v in zip(Q, K, V, strict=True):
        keys.append(k)
        values.append(v)
        O.append(reference_attend_next(q, np.array(keys), np.array(values)))
        keys.append(q)
        values.append(O[-1])
    return np.array(O)


test.axes("word", "column")
test.knows(
    reference_write_words,
    keeps_the_callers_arrays=check.Mistake(
        lambda Q, K, V: np.array([reference_attend_next(Q[t], np.repeat(K[t:t + 1], t + 1, 0), np.repeat(V[t:t + 1], t + 1, 0))
                                  for t in range(len(Q))]),
        fact="Your cache gives the newest word's value at each step, as if there were no other word.",
        reason="Where one row is written again and again, the others are lost; where the caller's arrays themselves are kept, they "
               "all change with the next word.",
        hint="Count the rows, and copy the numbers: assign into the next row of an array of yours."),
    no_max_subtraction=lambda Q, K, V: np.array([
        np.exp(K[:t + 1] @ Q[t] / K.shape[1] ** 0.5) @ V[:t + 1] / np.exp(K[:t + 1] @ Q[t] / K.shape[1] ** 0.5).sum()
        for t in range(len(Q))]),
    keeps_the_query=check.Mistake(
        _asked_and_kept,
        fact="After a question your cache holds the query and its answer as one more word.",
        reason="Who asks adds nothing; only append adds a word.",
        hint="Leave the arrays as they are in attend."),
    **{f"empty_when_it_grows_from_{room}": check.Mistake(
        _empty_when_it_grows(room),
        fact="When the room grows, your cache forgets the numbers so far: their rows become zeros.",
        reason="The words so far must still be there.",
        hint="Copy the old rows into the new arrays.") for room in (1, 2, 4)},
    scaled_not=check.Mistake(
        lambda Q, K, V: np.array([wrong_attend_next(scale=1.0)(Q[t], K[:t + 1], V[:t + 1]) for t in range(len(Q))]),
        fact="Your scores are not divided by the root of d_k.",
        reason="`attend` gives what `attend_next` gives: scaled attention.",
        hint="Divide by np.sqrt(d_k), or call attend_next."),
    whole_numbers_kept=check.Mistake(
        lambda Q, K, V: reference_write_words(Q, np.trunc(K), np.trunc(V)),
        fact="Your cache keeps whole numbers only: keys and values lose what stands after the point.",
        reason="What is written into an array of integers is cut off.",
        hint="Make the arrays of floats: np.zeros((room, d_k)), without dtype=int or int(...)."),
    values_one_row_late=check.Mistake(
        lambda Q, K, V: reference_write_words(Q, K, np.vstack([0 * V[:1], V[:-1]])),
        fact="Your values stand one row below their keys: each key is answered with the value of the word before.",
        reason="Key and value of one word belong into the same row of their arrays.",
        hint="Write both into the same row, and count up after that."),
    counted_before_writing=check.Mistake(
        lambda Q, K, V: reference_write_words(Q, *(np.vstack([0 * rows[:1], rows[:-1]]) for rows in (K, V))),
        fact="Your cache looks at a first row of zeros, and not at the word that was appended last.",
        reason="If the rows are counted up before key and value are written, they go one row too far down.",
        hint="Write into row n, and count it afterwards."),
    newest_left_out=check.Mistake(
        lambda Q, K, V: np.array([reference_attend_next(Q[t], K[:max(t, 1)], V[:max(t, 1)]) for t in range(len(Q))]),
        fact="Your cache does not look at the word that was appended last.",
        reason="A word sees itself.",
        hint="The rows in use are those up to the newest one: [:n], with n counted up when it was added."),
    first_lost=check.Mistake(
        lambda Q, K, V: np.array([reference_attend_next(Q[t], K[min(t, 1):t + 1], V[min(t, 1):t + 1]) for t in range(len(Q))]),
        fact="Your cache loses the first word.",
        reason="All words that were appended are asked, from row 0 on.",
        hint="If it is lost when the room grows, copy the old rows to the front; if not, look where the first row is written and read."),
    room_counts_as_words=check.Mistake(
        lambda Q, K, V: np.array([_with_empty_rows(Q[t], K[:t + 1], V[:t + 1]) for t in range(len(Q))]),
        fact="Your queries attend to the empty rows, too, that are there as room.",
        reason="A key of zeros has a score of 0, and exp(0) is 1.",
        hint="Cut the arrays to the rows in use before you attend."),
)
