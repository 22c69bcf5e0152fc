# %% [markdown]
# Right results and known mistakes of 08_learning_the_weights, a block for each exercise. The build puts each block into the
# hidden region of the exercise's first test cell; see attention_course/authoring/content.py. The first cell is for
# readers and linters: what it defines stands in the assignment, too.

# %%
import numpy as np

from attention_course.checks import Checks

check = Checks("08_learning_the_weights")
test = check("softmax_backward")

# %% exercise="softmax_backward"
# All names of hidden tests stand before the first example: a cell that fails there runs no further.


def reference_case(*shapes, batch=()):
    """Standard normal arrays of these shapes, with batch axes before them; the same ones at each call."""
    numbers = np.random.default_rng([8, *batch, *np.ravel(shapes)])
    return [numbers.normal(size=(*batch, *shape)) for shape in shapes]


def reference_weights(S, axis=-1):
    E = np.exp(S - S.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def reference_softmax_backward(dA, A):
    dA, A = np.asarray(dA, dtype=float), np.asarray(A, dtype=float)
    jacobians = np.einsum("...j,jk->...jk", A, np.eye(A.shape[-1])) - np.einsum("...j,...k->...jk", A, A)
    return np.einsum("...jk,...k->...j", jacobians, dA)


def wrong_softmax_backward(subtract):
    return lambda dA, A: A * (dA - subtract(np.asarray(dA, dtype=float), np.asarray(A, dtype=float)))


def reference_softmax_case(n_q, n_k, batch=()):
    dA, S = reference_case((n_q, n_k), (n_q, n_k), batch=batch)
    return dA, reference_weights(S)


test.axes("query", "key")
test.knows(
    reference_softmax_backward,
    second_term_added=check.Mistake(
        lambda dA, A: A * (dA + (np.asarray(dA, dtype=float) * A).sum(axis=-1, keepdims=True)),
        fact="Your result is A * (dA + the sum of dA * A): the second term is added.",
        reason="When one score grows, the other weights of its row shrink.",
        hint="The Jacobian is diag(p) - p p^T."),
    diagonal_only_gradient=lambda dA, A: A * (1.0 - A) * dA,
    second_term_without_A=check.Mistake(
        lambda dA, A: A * np.asarray(dA, dtype=float) - np.sum(dA * A, axis=-1, keepdims=True),
        fact="Your result is A * dA less the sum of dA * A, which has no factor A.",
        reason="A score whose weight is near 0 can hardly change anything: both terms have the factor A.",
        hint="Mind the parentheses: A times the whole difference."),
    outer_product_is_a_number=check.Mistake(
        lambda dA, A: A * np.asarray(dA, dtype=float) - np.sum(np.square(A), axis=-1, keepdims=True) * np.sum(dA, axis=-1, keepdims=True, dtype=float),
        fact="Your result is what comes when p p^T is one number, the sum of the squares of p.",
        reason="p p^T is a matrix; with one axis, p @ p.T is an inner product, since .T changes nothing there.",
        hint="Use np.outer(p, p), or take A * the sum of A * dA off."),
    outer_product_is_a_row=check.Mistake(
        lambda dA, A: A * np.asarray(dA, dtype=float) - np.sum(np.square(A) * dA, axis=-1, keepdims=True),
        fact="What you take off A * dA is the sum of A * A * dA, as when p p^T is a row, the squares of p.",
        reason="p p^T is a matrix; with one axis, p * p.T is p * p, since .T changes nothing there.",
        hint="Use np.outer(p, p), or take A * the sum of A * dA off."),
    dA_left_out=check.Mistake(
        lambda dA, A: A * (1.0 - A),
        fact="Your result is A * (1 - A), without dA.",
        reason="That is how a weight follows its own score; the loss follows the weights by dA.",
        hint="Multiply dA with the Jacobian diag(p) - p p^T of each row."),
    squares_taken_off_twice=check.Mistake(
        lambda dA, A: reference_softmax_backward(dA, A) - A * A * np.asarray(dA, dtype=float),
        fact="Your result is what comes with p - 2 p^2 on the diagonal of the Jacobian.",
        reason="p (1 - p) has the diagonal of p p^T in it already.",
        hint="It is diag(p) - p p^T, not diag(p (1 - p)) - p p^T."),
    summed_over_queries=check.Mistake(
        wrong_softmax_backward(lambda dA, A: (dA * A).sum(axis=-2, keepdims=True)),
        fact="What you take off sums dA * A down each column: that is the way back through a softmax over the queries.",
        reason="Each row of A was normalised for itself, along the keys.",
        hint="Sum along the last axis: axis=-1, keepdims=True."),
    summed_over_everything=check.Mistake(
        wrong_softmax_backward(lambda dA, A: (dA * A).sum()),
        fact="What you take off is the sum of dA * A over the whole array.",
        reason="Each row of A was normalised for itself, so each row has a sum of its own.",
        hint="Sum along the last axis: axis=-1, keepdims=True."),
    summed_over_each_matrix=check.Mistake(
        wrong_softmax_backward(lambda dA, A: (dA * A).sum(axis=(-2, -1), keepdims=True)),
        fact="What you take off is the sum of dA * A over each whole matrix.",
        reason="Each row of A was normalised for itself, so each row has a sum of its own.",
        hint="Sum along the last axis: axis=-1, keepdims=True."),
    missing_keepdims=wrong_softmax_backward(lambda dA, A: (dA * A).sum(axis=-1)),
    weights_forgotten_in_the_mean=check.Mistake(
        wrong_softmax_backward(lambda dA, A: dA.sum(axis=-1, keepdims=True)),
        fact="From each row of dA you take off its plain sum.",
        reason="A score moves each weight in proportion to that weight, so it is the sum of dA * A that comes off.",
        hint="Work out the second term of (diag(p) - p p^T) @ da: p times the inner product of p and da."),
    plain_mean_taken_off=check.Mistake(
        wrong_softmax_backward(lambda dA, A: dA.mean(axis=-1, keepdims=True)),
        fact="From each row of dA you take off its plain mean.",
        reason="The mean that comes off is weighted by the row of A.",
        hint="Work out the second term of (diag(p) - p p^T) @ da: p times the inner product of p and da."),
    first_term_only=check.Mistake(
        lambda dA, A: A * np.asarray(dA, dtype=float),
        fact="Your gradient is A * dA, the first term of the Jacobian diag(p) - p p^T alone.",
        reason="When one score grows, the other weights of its row shrink.",
        hint="Take off the second term: p times the inner product of p and da."),
    weights_not_multiplied=check.Mistake(
        lambda dA, A: dA - (dA * A).sum(axis=-1, keepdims=True),
        fact="Your gradient lacks the factor A in front.",
        reason="A score whose weight is near 0 can hardly change anything.",
        hint="Both terms of (diag(p) - p p^T) @ da have the factor p."),
    sign_turned=check.Mistake(
        lambda dA, A: -reference_softmax_backward(dA, A),
        fact="Your gradient has the opposite sign.",
        reason="A score that grows makes its own weight grow, not shrink.",
        hint="It is (diag(p) - p p^T) @ da, or A * (dA - the sum of dA * A)."),
    arguments_swapped=check.Mistake(
        lambda dA, A: reference_softmax_backward(A, dA),
        fact="Your result is dA * (A - the sum of dA * A): A and dA stand in each other's place.",
        reason="The weights are the factor in front, and the sum comes off the gradient. The arguments are dA first, then A.",
        hint="Exchange the two."),
    softmax_taken_again=check.Mistake(
        lambda dA, A: reference_softmax_backward(dA, reference_weights(np.asarray(A, dtype=float))),
        fact="Your result is that of softmax of A, in place of A.",
        reason="A are the weights, after softmax; their rows sum to 1 already.",
        hint="Use A as it is."),
    integer_truncation=lambda dA, A: reference_softmax_backward(dA, A).astype(np.asarray(dA).dtype),
    products_averaged=check.Mistake(
        wrong_softmax_backward(lambda dA, A: (dA * A).mean(axis=-1, keepdims=True)),
        fact="What you take off is the mean of dA * A over each row.",
        reason="A row of A has the shares already, so the sum of dA * A is the weighted mean.",
        hint="Use sum in place of mean."),
    second_term_without_dA=check.Mistake(
        lambda dA, A: A * np.asarray(dA, dtype=float) - A * A,
        fact="Your second term is A * A, without dA.",
        reason="p p^T is multiplied with da, too.",
        hint="Work out the second term of (diag(p) - p p^T) @ da: p times the inner product of p and da."),
    weights_squared_times_plain_sum=check.Mistake(
        lambda dA, A: A * np.asarray(dA, dtype=float) - A * A * np.sum(dA, axis=-1, keepdims=True, dtype=float),
        fact="Your second term is A * A times the plain sum of dA.",
        reason="Of the two factors p in p p^T, one belongs to the entry of the result, the other to the entry of da under the sum.",
        hint="Work out the second term of (diag(p) - p p^T) @ da: p times the inner product of p and da."),
    matrix_product_taken_off=check.Mistake(
        lambda dA, A: A * (dA - np.asarray(dA, dtype=float) @ np.swapaxes(A, -1, -2)),
        fact="What you take off is the matrix product of dA and A transposed.",
        reason="Each row needs one number: the inner product of its own dA and A, the diagonal of that product.",
        hint="Use (dA * A).sum(axis=-1, keepdims=True)."),
    jacobian_of_the_first_row=check.Mistake(
        lambda dA, A: (lambda p: np.asarray(dA, dtype=float) @ (np.diag(p) - np.outer(p, p)))(np.reshape(A, (-1, np.shape(A)[-1]))[0]),
        fact="Your result is what the Jacobian of the first row makes of all rows.",
        reason="Each row of A has a Jacobian of its own.",
        hint="Compute A * (dA - ...) with a sum for each row."),
    diagonal_without_its_square=check.Mistake(
        lambda dA, A: reference_softmax_backward(dA, A) + A * A * np.asarray(dA, dtype=float),
        fact="Your result is what comes with p, in place of p - p^2, on the diagonal of the Jacobian.",
        reason="The entry that grows is one of those that share the 1, too.",
        hint="The Jacobian is diag(p) - p p^T, with the diagonal of p p^T."),
    maximum_taken_off=check.Mistake(
        wrong_softmax_backward(lambda dA, A: dA.max(axis=-1, keepdims=True)),
        fact="From each row of dA you take off its maximum.",
        reason="That is for exp, on the way forward; here it is the sum of dA * A that comes off.",
        hint="Use (dA * A).sum(axis=-1, keepdims=True)."),
    weights_multiplied_twice=check.Mistake(
        lambda dA, A: A * reference_softmax_backward(dA, A),
        fact="Your gradient has the factor A twice.",
        reason="Both terms of (diag(p) - p p^T) @ da have the factor p once.",
        hint="Multiply by A once."),
    softmax_of_the_gradient=check.Mistake(
        lambda dA, A: reference_weights(np.asarray(dA, dtype=float)) - A,
        fact="Your result is softmax of dA, less A.",
        reason="dA is a gradient, no scores: softmax does not apply to it.",
        hint="Multiply dA with the Jacobian diag(p) - p p^T of each row."),
)


# %% exercise="attention_backward"
def reference_parts(dO, Q, K, V, axis=-1, forward=None, backward=None, softmax_backward=None):
    """The weights A, and the gradient dS of the inner products; other axes, scales and softmax steps for mistakes."""
    root = K.shape[-1] ** -0.5
    A = reference_weights(np.einsum("...id,...jd->...ij", Q, K, dtype=float) * (root if forward is None else forward), axis)
    dA = np.einsum("...iv,...jv->...ij", dO, V, dtype=float)
    dS = (softmax_backward or reference_quick_softmax_backward)(dA, A)
    return A, dS * (root if backward is None else backward)


def reference_quick_softmax_backward(dA, A):
    return A * dA - A * np.einsum("...j,...j->...", dA, A)[..., None]


def reference_attention_backward(dO, Q, K, V, **changes):
    A, dS = reference_parts(dO, Q, K, V, **changes)
    return (np.einsum("...ij,...jd->...id", dS, K), np.einsum("...ij,...id->...jd", dS, Q),
            np.einsum("...ij,...iv->...jv", A, dO))


def wrong_steps(**changes):
    """attention_backward with another scale, axis or softmax step."""
    return lambda dO, Q, K, V: reference_attention_backward(dO, Q, K, V, **changes)


def wrong_products(products):
    """attention_backward with `products(dO, Q, K, V, A, dS)` for its last step."""
    return lambda dO, Q, K, V: products(dO, Q, K, V, *reference_parts(dO, Q, K, V))


def wrong_turned_softmax(dO, Q, K, V, A):
    dA = dO @ np.swapaxes(V, -1, -2)
    dS = dA * (A - np.sum(dA * A, axis=-1, keepdims=True)) / K.shape[-1] ** 0.5
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO


def wrong_outputs(dO, Q, K, V):
    A = reference_parts(dO, Q, K, V)[0]
    dQ, dK, _ = reference_attention_backward(A @ V, Q, K, V)
    return dQ, dK, reference_attention_backward(dO, Q, K, V)[2]


def wrong_integer_gradients(dO, Q, K, V):
    return tuple(d.astype(M.dtype) for d, M in zip(reference_attention_backward(dO, Q, K, V), (Q, K, V), strict=True))


def reference_attention_case(n_q, n_k, d_k, d_v, batch=()):
    return reference_case((n_q, d_v), (n_q, d_k), (n_k, d_k), (n_k, d_v), batch=batch)


def wrong_overflowing(dO, Q, K, V):
    E = np.exp(np.einsum("...id,...jd->...ij", Q, K, dtype=float) / K.shape[-1] ** 0.5)
    A = E / E.sum(axis=-1, keepdims=True)
    dS = reference_quick_softmax_backward(np.einsum("...iv,...jv->...ij", dO, V, dtype=float), A) / K.shape[-1] ** 0.5
    return (np.einsum("...ij,...jd->...id", dS, K), np.einsum("...ij,...id->...jd", dS, Q),
            np.einsum("...ij,...iv->...jv", A, dO))


def wrong_forward(change, total):
    """attention_backward with weights of changed scores, divided by another total."""
    def wrong(dO, Q, K, V):
        S = change(np.einsum("...id,...jd->...ij", Q, K, dtype=float) / K.shape[-1] ** 0.5)
        E = np.exp(S - S.max())
        A = E / total(E)
        dS = reference_quick_softmax_backward(np.einsum("...iv,...jv->...ij", dO, V, dtype=float), A) / K.shape[-1] ** 0.5
        return dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO
    return wrong


test.given(softmax_backward=reference_quick_softmax_backward)
test.axes(dQ=("query", "column"), dK=("key", "column"), dV=("key", "column"))
test.knows(
    reference_attention_backward,
    diagonal_only_gradient=wrong_steps(softmax_backward=lambda dA, A: A * (1 - A) * dA),
    first_term_only=check.Mistake(
        wrong_steps(softmax_backward=lambda dA, A: A * dA),
        fact="Your dQ and dK are what comes when only the first term of softmax's Jacobian diag(p) - p p^T is used.",
        reason="Weights of one row share a sum of 1: when one score grows, the other weights shrink.",
        hint="Use softmax_backward of exercise 1."),
    softmax_forgotten_on_the_way_back=check.Mistake(
        wrong_steps(softmax_backward=lambda dA, A: dA),
        fact="Your dQ and dK take the gradient of the weights for that of the scores.",
        reason="Between scores and weights lies softmax, and the way back leads through it, too.",
        hint="Turn dA into dS with softmax_backward of exercise 1."),
    softmax_over_queries_on_the_way_back=check.Mistake(
        wrong_steps(softmax_backward=lambda dA, A: A * (dA - (dA * A).sum(axis=-2, keepdims=True))),
        fact="Your dQ and dK are those of a way back through a softmax down the columns.",
        reason="The weights were normalised along the keys, so each row has a Jacobian of its own.",
        hint="Sum dA * A along the last axis."),
    scale_forgotten_on_the_way_back=check.Mistake(
        wrong_steps(backward=1.0),
        fact="Your dQ and dK are sqrt(d_k) times as large as they should be.",
        reason="The scores were divided by sqrt(d_k) on the way forward, so a query moves them by that much less.",
        hint="Divide the gradient of the scores by sqrt(d_k), too."),
    scaled_twice=check.Mistake(
        lambda dO, Q, K, V: reference_attention_backward(dO, Q, K, V, backward=1 / K.shape[-1]),
        fact="Your dQ and dK are those of a gradient of the scores divided by d_k.",
        reason="The scale is one step of the way, and counts once.",
        hint="Divide the gradient of the scores once, by sqrt(d_k)."),
    no_scale=wrong_steps(forward=1.0, backward=1.0),
    softmax_over_queries_both_ways=check.Mistake(
        wrong_steps(axis=-2, softmax_backward=lambda dA, A: A * (dA - (dA * A).sum(axis=-2, keepdims=True))),
        fact="Your gradients are those of a softmax down the columns.",
        reason="Each row is one query that shares out its attention over the keys.",
        hint="Take the weights of attention(Q, K, V), and if you sum dA * A yourself, sum along the last axis."),
    gradients_of_queries_and_keys_swapped=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: (np.swapaxes(dS, -1, -2) @ Q, dS @ K, np.swapaxes(A, -1, -2) @ dO)),
        fact="Your dQ is the gradient of the keys, and your dK that of the queries.",
        reason="A query moves one row of the scores, a key one column.",
        hint="dQ sums over the keys, dK over the queries; the result is the tuple (dQ, dK, dV)."),
    dK_from_dQ=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: (dS @ K, np.swapaxes(dS, -1, -2) @ (dS @ K), np.swapaxes(A, -1, -2) @ dO)),
        fact="Your dK is made with dQ where Q belongs.",
        reason="A score is the inner product of a query and a key: the key's share of it is the query itself.",
        hint="Multiply dS transposed with Q."),
    scores_scaled_twice=check.Mistake(
        lambda dO, Q, K, V: reference_attention_backward(dO, Q, K, V, forward=1 / K.shape[-1]),
        fact="Your weights A are made from scores divided by d_k.",
        reason="They are divided by sqrt(d_k), and once: attention does that itself.",
        hint="If you call attention, hand it Q and K as they are; if not, divide by K.shape[-1] ** 0.5."),
    dA_in_dK=check.Mistake(
        lambda dO, Q, K, V: reference_attention_backward(dO, Q, K, V)[:1] + wrong_steps(softmax_backward=lambda dA, A: dA)(dO, Q, K, V)[1:],
        fact="Your dK is made with dA, the gradient of the weights.",
        reason="Between scores and weights lies softmax: keys reach the loss through the scores.",
        hint="Use dS there, as for dQ."),
    dA_in_dQ=check.Mistake(
        lambda dO, Q, K, V: wrong_steps(softmax_backward=lambda dA, A: dA)(dO, Q, K, V)[:1] + reference_attention_backward(dO, Q, K, V)[1:],
        fact="Your dQ is made with dA, the gradient of the weights.",
        reason="Between scores and weights lies softmax: queries reach the loss through the scores.",
        hint="Use dS there, as for dK."),
    values_first=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: (np.swapaxes(A, -1, -2) @ dO, dS @ K, np.swapaxes(dS, -1, -2) @ Q)),
        fact="You give dV first, before dQ and dK.",
        reason="The contract is the tuple (dQ, dK, dV).",
        hint="Return the three gradients in the order of the arguments."),
    scaled_by_root_d_v=check.Mistake(
        lambda dO, Q, K, V: reference_attention_backward(dO, Q, K, V, backward=V.shape[-1] ** -0.5),
        fact="Your dQ and dK are those of a gradient of the scores divided by the root of d_v.",
        reason="On the way forward the scores were divided by sqrt(d_k), the width of queries and keys.",
        hint="Take K.shape[-1]."),
    weights_of_unscaled_scores=check.Mistake(
        wrong_steps(forward=1.0),
        fact="Your weights A are made from scores that were never divided; only the way back is scaled.",
        reason="The gradient is asked for at the weights that attention had.",
        hint="Take A from attention(Q, K, V)."),
    outputs_in_place_of_their_gradient=check.Mistake(
        wrong_outputs,
        fact="Your dQ and dK are what comes with the outputs O in the place of their gradient dO.",
        reason="What comes back from the loss is dO; O only says where attention was.",
        hint="dA is made from dO and V."),
    dV_from_the_scores=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: (dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(dS, -1, -2) @ dO)),
        fact="Your dV is made with the gradient of the scores.",
        reason="In O = A @ V the values are multiplied by the weights, and the scores play no part in it.",
        hint="Take the weights A there."),
    softmax_backward_given_the_other_way_round=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: wrong_turned_softmax(dO, Q, K, V, A)),
        fact="Your dQ and dK are what comes with dA and A in each other's place on the way back through softmax.",
        reason="softmax_backward takes the gradient of the weights first, and then the weights.",
        hint="softmax_backward(dA, A), or A * (dA - the sum of dA * A)."),
    transpose_forgotten=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: (dS @ K, dS @ Q, A @ dO)),
        fact="You multiply A with dO, or dS with Q, as they stand.",
        reason="dV and dK have one row for each key, and sum over the queries, which are the rows of A and dS.",
        hint="Transpose A and dS there: np.swapaxes(A, -1, -2)."),
    values_not_transposed=check.Mistake(
        lambda dO, Q, K, V: np.asarray(dO, dtype=float) @ V,
        fact="You multiply dO with V as it stands.",
        reason="Weight A[i, j] brings value j into output i, so its gradient is the inner product of row i of dO with row j of V.",
        hint="Transpose V: dO @ np.swapaxes(V, -1, -2)."),
    transpose_of_a_batch=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: (dS @ K, dS.T @ Q, A.T @ dO)),
        fact="With a batch of matrices, .T turns all axes round, the batch axis too.",
        reason="Only the last two axes are to be swapped.",
        hint="Use np.swapaxes(A, -1, -2)."),
    transpose_of_a_batch_of_values=check.Mistake(
        lambda dO, Q, K, V: (np.asarray(dO, dtype=float) @ V.T, reference_attention_backward(dO, Q, K, V))[1],
        fact="You multiply dO with V.T. With a batch of matrices, .T turns all axes round, the batch axis too.",
        reason="Only the last two axes are to be swapped.",
        hint="Use np.swapaxes(V, -1, -2)."),
    integer_truncation=wrong_integer_gradients,
    outputs_in_dV=check.Mistake(
        lambda dO, Q, K, V: (*reference_attention_backward(dO, Q, K, V)[:2], np.einsum('...ij,...iv->...jv', (A := reference_parts(dO, Q, K, V)[0]), A @ V)),
        fact="Your dV is made from the outputs O where their gradient dO is given.",
        reason="A value reaches the outputs by its weights, so what comes back to it is dO by the same weights.",
        hint="Put dO where O stands."),
    scale_multiplied_on_the_way_back=check.Mistake(
        lambda dO, Q, K, V: wrong_steps(backward=K.shape[-1] ** 0.5)(dO, Q, K, V),
        fact="Your dQ and dK are multiplied by sqrt(d_k) on the way back, and so d_k times too large.",
        reason="A factor on the way forward is the same factor on the way back.",
        hint="Divide the gradient of the scores by sqrt(d_k)."),
    no_max_subtraction=wrong_overflowing,
    softmax_of_other_columns=check.Mistake(
        lambda dO, Q, K, V: reference_quick_softmax_backward(np.einsum("...iv,...jv->...ij", dO, V, dtype=float), reference_parts(dO, Q, K, V)[0] @ V),
        fact="One of the two arrays with which you go back through softmax has d_v columns, where dA and A have one for each key.",
        reason="attention gives the outputs first, then the weights; and dA is made from dO and the values.",
        hint="O, A = attention(Q, K, V), and dA = dO @ np.swapaxes(V, -1, -2)."),
    mean_of_the_outputs_taken_off=check.Mistake(
        lambda dO, Q, K, V: wrong_steps(softmax_backward=lambda dA, A: A * (dA - (dA * A).sum(axis=-1, keepdims=True) / V.shape[-1]))(dO, Q, K, V),
        fact="What you take off in the step through softmax is d_v times too small, as if dO * O was averaged over the columns.",
        reason="The sum of dO * O over a row equals the sum of dA * A, and no mean does.",
        hint="Use sum in place of mean."),
    dV_from_dA=check.Mistake(
        wrong_products(lambda dO, Q, K, V, A, dS: (dS @ K, np.swapaxes(dS, -1, -2) @ Q, V @ np.swapaxes(dO, -1, -2) @ dO)),
        fact="Your dV is made with dA, the gradient of the weights.",
        reason="In O = A @ V the values are multiplied by the weights themselves.",
        hint="Take the weights A there."),
    scores_in_place_of_weights=check.Mistake(
        lambda dO, Q, K, V: wrong_products(lambda dO, Q, K, V, A, dS: (lambda dS: (dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO))(reference_quick_softmax_backward(dO @ np.swapaxes(V, -1, -2), Q @ np.swapaxes(K, -1, -2) / K.shape[-1] ** 0.5) / K.shape[-1] ** 0.5))(dO, Q, K, V),
        fact="You go back through softmax with the scores in place of the weights.",
        reason="Its Jacobian diag(p) - p p^T is made of what came out of softmax.",
        hint="Give softmax_backward the weights A."),
    causal_weights=check.Mistake(
        wrong_forward(lambda S: np.where(np.tri(*S.shape[-2:], dtype=bool), S, -np.inf), lambda E: E.sum(axis=-1, keepdims=True)),
        fact="Your gradients are those of weights with a causal mask, where later keys get nothing.",
        reason="Nothing is masked here.",
        hint="Take A from attention(Q, K, V)."),
    weights_over_everything=check.Mistake(
        wrong_forward(lambda S: S, lambda E: E.sum()),
        fact="Your gradients are those of weights that sum to 1 over the whole array.",
        reason="Each row is one query, and has an attention of 1 of its own to give.",
        hint="Take A from attention(Q, K, V)."),
)


