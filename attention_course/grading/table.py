"""The class in the terminal: points of students by exercises, the reason for each lost point, a summary."""

import math
import re
import textwrap

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from attention_course.grading.batch import Graded
from attention_course.grading.messages import sentence
from attention_course.grading.rows import CellResult, Result
from attention_course.grading.wording import a_few

LINES = 40  # of one kind that a summary lists before it only counts


def print_table(rows: list[Result], console: Console) -> None:
    """One table for each assignment, then the reasons below it."""
    for name in sorted({row["assignment"] for row in rows}):
        mine = [row for row in rows if row["assignment"] == name]
        _print_points(name, mine, console)
        if any(cell["manual"] and cell["judged"] for row in mine for cell in row["cells"]):
            console.print("  ? The answer has changed since a person gave these points.\n")
        reasons = _reasons(mine, console.width)
        if reasons.row_count:
            console.print(reasons)


def _print_points(name, rows, console):
    """Students by exercises: with full names if there is room, else with names broken at underscores, else numbered and
    listed below; if that is also too wide, in several tables."""
    names = [cell["name"] for cell in rows[0]["cells"]]
    for heads in (names, [name.replace("_", "_\n") for name in names]):
        table = _points(name, rows, heads, range(len(names)))
        if _fits(table, console):
            console.print(table)
            return
    numbers = [str(number) for number in range(1, len(names) + 1)]
    legend = ", ".join(f"{number}\N{NO-BREAK SPACE}{name}" for number, name in zip(numbers, names, strict=True))
    legend = textwrap.fill(legend, console.width - 2, break_long_words=False, break_on_hyphens=False)
    first = 0
    while first < len(names):
        last = len(names)
        while not _fits(_points(name, rows, numbers, range(first, last)), console) and last > first + 1:
            last -= 1
        console.print(_points(name, rows, numbers, range(first, last)))
        first = last
    console.print(escape(textwrap.indent(legend, "  ")) + "\n", soft_wrap=True)


def _fits(table, console):
    return console.measure(table, options=console.options.update(max_width=1000)).maximum <= console.width


def _points(name, rows, heads, places):
    numbered = heads[0] == "1"
    table = Table(title=name, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.padding = (0, 0 if numbered else 1)
    table.add_column("student", no_wrap=True, overflow="ellipsis", max_width=30)
    for place in places:
        table.add_column(f"{heads[place]}\n({rows[0]['cells'][place]['max']:g})", justify="right", no_wrap=True)
    table.add_column(f"total\n({rows[0]['max']:g})", justify="right", no_wrap=True)
    waits = "–" if numbered else "by hand"
    for row in rows:
        points = [_shown(row["cells"][place], waits) for place in places]
        table.add_row(escape(row["student"]), *points, f"{row['score']:g}")
    return table


def _shown(cell, waits):
    if cell["manual"]:
        return f"{cell['points']:g}?" if cell["judged"] else waits
    return f"{cell['points']:g}"


def _reasons(rows, width):
    table = Table(title="Why points were lost", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column("student", no_wrap=True, overflow="ellipsis", max_width=width // 4)
    table.add_column("exercise", no_wrap=True)
    table.add_column("reason", overflow="fold", min_width=width // 3)
    for row in rows:
        exercises = {}  # by reason: one mistake often costs the points of several exercises
        for cell in row["cells"]:
            if cell["points"] < cell["max"] and not cell["manual"]:
                where = f"{_broken(cell['name'], width // 3)}\n{cell['points']:g} of {cell['max']:g}"
                exercises.setdefault(cell["reason"] or why(cell), []).append(where)
        for reason, where in exercises.items():
            table.add_row(escape(row["student"]), "\n".join(where), escape(reason))
    return table


def _broken(name, width):
    """A name in lines of this width, broken at underscores where possible."""
    lines = [""]
    for part in re.findall(rf".{{1,{width}}}", name) if "_" not in name else re.findall("[^_]*_?", name):
        if len(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def why(cell: CellResult) -> str:
    """The reason for lost points; a default if the test gave none, as one that awards part of its points does not."""
    if cell["judged"]:
        return sentence("points_of_a_person")
    return sentence("some_checks_failed" if cell["points"] else "no_answer")


def print_summary(graded: Graded, console: Console) -> None:
    """What was graded, and everything out of the ordinary."""
    rate = graded.new / graded.seconds if graded.seconds else 0
    waiting = [(row, cell) for row in graded.rows for cell in row["cells"] if cell["manual"]]
    console.print(
        f"{len(graded.rows)} submissions, {graded.new} of them graded now in {graded.seconds:.1f} s "
        f"({rate:.1f}/s); {_waiting(len(waiting))} for a person (`attention-course words`)."
    )
    _print_lines("Irregular", [*_by_reason(graded.irregular), *graded.stray], console)
    again = [
        (row["student"], row["assignment"], f"{cell['name']}, {cell['points']:g} of {cell['max']:g} points")
        for row, cell in waiting
        if cell["judged"]
    ]
    _print_lines("Changed since a person gave points; they count until new ones are given", _by_reason(again), console)
    late = [row for row in graded.rows if row["late"]]
    _print_lines("Late", [_late(row) for row in late], console)
    _print_lines("Not graded", _by_reason(graded.failed), console, style="bold red")


def _waiting(number):
    return "1 answer waits" if number == 1 else f"{number} answers wait"


def _print_lines(title, lines, console, style="bold"):
    """A heading and lines below it, as many as a person can read."""
    if lines:
        console.print(f"[{style}]{title}:[/]")
    for line in lines[:LINES]:
        console.print(f"  {escape(line)}", soft_wrap=True)
    if len(lines) > LINES:
        console.print(f"  and {len(lines) - LINES} more: see the class report (`attention-course report`)")


def _late(row):
    cost = f", {row['late']['penalty']:g} points less" if row["late"]["penalty"] else ""
    return f"{row['student']}, {row['assignment']}: {_duration(row['late']['seconds'])} late{cost}"


def _by_reason(found):
    """A line for each reason in (student, assignment, reason): a full disk is one line, not one for each of a hundred
    students."""
    who = {}
    for student, assignment, reason in found:
        who.setdefault(reason, []).append(f"{student}, {assignment}")
    return [f"{a_few(names, '; ')}: {reason}" for reason, names in who.items()]


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet program takes a text for a formula: students may have written it."""
    return text[:1] in tuple("=+-@\t\r")


def _duration(seconds):
    """A duration such as "2 d 3 h", rounded up to minutes."""
    minutes = math.ceil(seconds / 60)
    parts = [(minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min")]
    return " ".join([f"{number} {unit}" for number, unit in parts if number][:2])
