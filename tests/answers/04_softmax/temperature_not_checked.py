"""Does not look at the temperature.

score: 16
lost: temperature_bad
message: (known mistake: no error for bad input)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    return softmax(z / temperature, axis)