# %% exercise="self_attention_backward"
def reference_self_attention_backward(dO, X, W_Q, W_K, W_V, **changes):
    X = np.asarray(X, dtype=float)
    gradients = reference_attention_backward(np.asarray(dO, dtype=float), X @ W_Q, X @ W_K, X @ W_V, **changes)
    return tuple(np.tensordot(X, d, (list(range(X.ndim - 1)),) * 2) for d in gradients)


def wrong_self_attention_backward(**changes):
    return lambda dO, X, W_Q, W_K, W_V: reference_self_attention_backward(dO, X, W_Q, W_K, W_V, **changes)


def reference_self_attention_case(n, d_model, d_k, d_v):
    return reference_case((n, d_v), (n, d_model), (d_model, d_k), (d_model, d_k), (d_model, d_v))


def wrong_through_attention(products):
    """self_attention_backward with `products(dO, Q, K, V, A, dS)` for the gradients of queries, keys and values."""
    return lambda dO, X, W_Q, W_K, W_V: tuple(
        np.asarray(X).T @ d for d in wrong_products(products)(np.asarray(dO, dtype=float), X @ W_Q, X @ W_K, X @ W_V))


def wrong_order_of_arguments(dO, X, W_Q, W_K, W_V):
    return tuple(X.T @ d for d in reference_attention_backward(X @ W_Q, X @ W_K, X @ W_V, dO))


