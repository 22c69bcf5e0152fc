# %% [markdown]
# Right results and known mistakes of 02_queries_keys_values, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("02_queries_keys_values")
test = check("shapes")

# %% exercise="shapes"
_asking, _asked, _d_model, _d_k, _d_v = 6, 9, 5, 3, 2
_shapes = {"Q": (_asking, _d_k), "K": (_asked, _d_k), "V": (_asked, _d_v),
           "S": (_asking, _asked), "A": (_asking, _asked), "O": (_asking, _d_v)}
test.knows(
    _shapes,
    keys_as_rows_of_scores=check.Mistake(
        _shapes | {"S": (_asked, _asking), "A": (_asked, _asking)},
        fact="In your scores and weights rows are the words that are asked.",
        reason="Rows are queries: Q @ K.T is (6, 3) @ (3, 9).",
        hint="Write the two shapes side by side; the inner sizes vanish, the outer ones stay in their order."),
    output_for_each_key=check.Mistake(
        _shapes | {"O": (_asked, _d_v)},
        fact="Your output has a row for each word that is asked.",
        reason="A @ V is (6, 9) @ (9, 2): the words that are asked are summed over, and vanish.",
        hint="Keep the outer sizes of that product."),
    keys_of_the_asking_words=check.Mistake(
        _shapes | {"K": (_asking, _d_k), "V": (_asking, _d_v)},
        fact="Your keys and values have a row for each word that asks.",
        reason="Who is asked has to be found (key) and to answer (value).",
        hint="Take the rows from X_asked."),
    all_of_the_asking_words=check.Mistake(
        {"Q": (_asking, _d_k), "K": (_asking, _d_k), "V": (_asking, _d_v),
         "S": (_asking, _asking), "A": (_asking, _asking), "O": (_asking, _d_v)},
        fact="Your keys and values have a row for each word that asks, and so only six words are asked.",
        reason="Who is asked has to be found (key) and to answer (value), and these are the nine words of X_asked.",
        hint="Take the rows of K and V from X_asked; the scores then have a column for each of them."),
    words_as_columns=check.Mistake(
        {name: shape[::-1] for name, shape in _shapes.items()},
        fact="All your shapes are turned round.",
        reason="Words are rows, in X and in all that is made from it.",
        hint="Write the number of rows first: X_ask is (6, 5) and W_Q is (5, 3), so Q = X_ask @ W_Q has six rows."),
    weights_turned=check.Mistake(
        _shapes | {"A": (_asked, _asking)},
        fact="Your weights have another shape than your scores.",
        reason="Softmax turns each score into one weight, and leaves it where it stands.",
        hint="Give A the shape of S."),
    values_as_wide_as_keys=check.Mistake(
        _shapes | {"V": (_asked, _d_k), "O": (_asking, _d_k)},
        fact="Your values have as many columns as the keys.",
        reason="Values are compared with nothing, so their width d_v is free; here it is 2.",
        hint="Take the columns of V from W_V, which is (5, 2)."),
    keys_already_transposed=check.Mistake(
        _shapes | {"K": (_d_k, _asked)},
        fact="You give the shape of K.T.",
        reason="Words are rows in K as everywhere; it is turned only inside the product Q @ K.T.",
        hint="Write K = X_asked @ W_K as (9, 5) @ (5, 3)."),
    d_model_is_left_everywhere=check.Mistake(
        _shapes | {"Q": (_asking, _d_model), "K": (_asked, _d_model), "V": (_asked, _d_model), "O": (_asking, _d_model)},
        fact="Your queries, keys and values have as many columns as an embedding.",
        reason="The inner size of X @ W vanishes; what is left is the number of columns of W.",
        hint="Q = X_ask @ W_Q is (6, 5) @ (5, 3), and W_V has two columns."),
    shapes_of_the_weights=check.Mistake(
        _shapes | {"Q": (_d_model, _d_k), "K": (_d_model, _d_k), "V": (_d_model, _d_v)},
        fact="You give the shapes of W_Q, W_K and W_V.",
        reason="Queries, keys and values are what comes out when the words are multiplied with these.",
        hint="Write the two shapes of a product side by side; the inner sizes vanish."),
    asking_and_asked_swapped=check.Mistake(
        _shapes | {"Q": (_asked, _d_k), "K": (_asking, _d_k), "V": (_asking, _d_v),
                   "S": (_asked, _asking), "A": (_asked, _asking), "O": (_asked, _d_v)},
        fact="Your queries are those of the words that are asked, and your keys and values those of the words that ask.",
        reason="Who asks has queries; who is asked has keys, and values to hand over.",
        hint="Look up which of the two arrays each product begins with."),
    widths_swapped=check.Mistake(
        _shapes | {"Q": (_asking, _d_v), "K": (_asked, _d_v), "V": (_asked, _d_k), "O": (_asking, _d_k)},
        fact="Your queries and keys have the width of values, and your values that of queries and keys.",
        reason="Each product has as many columns as the weights that it is made with.",
        hint="Read the sentence above the table again: it says how many numbers a query has, and how many a value."),
    asking_words_alone_scored=check.Mistake(
        _shapes | {"S": (_asking, _asking), "A": (_asking, _asking)},
        fact="Your scores have a column for each word that asks.",
        reason="Each word that asks gets a score with each word that is asked.",
        hint="The columns of S come from the rows of K."),
    scores_like_queries=check.Mistake(
        _shapes | {"S": (_asking, _d_k), "A": (_asking, _d_k)},
        fact="Your scores have the shape of the queries.",
        reason="A score is one number for a query and a key: the d_k numbers of both are summed over, and vanish.",
        hint="Write the shapes of Q and K.T side by side; the inner sizes vanish."),
    one_weight_a_query=check.Mistake(
        _shapes | {"A": (_asking,)},
        fact="You give one weight for each query.",
        reason="Softmax turns each score into one weight, and leaves it where it stands; it is their sums that are one a query.",
        hint="Give A the shape of S."),
    output_as_wide_as_keys=check.Mistake(
        _shapes | {"O": (_asking, _d_k)},
        fact="Your output is as wide as the keys.",
        reason="The output is a mean of values, and what a value is wide, a mean of values is.",
        hint="Keep the outer sizes of A @ V."),
    output_as_wide_as_embeddings=check.Mistake(
        _shapes | {"O": (_asking, _d_model)},
        fact="Your output is as wide as an embedding.",
        reason="The output is a mean of values; nothing here leads back to d_model.",
        hint="Keep the outer sizes of A @ V."),
    values_of_the_asking_words=check.Mistake(
        _shapes | {"V": (_asking, _d_v)},
        fact="Your values have a row for each word that asks.",
        reason="Who is asked hands over its value.",
        hint="Take the rows from X_asked."),
    d_model_is_left=check.Mistake(
        _shapes | {"Q": (_asking, _d_model), "K": (_asked, _d_model)},
        fact="Your queries and keys have as many columns as an embedding.",
        reason="The inner size of X @ W vanishes; what is left is the number of columns of W.",
        hint="Q = X_ask @ W_Q is (6, 5) @ (5, 3)."),
)

