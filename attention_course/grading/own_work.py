"""What the course's tests, including hidden ones, say about notebooks that one person is working on."""

import shutil
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from attention_course.course import CONFIG, Course
from attention_course.grading.batch import Grader, GradingError
from attention_course.grading.messages import sentence
from attention_course.grading.table import why
from attention_course.sandbox.bubblewrap import SandboxError, find_bubblewrap
from attention_course.sandbox.own_folder import OwnFolder

ME = "me"


def check(course: Course, notebooks: dict[str, Path]) -> bool:
    """Grade the notebooks ({topic: path}) as if submitted and print points and messages; returns whether it worked.

    This happens in a temporary course folder, so that it is in no gradebook. If there is no sandbox, it runs without
    one: this is the user's own code.
    """
    console = Console(highlight=False)
    try:
        find_bubblewrap()
        sandboxed = True
    except SandboxError:
        sandboxed = False
    with OwnFolder() as name, console.status("checking"):
        folder = Path(name)
        shutil.copy(course.root / CONFIG, folder)
        for topic, mine in notebooks.items():
            shutil.copytree(course.root / "source" / topic, folder / "source" / topic)
            place = folder / "submitted" / ME / topic
            place.mkdir(parents=True)
            shutil.copy(mine, place / f"{topic}.ipynb")
        try:
            with Grader(folder, sandboxed=sandboxed) as grader:
                graded = grader.grade(list(notebooks), feedback=False)
        except GradingError as error:
            console.print(f"error: {error}", markup=False)
            return False
    for row in graded.rows:
        _print(row, console)
    for _, topic, reason in graded.failed:
        console.print(f"{topic}: {reason}", markup=False)
    return not graded.failed


def _print(row, console):
    console.print(f"[bold]{row['assignment']}[/bold]: {row['score']:g} of {row['max']:g} points")
    for cell in row["cells"]:
        if cell["manual"]:
            said = sentence("in_words")
        elif cell["points"] == cell["max"]:
            said = sentence("right")
        else:
            said = escape((cell["reason"] or why(cell)).replace("\n", "\n    "))
        console.print(f"  {cell['name']} ({cell['points']:g} of {cell['max']:g}): {said}", soft_wrap=True)
    for note in row["irregular"]:
        console.print(f"  {escape(note)}", soft_wrap=True)