test.given(softmax_backward=reference_quick_softmax_backward, attention_backward=reference_attention_backward)
test.axes(dW_Q=("row", "column"), dW_K=("row", "column"), dW_V=("row", "column"))
test.knows(
    reference_self_attention_backward,
    diagonal_only_gradient=wrong_self_attention_backward(softmax_backward=lambda dA, A: A * (1 - A) * dA),
    no_scale=wrong_self_attention_backward(forward=1.0, backward=1.0),
    scale_by_root_d_model=lambda dO, X, W_Q, W_K, W_V: reference_self_attention_backward(
        dO, X, W_Q, W_K, W_V, forward=X.shape[-1] ** -0.5, backward=X.shape[-1] ** -0.5),
    scale_forgotten_on_the_way_back=check.Mistake(
        wrong_self_attention_backward(backward=1.0),
        fact="Your dW_Q and dW_K are sqrt(d_k) times as large as they should be.",
        reason="The scores were divided by sqrt(d_k) on the way forward, so a query moves them by that much less.",
        hint="Divide the gradient of the scores by sqrt(d_k), too, or call attention_backward."),
    averaged_over_words=check.Mistake(
        lambda dO, X, *W: tuple(d / len(X) for d in reference_self_attention_backward(dO, X, *W)),
        fact="Your gradients are divided by the number of words.",
        reason="Each word adds its share: the gradient of a matrix that all words use is a sum.",
        hint="X.T @ dQ sums already: do not divide, and take no mean."),
    words_forgotten=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: reference_attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V),
        fact="You give the gradients of the queries, keys and values themselves.",
        reason="The matrices stand one step further back: Q = X @ W_Q.",
        hint="Row m of W_Q enters each query with the number that its word has in column m. Sum that over the words."),
    multiplied_by_the_matrices=check.Mistake(
        lambda dO, X, *W: tuple(w * d for w, d in zip(W, reference_self_attention_backward(dO, X, *W), strict=True)),
        fact="Your gradients are multiplied by the matrices themselves, entry by entry.",
        reason="Q = X @ W_Q is linear in W_Q: how fast it changes does not depend on how large W_Q is.",
        hint="Leave that factor out."),
    transposed=check.Mistake(
        lambda *given: tuple(d.T for d in reference_self_attention_backward(*given)),
        fact="Your gradients have their axes swapped.",
        reason="A gradient has the shape of what it belongs to: dW_Q that of W_Q, (d_model, d_k).",
        hint="Its rows belong to the columns of X: X.T @ dQ. A .T at the end, or dQ.T @ X, turns it over."),
    gradients_of_queries_and_keys_swapped=check.Mistake(
        lambda *given: tuple(reference_self_attention_backward(*given)[k] for k in (1, 0, 2)),
        fact="Your first gradient is that of W_K, and your second that of W_Q.",
        reason="The contract is the tuple (dW_Q, dW_K, dW_V).",
        hint="Look at the order in which you take what attention_backward gives, dQ, dK, dV, and at that of your return."),
    weights_of_queries_and_keys_swapped=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: reference_self_attention_backward(dO, X, W_K, W_Q, W_V),
        fact="Your result is that of W_Q and W_K in each other's place.",
        reason="Rows of the scores are queries, columns are keys.",
        hint="Look which matrix makes the queries. The arguments are dO, X, W_Q, W_K, W_V."),
    words_in_place_of_queries_and_keys=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(X.T @ d for d in reference_attention_backward(dO, X, X, X @ W_V)),
        fact="Your result is that of the words X in place of queries and keys.",
        reason="What is compared are X @ W_Q and X @ W_K.",
        hint="Give attention_backward queries, keys and values, each made by its own matrix."),
    back_to_the_words=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(
            d @ W.T for d, W in zip(reference_attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V), (W_Q, W_K, W_V), strict=True)),
        fact="You go back to the words X: each of your gradients has the shape of X.",
        reason="Q = X @ W_Q has two factors, and what is learned is W_Q.",
        hint="The gradient of the right factor of a product is the left factor, transposed, times what came back."),
    never_summed_over_words=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(
            np.einsum("nm,nd->nmd", X, d) for d in reference_attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)),
        fact="You give a gradient for each word: shape {shape}.",
        reason="All words use the same matrix, so their shares add up.",
        hint="Sum over the words, which a matrix product does by itself."),
    words_in_place_of_values=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(X.T @ d for d in reference_attention_backward(dO, X @ W_Q, X @ W_K, X)),
        fact="Your result is that of the words X in place of the values.",
        reason="What is averaged are the values, X @ W_V, and dA compares dO with them.",
        hint="Give attention_backward queries, keys and values, each made by its own matrix."),
    integer_truncation=lambda dO, X, W_Q, W_K, W_V: tuple(
        d.astype(W_Q.dtype) for d in reference_self_attention_backward(dO, X, W_Q, W_K, W_V)),
    keys_by_W_Q=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: reference_self_attention_backward(dO, X, W_Q, W_Q, W_V),
        fact="Your result is that of keys X @ W_Q: the same matrix makes queries and keys.",
        reason="The keys are X @ W_K.",
        hint="Look which matrix each product takes."),
    queries_by_W_K=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: reference_self_attention_backward(dO, X, W_K, W_Q, W_V)[1::-1] + reference_self_attention_backward(dO, X, W_K, W_Q, W_V)[2:],
        fact="Your result is that of queries X @ W_K and keys X @ W_Q.",
        reason="Who asks and who is asked is no matter of taste: softmax runs over the keys.",
        hint="Look which matrix each product takes."),
    attention_forgotten_in_dW_V=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: (*reference_self_attention_backward(dO, X, W_Q, W_K, W_V)[:2], X.T @ (dO * 1.0)),
        fact="Your dW_V is X.T @ dO, as if each output were the word's own value.",
        reason="Each value reaches all outputs by its weights.",
        hint="Start from the dV that attention_backward gives."),
    softmax_forgotten_on_the_way_back=check.Mistake(
        wrong_self_attention_backward(softmax_backward=lambda dA, A: dA),
        fact="Your dW_Q and dW_K take the gradient of the weights for that of the scores.",
        reason="Between scores and weights lies softmax, and the way back leads through it, too.",
        hint="Turn dA into dS with softmax_backward of exercise 1, or call attention_backward."),
    first_term_only=check.Mistake(
        wrong_self_attention_backward(softmax_backward=lambda dA, A: A * dA),
        fact="Your dW_Q and dW_K are what comes when only the first term of softmax's Jacobian diag(p) - p p^T is used.",
        reason="Weights of one row share a sum of 1: when one score grows, the other weights shrink.",
        hint="Use softmax_backward of exercise 1, or call attention_backward."),
    scaled_twice=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: reference_self_attention_backward(dO, X, W_Q, W_K, W_V, backward=1 / W_K.shape[-1]),
        fact="Your dW_Q and dW_K are those of a gradient of the scores divided by d_k.",
        reason="The scale is one step of the way, and counts once.",
        hint="Divide the gradient of the scores once, by sqrt(d_k)."),
    softmax_over_queries_both_ways=check.Mistake(
        wrong_self_attention_backward(axis=-2, softmax_backward=lambda dA, A: A * (dA - (dA * A).sum(axis=-2, keepdims=True))),
        fact="Your gradients are those of a softmax down the columns.",
        reason="Each row is one query that shares out its attention over the keys.",
        hint="Take the weights of attention(Q, K, V), and if you sum dA * A yourself, sum along the last axis."),
    weights_not_transposed=check.Mistake(
        wrong_through_attention(lambda dO, Q, K, V, A, dS: (dS @ K, dS.T @ Q, A @ dO)),
        fact="Your dW_V is made with A @ dO.",
        reason="dV has one row for each key, and sums over the queries, which are the rows of A.",
        hint="Transpose A: A.T @ dO."),
    scores_not_transposed=check.Mistake(
        wrong_through_attention(lambda dO, Q, K, V, A, dS: (dS @ K, dS @ Q, A.T @ dO)),
        fact="Your dW_K is made with dS @ Q.",
        reason="dK has one row for each key, and sums over the queries, which are the rows of dS.",
        hint="Transpose dS there: dS.T @ Q."),
    scores_transposed_for_the_queries=check.Mistake(
        wrong_through_attention(lambda dO, Q, K, V, A, dS: (dS.T @ K, dS @ Q, A.T @ dO)),
        fact="Your dW_Q is made with dS.T @ K, and your dW_K with dS @ Q.",
        reason="The rows of dS belong to the queries, its columns to the keys.",
        hint="It is dS @ K for the queries and dS.T @ Q for the keys."),
    dO_as_the_last_argument=check.Mistake(
        wrong_order_of_arguments,
        fact="What attention_backward gets as its keys has d_v columns: its arguments stand in another order.",
        reason="They are dO, Q, K, V.",
        hint="attention_backward(dO, Q, K, V)."),
    words_left_out=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(d.sum(axis=0) for d in reference_attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)),
        fact="You sum the gradients of the queries, keys and values over the words, without the words: that is the gradient of a bias.",
        reason="Row m of W_Q enters each query with the number that its word has in column m.",
        hint="Multiply with X transposed, which sums over the words by itself."),
    first_word_alone=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(np.outer(X[0], d[0]) for d in reference_attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)),
        fact="Your gradients have the share of the first word alone.",
        reason="All words use the same matrices, so their shares add up.",
        hint="X.T @ dQ sums over the words."),
    last_word_alone=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(np.outer(X[-1], d[-1]) for d in reference_attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)),
        fact="Your gradients have the share of the last word alone.",
        reason="All words use the same matrices, so their shares add up; a loop that assigns keeps what came last.",
        hint="In a loop, write += in place of =; or X.T @ dQ, which sums over the words."),
    means_multiplied=check.Mistake(
        lambda dO, X, W_Q, W_K, W_V: tuple(np.outer(np.mean(X, axis=0), d.mean(axis=0)) for d in reference_attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)),
        fact="You multiply the mean word with the mean gradient.",
        reason="Each word goes with its own gradient, and these products are summed.",
        hint="X.T @ dQ does both."),
)