# %% exercise="project"
numbers = np.random.default_rng(21)


def reference_project(X, W):
    if X.shape[-1] != len(W):
        raise ValueError(f"X has {X.shape[-1]} columns but W has {len(W)} rows")
    return np.einsum("...i,ij->...j", X, W, dtype=float)


def wrong_flattened(X, W):
    return np.einsum("...i,ij->...j", X, W, dtype=float).reshape(-1, W.shape[1])


test.axes("token", "column")
test.knows(
    reference_project,
    weights_transposed=check.Mistake(
        lambda X, W: X @ W.T.astype(float),
        fact="You multiply with W transposed.",
        reason="The rows of W belong to the features of X; only a square W lets the slip pass.",
        hint="Multiply with W as it stands."),
    words_transposed=check.Mistake(
        lambda X, W: np.swapaxes(X, -1, -2) @ W.astype(float),
        fact="You multiply X transposed.",
        reason="Each row of X is one token, and each row of the result is the same token.",
        hint="Multiply X as it stands."),
    factors_swapped=check.Mistake(
        lambda X, W: W.astype(float) @ X,
        fact="You multiply in the order W @ X.",
        reason="Tokens are rows, so the weights come last: (n, d_model) @ (d_model, d).",
        hint="Write X @ W."),
    number_by_number=check.Mistake(
        lambda X, W: X * W.astype(float),
        fact="You multiply number by number.",
        reason="Each number of the result is an inner product of a row of X and a column of W.",
        hint="Use @ in place of *."),
    result_transposed=check.Mistake(
        lambda X, W: np.swapaxes(X @ W.astype(float), -1, -2),
        fact="Your result is X @ W turned round: tokens are its columns.",
        reason="Tokens are rows, in X and in the result.",
        hint="Leave the product as it is."),
    transpose_of_a_batch=lambda X, W: (W.T.astype(float) @ X.T).T,
    batch_flattened=check.Mistake(
        wrong_flattened,
        fact="Your result has shape {shape}: all sentences of the batch stand below each other.",
        reason="Leading axes stay as they are; only the last axis changes its size.",
        hint="Let @ work on X as it stands, or give the result the shape X.shape[:-1] + (W.shape[1],)."),
    first_sentence_only=check.Mistake(
        lambda X, W: X.reshape(-1, *X.shape[-2:])[0] @ W.astype(float),
        fact="Your result is that of the first sentence of the batch alone.",
        reason="Each sentence of a batch is projected in the same way.",
        hint="Let @ work on X as it stands: it repeats itself over leading axes."),
    softmax_applied=check.Mistake(
        lambda X, W: (lambda e: e / e.sum(axis=-1, keepdims=True))(np.exp(np.asarray(X @ W, dtype=float))),
        fact="You applied softmax: the rows sum to {row_sums}.",
        reason="A projection is one product; softmax comes later, on scores.",
        hint="Return the product."),
    last_product_left_out=check.Mistake(
        lambda X, W: X[..., :-1] @ W[:-1].astype(float),
        fact="Each number of your result lacks the last of its d_model products.",
        reason="All d_model products of a row of X with a column of W are added up; range(d) ends with d - 1 already.",
        hint="Let a loop over the products go over range(W.shape[0]), or use @."),
    last_product_only=check.Mistake(
        lambda X, W: X[..., -1:] * W[-1].astype(float),
        fact="Each number of your result is the last of its d_model products alone.",
        reason="All d_model products of a row of X with a column of W are added up.",
        hint="In a loop over the products, use += in place of =; the sum starts at 0, before that loop."),
    mean_of_the_products=check.Mistake(
        lambda X, W: X @ W.astype(float) / len(W),
        fact="You take the mean of the d_model products in place of their sum.",
        reason="A number of a matrix product is a sum of products.",
        hint="Use sum in place of mean, or @; leave out any division."),
    scaled_by_the_root=check.Mistake(
        lambda X, W: X @ W.astype(float) / len(W) ** 0.5,
        fact="You divide the product by the square root of d_model.",
        reason="Only scores are scaled, by sqrt(d_k), and they are made from queries and keys.",
        hint="Return the product as it is."),
    negative_numbers_set_to_zero=check.Mistake(
        lambda X, W: np.maximum(X @ W.astype(float), 0),
        fact="What should be negative is 0 in your result.",
        reason="A projection is one product, and nothing is cut off.",
        hint="Return the product as it is."),
    integer_truncation=lambda X, W: (X @ W).astype(int).astype(float),
)

