"""Lets a temperature of 0 pass.

score: 16
lost: temperature_bad
message: (known mistake: no error for bad input)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature, axis)