# %% exercise="train"
def reference_error(X, Y, W_Q, W_K, W_V):
    """Outputs of self-attention with these weights, less Y."""
    Q, K, V = (np.einsum("bnm,md->bnd", X, np.asarray(W, dtype=float)) for W in (W_Q, W_K, W_V))
    A = reference_weights(np.einsum("bid,bjd->bij", Q, K) / K.shape[-1] ** 0.5)
    return np.einsum("bij,bjv->biv", A, V) - Y


def reference_matrices(result, X, Y, d_k):
    """The three matrices that train gave, if they have the right shapes."""
    d_model, d_v = X.shape[2], Y.shape[2]
    for name, W, shape in zip(("W_Q", "W_K", "W_V"), result[:3],
                              ((d_model, d_k), (d_model, d_k), (d_model, d_v)), strict=True):
        check.that(np.shape(W) == shape, f"{name} has shape {np.shape(W)}; expected {shape}: here d_model is {d_model}, d_k is {d_k} and d_v is {d_v}, "
                   "and none of them may be taken from the task in the notebook.", mistake="wrong_shape")
        check.that(np.all(np.isfinite(np.asarray(W, dtype=float))), f"{name} has entries that are not finite.")
    return result[:3]


def reference_gradients(X, Y, W):
    """The gradients of the mean squared error at the matrices W, by their names."""
    error = reference_error(X, Y, *W)
    return dict(zip(("W_Q", "W_K", "W_V"), reference_self_attention_backward(2 * error / Y.size, X, *W), strict=True))


