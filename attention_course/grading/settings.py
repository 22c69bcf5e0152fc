"""The settings with which nbgrader grades a course, this one or any other, with this grader.

This module imports nothing from nbgrader, which reads it while it starts.
"""

import glob
import os
import sys
from pathlib import Path
from typing import Any

from attention_course.course import path_of_programs


def use_sandbox(c: Any) -> None:
    """Set everything needed to grade submissions in the sandbox and to make feedback. To be called in an
    nbgrader_config.py, with its `c = get_config()`; what the file sets afterwards takes precedence."""
    os.environ["PATH"] = path_of_programs()
    _say_where_nbgrader_finds_nothing(os.getcwd())

    # Submissions are taken in by a reader that copes with anything, and run in a sandbox. SECURITY.md says what that
    # protects.
    c.Autograde.exporter_class = "attention_course.grading.intake.SubmissionExporter"
    c.SubmissionExporter.optimistic_validation = True  # of the notebook format: once at the end, not after each step
    c.Autograde.sanitize_preprocessors = []  # that reader writes every cell anew, with what the gradebook says of it
    c.Autograde.autograde_preprocessors = [
        "attention_course.grading.run_submission.SandboxedExecute",
        "nbgrader.preprocessors.LimitOutput",
        "attention_course.grading.save.SaveGrades",
        "attention_course.grading.penalties.LatePenalties",
    ]

    # Feedback pages show no hidden test, and need no network.
    c.GenerateFeedback.exporter_class = "attention_course.grading.feedback.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "attention_course.grading.feedback.StudentsView",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]

    # Formgrader, too, shows what was irregular, needs no network for formulas, and runs no script of a student.
    c.HTMLExporter.preprocessors = ["attention_course.grading.feedback.AboutTheFile"]
    c.HTMLExporter.filters = {"markdown2html": "attention_course.grading.feedback.clean_markdown"}

    # The folder that students share with the instructor's account is read with care. An exchange of another kind, named
    # in the machine's or the user's settings, is kept.
    if not _names_an_exchange():
        for name in ("collect", "release_assignment", "release_feedback"):
            kind = "".join(word.capitalize() for word in name.split("_"))
            c.ExchangeFactory[name] = f"attention_course.grading.exchange.{kind}"


def _say_where_nbgrader_finds_nothing(folder):
    """nbgrader looks for files by patterns, and says only that nothing was matched, Formgrader not even that."""
    if Path(sys.argv[0]).stem.startswith(("nbgrader", "jupyter")) and folder not in glob.glob(folder):
        print(
            f"nbgrader's own commands and Formgrader find nothing in {folder}, since they take brackets for a pattern: "
            "rename the folder, or use `attention-course assign`, `grade` and `words`, which work in it",
            file=sys.stderr,
        )


def _names_an_exchange() -> bool:
    from jupyter_core.paths import jupyter_config_path

    files = [Path(folder, f"nbgrader_config.{kind}") for folder in jupyter_config_path() for kind in ("py", "json")]
    return any("ExchangeFactory" in _text(file) for file in files)


def _text(file):
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
