"""The same model in PyTorch, from its published description: what ours is compared with."""

import torch
from torch.nn.functional import linear, rms_norm, scaled_dot_product_attention, silu


def turned(X, base):
    """Rotary positions as products of matrices (2, 2), one for each place and pair of columns."""
    n, d = X.shape[-2:]
    angles = torch.outer(
        torch.arange(n, dtype=torch.float64), base ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
    )
    cos, sin = angles.cos(), angles.sin()
    turns = torch.stack([torch.stack([cos, -sin], -1), torch.stack([sin, cos], -1)], -2).to(X.dtype)  # (n, d / 2, 2, 2)
    return torch.einsum("npij,hnpj->hnpi", turns, X.unflatten(-1, (-1, 2))).flatten(-2)


def read(model, tokens):
    """The vectors after each layer, (layers + 1, n, d_model), and the logits (n, V)."""
    W = [{name: torch.from_numpy(array.T) for name, array in layer.items()} for layer in model.layers]
    E = torch.from_numpy(model.embeddings)
    X = E[torch.tensor(tokens)]
    after = [X]
    d = X.shape[-1]
    for w in W:
        N = rms_norm(X, (d,), w["gain_1"], model.eps)
        Q, K, V = (
            linear(N, w[name]).unflatten(-1, (heads, -1)).transpose(0, 1)
            for name, heads in (("W_Q", model.n_heads), ("W_K", model.n_key_heads), ("W_V", model.n_key_heads))
        )
        Q, K = turned(Q, model.base), turned(K, model.base)
        O = scaled_dot_product_attention(Q[None], K[None], V[None], is_causal=True, enable_gqa=True)[0]
        X = X + linear(O.transpose(0, 1).flatten(-2), w["W_O"])
        N = rms_norm(X, (d,), w["gain_2"], model.eps)
        X = X + linear(silu(linear(N, w["W_gate"])) * linear(N, w["W_up"]), w["W_down"])
        after.append(X)
    return torch.stack(after).numpy(), linear(rms_norm(X, (d,), torch.from_numpy(model.gain), model.eps), E).numpy()
