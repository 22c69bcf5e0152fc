"""A softmax of its own, over the whole matrix.

score: 15
lost: temperature_values
message: (known mistake: softmax over everything)
"""

import numpy as np


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    e = np.exp(z / temperature - np.max(z / temperature))
    return e / e.sum()
