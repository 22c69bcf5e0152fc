"""A language of 180 stories, whose next word depends on who did what to whom, and all that can be known of it exactly.

A story has two sentences and ten tokens, such as "the cat chases the dog . the dog flees ." Six animals meet in six
verbs, and the verb says who acts next, and how: whoever is chased flees, and so does whoever fears.
"""

import itertools
from collections.abc import Iterable

import numpy as np

from attention_course.datasets.messages import sentence

ANIMALS = ["cat", "dog", "fox", "hen", "mouse", "owl"]
# After each verb: who acts next, the one that acted or the one that was acted on, and what that one does.
VERBS = {
    "chases": ("second", "flees"),
    "fears": ("first", "flees"),
    "feeds": ("second", "eats"),
    "robs": ("first", "eats"),
    "calls": ("second", "comes"),
    "visits": ("first", "comes"),
}
WORDS = ["the", ".", *ANIMALS, *VERBS, "flees", "eats", "comes"]  # a token is a place in this list
PLACES = ["the", "first", "verb", "the", "second", ".", "the", "who", "what", "."]  # of the ten words of a story
WHO, WHAT = PLACES.index("who"), PLACES.index("what")


def tell(first: str, verb: str, second: str) -> list[str]:
    """The ten words of one story."""
    role, what = VERBS[verb]
    return ["the", first, verb, "the", second, ".", "the", first if role == "first" else second, what, "."]


def tokens_of(words: list[str]) -> list[int]:
    """The token of each word; ValueError names a word that the stories do not have."""
    unknown = [word for word in words if word not in WORDS]
    if unknown:
        raise ValueError(sentence("unknown_word", word=unknown[0], known=", ".join(WORDS)))
    return [WORDS.index(word) for word in words]


def words_of(tokens: Iterable[int]) -> str:
    """The text of these tokens, with a space between the words."""
    return " ".join(WORDS[token] for token in tokens)


def stories(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """All stories as tokens, in two parts: (144, 10) to learn from and (36, 10) that are kept out.

    Each of the 36 beginnings "the FIRST VERB the" goes on in five ways, and one of them, drawn with the seed, is kept
    out. So both parts have each first animal, each verb and each pair of the two equally often.
    """
    rng = np.random.default_rng(seed)
    learned, kept = [], []
    for first, verb in itertools.product(ANIMALS, VERBS):
        others = [animal for animal in ANIMALS if animal != first]
        left_out = rng.integers(len(others))
        for place, second in enumerate(others):
            (kept if place == left_out else learned).append(tokens_of(tell(first, verb, second)))
    return np.array(learned), np.array(kept)


def best_possible(told: np.ndarray, ordered: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """What nobody can beat who guesses each next word of the stories `told` (m, n), all of them equally likely.

    Two arrays (n - 1,), one number for each place from the second on: the share of right guesses, and the cross-entropy
    in nats. Both are counted: among all stories with the same words before, how often does each word come next?
    `ordered=False`: the same for a reader who sees which words came before, and not in which order.
    """
    accuracy, loss = [], []
    for place in range(1, told.shape[1]):
        after = {}
        for story in told.tolist():
            before = tuple(story[:place] if ordered else sorted(story[:place]))
            counts = after.setdefault(before, np.zeros(told.max() + 1))
            counts[story[place]] += 1
        accuracy.append(sum(counts.max() for counts in after.values()) / len(told))
        shares = [(counts[counts > 0], counts.sum()) for counts in after.values()]
        loss.append(-sum((counts * np.log(counts / total)).sum() for counts, total in shares) / len(told))
    return np.array(accuracy), np.array(loss)
