# ---
# title: Learning the weights
# minutes: 90
# difficulty: challenging
# ---

# %% [markdown]
# # Derive the gradients, train W, and do without training
#
# You write the gradients of attention by hand, use them to train three weight matrices with SciPy, and find a weight
# matrix that needs no training at all.
#
# - **Time**: about 90 minutes. **Difficulty**: challenging. **Points**: 20, of which 2 for an answer in words.
# - **You need**: the lesson *Follow the error back to the weights*; attention from lesson 05; the covariance of
#   columns.
# - **Tests**: the cell below each exercise is silent when all is well. Hidden tests run after you hand in, on other
#   sizes, batches, whole numbers and other seeds.
# - **For all functions**: arguments stay as they were, integer arrays are accepted, results are float arrays.
#
# `dA` stands for the gradient of a loss with respect to `A`: an array of the shape of `A` that says how much the loss
# changes for each unit by which that entry of `A` grows. The same holds for `dO`, `dQ` and all other names that begin
# with a `d`.

# %% locked="imports"
import numpy as np
from scipy import optimize  # optimize.minimize trains; optimize.approx_fprime and optimize.check_grad check

from attention_course.checks import Checks

check = Checks("08_learning_the_weights")


def attention(Q, K, V):
    """The outputs O (..., n_q, d_v) and weights A (..., n_q, n_k) of lesson 05: yours to use in all exercises."""
    S = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])  # (..., n_q, n_k)
    E = np.exp(S - S.max(axis=-1, keepdims=True))
    A = E / E.sum(axis=-1, keepdims=True)                  # rows sum to 1
    return A @ V, A


# %% [markdown]
# ## Exercise 1: back through softmax (3 points)
#
# `A` came from scores `S` by softmax along the last axis. You know how the loss depends on `A`; how does it depend on
# `S`?
#
# | | |
# |---|---|
# | arguments | `dA` `(..., n_q, n_k)`, the gradient with respect to the weights; `A` `(..., n_q, n_k)`, the weights themselves |
# | result | `dS` `(..., n_q, n_k)`, float, also where both arguments hold whole numbers: the gradient with respect to the scores |
# | example | `dA = [[1, 0]]` and `A = [[0.5, 0.5]]` give `[[0.25, -0.25]]` |
#
# Each row is for itself. You can do without a loop, and without making a Jacobian for each row.


# %% solution="softmax_backward"
def softmax_backward(dA, A):
    """The gradient dS (..., n_q, n_k) of the scores, from dA (..., n_q, n_k) and the weights A (..., n_q, n_k)."""
    ### BEGIN SOLUTION
    mean = (dA * A).sum(axis=-1, keepdims=True)  # (..., n_q, 1), of dA, weighted by each row of A
    return A * (dA - mean) * 1.0                 # (..., n_q, n_k), floats for whole numbers too
    ### END SOLUTION


# %% test="softmax_backward_values" points=2
test = check("softmax_backward")
test.example(np.array([[0.3, -1.2, 2.0], [1.0, 0.5, -0.4]]),
             np.array([[0.2, 0.5, 0.3], [0.7, 0.2, 0.1]]))
test.example(np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]]))
### BEGIN HIDDEN TESTS
test(*reference_softmax_case(3, 5))
test(*reference_softmax_case(4, 4))
test(*reference_softmax_case(6, 2))
test(*reference_softmax_case(1, 7))
test(*reference_softmax_case(3, 1))
### END HIDDEN TESTS

# %% test="softmax_backward_batches" points=1
test = check("softmax_backward")
test.example(np.arange(24).reshape(2, 3, 4) * 7 % 11 - 4,                              # (2, 3, 4), whole numbers
             np.array([[[0.25, 0.125, 0.5, 0.125], [0.5, 0.25, 0.0, 0.25], [0.125, 0.375, 0.25, 0.25]],
                       [[0.0, 0.5, 0.125, 0.375], [0.75, 0.125, 0.0625, 0.0625], [0.25, 0.5, 0.125, 0.125]]]))
