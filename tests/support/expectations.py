"""Holds what an answer in content/<topic>/answers.py gets against what it says that it must get."""

from attention_course.authoring.content import exercise_of
from attention_course.course import Course
from attention_course.grading.answers import read_answers, solution_cells
from tests import ROOT
from tests.support import quick


def read_topic(name):
    """The solved notebook of a topic, the stubs of its student version, and its answers."""
    [topic] = Course(ROOT).topics([name])
    source = quick.read(topic.source)
    stubs = solution_cells(quick.read(topic.release))
    return source, stubs, list(read_answers(topic.answers, stubs).values())


def problems(answer, result):
    """What differs from the answer's own word, as sentences; empty where all is as it should be."""
    found = []
    lost = {name for name, points in result.points.items() if not points}
    expected = set(result.points) if answer.lost == "all" else answer.lost
    if lost != expected:
        found.append(f"loses {sorted(lost)}; it must lose {sorted(expected)}")
    told = set(filter(None, result.mistakes.values()))
    found += [f"no message names {name!r}; named are {sorted(told)}" for name in answer.mistakes if name not in told]
    text = "\n".join(filter(None, result.messages.values()))
    found += [f"no message says {words!r}" for words in answer.says if words not in text]
    return found


def judge(source, stubs, answers, whole=False):
    """(answer, its result, its problems) for each answer, run in a child process of its own.

    Of wrong answers to the same exercises only the first runs on to the end of the notebook, to show that it costs no
    points elsewhere; the others end with the tests of these exercises, but where all are to run `whole`.
    """
    submissions = [(stubs if answer.rest == "stub" else {}) | answer.code for answer in answers]
    exercise, seen, only = exercises(source), set(), []
    for answer in answers:
        own = {test for test, name in exercise.items() if name in answer.code}
        alone = answer.rest != "stub" and answer.lost != "all" and own >= answer.lost
        ends = alone and frozenset(answer.code) in seen
        only.append(own if ends and not whole else ())
        seen.add(frozenset(answer.code))
    results = quick.grade_all(source, submissions, only=only)
    return [(answer, result, problems(answer, result)) for answer, result in zip(answers, results, strict=True)]


def exercises(source):
    """{test: exercise} of a solved notebook: which exercise each test cell checks."""
    return {quick.meta(cell).grade_id: exercise_of(cell) for cell in source.cells if exercise_of(cell)}


def solved(name):
    """What the solved assignment of a topic defines, without its tests: {name: object}."""
    [topic] = Course(ROOT).topics([name])
    defined = {}
    for cell in quick.read(topic.source).cells:
        meta = quick.meta(cell)
        if cell.cell_type == "code" and (meta.get("solution") or (meta.get("locked") and not meta.get("grade"))):
            exec(cell.source, defined)
    return defined
