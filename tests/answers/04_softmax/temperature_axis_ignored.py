"""Does not hand the axis on.

score: 15
lost: temperature_values
message: (known mistake: axis ignored)
message: softmax(..., axis=axis)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature is {temperature}, expected above 0")
    return softmax(z / temperature)
