"""The class in the terminal: students x exercises with points, the reason of each lost point, a summary."""

import math

from rich import box
from rich.markup import escape
from rich.table import Table

from attention_course.grading.messages import sentence

NAMED = 5  # students that a line names before it counts


def print_table(rows, console):
    """One table for each assignment, then the reasons below it."""
    for name in sorted({row["assignment"] for row in rows}):
        mine = [row for row in rows if row["assignment"] == name]
        console.print(_points(name, mine))
        reasons = _reasons(mine)
        if reasons.row_count:
            console.print(reasons)


def _points(name, rows):
    table = Table(title=name, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column("student", no_wrap=True)
    for cell in rows[0]["cells"]:
        table.add_column(f"{cell['name']}\n({cell['max']:g})", justify="right", overflow="fold")
    table.add_column(f"total\n({rows[0]['max']:g})", justify="right")
    for row in rows:
        points = ["by hand" if cell["manual"] else f"{cell['points']:g}" for cell in row["cells"]]
        table.add_row(escape(row["student"]), *points, f"{row['score']:g}")
    return table


def _reasons(rows):
    table = Table(title="Why points were lost", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column("student", no_wrap=True)
    table.add_column("exercise", overflow="fold")
    table.add_column("reason", overflow="fold")
    for row in rows:
        exercises = {}  # by reason: one mistake often costs the points of several exercises
        for cell in row["cells"]:
            if cell["points"] < cell["max"] and not cell["manual"]:
                where = f"{cell['name']}\n{cell['points']:g} of {cell['max']:g}"
                exercises.setdefault(cell["reason"] or why(cell), []).append(where)
        for reason, where in exercises.items():
            table.add_row(escape(row["student"]), "\n".join(where), escape(reason))
    return table


def why(cell):
    """A reason where no message came: a test that gives part of its points is silent."""
    return sentence("some_checks_failed" if cell["points"] else "no_answer")


def print_summary(graded, console):
    """What was graded, and everything out of the ordinary."""
    rate = graded.new / graded.seconds if graded.seconds else 0
    console.print(
        f"{len(graded.rows)} submissions, {graded.new} of them graded now in {graded.seconds:.1f} s "
        f"({rate:.1f}/s); {sum(cell['manual'] for row in graded.rows for cell in row['cells'])} answers wait "
        "for a person (formgrader)."
    )
    if graded.irregular or graded.stray:
        console.print("[bold]Irregular:[/bold]")
    for student, assignment, reason in graded.irregular:
        console.print(f"  {escape(student)}, {assignment}: {escape(reason)}", soft_wrap=True)
    for text in graded.stray:
        console.print(f"  {escape(text)}", soft_wrap=True)
    late = [row for row in graded.rows if row["late"]]
    if late:
        console.print("[bold]Late:[/bold]")
    for row in late:
        cost = f", {row['late']['penalty']:g} points less" if row["late"]["penalty"] else ""
        came = f"{_duration(row['late']['seconds'])} late{cost}"
        console.print(f"  {escape(row['student'])}, {row['assignment']}: {came}", soft_wrap=True)
    if graded.failed:
        console.print("[bold red]Not graded:[/bold red]")
    for reason, who in _by_reason(graded.failed).items():
        console.print(f"  {escape(who)}: {escape(reason)}", soft_wrap=True)


def _by_reason(failed):
    """{reason: who}: a full disk is one line, and not one for each of a hundred students."""
    found = {}
    for student, assignment, reason in failed:
        found.setdefault(reason, []).append(f"{student}, {assignment}")
    return {
        reason: "; ".join(who[:NAMED]) + (f" and {len(who) - NAMED} more" if len(who) > NAMED else "")
        for reason, who in found.items()
    }


def starts_formula(text):
    """Whether a spreadsheet program takes a text for a formula: students may have written it."""
    return text[:1] in tuple("=+-@\t\r")


def _duration(seconds):
    """Such as "2 d 3 h", rounded up to minutes."""
    minutes = math.ceil(seconds / 60)
    parts = [(minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min")]
    return " ".join([f"{number} {unit}" for number, unit in parts if number][:2])
