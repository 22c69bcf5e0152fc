"""Brings an assignment of the gradebook up to source/ in one transaction, even if there are submissions.

In that case nbgrader's generate_assignment refuses to add or remove cells, after it has deleted the student version.
"""

import dataclasses
import glob
import json
import os
from pathlib import Path

from nbgrader.api import Assignment as Row
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    SubmittedNotebook,
    TaskCell,
)

from attention_course.grading.assignment import Assignment, read_assignment, words
from attention_course.grading.authored import compare, read_authored
from attention_course.grading.course_folder import open_course
from attention_course.grading.jobs import Renewal
from attention_course.grading.plan import known_assignments, versions
from attention_course.grading.wording import a_few


def renew(root: str, name: str, db_url: str | None = None, write: bool = True, remove: bool = False) -> Renewal:
    """Enter the assignment as it is in source/ into the gradebook, and write its student version to release/.

    Points and comments stay with their cells, also with a cell that was only renamed. Nothing is done if points that a
    person gave would be lost with a removed cell, unless `remove`. Raises CourseError if source/ is not an assignment.
    """
    config, course = open_course(root, db_url)
    after, files = read_authored(config, course, name)
    before = read_assignment(course, name) if name in known_assignments(course) else None
    renamed, lost = {}, []
    if before is not None:
        renamed = _renamed(before, after)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            lost = _lost(gradebook, name, after, renamed)
    refused = bool(lost) and not remove
    if write and not refused:
        with Gradebook(course.db_url, course.course_id) as gradebook:
            enter(gradebook, after, renamed)
            gradebook.db.commit()
    released = not refused and _release(course, name, files, write)
    old = {old: new for (_, old), (_, new) in renamed.items()}
    changes = compare(_with_new_names(before, renamed), after)
    again = _graded_before(course, after)
    return Renewal(name, before is None, after.max_score, changes, old, released, lost, refused, again)


def _graded_before(course, assignment):
    """The students whose results were made with another version of the assignment."""
    folder = Path(course.format_path(course.autograded_directory, "", "")).absolute()
    students = sorted(path.parent.name for path in folder.glob(f"*/{glob.escape(assignment.name)}"))
    return [s for s in students if any(v and v[1] != assignment.version for v in versions(course, s, assignment))]


def _with_new_names(assignment, renamed):
    if assignment is None:
        return None
    notebooks = []
    for notebook in assignment.notebooks:
        names = {old: new for (where, old), (_, new) in renamed.items() if where == notebook.name}
        cells = tuple(dataclasses.replace(cell, name=names.get(cell.name, cell.name)) for cell in notebook.cells)
        notebooks.append(dataclasses.replace(notebook, cells=cells))
    return dataclasses.replace(assignment, notebooks=tuple(notebooks))


def _renamed(before, after):
    """{(notebook, old name): (notebook, new name)} of cells that differ only in their names."""
    found = {}
    for notebook in before.notebooks:
        there = next((each for each in after.notebooks if each.name == notebook.name), None)
        if there is None:
            continue
        names, new_names = ({cell.name for cell in each.cells} for each in (notebook, there))
        for cell in notebook.cells:
            same = [c for c in there.cells if c.name not in names and _same(c, cell)]
            if cell.name not in new_names and len(same) == 1 and (there.name, same[0].name) not in found.values():
                found[notebook.name, cell.name] = (there.name, same[0].name)
    return found


def _same(one, other):
    kinds = [(c.cell_type, c.grade, c.solution, c.task, c.locked, words(c.source)) for c in (one, other)]
    return kinds[0] == kinds[1] and bool(words(one.source)) and one.source != "YOUR ANSWER HERE"