# %% exercise="queries_keys_values"
numbers = np.random.default_rng(22)


def reference_projections(X, W_Q, W_K, W_V):
    joined = np.einsum("...i,ij->...j", X, np.concatenate([W_Q, W_K, W_V], axis=1), dtype=float)
    return tuple(np.split(joined, [W_Q.shape[1], W_Q.shape[1] + W_K.shape[1]], axis=-1))


def wrong_order(*order):
    return lambda *given: tuple(reference_projections(*given)[k] for k in order)


def wrong_output(Q, K, V, scale=1.0):
    e = np.exp(np.einsum("...qd,...kd->...qk", Q, K) / scale)
    return e / e.sum(axis=-1, keepdims=True) @ V


def wrong_chain(X, W_Q, W_K, W_V):
    Q = reference_project(X, W_Q)
    K = reference_project(Q, W_K)
    return Q, K, reference_project(K, W_V)


test.axes(Q=("token", "column"), K=("token", "column"), V=("token", "column"))
test.knows(
    reference_projections,
    queries_and_keys_swapped=check.Mistake(
        wrong_order(1, 0, 2),
        fact="Your Q stands where K belongs, and your K where Q belongs.",
        reason="The result is (Q, K, V), in this order, and Q is made with W_Q.",
        hint="Compare the order of the weights in your three products with the order of what you return."),
    keys_and_values_swapped=check.Mistake(
        wrong_order(0, 2, 1),
        fact="Your K stands where V belongs, and your V where K belongs.",
        reason="The result is (Q, K, V), in this order, and K is made with W_K.",
        hint="Compare the order of the weights in your three products with the order of what you return."),
    queries_for_keys=check.Mistake(
        wrong_order(0, 0, 2),
        fact="Your keys are the queries once more.",
        reason="What a word is found by is made with weights of its own, W_K.",
        hint="Use W_K for K."),
    keys_for_values=check.Mistake(
        wrong_order(0, 1, 1),
        fact="Your values are the keys once more.",
        reason="What a word hands over is made with weights of its own, W_V.",
        hint="Use W_V for V."),
    values_not_projected=check.Mistake(
        lambda *given: (*reference_projections(*given)[:2], np.asarray(given[0], dtype=float)),
        fact="Your values are X itself.",
        reason="A word hands over what W_V makes of it.",
        hint="V = X @ W_V."),
    one_weight_for_all=check.Mistake(
        wrong_order(0, 0, 0),
        fact="All three of your results are the queries.",
        reason="Keys and values have weights of their own, W_K and W_V.",
        hint="Use W_K for K and W_V for V."),
    keys_transposed=check.Mistake(
        lambda *given: (lambda Q, K, V: (Q, np.swapaxes(K, -1, -2), V))(*reference_projections(*given)),
        fact="Your keys are transposed: words are their columns.",
        reason="Words are rows in K, too. Only the product Q @ K.T turns them.",
        hint="Return K as the product gives it."),
    side_by_side=check.Mistake(
        lambda *given: np.concatenate(reference_projections(*given), axis=-1),
        fact="You give Q, K and V side by side in one array of shape {shape}.",
        reason="The result is a tuple of three arrays, so that each can be used by itself.",
        hint="Return the three, separated by commas."),
    queries_scaled=check.Mistake(
        lambda *given: (lambda Q, K, V: (Q / Q.shape[-1] ** 0.5, K, V))(*reference_projections(*given)),
        fact="Your queries are divided by the square root of d_k.",
        reason="It is the scores that are scaled, in the next assignment.",
        hint="Return Q as the product gives it."),
    output_in_place_of_values=check.Mistake(
        lambda *given: (lambda Q, K, V: (Q, K, wrong_output(Q, K, V)))(*reference_projections(*given)),
        fact="In the place of V you give attention's output: means of the values.",
        reason="V is what the words have to hand over, before anybody asks.",
        hint="V = X @ W_V, and no more."),
    scaled_output_in_place_of_values=check.Mistake(
        lambda *given: (lambda Q, K, V: (Q, K, wrong_output(Q, K, V, Q.shape[-1] ** 0.5)))(*reference_projections(*given)),
        fact="In the place of V you give attention's output: means of the values.",
        reason="V is what the words have to hand over, before anybody asks.",
        hint="V = X @ W_V, and no more."),
    weights_given_back=check.Mistake(
        lambda X, *weights: tuple(W.astype(float) for W in weights),
        fact="You give back the weights W_Q, W_K and W_V.",
        reason="Queries, keys and values are what these make of X.",
        hint="Return the three products."),
    keys_from_the_queries=check.Mistake(
        lambda X, W_Q, W_K, W_V: wrong_chain(X, W_Q, W_K, W_V),
        fact="The keys are made from the queries, or the values from the keys: one result is multiplied with the next weights.",
        reason="All three are made from X itself, side by side and not one after the other.",
        hint="Let each product begin with X."),
    factors_swapped=check.Mistake(
        lambda X, *weights: tuple(reference_project(W, X) for W in weights),
        fact="You multiply in the order W @ X.",
        reason="Tokens are rows, so the weights come last: (n, d_model) @ (d_model, d).",
        hint="Hand X on as the first argument, and the weights as the second."),
    integer_truncation=lambda *given: tuple(P.astype(int).astype(float) for P in reference_projections(*given)),
)
test.given(project=reference_project)


