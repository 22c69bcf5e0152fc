"""Checks the temperature, and forgets it.

score: 15
lost: temperature_values
message: (known mistake: temperature ignored)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z, axis)