def wrong_decay(X, Y, W):
    """The factor of a term `factor * sum of all squared weights` with which a loss would have its minimum at W, or 0."""
    weights = np.concatenate([np.ravel(w) for w in W])
    gradient = np.concatenate([np.ravel(d) for d in reference_gradients(X, Y, W).values()])
    factor = -(gradient @ weights) / max(weights @ weights, 1e-300)
    rest = np.linalg.norm(gradient + factor * weights)
    return factor / 2 if factor > 1e-6 and rest < 0.1 * np.linalg.norm(gradient) else 0.0


def reference_judge_training(result, X, Y, d_k):
    """Say why the loss of the matrices is not small, as far as it can be told from the gradients there."""
    W = reference_matrices(result, X, Y, d_k)
    losses = np.asarray(result[3], dtype=float)
    loss = float(np.mean(reference_error(X, Y, *W) ** 2))
    if loss < 1e-3:
        return
    begin = f"With your matrices the loss is {loss:.3g}; it must be below 0.001. "
    check.that(not (np.allclose(W[0], 0) and np.allclose(W[1], 0)), begin + "Your W_Q and W_K are zeros. There all weights are equal, and "
               "no small step of one matrix alone changes that: begin with small random numbers, and give these to the optimiser.",
               mistake="nothing_learned")
    said = losses[-1] if losses.ndim == 1 and losses.size else loss
    check.that(not (said < 0.5 * loss and np.linalg.norm(np.ravel(reference_error(X, Y, *W)[0])) ** 2 < 1e-3 * Y[0].size), begin
               + "They are right for the first sequence, and not for all: train on all of them.", mistake="first_sequence_alone")
    reference_judge_joined(said, X, Y, W)
    check.that(not 0 <= said < 0.5 * loss, begin + f"Your last loss is {said:.3g}, so it is not the mean squared error of these matrices: either they are "
               "not those which the optimiser found, or the loss is not that of all sequences and of Y.", mistake="another_loss")
    alike = [name for name, w in zip(("W_Q", "W_K"), W) if np.ptp(w, axis=1).max() < 1e-6]
    check.that(not alike, begin + f"All columns of your {' and '.join(alike)} are the same: from a start of equal numbers they get the same gradient for "
               "ever. Begin with random numbers.", mistake="equal_columns")
    factor = wrong_decay(X, Y, W)
    check.that(not factor, begin + f"What the optimiser made smallest is another number: the loss plus {factor:.2g} times the sum of all squared "
               "weights has its minimum there. Leave that term out.", mistake="weight_decay")
    steep = {name: float(np.linalg.norm(d)) for name, d in reference_gradients(X, Y, W).items()}
    check.that(max(steep.values()) > 2e-3 * loss, begin + "It is a local minimum: the right gradient is 0 there, so no step of an optimiser leads "
               "down. Begin with smaller random numbers, of a standard deviation of 0.1 or 0.2.", mistake="local_minimum")
    check.that(steep["W_V"] > 0.01 * (steep["W_Q"] + steep["W_K"]), begin + "There the gradient of W_V is 0, and those of W_Q and W_K are not, as where "
               "W_V is trained alone. The optimiser needs all three matrices, with the right gradients of these two (optimize.check_grad).",
               mistake="values_trained_alone")
    if losses.ndim == 1 and losses.size > 7 and np.all(np.diff(losses) < 1e-12):
        check.that(False, begin + f"Your losses go from {losses[0]:.3g} down to {losses[-1]:.3g}, and it is no minimum yet: there are {losses.size} of them. "
                   "If you make the steps, or limit them, let there be more, or larger ones. If the optimiser stopped there by itself, the gradient that "
                   "it gets is not that of the loss of all sequences (optimize.check_grad).", mistake="too_few_iterations")


