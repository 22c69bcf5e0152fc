"""The settings by which nbgrader grades a course, this one or any other, with this grader.

It imports nothing of nbgrader, which reads it while it starts.
"""

import os
from pathlib import Path
from typing import Any

from attention_course.course import path_of_programs


def use_sandbox(c: Any) -> None:
    """Set all by which submissions are graded in the sandbox, and feedback is made: for an nbgrader_config.py, whose
    `c = get_config()` this is. What the file sets afterwards counts."""
    os.environ["PATH"] = path_of_programs()

    # Submissions are taken in by a reader that understands anything, and run in a sandbox. SECURITY.md says what that
    # guards.
    c.Autograde.exporter_class = "attention_course.grading.intake.SubmissionExporter"
    c.SubmissionExporter.optimistic_validation = True  # of the notebook format: once at the end, not after each step
    c.Autograde.sanitize_preprocessors = []  # that reader writes every cell anew, with what the gradebook says of it
    c.Autograde.autograde_preprocessors = [
        "attention_course.grading.run_submission.SandboxedExecute",
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

    # In Formgrader, too, it is said what was irregular, formulas need no network, and no script of a student runs.
    c.HTMLExporter.preprocessors = ["attention_course.grading.feedback.AboutTheFile"]
    c.HTMLExporter.filters = {"markdown2html": "attention_course.grading.feedback.clean_markdown"}

    # What students share with the instructor's account is read with care. An exchange of another kind, which one of the
    # machine's or the user's settings names, stays.
    if not _names_an_exchange():
        for name in ("collect", "release_assignment", "release_feedback"):
            kind = "".join(word.capitalize() for word in name.split("_"))
            c.ExchangeFactory[name] = f"attention_course.grading.exchange.{kind}"


def _names_an_exchange() -> bool:
    from jupyter_core.paths import jupyter_config_path

    files = [Path(folder, f"nbgrader_config.{kind}") for folder in jupyter_config_path() for kind in ("py", "json")]
    return any("ExchangeFactory" in _text(file) for file in files)


def _text(file):
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
