"""The attention of topics 05 to 07 against ONNX's published reference implementation of its Attention operator."""

import numpy as np
import pytest

from tests import ROOT
from tests.support.expectations import solved

helper = pytest.importorskip("onnx.helper", reason="onnx is not installed: `pip install onnx` compares with it")
reference = pytest.importorskip("onnx.reference")
KINDS = {"float64": helper.onnx.TensorProto.DOUBLE, "bool": helper.onnx.TensorProto.BOOL}


def onnx_attention(Q, K, V, mask=None, **attributes):
    """The operator's first result; Q (batch, heads, n_q, d_k), or (batch, n, heads * d) with q_num_heads and
    kv_num_heads among the attributes."""
    arrays = dict(zip("QKVM", (Q, K, V, mask), strict=True))
    arrays = {name: array for name, array in arrays.items() if array is not None}
    inputs = [helper.make_tensor_value_info(name, KINDS[str(array.dtype)], None) for name, array in arrays.items()]
    output = helper.make_tensor_value_info("O", KINDS["float64"], None)
    node = helper.make_node("Attention", list(arrays), ["O"], **attributes)
    model = helper.make_model(
        helper.make_graph([node], "attention", inputs, [output]), opset_imports=[helper.make_opsetid("", 23)]
    )
    return reference.ReferenceEvaluator(model).run(None, arrays)[0]


def case(*batch, n_q=4, n_k=6, d_k=5, d_v=2):
    numbers = np.random.default_rng(23)
    return [numbers.normal(size=(*batch, *shape)) for shape in ((n_q, d_k), (n_k, d_k), (n_k, d_v))]


def test_attention():
    Q, K, V = case(2, 3)
    assert np.allclose(solved("05_attention_output")["attention"](Q, K, V)[0], onnx_attention(Q, K, V))


def test_the_scale_is_one_over_the_root_of_d_k():
    Q, K, V = case(2, 3)
    ours = solved("05_attention_output")["attention"](Q, K, V)[0]
    assert np.allclose(ours, onnx_attention(Q, K, V, scale=5**-0.5))
    assert not np.allclose(ours, onnx_attention(Q, K, V, scale=1.0))


def test_masks():
    Q, K, V = case(2, 3)
    mask = np.random.default_rng(5).random((2, 3, 4, 6)) > 0.4
    mask[..., 0] = True
    ours = solved("06_masks_and_positions")["masked_attention"]
    assert np.allclose(ours(Q, K, V, mask)[0], onnx_attention(Q, K, V, mask))


def test_causal_masks():
    Q, K, V = case(2, 3, n_q=6)
    topic = solved("06_masks_and_positions")
    assert np.allclose(
        topic["masked_attention"](Q, K, V, topic["causal_mask"](6))[0], onnx_attention(Q, K, V, is_causal=1)
    )


@pytest.mark.skipif(not (ROOT / "source" / "07_multi_head").exists(), reason="no topic 07 yet")
@pytest.mark.parametrize("n_heads", [1, 2, 4])
def test_heads(n_heads):
    numbers = np.random.default_rng(7)
    X = numbers.normal(size=(5, 6))
    W_Q, W_K, W_V, W_O = (numbers.normal(size=shape) for shape in ((6, 8), (6, 8), (6, 4), (4, 3)))
    ours = solved("07_multi_head")["multi_head_attention"](X, W_Q, W_K, W_V, W_O, n_heads)[0]
    projections = [(X @ W)[None] for W in (W_Q, W_K, W_V)]
    joined = onnx_attention(*projections, q_num_heads=n_heads, kv_num_heads=n_heads)
    assert np.allclose(ours, joined[0] @ W_O)
