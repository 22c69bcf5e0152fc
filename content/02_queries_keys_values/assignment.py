# ---
# title: Queries, keys, values
# minutes: 60
# difficulty: easy
# ---

# %% [markdown]
# # Make queries, keys and values
#
# You predict shapes by hand, then write the projections of attention as functions that work for any sizes, refuse bad
# input and take batches.
#
# - **Time**: about 60 minutes. **Difficulty**: easy. **Points**: 20, of which 3 for an answer in words.
# - **You need**: the lesson *Project each word into a query, a key and a value*.
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   sizes, on batches, on whole numbers and on bad input; each exercise says what it must do with them.

# %% locked="imports"
import numpy as np

from attention_course.checks import Checks

check = Checks("02_queries_keys_values")

# %% [markdown]
# ## Exercise 1: predict the shapes (3 points)
#
# Six words ask, nine words are asked. An embedding has five numbers, a query and a key three, a value two:
#
# | | |
# |---|---|
# | the words that ask | `X_ask`, shape `(6, 5)` |
# | the words that are asked | `X_asked`, shape `(9, 5)` |
# | queries | `Q = X_ask @ W_Q` |
# | keys | `K = X_asked @ W_K` |
# | values | `V = X_asked @ W_V` |
# | scores | `S = Q @ K.T` |
# | weights | `A`, softmax of `S` along each row |
# | output | `O = A @ V` |
#
# Work out the six shapes on paper, and write them down as a dict named `shapes` with the keys `"Q"`, `"K"`, `"V"`,
# `"S"`, `"A"` and `"O"`; each value is a tuple of two integers, such as `(1, 2)`. Compute nothing; the test tells you
# which one is wrong.

# %% solution="shapes"
# shapes = {"Q": (rows, columns), "K": ..., "V": ..., "S": ..., "A": ..., "O": ...}
### BEGIN SOLUTION
shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}
### END SOLUTION

# %% test="shapes_values" points=3
test = check("shapes")
### BEGIN HIDDEN TESTS
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
### END HIDDEN TESTS
test.value()

# %% [markdown]
# ## Exercise 2: one projection (6 points)
#
# | | |
# |---|---|
# | arguments | `X`, shape `(..., n, d_model)`: tokens are rows; `W`, shape `(d_model, d)` |
# | result | `X @ W`, shape `(..., n, d)`, a float array |
# | bad input | `X` has not as many columns as `W` has rows: `ValueError`, whose message names both numbers |
# | example | `[[1, 0, 2]]` with `[[0.5, 1], [2, 2], [0.25, 0]]` gives `[[1.0, 1.0]]` |
#
# A good message reads like `X has 4 columns but W has 3 rows`: it says what came, and whose it was.
#
# The `...` stand for any number of leading axes: none for one sentence, one for a batch. Whole numbers are allowed
# in both arguments, and both stay as they were.


# %% solution="project"
def project(X, W):
    """X @ W as floats: X (..., n, d_model), W (d_model, d) -> (..., n, d). ValueError where the sizes do not fit."""
    ### BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    return X @ W  # (..., n, d_model) @ (d_model, d) -> (..., n, d)
    ### END SOLUTION


# %% test="project_values" points=2
test = check("project")
### BEGIN HIDDEN TESTS
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
### END HIDDEN TESTS
test.example(np.array([[1.0, 0.0, 2.0]]), np.array([[0.5, 1.0], [2.0, 2.0], [0.25, 0.0]]))
test.example(np.array([[0.5, -1.5], [2.0, 0.25], [0.0, 1.0]]), np.array([[1.0, 0.0, 2.0, 0.5], [3.0, 1.5, -1.0, 0.0]]))
### BEGIN HIDDEN TESTS
test(numbers.normal(size=(5, 4)), numbers.normal(size=(4, 3)))
test(numbers.normal(size=(4, 4)), numbers.normal(size=(4, 4)))  # squares, where transposed factors raise nothing
test(numbers.normal(size=(1, 3)) * 1e3, numbers.normal(size=(3, 7)))
test(numbers.normal(size=(6, 1)), numbers.normal(size=(1, 2)))
test(np.zeros((3, 2)), numbers.normal(size=(2, 5)))
### END HIDDEN TESTS

# %% test="project_batch" points=1
test = check("project")
test.example(np.array([[[1.0, 2.0], [0.5, 0.0], [0.0, -1.0]], [[3.0, 1.0], [1.0, 1.0], [-2.0, 0.5]]]),
             np.array([[2.0], [0.5]]))
