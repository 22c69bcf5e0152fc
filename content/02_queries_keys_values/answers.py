# %% [markdown]
# What students may hand in for 02_queries_keys_values, a cell for each answer: which tests lose their points, and the known
# mistake that the message must name. Exercises that a cell leaves out are solved, or stay as released (`rest="stub"`).

# %% answer="all_of_the_asking_words" lost=["shapes_values"] mistake="all_of_the_asking_words"
# Only the words that ask.
shapes = {"Q": (6, 3), "K": (6, 3), "V": (6, 2), "S": (6, 6), "A": (6, 6), "O": (6, 2)}

# %% answer="another_generator" lost=["random_weights_values"] mistake="another_generator"
# Uses the newer generator.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    numbers = np.random.default_rng(seed)
    return tuple(numbers.integers(3, size=(d_model, d)) for d in (d_k, d_k, d_v))

# %% answer="assertion_in_place_of_error" lost=["project_bad_input"] mistake="wrong_kind_of_error"
# Uses assert for bad input.
def project(X, W):
    assert X.shape[-1] == W.shape[0], f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows"
    return X @ W.astype(float)

# %% answer="batch_flattened" lost=["project_batch"] mistake="batch_flattened"
# Puts the sentences of a batch below each other.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return X.reshape(-1, X.shape[-1]) @ W.astype(float)

# %% answer="batch_refused" lost=["project_batch"] says="raised ValueError: sizes 3 and 4"
# Compares the wrong axis of a batch with the rows of W.
def project(X, W):
    if X.shape[1] != W.shape[0]:
        raise ValueError(f"sizes {X.shape[1]} and {W.shape[0]}")
    return X @ W.astype(float)

# %% answer="changes_its_argument" lost=["project_values", "project_batch", "project_integers"] mistake="argument_changed_in_place"
# Scales the caller's array.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    W = W.astype(float)
    result = X @ W
    X *= 2
    return result

# %% answer="columns_counted" lost=["parameter_count_values"] says="your function gives 2 * d_k + d_v."
# Columns in place of numbers.
def parameter_count(d_model, d_k, d_v):
    return 2 * d_k + d_v

# %% answer="counted_with_biases" lost=["parameter_count_values"] mistake="counted_with_biases"
# Counts biases.
def parameter_count(d_model, d_k, d_v):
    return (d_model + 1) * (2 * d_k + d_v)

# %% answer="d_model_everywhere" lost=["shapes_values"] mistake="d_model_is_left_everywhere"
# Every width is that of an embedding.
shapes = {"Q": (6, 5), "K": (9, 5), "V": (9, 5), "S": (6, 9), "A": (6, 9), "O": (6, 5)}

# %% answer="drawn_in_another_order" lost=["random_weights_values"] mistake="drawn_in_another_order"
# Draws the keys' weights first.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed).randint
    W_K = draw(3, size=(d_model, d_k))
    W_Q = draw(3, size=(d_model, d_k))
    return W_Q, W_K, draw(3, size=(d_model, d_v))

# %% answer="draws_one_to_three" lost=["random_weights_values"] mistake="one_to_three"
# Draws from 1 to 3.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed).randint
    return tuple(draw(1, 4, size=(d_model, d)) for d in (d_k, d_k, d_v))

# %% answer="empty" lost="all" says=["There is no `shapes` yet", "`project` is not written yet", "`queries_keys_values` is not written yet", "`random_weights` is not written yet", "`parameter_count` is not written yet"] rest="stub"
# Handed in as it was fetched.

# %% answer="error_says_nothing" lost=["project_bad_input"] mistake="error_message_says_too_little"
# Raises, but does not say which sizes came.
def project(X, W):
    if X.shape[-1] != W.shape[0]:
        raise ValueError("shapes do not fit")
    return X @ W.astype(float)

# %% answer="factors_swapped" lost=["project_values", "project_batch", "project_integers"] mistake="factors_swapped"
# Multiplies in the order W @ X.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return W.astype(float) @ X

# %% answer="first_sentence_only" lost=["project_batch"] mistake="first_sentence_only"
# Projects one sentence of a batch.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    while X.ndim > 2:
        X = X[0]
    return X @ W.astype(float)

