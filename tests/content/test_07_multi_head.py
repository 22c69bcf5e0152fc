"""The solutions of topic 07 against PyTorch's MultiheadAttention, ONNX's reference, and properties of heads."""

import numpy as np
import pytest

from tests.support.expectations import solved

NAMES = solved("07_multi_head")
CASES = [(5, 6, 2, 3), (3, 8, 4, 2), (7, 6, 1, 6), (1, 10, 5, 2)]  # n, d_model, n_heads, d_head as PyTorch allows them


def case(n, d_model, n_heads, d_k, d_v):
    """X, W_Q, W_K, W_V, W_O, n_heads, and for each head a mask in which each query sees something."""
    numbers = np.random.default_rng([n, d_model, n_heads, d_k, d_v])
    widths = (n_heads * d_k, n_heads * d_k, n_heads * d_v)
    X, *roles = (numbers.normal(size=shape) for shape in ((n, d_model), *((d_model, width) for width in widths)))
    W_O = numbers.normal(size=(n_heads * d_v, d_model))
    mask = (numbers.random((n_heads, n, n)) > 0.5) | np.eye(n, dtype=bool)
    return [X, *roles, W_O, n_heads], mask


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("n, d_model, n_heads, d_head", CASES)
def test_multi_head_attention_is_pytorchs(n, d_model, n_heads, d_head, masked):
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    (X, W_Q, W_K, W_V, W_O, _), mask = case(n, d_model, n_heads, d_head, d_head)
    theirs = torch.nn.MultiheadAttention(d_model, n_heads, bias=False, dtype=torch.float64)
    with torch.no_grad():  # their product is x @ W.T
        theirs.in_proj_weight.copy_(torch.from_numpy(np.concatenate([W_Q, W_K, W_V], axis=1).T))
        theirs.out_proj.weight.copy_(torch.from_numpy(W_O.T))
        x = torch.from_numpy(X)
        O, A = theirs(x, x, x, attn_mask=torch.from_numpy(~mask) if masked else None, average_attn_weights=False)
    ours = NAMES["multi_head_attention"](X, W_Q, W_K, W_V, W_O, n_heads, mask if masked else None)
    assert np.allclose(ours[0], O.numpy(), atol=1e-12) and np.allclose(ours[1], A.numpy(), atol=1e-12)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("sizes", [(5, 4, 2, 3, 6), (3, 7, 4, 2, 5), (6, 2, 3, 5, 1)])
def test_multi_head_attention_is_the_onnx_references(sizes, masked):
    onnx = pytest.importorskip("onnx", reason="onnx is not installed: `pip install onnx` compares with it")
    from onnx.reference import ReferenceEvaluator

    (X, W_Q, W_K, W_V, W_O, n_heads), mask = case(*sizes)
    inputs = {"Q": X @ W_Q, "K": X @ W_K, "V": X @ W_V}
    inputs = {name: array[None] for name, array in inputs.items()} | ({"mask": mask[None]} if masked else {})
    kinds = {name: onnx.helper.np_dtype_to_tensor_dtype(array.dtype) for name, array in inputs.items()}
    node = onnx.helper.make_node(
        "Attention",
        list(inputs),
        ["Y", "", "", "A"],
        q_num_heads=n_heads,
        kv_num_heads=n_heads,
        qk_matmul_output_mode=3,
    )  # 3: the weights, after softmax
    graph = onnx.helper.make_graph(
        [node],
        "attention",
        [onnx.helper.make_tensor_value_info(name, kinds[name], array.shape) for name, array in inputs.items()],
        [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.DOUBLE, None) for name in ("Y", "A")],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 24)])
    Y, A = ReferenceEvaluator(model).run(None, inputs)
    ours = NAMES["multi_head_attention"](X, W_Q, W_K, W_V, W_O, n_heads, mask if masked else None)
    assert np.allclose(ours[0], Y[0] @ W_O, atol=1e-12) and np.allclose(ours[1], A[0], atol=1e-12)


@pytest.mark.parametrize("n, d, n_heads", [(4, 6, 2), (4, 6, 3), (1, 5, 5), (7, 3, 1)])
def test_merge_is_the_inverse_of_split(n, d, n_heads):
    X = np.random.default_rng([n, d, n_heads]).normal(size=(n, d))
    heads = NAMES["split_heads"](X, n_heads)
    assert heads.shape == (n_heads, n, d // n_heads)
    assert np.array_equal(NAMES["merge_heads"](heads), X)
    assert np.array_equal(np.concatenate(list(heads), axis=1), X)


def test_shuffled_words_give_shuffled_outputs_in_every_head():
    (X, *rest), _ = case(6, 5, 3, 2, 4)
    order = np.random.default_rng(1).permutation(6)
    O, A = NAMES["multi_head_attention"](X, *rest)
    O_shuffled, A_shuffled = NAMES["multi_head_attention"](X[order], *rest)
    assert np.allclose(O_shuffled, O[order]) and np.allclose(A_shuffled, A[:, order][:, :, order])


def test_each_head_adds_its_part_and_a_blind_head_adds_nothing():
    (X, W_Q, W_K, W_V, W_O, n_heads), _ = case(4, 5, 3, 2, 6)
    parts = []
    for head in range(n_heads):
        only = np.zeros((n_heads, 1, 1), dtype=bool)
        only[head] = True
        O, A = NAMES["multi_head_attention"](X, W_Q, W_K, W_V, W_O, n_heads, only)
        assert not np.delete(A, head, axis=0).any() and np.allclose(A[head].sum(axis=-1), 1)
        parts.append(O)
    assert np.allclose(sum(parts), NAMES["multi_head_attention"](X, W_Q, W_K, W_V, W_O, n_heads)[0])


def test_nothing_to_see_gives_zeros():  # warnings are errors
    (X, *rest), _ = case(4, 5, 2, 3, 6)
    O, A = NAMES["multi_head_attention"](X, *rest, np.zeros((4, 4), dtype=bool))
    assert not O.any() and not A.any()
