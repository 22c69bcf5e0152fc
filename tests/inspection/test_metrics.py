"""Scores of many patches against SciPy, in blocks, and what the lesson's solutions give."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from scipy.stats import mannwhitneyu

from attention_course.inspection import metrics
from attention_course.inspection.comparison import (
    compare_on_photographs,
    compare_on_surfaces,
    compare_on_three_products,
)
from tests.support.expectations import solved

NAMES = solved("09_visual_inspection")


def patches(seed, n, k=16):
    rng = np.random.default_rng(seed)
    return 0.5 + 0.1 * rng.normal(size=(n, k)) @ np.random.default_rng(0).normal(size=(k, k))


@pytest.mark.parametrize("block", [1, 7, 1000])
@pytest.mark.parametrize("sharpness", [0.0, 3.0, 1e6])
def test_scores_are_those_of_the_assignment_whatever_the_block(block, sharpness, monkeypatch):
    monkeypatch.setattr(metrics, "BLOCK", block)
    P, R = patches(1, 20), patches(2, 50)
    scores, nearest = metrics.attention_and_nearest_scores(P, R, sharpness)
    assert np.allclose(scores, NAMES["novelty"](P, R, sharpness))
    assert np.allclose(nearest, cdist(P, R).min(axis=1))
    assert np.allclose(metrics.UnitSpace(R).distances(P), NAMES["mahalanobis_distance"](P, R), rtol=5e-3)


def test_a_pixel_that_never_varied_counts_strongly():
    R = patches(3, 60)
    R[:, 4] = 0.3
    P = R[:2].copy()
    P[0, 4] += 0.02  # five grey levels
    near, far = metrics.UnitSpace(R).distances(P)[[1, 0]]
    assert far > near + 10
    forgotten = NAMES["mahalanobis_distance"](P, R)
    assert np.isclose(forgotten[0], NAMES["mahalanobis_distance"](R[:1], R)[0])  # a pseudo-inverse does not see it


def test_two_sided_scores_grow_to_both_sides_of_the_usual_distance():
    scores = metrics.two_sided(np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0]))
    assert scores[0] > 100 and np.allclose(scores[1:], [np.log(2), 0, np.log(2)])


def test_area_is_mann_whitneys():
    rng = np.random.default_rng(4)
    values, labels = rng.integers(0, 9, size=80), rng.random(80) > 0.7
    theirs = mannwhitneyu(values[labels], values[~labels]).statistic / (labels.sum() * (~labels).sum())
    assert np.isclose(metrics.area_under_roc(values, labels), theirs)


def test_patches_of_several_pictures_stand_in_reading_order():
    pictures = np.random.default_rng(5).random((3, 8, 12))
    expected = np.concatenate([NAMES["patchify"](picture, 4) for picture in pictures])
    assert np.array_equal(metrics.as_patches(pictures, 4), expected)


@pytest.mark.parametrize("compare", [compare_on_surfaces, compare_on_photographs, compare_on_three_products])
def test_a_comparison_has_an_area_for_each_seed_and_repeats_itself(compare):
    once, again = compare(2), compare(2)
    for name, areas in once.items():
        assert areas.shape in ((2, 3, 4), (2, 4)) and 0 <= areas.min() and areas.max() <= 1
        assert np.array_equal(areas, again[name]) and not np.array_equal(areas[0], areas[1])