### BEGIN HIDDEN TESTS
test(*reference_softmax_case(3, 5, batch=(4,)))
test(*reference_softmax_case(3, 4, batch=(2, 5)))
test(*reference_softmax_case(3, 3, batch=(3,)))
test(np.array([[2, -1, 4], [3, 0, 1]]), np.array([[0, 1, 0], [1, 0, 0]]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 2: back through attention (5 points)
#
# `O, A = attention(Q, K, V)` has been computed, and a loss made from `O`. How does it depend on the queries, the keys
# and the values?
#
# | | |
# |---|---|
# | arguments | `dO` `(..., n_q, d_v)`, `Q` `(..., n_q, d_k)`, `K` `(..., n_k, d_k)`, `V` `(..., n_k, d_v)`; the dots are any number of batch axes, also none |
# | result | a tuple `(dQ, dK, dV)` of float arrays with the shapes of `Q`, `K` and `V` |
# | how exact | as worked out by hand, also where the values are beyond 100,000: a finite difference loses its digits there |
# | example | one query `[[0, 0]]`, keys `[[1, 2], [3, 4]]`, values `[[1], [5]]` and `dO = [[1]]` give `dV = [[0.5], [0.5]]` and `dK` of zeros |
#
# Softmax is along the keys, and scores are divided by the square root of `d_k`, as in `attention` above. Your
# `softmax_backward` may be of use; a mistake in it costs no points here. To check yourself beforehand, compare with
# `optimize.approx_fprime`, which is right to about six digits: good enough for a check, and no answer.


# %% solution="attention_backward"
def attention_backward(dO, Q, K, V):
    """The gradients (dQ, dK, dV), of the shapes of Q, K and V, of a loss whose gradient at the outputs is dO.

    dO (..., n_q, d_v), Q (..., n_q, d_k), K (..., n_k, d_k), V (..., n_k, d_v).
    """
    ### BEGIN SOLUTION
    A = attention(Q, K, V)[1]                                       # (..., n_q, n_k)
    dV = np.swapaxes(A, -1, -2) @ dO                                # (..., n_k, d_v)
    dA = dO @ np.swapaxes(V, -1, -2)                                # (..., n_q, n_k)
    dS = softmax_backward(dA, A) / np.sqrt(K.shape[-1])             # (..., n_q, n_k), before the scale
    return dS @ K, np.swapaxes(dS, -1, -2) @ Q, dV                  # (..., n_q, d_k), (..., n_k, d_k)
    ### END SOLUTION


# %% test="attention_backward_values" points=3
test = check("attention_backward", parts=("dQ", "dK", "dV"))
numbers = np.random.RandomState(81)
dO, Q, K, V = (numbers.randn(*shape).round(1) for shape in ((2, 4), (2, 3), (5, 3), (5, 4)))
test.example(dO, Q, K, V)
test.example(np.array([[2.0, -1.0, 0.5, 1.0, 3.0], [1.0, 0.0, -2.0, 1.5, -0.5]]), np.zeros((2, 3)),
             np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0], [2.0, 1.0, 1.0], [-1.0, 0.0, 2.0]]),
             np.arange(20.0).reshape(4, 5) * 7 % 11 + 2**17)                          # values beyond 100,000
test.example(np.array([[1.0]]), np.array([[0.0, 0.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0], [5.0]]))
### BEGIN HIDDEN TESTS
test(*reference_attention_case(3, 5, 6, 2))
test(*reference_attention_case(6, 2, 3, 5))
test(np.array([[1.0, -2.0], [0.5, 1.0], [3.0, -0.5]]), np.zeros((3, 5)), np.arange(20.0).reshape(4, 5) * 3 % 7 - 2,
     np.array([[1.0, 4.0], [3.0, -1.0], [0.0, 2.0], [5.0, -2.0]]) + 2**17)
test(*reference_attention_case(1, 4, 2, 3))
test(*reference_attention_case(4, 1, 3, 2))
test(*reference_attention_case(2, 3, 1, 1))
### END HIDDEN TESTS

