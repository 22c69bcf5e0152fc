"""The error rounds the temperature.

score: 16
lost: temperature_bad
message: (known mistake: error message says too little)
"""

def softmax_with_temperature(z, temperature, axis=-1):
    if temperature <= 0:
        raise ValueError(f"temperature {temperature:.0f} came, must be above zero")
    return softmax(z / temperature, axis)
