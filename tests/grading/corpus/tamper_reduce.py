"""The result would run a command when it is unpickled."""

POINTS = [0, 3, 0]

ANSWERS = {
    "row_means": """
import os
class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/pickled",)
def row_means(A):
    return Bomb()
"""
}