# %% test="attention_backward_batches" points=1
test = check("attention_backward", parts=("dQ", "dK", "dV"))
numbers = np.random.RandomState(82)
dO, Q, K, V = (numbers.randn(2, *shape).round(1) for shape in ((3, 6), (3, 5), (4, 5), (4, 6)))
test.example(dO, Q, K, V)
### BEGIN HIDDEN TESTS
test(*reference_attention_case(3, 5, 6, 2, batch=(4,)))
test(*reference_attention_case(3, 2, 5, 4, batch=(2, 6)))
test(*reference_attention_case(5, 6, 3, 2, batch=(4,)))
test(*(np.rint(2 * part).astype(int) for part in reference_attention_case(2, 4, 3, 5, batch=(3,))))
### END HIDDEN TESTS

# %% test="attention_backward_integers" points=1
test = check("attention_backward", parts=("dQ", "dK", "dV"))
test.example(np.array([[1, 2, 0, -1], [0, -1, 3, 1]]), np.array([[1, 0, 1], [0, 1, -1]]),                   # (2, 4), (2, 3)
             np.array([[1, 1, 0], [0, 1, 1], [2, 0, 0], [0, -1, 1], [1, 0, 2]]),                            # (5, 3)
             np.array([[3, 1, 0, 2], [0, 2, 1, -1], [1, 1, 4, 0], [2, 0, 1, 3], [-1, 5, 0, 1]]))            # (5, 4)
