"""Courses that know nothing of this grader, graded by it and by stock nbgrader, in folders beside each other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from attention_course.grading.batch import Grader
from attention_course.grading.bench import STOCK_CONFIG, scores
from tests import ROOT

PAGE = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8").partition("## Another course")[2]
SANDBOXED = PAGE.partition("```python\n")[2].partition("```")[0]  # the lines that the page gives such courses
STOCK = """
import sys
from pathlib import Path
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
config = Config()
config.CourseDirectory.root = "."
config.Application.log_level = "CRITICAL"
api = NbGraderAPI(config=config)
for name in sorted(path.name for path in Path("source").iterdir() if path.is_dir()):
    result = api.generate_assignment(name)
    assert result["success"], result
for make in sys.argv[1:]:
    exec(make)
for place in sorted(Path("submitted").glob("*/*")):
    result = api.autograde(place.name, place.parent.name)
    assert result["success"], result
"""


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


def grade_both(folder, hand_in):
    """(points by this grader, by stock nbgrader, what this grader gave) of a course whose source/ stands in `folder`.

    `hand_in(root)` is called when release/ is there, and writes submitted/. Points are {(student, assignment, cell):
    points}.
    """
    stock, ours = folder / "stock", folder / "ours"
    stock.mkdir()
    shutil.copytree(folder / "source", stock / "source")
    (stock / "nbgrader_config.py").write_text(STOCK_CONFIG)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-W", "ignore", "-c", STOCK]
    _run([*command, "raise SystemExit"], stock, environment)  # up to the release version
    hand_in(stock)
    shutil.copytree(stock, ours)
    _run(command, stock, environment)
    (ours / "nbgrader_config.py").write_text(SANDBOXED)
    with Grader(ours) as grader:
        graded = grader.grade(feedback=False)
    return scores(ours), scores(stock), graded


def _run(command, folder, environment):
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
