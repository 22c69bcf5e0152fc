"""The solutions of topic 09 against SciPy, PyTorch, NumPy's windows, and properties of metrics."""

import warnings

import numpy as np
import pytest
import scipy.stats
from scipy.spatial.distance import cdist
from scipy.special import softmax

from attention_course.datasets.surfaces import DEFECTS, TEXTURES, surface, surfaces
from tests.support.expectations import solved

NAMES = solved("09_visual_inspection")
SIZES = [(6, 4, 2), (8, 12, 4), (5, 15, 5), (7, 7, 7), (3, 2, 1)]  # height, width, side of a patch


def numbers(*seed):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("height, width, size", SIZES)
def test_patches_are_numpys_windows_and_go_together_again(height, width, size):
    image = numbers(height, width, size).normal(size=(height, width))
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))[::size, ::size]
    patches = NAMES["patchify"](image, size)
    assert np.array_equal(patches, windows.reshape(-1, size * size))
    assert np.array_equal(NAMES["unpatchify"](patches, image.shape), image)


@pytest.mark.parametrize("height, width, size", SIZES)
def test_patches_are_pytorchs_unfolded_columns(height, width, size):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    image = numbers(height, width, size).normal(size=(height, width))
    theirs = torch.nn.functional.unfold(torch.from_numpy(image)[None, None], size, stride=size)[0].T
    assert np.array_equal(NAMES["patchify"](image, size), theirs.numpy())


@pytest.mark.parametrize("sharpness", [0.0, 0.3, 7.0, 1e6])
def test_novelty_is_what_attention_leaves(sharpness):
    P, R = numbers(1).normal(size=(5, 6)), numbers(2).normal(size=(9, 6))
    A = softmax(-sharpness * cdist(P, R, "sqeuclidean") / 2, axis=1)
    assert np.allclose(NAMES["novelty"](P, R, sharpness), np.linalg.norm(P - A @ R, axis=1))


def test_novelty_is_pytorchs_attention_with_the_keys_norms_in_a_bias():
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    P, R = (torch.from_numpy(numbers(n).normal(size=(n, 6))) for n in (5, 9))
    bias = (-3.0 * (R**2).sum(dim=1) / 2).expand(5, 9)
    explained = torch.nn.functional.scaled_dot_product_attention(P, R, R, attn_mask=bias, scale=3.0)
    theirs = torch.linalg.vector_norm(P - explained, dim=1)
    assert np.allclose(NAMES["novelty"](P.numpy(), R.numpy(), 3.0), theirs.numpy(), atol=1e-12)


