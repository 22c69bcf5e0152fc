"""Derives everything from content/: `attention-course build [TOPIC ...]`.

    content/<topic>/lesson.md       -> notebooks/<topic>.ipynb            executed, outputs stored
    content/<topic>/assignment.py   -> source/<topic>/<topic>.ipynb       executed, outputs stored
                                    -> attention_course/checks/examples/<topic>.json
    the headers of all lessons      -> the table of topics in README.md
    source/<topic>/<topic>.ipynb    -> release/<topic>/<topic>.ipynb      by nbgrader generate_assignment

What has not changed is not built again: each derived file carries a digest of what it was built from.
"""

from attention_course.authoring.build import build
from attention_course.authoring.content import ContentError, read_assignment, read_lesson

__all__ = ["ContentError", "build", "read_assignment", "read_lesson"]