# %% answer="fixed_seed" lost=["random_weights_values"] mistake="one_seed_for_all"
# Always the seed of the post.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(42)
    return tuple(r.randint(3, size=(d_model, d)) for d in (d_k, d_k, d_v))

# %% answer="integer_truncation" lost=["project_integers"] mistake="integer_truncation"
# Fills an array made like X: whole numbers lose their fractions.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    result = np.empty(X.shape[:-1] + W.shape[1:], dtype=X.dtype)
    result[...] = X @ W
    return result.astype(float)

# %% answer="integers_stay_integers" lost=["project_integers"] says="the values are right, but the result has dtype int64"
# Right for floats; whole numbers stay whole numbers.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return X @ W

# %% answer="keys_already_transposed" lost=["shapes_values"] mistake="keys_already_transposed"
# Gives the shape of K.T.
shapes = {"Q": (6, 3), "K": (3, 9), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}

# %% answer="keys_and_values_swapped" lost=["queries_keys_values_values"] mistake="keys_and_values_swapped"
# Returns V second.
def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns, W_K {W_K.shape[1]}")
    Q = 1.0 * X @ W_Q
    K = 1.0 * X @ W_K
    V = 1.0 * X @ W_V
    return Q, V, K

# %% answer="keys_for_values" lost=["queries_keys_values_values"] mistake="keys_for_values"
# Returns the keys twice.
def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns, W_K {W_K.shape[1]}")
    Q = 1.0 * X @ W_Q
    K = 1.0 * X @ W_K
    return Q, K, K

# %% answer="keys_not_counted" lost=["parameter_count_values"] mistake="keys_not_counted"
# Counts one of the two matrices of width d_k.
def parameter_count(d_model, d_k, d_v):
    return d_model * d_k + d_model * d_v

# %% answer="keys_not_drawn" lost=["random_weights_values"] mistake="keys_not_drawn"
# Two draws for three matrices.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    Q = r.randint(3, size=(d_model, d_k))
    return Q, Q, r.randint(3, size=(d_model, d_v))

# %% answer="keys_of_the_asking_words" lost=["shapes_values"] mistake="keys_of_the_asking_words"
# Keys and values of the words that ask.
shapes = {"Q": (6, 3), "K": (6, 3), "V": (6, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}

# %% answer="number_by_number" lost=["project_values", "project_batch", "project_integers"] mistake="number_by_number"
# Multiplies number by number.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return X * W.astype(float)

# %% answer="one_draw_cut_up" lost=["random_weights_values"] mistake="one_draw_for_all"
# One wide draw, cut into three.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    W = r.randint(3, size=(d_model, 2 * d_k + d_v))
    return W[:, :d_k], W[:, d_k:2*d_k], W[:, 2*d_k:]

# %% answer="one_shape_wrong" lost=["shapes_values"] says="at key 'V' you have (2, 9)"
# One slip in one shape.
shapes = {"Q": (6, 3), "K": (9, 3), "V": (2, 9), "S": (6, 9), "A": (6, 9), "O": (6, 2)}

# %% answer="output_for_each_key" lost=["shapes_values"] mistake="output_for_each_key"
# A row of output for each word that is asked.
shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (9, 2)}

# %% answer="queries_and_keys_swapped" lost=["queries_keys_values_values"] mistake="queries_and_keys_swapped"
# Returns K first.
def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns, W_K {W_K.shape[1]}")
    Q = 1.0 * X @ W_Q
    K = 1.0 * X @ W_K
    V = 1.0 * X @ W_V
    return K, Q, V

# %% answer="queries_as_wide_as_embeddings" lost=["shapes_values"] mistake="d_model_is_left"
# Queries and keys of five numbers.
shapes = {"Q": (6, 5), "K": (9, 5), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}

# %% answer="queries_for_keys" lost=["queries_keys_values_values"] mistake="queries_for_keys"
# Returns the queries twice.
def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns, W_K {W_K.shape[1]}")
    Q = 1.0 * X @ W_Q
    V = 1.0 * X @ W_V
    return Q, Q, V

# %% answer="result_transposed" lost=["project_values", "project_batch", "project_integers"] mistake="result_transposed"
# Turns the result.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return np.swapaxes(X @ W.astype(float), -1, -2)

# %% answer="right_einsum" lost=[]
# Right, with einsum, single precision, and without calling project.
import numpy as np

