"""The one place where nbgrader is configured: what `nbgrader ...`, formgrader and `attention-course grade`
all read."""

import os
import sys

c = get_config()  # noqa: F821  nbgrader provides it

# nbgrader calls `alembic` by its bare name; it stands beside this Python.
_beside = os.path.dirname(sys.executable)
if _beside not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join(filter(None, [_beside, os.environ.get("PATH")]))

# All that decides over folders is set here, so that another course's settings in a home folder change none of it.
c.CourseDirectory.course_id = "attention"  # PostgreSQL and nbgrader's exchange need one
c.CourseDirectory.root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "gradebook.db").replace(
    "%", "%25"
).replace("?", "%3F")
c.CourseDirectory.directory_structure = os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
c.CourseDirectory.student_id = c.CourseDirectory.notebook_id = "*"
c.CourseDirectory.student_id_exclude = ""

# Submissions are taken in by a reader that understands anything, and run in a sandbox, without the hidden tests.
# SECURITY.md says what that guards.
c.Autograde.exporter_class = "attention_course.grading.intake.SubmissionExporter"
c.SubmissionExporter.optimistic_validation = True  # of the notebook format: once at the end, not after each step
c.Autograde.sanitize_preprocessors = []  # that reader writes every cell anew, with what the gradebook says of it
c.Autograde.autograde_preprocessors = [
    "attention_course.grading.run_submission.BoxedExecute",
    "nbgrader.preprocessors.LimitOutput",
    "attention_course.grading.save.SaveGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# Feedback pages show no hidden test, and need no network.
c.GenerateFeedback.exporter_class = "attention_course.grading.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "attention_course.grading.feedback.StudentsView",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# In Formgrader, too, formulas need no network, and no script of a student runs.
c.HTMLExporter.filters = {"markdown2html": "attention_course.grading.feedback.clean_markdown"}
