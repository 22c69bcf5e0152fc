"""Takes the last of equal weights.

score: 13
lost: strongest_link_ties
message: (known mistake: last of the ties)
"""


def strongest_link(A, words):
    best = (0, 0)
    for i in range(len(words)):
        for j in range(len(words)):
            if A[i, j] >= A[best]:
                best = (i, j)
    return words[best[0]], words[best[1]]
