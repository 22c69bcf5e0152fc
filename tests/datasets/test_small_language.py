"""The small language, and that what is called best possible is what its own rules give."""

import itertools

import numpy as np
import pytest

from attention_course.datasets import small_language as language

LEARNED, KEPT = language.stories()
ALL = np.concatenate([LEARNED, KEPT])


def test_there_are_all_180_stories_each_once():
    told = {language.words_of(story) for story in ALL}
    expected = {
        " ".join(language.tell(a, verb, b))
        for a, b in itertools.permutations(language.ANIMALS, 2)
        for verb in language.VERBS
    }
    assert told == expected and len(ALL) == 180 == len(told) and ALL.shape[1] == len(language.PLACES)
    assert "the cat chases the dog . the dog flees ." in told and "the cat fears the dog . the cat flees ." in told


def test_each_role_and_each_outcome_is_as_frequent_as_the_others():
    roles = [role for role, _ in language.VERBS.values()]
    assert roles.count("first") == roles.count("second") == 3
    assert sorted(what for _, what in language.VERBS.values()) == sorted(2 * language.WORDS[-3:])


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_what_is_kept_out_is_as_varied_as_what_is_learned(seed):
    learned, kept = language.stories(seed)
    assert (learned.shape, kept.shape) == ((144, 10), (36, 10))
    assert not {tuple(s) for s in learned} & {tuple(s) for s in kept}
    assert len({tuple(story[1:3]) for story in kept}) == 36
    pairs, times = np.unique(learned[:, 1:3], axis=0, return_counts=True)
    assert len(pairs) == 36 and set(times) == {4}


def test_another_seed_keeps_out_others():
    assert {tuple(s) for s in language.stories(1)[1]} != {tuple(s) for s in KEPT}


def test_the_best_possible_is_what_the_rules_of_the_language_give():
    accuracy, loss = language.best_possible(ALL)
    assert np.allclose(accuracy, [1 / 6, 1 / 6, 1, 1 / 5, 1, 1, 1, 1, 1])
    assert np.allclose(loss, [np.log(6), np.log(6), 0, np.log(5), 0, 0, 0, 0, 0])


def test_whoever_knows_the_list_of_stories_may_do_better_at_the_second_animal_alone():
    accuracy, loss = language.best_possible(LEARNED)
    assert np.allclose(accuracy[3], 1 / 4) and np.allclose(loss[3], np.log(4))
    assert np.allclose(np.delete(loss, 3), np.delete(language.best_possible(ALL)[1], 3))


def test_without_the_order_who_acts_next_is_a_toss_of_a_coin():
    accuracy, loss = language.best_possible(ALL, ordered=False)
    assert np.isclose(accuracy[language.WHO - 1], 1 / 2) and np.isclose(loss[language.WHO - 1], np.log(2))
    assert np.isclose(accuracy[language.WHAT - 1], 1)


def test_no_guesser_beats_the_best_possible():
    accuracy, _ = language.best_possible(ALL)
    for story in ALL:
        assert language.words_of(story).split() == [language.WORDS[token] for token in story]
    frequent = [np.bincount(ALL[:, place]).argmax() for place in range(1, 10)]
    assert ((frequent == ALL[:, 1:]).mean(axis=0) <= accuracy + 1e-12).all()


def test_an_unknown_word_is_named():
    with pytest.raises(ValueError, match="'cow'.*cat"):
        language.tokens_of(["the", "cow"])
