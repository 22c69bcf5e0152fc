"""Looks at the first row only.

score: 8
lost: strongest_link_values, strongest_link_ties
message: (known mistake: strongest of first query)
"""


def strongest_link(A, words):
    return words[0], words[int(A[0].argmax())]
