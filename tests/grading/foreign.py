"""Courses that know nothing of this grader, graded by it and by stock nbgrader, in folders beside each other."""

import shutil

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from attention_course.grading.batch import Grader
from attention_course.grading.bench import STOCK_CONFIG, scores
from tests import ROOT
from tests.grading import stock

PAGE = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8").partition("## Another course")[2]
SANDBOXED = PAGE.partition("```python\n")[2].partition("```")[0]  # the lines that the page gives such courses


def mark(cell, name, **kind):
    """A code cell that nbgrader manages."""
    flags = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, **kind}
    cell.metadata["nbgrader"] = {"grade_id": name, **flags}
    return cell


def notebook_of(styles, more=()):
    """The instructor's notebook of some styles, and of more cells."""
    cells = []
    for style in styles:
        if style.given:
            cells.append(new_code_cell(style.given))
        solution = f"### BEGIN SOLUTION\n{style.solution}\n### END SOLUTION"
        cells.append(mark(new_code_cell(solution), style.name, solution=True))
        test = new_code_cell(style.test)
        cells.append(mark(test, f"{style.name}_test", grade=True, locked=True, points=2))
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=[*cells, *more], metadata=spec)


def answered(notebook, answers):
    """A copy of a notebook with these answers, {grade_id: source}."""
    made = nbformat.from_dict(dict(notebook, cells=[dict(cell) for cell in notebook.cells]))
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    return made


def grade_both(folder, hand_in, setting=""):
    """(points by this grader, by stock nbgrader, what this grader gave) of a course whose source/ stands in `folder`.

    `hand_in(root)` is called when release/ is there, and writes submitted/. `setting` is added to both configurations.
    Points are {(student, assignment, cell): points}.
    """
    theirs, ours = folder / "stock", folder / "ours"
    theirs.mkdir()
    shutil.copytree(folder / "source", theirs / "source")
    (theirs / "nbgrader_config.py").write_text(STOCK_CONFIG + setting)
    stock.generate(theirs)
    hand_in(theirs)
    shutil.copytree(theirs, ours)
    stock.autograde(theirs)
    (ours / "nbgrader_config.py").write_text(SANDBOXED + setting)
    with Grader(ours) as grader:
        graded = grader.grade(feedback=False)
    return scores(ours), scores(theirs), graded
