"""The solutions of topic 12 against PyTorch, against brute force, and in the place of the model's own parts."""

import itertools
import shutil

import numpy as np
import pytest

from attention_course import smollm
from attention_course.course import Course
from tests import ROOT
from tests.smollm.test_model import TOKENS, small_model
from tests.support.expectations import solved

NAMES = solved("12_a_real_model")
needs_torch = pytest.mark.torch


@needs_torch
@pytest.mark.parametrize("base", [10000.0, 100.0])
def test_rotary_positions_agree_with_pytorch(base):
    import torch

    X, places = np.random.default_rng(1).normal(size=(3, 5, 8)), np.array([4, 0, 17, 300, 2])
    speeds = 1 / base ** (torch.arange(0, 8, 2, dtype=torch.float64) / 8)
    angles = torch.outer(torch.from_numpy(places).double(), speeds)
    pairs = torch.view_as_complex(torch.from_numpy(X).reshape(3, 5, 4, 2))
    theirs = torch.view_as_real(pairs * torch.polar(torch.ones_like(angles), angles)).flatten(-2)
    assert np.allclose(NAMES["rotary_positions"](X, places, base), theirs.numpy(), atol=1e-12)


def test_turned_scores_depend_on_distances_alone():
    q, k = np.random.default_rng(2).normal(size=(2, 1, 10))

    def score(i, j):
        return (NAMES["rotary_positions"](q, np.array([i])) @ NAMES["rotary_positions"](k, np.array([j])).T).item()

    assert np.isclose(score(7, 3), score(1007, 1003)) and not np.isclose(score(7, 3), score(7, 4), atol=1e-3)


@needs_torch
@pytest.mark.parametrize("masked", [False, True])
def test_grouped_query_attention_agrees_with_pytorch(masked):
    import torch

    rng = np.random.default_rng(3)
    Q, K, V = rng.normal(size=(6, 5, 4)), rng.normal(size=(2, 7, 4)), rng.normal(size=(2, 7, 3))
    mask = np.tri(5, 7, 2, dtype=bool) if masked else None
    theirs = torch.nn.functional.scaled_dot_product_attention(
        *(torch.from_numpy(M)[None] for M in (Q, K, V)),
        attn_mask=torch.from_numpy(mask) if masked else None,
        enable_gqa=True,
    )[0].numpy()
    assert np.allclose(NAMES["grouped_query_attention"](Q, K, V, mask)[0], theirs, atol=1e-12)


@needs_torch
def test_gated_feed_forward_agrees_with_pytorch():
    import torch

    rng = np.random.default_rng(4)
    X, W_gate, W_up, W_down = (rng.normal(size=s) for s in ((2, 3, 4), (4, 6), (4, 6), (6, 4)))
    x, gate, up, down = (torch.from_numpy(W) for W in (X, W_gate, W_up, W_down))
    theirs = (torch.nn.functional.silu(x @ gate) * (x @ up)) @ down
    assert np.allclose(NAMES["gated_feed_forward"](X, W_gate, W_up, W_down), theirs.numpy(), atol=1e-12)


@pytest.mark.parametrize("share", [0.05, 0.25, 0.5, 0.6875, 0.9, 1.0])
def test_top_p_keeps_the_fewest_of_all_subsets_that_reach_the_share(share):
    p = np.array([1, 5, 2, 0, 5, 3]) / 16
    reaching = [
        subset
        for size in range(1, 7)
        for subset in itertools.combinations(range(6), size)
        if p[list(subset)].sum() >= share
    ]
    fewest = [subset for subset in reaching if len(subset) == len(reaching[0])]
    best = max(fewest, key=lambda subset: (p[list(subset)].sum(), [-place for place in subset]))
    expected = np.zeros(6)
    expected[list(best)] = p[list(best)] / p[list(best)].sum()
    assert np.allclose(NAMES["top_p"](p, share), expected)


def test_top_p_of_probabilities_that_do_not_quite_sum_to_one_keeps_them_all():
    p = np.full(7, 0.1) / 0.7 * (1 - 1e-15)
    assert np.allclose(NAMES["top_p"](p, 1.0), 1 / 7) and p.cumsum()[-1] < 1


