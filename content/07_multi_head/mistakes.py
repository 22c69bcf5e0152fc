# %% [markdown]
# Right results and known mistakes of 07_multi_head, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("07_multi_head")
test = check("split_heads")


# %% exercise="split_heads"
def reference_split(X, n_heads):
    d = np.shape(X)[1]
    if d % n_heads:
        raise ValueError(f"{d} columns and {n_heads} heads")
    return np.array(np.split(np.asarray(X, dtype=float), n_heads, axis=1))


test.axes("head", "token", "column")
test.knows(
    reference_split,
    blocks_that_overlap=check.Mistake(
        lambda X, n_heads: np.array([X[:, h:h + X.shape[1] // n_heads] for h in range(n_heads)]) * 1.0,
        fact="Your blocks overlap: each begins one column after the one before.",
        reason="Each column belongs to one head.",
        hint="Head h begins at column h * d / n_heads."),
    heads_without_transpose=lambda X, n_heads: X.reshape(n_heads, len(X), -1) * 1.0,
    tokens_before_heads=check.Mistake(
        lambda X, n_heads: X.reshape(len(X), n_heads, -1) * 1.0,
        fact="Your result has shape {shape}: tokens first, heads second.",
        reason="Heads are computed like a batch, so their axis stands first.",
        hint="Swap its first two axes."),
    heads_of_that_width=check.Mistake(
        lambda X, n_heads: reference_split(X, X.shape[1] // n_heads),
        fact="Your heads are n_heads columns wide: your result has shape {shape}.",
        reason="n_heads is how many heads there are, and each is d / n_heads columns wide.",
        hint="Reshape to (n, n_heads, d // n_heads), in this order of sizes."),
    columns_dealt_out_like_cards=check.Mistake(
        lambda X, n_heads: np.array([X[:, head::n_heads] for head in range(n_heads)]) * 1.0,
        fact="Your columns are dealt out in turn: column 0 to the first head, column 1 to the second.",
        reason="A head is a block of neighbouring columns, as if the heads' own matrices stood side by side.",
        hint="Head h begins at column h * d / n_heads; in a reshape the sizes are (n, n_heads, d / n_heads), in this order."),
    tokens_as_columns=check.Mistake(
        lambda X, n_heads: np.swapaxes(reference_split(X, n_heads), 1, 2),
        fact="In each of your heads tokens are columns: shape {shape}.",
        reason="Tokens are rows, in a head as everywhere.",
        hint="Give the result the axes head, token, number."),
    transposed_then_reshaped=check.Mistake(
        lambda X, n_heads: X.T.reshape(n_heads, len(X), -1) * 1.0,
        fact="Your heads mix words: they are those of X transposed whole, and then cut in reading order.",
        reason="After the cut, each row of a head must still belong to one token.",
        hint="Reshape to (n, n_heads, d / n_heads) first, then swap the first two axes."),
    tokens_divided_among_heads=check.Mistake(
        lambda X, n_heads: np.array(np.split(X * 1.0, n_heads, axis=0)),
        fact="It is the tokens that are divided among your heads.",
        reason="Each head sees all tokens; what is divided is the columns.",
        hint="Cut along axis 1: X[:, a:b] takes columns, X[a:b] rows."),
    rows_in_place_of_columns=check.Mistake(
        lambda X, n_heads: np.array([X[h * (X.shape[1] // n_heads):(h + 1) * (X.shape[1] // n_heads)] for h in range(n_heads)]) * 1.0,
        fact="It is the rows of X that are cut, and the last pieces are shorter than the others.",
        reason="Each head sees all tokens; what is divided is the columns.",
        hint="X[a:b] takes rows; X[:, a:b] takes columns.",
        line=r"^(?!.*:,)"),
    same_block_for_each_head=check.Mistake(
        lambda X, n_heads: np.array([reference_split(X, n_heads)[0]] * n_heads),
        fact="All your heads hold the first block of columns.",
        reason="Head h gets the columns from h * d / n_heads on.",
        hint="Look at what changes from head to head."),
    all_columns_for_each_head=check.Mistake(
        lambda X, n_heads: np.array([X] * n_heads) * 1.0,
        fact="Each of your heads has all columns: shape {shape}.",
        reason="The columns are shared out, so a head has d / n_heads of them.",
        hint="Reshape (n, d) to (n, n_heads, d / n_heads), then swap axes."),
)


# %% exercise="merge_heads"
def reference_merge(H):
    return np.concatenate([np.asarray(head, dtype=float) for head in H], axis=1)


def wrong_overlap(H):
    merged = np.zeros((H.shape[1], len(H) * H.shape[2]))
    for h, head in enumerate(H):
        merged[:, h:h + H.shape[2]] = head
    return merged


test.axes("token", "column")
test.knows(
    reference_merge,
    numbers_and_tokens_swapped=check.Mistake(
        lambda H: H.swapaxes(1, 2).reshape(H.shape[1], -1) * 1.0,
        fact="Your rows are H with the axes token and number exchanged, cut in reading order, the heads still in front.",
        reason="Reshape joins neighbouring axes; to stand side by side, head and number must be the last two.",
        hint="Bring the axes into the order token, head, number."),
    blocks_that_overlap=check.Mistake(
        wrong_overlap,
        fact="Your blocks overlap: each head is written one column after the one before, over its numbers.",
        reason="Each head has columns of its own.",
        hint="Head h begins at column h * d_head."),
    first_head_only=check.Mistake(
        lambda H: np.concatenate([H[0], np.zeros((H.shape[1], (len(H) - 1) * H.shape[2]))], axis=1),
        fact="Only your first block of columns is filled; the others are 0.",
        reason="Each head has a block of its own.",
        hint="Let the loop run over all heads; `return` belongs after it."),
    third_head_left_out=check.Mistake(
        lambda H: np.concatenate(list(H[:max(2, len(H) - 1)]), axis=1) * 1.0,
        fact="The last of the heads is left out: your result has shape {shape}, and what it holds is right.",
        reason="H may have any number of heads.",
        hint="Go through all of H, len(H) heads; range(len(H)) ends with the last one."),
    heads_over_each_other=check.Mistake(
        lambda H: np.concatenate([H[-1], np.zeros((H.shape[1], (len(H) - 1) * H.shape[2]))], axis=1),
        fact="Your heads are written over each other: the last one stands in the first columns, and the others are 0.",
        reason="Each head has columns of its own.",
        hint="Head h begins at column h * d_head."),
    last_head_missing=check.Mistake(
        lambda H: np.concatenate([*H[:-1], 0 * H[-1]], axis=1) * 1.0,
        fact="Your last block of columns is 0: the last head is missing.",
        reason="Each head has a block of its own, the last one too.",
        hint="Let the loop run over all heads: range(n_heads) ends with the last one."),
    merge_without_transpose=check.Mistake(
        lambda H: H.reshape(H.shape[1], -1) * 1.0,
        fact="Your rows mix words: reshape alone reads one head after the other, so a row gets parts of several tokens.",
        reason="A row of the result holds what all heads say of one token.",
        hint="Swap the first two axes, then reshape."),
    numbers_before_heads=check.Mistake(
        lambda H: H.transpose(1, 2, 0).reshape(H.shape[1], -1) * 1.0,
        fact="Your columns take turns: the first number of each head, then the second of each.",
        reason="The heads stand side by side as blocks, as split_heads cut them.",
        hint="Head h fills the columns from h * d_head on: bring the axes into the order token, head, number, then reshape."),
    heads_below_each_other=check.Mistake(
        lambda H: np.concatenate(list(H), axis=0) * 1.0,
        fact="Your heads stand one below the other: shape {shape}.",
        reason="There is one row for each token; the heads lengthen it.",
        hint="Swap the first two axes, then reshape; or join along axis 1."),
    heads_added=check.Mistake(
        lambda H: np.sum(H, axis=0) * 1.0,
        fact="You added the heads: shape {shape}.",
        reason="In a sum, nobody can tell any more which head said what.",
        hint="Put them side by side."),
    heads_averaged=check.Mistake(
        lambda H: np.mean(H, axis=0),
        fact="You took the mean of the heads: shape {shape}.",
        reason="In a mean, nobody can tell any more which head said what.",
        hint="Put them side by side."),
    heads_in_reverse=check.Mistake(
        lambda H: reference_merge(H[::-1]),
        fact="Your heads stand in reverse order.",
        reason="Head 0 owns the first columns.",
        hint="Join them in the order in which they come."),
)


# %% exercise="multi_head_attention"
def reference_weights(S, mask):
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


def wrong_multi_head(split=reference_split, merge=reference_merge, weights=reference_weights,
                     scale=lambda size: size["d_k"] ** 0.5, after=lambda A, d_k: A, mean=lambda A, V: A @ V,
                     roles=lambda Q, K, V: (Q, K, V), project=lambda O, W_O: O @ W_O):
    def attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
        Q, K, V = roles(*(split(X @ W, n_heads) for W in (W_Q, W_K, W_V)))
        S = np.einsum("hqd,hkd->hqk", Q, K) / scale(
            {"d_k": K.shape[-1], "d_v": V.shape[-1], "d_model": X.shape[1], "n": len(X), "n_heads": n_heads})
        A = weights(S, np.broadcast_to(True if mask is None else mask, S.shape))
        A = after(A, K.shape[-1])
        return project(merge(mean(A, V)), W_O), A
    return attention


reference_multi_head = wrong_multi_head()


def wrong_one_head(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    return reference_multi_head(X, W_Q, W_K, W_V, W_O, 1, mask)


def wrong_cut_up(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    rows, blocks = np.split(X, n_heads, axis=1), []
    for W in (W_Q, W_K, W_V):
        pieces = [np.split(strip, n_heads, axis=0)[h] for h, strip in enumerate(np.split(W, n_heads, axis=1))]
        blocks.append(np.array([row @ piece for row, piece in zip(rows, pieces, strict=True)]))
    S = np.einsum("hqd,hkd->hqk", blocks[0], blocks[1]) / blocks[1].shape[-1] ** 0.5
    A = reference_weights(S, np.broadcast_to(True if mask is None else mask, S.shape))
    return reference_merge(A @ blocks[2]) @ W_O, A


def wrong_unprojected(left):
    """The mistake of splitting W where X @ W is meant, for the letters in `left`."""
    def attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
        Q, K, V = (reference_split(W if letter in left else X @ W, n_heads)
                   for letter, W in zip("QKV", (W_Q, W_K, W_V), strict=True))
        S = Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5
        A = reference_weights(S, np.broadcast_to(True if mask is None else mask, S.shape))
        return reference_merge(A @ V) @ W_O, A
    return attention


def wrong_scores_together(part):
    """Q and K as wide as all heads together in each head; the scores are divided by the root of 1 / part(n_heads) of that."""
    def attention(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
        S = np.array([X @ W_Q @ (X @ W_K).T] * n_heads) / (W_K.shape[1] / part(n_heads)) ** 0.5
        A = reference_weights(S, np.broadcast_to(True if mask is None else mask, S.shape))
        return reference_merge(A @ reference_split(X @ W_V, n_heads)) @ W_O, A
    return attention


def wrong_width_of_the_queries(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    A, d_k = reference_multi_head(X, W_Q, W_K, W_V, W_O, n_heads, mask)[1], W_Q.shape[1] // n_heads
    return np.concatenate([A[h] @ (X @ W_V)[:, h * d_k:(h + 1) * d_k] for h in range(n_heads)], axis=1) @ W_O, A


def wrong_width_of_d_model(X, W_Q, W_K, W_V, W_O, n_heads, mask=None):
    return wrong_multi_head(split=lambda Y, n_heads: np.swapaxes(Y.reshape(len(Y), n_heads, X.shape[1] // n_heads), 0, 1))(
        X, W_Q, W_K, W_V, W_O, n_heads, mask)


def wrong_weights_averaged(*given, **options):
    O, A = reference_multi_head(*given, **options)
    return O, A.mean(axis=0)


def wrong_one_mask(weights):
    """One and the same wrong treatment of masked scores, as a function of scores and mask."""
    return wrong_multi_head(weights=weights)


def wrong_row_of_the_mask(*given, mask=None):
    mask = given[6] if len(given) > 6 else mask
    n = len(given[0])
    if mask is None or mask.shape != (n, n):
        return reference_multi_head(*given[:6], mask)
    return reference_multi_head(*given[:6], mask[:given[5], None])


test.given(split_heads=reference_split, merge_heads=reference_merge)
test.axes(A=("head", "query", "key"), O=("token", "column"))
test.knows(
    reference_multi_head,
    key_not_transposed=lambda X, W_Q, W_K, W_V, W_O, n_heads, mask=None: (
        reference_split(X @ W_Q, n_heads) @ reference_split(X @ W_K, n_heads)),
    transpose_of_a_batch=lambda X, W_Q, W_K, W_V, W_O, n_heads, mask=None: (
        reference_split(X @ W_Q, n_heads) @ reference_split(X @ W_K, n_heads).T),
    mask_turned_and_nothing_left=wrong_one_mask(lambda S, mask: wrong_softmax(np.where(mask, -np.inf, S))),
    row_of_the_mask_for_each_head=check.Mistake(
        wrong_row_of_the_mask,
        fact="Of a mask (n, n) you give row h to head h, for all its queries.",
        reason="A mask (n, n) has a row for each query, and holds for all heads.",
        hint="Let it broadcast against the scores (n_heads, n, n)."),
    mask_ignored=check.Mistake(
        wrong_one_mask(lambda S, mask: wrong_softmax(S)),
        fact="Your result is that of attention without a mask.",
        reason="Hidden keys must get weight 0, in every head.",
        hint="Set the scores to -inf where the mask is False, before softmax."),
    no_scale=wrong_multi_head(scale=lambda size: 1.0),
    scale_multiplied=wrong_multi_head(scale=lambda size: size["d_k"] ** -0.5),
    scale_after_softmax=wrong_multi_head(
        scale=lambda size: 1.0, after=lambda A, d_k: A / d_k ** 0.5),
    scale_by_d_k=wrong_multi_head(scale=lambda size: size["d_k"]),
    scale_by_the_width_of_all_heads=check.Mistake(
        wrong_multi_head(scale=lambda size: (size["d_k"] * size["n_heads"]) ** 0.5),
        fact="Your scores are divided by the root of the width of all heads together.",
        reason="A score is an inner product inside one head, with as many terms as that head is wide.",
        hint="Take the last axis of the queries after they were split into heads."),
    scale_by_root_d_model=wrong_multi_head(scale=lambda size: size["d_model"] ** 0.5),
    scale_by_root_n=wrong_multi_head(scale=lambda size: size["n"] ** 0.5),
    scale_by_root_d_v=wrong_multi_head(scale=lambda size: size["d_v"] ** 0.5),
    scale_by_root_n_heads=check.Mistake(
        wrong_multi_head(scale=lambda size: size["n_heads"] ** 0.5),
        fact="Your scores are divided by the root of the number of heads.",
        reason="A score is a sum of d_k products, however many heads there are.",
        hint="Take the last axis of the queries after they were split into heads."),
    output_weights_forgotten=wrong_multi_head(project=lambda O, W_O: O),
    output_weights_transposed=check.Mistake(
        wrong_multi_head(project=lambda O, W_O: O @ W_O.T),
        fact="The merged heads are multiplied with W_O transposed.",
        reason="W_O has a row for each number of the merged heads.",
        hint="Write merged @ W_O."),
    heads_without_transpose=wrong_multi_head(split=lambda Y, n_heads: Y.reshape(n_heads, len(Y), -1)),
    merge_without_transpose=check.Mistake(
        wrong_multi_head(merge=lambda H: H.reshape(H.shape[1], -1)),
        fact="Your output mixes words: it is that of heads which are merged in reading order, by reshape alone.",
        reason="A row of the merged array holds what all heads say of one token.",
        hint="Swap the first two axes, then reshape."),
    numbers_before_heads=check.Mistake(
        wrong_multi_head(merge=lambda H: H.transpose(1, 2, 0).reshape(H.shape[1], -1)),
        fact="In your merged heads the columns take turns: the first number of each head, then the second of each.",
        reason="W_O has a block of rows for each head, in the order of the heads.",
        hint="Before the reshape the axes must be token, head, number: np.swapaxes(H, 0, 1)."),
    no_transpose_at_all=check.Mistake(
        wrong_multi_head(split=lambda Y, n_heads: Y.reshape(n_heads, len(Y), -1),
                         merge=lambda H: H.reshape(H.shape[1], -1)),
        fact="Your result is that of heads cut and merged by reshape alone: each head gets parts of different tokens.",
        reason="A head is a block of columns, the same for each token.",
        hint="Reshape to (n, n_heads, d / n_heads), then swap the first two axes; and back in the opposite order."),
    blocks_that_overlap=check.Mistake(
        wrong_multi_head(split=lambda Y, n_heads: np.array(
            [Y[:, h:h + Y.shape[1] // n_heads] for h in range(n_heads)])),
        fact="The columns of your heads overlap: each head begins one column after the one before.",
        reason="Each head has columns of its own.",
        hint="Head h begins at column h * d_k; of W_V at h * d_v."),
    weights_transposed=check.Mistake(
        wrong_multi_head(mean=lambda A, V: np.swapaxes(A, -1, -2) @ V),
        fact="Your output is that of the transposed weights: each column of A is taken for a query.",
        reason="Rows are queries: row i of A says how much of each value goes into row i of the output.",
        hint="Multiply A as it is with V."),
    columns_dealt_out_like_cards=check.Mistake(
        wrong_multi_head(split=lambda Y, n_heads: np.array([Y[:, h::n_heads] for h in range(n_heads)])),
        fact="Your columns are dealt out to the heads in turn.",
        reason="The heads' own matrices stand side by side, so a head is a block of neighbouring columns.",
        hint="Reshape to (n, n_heads, d / n_heads), in this order of sizes."),
    **{f"scores_of_all_heads_{scaled}": check.Mistake(
        wrong_scores_together(part),
        fact="All your heads have the same weights: those of queries and keys that are as wide as all heads together.",
        reason="Each head asks with its own columns of X @ W_Q, and answers with its own of X @ W_K.",
        hint="Split queries and keys, too, before you compute scores.")
       for scaled, part in (("together", lambda n_heads: 1), ("together_scaled_for_one", lambda n_heads: n_heads))},
    heads_share_one_weight=wrong_multi_head(
        split=lambda Y, n_heads: np.array([reference_split(Y, n_heads)[0]] * n_heads)),
    heads_as_wide_as_those_of_the_queries=check.Mistake(
        wrong_width_of_the_queries,
        fact="The merged heads are as wide as W_Q, and W_O has a row for each column of W_V.",
        reason="Values may be of another width than queries and keys.",
        hint="If the values are cut to the width of the queries' heads, cut them by their own, V.shape[1] // n_heads; if the weights "
             "are multiplied with the keys, take the values.",
        line=r"W_O"),
    head_width_from_d_model=check.Mistake(
        wrong_width_of_d_model,
        fact="Your heads are d_model / n_heads wide, and X @ W_Q has n_heads times another number of columns.",
        reason="W_Q has n_heads * d_k columns, whatever d_model is; W_V has n_heads * d_v.",
        hint="Divide the number of columns of each projection by n_heads.",
        line=r"reshape"),
    one_wide_head=check.Mistake(
        wrong_one_head,
        fact="You compute one head that is as wide as all heads together.",
        reason="Each head has an attention of 1 of its own for each query.",
        hint="Split queries, keys and values before you compute scores."),
    embeddings_cut_up=check.Mistake(
        wrong_cut_up,
        fact="You cut X into pieces, and each head sees only one of them.",
        reason="Each head projects the whole of each word's vector, with its own columns of W_Q, W_K and W_V.",
        hint="First X @ W_Q, then split."),
    softmax_over_queries=wrong_one_mask(lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf), axis=-2)),
    softmax_over_heads=check.Mistake(
        wrong_one_mask(lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf), axis=0)),
        fact="Your weights sum to 1 over the heads.",
        reason="Heads do not compete: in each head, each query shares out an attention of 1 over the keys.",
        hint="Normalise along the last axis: axis=-1."),
    max_of_everything=wrong_one_mask(lambda S, mask: wrong_exponentials(np.where(mask, S, -np.inf), S[mask].max(initial=0))),
    softmax_over_everything=wrong_one_mask(lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf), axis=None)),
    softmax_over_each_matrix=check.Mistake(
        wrong_one_mask(lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf), axis=(-2, -1))),
        fact="In each of your heads all weights together sum to 1.",
        reason="Each row is one query, and has an attention of 1 of its own to give.",
        hint="Normalise along the last axis: axis=-1."),
    queries_and_keys_swapped=wrong_multi_head(roles=lambda Q, K, V: (K, Q, V)),
    weights_without_words=check.Mistake(
        wrong_unprojected("QKV"),
        fact="You split W_Q, W_K and W_V as they come in: your attention is that of their rows, not of words.",
        reason="A query is what W_Q makes of a word; so are key and value of theirs.",
        hint="Split X @ W_Q, X @ W_K and X @ W_V."),
    **{f"{plural}_without_words": check.Mistake(
        wrong_unprojected(letter),
        fact=f"You take W_{letter} itself for the {plural}.",
        reason=f"The {plural} are what W_{letter} makes of the words: in each head one row for each word.",
        hint=f"Split X @ W_{letter}.",
        line=r"^(?!.*W_O\s*@)") for letter, plural in zip("QKV", ("queries", "keys", "values"), strict=True)},
    queries_for_keys=check.Mistake(
        wrong_multi_head(roles=lambda Q, K, V: (Q, Q, V)),
        fact="You compare queries with queries.",
        reason="Who is asked is found by its key: the columns of the scores come from X @ W_K.",
        hint="Use K on the right of the product, transposed."),
    **{f"values_of_the_{place}_head": check.Mistake(
        wrong_multi_head(roles=lambda Q, K, V, k=k: (Q, K, np.array([V[k]] * len(V)))),
        fact=f"All your heads hand over the values of the {place} head.",
        reason="Each head has its own columns of W_V.",
        hint="Use the values of head h with the weights of head h.") for place, k in (("first", 0), ("last", -1))},
    first_rows_of_the_output_weights=check.Mistake(
        wrong_multi_head(merge=lambda H: H.sum(axis=0), project=lambda O, W_O: O @ W_O[:O.shape[1]]),
        fact="Your output is that of the first d_v rows of W_O, for each head or for their sum.",
        reason="W_O has d_v rows for each head, in the order of the heads.",
        hint="Merge the heads before the product; or take the rows from h * d_v on for head h."),
    **{f"output_of_the_{place}_head": check.Mistake(
        wrong_multi_head(merge=lambda H, k=k: reference_merge(np.where(np.arange(len(H))[:, None, None] == k % len(H), H, 0))),
        fact=f"Your output is that of the {place} head alone.",
        reason="The outputs of all heads go into it.",
        hint="Put the heads side by side and multiply with W_O; or add up what each head gives with its own rows of W_O (O = O + ...).")
       for place, k in (("first", 0), ("last", -1))},
    keys_for_queries=check.Mistake(
        wrong_multi_head(roles=lambda Q, K, V: (K, K, V)),
        fact="You compare keys with keys.",
        reason="Who asks is the query: the rows of the scores come from X @ W_Q.",
        hint="Use Q on the left of the product."),
    fully_masked_row_sees_all=wrong_one_mask(lambda S, mask: np.where(
        mask.any(axis=-1, keepdims=True), reference_weights(S, mask), 1 / S.shape[-1])),
    masked_with_too_small_a_constant=wrong_one_mask(lambda S, mask: wrong_softmax(
        np.where(mask, S, -100.0 if np.abs(S).max() < 1e6 else -1e9))),
    hidden_by_adding_a_constant=wrong_one_mask(lambda S, mask: wrong_softmax(S + np.where(mask, 0.0, -1e9))),
    masked_with_zero=wrong_one_mask(lambda S, mask: wrong_softmax(np.where(mask, S, 0.0))),
    hidden_scores_in_the_maximum=wrong_one_mask(lambda S, mask: wrong_exponentials(
        np.where(mask, S, -np.inf), S.max(axis=-1, keepdims=True))),
    masked_after_softmax=wrong_one_mask(lambda S, mask: np.where(mask, wrong_softmax(S), 0.0)),
    mask_polarity_turned=lambda *given, mask=None: reference_multi_head(
        *given[:6], None if len(given) < 7 and mask is None else ~(given[6] if len(given) > 6 else mask)),
    mask_on_the_wrong_axis=wrong_one_mask(lambda S, mask: reference_weights(S, np.swapaxes(mask, -1, -2))),
    mask_for_the_first_head_only=check.Mistake(
        wrong_one_mask(lambda S, mask: reference_weights(
            S, np.array([mask[0]] + [np.ones_like(mask[0])] * (len(mask) - 1)))),
        fact="Only your first head obeys the mask.",
        reason="A mask of shape (n, n) holds for all heads.",
        hint="Let it broadcast against the scores (n_heads, n, n)."),
    first_mask_for_all_heads=check.Mistake(
        wrong_one_mask(lambda S, mask: reference_weights(S, np.broadcast_to(mask[0], S.shape))),
        fact="All your heads obey the mask of the first head.",
        reason="A mask of shape (n_heads, n, n) gives each head its own.",
        hint="Let it broadcast against the scores (n_heads, n, n)."),
    fully_masked_row_is_nan=wrong_one_mask(lambda S, mask: wrong_softmax(np.where(mask, S, -np.inf))),
    no_max_subtraction=wrong_one_mask(lambda S, mask: np.exp(np.where(mask, S, -np.inf))
                                      / np.exp(np.where(mask, S, -np.inf)).sum(axis=-1, keepdims=True)),
    weights_averaged_over_heads=check.Mistake(
        wrong_weights_averaged,
        fact="Your weights are the mean over the heads.",
        reason="The mean hides what the single heads do.",
        hint="Give the weights of all heads, shape (n_heads, n, n)."),
    weights_before_output=check.Mistake(
        lambda *given, **options: reference_multi_head(*given, **options)[::-1],
        fact="You give the weights first and the output second.",
        reason="The result is the tuple (O, A).",
        hint="Turn the two round."),
    integer_truncation=lambda *given, **options: tuple(
        np.trunc(part) for part in reference_multi_head(*given, **options)),
)


def reference_case(seed, n, d_model, n_heads, d_k, d_v):
    numbers = np.random.default_rng([75, seed])
    shapes = ((n, d_model), (d_model, n_heads * d_k), (d_model, n_heads * d_k), (d_model, n_heads * d_v),
              (n_heads * d_v, d_model))
    X, W_Q, *others = (numbers.normal(size=shape).round(3) for shape in shapes)
    return [X, 0.4 * W_Q, *others, n_heads]  # scores of about 1, so that no row of weights is nearly one key's
