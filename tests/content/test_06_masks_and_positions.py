"""The solutions of topic 06 against PyTorch, SciPy and properties of masks and positions."""

import warnings

import numpy as np
import pytest
import scipy.special

from tests.support.expectations import solved

NAMES = solved("06_masks_and_positions")
SIZES = [((), 3, 5, 6, 2), ((4,), 7, 2, 3, 5), ((2, 3), 1, 6, 2, 4)]


def case(batch, n_q, n_k, d_k, d_v):
    numbers = np.random.default_rng([*batch, n_q, n_k, d_k, d_v])
    mask = numbers.random((*batch, n_q, n_k)) > 0.4
    mask[..., 0] |= ~mask.any(axis=-1)  # PyTorch gives nan where nothing may be seen
    return [numbers.normal(size=(*batch, *shape)) for shape in ((n_q, d_k), (n_k, d_k), (n_k, d_v))] + [mask]


@pytest.mark.parametrize("sizes", SIZES)
def test_masked_attention_is_pytorchs(sizes):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    Q, K, V, mask = case(*sizes)
    theirs = torch.nn.functional.scaled_dot_product_attention(
        *map(torch.from_numpy, (Q, K, V)), attn_mask=torch.from_numpy(mask)
    )
    assert np.allclose(NAMES["masked_attention"](Q, K, V, mask)[0], theirs.numpy(), atol=1e-12)


def test_the_causal_mask_is_pytorchs_is_causal():
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    Q, K, V, _ = case((2,), 5, 5, 3, 4)
    theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.from_numpy, (Q, K, V)), is_causal=True)
    assert np.allclose(NAMES["masked_attention"](Q, K, V, NAMES["causal_mask"](5))[0], theirs.numpy(), atol=1e-12)


@pytest.mark.parametrize("sizes", SIZES)
def test_masked_softmax_is_scipys_on_what_may_be_seen(sizes):
    mask = case(*sizes)[3]
    S = np.random.default_rng(1).normal(size=mask.shape) * 50
    A = NAMES["masked_softmax"](S, mask)
    assert np.allclose(A, scipy.special.softmax(np.where(mask, S, -np.inf), axis=-1))
    assert (A[~mask] == 0).all()


def test_nothing_to_see_gives_zeros_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        O, A = NAMES["masked_attention"](np.ones((2, 3)), np.ones((4, 3)), np.ones((4, 2)), np.zeros((2, 4), bool))
    assert not A.any() and not O.any()


def test_a_hidden_word_leaves_no_trace():
    Q, K, V, _ = case((), 6, 6, 3, 2)
    causal = NAMES["causal_mask"](6)
    before = NAMES["masked_attention"](Q, K, V, causal)[0]
    K[4:], V[4:] = 9.5, -7.5
    after = NAMES["masked_attention"](Q, K, V, causal)[0]
    assert np.array_equal(before[:4], after[:4]) and not np.allclose(before[4:], after[4:])


def test_inner_products_of_positions_depend_on_the_distance_alone():
    P = NAMES["sinusoidal_positions"](50, 12)
    G = P @ P.T
    assert np.allclose(np.diagonal(G), 6)
    for distance in range(50):
        assert np.allclose(np.diagonal(G, distance), G[0, distance])
