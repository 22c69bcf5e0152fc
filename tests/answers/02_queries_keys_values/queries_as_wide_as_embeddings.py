"""Queries and keys of five numbers.

score: 14
lost: shapes_values
message: (known mistake: d model is left)
"""

shapes = {"Q": (6, 5), "K": (9, 5), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}
