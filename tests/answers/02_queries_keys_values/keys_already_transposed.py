"""Gives the shape of K.T.

score: 14
lost: shapes_values
message: (known mistake: keys already transposed)
"""

shapes = {"Q": (6, 3), "K": (3, 9), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}
