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
    rng = np.random.default_rng([n_q, n_k, d_k, d_v])
    return [spread * rng.normal(size=shape) for shape in ((n_q, d_k), (n_k, d_k), (n_k, d_v))]


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


@pytest.mark.parametrize("block", [1, 2, 5, 11, 40])
def test_masked_blocks_give_masked_attention_and_zeros_where_nothing_is_seen(block):
    Q, K, V = case(6, 11, 5, 3, 30.0)
    mask = np.random.default_rng(block).random((6, 11)) < 0.3
    mask[2] = False
    expected = np.zeros((6, 3))
    for row, shown in enumerate(mask):
        if shown.any():
            expected[row] = plain(Q[[row]], K[shown], V[shown])[0]
    with np.errstate(all="raise", under="ignore"):
        ours = NAMES["attention_in_blocks"](Q, K, V, block, mask)
    assert np.allclose(ours, expected, rtol=1e-10, atol=1e-10) and not ours[2].any()


def test_masked_blocks_agree_with_pytorch():
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    arrays, mask = case(6, 23, 5, 3), np.tri(6, 23, 7, dtype=bool)
    theirs = torch.nn.functional.scaled_dot_product_attention(
        *map(torch.from_numpy, arrays), attn_mask=torch.from_numpy(mask)
    ).numpy()
    assert np.allclose(NAMES["attention_in_blocks"](*arrays, 4, mask), theirs, atol=1e-12)


def test_few_queries_and_many_keys_need_a_block_of_scores_and_no_row():
    Q, K, V = case(20, 30_000, 2, 3)
    assert peak_bytes(NAMES["attention_in_blocks"], Q, K, V, 32) < 20 * 30_000 * 8 / 10


def test_a_cache_is_causal_attention_word_by_word():
    torch = pytest.importorskip("torch", reason="needs PyTorch: pip install torch")
    Q, K, V = case(19, 19, 5, 3)
    theirs = torch.nn.functional.scaled_dot_product_attention(*map(torch.from_numpy, (Q, K, V)), is_causal=True).numpy()
    assert np.allclose(NAMES["write_words"](Q, K, V), theirs, atol=1e-12)


def test_a_cache_copies_rows_in_proportion_to_their_number_and_vstack_does_not():
    taken = {n: NAMES["rows_taken"](n, 40, 24) for n in (500, 4000)}
    assert taken[500] < 5 * 500 and taken[4000] < 5 * 4000
    rows = np.empty((0, 64))
    copied = 0
    for _ in range(500):
        copied += peak_bytes(lambda kept: np.vstack([kept, np.ones(64)]), rows) / (8 * 64)
        rows = np.vstack([rows, np.ones(64)])
    assert copied > 10 * 500  # what the assignment's limit would not let pass


def test_a_cache_asked_twice_gives_the_same_and_two_caches_do_not_share_rows():
    Q, K, V = case(5, 5, 4, 3)
    one, other = NAMES["Cache"](4, 3), NAMES["Cache"](4, 3)
    for t in range(5):
        one.append(K[t], V[t])
        other.append(-K[t], V[t])
        expected = NAMES["attend_next"](Q[t], K[: t + 1], V[: t + 1])
        assert np.allclose(one.attend(Q[t]), expected) and np.array_equal(one.attend(Q[t]), one.attend(Q[t]))
    assert not np.allclose(other.attend(Q[4]), one.attend(Q[4]))
    with pytest.raises(ValueError, match="empty"):
        NAMES["Cache"](4, 3).attend(Q[0])


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
