"""The solutions of topic 11 against PyTorch, SciPy and finite differences, and against the lesson's own model."""

import numpy as np
import pytest
import scipy.special
from scipy.optimize import approx_fprime

from attention_course.datasets import small_language
from attention_course.language_model import Plan, loss_and_gradients, new_weights, positions, predict
from tests.support.expectations import solved

NAMES = solved("11_a_language_model")
SHAPES = [(4, 6), (2, 3, 5), (3, 2, 4, 7), (6,)]


def logits_and_targets(shape, spread=3.0):
    rng = np.random.default_rng(shape)
    return spread * rng.normal(size=shape), rng.integers(shape[-1], size=shape[:-1])


@pytest.mark.parametrize("shape", SHAPES)
def test_cross_entropy_is_scipys_logsumexp_and_perplexity_its_exp(shape):
    logits, targets = logits_and_targets(shape)
    losses = scipy.special.logsumexp(logits, axis=-1) - np.take_along_axis(logits, targets[..., None], -1)[..., 0]
    assert np.isclose(NAMES["cross_entropy"](logits, targets), losses.mean(), rtol=1e-12)
    assert np.isclose(NAMES["perplexity"](logits, targets), np.exp(losses.mean()), rtol=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_cross_entropy_and_its_gradient_are_pytorchs(shape):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    logits, targets = logits_and_targets(shape)
    theirs = torch.tensor(logits, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(theirs.reshape(-1, shape[-1]), torch.tensor(targets).reshape(-1))
    loss.backward()
    assert np.isclose(NAMES["cross_entropy"](logits, targets), loss.item(), rtol=1e-12)
    assert np.allclose(NAMES["cross_entropy_backward"](logits, targets), theirs.grad.numpy(), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_gradient_of_cross_entropy_is_a_finite_difference(shape):
    logits, targets = logits_and_targets(shape, 1.0)
    nudged = approx_fprime(logits.ravel(), lambda flat: NAMES["cross_entropy"](flat.reshape(shape), targets))
    assert np.allclose(NAMES["cross_entropy_backward"](logits, targets).ravel(), nudged, atol=1e-6)


@pytest.mark.parametrize("far", [1e3, 1e100, 1e308])
def test_logits_far_apart_give_a_large_loss_and_no_warning(far):
    with np.errstate(all="raise", under="ignore"):
        assert NAMES["cross_entropy"](np.array([[0.0, far]]), np.array([0])) == far
        assert NAMES["cross_entropy"](np.array([[0.0, far]]), np.array([1])) == 0
        assert np.allclose(NAMES["cross_entropy_backward"](np.array([[0.0, far]]), np.array([0])), [[-1, 1]])


@pytest.mark.parametrize("eps", [1e-5, 0.3])
@pytest.mark.parametrize("shape", SHAPES)
def test_rms_norm_and_its_gradients_are_pytorchs(shape, eps):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    X, dY = np.random.default_rng(shape).normal(size=(2, *shape))
    gain = np.random.default_rng(11).normal(size=shape[-1])
    theirs = [torch.tensor(array, requires_grad=True) for array in (X, gain)]
    Y = torch.nn.functional.rms_norm(theirs[0], shape[-1:], theirs[1], eps=eps)
    Y.backward(torch.tensor(dY))
    assert np.allclose(NAMES["rms_norm"](X, gain, eps), Y.detach().numpy(), rtol=1e-11, atol=1e-13)
    dX, dgain = NAMES["rms_norm_backward"](dY, X, gain, eps)
    assert np.allclose(dX, theirs[0].grad.numpy(), rtol=1e-9, atol=1e-12)
    assert np.allclose(dgain, theirs[1].grad.numpy(), rtol=1e-9, atol=1e-12)


def test_the_gradients_of_rms_norm_are_finite_differences():
    X, dY = np.random.default_rng(5).normal(size=(2, 3, 4))
    gain = np.array([1.5, -0.5, 2.0, 0.3])
    dX, dgain = NAMES["rms_norm_backward"](dY, X, gain)
    by_X = approx_fprime(X.ravel(), lambda flat: (NAMES["rms_norm"](flat.reshape(3, 4), gain) * dY).sum())
    by_gain = approx_fprime(gain, lambda g: (NAMES["rms_norm"](X, g) * dY).sum())
    assert np.allclose(dX.ravel(), by_X, atol=1e-5) and np.allclose(dgain, by_gain, atol=1e-5)


@pytest.mark.parametrize("masked", [False, True])
def test_a_block_is_what_pytorchs_parts_give(masked):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    rng = np.random.default_rng(8)
    n, d, n_heads, h = 5, 6, 2, 9
    shapes = {name: (d, d) for name in ("W_Q", "W_K", "W_V", "W_O")} | {"W_1": (d, h), "W_2": (h, d)}
    weights = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    weights |= {"gain_1": rng.normal(size=d) + 1, "gain_2": rng.normal(size=d) + 1}
    X = rng.normal(size=(n, d))
    theirs = torch.nn.MultiheadAttention(d, n_heads, bias=False, batch_first=True, dtype=torch.float64)
    W = {name: torch.tensor(array) for name, array in weights.items()}
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([W[name].T for name in ("W_Q", "W_K", "W_V")]))
        theirs.out_proj.weight.copy_(W["W_O"].T)
        hidden = torch.ones(n, n).triu(1).bool() if masked else None
        stream = torch.tensor(X)
        N = torch.nn.functional.rms_norm(stream, (d,), W["gain_1"], eps=1e-5)[None]
        O, A = theirs(N, N, N, attn_mask=hidden, average_attn_weights=False)
        stream = stream + O[0]
        N = torch.nn.functional.rms_norm(stream, (d,), W["gain_2"], eps=1e-5)
        stream = stream + (N @ W["W_1"]).relu() @ W["W_2"]
    ours, our_A = NAMES["transformer_block"](X, weights, n_heads, np.tri(n, dtype=bool) if masked else None)
    assert np.allclose(ours, stream.numpy(), atol=1e-10) and np.allclose(our_A, A[0].numpy(), atol=1e-12)


def test_blocks_loss_and_norm_make_up_the_lessons_model():
    plan = Plan(n_words=len(small_language.WORDS), n_blocks=2)
    weights = new_weights(plan, 3)
    learned, _ = small_language.stories()
    story = learned[17]
    stream = weights["E"][story[:-1]] + positions(9, plan.width)
    for k in range(2):
        block = {name: W[k] for name, W in weights.items() if name not in ("E", "U", "gain")}
        stream, A = NAMES["transformer_block"](stream, block, plan.n_heads, np.tri(9, dtype=bool))
        assert np.allclose(A, predict(weights, story[None, :-1], plan)[1][k, 0])
    logits = NAMES["rms_norm"](stream, weights["gain"]) @ weights["U"]
    loss, gradients = loss_and_gradients(weights, story[None, :-1], story[None, 1:], plan)
    assert np.isclose(NAMES["cross_entropy"](logits, story[1:]), loss)
    normed = NAMES["rms_norm"](stream, weights["gain"])
    assert np.allclose(normed.T @ NAMES["cross_entropy_backward"](logits, story[1:]), gradients["U"])


def test_windows_give_back_the_text():
    text = np.random.default_rng(1).integers(50, size=103)
    inputs, targets = NAMES["next_word_windows"](text, 6)
    assert inputs.shape == (17, 6) == targets.shape
    assert np.array_equal(inputs.ravel(), text[:102]) and np.array_equal(targets.ravel(), text[1:103])


def test_draws_are_as_frequent_as_their_chances_and_the_same_seed_draws_the_same():
    logits = np.array([0.3, -1.2, 2.0, 0.4, 1.1])
    rng = np.random.default_rng(0)
    drawn = [NAMES["sample_next"](logits, 0.8, rng, 3) for _ in range(4000)]
    expected = NAMES["chances"](logits, 0.8, 3)[0]
    assert np.abs(np.bincount(drawn, minlength=5) / 4000 - expected).max() < 0.03 and (expected > 0).sum() == 3
    one, other = ([NAMES["sample_next"](logits, 1.0, np.random.default_rng(s)) for s in range(20)] for _ in range(2))
    assert one == other and len(set(one)) > 1


def test_temperature_zero_leaves_the_generator_where_it_was():
    rng = np.random.default_rng(4)
    before = rng.bit_generator.state
    assert NAMES["sample_next"](np.array([1.0, 3.0, 3.0]), 0, rng) == 1 and rng.bit_generator.state == before
