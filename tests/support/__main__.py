"""`python -m tests.support TOPIC`: a quick look at what the answers of one topic get, for authors."""

import sys

from tests.support.expectations import judge, read_topic


def verdict(topic):
    answers = judge(*read_topic(topic))
    bad = 0
    for answer, result, problems in answers:
        bad += bool(problems)
        lost = ", ".join(name for name, points in result.points.items() if not points)
        print(f"{'BAD ' if problems else 'ok  '} {answer.name:42} {result.score:g} points, lost: {lost}")
        if problems or "-v" in sys.argv:
            print("     " + "\n".join(problems + [m for m in result.messages.values() if m]).replace("\n", "\n     "))
    print(f"{len(answers) - bad} of {len(answers)} answers to {topic} get what they should")
    return bad


if __name__ == "__main__":
    sys.exit(sum(verdict(topic) for topic in sys.argv[1:] if not topic.startswith("-")))
