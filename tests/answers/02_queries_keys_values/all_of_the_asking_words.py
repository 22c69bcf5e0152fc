"""Only the words that ask.

score: 14
lost: shapes_values
message: (known mistake: all of the asking words)
"""

shapes = {"Q": (6, 3), "K": (6, 3), "V": (6, 2), "S": (6, 6), "A": (6, 6), "O": (6, 2)}
