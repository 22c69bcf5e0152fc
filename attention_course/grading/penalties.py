"""Penalties for late hand-ins by the current due dates, extensions and points, which may change after grading."""

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import or_
from traitlets.config import Config


def renew_penalties(config: Config, course: CourseDirectory, names: list[str], write: bool = True) -> int:
    """Ask the configured plug-in for the penalty of each late submission of these assignments, as nbgrader does when it
    grades one. Returns how many differ from the gradebook's, which is updated if `write`."""
    assign = AssignLatePenalties(config=config)
    assign.init_plugin()
    changed = 0
    with Gradebook(course.db_url, course.course_id) as gradebook:
        late = or_(SubmittedAssignment.timestamp > Assignment.duedate, SubmittedAssignment.extension.is_not(None))
        found = (
            gradebook.db.query(SubmittedNotebook)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name.in_(names), or_(late, SubmittedNotebook.late_submission_penalty > 0))
        )
        for notebook in found.all():
            penalty = _penalty(assign, notebook)
            if (notebook.late_submission_penalty or 0) != (penalty or 0):
                changed += 1
                if write:
                    notebook.late_submission_penalty = penalty
        if write and changed:
            gradebook.db.commit()
    return changed


def _penalty(assign, notebook):
    """The penalty that AssignLatePenalties sets; None if there is none."""
    submission = notebook.assignment
    seconds = submission.total_seconds_late
    if not seconds:
        return None
    penalty = assign.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, seconds)
    return None if penalty is None else min(max(penalty, 0), notebook.score)