### BEGIN HIDDEN TESTS
test(numbers.normal(size=(2, 5, 4)), numbers.normal(size=(4, 3)))
test(numbers.normal(size=(2, 3, 6, 5)), numbers.normal(size=(5, 7)))
test(numbers.normal(size=(1, 1, 4)), numbers.normal(size=(4, 2)))
test(numbers.normal(size=(4, 4, 4)), numbers.normal(size=(4, 4)))
### END HIDDEN TESTS

# %% test="project_integers" points=1
test = check("project")
test.example(np.array([[1, 0, 1, 0], [0, 1, 0, 1]]), np.array([[2, 0, 2], [2, 0, 0], [2, 1, 2], [2, 2, 2]]))
test.example(np.array([[1, 0, 1], [0, 2, 1]]), np.array([[0.5, 1.25], [0.25, -0.5], [0.75, 0.5]]))
### BEGIN HIDDEN TESTS
test(np.array([[1, 2], [3, -4], [0, 5]]), np.array([[0.5, 1.25, 0.1], [0.75, -0.5, 0.2]]))
test(np.array([[0.5, 0.25, 1.5]]), np.array([[1, 2], [3, 4], [5, -6]]))
### END HIDDEN TESTS

# %% test="project_bad_input" points=2
test = check("project")
test.raises(ValueError, np.ones((5, 4)), np.ones((3, 2)), mentions=["4", "3"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((2, 7)), np.ones((2, 5)), mentions=["7", "2"])
test.raises(ValueError, np.ones((3, 6, 8)), np.ones((6, 5)), mentions=["8", "6"])
test.raises(ValueError, np.ones((3, 1)), np.ones((5, 2)), mentions=["1", "5"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: all three projections (5 points)
#
# | | |
# |---|---|
# | arguments | `X`, shape `(..., n, d_model)`; `W_Q` and `W_K`, shape `(d_model, d_k)`; `W_V`, shape `(d_model, d_v)` |
# | result | a tuple `(Q, K, V)` of float arrays, shapes `(..., n, d_k)`, `(..., n, d_k)`, `(..., n, d_v)` |
# | bad input | `W_Q` and `W_K` have different numbers of columns: `ValueError`, whose message names both numbers |
# | | the weights do not fit `X`: `ValueError`, as in `project` |
# | example | `X = [[1, 2]]`, `W_Q = [[1], [0]]`, `W_K = [[0], [1]]`, `W_V = [[1, 1, 1], [0, 1, 2]]` |
# | | give `Q = [[1.0]]`, `K = [[2.0]]`, `V = [[1.0, 3.0, 5.0]]` |
#
# You may use `project`. A mistake in yours costs no points here: when this exercise is graded, a right `project`
# stands in for it.


# %% solution="queries_keys_values"
def queries_keys_values(X, W_Q, W_K, W_V):
    """Q (..., n, d_k), K (..., n, d_k), V (..., n, d_v) of X (..., n, d_model), as floats."""
    ### BEGIN SOLUTION
    if np.shape(W_Q)[1] != np.shape(W_K)[1]:
        raise ValueError(f"W_Q has {np.shape(W_Q)[1]} columns but W_K has {np.shape(W_K)[1]}; queries are compared "
                         "with keys, so these must be equal")
    return project(X, W_Q), project(X, W_K), project(X, W_V)
    ### END SOLUTION


# %% test="queries_keys_values_values" points=3
test = check("queries_keys_values", parts=("Q", "K", "V"))
### BEGIN HIDDEN TESTS
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
### END HIDDEN TESTS
test.example(np.array([[1.0, 2.0]]), np.array([[1.0], [0.0]]), np.array([[0.0], [1.0]]),
             np.array([[1.0, 1.0, 1.0], [0.0, 1.0, 2.0]]))
test.example(np.array([[0.5, 1.0, 0.0], [0.0, 2.0, -1.0]]), np.array([[1.0, 0.5], [2.0, 0.0], [0.0, 1.0]]),
             np.array([[0.0, 1.0], [1.5, 0.0], [0.25, 1.0]]), np.array([[3.0], [1.0], [0.5]]))
### BEGIN HIDDEN TESTS
for shape, d_k, d_v in [((5, 4), 3, 2), ((2, 6, 5), 3, 7), ((1, 3), 2, 1), ((4, 4), 4, 4), ((2, 3, 7, 2), 5, 3)]:
    d = shape[-1]
    test(numbers.normal(size=shape), *(numbers.normal(size=(d, width)) for width in (d_k, d_k, d_v)))
test(numbers.integers(-3, 4, size=(5, 4)), *(numbers.integers(3, size=(4, width)) for width in (3, 3, 2)))
test(numbers.integers(-3, 4, size=(5, 4)), *(numbers.normal(size=(4, width)) for width in (3, 3, 2)))
### END HIDDEN TESTS

# %% test="queries_keys_values_bad_input" points=2
test = check("queries_keys_values", parts=("Q", "K", "V"))
test.raises(ValueError, np.ones((5, 4)), np.ones((4, 3)), np.ones((4, 2)), np.ones((4, 3)), mentions=["3", "2"])
### BEGIN HIDDEN TESTS
test.raises(ValueError, np.ones((5, 4)), np.ones((4, 2)), np.ones((4, 6)), np.ones((4, 2)), mentions=["2", "6"])
test.raises(ValueError, np.ones((2, 5, 3)), np.ones((3, 7)), np.ones((3, 1)), np.ones((3, 7)), mentions=["7", "1"])
test.raises(ValueError, np.ones((5, 4)), np.ones((3, 2)), np.ones((3, 2)), np.ones((3, 6)), mentions=["4", "3"])
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: weights at random (2 points)
#
# The post draws its weights from the whole numbers 0, 1 and 2, with a *seed*: the same seed gives the same numbers, on
# every machine.
#
# | | |
# |---|---|
# | arguments | `d_model`, `d_k`, `d_v`: whole numbers; `seed`: a whole number |
# | result | a tuple `(W_Q, W_K, W_V)` of arrays of whole numbers |
# | shapes | `(d_model, d_k)`, `(d_model, d_k)`, `(d_model, d_v)` |
# | how | make *one* `numpy.random.RandomState(seed)`, and draw with its method `randint(3, size=...)` |
# | order | three draws: first `W_Q`, then `W_K`, then `W_V` |
# | example | `random_weights(4, 3, 3, seed=42)` gives the weights of the post |
#
# This is the one function here that returns whole numbers, since these are what the post prints.


# %% solution="random_weights"
def random_weights(d_model, d_k, d_v, seed):
    """W_Q (d_model, d_k), W_K (d_model, d_k), W_V (d_model, d_v): whole numbers 0 to 2, drawn in this order."""
    ### BEGIN SOLUTION
    numbers = np.random.RandomState(seed)
    W_Q, W_K, W_V = (numbers.randint(3, size=(d_model, width)) for width in (d_k, d_k, d_v))
    return W_Q, W_K, W_V
    ### END SOLUTION


# %% test="random_weights_values" points=2
test = check("random_weights", parts=("W_Q", "W_K", "W_V"))
### BEGIN HIDDEN TESTS


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
### END HIDDEN TESTS
test.example(4, 3, 3, seed=42)
test.example(2, 3, 1, seed=0)
### BEGIN HIDDEN TESTS
for sizes in [(5, 3, 2, 7), (3, 2, 6, 1), (1, 4, 2, 2), (6, 1, 5, 2**32 - 1), (7, 5, 3, 0)]:
    test(*sizes)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: how many numbers are to be learned? (1 point)
#
# | | |
# |---|---|
# | arguments | `d_model`, `d_k`, `d_v`: whole numbers |
# | result | `int`: how many numbers `W_Q`, `W_K` and `W_V` have together |
# | example | `parameter_count(5, 3, 2)` gives `40` |


# %% solution="parameter_count"
def parameter_count(d_model, d_k, d_v):
    """How many numbers W_Q, W_K and W_V have together."""
    ### BEGIN SOLUTION
    return d_model * (2 * d_k + d_v)
    ### END SOLUTION


# %% test="parameter_count_values" points=1
test = check("parameter_count")
### BEGIN HIDDEN TESTS
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
### END HIDDEN TESTS
test.example(5, 3, 2)
test.example(4, 3, 3)
### BEGIN HIDDEN TESTS
for sizes in [(2, 1, 3), (768, 64, 96), (1, 7, 4), (100_000, 128, 512)]:
    test(*sizes)
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 6: one matrix for two roles (3 points)
#
# A colleague wants to save parameters, and uses the same matrix for queries and keys: `W_K = W_Q`.
#
# Answer in three to five sentences: How many parameters does that save? Which property do the scores `S = Q @ K.T` of
# a sentence with itself get? What can the words of a sentence then no longer express? A person reads and marks your
# answer: 1 point for each of the three.

# %% [markdown] written="one_matrix_for_two_roles" points=3
# It saves d_model * d_k parameters, as many as W_K has. Then K = Q, and S = Q @ Q.T is symmetric: the score of token i
# for token j equals that of j for i. Asking and being asked can no longer differ: "cold" can look for "milk" only as
# strongly as "milk" looks for "cold". And since a query fits itself well, words find themselves and words like
# themselves.
#
# *Marking scheme.* 1 point: d_model * d_k. 1 point: S is symmetric (in words or as a formula). 1 point: asking and
# being asked can no longer differ, with any example, or the remark that words find what is like themselves.