### BEGIN HIDDEN TESTS
test(np.array([[2]]), np.array([[1, -1]]), np.array([[1, 0], [0, 1], [1, 1]]), np.array([[1], [4], [-2]]))
# Scores of a thousand: their weights are 0 or 1, and nothing may overflow.
# Nine columns, and whole numbers: right in single precision, too.
reference_queries, reference_keys = np.zeros((2, 9)), np.zeros((4, 9))
reference_queries[[0, 1], [0, 1]], reference_keys[[0, 1, 2, 3], [0, 1, 1, 2]] = 3, [1000, 1000, 999, 500]
test(np.array([[1.5, -1.0, 2.0], [-0.5, 3.0, 1.0]]), reference_queries, reference_keys,
     np.array([[1.0, 0.0, 2.0], [2.0, -1.0, 0.5], [4.0, 1.0, 1.5], [3.0, 0.5, -2.0]]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 3: back to the weight matrices (3 points)
#
# In self-attention, `Q = X @ W_Q`, `K = X @ W_K` and `V = X @ W_V`, and what is learned are the three matrices.
#
# | | |
# |---|---|
# | arguments | `dO` `(n, d_v)`, `X` `(n, d_model)`, `W_Q` and `W_K` `(d_model, d_k)`, `W_V` `(d_model, d_v)` |
# | result | a tuple `(dW_Q, dW_K, dW_V)` of float arrays with the shapes of the three matrices |
# | example | one word `X = [[1, 2]]` with `W_Q = W_K = [[1], [1]]`, `W_V = [[1], [0]]` and `dO = [[3]]` gives `dW_V = [[3], [6]]`, and zeros for the other two |
#
# In the example there is one word, and its weight is 1 whatever its score is. Nothing is asked about batches here.


# %% solution="self_attention_backward"
def self_attention_backward(dO, X, W_Q, W_K, W_V):
    """The gradients (dW_Q, dW_K, dW_V) of a loss whose gradient at the outputs of self-attention is dO (n, d_v).

    X (n, d_model), W_Q and W_K (d_model, d_k), W_V (d_model, d_v).
    """
    ### BEGIN SOLUTION
    dQ, dK, dV = attention_backward(dO, X @ W_Q, X @ W_K, X @ W_V)
    return X.T @ dQ, X.T @ dK, X.T @ dV  # (d_model, n) @ (n, d_k) -> (d_model, d_k), summed over the words
    ### END SOLUTION


# %% test="self_attention_backward_values" points=2
test = check("self_attention_backward", parts=("dW_Q", "dW_K", "dW_V"))
numbers = np.random.RandomState(83)
dO, X, W_Q, W_K, W_V = (numbers.randn(*shape).round(1) for shape in ((3, 2), (3, 4), (4, 5), (4, 5), (4, 2)))
test.example(dO, X, W_Q, W_K, W_V)
test.example(np.array([[3.0]]), np.array([[1.0, 2.0]]), np.array([[1.0], [1.0]]), np.array([[1.0], [1.0]]),
             np.array([[1.0], [0.0]]))
### BEGIN HIDDEN TESTS
test(*reference_self_attention_case(5, 4, 3, 2))
test(*reference_self_attention_case(3, 6, 5, 7))
test(*reference_self_attention_case(7, 2, 3, 3))
test(*reference_self_attention_case(4, 4, 4, 4))
### END HIDDEN TESTS

# %% test="self_attention_backward_integers" points=1
test = check("self_attention_backward", parts=("dW_Q", "dW_K", "dW_V"))
numbers = np.random.RandomState(85)
test.example(*(numbers.randint(-2, 3, size=shape) for shape in ((2, 4), (2, 3), (3, 5), (3, 5), (3, 4))))
### BEGIN HIDDEN TESTS
test(np.array([[1], [-2], [0]]), np.array([[1, 0], [0, 1], [1, 1]]), np.array([[1, 0, 0], [0, 1, 0]]),
     np.array([[0, 1, 1], [1, 0, 0]]), np.array([[2], [-1]]))
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 4: train (4 points)
#
# The next cell makes 24 sequences of five tokens. A token is a vector of eight numbers: the first five say its place (a
# 1 in the column of its place), the other three are random. What is asked is the sequence backwards: token `i` must
# collect the three random numbers of token `4 - i`.

# %% locked="task"
numbers = np.random.RandomState(8)
random_parts = numbers.randn(24, 5, 3)                                                # (24, 5, 3)
X = np.concatenate([np.broadcast_to(np.eye(5), (24, 5, 5)), random_parts], axis=2)    # (24, 5, 8): place, then the rest
Y = random_parts[:, ::-1]                                                             # (24, 5, 3): the other way round

# %% [markdown]
# Find three weight matrices that do it, with one of the optimisers of `scipy.optimize`, for instance
# `optimize.minimize(..., method="L-BFGS-B", jac=True, callback=...)`. It works on one flat vector, so the three
# matrices must be put into one and taken out again.
#
# | | |
# |---|---|
# | arguments | `X` `(batch, n, d_model)`; `Y` `(batch, n, d_v)`, what self-attention must give; `d_k`, the columns of `W_Q` and `W_K`; `seed`, from which the first guess is drawn |
# | result | a tuple `(W_Q, W_K, W_V, losses)`, with shapes `(d_model, d_k)`, `(d_model, d_k)`, `(d_model, d_v)` |
# | loss | the mean of the squared differences between outputs and `Y`, over all their entries |
# | losses | the loss after each iteration of the optimiser (a list or an array); the last one belongs to the matrices that you return |
# | seed | the same seed gives the same result, and another seed begins elsewhere |
# | enough | with `X` and `Y` above and `d_k = 6`, the last loss is below 0.001 for the seeds 1 to 3; that takes about 60 iterations and less than a second |
#
# Begin with small random numbers, with a standard deviation of 0.1 or 0.2. From larger ones, 0.3 or 0.5, most seeds get
# there as well, but some come to rest in a local minimum with a loss near 0.08, from which no step of the optimiser leads
# down. Where the loss stays above 0.001 from a small start, your gradient is wrong or the iterations too few:
# `optimize.check_grad` can tell. The mean has `Y.size` terms, so its
# gradient at the outputs is `2 * (O - Y) / Y.size`. `attention_backward` takes the whole batch at once; the gradient of
# a matrix adds up over all sequences. Mistakes in exercises 1 to 3 cost no points here.


# %% solution="train"
def train(X, Y, d_k, seed):
    """(W_Q, W_K, W_V, losses): weights for which self-attention turns X (batch, n, d_model) into Y (batch, n, d_v).

    W_Q, W_K (d_model, d_k) and W_V (d_model, d_v) start from `seed`; losses are mean squared errors, one an iteration.
    """
    ### BEGIN SOLUTION
    d_model, d_v = X.shape[-1], Y.shape[-1]
    shapes = [(d_model, d_k), (d_model, d_k), (d_model, d_v)]
    ends = np.cumsum([rows * columns for rows, columns in shapes])

    def matrices(flat):
        return [part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), shapes, strict=True)]

    def loss_and_gradient(flat):
        W = matrices(flat)
        error = attention(*(X @ w for w in W))[0] - Y                                       # (batch, n, d_v)
        gradients = attention_backward(2 * error / Y.size, *(X @ w for w in W))
        summed = [np.einsum("bnm,bnd->md", X, gradient).ravel() for gradient in gradients]  # over words and sequences
        return np.mean(error ** 2), np.concatenate(summed)

    losses = []
    start = 0.2 * np.random.default_rng(seed).standard_normal(ends[-1])
    found = optimize.minimize(loss_and_gradient, start, jac=True, method="L-BFGS-B",
                              callback=lambda flat: losses.append(loss_and_gradient(flat)[0]))
    return *matrices(found.x), losses
    ### END SOLUTION