shapes = {"O": [6, 2], "A": [6, 9], "S": [6, 9], "V": [9, 2], "K": [9, 3], "Q": [6, 3]}


def project(X, W):
    assert W.ndim == 2
    if X.shape[-1] != W.shape[0]:
        raise ValueError("W should have {} rows, has {}".format(*X.shape[-1:], len(W)))
    return np.einsum("...nd,dk->...nk", X.astype(np.float32), W.astype(np.float32))


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"d_k differs: {W_Q.shape[1]} and {W_K.shape[1]}")
    return tuple(np.einsum("...nd,dk->...nk", X, W).astype(np.float64) for W in (W_Q, W_K, W_V))


def random_weights(d_model, d_k, d_v, seed):
    np.random.seed(seed)  # noqa: NPY002
    W_Q = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    W_K = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    W_V = np.random.randint(3, size=(d_model, d_v))  # noqa: NPY002
    return W_Q, W_K, W_V


def parameter_count(d_model, d_k, d_v):
    return sum(W.size for W in random_weights(d_model, d_k, d_v, 0))

# %% answer="right_from_the_statement" lost=[]
# Right, written by a reader who had the statement alone.
import numpy as np

shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}


def project(X, W):
    X, W = np.asarray(X, dtype=float), np.asarray(W, dtype=float)
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    return X @ W


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns but W_K has {W_K.shape[1]}")
    return project(X, W_Q), project(X, W_K), project(X, W_V)


def random_weights(d_model, d_k, d_v, seed):
    generator = np.random.RandomState(seed)
    return tuple(generator.randint(3, size=(d_model, width)) for width in (d_k, d_k, d_v))


def parameter_count(d_model, d_k, d_v):
    return d_model * d_k + d_model * d_k + d_model * d_v

# %% answer="right_global_seed" lost=[]
# Right, with NumPy's global generator, which draws the same numbers.
import numpy as np

shapes = {k: v for k, v in zip("QKVSAO", [(6, 3), (9, 3), (9, 2), (6, 9), (6, 9), (6, 2)])}


def project(X, W):
    flat = X.reshape(-1, X.shape[-1])
    if flat.shape[1] != W.shape[0]:
        raise ValueError(f"X: {flat.shape[1]}, W: {W.shape[0]}")
    return (flat.astype(float) @ W.astype(float)).reshape(*X.shape[:-1], W.shape[1])


def queries_keys_values(X, W_Q, W_K, W_V):
    try:
        np.broadcast_shapes(W_Q.shape, W_K.shape)
        if W_Q.shape[1] != W_K.shape[1]:
            raise ValueError
    except ValueError:
        raise ValueError(f"different d_k: {W_Q.shape[1]}, {W_K.shape[1]}") from None
    return project(X=X, W=W_Q), project(X=X, W=W_K), project(X=X, W=W_V)


def random_weights(d_model, d_k, d_v, seed):
    np.random.seed(seed)  # noqa: NPY002
    first = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    second = np.random.randint(3, size=(d_model, d_k))  # noqa: NPY002
    third = np.random.randint(3, size=(d_model, d_v))  # noqa: NPY002
    return first, second, third


def parameter_count(d_model, d_k, d_v):
    count = 0
    for _ in range(d_model):
        count += d_k + d_k + d_v
    return count

# %% answer="right_long_double" lost=[]
# Right, in extended precision, with np.int64 in the shapes.
import numpy as np

shapes = {"Q": (np.int64(6), 3), "K": (9, np.int32(3)), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}


def project(X, W):
    X, W = np.array(X, dtype=np.longdouble), np.array(W, dtype=np.longdouble)
    if X.shape[-1] != W.shape[-2]:
        raise ValueError(f"X: {X.shape[-1]} columns, W: {W.shape[-2]} rows")
    return np.tensordot(X, W, axes=(-1, 0))


def queries_keys_values(X, W_Q, W_K, W_V):
    widths = {W_Q.shape[-1], W_K.shape[-1]}
    if len(widths) > 1:
        raise ValueError(f"W_Q and W_K must have the same number of columns, got {widths}")
    return tuple(map(lambda W: project(X, W), (W_Q, W_K, W_V)))


def random_weights(d_model, d_k, d_v, seed):
    s = np.random.RandomState(seed)
    Q = s.randint(3, size=d_model * d_k).reshape(d_model, d_k)
    K = s.randint(3, size=d_model * d_k).reshape(d_model, d_k)
    V = s.randint(3, size=d_model * d_v).reshape(d_model, d_v)
    return (Q, K, V)


