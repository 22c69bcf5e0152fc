"""Penalties for late hand-ins by the current due dates, extensions and points, which may change after grading."""

import math
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Assignment, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import or_
from traitlets.config import Config

from attention_course.course import CourseError


class LatePenalties(AssignLatePenalties):
    """nbgrader's, with a plug-in whose faults are the instructor's to mend, and cost no student a point."""

    def init_plugin(self) -> None:
        super().init_plugin()
        plugin, ask = self.plugin_inst, self.plugin_inst.late_submission_penalty

        def penalty(student_id: str, score: float, total_seconds_late: float) -> float | None:
            try:
                given = ask(student_id, score, total_seconds_late)
                points = None if given is None else float(given)
            except Exception as error:  # it is the instructor's code
                said = f"{type(error).__name__}: {error}"
            else:
                if points is None or math.isfinite(points):
                    return points
                said = f"it gave {points}, expected a number of points, or None"
            raise CourseError(
                f"{type(plugin).__name__}.{ask.__name__} fails for {student_id}, {total_seconds_late:.0f} s late: "
                f"{said}; mend it in nbgrader_config.py, and run this again"
            )

        plugin.late_submission_penalty = penalty

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """nbgrader's, for what is late, or was."""
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            found = _concerned(gradebook, [ids["assignment"]], SubmittedNotebook.id)
            concerned = found.filter(SubmittedAssignment.student_id == ids["student"]).first() is not None
        return super().preprocess(nb, resources) if concerned else (nb, resources)


def renew_penalties(config: Config, course: CourseDirectory, names: list[str], write: bool = True) -> int:
    """Ask the configured plug-in for the penalty of each late submission of these assignments, as nbgrader does when it
    grades one. Returns how many differ from the gradebook's, which is updated if `write`."""
    assign = LatePenalties(config=config)
    assign.init_plugin()
    changed = 0
    with Gradebook(course.db_url, course.course_id) as gradebook:
        for notebook in _concerned(gradebook, names, SubmittedNotebook).all():
            penalty = _penalty(assign, notebook)
            if (notebook.late_submission_penalty or 0) != (penalty or 0):
                changed += 1
                if write:
                    notebook.late_submission_penalty = penalty
        if write and changed:
            gradebook.db.commit()
    return changed


def _concerned(gradebook, names, what):
    """Of the notebooks that came late, or late but for an extension, or have a penalty."""
    late = or_(SubmittedAssignment.timestamp > Assignment.duedate, SubmittedAssignment.extension.is_not(None))
    return (
        gradebook.db.query(what)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name.in_(names), or_(late, SubmittedNotebook.late_submission_penalty > 0))
    )


def _penalty(assign, notebook):
    """The penalty that AssignLatePenalties sets; None if there is none."""
    submission = notebook.assignment
    seconds = submission.total_seconds_late
    if not seconds:
        return None
    penalty = assign.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, seconds)
    return None if penalty is None else min(max(penalty, 0), notebook.score)