# %% test="train_reverses" points=2
test = check("train", parts=("W_Q", "W_K", "W_V", "losses"))
result = test.result(X, Y, 6, 1)
kinds = {type(loss).__name__ for loss in result[3]} if isinstance(result[3], (list, tuple)) else set()
check.that(not kinds & {"tuple", "list"}, "In your losses there are lists or tuples: expected one number for each iteration. If your function gives the loss "
           "and the gradient, take the first of the two.", mistake="losses_of_no_iterations")
### BEGIN HIDDEN TESTS
reference_judge_training(result, X, Y, 6)
### END HIDDEN TESTS
said = np.asarray(result[3], dtype=float).ravel()  # your losses
last = said[-1] if said.size else np.nan
for W, shape in zip(result[:3], ((8, 6), (8, 6), (8, 3)), strict=True):
    check.that(np.shape(W) == shape, f"A matrix has shape {np.shape(W)}; expected {shape}.")
O = attention(X @ result[0], X @ result[1], X @ result[2])[0]
even = np.mean((Y.mean(axis=1, keepdims=True) - Y) ** 2)  # the loss of equal weights and a right W_V
found = np.mean((O - Y) ** 2)
check.that(found < 1e-3 or np.any(result[0]) or np.any(result[1]), f"With your matrices the loss is {found:.3g}; it must be below 0.001. Your W_Q and W_K "
           "are zeros: there neither gets a gradient. Begin with small random numbers, and give these to the optimiser.", mistake="nothing_learned")
check.that(found < 1e-3 or not np.allclose(result[0], result[1]), f"With your matrices the loss is {found:.3g}; it must be below 0.001. Your W_Q and W_K are the same "
           "matrix: look where each of them begins and ends in the flat vector.", mistake="one_matrix_for_queries_and_keys")
check.that(found < 1e-3 or said.size < 2 or last > 0.5 * found, f"With your matrices the loss is {found:.3g}; it must be below 0.001. Your last loss is "
           f"{last:.3g}, so it is not that of these matrices: either they are not those which the optimiser found, or the loss is another one than "
           "that of all sequences, with each for itself (X as it is, not joined into one), and of Y as it is.", mistake="another_loss")
check.that(found < 0.999 * even or said.size > 5, f"With your matrices the loss is {found:.3g}; it must be below 0.001. Your list of losses has length {said.size}. If the "
           "optimiser stopped there by itself, the loss does not fall along the gradient that it gets. That is so with the wrong sign, with parts packed in "
           "another order than the matrices, or if it is not added up over all sequences. Hold it against optimize.check_grad.", mistake="nothing_learned")
