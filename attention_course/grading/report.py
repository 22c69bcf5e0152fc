"""The class in one page: `attention-course report [TOPIC ...]` writes report.html and report.csv.

The page needs no other file and no network. Pictures have alt texts, and every number in them is also in a table.
"""

import argparse
import collections
import csv
import dataclasses
import io
import sys
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import jinja2
import numpy as np

from attention_course.course import Course, CourseError
from attention_course.grading.report_pictures import (
    NAMED_ROWS,
    ReportFigure,
    has_no_points,
    heatmap,
    histogram,
    points,
    shares,
)
from attention_course.grading.rows import Result
from attention_course.grading.table import starts_formula
from attention_course.whole_files import write_whole

TEMPLATE = Path(__file__).with_name("report.html.jinja")


@dataclasses.dataclass(frozen=True)
class MadeMistake:
    """A known mistake, and how many students made it, as a share of the class and of those who lost points there."""

    exercise: str
    mistake: str
    count: int
    of_class: float
    of_losers: float


@dataclasses.dataclass(frozen=True)
class Section:
    """What the page says about one assignment."""

    name: str
    size: int  # submissions
    max: float
    median: float
    lowest: float
    highest: float
    waiting: int  # answers without any points so far
    changed: int  # answers that have changed since a person gave points
    has_grey: bool
    is_small: bool
    heatmap: ReportFigure
    histogram: ReportFigure
    mistakes: list[MadeMistake]
    irregular: list[tuple[str, str]]  # (student, what)
    heads: list[str]  # exercises with their points
    students: list[tuple[str, list[str], float]]  # (student, points of each exercise, total)


def write_report(rows: list[Result], page: str | Path, table: str | Path, notes: Iterable[str] = ()) -> None:
    """Write the HTML page and the CSV file from rows of results.read_results; the notes come first on the page."""
    write_whole(Path(page), report_page(rows, notes))
    write_whole(Path(table), report_table(rows))


def report_table(rows: list[Result]) -> str:
    """The CSV file as text, a line for each exercise of each student."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["student", "assignment", "exercise", "points", "max", "by_hand", "known_mistake", "reason"])
    for row in rows:
        for cell in row["cells"]:
            writer.writerow(
                [
                    _no_formula(row["student"]),
                    row["assignment"],
                    cell["name"],
                    cell["points"],
                    cell["max"],
                    "yes" if cell["manual"] else "",
                    cell["mistake"] or "",
                    _no_formula(cell["reason"]),
                ]
            )
    return text.getvalue()


def _no_formula(text):
    """The text in a form that no spreadsheet program takes for a formula."""
    return "'" + text if starts_formula(text) else text


def report_page(rows: list[Result], notes: Iterable[str] = ()) -> str:
    """The page as text."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters.update(points="{:g}".format, percent="{:.0%}".format)
    page = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    names = sorted({row["assignment"] for row in rows})
    return page.render(
        submissions=len(rows),
        students=len({row["student"] for row in rows}),
        notes=notes,
        sections=[_section(name, [row for row in rows if row["assignment"] == name]) for name in names],
    )


def _section(name: str, rows: list[Result]) -> Section:
    totals = np.array([row["score"] for row in rows])
    cells = [cell for row in rows for cell in row["cells"]]
    return Section(
        name=name,
        size=len(rows),
        max=rows[0]["max"],
        median=np.median(totals),
        lowest=totals.min(),
        highest=totals.max(),
        waiting=sum(has_no_points(cell) for cell in cells),
        changed=sum(cell["manual"] and cell["judged"] for cell in cells),
        has_grey=bool(np.isnan(shares(rows)).any()),
        is_small=len(rows) <= NAMED_ROWS,
        heatmap=heatmap(rows),
        histogram=histogram(rows),
        mistakes=_mistakes(rows),
        irregular=[(row["student"], what) for row in rows for what in row["irregular"]],
        heads=[f"{cell['name']} ({cell['max']:g})" for cell in rows[0]["cells"]],
        students=[
            (row["student"], [points(cell) for cell in row["cells"]], row["score"])
            for row in sorted(rows, key=lambda row: row["student"])
        ],
    )


def _mistakes(rows: list[Result]) -> list[MadeMistake]:
    """The mistakes in the order of the exercises, for each the most frequent first."""
    cells = [cell for row in rows for cell in row["cells"]]
    made = collections.Counter((cell["name"], cell["mistake"]) for cell in cells if cell["mistake"])
    lost = collections.Counter(
        cell["name"] for cell in cells if cell["points"] < cell["max"] and (cell["mistake"] or not cell["manual"])
    )
    order = [cell["name"] for cell in rows[0]["cells"]]
    return [
        MadeMistake(exercise, mistake.replace("_", " "), count, count / len(rows), count / lost[exercise])
        for (exercise, mistake), count in sorted(made.items(), key=lambda item: (order.index(item[0][0]), -item[1]))
    ]


def _count(number, word):
    return f"{number} {word if number == 1 else word + 's'}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="attention-course report", description=__doc__.split("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="topics to report on (default: all that are graded)")
    parser.add_argument("--course", help="the course folder (default: the one around here)")
    parser.add_argument("--db", metavar="URL", help="gradebook to use in place of the configured one")
    parser.add_argument("--html", default="report.html", help="where to write the page (default: report.html)")
    parser.add_argument("--csv", default="report.csv", help="where to write the table (default: report.csv)")
    options = parser.parse_args(arguments)
    page, table = Path(options.html).absolute(), Path(options.csv).absolute()
    warnings.simplefilter("ignore")  # nbgrader's warnings about SQLAlchemy
    from attention_course.grading.course_folder import GRADEBOOK_ERRORS, one_line, quiet_logs
    from attention_course.grading.plan import plan
    from attention_course.grading.results import read_results
    from attention_course.grading.stale import stale_results

    try:
        root = str(Course.find(options.course).root)
        with quiet_logs():
            todo = plan(root, options.topics, options.db)
            graded = [*todo.done, *(job for job in todo.jobs if job.outdated)]
            rows = read_results(root, sorted((job.student, job.assignment) for job in graded), options.db)
            notes = stale_results(root, sorted({job.assignment for job in graded}), options.db)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except GRADEBOOK_ERRORS as error:
        print(f"error: the gradebook cannot be used: {one_line(error)}", file=sys.stderr)
        return 2
    if not graded:
        print("error: nothing is graded yet: run python -m attention_course grade first", file=sys.stderr)
        return 2
    try:
        write_report(rows, page, table, notes)
    except OSError as error:
        print(f"error: {one_line(error)}", file=sys.stderr)
        return 2
    print(f"Report: {page}\nTable: {table}")
    for note in notes:
        print(note)
    left = len(todo.jobs) + len(todo.done) - len(graded)
    if left:
        print(f"{_count(left, 'submission')} not graded yet {'is' if left == 1 else 'are'} not in it.")
    return 0
