"""Grades the class: `attention-course grade [TOPIC ...]`. See docs/grading.md."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from attention_course.course import Course
from attention_course.grading.batch import Grader, GradingError
from attention_course.grading.table import print_summary, print_table, starts_formula

MAX_TABLE = 100  # submissions whose points and reasons a terminal can show
UNSANDBOXED = "Without a sandbox: the code of students runs as you, and can read and change all your files."
STEPS = {"grade": "Grading", "feedback": "Feedback pages"}


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parse(arguments)
    console = Console(highlight=False)
    try:
        root = Course.find(options.course).root
        options.csv = os.path.abspath(options.csv)
        with Grader(root, options.db, not options.unsandboxed, options.workers, say_wait(root)) as grader:
            return grade_and_tell(grader, options, console)
    except GradingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; run the command again to continue with the remaining submissions", file=sys.stderr)
        return 130


def grade_and_tell(grader: Grader, options: argparse.Namespace, console: Console) -> int:
    """Grade what the options ask for, write the grades, and print the results; returns the exit status."""
    if not grader.sandboxed:
        console.print(f"[bold]{UNSANDBOXED}[/bold]")
    graded = _grade(grader, options, console)
    grader.export_csv(options.csv)
    if len(graded.rows) > MAX_TABLE and not options.no_table:
        console.print(f"No table of {len(graded.rows)} submissions here: see `make report`.", highlight=False)
    elif not options.no_table:
        print_table(graded.rows, console)
    print_summary(graded, console)
    console.print(f"Grades: {os.path.relpath(options.csv)}", soft_wrap=True)
    formulas = sorted({row["student"] for row in graded.rows if starts_formula(row["student"])})
    if formulas:
        console.print(
            f"  A spreadsheet would take ids such as {formulas[0]} for formulas: import that column as text.",
            soft_wrap=True,
            markup=False,
        )
    return 1 if graded.failed else 0


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog="attention-course grade",
        description="Grade what students have handed in (submitted/STUDENT/TOPIC/).",
    )
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="topics to grade (default: all)")
    parser.add_argument("--again", action="store_true", help="also grade what is already graded")
    add_options(parser)
    return parser.parse_args(arguments)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command that grades has."""
    parser.add_argument("--course", help="the course folder (default: the one around here)")
    parser.add_argument(
        "--db", metavar="URL", help="gradebook to use instead of the configured one, such as postgresql://host/name"
    )
    parser.add_argument("--no-feedback", action="store_true", help="write no feedback pages")
    parser.add_argument("--no-table", action="store_true", help="print only the summary")
    parser.add_argument("--csv", default="grades.csv", help="where to write the grades (default: grades.csv)")
    parser.add_argument("--workers", type=int, help="submissions graded at once (default: one for each core)")
    parser.add_argument(
        "--unsandboxed",
        action="store_true",
        help="run the code of students as you, without protection; see SECURITY.md",
    )


def say_wait(root: str | Path) -> Callable[[float], None]:
    """The `on_wait` of a Grader of this folder: says that it waits for another run."""

    def say(seconds):
        print(f"another grading run is at work in {root}; waiting for it, {seconds} s at most", file=sys.stderr)

    return say


def _grade(grader, options, console):
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    ]
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        tasks = {}

        def tell(step, done, total):
            if step not in tasks:
                tasks[step] = progress.add_task(STEPS[step], total=total, rate="")
            speed = progress.tasks[tasks[step]].speed
            progress.update(tasks[step], completed=done, rate=f"{speed:.1f}/s" if speed else "")

        again = getattr(options, "again", False)
        return grader.grade(options.topics, again=again, feedback=not options.no_feedback, on_progress=tell)
