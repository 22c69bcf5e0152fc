"""`python -m tests.support TOPIC`: a quick look at what the answers of one topic get, for authors."""

import sys

from pathlib import Path

from attention_course.grading.answers import read_answers, solution_cells
from tests.support import quick

ROOT = Path(__file__).resolve().parents[2]


def verdict(topic):
    source = quick.read(ROOT / "source" / topic / f"{topic}.ipynb")
    exercises = solution_cells(source)
    stubs = solution_cells(quick.read(ROOT / "release" / topic / f"{topic}.ipynb"))
    bad = 0
    for answer in read_answers(ROOT / "tests" / "answers" / topic, exercises):
        code = (stubs if answer.rest == "stub" else {}) | answer.code
        result = quick.grade(source, code)
        lost = {name for name, points in result.points.items() if not points}
        text = "\n".join(m for m in result.messages.values() if m)
        missing = [m for m in answer.messages if m not in text]
        good = result.score == answer.score and lost == answer.lost and not missing
        bad += not good
        print(f"{'ok  ' if good else 'BAD '} {answer.path.stem:42} {result.score:g} points, lost: {', '.join(sorted(lost))}")
        if not good or "-v" in sys.argv:
            print(f"     expected {answer.score:g}, lost: {', '.join(sorted(answer.lost))}; missing messages: {missing}")
            print("     " + text.replace("\n", "\n     "))
    return bad


if __name__ == "__main__":
    sys.exit(sum(verdict(topic) for topic in sys.argv[1:] if not topic.startswith("-")))
