"""The solutions of topic 10 against PyTorch, plain attention, and what they promise about memory."""

import numpy as np
import pytest
import scipy.special

from attention_course.checks.memory import peak_bytes
from tests.support.expectations import solved

NAMES = solved("10_long_sequences")


def plain(Q, K, V):
    return scipy.special.softmax(Q @ K.T / K.shape[1] ** 0.5, axis=1) @ V


def case(n_q, n_k, d_k, d_v, spread=1.0):
    numbers = np.random.default_rng([n_q, n_k, d_k, d_v])
    return [spread * numbers.normal(size=shape) for shape in ((n_q, d_k), (n_k, d_k), (n_k, d_v))]


@pytest.mark.parametrize("spread", [1.0, 30.0, 1e3])
@pytest.mark.parametrize("block", [1, 3, 7, 17, 100])
def test_blocks_give_what_the_whole_matrix_gives(block, spread):
    Q, K, V = case(5, 17, 3, 4, spread)
    assert np.allclose(NAMES["attention_in_blocks"](Q, K, V, block), plain(Q, K, V), rtol=1e-10, atol=1e-10)


def test_blocks_agree_with_pytorch():
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    arrays = case(6, 23, 5, 3)
    theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.from_numpy, arrays)).numpy()
    assert np.allclose(NAMES["attention_in_blocks"](*arrays, 4), theirs, atol=1e-12)


def test_memory_grows_with_the_length_and_not_with_its_square():
    short, long = (peak_bytes(NAMES["attention_in_blocks"], *case(n, n, 8, 8), 32) for n in (500, 2000))
    assert 3 < long / short < 6
    assert peak_bytes(plain, *case(2000, 2000, 8, 8)) > 15 * long


def test_step_by_step_is_causal_attention():
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    Q, K, V = case(9, 9, 5, 3)
    theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.from_numpy, (Q, K, V)), is_causal=True).numpy()
    ours = [NAMES["attend_next"](Q[t], K[: t + 1], V[: t + 1]) for t in range(9)]
    assert np.allclose(ours, theirs, atol=1e-12)
