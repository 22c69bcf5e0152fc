"""A wrong softmax, and a right temperature that calls it: only softmax loses points.

score: 11
lost: softmax_values, softmax_axes, softmax_large, softmax_integers
message: (known mistake: softmax over everything)
"""


import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature, axis=axis)
