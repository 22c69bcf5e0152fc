"""Holds what an answer in tests/answers/ gets against what it says that it must get."""

from attention_course.course import Course
from attention_course.grading.answers import read_answers, solution_cells
from tests import ROOT
from tests.support import quick


def read_topic(name):
    """The solved notebook of a topic, the stubs of its student version, and its answers."""
    [topic] = Course(ROOT).topics([name])
    source = quick.read(topic.source)
    stubs = solution_cells(quick.read(topic.release))
    return source, stubs, read_answers(ROOT / "tests" / "answers" / name, stubs)


def problems(answer, points, messages):
    """What differs from the answer's own word, as sentences; empty where all is as it should be."""
    found = []
    lost = {name for name, got in points.items() if not got}
    if sum(points.values()) != answer.score:
        found.append(f"scores {sum(points.values()):g}; it must score {answer.score:g}")
    if lost != answer.lost:
        found.append(f"loses {sorted(lost)}; it must lose {sorted(answer.lost)}")
    text = "\n".join(message for message in messages.values() if message)
    found += [f"no message says {words!r}" for words in answer.messages if words not in text]
    return found


def judge(source, stubs, answer):
    """Run the answer in a child process, and return its result and its problems."""
    code = (stubs if answer.rest == "stub" else {}) | answer.code
    result = quick.grade(source, code)
    return result, problems(answer, result.points, result.messages)


def solved(name):
    """What the solved assignment of a topic defines, without its tests: {name: object}."""
    [topic] = Course(ROOT).topics([name])
    defined = {}
    for cell in quick.read(topic.source).cells:
        meta = quick.meta(cell)
        if cell.cell_type == "code" and (meta.get("solution") or (meta.get("locked") and not meta.get("grade"))):
            exec(cell.source, defined)
    return defined
