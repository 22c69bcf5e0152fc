"""Every width is that of an embedding.

score: 14
lost: shapes_values
message: (known mistake: d model is left everywhere)
"""

shapes = {"Q": (6, 5), "K": (9, 5), "V": (9, 5), "S": (6, 9), "A": (6, 9), "O": (6, 5)}
