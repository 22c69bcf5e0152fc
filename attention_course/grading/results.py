"""The results: points from the gradebook, reasons from the autograded notebooks."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy import func

from attention_course.grading.assignment import read_assignment
from attention_course.grading.course_folder import open_course
from attention_course.grading.gradebook import of_cells
from attention_course.grading.messages import sentence
from attention_course.grading.rows import CellResult, Result
from attention_course.whole_files import replacing


def read_results(root: str, pairs: Iterable[tuple[str, str]], db_url: str | None = None) -> list[Result]:
    """The result of each (student, assignment)."""
    pairs = list(pairs)
    config, course = open_course(root, db_url)
    assignments = {name: read_assignment(course, name) for name in sorted({name for _, name in pairs})}
    grades = {name: _grades(course, name) for name in assignments}
    comments = {name: _comments(course, name) for name in assignments}
    late = {name: _late(course, name) for name in assignments}
    return [
        _result(course, assignments[name], grades[name].get(student), comments[name], late[name].get(student), student)
        for student, name in pairs
    ]


def _grades(course, assignment):
    """{student: {(notebook, cell): (score, needs manual grading, whether a person gave it)}}"""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        columns = Grade.score, Grade.needs_manual_grade, Grade.manual_score
        rows = {}
        for student, notebook, cell, score, manual, given in of_cells(gradebook, assignment, Grade, *columns):
            rows.setdefault(student, {})[notebook, cell] = float(score), bool(manual), given is not None
    return rows


def _comments(course, assignment):
    """{(student, notebook, cell): what a person wrote}"""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        found = of_cells(gradebook, assignment, Comment, Comment.manual_comment).filter(
            Comment.manual_comment.is_not(None)
        )
        return {(student, notebook, cell): comment for student, notebook, cell, comment in found}


def _late(course, assignment):
    """{student: {"seconds", "penalty"}} for the hand-ins that came after the due date."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        found = (
            gradebook.db.query(
                SubmittedAssignment.student_id,
                SubmittedAssignment.timestamp,
                SubmittedAssignment.extension,
                Assignment.duedate,
                func.sum(SubmittedNotebook.late_submission_penalty),
            )
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .filter(Assignment.id == gradebook.find_assignment(assignment).id)
            .filter(SubmittedAssignment.timestamp.is_not(None), Assignment.duedate.is_not(None))
            .group_by(SubmittedAssignment.id, Assignment.duedate)
        )
        return {
            student: {"seconds": (when - due - (extension or timedelta())).total_seconds(), "penalty": float(less or 0)}
            for student, when, extension, due, less in found
            if when > due + (extension or timedelta())
        }


def _result(course, assignment, grades, comments, late, student) -> Result:
    cells: list[CellResult] = []
    irregular: list[str] = []
    for notebook in assignment.notebooks:
        path = Path(course.format_path(course.autograded_directory, student, assignment.name), f"{notebook.name}.ipynb")
        reasons, mistakes, notes = _read_notebook(path)
        irregular += notes
        for cell in notebook.cells:
            if cell.grade or cell.task:
                found = (grades or {}).get((notebook.name, cell.name), (0.0, False, False))
                score, manual, judged = found
                comment = comments.get((student, notebook.name, cell.name), "")
                lost = score < cell.points
                cells.append(
                    {
                        "name": cell.name,
                        "points": score,
                        "max": cell.points,
                        "manual": manual,
                        "judged": judged,
                        "reason": (comment if judged else reasons.get(cell.name, "")) if lost else "",
                        "mistake": mistakes.get(cell.name) if lost else None,
                    }
                )
    return {
        "student": student,
        "assignment": assignment.name,
        "graded": grades is not None,
        "score": sum(cell["points"] for cell in cells),
        "max": assignment.max_score,
        "late": late,
        "cells": cells,
        "irregular": list(dict.fromkeys(irregular)),
    }


def _read_notebook(path):
    """({cell: why points were lost}, {cell: the known mistake}, what was irregular) of an autograded notebook."""
    try:
        notebook = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}, {}, [sentence("no_autograded_notebook")]
    reasons, mistakes = {}, {}
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("grade") and not mark.get("solution"):
            errors = [output for output in cell.get("outputs", []) if output["output_type"] == "error"]
            if errors:
                reasons[mark["grade_id"]] = "\n".join(errors[0]["traceback"]).removeprefix("CheckFailed: ")
                mistakes[mark["grade_id"]] = cell["metadata"].get("attention_course", {}).get("mistake")
    return reasons, mistakes, notebook["metadata"].get("attention_course", {}).get("irregular", [])


def export_csv(root: str, to: str, db_url: str | None = None) -> None:
    """Write nbgrader's own export of grades, for every assignment that somebody has handed in, to the file `to`."""
    config, course = open_course(root, db_url)
    plugin = CsvExportPlugin(config=config)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        handed_in = gradebook.db.query(Assignment.name).join(SubmittedAssignment).distinct()
        plugin.assignment = sorted(name for (name,) in handed_in)
        with replacing(Path(to)) as partial:
            plugin.to = str(partial)
            plugin.export(gradebook)
