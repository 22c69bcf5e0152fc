"""Everything turned round.

score: 14
lost: shapes_values
message: (known mistake: words as columns)
"""

shapes = {"Q": (3, 6), "K": (3, 9), "V": (2, 9), "S": (9, 6), "A": (9, 6), "O": (2, 6)}
