"""Right, with loops and plain Python.

score: 18
lost:
"""

import math

import numpy as np


def build_vocabulary(words):
    seen = []
    for word in words:
        if word not in seen:
            seen.append(word)
    return {word: number for number, word in enumerate(seen)}


def one_hot(words, numbers):
    for word in words:
        if word not in numbers:
            raise ValueError("unknown word: " + word)
    return np.array([[1.0 if word == other else 0.0 for other in numbers] for word in words]).reshape(
        len(words), len(numbers))


def embed(words, numbers, table):
    rows = np.zeros((len(words), table.shape[1]))
    for k, word in enumerate(words):
        if word not in numbers:
            raise ValueError(f"{word} is unknown")
        rows[k] = table[numbers[word]]
    return rows


def cosine_similarity(left, right):
    if len(left[0]) != len(right[0]):
        raise ValueError(f"rows of {len(left[0])} and of {len(right[0])} numbers")
    result = np.zeros((len(left), len(right)))
    for i, a in enumerate(left.tolist()):
        for j, b in enumerate(right.tolist()):
            size = math.sqrt(sum(x * x for x in a)) * math.sqrt(sum(y * y for y in b))
            if size != 0:
                result[i, j] = sum(x * y for x, y in zip(a, b)) / size
    return result


def nearest_words(word, numbers, table, k):
    if word not in numbers:
        raise ValueError(f"I do not know {word}")
    scored = []
    for other, place in numbers.items():
        if other != word:
            scored.append((cosine_similarity(table[[numbers[word]]], table[[place]])[0, 0], other))
    scored.sort(key=lambda pair: pair[0], reverse=True)
    return [other for _, other in scored[:k]]


def ppmi(counts):
    size = len(counts)
    total = counts.sum()
    result = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            if counts[i, j] > 0:
                ratio = (counts[i, j] / total) / ((counts[i].sum() / total) * (counts[:, j].sum() / total))
                result[i, j] = max(0, math.log(ratio))
    return result
