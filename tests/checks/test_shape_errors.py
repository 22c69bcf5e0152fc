"""What an error of NumPy or Python means, and what the sizes in it tell."""

import numpy as np
import pytest

from attention_course.checks.shape_errors import explained

A, O, H = np.arange(15.0).reshape(3, 5), np.ones((3, 2)), np.ones((2, 3, 4))


def raised(call):
    with np.errstate(all="ignore"), pytest.raises(Exception) as caught:
        call()
    return explained(str(caught.value))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: O @ A, "left has 2 columns but the one on the right has 3 rows"),
        (lambda: np.dot(O, A), "summed over 2 numbers"),
        (
            lambda: A - A.max(axis=-1),
            "(3,) is (3,5) without axis 1. If a sum or a maximum took that axis away, keepdims=True",
        ),
        (lambda: A.reshape(2, 7), "The 15 numbers"),
        (lambda: H.transpose(-2, -1), "np.swapaxes"),
        (lambda: np.einsum("qd,kd->qk", H, H), "fewer axes"),
        (lambda: bool(A), "truth value"),
        (lambda: np.zeros(4 / 2), "a whole number"),
        (lambda: A[: 4 / 2], "a whole number"),
        (lambda: A.sum(axis=2), "has 2 axes, and axis 2 is none of them"),
        (lambda: A[3], "Axis 0 has 3 places, counted from 0, and 3 is none of them"),
        (lambda: A[:0][0], "Axis 0 has no place at all"),
        (lambda: np.float64(3).sum(axis=1), "a number has no axes"),
        (lambda: np.vstack([A, O]), "along axis 1, where they must have equally many"),
        (lambda: A.reshape(-1, 4), "15 divided by 4 leaves 3."),
        (lambda: A.reshape(2, -1, 4), "where -1 stands in a shape"),
        (lambda: A.reshape(2, 4), "has room for 8"),
        (lambda: A + A[:2], "one @ other.T gives their inner products"),
        (lambda: A + A.T, "when it is transposed"),
        (lambda: np.ones((2, 3)) + np.ones((3, 4)), "a matrix product is meant"),
        (lambda: np.ones(3) + np.ones(4), "one must be a column, as x[:, None] is"),
        (lambda: [i for i, j in np.arange(3)], "the type int64. If it is the place that np.argmax"),
        (lambda: [i for i, j in [None]], "the type NoneType."),
        (lambda: np.random.RandomState(0).randint(3, (2, 2)), "low up to high - 1"),
        (lambda: np.ones(3, 3, dtype=bool), "in one tuple, as in np.ones((2, 3))"),
        (lambda: A[[0, 1], [0, 1, 2]], "taken in pairs"),
        (lambda: A[np.ones(5, dtype=bool)], "the two differ along axis 0"),
        (lambda: A[0, 0, 0], "fewer axes (2) than the index names (3)"),
        (lambda: np.zeros((2, 2)).__setitem__((0, 0), [1, 2]), "One place of an array"),
        (lambda: np.zeros((2, 2)).__setitem__(slice(None), np.ones((2, 3))), "the shape (2,3)"),
        (lambda: O.tolist()[:, None], "np.asarray"),
        (lambda: (lambda Q, mask: 0)(1), "default value"),
        (lambda: (lambda Q: 0)(1, 2), "its first line must be the one"),
        (lambda: no_such_name, "No cell has defined no_such_name"),  # noqa: F821
        (lambda: np.array(10) ** np.array(-2), "10000.0"),
        (lambda: np.linalg.inv(np.zeros((2, 2))), "np.linalg.pinv"),
        (lambda: object().K, "has no K"),
        (lambda: len(np.array(3)), "np.size"),
        (lambda: np.array([[1, 2], [3]]), "a slice gives what is left"),
        (lambda: np.ones(2).__iadd__(np.ones((3, 2))), "in place"),
        (lambda: np.ones((6, 4, 3)) @ np.ones((2, 3, 5)), "the shapes (6,4,3) and (2,3,5)"),
        (lambda: list(None), "None came there"),
        (lambda: 1.5 * [1], "np.array"),
        (lambda: int("x"), ""),
        (lambda: A[9:].reshape(3, 2), "begins behind the last entry"),
        (lambda: A[:, 9:].__setitem__(slice(None), np.ones((2, 2))), "is empty, (3,0)"),
        (lambda: np.einsum("ni,ij->n", A, np.ones((4, 4))), "axes with the same letter"),
        (lambda: A.fun, "hands its callback the point"),
        (lambda: A.length, "arrays have no length"),
    ],
)
def test_errors_of_numpy_and_python_in_plain_words(call, words):
    assert words in raised(call) if words else not raised(call)
