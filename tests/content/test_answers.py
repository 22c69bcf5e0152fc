"""Every answer in content/<topic>/answers.py loses exactly the points it should, and is told why; each known mistake is
recognised, from its own function and from an answer that was written differently."""

import functools

import pytest

from attention_course.course import Course
from attention_course.grading.answers import read_answers
from tests import ROOT
from tests.support import quick
from tests.support.expectations import exercises, judge, read_topic

TOPICS = [topic.name for topic in Course(ROOT).topics()]
topics = pytest.mark.parametrize("topic", TOPICS)


@functools.cache
def judged(topic):
    """(answer, its result, its problems) for each answer of a topic."""
    return judge(*read_topic(topic))


@functools.cache
def known(topic):
    """The known mistakes of a topic, as pairs (exercise, name)."""
    source, _, _ = read_topic(topic)
    return [(exercise, name) for exercise, names in quick.grade(source, {}).known.items() for name in names]


@topics
def test_answers_get_what_they_should(topic):
    assert not {str(answer): problems for answer, _, problems in judged(topic) if problems}


@pytest.mark.everything
@topics
def test_no_answer_costs_points_of_an_exercise_that_it_does_not_change(topic):
    assert not {str(answer): problems for answer, _, problems in judge(*read_topic(topic), whole=True) if problems}


@topics
def test_each_topic_has_an_empty_three_right_and_many_wrong_answers(topic):
    results = [(answer, result) for answer, result, _ in judged(topic)]
    assert [a for a, result in results if result.score == 0 and a.rest == "stub" and not a.code]
    assert len([a for a, result in results if all(result.points.values()) and a.code]) >= 3
    assert len({name for a, _ in results for name in a.mistakes}) >= 8


@topics
def test_a_known_mistake_is_recognised_from_its_own_function(topic):
    source, _, _ = read_topic(topic)
    told = quick.own_mistakes(source, exercises(source))
    assert set(told) == set(known(topic))
    assert not {mistake: names for mistake, names in told.items() if mistake[1] not in names}


@topics
def test_a_known_mistake_is_recognised_in_an_answer_that_is_written_differently(topic):
    source, _, _ = read_topic(topic)
    exercise = exercises(source)
    told = {(exercise[test], name) for _, result, _ in judged(topic) for test, name in result.mistakes.items() if name}
    assert not [mistake for mistake in known(topic) if mistake not in told], f"write answers in content/{topic}/"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('# %% answer="a"\ndef f(): pass\n', 'expected answer="name" and lost='),
        ('# %% lost=["t"]\ndef f(): pass\n', 'expected answer="name" and lost='),
        ('# %% answer="a" lost="t"\ndef f(): pass\n', "expected a list of tests"),
        ('# %% answer="a" lost=[] colour="red"\ndef f(): pass\n', r"unknown key \['colour'\]"),
        ('# %% answer="a" lost=[] rest="stubs"\ndef f(): pass\n', "rest='stubs'"),
        ('# %% answer="a" lost=[]\ndef g(): pass\n', r"defines none of \['f'\]"),
        ('# %% answer="a" lost=[]\n# No\n\n# %% answer="a" lost=[]\n# Yes\n', "two answers are named 'a'"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(tmp_path, text, words):
    path = tmp_path / "answers.py"
    path.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_answers(path, ["f"])


def test_answers_that_share_the_cells_before_them_get_what_each_gets_alone():
    source, stubs, answers = read_topic("00_the_whole_walk")
    submissions = [(stubs if answer.rest == "stub" else {}) | answer.code for answer in answers][:6]
    assert quick.grade_all(source, submissions) == [quick.grade(source, given) for given in submissions]


def test_helpers_and_imports_go_with_the_definition_that_follows(tmp_path):
    path = tmp_path / "answers.py"
    path.write_text(
        '# %% [markdown]\n# Answers.\n\n# %% answer="a" lost=["t"] mistake="m" says=["x", "y"]\n# By nobody.\n'
        "import math\n\ndef help(): pass\n\ndef f(): help()\n\ng = 3\n\nf2 = 1\n"
    )
    answer = read_answers(path, ["f", "g"])["a"]
    assert answer.code["f"].startswith("import math") and answer.code["g"] == "g = 3\n\nf2 = 1"
    assert (answer.title, answer.lost, answer.mistakes, answer.says) == ("By nobody.", {"t"}, ["m"], ["x", "y"])