# %% exercise="random_weights"
def reference_weights(d_model, d_k, d_v, seed):
    drawn = np.random.RandomState(seed).randint(3, size=d_model * (2 * d_k + d_v))
    W_Q, W_K, W_V = np.split(drawn, [d_model * d_k, 2 * d_model * d_k])
    return W_Q.reshape(d_model, d_k), W_K.reshape(d_model, d_k), W_V.reshape(d_model, d_v)


def wrong_draws(draw, order=(0, 1, 2), later_seeds=False):
    """Draw in another order, or with another function; still returned as (W_Q, W_K, W_V)."""

    def drawn(d_model, d_k, d_v, seed):
        widths, result = (d_k, d_k, d_v), [None] * 3
        numbers = np.random.RandomState(seed)
        for k in order:
            if later_seeds:
                numbers = np.random.RandomState((seed + k) % 2**32)
            result[k] = draw(numbers, (d_model, widths[k]), seed)
        return tuple(result)

    return drawn


def wrong_pythons_random(d_model, d_k, d_v, seed):
    import random

    numbers = random.Random(seed)
    return tuple(np.array([[numbers.randint(0, 2) for _ in range(d)] for _ in range(d_model)]) for d in (d_k, d_k, d_v))


def wrong_two_draws(d_model, d_k, d_v, seed):
    numbers = np.random.RandomState(seed)
    W_Q, W_V = numbers.randint(3, size=(d_model, d_k)), numbers.randint(3, size=(d_model, d_v))
    return W_Q, W_Q, W_V