def reference_judge_joined(said, X, Y, W):
    """Refuse the loss of all sequences joined into one."""
    joined = float(np.mean(reference_error(X.reshape(1, -1, X.shape[2]), Y.reshape(1, -1, Y.shape[2]), *W) ** 2))
    loss = float(np.mean(reference_error(X, Y, *W) ** 2))
    check.that(np.isclose(joined, loss, rtol=1e-2) or not np.isclose(said, joined, rtol=1e-3), f"Your last loss, {said:.3g}, is that of all sequences joined "
               f"into one: each token attends to those of the other sequences, too. With each sequence for itself it is {loss:.3g}: keep the batch axis.",
               mistake="another_loss")


def reference_evaluations(X, Y, run):
    """What `run()` gives, and the loss at each call of `attention` on the way, if the student's code makes them there."""
    found = []

    def counted(Q, K, V):
        O, A = reference_attention(Q, K, V)
        found.append(float(np.mean((O - Y) ** 2)) if np.shape(O) == np.shape(Y) else np.nan)
        return O, A

    with check.given(attention=counted):
        return run(), np.array(found)


def reference_attention(Q, K, V):
    A = reference_weights(np.einsum("...id,...jd->...ij", Q, K) / np.shape(K)[-1] ** 0.5)
    return A @ V, A


