"""The largest so far starts at 0.

score: 11
lost: strongest_link_values
message: (known mistake: starts from zero)
"""

def strongest_link(A, words):
    best = 0
    pair = (words[0], words[0])
    for i in range(len(A)):
        for j in range(len(A)):
            if A[i, j] > best:
                best = A[i, j]
                pair = words[i], words[j]
    return pair
