"""The one place where nbgrader is configured: what `nbgrader ...`, formgrader and `python -m attention_course.grading`
all read."""

c = get_config()  # noqa: F821  nbgrader provides it

# Submissions are taken in by a reader that understands anything, and run in a sandbox, without the hidden tests.
# docs/security.md says what that guards.
c.Autograde.exporter_class = "attention_course.grading.intake.SubmissionExporter"
c.Autograde.autograde_preprocessors = [
    "attention_course.grading.execute.BoxedExecute",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Feedback pages show no hidden test, and need no network.
c.GenerateFeedback.exporter_class = "attention_course.grading.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "attention_course.grading.feedback.StudentsView",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
