"""Values of three numbers.

score: 14
lost: shapes_values
message: (known mistake: values as wide as keys)
"""

shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 3), "S": (6, 9), "A": (6, 9), "O": (6, 3)}