check.that(found < 0.999 * even, f"With your matrices the loss is {found:.3g}; it must be below 0.001. Equal weights for all tokens reach {even:.3g}, so "
           "queries and keys have learned nothing. If the optimiser stopped by itself, its gradient is wrong for W_Q and W_K or not added up over all "
           "sequences (optimize.check_grad), or the start was zeros. If your losses still fall, there are too few steps, or too small ones.",
           mistake="nothing_learned")
check.that(np.mean((O - Y) ** 2) < 1e-3, f"With your matrices the loss is {np.mean((O - Y) ** 2):.3g}; it must be below 0.001. If you limit the steps, or make them "
           "by hand, there are too few, or they are too small. If the optimiser stopped by itself, hold your gradient against optimize.check_grad; if that is "
           "right, begin with smaller random numbers.")
### BEGIN HIDDEN TESTS
reference_loss_found = np.mean(reference_error(X, Y, *reference_matrices(result, X, Y, 6)) ** 2)
check.that(reference_loss_found < 1e-3, f"With your matrices the loss is {reference_loss_found:.3g}; it must be below 0.001.")
### END HIDDEN TESTS

# %% test="train_losses" points=1
test = check("train", parts=("W_Q", "W_K", "W_V", "losses"))
result = test.result(X, Y, 6, 2)
losses = np.asarray(result[3], dtype=float)
check.that(losses.ndim < 2, f"losses has shape {losses.shape}; expected one number for each iteration. The optimiser hands its callback a vector, the "
           "point that it has reached: append the loss at that point.", mistake="losses_of_no_iterations")
check.that(losses.ndim == 1 and losses.size > 3, f"losses has shape {losses.shape}; expected one number for each iteration.")
check.that(losses[-1] < losses[0], "Your losses do not fall from the first to the last.")
### BEGIN HIDDEN TESTS
_ = reference_judge(result, X, Y, 6)
result, _evaluated = reference_evaluations(reference_X, reference_Y, lambda: test.result(reference_X, reference_Y, 3, 5))
reference_judge_evaluations(reference_judge(result, reference_X, reference_Y, 3), _evaluated)
### END HIDDEN TESTS

# %% test="train_seed" points=1
test = check("train", parts=("W_Q", "W_K", "W_V", "losses"))
first, again, other = test.result(X[:12], Y[:12], 6, 3), test.result(X[:12], Y[:12], 6, 3), test.result(X[:12], Y[:12], 6, 40)
check.that(np.allclose(first[0], again[0]) and np.allclose(first[2], again[2]),
           "The same seed gives two different results. Make your generator from the seed: np.random.default_rng(seed).",
           mistake="seed_ignored")
check.that(not np.allclose(first[0], other[0]),
           "The seeds 3 and 40 give the same W_Q. Draw the first guess from the seed that is passed.",
           mistake="one_seed_for_all")
### BEGIN HIDDEN TESTS
check.that(np.shape(first[0]) != np.shape(first[1]) or not np.allclose(first[0], first[1]),
           "Your W_Q and W_K are the same matrix. They play two roles: draw them and train them both.",
           mistake="one_matrix_for_queries_and_keys")
### END HIDDEN TESTS

# %% [markdown]
# ## Exercise 5: whitening (3 points)
#
# No task, no loss, no training: only rows of numbers, whose columns differ in scale and go together. Find a matrix that
# makes the columns uncorrelated, each with variance 1.
#
# | | |
# |---|---|
# | argument | `X` `(n, d)`, with more rows than columns, and no column that the others determine |
# | result | `W` `(d, d)`, float, such that the covariance of the columns of `X @ W` is the identity matrix; divide by `n - 1` (`ddof=1`) |
# | how exact | to 5 digits, whatever the mean and the scale of the columns are |
# | example | `X = [[1], [2], [3]]` has variance 1, so `W` is `[[1.0]]`, or `[[-1.0]]` |
#
# There are many such matrices, and each is right. In the lesson we worked one out for two columns by hand. For any
# number of columns, look at what `np.linalg.eigh` or `np.linalg.cholesky` says of the covariance matrix.