def _lost(gradebook, name, after, renamed):
    """A line for each removed cell that has points or comments from a person."""
    stays = {(notebook.name, cell.name) for notebook in after.notebooks for cell in notebook.cells}
    found = {}
    for kind, given in ((Grade, Grade.manual_score), (Comment, Comment.manual_comment)):
        rows = (
            gradebook.db.query(Notebook.name, BaseCell.name, SubmittedNotebook)
            .select_from(kind)
            .join(BaseCell, BaseCell.id == kind.cell_id)
            .join(Notebook, Notebook.id == BaseCell.notebook_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
            .join(Row, Row.id == Notebook.assignment_id)
            .filter(Row.name == name, given.is_not(None))
        )
        for notebook, cell, submitted in rows:
            if (notebook, cell) not in stays and (notebook, cell) not in renamed:
                found.setdefault(cell, {})[submitted.assignment.student_id] = None
    return [f"{cell}: what a person gave to {a_few(sorted(students))}" for cell, students in found.items()]


def enter(gradebook: Gradebook, after: Assignment, renamed: dict | None = None) -> None:
    """Write the assignment to the gradebook as nbgrader's SaveCells would; existing submissions get a row for each new
    cell, and lose that of a removed one. The caller commits."""
    db = gradebook.db
    with db.no_autoflush:  # of incomplete rows
        row = db.query(Row).filter(Row.name == after.name).one_or_none()
        if row is None:
            row = Row(name=after.name, course_id=gradebook.course_id)
            db.add(row)
        there = {notebook.name: notebook for notebook in row.notebooks}
        for name in set(there) - {notebook.name for notebook in after.notebooks}:
            _remove_notebook(db, there[name])
        for notebook in after.notebooks:
            entered = there.get(notebook.name)
            if entered is None:
                entered = Notebook(name=notebook.name, assignment=row)
                db.add(entered)
                for submission in row.submissions:
                    db.add(SubmittedNotebook(notebook=entered, assignment=submission))
            entered.kernelspec = json.dumps(notebook.kernelspec)
            names = {old: new for (where, old), (_, new) in (renamed or {}).items() if where == notebook.name}
            for cell in [*entered._base_cells, *entered.source_cells]:
                cell.name = names.get(cell.name, cell.name)
            _enter_cells(db, entered, notebook)
    db.flush()


def _enter_cells(db, entered, notebook):
    kinds = (
        (GradeCell, entered.grade_cells, lambda cell: cell.grade, _points),
        (SolutionCell, entered.solution_cells, lambda cell: cell.solution, lambda cell: {}),
        (TaskCell, entered.task_cells, lambda cell: cell.task, _points),
        (SourceCell, entered.source_cells, lambda cell: True, _source),
    )
    for kind, rows, belongs, values in kinds:
        there, wanted = {row.name: row for row in rows}, {cell.name: cell for cell in notebook.cells if belongs(cell)}
        for name in set(there) - set(wanted):
            _remove_cell(db, there[name])
        for name, cell in wanted.items():
            if name in there:
                for key, value in values(cell).items():
                    setattr(there[name], key, value)
                continue
            made = kind(name=name, notebook=entered, **values(cell))
            db.add(made)
            for submitted in entered.submissions:
                if kind in (GradeCell, TaskCell):
                    db.add(Grade(cell=made, notebook=submitted))
                if kind in (SolutionCell, TaskCell):
                    db.add(Comment(cell=made, notebook=submitted))


def _points(cell):
    return {"max_score": cell.points, "cell_type": cell.cell_type}


def _source(cell):
    return {"cell_type": cell.cell_type, "locked": cell.locked, "source": cell.source, "checksum": cell.checksum}


def _remove_cell(db, cell):
    if not isinstance(cell, SourceCell):
        for kind in (Grade, Comment):
            db.query(kind).filter(kind.cell_id == cell.id).delete(synchronize_session="fetch")
    db.delete(cell)


def _remove_notebook(db, notebook):
    for cell in [*notebook._base_cells, *notebook.source_cells]:
        _remove_cell(db, cell)
    for submitted in notebook.submissions:
        db.delete(submitted)
    db.delete(notebook)


def _release(course, name, files, write):
    """Write the files of the student version that differ; returns whether any does."""
    folder = Path(course.format_path(course.release_directory, ".", name))
    stale = {file: data for file, data in files.items() if not _holds(folder / file, data)}
    for file, data in stale.items() if write else ():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(data)
        os.replace(part, path)
    return bool(stale)


def _holds(path, data):
    try:
        return path.read_bytes() == data
    except OSError:
        return False
