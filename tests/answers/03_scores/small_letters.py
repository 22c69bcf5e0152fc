"""Words in small letters.

score: 15
lost: most_attended_values
message: item 1 is 'the' where 'THE' is expected
"""

def most_attended(S, words):
    return [words[j].lower() for j in S.argmax(axis=1)]
