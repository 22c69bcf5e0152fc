"""nbgrader's SaveAutoGrades in one transaction: the same rows and values, read and written once."""

from nbgrader.api import BaseCell, Comment, Grade, Gradebook
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from attention_course.grading.messages import sentence


class SaveGrades(SaveAutoGrades):
    """Saves automatic points and comments; a process that is killed meanwhile has saved none."""

    def preprocess(self, nb, resources):
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(ids["notebook"], ids["assignment"], ids["student"])
            grades, comments = (by_cell(gradebook, kind, notebook.id) for kind in (Grade, Comment))
            for cell in nb.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if is_grade(cell):
                    self._save_grade(cell, grades[name])
                if is_solution(cell) or is_task(cell):
                    unchanged = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
                    unread = cell.metadata.get("attention_course", {}).get("unread")
                    silent = unchanged and not unread and not is_task(cell)
                    comments[name].auto_comment = sentence("no_response") if silent else None
            gradebook.db.commit()
        return nb, resources

    def _save_grade(self, cell, grade):
        grade.auto_score, _ = determine_grade(cell, self.log)
        if cell.metadata.get("attention_course", {}).get("unread"):  # nbgrader gives an unchanged cell 0
            grade.auto_score = None
        # A person has given points before, or must: what SaveAutoGrades asks, too.
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def by_cell(gradebook, kind, notebook_id):
    """{name of the cell: row} of the grades or the comments of a submitted notebook."""
    found = (
        gradebook.db.query(kind, BaseCell.name)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .filter(kind.notebook_id == notebook_id)
    )
    return {name: row for row, name in found}