def parameter_count(d_model: int, d_k: int, d_v: int) -> int:
    return d_model * (d_k + d_k + d_v)

# %% answer="right_loops" lost=[]
# Right, with loops over tokens and columns.
import numpy as np

shapes = dict(Q=(6, 3), K=(9, 3), V=(9, 2), S=(6, 9), A=(6, 9), O=(6, 2))


def project(tokens, weights):
    d_model, width = weights.shape
    if tokens.shape[-1] != d_model:
        raise ValueError(f"expected {d_model} columns (rows of W), got {tokens.shape[-1]}")
    result = np.zeros(tokens.shape[:-1] + (width,))
    for place in np.ndindex(*tokens.shape[:-1]):
        for column in range(width):
            for row in range(d_model):
                result[place + (column,)] += tokens[place + (row,)] * weights[row, column]
    return result


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape != W_K.shape:
        raise ValueError(f"W_Q is {W_Q.shape}, W_K is {W_K.shape}; they must agree")
    return [project(X, W) for W in (W_Q, W_K, W_V)]


def random_weights(d_model, d_k, d_v, seed):
    generator = np.random.RandomState(seed)
    result = []
    for width in (d_k, d_k, d_v):
        W = np.zeros((d_model, width), dtype=int)
        for i in range(d_model):
            for j in range(width):
                W[i, j] = generator.randint(0, 3)
        result.append(W)
    return tuple(result)


def parameter_count(d_model, d_k, d_v):
    count = 0
    for width in (d_k, d_k, d_v):
        for _ in range(d_model):
            count += width
    return count

# %% answer="right_products" lost=[]
# Right, with np.dot, whose own error names both sizes, and one product for all three projections.
import numpy as np

_X, _Y = np.ones((6, 5)), np.ones((9, 5))
_Q, _K, _V = _X @ np.ones((5, 3)), _Y @ np.ones((5, 3)), _Y @ np.ones((5, 2))
shapes = {"Q": _Q.shape, "K": _K.shape, "V": _V.shape, "S": (_Q @ _K.T).shape, "A": (_Q @ _K.T).shape,
          "O": (_Q @ _K.T @ _V).shape}


def project(X, W):
    return 1.0 * np.dot(X, W)


def queries_keys_values(X, W_Q, W_K, W_V):
    d_k = np.array([W_Q.shape[1], W_K.shape[1]])
    if d_k[0] != d_k[1]:
        raise ValueError(f"queries are {d_k[0]} wide, keys {d_k[1]}")
    joined = np.matmul(X, np.hstack([W_Q, W_K, W_V]), dtype=float)
    return joined[..., :d_k[0]], joined[..., d_k[0]:2 * d_k[0]], joined[..., 2 * d_k[0]:]


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed=seed).randint
    return draw(0, 3, (d_model, d_k)), draw(0, 3, (d_model, d_k)), draw(0, 3, (d_model, d_v))


def parameter_count(d_model, d_k, d_v):
    return d_model * d_k + d_model * d_k + d_model * d_v

# %% answer="scores_turned" lost=["shapes_values"] mistake="keys_as_rows_of_scores"
# Rows of the scores are the words that are asked.
shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (9, 6), "A": (9, 6), "O": (6, 2)}

# %% answer="seed_used_again" lost=["random_weights_values"] mistake="seed_used_again"
# Starts from the seed for each matrix.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    return tuple(np.random.RandomState(seed).randint(3, size=(d_model, d)) for d in (d_k, d_k, d_v))

# %% answer="three_equal_matrices" lost=["parameter_count_values"] mistake="values_as_wide_as_keys"
# Counts W_V as wide as W_Q.
def parameter_count(d_model, d_k, d_v):
    return 3 * d_model * d_k

# %% answer="transpose_of_a_batch" lost=["project_batch"] mistake="transpose_of_a_batch"
# Turns all axes of a batch.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return (W.T.astype(float) @ X.T).T

# %% answer="two_left_out" lost=["random_weights_values"] mistake="two_left_out"
# Draws zeros and ones.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed).randint
    return draw(2, size=(d_model, d_k)), draw(2, size=(d_model, d_k)), draw(2, size=(d_model, d_v))

