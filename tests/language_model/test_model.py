"""The model of lesson 11 and its gradients, against finite differences and PyTorch."""

import dataclasses

import numpy as np
import pytest

from attention_course.datasets import small_language
from attention_course.language_model import Plan, loss_and_gradients, new_weights, positions, predict

PLAN = Plan(n_words=7, width=6, hidden=5)
PLANS = [
    PLAN,
    dataclasses.replace(PLAN, n_blocks=3, n_heads=3),
    dataclasses.replace(PLAN, n_blocks=2, residual=False),
    dataclasses.replace(PLAN, mask=False, positions=False, n_heads=1),
]


def case(plan, seed=0):
    """Weights without ones among the gains, and three texts of four words."""
    rng = np.random.default_rng(seed)
    weights = {name: W + 0.1 * rng.normal(size=W.shape) for name, W in new_weights(plan, seed).items()}
    return weights, *rng.integers(plan.n_words, size=(2, 3, 4))


@pytest.mark.parametrize("plan", PLANS)
def test_each_gradient_is_its_finite_difference(plan):
    weights, inputs, targets = case(plan)
    _, gradients = loss_and_gradients(weights, inputs, targets, plan)
    for name, W in weights.items():
        direction = np.random.default_rng(1).normal(size=W.shape)
        ends = [
            loss_and_gradients({**weights, name: W + step * direction}, inputs, targets, plan)[0]
            for step in (1e-5, -1e-5)
        ]
        assert np.isclose((gradients[name] * direction).sum(), (ends[0] - ends[1]) / 2e-5, rtol=1e-6, atol=1e-9), name


@pytest.mark.parametrize("plan", PLANS)
def test_it_is_what_pytorch_makes_of_the_same_weights(plan):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    weights, inputs, targets = case(plan, seed=3)
    W = {name: torch.tensor(array, requires_grad=True) for name, array in weights.items()}
    n, d = inputs.shape[1], plan.width

    def norm(X, gain):
        return torch.nn.functional.rms_norm(X, (d,), gain, eps=1e-5)

    def heads(X):
        return X.unflatten(-1, (plan.n_heads, -1)).transpose(1, 2)

    X = W["E"][torch.tensor(inputs)] + (torch.tensor(positions(n, d)) if plan.positions else 0)
    for k in range(plan.n_blocks):
        N = norm(X, W["gain_1"][k])
        O = torch.nn.functional.scaled_dot_product_attention(
            *(heads(N @ W[name][k]) for name in ("W_Q", "W_K", "W_V")), is_causal=plan.mask
        )
        X = O.transpose(1, 2).flatten(-2) @ W["W_O"][k] + (X if plan.residual else 0)
        X = (norm(X, W["gain_2"][k]) @ W["W_1"][k]).relu() @ W["W_2"][k] + (X if plan.residual else 0)
    logits = norm(X, W["gain"]) @ W["U"]
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), torch.tensor(targets).flatten())
    loss.backward()
    value, gradients = loss_and_gradients(weights, inputs, targets, plan)
    assert np.allclose(predict(weights, inputs, plan)[0], logits.detach().numpy(), rtol=1e-9, atol=1e-11)
    assert np.isclose(value, loss.item())
    for name, gradient in gradients.items():
        assert np.allclose(gradient, W[name].grad.numpy(), rtol=1e-8, atol=1e-11), name


def test_under_the_mask_no_logit_depends_on_a_later_word_and_without_it_they_do():
    weights, inputs, _ = case(PLAN)
    other = inputs.copy()
    other[:, -1] = (other[:, -1] + 1) % PLAN.n_words
    for plan, same in ((PLAN, True), (dataclasses.replace(PLAN, mask=False), False)):
        before, after = (predict(weights, tokens, plan)[0][:, :-1] for tokens in (inputs, other))
        assert np.array_equal(before, after) is same


def test_one_block_without_positions_cannot_tell_a_story_from_its_mirror():
    plan = Plan(n_words=len(small_language.WORDS), width=8, hidden=12)
    weights = new_weights(plan, 0)
    pair = np.array(
        [
            small_language.tokens_of(small_language.tell(*who))
            for who in (("cat", "fears", "owl"), ("owl", "fears", "cat"))
        ]
    )[:, : small_language.WHO]
    for positions_on, blocks, same in ((False, 1, True), (True, 1, False), (False, 2, False)):
        told = dataclasses.replace(plan, positions=positions_on, n_blocks=blocks)
        one, other = predict(new_weights(told, 0), pair, told)[0][:, -1]
        assert np.allclose(one, other, atol=1e-9) is same, told
    assert weights["E"].shape == (17, 8)


def test_weights_come_from_the_seed():
    one, again, other = new_weights(PLAN, 1), new_weights(PLAN, 1), new_weights(PLAN, 2)
    assert all(np.array_equal(one[name], again[name]) for name in one)
    assert not any(np.array_equal(one[name], other[name]) for name in one if "gain" not in name)


def test_it_learns_who_and_what_by_plain_descent_on_a_few_stories():
    learned, _ = small_language.stories()
    plan = Plan(n_words=len(small_language.WORDS), width=8, hidden=12)
    weights = new_weights(plan, 0)
    losses = []
    for _ in range(40):
        loss, gradients = loss_and_gradients(weights, learned[:20, :-1], learned[:20, 1:], plan)
        losses.append(loss)
        weights = {name: W - 0.5 * gradients[name] for name, W in weights.items()}
    assert losses[-1] < losses[0] / 2
