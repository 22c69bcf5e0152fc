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
def reference_weights(Q, K, scale=None):
    S = np.einsum("id,jd->ij", Q, K, dtype=float) * (K.shape[1] ** -0.5 if scale is None else scale)
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def reference_attention_in_blocks(Q, K, V, block):
    return np.einsum("ij,jv->iv", reference_weights(Q, K), V)


def wrong_blocks(Q, K, V, block, correct_total=True, correct_output=True, divide=True, shift=True, last=True):
    largest, total, O = np.full((len(Q), 1), -np.inf), 0.0, 0.0
    for begin in range(0, len(K) if last else len(K) - len(K) % block, block):
        S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True)) if shift else np.zeros((len(Q), 1))
        correction = np.exp(largest - larger)
        E = np.exp(S - larger)
        total = total * (correction if correct_total else 1.0) + E.sum(axis=1, keepdims=True)
        O = O * (correction if correct_output else 1.0) + E @ V[begin:begin + block]
        largest = larger
    return O / total if divide else O * np.ones_like(total)


def wrong_largest(Q, K, V, block, largest=0.0):
    """Blocks with one running maximum for all queries, or (`largest` of shape (n_q, 1)) maxima that begin there."""
    total, O = 0.0, 0.0
    for begin in range(0, len(K), block):
        S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True) if np.ndim(largest) else S.max())
        E = np.exp(S - larger)
        total = total * np.exp(largest - larger) + E.sum(axis=1, keepdims=True)
        O = O * np.exp(largest - larger) + E @ V[begin:begin + block]
        largest = larger
    return O / total


def wrong_division_in_each_block(Q, K, V, block):
    largest, total, O = np.full((len(Q), 1), -np.inf), 0.0, 0.0
    for begin in range(0, len(K), block):
        S = Q @ K[begin:begin + block].T / np.sqrt(K.shape[1])
        larger = np.maximum(largest, S.max(axis=1, keepdims=True))
        E, correction = np.exp(S - larger), np.exp(largest - larger)
        total = total * correction + E.sum(axis=1, keepdims=True)
        O = (O * correction + E @ V[begin:begin + block]) / total
        largest = larger
    return O


def wrong_mean_of_blocks(Q, K, V, block):
    parts = [(K[b:b + block], V[b:b + block]) for b in range(0, len(K), block)]
    return np.mean([reference_weights(Q, k) @ v for k, v in parts], axis=0)


test.knows(
    reference_attention_in_blocks,
    no_scale=lambda Q, K, V, block: reference_weights(Q, K, 1.0) @ V,
    scale_by_d_k=lambda Q, K, V, block: reference_weights(Q, K, 1 / K.shape[1]) @ V,
    scale_by_root_n=lambda Q, K, V, block: reference_weights(Q, K, len(K) ** -0.5) @ V,
    scale_by_root_d_v=lambda Q, K, V, block: reference_weights(Q, K, V.shape[1] ** -0.5) @ V,
    scale_multiplied=lambda Q, K, V, block: reference_weights(Q, K, K.shape[1] ** 0.5) @ V,
    maximum_begins_at_zero=check.Mistake(
        lambda Q, K, V, block: wrong_largest(Q, K, V, block, np.zeros((len(Q), 1))),
        fact="Your running maximum begins at 0. Where all scores are far below, each exp becomes 0, and 0 / 0 is nan.",
        reason="The largest score so far may be negative; before the first block there is none.",
        hint="Begin with -np.inf."),
    max_of_everything=lambda Q, K, V, block: wrong_largest(Q, K, V, block, -np.inf),
    divided_in_each_block=check.Mistake(
        wrong_division_in_each_block,
        fact="You divide the weighted sum of the values after each block, and then go on adding to it.",
        reason="What was divided once has another unit than what the next block adds.",
        hint="Divide once, after the last block."),
    blocks_averaged=check.Mistake(
        wrong_mean_of_blocks,
        fact="Your output is the mean of the outputs of the blocks.",
        reason="Each block was given an attention of 1 of its own, whether its keys fit the query or not.",
        hint="Divide once, at the end, by the sum of the exponentials of all blocks."),
    blocks_summed=check.Mistake(
        lambda Q, K, V, block: wrong_mean_of_blocks(Q, K, V, block) * -(-len(K) // block),
        fact="Your output is the sum of the outputs of the blocks.",
        reason="Each block was normalised for itself, so each has weights that sum to 1.",
        hint="Divide once, at the end, by the sum of the exponentials of all blocks."),
    total_not_corrected=check.Mistake(
        lambda Q, K, V, block: wrong_blocks(Q, K, V, block, correct_total=False),
        fact="Your sum of exponentials keeps what was computed with an older, smaller maximum.",
        reason="exp(s - old) and exp(s - new) have different units; they cannot be added.",
        hint="Multiply the sum by exp(old - new) whenever the maximum grows."),
    output_not_corrected=check.Mistake(
        lambda Q, K, V, block: wrong_blocks(Q, K, V, block, correct_output=False),
        fact="Your weighted sum of values keeps what was computed with an older, smaller maximum.",
        reason="exp(s - old) and exp(s - new) have different units; they cannot be added.",
        hint="Multiply the weighted sum by exp(old - new), too, whenever the maximum grows."),
    nothing_corrected=check.Mistake(
        lambda Q, K, V, block: wrong_blocks(Q, K, V, block, correct_total=False, correct_output=False),
        fact="You subtract each block's maximum, but never correct what came before.",
        reason="Exponentials that belong to different maxima cannot be added.",
        hint="Multiply both sums by exp(old - new) whenever the maximum grows."),
    never_divided=check.Mistake(
        lambda Q, K, V, block: wrong_blocks(Q, K, V, block, divide=False),
        fact="Your output was never divided by the sum of the exponentials.",
        reason="Weights must sum to 1.",
        hint="Divide the weighted sum by the sum of exponentials after the last block."),
    last_block_lost=check.Mistake(
        lambda Q, K, V, block: wrong_blocks(Q, K, V, block, last=False),
        fact="The keys after the last full block are left out.",
        reason="block need not divide the number of keys.",
        hint="Let the last block be shorter: range(0, n_k, block), and slices end by themselves."),
    no_max_subtraction=lambda Q, K, V, block: wrong_blocks(Q, K, V, block, shift=False),
)


# %% exercise="attend_next"
def reference_attend_next(q, K_cache, V_cache):
    return (reference_weights(q[None], K_cache) @ V_cache)[0]


def wrong_attend_next(scale=None, use=slice(None)):
    return lambda q, K_cache, V_cache: (reference_weights(q[None], K_cache[use], scale) @ V_cache[use])[0]


test.knows(
    reference_attend_next,
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