test.axes(W_Q=("row", "column"), W_K=("row", "column"), W_V=("row", "column"))
test.knows(
    reference_weights,
    seed_used_again=check.Mistake(
        wrong_draws(lambda numbers, size, seed: np.random.RandomState(seed).randint(3, size=size)),
        fact="Each of your matrices begins with the first numbers of the seed: W_Q and W_K are the same.",
        reason="A generator that is made anew (or seeded anew) from the seed gives the same numbers anew.",
        hint="Make the RandomState once, and draw from it three times."),
    drawn_in_another_order=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(3, size=size), order=(1, 0, 2)),
        fact="Your W_K has the numbers that were drawn first, and W_Q those drawn second.",
        reason="Each draw goes on where the one before it stopped, so the order decides who gets which numbers.",
        hint="Draw in the order Q, K, V, and return in that order, too."),
    values_drawn_first=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(3, size=size), order=(2, 0, 1)),
        fact="Your W_V has the numbers that were drawn first, before those of W_Q and W_K.",
        reason="Each draw goes on where the one before it stopped, so the order decides who gets which numbers.",
        hint="Draw in the order Q, K, V."),
    another_generator=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(
            generator.integers(3, size=(d_model, width))
            for generator in [np.random.default_rng(seed)] for width in (d_k, d_k, d_v)),
        fact="Your numbers come from np.random.default_rng.",
        reason="It is the better generator for new programs, but it gives other numbers than the post's.",
        hint="Use np.random.RandomState(seed).randint."),
    one_seed_for_all=check.Mistake(
        lambda d_model, d_k, d_v, seed: reference_weights(d_model, d_k, d_v, 42),
        fact="Your weights are those of the seed 42, and another came.",
        reason="The seed is an argument, so that the caller chooses the numbers.",
        hint="Make the generator with it: np.random.RandomState(seed)."),
    one_draw_for_all=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(np.split(
            np.random.RandomState(seed).randint(3, size=(d_model, 2 * d_k + d_v)), [d_k, 2 * d_k], axis=1)),
        fact="Your three matrices lie side by side in one wide matrix, drawn row by row.",
        reason="So the first row of W_K gets numbers that belong to the second row of W_Q.",
        hint="Draw three times, each time one whole matrix."),
    keys_not_drawn=check.Mistake(
        wrong_two_draws,
        fact="Your W_K is your W_Q once more.",
        reason="Queries and keys are made with weights of their own.",
        hint="Draw three times: for W_Q, for W_K and for W_V."),
    two_left_out=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(2, size=size)),
        fact="Your weights are zeros and ones.",
        reason="0, 1 and 2 are asked for. The upper end of randint does not belong to the range: randint(2) gives 0 and 1.",
        hint="Use randint(3, ...)."),
    one_to_three=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(W + 1 for W in reference_weights(d_model, d_k, d_v, seed)),
        fact="Your weights go from 1 to 3.",
        reason="The post's go from 0 to 2.",
        hint="Draw with randint(3, size=...), and add nothing."),
    upper_end_and_width=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(
            numbers.randint(3, d_model, width) for numbers in [np.random.RandomState(seed)] for width in (d_k, d_k, d_v)),
        fact="You hand randint the sizes one by one: d_model is its upper end there, and the array has shape {shape}.",
        reason="randint(3, 4, 5) draws five numbers from 3 up to 3; a shape of two sizes is one tuple.",
        hint="Draw with randint(3, size=(d_model, ...))."),
    standard_normal=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.standard_normal(size)),
        fact="Your weights are those of the standard normal distribution.",
        reason="The post's are whole numbers, 0, 1 and 2, each as likely as the others.",
        hint="Draw with randint(3, size=...)."),
    drawn_transposed=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(3, size=size[::-1])),
        fact="Your matrices have rows and columns exchanged, with the right numbers in reading order; the last one has shape {shape}.",
        reason="The rows of W belong to the numbers of an embedding, so there are d_model rows.",
        hint="Draw with size=(d_model, ...)."),
    drawn_column_by_column=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(3, size=size[::-1]).T),
        fact="Your numbers are the right ones, but they fill each matrix column by column.",
        reason="randint fills an array row by row, and the post's matrices came from one call each.",
        hint="Draw with size=(d_model, ...), without a transpose, order=\"F\" or a loop over columns."),
    values_as_wide_as_keys=check.Mistake(
        lambda d_model, d_k, d_v, seed: reference_weights(d_model, d_k, d_k, seed),
        fact="Your W_V has d_k columns.",
        reason="Values have a width of their own, d_v.",
        hint="Draw W_V with size=(d_model, d_v)."),
    widths_swapped=check.Mistake(
        lambda d_model, d_k, d_v, seed: reference_weights(d_model, d_v, d_k, seed),
        fact="Your W_Q and W_K have d_v columns, and your W_V has d_k.",
        reason="Queries and keys are d_k wide, since they are compared with each other; values are d_v wide.",
        hint="Compare the sizes of your three draws with the table."),
    square_matrices=check.Mistake(
        lambda d_model, d_k, d_v, seed: reference_weights(d_model, d_model, d_model, seed),
        fact="Your matrices are square, of shape {shape}.",
        reason="The rows of W belong to the embedding, the columns to the query, key or value.",
        hint="Draw with size=(d_model, d_k), and so on."),
    seed_counted_up=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(3, size=size), later_seeds=True),
        fact="Your matrices are the first draws of three seeds: seed, seed + 1, seed + 2.",
        reason="One generator goes on by itself: its second draw gives other numbers than its first.",
        hint="Make the RandomState once, and draw from it three times."),
    three_left_in=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(4, size=size)),
        fact="Your weights go from 0 to 3.",
        reason="The upper end of randint does not belong to the range: randint(3) gives 0, 1 and 2.",
        hint="Use randint(3, ...)."),
    around_zero=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(W - 1 for W in reference_weights(d_model, d_k, d_v, seed)),
        fact="Your weights go from -1 to 1.",
        reason="The post's go from 0 to 2.",
        hint="Draw with randint(3, size=...), and subtract nothing."),
    fractions_cut_to_whole_numbers=check.Mistake(
        wrong_draws(lambda numbers, size, seed: (3 * numbers.random_sample(size)).astype(int)),
        fact="Your numbers are fractions of the same seed (rand), times 3 and cut to whole numbers.",
        reason="They are 0, 1 and 2 as well, but not those that randint draws.",
        hint="Draw with randint(3, size=...)."),
    pythons_random=check.Mistake(
        wrong_pythons_random,
        fact="Your numbers come from Python's own module random.",
        reason="Each generator has its own numbers for a seed; the post's are NumPy's.",
        hint="Use np.random.RandomState(seed).randint."),
    one_array_of_three=check.Mistake(
        lambda d_model, d_k, d_v, seed: np.array(reference_weights(d_model, d_k, d_v, seed)),
        fact="You give one array of shape {shape}.",
        reason="The result is a tuple: where d_v differs from d_k, the three do not fit into one array.",
        hint="Return the three, separated by commas."),
    weights_transposed=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(W.T for W in reference_weights(d_model, d_k, d_v, seed)),
        fact="Your matrices are transposed.",
        reason="The rows of W belong to the numbers of an embedding, so there are d_model rows.",
        hint="Draw with size=(d_model, ...)."),
)

