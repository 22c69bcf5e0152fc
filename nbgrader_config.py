"""The one place where nbgrader is configured: what `nbgrader ...`, formgrader and `attention-course grade`
all read."""

c = get_config()  # noqa: F821  nbgrader provides it

c.CourseDirectory.course_id = "attention"  # PostgreSQL and nbgrader's exchange need one

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