# %% solution="whitening"
def whitening(X):
    """A matrix W (d, d) for which the columns of X @ W have the identity as covariance (ddof=1). X (n, d)."""
    ### BEGIN SOLUTION
    covariance = np.atleast_2d(np.cov(X, rowvar=False))  # (d, d)
    variances, directions = np.linalg.eigh(covariance)   # (d,), (d, d): one direction a column
    return directions / np.sqrt(variances)               # (d, d)
    ### END SOLUTION


# %% test="whitening_values" points=2
test = check("whitening")
rows = np.array([[2.0, 1.0, 0.5], [0.0, 3.0, 1.0], [4.0, 2.5, 2.0], [3.0, 0.0, 4.0], [1.0, 6.0, 0.0]])
W = test.result(rows)
shape = getattr(W, "shape", None)
check.that(shape != (5, 3), "Your result has the shape (5, 3) of X: expected is the matrix W (3, 3) that whitens, not the whitened rows.",
           mistake="whitened_rows")
check.that(shape != (5, 5), "Your W has shape (5, 5), a row for each row of X: the 3 columns are to be uncorrelated (np.cov wants rowvar=False).",
           mistake="covariance_of_the_rows")
check.that(shape == (3, 3), f"Expected is an array of shape (3, 3); this came: {W}.")
check.that(np.all(np.isfinite(W)), "Your W has entries that are not finite: a root of a negative number, or 1 over 0. np.sqrt of a matrix takes the root of each "
           "entry, and an entry may be negative: the root of a matrix is made from its eigenvalues. These are above 0 where the mean of each column (axis=0) was "
           "taken off.")
found = np.cov(rows @ W, rowvar=False)
if not np.allclose(found, np.eye(3), atol=1e-5):
    alone, even = np.allclose(found, np.diag(np.diag(found)), atol=1e-4), np.ptp(np.diag(found)) < 1e-6
    more = np.linalg.pinv(W @ W.T) - np.cov(rows, rowvar=False)
    cov, second, around, lengths = np.cov(rows, rowvar=False), (rows @ W).T @ (rows @ W), (rows - rows.mean()) @ W, W @ W.T
    for so, name, words in (
        (np.allclose(W, cov), "covariance_itself", "Your W is the covariance matrix itself. Whitening undoes it: W must be a root of its inverse."),
        (np.allclose(lengths, cov) or np.allclose(W.T @ W, cov), "root_of_the_covariance", "Your W is a root of the covariance: W @ W.T, or W.T @ W, is the covariance itself. Expected is a root of its inverse."),
        (any(np.allclose(second / n, np.eye(3), atol=1e-6) for n in (1, 4, 5)), "columns_not_centred", "The products of the columns of your X @ W are the identity with their means in them. A covariance measures from the mean: subtract the mean of each column before you compute it."),
        (any(np.allclose(around.T @ around / n, np.eye(3), atol=1e-6) for n in (4, 5)), "columns_not_centred", "The products of the columns of your X @ W are the identity, measured from the mean of all numbers. Subtract the mean of each column, axis=0."),
        (np.allclose(W.T @ np.corrcoef(rows, rowvar=False) @ W, np.eye(3)), "correlation_in_place_of_covariance", "Your W whitens columns that have variance 1 already: it is that of the correlations. Use the covariance."),
        (np.allclose(np.cov(rows, rowvar=False) @ W, np.eye(3)), "inverse_in_place_of_its_root", "Your W is the inverse of the covariance, and W stands twice in the covariance of X @ W: it must be a root of that inverse."),
        (np.allclose(np.cov(rows @ W.T, rowvar=False), np.eye(3)), "transposed", "The transpose of your W is right. Transpose it."),
        (more[0, 0] > 1e-9 and np.allclose(more, more[0, 0] * np.eye(3), rtol=1e-3, atol=1e-3 * more[0, 0]), "small_number_added", f"Your W whitens columns whose variances are {more[0, 0]:.2g} larger: that number was added to them. Leave it out: the scale of the columns is not known."),
        (alone and even, None, f"The columns of your X @ W are uncorrelated, and the variance of each is {found[0, 0]:.4g}, not 1: a constant factor is wrong. What is the covariance divided by?"),
        (alone, "variances_not_one", "The columns of your X @ W are uncorrelated, but their variances are not 1: divide each by the root of its own variance."),
        (np.allclose(np.diag(found), 1), "columns_scaled_only", "Each column of your X @ W has variance 1, but the columns still go together: scaling is not enough, turn them first."),
        (np.allclose(lengths, np.diag(np.diag(lengths))) and np.ptp(np.diag(lengths)) > 1e-6 and np.abs(W[0, 1:]).max() > 1e-6, "directions_as_rows", "The rows of your W are at right angles to each other. With np.linalg.eigh the directions are columns, of W too, and each column is divided by its own spread."),
    ):
        check.that(not so, words, mistake=name)
    check.that(False, f"The covariance of the columns of your X @ W is {found.round(3).tolist()}; expected the identity. It equals W.T @ cov @ W, "
               "in which W stands twice: W @ W.T must be the inverse of the covariance.")