test.given(softmax_backward=reference_quick_softmax_backward, attention_backward=reference_attention_backward,
           self_attention_backward=reference_self_attention_backward)
reference_rest = np.random.default_rng(84).normal(size=(10, 4, 2))
reference_X = np.concatenate([np.broadcast_to(2 * np.eye(4), (10, 4, 4)), reference_rest], axis=2)  # (10, 4, 6)
reference_Y = np.roll(reference_rest, 1, axis=1)  # (10, 4, 2), another task, of other sizes


def wrong_last_losses(error, W):
    """What a last loss can be by mistake, from the errors (batch, n, d_v) of the matrices W: name -> (value, words)."""
    squares = float(np.sum(error ** 2))
    return {
        "sum_in_place_of_mean": (squares, "the sum of the squared errors"),
        "half_of_the_mean": (squares / error.size / 2, "half of the mean squared error"),
        "sum_over_each_sequence": (squares / len(error), "the sum of the squared errors of one sequence"),
        "sum_over_each_token": (squares / error[..., 0].size, "the sum of the squared errors of one token"),
        "root_of_the_mean": ((squares / error.size) ** 0.5, "the root of the mean squared error"),
        "mean_absolute_error": (float(np.mean(np.abs(error))), "the mean absolute error"),
    }


def reference_judge(result, X, Y, d_k):
    """Hold the losses that train gave against its matrices."""
    W_Q, W_K, W_V = reference_matrices(result, X, Y, d_k)
    losses = np.asarray(result[3], dtype=float)
    check.that(losses.ndim < 2, f"losses has shape {losses.shape}; expected one number for each iteration. The optimiser hands its callback a vector, the "
               "point that it has reached: append the loss at that point.", mistake="losses_of_no_iterations")
    check.that(losses.ndim == 1 and losses.size > 3, f"losses has shape {losses.shape}; expected one number for each iteration.",
               mistake="losses_of_no_iterations")
    error = reference_error(X, Y, W_Q, W_K, W_V)
    loss = float(np.mean(error ** 2))

    def close(a, b):
        return bool(np.isclose(a, b, rtol=1e-3, atol=1e-9))

    if not close(losses[-1], loss):
        for name, (value, words) in wrong_last_losses(error, result[:3]).items():
            check.that(not close(losses[-1], value), f"Your last loss, {losses[-1]:.3g}, is {words} of your matrices; expected the "
                       f"mean over all entries, {loss:.3g}.",
                       mistake=name)
        factor = wrong_decay(X, Y, result[:3])
        more = factor * sum(float(np.sum(np.square(W))) for W in result[:3])
        check.that(not (factor and np.isclose(losses[-1], loss + more, rtol=0.02)), f"Your last loss, {losses[-1]:.3g}, has {factor:.2g} times the sum of all squared "
                   f"weights in it. The mean squared error is {loss:.3g}: leave that term out.", mistake="weight_decay")
        swapped = float(np.mean(reference_error(X, Y, W_K, W_Q, W_V) ** 2))
        check.that(not close(losses[-1], swapped), "Your last loss is that of your matrices with W_Q and W_K in each other's place.",
                   mistake="matrices_of_queries_and_keys_swapped")
        reference_judge_joined(losses[-1], X, Y, result[:3])
        check.that(not np.any(np.isclose(losses[:-1], loss, rtol=1e-3, atol=1e-9)), "The loss of the matrices that you return stands in "
                   "losses, but it is not the last one.",
                   mistake="last_loss_of_another_point")
    check.that(close(losses[-1], loss), f"Your last loss is {losses[-1]:.6g}, but the matrices that you return have a mean squared error "
               f"of {loss:.6g}. Either they are not those of the last point that the optimiser reached, or the loss is another number than "
               "the mean squared error there: that of an earlier point, say, or not of all sequences and of Y as it is.",
               mistake="last_loss_of_another_point")
    check.that(losses[-1] < 0.9 * losses[0], f"Your losses begin with {losses[0]:.3g} and end with {losses[-1]:.3g}: they hardly fall. "
               "If they are those after each iteration, the gradient that the optimiser gets is not that of the loss, summed over all sequences "
               "(optimize.check_grad), or it begins where the gradient is 0, as where W_Q and W_K are zeros.",
               mistake="losses_that_do_not_fall")
    check.that(losses[0] < 10 * np.mean(Y ** 2), f"Your first loss is {losses[0]:.3g}. Outputs of 0 have {np.mean(Y ** 2):.3g}, and from small random "
               "numbers, of a standard deviation of 0.1 or 0.2, the first iteration gets about there. Is it a mean, and is the start small?")
    return losses


def reference_judge_evaluations(losses, evaluated):
    """Refuse the losses of all evaluations of the optimiser, where they can be told from those of its iterations."""
    n = min(len(losses), len(evaluated))
    alike = n > 3 and len(evaluated) - n < 3 and np.allclose(losses[:n], evaluated[:n], rtol=1e-6, atol=0)
    rises = np.flatnonzero(np.diff(losses[:n]) > 0) + 1
    if alike and len(rises):
        before, after = losses[rises[0] - 1:rises[0] + 1]
        check.that(False, f"You note the loss each time that it is computed: yours rises from {before:.4g} to {after:.4g} at place {rises[0]}. Within an "
                   "iteration the optimiser tries steps, and some of them go too far. Expected is one loss after each iteration: append it in the "
                   "callback.", mistake="losses_of_all_evaluations")



# %% exercise="whitening"
def reference_covariance(X):
    centred = X - X.mean(axis=0)
    return centred.T @ centred / (len(X) - 1)