# %% exercise="parameter_count"
test.knows(
    lambda d_model, d_k, d_v: sum(d_model * width for width in (d_k, d_k, d_v)),
    values_as_wide_as_keys=check.Mistake(
        lambda d_model, d_k, d_v: 3 * d_model * d_k,
        fact="You count three matrices of the width of W_Q.",
        reason="W_Q and W_K have d_k columns, but W_V has d_v.",
        hint="Add up the sizes of the three matrices."),
    keys_not_counted=check.Mistake(
        lambda d_model, d_k, d_v: d_model * (d_k + d_v),
        fact="You count one matrix of width d_k.",
        reason="W_Q and W_K are two matrices, both with d_k columns.",
        hint="Add up the sizes of the three matrices."),
    all_sizes_multiplied=check.Mistake(
        lambda d_model, d_k, d_v: d_model * d_k * d_v,
        fact="You multiply all three sizes with each other.",
        reason="That is the size of one array with three axes; here there are three matrices.",
        hint="Add up the sizes of the three matrices."),
    matrices_multiplied=check.Mistake(
        lambda d_model, d_k, d_v: d_model ** 3 * d_k ** 2 * d_v,
        fact="You multiply the sizes of the three matrices with each other.",
        reason="Three matrices side by side have as many numbers as the three together.",
        hint="Add up the sizes of the three matrices."),
    rows_and_columns_added=check.Mistake(
        lambda d_model, d_k, d_v: 3 * d_model + 2 * d_k + d_v,
        fact="You add up the rows and the columns of the three matrices.",
        reason="A matrix of d_model rows and d columns has d_model * d numbers.",
        hint="Multiply rows and columns for each matrix, then add."),
    sizes_added=check.Mistake(
        lambda d_model, d_k, d_v: d_model + 2 * d_k + d_v,
        fact="You add the sizes up.",
        reason="A matrix of d_model rows and d columns has d_model * d numbers.",
        hint="Multiply rows and columns for each matrix, then add."),
    square_matrices=check.Mistake(
        lambda d_model, d_k, d_v: 3 * d_model ** 2,
        fact="You count three square matrices.",
        reason="W_Q and W_K have d_k columns, W_V has d_v.",
        hint="Add up the sizes of the three matrices."),
    output_weights_counted=check.Mistake(
        lambda d_model, d_k, d_v: 2 * d_model * (d_k + d_v),
        fact="You count four matrices: two with d_k and two with d_v columns.",
        reason="W_Q, W_K and W_V are three. A fourth, W_O, comes with several heads, in a later lesson.",
        hint="Add up the sizes of the three matrices."),
    rows_of_the_matrices_added=check.Mistake(
        lambda d_model, d_k, d_v: 3 * d_model,
        fact="You count the rows of the three matrices, 3 * d_model.",
        reason="Each row has as many numbers as W has columns; len(W) counts rows alone.",
        hint="Multiply rows and columns for each matrix (that is W.size), then add."),
    rows_of_the_values_forgotten=check.Mistake(
        lambda d_model, d_k, d_v: 2 * d_model * d_k + d_v,
        fact="Your d_v is added as it is: only the widths of the other two matrices are multiplied with d_model.",
        reason="W_V has d_model rows, too; without brackets, * binds before +.",
        hint="Multiply d_v with d_model as well, or put the sum of the widths in brackets."),
    one_for_each_matrix=check.Mistake(
        lambda d_model, d_k, d_v: (d_model * d_k, d_model * d_k, d_model * d_v),
        fact="You give one number for each matrix.",
        reason="One number is asked for: how many all three have together.",
        hint="Add the three up."),
    number_of_the_example=check.Mistake(
        lambda d_model, d_k, d_v: 56,
        fact="You give the number of the example, whatever sizes come.",
        reason="The function must work for any sizes.",
        hint="Compute with the arguments."),
    counted_with_biases=check.Mistake(
        lambda d_model, d_k, d_v: (d_model + 1) * (2 * d_k + d_v),
        fact="You count one more number for each column.",
        reason="Some models add a bias after the product; here there is none.",
        hint="A matrix of d_model rows and d columns has d_model * d numbers."),
)