def test_novelty_goes_from_the_mean_to_the_nearest_reference():
    P, R = numbers(3).normal(size=(5, 4)), numbers(4).normal(size=(7, 4))
    assert np.allclose(NAMES["novelty"](P, R, 0), np.linalg.norm(P - R.mean(axis=0), axis=1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.allclose(NAMES["novelty"](P, R, 1e9), cdist(P, R).min(axis=1))


def test_mahalanobis_distance_is_scipys_and_the_blunt_novelty_of_whitened_patches():
    P, R = numbers(5).normal(size=(6, 4)), numbers(6).normal(size=(20, 4)) @ numbers(7).normal(size=(4, 4))
    inverse = np.linalg.inv(np.cov(R, rowvar=False))
    ours, W = NAMES["mahalanobis_distance"](P, R), np.linalg.cholesky(inverse)
    assert np.allclose(ours, cdist(P, [R.mean(axis=0)], "mahalanobis", VI=inverse)[:, 0])
    assert np.allclose(ours, NAMES["novelty"](P @ W, R @ W, 0))


def test_mahalanobis_distance_does_not_change_under_an_invertible_map():
    P, R, M = numbers(8).normal(size=(6, 4)), numbers(9).normal(size=(15, 4)), numbers(10).normal(size=(4, 4))
    assert np.allclose(NAMES["mahalanobis_distance"](P, R), NAMES["mahalanobis_distance"](P @ M + 3, R @ M + 3))


@pytest.mark.parametrize("references", [12, 40])  # of 64 pixels: far from enough for an inverse
def test_a_singular_covariance_counts_only_directions_in_which_good_patches_differ(references):
    R = numbers(11).normal(size=(references, 64))
    basis = np.linalg.svd(R - R.mean(axis=0))[2]
    inside, outside = basis[: references - 1], basis[references - 1 :]
    P = R[:3] + numbers(12).normal(size=(3, 64))
    ours = NAMES["mahalanobis_distance"](P, R)
    assert np.allclose(ours, NAMES["mahalanobis_distance"](P @ inside.T, R @ inside.T))
    assert np.allclose(ours, NAMES["mahalanobis_distance"](P + 5 * outside[0], R))


def test_recognition_taguchi_knows_brightness_and_noise_alone():
    R = numbers(13).normal(size=(30, 9)) + 4
    P = numbers(14).normal(size=(5, 9)) + 4
    m = R.mean(axis=0)
    turned = np.linalg.qr(np.column_stack([m, numbers(15).normal(size=(9, 8))]))[0]
    mirrored = P - 2 * np.outer(P @ turned[:, 1], turned[:, 1])  # the remainder changes its place, not its length
    assert np.allclose(NAMES["recognition_taguchi"](P, R), NAMES["recognition_taguchi"](mirrored, R))
    assert not np.allclose(NAMES["mahalanobis_distance"](P, R), NAMES["mahalanobis_distance"](mirrored, R))


@pytest.mark.parametrize("levels", [3, 10, 1000])
def test_auroc_is_mann_whitneys(levels):
    values, labels = numbers(16, levels).integers(0, levels, size=70), numbers(17).random(70) > 0.6
    pairs = labels.sum() * (~labels).sum()
    theirs = scipy.stats.mannwhitneyu(values[labels], values[~labels]).statistic / pairs
    assert np.isclose(NAMES["auroc"](values, labels), theirs)
    assert np.isclose(NAMES["auroc"](values, labels) + NAMES["auroc"](-values, labels), 1)
    assert np.isclose(NAMES["auroc"](values, labels), NAMES["auroc"](np.exp(values / levels), labels))


def test_a_pit_is_found_far_more_often_than_by_chance():
    draw, found = numbers(18), 0
    for texture in TEXTURES:
        references = list(surfaces(texture, draw, 4)[0])
        for _ in range(8):
            image, mask = surface(texture, draw, defect="pit")
            row, column = NAMES["locate_defect"](image, references, 8)
            found += mask[8 * row : 8 * row + 8, 8 * column : 8 * column + 8].any()
    assert found >= 12  # of 24; a pit lies in 1 to 4 of 64 patches, so guessing finds about one


def test_each_metric_beats_guessing_on_scratches_and_each_fails_somewhere():
    """What the lesson says of the metrics, on other pictures than its own."""
    draw, area = numbers(19), {}
    for texture in TEXTURES:
        R = np.concatenate([NAMES["patchify"](p, 8) for p in surfaces(texture, draw, 8)[0]])
        for defect in DEFECTS:
            pictures, masks = surfaces(texture, draw, 5, defect=defect)
            P = np.concatenate([NAMES["patchify"](p, 8) for p in pictures])
            bad = np.concatenate([NAMES["patchify"](m, 8) for m in masks]).sum(axis=1) >= 3
            area[texture, defect] = [
                NAMES["auroc"](values, bad)
                for values in (
                    NAMES["novelty"](P, R, 100),
                    NAMES["mahalanobis_distance"](P, R),
                    NAMES["recognition_taguchi"](P, R),
                )
            ]
    for texture in TEXTURES:
        assert min(area[texture, "scratch"]) > 0.55 and area[texture, "scratch"][1] > 0.95
        assert max(area[texture, "scratch"]) == area[texture, "scratch"][1]
        assert area[texture, "wear"][2] > max(area[texture, "wear"][:2])
    assert max(area["granular stone", "wear"][:2]) < 0.35 and max(area["brushed metal", "wear"][:2]) < 0.35
