"""Divides by the root of the temperature, as if it were d_k.

score: 15
lost: temperature_values
message: (known mistake: root of the temperature)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature**0.5, axis)
