"""What grading one submission writes to the gradebook: nbgrader's rows and values, each read and written once."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.api import new_uuid as new_id
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from sqlalchemy import insert, select

from attention_course.grading.earlier import Earlier
from attention_course.grading.messages import sentence


def enter_submission(gradebook: Gradebook, name: str, student: str) -> None:
    """Make the rows of a submission that Gradebook.add_submission makes, in six statements in the place of forty; where
    they are there, or there is no such student or assignment, nothing."""
    db = gradebook.db
    assignment = db.scalar(select(Assignment.id).where(Assignment.name == name))
    known = db.scalar(select(Student.id).where(Student.id == student))
    mine = SubmittedAssignment.assignment_id == assignment, SubmittedAssignment.student_id == student
    if assignment is None or known is None or db.scalar(select(SubmittedAssignment.id).where(*mine)) is not None:
        return
    cells = select(Notebook.id, BaseCell.id, BaseCell.type).outerjoin(BaseCell, BaseCell.notebook_id == Notebook.id)
    found = db.execute(cells.where(Notebook.assignment_id == assignment)).all()
    submission, notebooks = new_id(), {notebook: new_id() for notebook, *_ in found}
    made = {"id": submission, "assignment_id": assignment, "student_id": student}
    parts = [{"id": id, "assignment_id": submission, "notebook_id": notebook} for notebook, id in notebooks.items()]
    db.execute(insert(SubmittedAssignment.__table__), made)
    for table, rows in [(SubmittedNotebook, parts)] + [
        (
            table,
            [{"cell_id": cell, "notebook_id": notebooks[notebook]} for notebook, cell, kind in found if kind in kinds],
        )
        for table, kinds in ((Grade, ("GradeCell", "TaskCell")), (Comment, ("SolutionCell", "TaskCell")))
    ]:
        if rows:
            db.execute(insert(table.__table__), rows)
    db.commit()


class SaveGrades(SaveAutoGrades):
    """Saves automatic points and comments; if the process is killed meanwhile, none are saved."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(ids["notebook"], ids["assignment"], ids["student"])
            grades, comments = (by_cell(gradebook, kind, notebook.id) for kind in (Grade, Comment))
            about, earlier = nb.metadata.get("attention_course", {}), Earlier(ids.get("earlier"))
            self._say_what_is_irregular(notebook, about.get("irregular", []), earlier, ids)
            for cell in nb.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if is_grade(cell):
                    self._save_grade(cell, grades[name], lambda name=name: earlier.has_answer(nb.cells, name))
                if is_solution(cell) or is_task(cell):
                    unchanged = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
                    unread = cell.metadata.get("attention_course", {}).get("unread")
                    silent = unchanged and not unread and not is_task(cell)
                    comments[name].auto_comment = _comment(about.get("nothing"), silent)
            gradebook.db.commit()
        return nb, resources

    def _say_what_is_irregular(self, notebook, notes, earlier, ids):
        """Report it by a flag, which Formgrader shows in its lists, and by warnings, which it shows when it is done."""
        for note in notes:
            self.log.warning("%s, %s: %s", ids["student"], ids["assignment"], note)
        if notes or earlier.irregular:  # otherwise a person set the flag
            notebook.flagged = bool(notes)

    def _save_grade(self, cell, grade, is_unchanged):
        before = grade.auto_score
        grade.auto_score, _ = determine_grade(cell, self.log)
        if cell.metadata.get("attention_course", {}).get("unread"):  # nbgrader gives an unchanged cell 0
            grade.auto_score = None
        if grade.manual_score is None:
            grade.needs_manual_grade = grade.auto_score is None
        elif not grade.needs_manual_grade:  # final, unless the person has judged something else
            grade.needs_manual_grade = grade.auto_score != before or not is_unchanged()


def _comment(nothing, silent):
    if nothing:
        return sentence("nothing_graded", reason=nothing)
    return sentence("no_response") if silent else None


def by_cell(gradebook: Gradebook, kind: Any, notebook_id: str) -> dict[str, Any]:
    """{name of the cell: row} of the grades or the comments of a submitted notebook."""
    found = (
        gradebook.db.query(kind, BaseCell.name)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .filter(kind.notebook_id == notebook_id)
    )
    return {name: row for row, name in found}
