"""Raises the weights to a power after softmax.

score: 15
lost: temperature_values
message: (known mistake: power of the weights)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    p = softmax(z, axis) ** (1 / temperature)
    return p / p.sum(axis=axis, keepdims=True)
