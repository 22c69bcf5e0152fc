"""Derives everything from content/: `python -m attention_course.authoring [TOPIC ...]`.

    content/<topic>/lesson.md       -> notebooks/<topic>.ipynb            executed, outputs stored
    content/<topic>/assignment.py   -> source/<topic>/<topic>.ipynb       executed, outputs stored
                                    -> attention_course/checks/examples/<topic>.json
    source/<topic>/<topic>.ipynb    -> release/<topic>/<topic>.ipynb      by nbgrader generate_assignment

What did not change is not made again: each derived file carries a digest of what it was made from.
"""

from attention_course.authoring.content import ContentError, read_assignment, read_lesson
from attention_course.authoring.course import Course, Topic, build

__all__ = ["ContentError", "Course", "Topic", "build", "read_assignment", "read_lesson"]