def wrong_whitenings(X, W):
    """(is it so?, name, words): what W can be by mistake."""
    n, d = X.shape
    cov, eye = reference_covariance(X), np.eye(d)
    new = reference_covariance(X @ W)

    def close(a, b):
        return bool(np.allclose(a, b, rtol=1e-5, atol=1e-5 * max(1e-30, np.abs(b).max())))

    second = (X @ W).T @ (X @ W)
    yield (close(new * (n - 1) / n, eye), "covariance_divided_by_n",
           "The covariance of your X @ W is the identity if one divides by n. Divide by n - 1 (ddof=1, which np.cov does by itself).")
    yield (close(second / n, eye) or close(second / (n - 1), eye), "columns_not_centred",
           "Your W makes the mean products of the columns the identity, means included. A covariance measures from the mean: subtract the "
           "mean of each column before you compute it.")
    yield (close(second, eye), "columns_not_centred",
           "Your W makes the products of the columns the identity, means included, and without division. Subtract the means, and divide by n - 1.")
    around = (X - X.mean()) @ W
    yield (d > 1 and any(close(around.T @ around / m, eye) for m in (n, n - 1)), "columns_not_centred",
           "Your W makes the mean products of the columns the identity, measured from the mean of all numbers. Subtract the mean of each column, axis=0.")
    yield (close(new * (n - 1), eye), "never_divided",
           "The columns of your X @ W have length 1, but the covariance divides by n - 1. Use the covariance, not the sums of products.")
    yield (close(2 * W, np.linalg.inv(cov)), "half_of_the_inverse",
           "Your W is half of the inverse of the covariance. The root of a matrix is another thing: W @ W.T must be the inverse.")
    yield (d > 1 and close(W, np.diag(1 / np.diag(cov))), "variances_alone",
           "Your W divides each column by its variance. Its standard deviation is the root of that, and the columns go together as well: turn them first.")
    yield close(W, cov), "covariance_itself", "Your W is the covariance matrix. Whitening undoes it: W must be a root of its inverse."
    yield (d == 1 and close(np.abs(W), 1 / cov), "variances_not_one",
           "Your W is 1 over the variance of the only column. Divide by its standard deviation, the root of that.")
    yield (d == 1 and close(np.abs(W), eye), "variances_not_one",
           "Your W leaves the only column as it is. Divide by its standard deviation.")
    yield (close(W, np.linalg.inv(cov)), "inverse_in_place_of_its_root",
           "Your W is the inverse of the covariance. W enters the covariance of X @ W twice, as W.T @ cov @ W, so it must be a root of the inverse.")
    yield (close(W @ W.T, cov) or close(W.T @ W, cov), "root_of_the_covariance",
           "Your W is a root of the covariance: it makes the spread stronger. Whitening is a root of the inverse.")
    yield (d > 1 and close(W * np.abs(W), np.linalg.inv(cov)), "root_of_each_entry",
           "Your W has the roots of the entries of the inverse covariance. The root of a matrix is another thing: W @ W.T must be the inverse.")
    variances, directions = np.linalg.eigh(cov)
    falling = variances[::-1], directions[:, ::-1]  # as np.linalg.svd has them
    yield (d > 1 and any(close(np.abs(W), np.abs(U.T / np.sqrt(v))) for v, U in ((variances, directions), falling)), "directions_as_rows",
           "Your W has the directions as rows. W needs them as columns: np.linalg.eigh gives them so, and np.linalg.svd as the rows of Vt.")
    yield (d > 2 and any(close(np.abs(W), np.abs(U / np.sqrt(v)[:, None])) for v, U in ((variances, directions), falling)), "rows_scaled",  # with two columns, as a transpose
           "Your W has its rows divided by the standard deviations. Each direction of np.linalg.eigh is a column of W, and has a spread of its "
           "own: divide the columns.")
    yield (d > 1 and close(W.T @ np.corrcoef(X, rowvar=False) @ W, eye), "correlation_in_place_of_covariance",
           "Your W whitens columns that have variance 1 already: it is made from the correlations. Use the covariance.")
    yield (d > 1 and close(reference_covariance(X @ W.T), eye), "transposed",
           "The transpose of your W is right: the covariance of X @ W.T is the identity. Transpose it.")
    yield (d > 1 and close(np.diag(new), np.ones(d)) and not close(new, eye), "columns_scaled_only",
           "Each column of your X @ W has variance 1, but the columns still go together: their covariances are not 0. Scaling each column is "
           "not enough; turn them first.")
    more = np.linalg.pinv(W @ W.T) - cov
    yield (d > 1 and more[0, 0] > 1e-12 and np.allclose(more, more[0, 0] * eye, rtol=1e-3, atol=1e-3 * more[0, 0]), "small_number_added",
           f"Your W whitens columns whose variances are {more[0, 0]:.2g} larger: that number was added to them. The scale of the columns is not known "
           "beforehand, so no number is small: leave it out.")
    yield (d > 1 and close(new, new[0, 0] * eye), "variances_not_one",
           f"The columns of your X @ W are uncorrelated, and the variance of each is {new[0, 0]:.4g}, not 1: a constant factor is wrong. The covariance "
           f"of {n} rows divides by n - 1, here {n - 1}.")
    yield (np.allclose(new, np.diag(np.diag(new)), atol=1e-5) and np.all((np.diag(new) > 0.3) & (np.diag(new) < 1.00001)), "small_number_added",
           "The columns of your X @ W are uncorrelated, but their variances are below 1. If a small number is added to the variances, leave "
           "it out: the scale of the columns is not known beforehand, so no number is small.")
    yield (d > 1 and close(new, np.diag(np.diag(new))), "variances_not_one",
           "The columns of your X @ W are uncorrelated, but their variances are not 1. Divide each of them by its standard deviation, the root "
           "of its variance.")


def reference_judge_whitening(X):
    """Run the student's function, and name what is wrong."""
    W = test.result(X)
    n, d = X.shape
    check.that(isinstance(W, np.ndarray), f"Your result is of type {type(W).__name__}; expected one array, the matrix W.")
    check.that(not (np.shape(W) == (n, d) and n != d), f"Your result has shape ({n}, {d}), that of X. Expected is the matrix W ({d}, {d}) that whitens, "
               "not the whitened rows.",
               mistake="whitened_rows")
    check.that(np.shape(W) != (n, n) or n == d, f"Your W has shape ({n}, {n}): it is made from the covariance of the rows. The {d} columns are to "
               f"be uncorrelated, so expected is ({d}, {d}). np.cov takes rows for what varies, unless it is told otherwise.",
               mistake="covariance_of_the_rows")
    check.that(np.shape(W) == (d, d), f"Your W has shape {np.shape(W)}; expected {(d, d)}.",
               mistake="wrong_shape")
    W = np.asarray(W)
    check.that(W.dtype.kind == "f", f"Your W is an array of {W.dtype}; expected real floats.")
    far = np.abs(X.mean(axis=0)).min() > 1e5 * X.std(axis=0).max()
    check.that(not far or np.all(np.isfinite(W)) and np.allclose(reference_covariance(X @ W), np.eye(d), rtol=0, atol=1e-5),
               "Your W does not whiten columns that lie far from 0, though the same columns near 0 are whitened: a difference of large sums of products "
               "loses the digits of the spread. Take the mean of each column off before you multiply.", mistake="digits_lost")
    check.that(np.all(np.isfinite(W)), "Your W has entries that are not finite: a root of a negative number, or 1 over 0. np.sqrt of a matrix "
               "takes the root of each entry, and an entry may be negative: the root of a matrix is made from its eigenvalues. These are above 0 where "
               "the mean of each column (axis=0) was taken off.")
    if not np.allclose(reference_covariance(X @ W), np.eye(d), rtol=0, atol=1e-5):
        for so, name, words in wrong_whitenings(X, W):
            check.that(not so, words, mistake=name)
        check.that(False, "The covariance of the columns of your X @ W is not the identity; its entries lie between "
                   f"{reference_covariance(X @ W).min():.3g} and {reference_covariance(X @ W).max():.3g}.")


def reference_columns(n, d, seed, scale=1.0, mean=0.0):
    """n rows of d columns that go together, with different spreads."""
    numbers = np.random.default_rng(seed)
    return scale * (numbers.normal(size=(n, d)) @ (numbers.normal(size=(d, d)) + np.diag(np.arange(1.0, d + 1)))) + mean


wrong_example = np.array([[2.0, 1.0], [0.0, 3.0], [4.0, 2.5], [3.0, 0.0], [1.0, 6.0]])
reference_judge_whitening(reference_columns(12, 3, 86, mean=2.0))  # first: in two columns, some mistakes look alike
reference_judge_whitening(wrong_example)
reference_judge_whitening(reference_columns(40, 5, 87, mean=[1, -2, 3, 0, 5]))
reference_judge_whitening(reference_columns(6, 4, 88, mean=1.0))