# %% answer="values_as_wide_as_keys" lost=["shapes_values"] mistake="values_as_wide_as_keys"
# Values of three numbers.
shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 3), "S": (6, 9), "A": (6, 9), "O": (6, 3)}

# %% answer="values_drawn_first" lost=["random_weights_values"] mistake="values_drawn_first"
# Draws the values' weights first.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    draw = np.random.RandomState(seed).randint
    W_V = draw(3, size=(d_model, d_v))
    return draw(3, size=(d_model, d_k)), draw(3, size=(d_model, d_k)), W_V

# %% answer="values_not_projected" lost=["queries_keys_values_values"] mistake="values_not_projected"
# Returns X as the values.
def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns, W_K {W_K.shape[1]}")
    Q = 1.0 * X @ W_Q
    K = 1.0 * X @ W_K
    return Q, K, 1.0 * X

# %% answer="weights_transposed" lost=["project_values", "project_batch", "project_integers"] mistake="weights_transposed"
# Multiplies with W transposed, which raises nothing for squares.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return X @ W.T.astype(float)

# %% answer="weights_turned" lost=["shapes_values"] mistake="weights_turned"
# Weights turned, scores not.
shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (9, 6), "O": (6, 2)}

# %% answer="width_of_keys_unchecked" lost=["project_values", "project_batch", "project_integers", "project_bad_input", "queries_keys_values_bad_input"] mistake="no_error_for_bad_input"
# Does not compare the widths of W_Q and W_K, for a wrong project besides.
def project(X, W):
    return None


def queries_keys_values(X, W_Q, W_K, W_V):
    return project(X, W_Q), project(X, W_K), project(X, W_V)

# %% answer="words_as_columns" lost=["shapes_values"] mistake="words_as_columns"
# Everything turned round.
shapes = {"Q": (3, 6), "K": (3, 9), "V": (2, 9), "S": (9, 6), "A": (9, 6), "O": (2, 6)}

# %% answer="words_transposed" lost=["project_values", "project_batch", "project_integers"] mistake="words_transposed"
# Multiplies X transposed.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != np.shape(W)[0]:
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {np.shape(W)[0]} rows")
    return np.swapaxes(X, -1, -2) @ W.astype(float)

# %% answer="wrong_project_alone" lost=["project_values", "project_batch", "project_integers"] says="gives None"
# A wrong project costs its own points, and not those of the exercise that calls it.
def project(X, W):
    X @ W

# %% answer="projections_of_whole_numbers" lost=["queries_keys_values_values"] mistake="integer_truncation"
# Collects the three products in arrays of whole numbers.
import numpy as np


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns but W_K has {W_K.shape[1]}")
    made = []
    for W in (W_Q, W_K, W_V):
        P = np.zeros((len(X), W.shape[1]), dtype=int)
        P[:] = project(X, W)
        made.append(P.astype(float))
    return tuple(made)

# %% answer="weights_one_row_a_query" lost=["random_weights_values"] mistake="weights_transposed"
# Lays out each matrix with a row for each column that it should have.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    rng = np.random.RandomState(seed)
    made = []
    for width in (d_k, d_k, d_v):
        W = rng.randint(3, size=(d_model, width))
        made.append(np.stack([W[:, j] for j in range(width)]))
    return tuple(made)

# %% answer="mixed_a" lost=["shapes_values", "project_values", "project_batch", "project_integers", "queries_keys_values_values", "random_weights_values", "parameter_count_values"] mistake=["output_as_wide_as_keys", "scaled_by_the_root", "keys_from_the_queries", "drawn_transposed", "all_sizes_multiplied"]
# One slip in each exercise: output as wide as keys, scaled, chained, drawn turned, product of all.
import numpy as np


shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 3)}


def project(X, W):
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    return X @ W / np.sqrt(W.shape[0])


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    Q = project(X, W_Q)
    K = project(Q, W_K)
    V = project(K, W_V)
    return Q, K, V


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(r.randint(3, size=(d, d_model)) for d in (d_k, d_k, d_v))


def parameter_count(d_model, d_k, d_v):
    return d_model * d_k * d_v