# %% [markdown]
# One column, whole numbers, and columns of very different scales are whitened as well.

# %% test="whitening_edges" points=1
test = check("whitening")
### BEGIN HIDDEN TESTS
reference_judge_whitening(np.array([[1.0], [2.0], [3.0]]))
reference_judge_whitening(np.array([[3], [7], [4], [-2]]))
reference_judge_whitening(np.array([[1, 0, 2], [0, 3, 1], [4, 1, 1], [2, 2, 5], [0, 1, 0]]))
reference_judge_whitening(reference_columns(30, 3, 89, scale=1e-3, mean=0.5))
reference_judge_whitening(reference_columns(30, 4, 90, scale=np.array([1e-2, 1.0, 10.0, 1e3])))
reference_judge_whitening(reference_columns(30, 3, 91, mean=1e7))
### END HIDDEN TESTS
W = test.result(np.array([[1], [2], [3]]))
check.that(getattr(W, "shape", None) == (1, 1) and np.isclose(abs(W[0][0]), 1, atol=1e-5), "For [[1], [2], [3]] W must be [[1.0]] or [[-1.0]].")

# %% [markdown]
# ## Exercise 6: in your own words (2 points)
#
# At the end of the post somebody asks whether the weight matrices can only be computed by deep learning. You inspect
# parts. For each part you have ten measurements, which differ in scale and go together. There are 2000 good parts, and
# 3 bad ones.
#
# In three to five sentences: how would you get `W_Q` and `W_K` here, and what would your scores then measure (1 point)?
# What would have to be different for you to train them instead, and why can the other way not do it then (1 point)?

# %% [markdown] written="train_or_not" points=2
# I would compute a whitening matrix from the 2000 good parts and use it for both, W_Q = W_K = W. The scores are then
# Mahalanobis inner products, which use the inverse of the covariance: each measurement counts in units of its spread,
# what two measurements tell twice counts once, and a part that breaks the usual relation of two measurements is far
# from all good ones. No answer has to be known for that, and 3 bad parts are too few to train anything. I would train
# if I had many examples with known answers, and if what matters is a relation that the spread does not show, such as
# which place has to look at which other place in the reversal. Whitening only knows how the rows vary; it makes like
# attend to like, and it cannot know what should come out.
#
# *Marking scheme.* 1 point: whitening (the inverse covariance) of the good parts, without training, and scores as
# Mahalanobis inner products or distances, free of scale and correlation. 1 point: training needs many examples with
# known answers (a loss), and is needed where the task and not the spread of the data says what should attend to what.
# Only "training is better with more data": 0 points.
