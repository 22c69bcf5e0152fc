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
        fact="You made keys and values from the words that ask.",
        reason="Who is asked has to be found (key) and to answer (value).",
        hint="Take the rows from X_asked."),
    all_of_the_asking_words=check.Mistake(
        {"Q": (_asking, _d_k), "K": (_asking, _d_k), "V": (_asking, _d_v),
         "S": (_asking, _asking), "A": (_asking, _asking), "O": (_asking, _d_v)},
        fact="You made keys and values from the words that ask, so that only six words are asked.",
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
        fact="You project only the first sentence of the batch.",
        reason="Each sentence of a batch is projected in the same way.",
        hint="Let @ work on X as it stands: it repeats itself over leading axes."),
    integer_truncation=lambda X, W: (X @ W).astype(int).astype(float),
)

# %% exercise="queries_keys_values"
numbers = np.random.default_rng(22)


def reference_projections(X, W_Q, W_K, W_V):
    joined = np.einsum("...i,ij->...j", X, np.concatenate([W_Q, W_K, W_V], axis=1), dtype=float)
    return tuple(np.split(joined, [W_Q.shape[1], W_Q.shape[1] + W_K.shape[1]], axis=-1))


def wrong_order(*order):
    return lambda *given: tuple(reference_projections(*given)[k] for k in order)


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
    integer_truncation=lambda *given: tuple(P.astype(int).astype(float) for P in reference_projections(*given)),
)
test.given(project=reference_project)


# %% exercise="random_weights"
def reference_weights(d_model, d_k, d_v, seed):
    drawn = np.random.RandomState(seed).randint(3, size=d_model * (2 * d_k + d_v))
    W_Q, W_K, W_V = np.split(drawn, [d_model * d_k, 2 * d_model * d_k])
    return W_Q.reshape(d_model, d_k), W_K.reshape(d_model, d_k), W_V.reshape(d_model, d_v)


def wrong_draws(draw, order=(0, 1, 2)):
    """Draw in another order, or with another function; still returned as (W_Q, W_K, W_V)."""

    def drawn(d_model, d_k, d_v, seed):
        widths, result = (d_k, d_k, d_v), [None] * 3
        numbers = np.random.RandomState(seed)
        for k in order:
            result[k] = draw(numbers, (d_model, widths[k]), seed)
        return tuple(result)

    return drawn


def wrong_two_draws(d_model, d_k, d_v, seed):
    numbers = np.random.RandomState(seed)
    W_Q, W_V = numbers.randint(3, size=(d_model, d_k)), numbers.randint(3, size=(d_model, d_v))
    return W_Q, W_Q, W_V


test.knows(
    reference_weights,
    seed_used_again=check.Mistake(
        wrong_draws(lambda numbers, size, seed: np.random.RandomState(seed).randint(3, size=size)),
        fact="You start again from the seed for each matrix: W_Q and W_K are the same.",
        reason="A generator that starts anew gives the same numbers anew.",
        hint="Make the RandomState once, and draw from it three times."),
    drawn_in_another_order=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(3, size=size), order=(1, 0, 2)),
        fact="You draw W_K before W_Q.",
        reason="Each draw goes on where the one before it stopped, so the order decides who gets which numbers.",
        hint="Draw in the order Q, K, V."),
    values_drawn_first=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(3, size=size), order=(2, 0, 1)),
        fact="You draw W_V before the others.",
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
        fact="Your weights are those of the seed 42, whatever seed comes.",
        reason="The seed is an argument, so that the caller chooses the numbers.",
        hint="Make the generator with it: np.random.RandomState(seed)."),
    one_draw_for_all=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(np.split(
            np.random.RandomState(seed).randint(3, size=(d_model, 2 * d_k + d_v)), [d_k, 2 * d_k], axis=1)),
        fact="You draw one wide matrix and cut it into three.",
        reason="Numbers are drawn row by row, so the first row of W_K gets numbers that belong to W_Q.",
        hint="Draw three times, each time one whole matrix."),
    keys_not_drawn=check.Mistake(
        wrong_two_draws,
        fact="Your W_K is your W_Q once more.",
        reason="Queries and keys are made with weights of their own.",
        hint="Draw three times: for W_Q, for W_K and for W_V."),
    two_left_out=check.Mistake(
        wrong_draws(lambda numbers, size, seed: numbers.randint(2, size=size)),
        fact="Your weights are zeros and ones.",
        reason="The upper end of randint does not belong to the range: randint(2) gives 0 and 1.",
        hint="Use randint(3, ...)."),
    one_to_three=check.Mistake(
        lambda d_model, d_k, d_v, seed: tuple(W + 1 for W in reference_weights(d_model, d_k, d_v, seed)),
        fact="Your weights go from 1 to 3.",
        reason="The post's go from 0 to 2.",
        hint="randint(3, ...) starts at 0."),
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
        reason="W_V has d_v columns.",
        hint="Add up the sizes of the three matrices."),
    keys_not_counted=check.Mistake(
        lambda d_model, d_k, d_v: d_model * (d_k + d_v),
        fact="You count one matrix of width d_k.",
        reason="W_Q and W_K are two matrices, both with d_k columns.",
        hint="Add up the sizes of the three matrices."),
    rows_not_counted=check.Mistake(
        lambda d_model, d_k, d_v: 2 * d_k + d_v,
        fact="You count the columns of the three matrices.",
        reason="Each column has d_model numbers.",
        hint="A matrix of d_model rows and d columns has d_model * d numbers."),
    counted_with_biases=check.Mistake(
        lambda d_model, d_k, d_v: (d_model + 1) * (2 * d_k + d_v),
        fact="You count one more number for each column.",
        reason="Some models add a bias after the product; here there is none.",
        hint="A matrix of d_model rows and d columns has d_model * d numbers."),
)
