"""An assert in place of the ValueError.

score: 16
lost: temperature_bad
message: (known mistake: wrong kind of error)
"""


def softmax_with_temperature(z, temperature, axis=-1):
    assert temperature > 0, f"temperature is {temperature}"
    return softmax(z / temperature, axis)
