"""Weights turned, scores not.

score: 14
lost: shapes_values
message: (known mistake: weights turned)
"""

shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (9, 6), "O": (6, 2)}
