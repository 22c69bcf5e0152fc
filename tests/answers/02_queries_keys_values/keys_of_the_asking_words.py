"""Keys and values of the words that ask.

score: 14
lost: shapes_values
message: (known mistake: keys of the asking words)
"""

shapes = {"Q": (6, 3), "K": (6, 3), "V": (6, 2), "S": (6, 9), "A": (6, 9), "O": (6, 2)}
