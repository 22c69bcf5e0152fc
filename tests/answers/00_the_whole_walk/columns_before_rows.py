"""Searches column by column.

score: 13
lost: strongest_link_ties
message: (known mistake: columns before rows)
"""


def strongest_link(A, words):
    best = (0, 0)
    for j in range(len(words)):
        for i in range(len(words)):
            if A[i, j] > A[best]:
                best = (i, j)
    return words[best[0]], words[best[1]]