# %% answer="mixed_b" lost=["shapes_values", "project_values", "project_batch", "project_integers", "queries_keys_values_values", "random_weights_values", "parameter_count_values"] mistake=["shapes_of_the_weights", "softmax_applied", "one_weight_for_all", "pythons_random"] says="your function gives 3 * d_model * d_k + 3 * d_model * d_v."
# One slip in each exercise: shapes of the weights, softmaxed, W Q for all, python random, three times.
import numpy as np


shapes = {"Q": (5, 3), "K": (5, 3), "V": (5, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}


def project(X, W):
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    e = np.exp(X @ W)
    return e / e.sum(axis=-1, keepdims=True)


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    Q = K = V = project(X, W_Q)
    return Q, K, V


def random_weights(d_model, d_k, d_v, seed):
    import random
    random.seed(seed)
    return tuple(np.array([[random.randint(0, 2) for _ in range(d)] for _ in range(d_model)]) for d in (d_k, d_k, d_v))


def parameter_count(d_model, d_k, d_v):
    return 3 * d_model * (d_k + d_v)

# %% answer="mixed_c" lost=["shapes_values", "project_values", "project_batch", "project_integers", "queries_keys_values_values", "random_weights_values", "parameter_count_values"] mistake=["one_weight_a_query", "negative_numbers_set_to_zero", "keys_transposed", "values_as_wide_as_keys", "sizes_added"]
# One slip in each exercise: weights summed, residual, keys turned, values as wide as keys, sum of sizes.
import numpy as np


shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6,), "O": (6, 2)}


def project(X, W):
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    return np.maximum(X @ W, 0.0)


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    return project(X, W_Q), np.swapaxes(project(X, W_K), -1, -2), project(X, W_V)


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(r.randint(3, size=(d_model, d_k)) for _ in range(3))


def parameter_count(d_model, d_k, d_v):
    return d_model + d_k + d_k + d_v

# %% answer="mixed_d" lost=["shapes_values", "project_values", "project_batch", "project_integers", "queries_keys_values_values", "random_weights_values", "parameter_count_values"] mistake=["asking_words_alone_scored", "last_product_only", "side_by_side", "one_array_of_three", "square_matrices"]
# One slip in each exercise: square scores, assigned not added, side by side, stacked, squares.
import numpy as np


shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 6), "A": (6, 6), "O": (6, 2)}


def project(X, W):
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    out = np.zeros(X.shape[:-1] + (W.shape[1],))
    for i in range(W.shape[0]):
        out = X[..., [i]] * W[i].astype(float)
    return out


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    return np.concatenate([project(X, W_Q), project(X, W_K), project(X, W_V)], axis=-1)


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return np.array([r.randint(3, size=(d_model, d)) for d in (d_k, d_k, d_v)])


def parameter_count(d_model, d_k, d_v):
    return 3 * d_model ** 2

# %% answer="mixed_e" lost=["shapes_values", "queries_keys_values_values", "random_weights_values", "parameter_count_values"] mistake=["asking_and_asked_swapped", "queries_scaled", "seed_counted_up"] says="your function gives 2 * d_model * d_k + d_k * d_v."
# One slip in each exercise: sources swapped, queries scaled, seeds counted up, values from keys.
import numpy as np


shapes = {"Q": (9, 3), "K": (6, 3), "V": (6, 2), "S": (9, 6), "A": (9, 6), "O": (9, 2)}


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    return project(X, W_Q) / np.sqrt(W_Q.shape[1]), project(X, W_K), project(X, W_V)


def random_weights(d_model, d_k, d_v, seed):
    return tuple(np.random.RandomState((seed + i) % 2**32).randint(3, size=(d_model, d)) for i, d in enumerate((d_k, d_k, d_v)))


def parameter_count(d_model, d_k, d_v):
    return 2 * d_model * d_k + d_k * d_v

# %% answer="mixed_f" lost=["shapes_values", "queries_keys_values_values", "queries_keys_values_bad_input", "random_weights_values", "parameter_count_values"] mistake=["widths_swapped", "factors_swapped", "three_left_in", "output_weights_counted"]
# One slip in each exercise: widths swapped, arguments swapped, zero to three, with output weights.
import numpy as np


shapes = {"Q": (6, 2), "K": (9, 2), "V": (9, 3), "S": (6, 9), "A": (6, 9), "O": (6, 3)}


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    return project(W_Q, X), project(W_K, X), project(W_V, X)


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(r.randint(4, size=(d_model, d)) for d in (d_k, d_k, d_v))


