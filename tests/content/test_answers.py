"""Every answer in tests/answers/ scores what it says, loses exactly those points, and is told why."""

import re

import pytest

from attention_course.course import Course
from attention_course.grading.answers import read_answer
from tests import ROOT
from tests.support.expectations import judge, read_topic

TOPICS = [topic.name for topic in Course(ROOT).topics()]
topics = pytest.mark.parametrize("topic", TOPICS)


@topics
def test_answers_get_what_they_should(topic):
    source, stubs, answers = read_topic(topic)
    wrong = {str(answer): found for answer in answers if (found := judge(source, stubs, answer)[1])}
    assert not wrong


@topics
def test_each_topic_has_an_empty_three_right_and_many_wrong_answers(topic):
    source, _, answers = read_topic(topic)
    full = sum(
        c.metadata.nbgrader.points
        for c in source.cells
        if c.metadata.get("nbgrader", {}).get("grade") and c.cell_type == "code"
    )
    assert [a for a in answers if a.score == 0 and a.rest == "stub" and not a.code]
    assert len([a for a in answers if a.score == full and not a.lost]) >= 3
    named = {words for a in answers for words in a.messages if "known mistake" in words}
    assert len(named) >= 8


def test_there_are_many_distinct_known_mistakes():
    named = {
        (topic, words)
        for topic in TOPICS
        for answer in read_topic(topic)[2]
        for words in answer.messages
        if re.search(r"known mistake", words)
    }
    assert len(named) >= 8 * len(TOPICS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"""T\n\nscore: 3\n"""\ndef f(): pass\n', "does not say `lost:`"),
        ('"""T\n\nlost:\n"""\ndef f(): pass\n', "does not say `score:`"),
        ('"""T\n\nscore: 3\nlost:\ncolour: red\n"""\ndef f(): pass\n', "cannot read 'colour: red'"),
        ('"""T\n\nscore: 3\nlost:\n"""\ndef g(): pass\n', r"defines none of \['f'\]"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(tmp_path, text, words):
    path = tmp_path / "answer.py"
    path.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_answer(path, ["f"])


def test_helpers_and_imports_go_with_the_definition_that_follows(tmp_path):
    path = tmp_path / "answer.py"
    path.write_text(
        '"""T\n\nscore: 3\nlost:\n"""\nimport math\n\ndef help(): pass\n\ndef f(): help()\n\ng = 3\n\nf2 = 1\n'
    )
    answer = read_answer(path, ["f", "g"])
    assert answer.code["f"].startswith("import math") and answer.code["g"] == "g = 3\n\nf2 = 1"
