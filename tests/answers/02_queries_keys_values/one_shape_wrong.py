"""One slip in one shape.

score: 14
lost: shapes_values
message: at key 'V' you have (2, 9)
"""

shapes = {"Q": (6, 3), "K": (9, 3), "V": (2, 9), "S": (6, 9), "A": (6, 9), "O": (6, 2)}