def parameter_count(d_model, d_k, d_v):
    return d_model * (2 * d_k + d_v) + d_v * d_model

# %% answer="mixed_g" lost=["shapes_values", "queries_keys_values_values", "random_weights_values", "parameter_count_values"] mistake=["scores_like_queries", "output_in_place_of_values", "square_matrices"] says="your function gives d_model * d_k + 2 * d_model * d_v."
# One slip in each exercise: scores like queries, attention already, squares, two of values.
import numpy as np


shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 3), "A": (6, 3), "O": (6, 2)}


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    Q, K, V = project(X, W_Q), project(X, W_K), project(X, W_V)
    S = Q @ np.swapaxes(K, -1, -2)
    e = np.exp(S - S.max(axis=-1, keepdims=True))
    return Q, K, e / e.sum(axis=-1, keepdims=True) @ V


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(r.randint(3, size=(d_model, d_model)) for _ in range(3))


def parameter_count(d_model, d_k, d_v):
    return d_model * d_k + 2 * d_model * d_v

# %% answer="mixed_h" lost=["shapes_values", "queries_keys_values_values", "random_weights_values", "parameter_count_values"] mistake=["values_of_the_asking_words", "weights_given_back", "drawn_column_by_column", "one_for_each_matrix"]
# One slip in each exercise: values of asking, own products no check of X, column by column, three numbers.
import numpy as np


shapes = {"Q": (6, 3), "K": (9, 3), "V": (6, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}


def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"{W_Q.shape[1]} {W_K.shape[1]}")
    project(X, W_Q), project(X, W_K), project(X, W_V)
    return 1.0 * W_Q, 1.0 * W_K, 1.0 * W_V


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(r.randint(3, size=(d, d_model)).T for d in (d_k, d_k, d_v))


def parameter_count(d_model, d_k, d_v):
    return d_model * d_k, d_model * d_k, d_model * d_v

# %% answer="mixed_i" lost=["shapes_values", "random_weights_values", "parameter_count_values"] mistake=["output_as_wide_as_embeddings", "widths_swapped", "rows_of_the_values_forgotten"]
# One slip in each exercise: back to d model, widths swapped, parenthesis.
import numpy as np


shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 5)}


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(r.randint(3, size=(d_model, d)) for d in (d_v, d_v, d_k))


def parameter_count(d_model, d_k, d_v):
    return d_model * 2 * d_k + d_v

# %% answer="mixed_j" lost=["random_weights_values", "parameter_count_values"] mistake="around_zero" says="your function gives d_model * d_k**2 * d_v."
# One slip in each exercise: minus one to one, all multiplied.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(r.randint(-1, 2, size=(d_model, d)) for d in (d_k, d_k, d_v))


def parameter_count(d_model, d_k, d_v):
    return d_model * (d_k * d_k * d_v)

# %% answer="mixed_k" lost=["parameter_count_values"] says="your function gives d_model**2 + 2 * d_model * d_k + d_model * d_v."
# One slip in each exercise: with embeddings.
import numpy as np


def parameter_count(d_model, d_k, d_v):
    return d_model * d_model + 2 * d_model * d_k + d_model * d_v

# %% answer="mean_and_the_number_of_the_example" lost=["project_values", "project_batch", "project_integers", "parameter_count_values"] mistake=["mean_of_the_products", "number_of_the_example"]
# The mean of the products of a row and a column; and the number that the statement gives.
import numpy as np


def project(X, W):
    if np.shape(X)[-1] != len(W):
        raise ValueError(f"X has {np.shape(X)[-1]} columns but W has {len(W)} rows")
    return np.stack([(X * column).mean(axis=-1) for column in W.T], axis=-1)


def parameter_count(d_model, d_k, d_v):
    return 56

# %% answer="parameters_multiplied" lost=["parameter_count_values"] mistake="matrices_multiplied"
# The product of the three sizes.
import math


def parameter_count(d_model, d_k, d_v):
    return math.prod(d_model * columns for columns in [d_k, d_k, d_v])

# %% answer="attended_values" lost=["queries_keys_values_values"] mistake="scaled_output_in_place_of_values"
# The whole of attention, one lesson too early.
def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns but W_K has {W_K.shape[1]}")
    Q, K, V = project(X, W_Q), project(X, W_K), project(X, W_V)
    A = np.exp(Q @ np.swapaxes(K, -1, -2) / np.sqrt(Q.shape[-1]))
    return Q, K, (A / A.sum(axis=-1, keepdims=True)) @ V

