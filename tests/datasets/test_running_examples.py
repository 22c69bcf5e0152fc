"""The running sentence tells the story that the lessons read from it, and tells it with some room to spare."""

import numpy as np
import pytest
from scipy.special import softmax

from attention_course import datasets

TOKENS, X = datasets.sentence()
WEIGHTS = datasets.sentence_weights()
THE, CAT, DRINKS, COLD, MILK = range(5)
EVEN = 1 / len(TOKENS)


def weights_of(W_Q, W_K, scale=3**0.5):
    return softmax((X @ W_Q) @ (X @ W_K).T / scale, axis=1)


def told_by(A):
    """What of the story the weights A tell."""
    return {
        "drinks reads cat and milk": min(A[DRINKS, [CAT, MILK]]) > EVEN > max(A[DRINKS, [THE, DRINKS, COLD]]),
        "cold reads milk": A[COLD].argmax() == MILK and A[COLD, MILK] > EVEN,
        "cat reads drinks": A[CAT].argmax() == DRINKS and A[CAT, DRINKS] > EVEN,
        "milk does not read itself first": A[MILK].argmax() != MILK,
    }


def test_each_word_finds_what_it_asks_for():
    A = weights_of(*WEIGHTS[:2])
    assert all(told_by(A).values()), told_by(A)
    assert min(A[DRINKS, [CAT, MILK]]) > 1.5 * EVEN and A[DRINKS, DRINKS] < EVEN / 2
    assert min(A[COLD, MILK], A[CAT, DRINKS], A[MILK, DRINKS]) > 2 * EVEN
    assert A[MILK].argmax() == DRINKS
    assert np.abs(A[THE] - EVEN).max() < 0.04, "'the' asks for nothing"


def test_no_weight_is_saturated():
    A = weights_of(*WEIGHTS[:2])
    assert 0.02 < A.min() and A.max() < 0.6


def test_the_scale_moves_the_shares_and_not_the_story():
    assert all(told_by(weights_of(*WEIGHTS[:2], scale=1)).values())


@pytest.mark.parametrize("seed", range(20))
def test_the_story_survives_a_tenth_more_or_less_in_every_weight(seed):
    rng = np.random.default_rng(seed)
    moved = [W + rng.choice([-0.1, 0.1], size=W.shape) for W in WEIGHTS[:2]]
    assert all(told_by(weights_of(*moved)).values())


def test_without_the_weights_there_is_no_story():
    same = np.eye(4)
    assert not any([told_by(weights_of(same, same))[part] for part in ("cat reads drinks", "cold reads milk")])
    random = [told_by(weights_of(*np.random.default_rng(seed).normal(size=(2, 4, 3)))).values() for seed in range(50)]
    assert not any(all(story) for story in random)


def test_an_output_says_what_the_word_was_looking_for():
    """More of it than the word's own value has, and more than an even share of all values would give."""
    V = X @ WEIGHTS[2]
    output, even = weights_of(*WEIGHTS[:2]) @ V, V.mean(axis=0)
    living, liquid = (datasets.VALUE_FEATURES.index(name) for name in ("living", "liquid"))
    for word, feature in [(DRINKS, living), (CAT, liquid), (COLD, liquid)]:
        assert output[word, feature] > V[word, feature] + 0.2
        assert output[word, feature] > even[feature] + 0.1
    assert output[DRINKS, liquid] > even[liquid] + 0.05


def test_what_drinks_collects_comes_from_cat_and_from_milk():
    A, V = weights_of(*WEIGHTS[:2]), X @ WEIGHTS[2]
    living, liquid = A[DRINKS] @ V
    for left_out, column, whole in [(CAT, 0, living), (MILK, 1, liquid)]:
        rest = np.delete(A[DRINKS], left_out)
        assert (rest / rest.sum() @ np.delete(V, left_out, axis=0))[column] < whole - 0.2


def test_the_numbers_can_be_read():
    for numbers in (X, *WEIGHTS):
        assert np.array_equal(numbers, numbers.round(1)) and np.abs(numbers).max() < 3
    assert [W.shape for W in (X, *WEIGHTS)] == [(5, 4), (4, 3), (4, 3), (4, 2)]
    names = (datasets.FEATURES, datasets.KEY_FEATURES, datasets.VALUE_FEATURES)
    assert [len(columns) for columns in names] == [4, 3, 2]


def test_assignments_released_with_0_1_0_find_the_examples_by_their_former_name():
    from attention_course import data

    assert data is datasets
    with pytest.raises(ImportError, match="no_such_part"):
        from attention_course import no_such_part  # noqa: F401
