"""Rows of the scores are the words that are asked.

score: 14
lost: shapes_values
message: (known mistake: keys as rows of scores)
"""

shapes = {"Q": (6, 3), "K": (9, 3), "V": (9, 2), "S": (9, 6), "A": (9, 6), "O": (6, 2)}
