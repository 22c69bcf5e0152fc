"""Whether results are up to date with the assignment in source/, the hand-ins and the due dates."""

import collections

from attention_course.course import CourseError
from attention_course.grading.assignment import read_assignment
from attention_course.grading.authored import differences
from attention_course.grading.course_folder import open_course
from attention_course.grading.penalties import renew_penalties
from attention_course.grading.plan import plan
from attention_course.grading.wording import a_few


def changed_sources(root: str, names: list[str], db_url: str | None = None) -> list[str]:
    """A line for each of these assignments that has changed in source/ since it was entered into the gradebook."""
    config, course = open_course(root, db_url)
    lines = []
    for name in names:
        try:
            changed = differences(config, course, read_assignment(course, name))
        except CourseError as error:
            changed = [str(error)]
        if changed:
            lines.append(
                f"{name}: these results are of an older version than source/ ({a_few(changed, '; ')}): "
                f"`attention-course assign {name}` enters the new one and grades again"
            )
    return lines


def stale_results(root: str, names: list[str], db_url: str | None = None) -> list[str]:
    """A line for each reason why the results of these assignments differ from what grading now would give."""
    lines = changed_sources(root, names, db_url)
    for name in names:
        try:
            jobs = plan(root, [name], db_url).jobs
        except CourseError:  # the hand-ins are not here any more
            continue
        for of, count in collections.Counter(job.outdated for job in jobs if job.outdated).items():
            results = "1 result is" if count == 1 else f"{count} results are"
            lines.append(f"{name}: {results} {of}: `attention-course grade {name}` grades them again")
    config, course = open_course(root, db_url)
    penalties = renew_penalties(config, course, names, write=False)
    if penalties:
        late = "1 late hand-in is" if penalties == 1 else f"{penalties} late hand-ins are"
        lines.append(
            f"the penalty of {late} based on another due date or other points: `attention-course grade` updates it"
        )
    return lines