# %% answer="cut_at_the_wrong_place" lost=["queries_keys_values_values"] says="The right result is in yours, as places 4 to 8 of the 9 along the axis column"
# One product for all three; the last part begins too early.
def queries_keys_values(X, W_Q, W_K, W_V):
    if W_Q.shape[1] != W_K.shape[1]:
        raise ValueError(f"W_Q has {W_Q.shape[1]} columns but W_K has {W_K.shape[1]}")
    joined, d = project(X, np.concatenate([W_Q, W_K, W_V], axis=1)), W_Q.shape[1]
    return joined[..., :d], joined[..., d:2 * d], joined[..., d:]

# %% answer="bell_curve" lost=["random_weights_values"] mistake="standard_normal"
# randn.
def random_weights(d_model, d_k, d_v, seed):
    rng = np.random.RandomState(seed)
    return rng.randn(d_model, d_k), rng.randn(d_model, d_k), rng.randn(d_model, d_v)

# %% answer="drawn_after_something_else" lost=["random_weights_values"] says="the right ones from number 16 on: 16 numbers have been drawn before"
# Four words first, then the weights.
def random_weights(d_model, d_k, d_v, seed):
    rng = np.random.RandomState(seed)
    words = rng.randint(3, size=(4, d_model))
    return tuple(rng.randint(3, size=(words.shape[1], d)) for d in (d_k, d_k, d_v))

# %% answer="edges_counted" lost=["parameter_count_values"] mistake="rows_and_columns_added"
# Rows and columns, added.
def parameter_count(d_model, d_k, d_v):
    return sum(d_model + d for d in (d_k, d_k, d_v))

# %% answer="count_as_text" lost=["parameter_count_values"] says="Strings came in place of numbers"
# An f-string.
def parameter_count(d_model, d_k, d_v):
    return f"{d_model * (2 * d_k + d_v)}"

# %% answer="scores_turned_round" lost=["shapes_values"] says=["at key 'S' you have (9, 6).", "The items are right, but in reverse order."]
# Keys ask.
shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (9, 6), "A": (6, 9), "O": (6, 2)}

# %% answer="two_decimals_of_any_batch" lost=["project_values", "project_batch"] says="rounded to 2 decimals. Leave the numbers as they are."
# np.round; with two axes it is wrong, too, so nothing is said of their number.
def project(X, W):
    if X.shape[-1] != W.shape[0]:
        raise ValueError(f"X has {X.shape[-1]} columns but W has {W.shape[0]} rows")
    return np.round((X @ W).astype(float), 2)

# %% answer="sizes_without_brackets" lost=["random_weights_values"] mistake="upper_end_and_width"
# The two sizes are not put together to a tuple.
def random_weights(d_model, d_k, d_v, seed):
    numbers = np.random.RandomState(seed)
    return [numbers.randint(3, d_model, size=width) for width in (d_k, d_k, d_v)]

# %% answer="lengths_of_the_matrices" lost=["parameter_count_values"] mistake="rows_of_the_matrices_added"
# len of a matrix is the number of its rows.
def parameter_count(d_model, d_k, d_v):
    return sum(len(np.zeros((d_model, width))) for width in (d_k, d_k, d_v))

# %% answer="range_ends_one_product_early" lost=["project_values", "project_batch", "project_integers"] mistake="last_product_left_out"
# The loop over the products ends one too early.
import numpy as np


def project(X, W):
    if X.shape[-1] != len(W):
        raise ValueError(f"X has {X.shape[-1]} columns but W has {len(W)} rows")
    total = np.zeros((*X.shape[:-1], W.shape[1]))
    for k in range(len(W) - 1):
        total = total + X[..., [k]] * W[k]
    return total

# %% answer="rand_times_three" lost=["random_weights_values"] mistake="fractions_cut_to_whole_numbers"
# Makes whole numbers of fractions.
import numpy as np


def random_weights(d_model, d_k, d_v, seed):
    r = np.random.RandomState(seed)
    return tuple(np.floor(r.rand(d_model, d) * 3).astype(int) for d in (d_k, d_k, d_v))
