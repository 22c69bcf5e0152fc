"""The model's code on small random weights: no weights of 98 MB are needed here."""

import json

import numpy as np
import pytest
from scipy.special import log_softmax

from attention_course import smollm
from attention_course.smollm.model import Cache, Model

V, D, H, G, WIDTH, HIDDEN = 23, 20, 6, 2, 4, 31


def small_model(seed=0, layers=3):
    rng = np.random.default_rng(seed)
    sizes = {"W_Q": (D, H * WIDTH), "W_K": (D, G * WIDTH), "W_V": (D, G * WIDTH), "W_O": (H * WIDTH, D)}
    sizes |= {"W_gate": (D, HIDDEN), "W_up": (D, HIDDEN), "W_down": (HIDDEN, D)}

    def layer():
        weights = {name: (rng.normal(size=size) / size[0] ** 0.5).astype(np.float32) for name, size in sizes.items()}
        return weights | {name: rng.normal(1, 0.2, D).astype(np.float32) for name in ("gain_1", "gain_2")}

    embeddings = rng.normal(size=(V, D)).astype(np.float32)
    return Model(embeddings, [layer() for _ in range(layers)], np.ones(D, np.float32), H, G, base=1000.0)


TOKENS = [3, 14, 15, 9, 2, 6, 5, 3, 14]


def test_it_is_the_published_architecture():
    pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    from tests.smollm.reference import read

    model = small_model()
    _, logits = read(model, TOKENS)
    assert np.allclose(model.read(TOKENS)[0], logits, atol=1e-5)


def test_logits_and_weights_have_their_shapes_and_stay_in_single_precision():
    logits, A = small_model().read(TOKENS)
    assert (logits.shape, A.shape) == ((9, V), (3, H, 9, 9)) and logits.dtype == A.dtype == np.float32
    assert np.allclose(A.sum(axis=-1), 1, atol=1e-6) and not A[..., ~np.tri(9, dtype=bool)].any()


@pytest.mark.parametrize("cuts", [[1, 2, 3, 4, 5, 6, 7, 8], [4], [2, 3, 8]])
def test_a_cache_gives_what_reading_at_once_gives(cuts):
    model, cache = small_model(), Cache(3)
    whole, A = model.read(TOKENS)
    for begin, end in zip([0, *cuts], [*cuts, len(TOKENS)], strict=True):
        logits, some = model.read(TOKENS[begin:end], cache=cache)
        assert np.allclose(logits, whole[begin:end], atol=1e-5) and len(cache) == end
        assert np.allclose(some, A[:, :, begin:end, :end], atol=1e-6)


def test_a_step_begins_a_text_without_a_cache_and_goes_on_with_one():
    model = small_model()
    step = model.step()
    logits, cache = step(TOKENS[:5], None)
    assert np.allclose(logits, model.read(TOKENS[:5])[0][-1], atol=1e-5)
    logits, cache = step(TOKENS[5:6], cache)
    assert np.allclose(logits, model.read(TOKENS[:6])[0][-1], atol=1e-5)
    assert step(TOKENS[:5], None)[1] is not cache


def test_no_tokens_are_refused():
    with pytest.raises(ValueError, match="no tokens"):
        small_model().read([])


def test_the_loss_is_the_cross_entropy_of_the_next_tokens():
    model = small_model()
    expected = -log_softmax(model.read(TOKENS)[0].astype(float), axis=1)[np.arange(8), TOKENS[1:]]
    assert np.allclose(model.loss(TOKENS), expected, atol=1e-6)


def test_heads_that_are_taken_out_add_nothing_and_no_others_change():
    model = small_model(layers=1)
    before = [{name: array.copy() for name, array in layer.items()} for layer in model.layers]
    without = model.without_heads([(0, 2), (0, 5)])
    use = smollm.parts()
    seen = []
    spy = smollm.parts(merge_heads=lambda O: seen.append(O) or use.merge_heads(O))
    model.read(TOKENS, spy)
    kept = seen[0].copy()
    kept[[2, 5]] = 0
    by_hand = smollm.parts(merge_heads=lambda O: use.merge_heads(kept))
    assert np.allclose(without.read(TOKENS)[0], model.read(TOKENS, by_hand)[0], atol=1e-5)
    assert not np.allclose(without.read(TOKENS)[0], model.read(TOKENS)[0], atol=1e-2)
    assert all(np.array_equal(model.layers[0][name], before[0][name]) for name in before[0])
    assert without.layers[0]["W_up"] is model.layers[0]["W_up"]


# ------------------------------------------------------------------------------------------ parts


def test_each_part_does_the_work_where_it_is_given():
    model = small_model()
    base = model.read(TOKENS)[0]
    for name in smollm.PARTS:
        ours, calls = getattr(smollm.parts(), name), []

        def counted(*arguments, ours=ours, calls=calls):
            calls.append(arguments)
            return ours(*arguments)

        assert np.allclose(model.read(TOKENS, smollm.parts(**{name: counted}))[0], base, atol=1e-5), name
        assert calls, f"{name} was never called"


def test_an_unknown_part_is_named():
    with pytest.raises(ValueError, match="no part softmaxx; its parts are causal_mask"):
        smollm.parts(softmaxx=max)


def test_a_part_in_double_precision_leaves_the_rest_in_single():
    use = smollm.parts(rms_norm=lambda X, gain, eps: (X / np.sqrt((X**2).mean(-1, keepdims=True) + eps) * gain) * 1.0)
    assert small_model().read(TOKENS, use)[0].dtype == np.float32


# ------------------------------------------------------------------------------------------ yours


def cell(source, **meta):
    return {"cell_type": "code", "source": source, "metadata": {"nbgrader": meta} if meta else {}}


def hand_in(folder, topic, *cells):
    (folder / topic).mkdir()
    (folder / topic / f"{topic}.ipynb").write_text(json.dumps({"cells": list(cells)}), encoding="utf-8")


def test_functions_are_taken_from_the_assignments_in_which_they_were_written(tmp_path, capsys):
    hand_in(
        tmp_path,
        "06_masks",
        cell("import numpy as np\nprint('not run')\n1 / 0"),
        cell("def causal_mask(n):\n    return np.tri(n, dtype=bool)", solution=True),
        cell("def masked_attention(Q, K, V, mask=None):\n    raise NotImplementedError()", solution=True),
    )
    hand_in(
        tmp_path,
        "07_heads",
        {"cell_type": "markdown", "source": "# Heads", "metadata": {}},
        cell("helper = 3\n\ndef split_heads(X, n_heads):\n    return helper", solution=True),
        cell("def merge_heads(H:", solution=True),
        cell("def rms_norm(X, gain):\n    return X", grade=True),
    )
    found = smollm.yours(tmp_path)
    assert list(found) == ["causal_mask", "split_heads"]
    assert found["causal_mask"](2).tolist() == [[True, False], [True, True]] and found["split_heads"](1, 2) == 3
    assert capsys.readouterr().out == ""


def test_no_assignments_give_no_functions_and_a_broken_notebook_only_its_own(tmp_path):
    assert smollm.yours(tmp_path / "nowhere") == {}
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.ipynb").write_text("{", encoding="utf-8")
    hand_in(tmp_path, "b", cell("def merge_heads(H):\n    return H", solution=True))
    assert list(smollm.yours(tmp_path)) == ["merge_heads"]
