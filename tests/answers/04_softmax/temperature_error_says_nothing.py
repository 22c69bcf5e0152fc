"""A ValueError that does not tell what came.

score: 16
lost: temperature_bad
message: (known mistake: error message says too little)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError("temperature must be positive")
    return softmax(z / temperature, axis)