def test_generate_writes_what_a_model_without_a_cache_writes():
    model, text = small_model(), TOKENS[:3]
    for _ in range(6):
        text = [*text, int(model.read(text)[0][-1].argmax())]
    assert NAMES["generate"](model.step(), TOKENS[:3], 6) == text[3:]


def test_measures_of_heads_are_means_of_single_weights():
    A = np.random.default_rng(5).random((2, 3, 8, 8))
    for h in np.ndindex(2, 3):
        assert np.isclose(NAMES["first_token_share"](A)[h], np.mean([A[h][i, 0] for i in range(1, 8)]))
        assert np.isclose(NAMES["previous_token_share"](A)[h], np.mean([A[h][i, i - 1] for i in range(1, 8)]))
        assert np.isclose(NAMES["induction_share"](A, 3)[h], np.mean([A[h][i, i - 2] for i in range(3, 8)]))


def test_a_head_that_copies_has_an_induction_share_of_one():
    A = np.zeros((10, 10))
    A[np.arange(10), np.maximum(np.arange(10) - 4, 0)] = 1  # period 5: the token after the earlier one
    assert NAMES["induction_share"](A, 5) == 1 and NAMES["previous_token_share"](A) < 0.2


# ------------------------------------------------------------------------------------------ in the model


def solved_parts():
    """Of all topics that there are, the solutions that have the name of a part of the model."""
    topics = {topic.name[:2]: topic.name for topic in Course(ROOT).topics()}
    wanted = {number for number, _ in smollm.PARTS.values() if number in topics}
    named = {number: solved(topics[number]) for number in wanted}
    return {name: named[number][name] for name, (number, _) in smollm.PARTS.items() if number in named}


@pytest.mark.parametrize("name", solved_parts())
def test_a_solution_fits_in_the_place_of_the_models_own_part(name):
    model = small_model()
    ours, theirs = model.read(TOKENS), model.read(TOKENS, smollm.parts(**{name: solved_parts()[name]}))
    assert np.allclose(ours[0], theirs[0], atol=1e-5) and np.allclose(ours[1], theirs[1], atol=1e-6)


@pytest.fixture
def workspace(tmp_path):
    """The assignments of a student who has solved them all."""
    for topic in Course(ROOT).topics():
        (tmp_path / topic.name).mkdir()
        shutil.copy(topic.source, tmp_path / topic.name)
    return tmp_path


def test_all_of_a_students_functions_are_found_and_fit(workspace):
    mine = smollm.yours(workspace)
    assert set(mine) >= {*solved_parts(), "generate", "top_p"}
    parts = smollm.parts(**{name: mine[name] for name in solved_parts()})
    model = small_model()
    assert mine["generate"](model.step(parts), TOKENS, 5) == NAMES["generate"](model.step(), TOKENS, 5)


def test_the_last_cell_left_running_does_not_load_the_model_when_graded(monkeypatch):
    """nbgrader sets the variable, the sandbox hands it on; a class would wait half a minute for each student."""
    monkeypatch.setattr(smollm, "load", lambda: pytest.fail("the model was loaded"))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert "not run while this notebook is graded" in NAMES["let_it_write"]()
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(pytest.fail.Exception, match="the model was loaded"):
        NAMES["let_it_write"]()


def test_an_assignment_as_it_was_fetched_gives_no_functions(tmp_path):
    shutil.copytree(ROOT / "release", tmp_path / "assignments")
    assert smollm.yours(tmp_path / "assignments") == {}


@pytest.mark.slow
@pytest.mark.model
def test_a_students_functions_write_the_same_text_with_the_published_weights(workspace):
    mine = smollm.yours(workspace)
    model = smollm.load()
    parts = smollm.parts(**{name: mine[name] for name in solved_parts()})
    written = mine["generate"](model.step(parts), model.split("Once upon a time there was"), 12)
    assert model.text(written) == " a small town nestled between two mountains. The town was named"
