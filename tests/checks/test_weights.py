"""What a student is told of attention weights that share out wrongly, with and without a mask."""

import numpy as np
import pytest
from scipy.special import softmax

from attention_course.checks.relations import about

rng = np.random.default_rng(8)
Q, K = rng.normal(size=(3, 4)), rng.normal(size=(5, 4))
S = Q @ K.T / 2
A = softmax(S, axis=-1)
HEADS = softmax(rng.normal(size=(2, 3, 5)), axis=-1)
MASK = np.array([[True, False, True, True, False], [False, True, True, False, True], [True] * 5])
COSINES = 2 * S / np.linalg.norm(Q, axis=1)[:, None] / np.linalg.norm(K, axis=1)
GAPS = np.linalg.norm(Q[:, None] - K, axis=-1)


def told(came, right, **arguments):
    return about(came, right, axes={"": ("query", "key")}, arguments=arguments)


@pytest.mark.parametrize(
    ("came", "right", "words"),
    [
        (softmax(S, axis=0), A, "your columns that sum to 1"),
        (softmax(S), A, "All weights of a matrix together sum to 1"),
        (softmax(np.log(HEADS), axis=-2), HEADS, "your columns that sum to 1"),
        (softmax(np.log(HEADS), axis=0), HEADS, "Your weights sum to 1 over axis 0"),
    ],
)
def test_what_sums_to_1(came, right, words):
    assert words in told(came, right)
    assert words not in told(0.9 * came, right)


def test_heads_that_are_all_the_same():
    alike = np.stack([HEADS[0]] * 2)
    assert "All your parts along the axis number 0 are the same" in told(alike, HEADS)
    assert "parts along" not in told(HEADS[::-1] + [[[0.1], [0], [-0.1]]], alike)


def test_softmax_of_cosines_and_distances():
    for scores, words in (
        (1.5 * COSINES, "softmax of 1.5 times the cosines of the rows of Q with the rows of K"),
        (-GAPS, "softmax of minus 1 times the distances of the rows of Q"),
        (-(GAPS**2) / 4, "softmax of minus 0.25 times the squared distances"),
    ):
        assert words in told(softmax(scores, axis=-1), A, Q=Q, K=K)
        assert "rows of" not in told(softmax(scores + S[::-1], axis=-1), A, Q=Q, K=K)
        assert "rows of" not in told(softmax(-scores, axis=-1), A, Q=Q, K=K)


def test_a_mask_that_is_turned_round():
    right = softmax(np.where(MASK, S, -np.inf), axis=-1)
    turned = softmax(np.where(MASK, -1e30, S), axis=-1)  # of a row that sees all, equal shares are left
    assert "Keys that the mask hides get all the weight" in told(turned, right, mask=MASK)
    some = np.where(np.arange(3)[:, None] == 0, turned, right)
    assert "get all the weight" not in told(some, right, mask=MASK)


def test_keys_are_called_hidden_only_where_a_mask_hides_them():
    huge = softmax(1000 * S, axis=-1)  # zeros, and no mask
    assert (huge == 0).any() and "may not see" not in told(A, huge) and "may not see" not in told(A, huge, mask=None)
    right = softmax(np.where(MASK, 1000 * S, -np.inf), axis=-1)
    assert "query and key [0, 1]" in told(A, right, mask=MASK)


MASKED = softmax(np.where(MASK, S, -np.inf), axis=-1)
CAUSAL = np.where(np.tri(3, 5, dtype=bool), A, 0)
UNLIKE = np.where(np.arange(5) == 1, 0, A)


@pytest.mark.parametrize(
    ("came", "right", "words"),
    [
        (softmax(np.where(MASK, 3 * S, -np.inf), axis=-1), MASKED, "scores that are 3 times the right ones"),
        (softmax(-S, axis=-1), A, "scores that are -1 times the right ones: the sign is turned"),
        (np.where(MASK, S, -np.inf), MASKED, "These are scores"),
        (np.where(MASK, S, 0), MASKED, "These are scores"),
        (np.where([[True], [False], [True]], A, 0), A, "such as [1], all your weights are 0"),
        (CAUSAL / CAUSAL.sum(axis=-1, keepdims=True), A, "as under a causal mask"),
        (UNLIKE / UNLIKE.sum(axis=-1, keepdims=True), A, "further keys are hidden: [0, 1], [1, 1], [2, 1]"),
    ],
)
def test_what_became_of_scores_and_keys(came, right, words):
    assert words in told(came, right, mask=MASK if right is MASKED else None)
    assert words not in told(came + 0.01 * rng.random(came.shape), right)


def test_a_few_rounded_shares_are_so_by_chance():
    assert "rounded" not in told(np.array([[0.2, 0.0, 0.8]]), np.array([[0.18242552, 0.0, 0.81757448]]))
    assert "rounded to 2 decimals" in told(np.round(A, 2), A)
