"""A row of output for each word that is asked.

score: 14
lost: shapes_values
message: (known mistake: output for each key)
"""

shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (6, 9), "A": (6, 9), "O": (9, 2)}
