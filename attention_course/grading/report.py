"""The class in one page: `attention-course report [TOPIC ...]` writes report.html and report.csv.

The page needs no other file and no network. Pictures carry alt text, and every number in them stands in a table, too.
"""

import argparse
import base64
import collections
import csv
import html
import io
import logging
import sys
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from sqlalchemy.exc import SQLAlchemyError

from attention_course.course import Course, CourseError
from attention_course.grading.rows import Result
from attention_course.grading.table import starts_formula

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 1px solid #ccc; }
img { max-width: 100%; height: auto; } figure { margin: 1rem 0; } figcaption { font-weight: 600; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } caption { text-align: left; font-weight: 600; }
th, td { padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #e4e4e4; }
td.number { text-align: right; }
th { overflow-wrap: anywhere; min-width: 4rem; position: sticky; top: 0; background: #fff; }
.bar { display: inline-block; height: 0.8rem; background: #0072b2; vertical-align: middle; margin-right: 0.4rem; }
.scroll { max-height: 40rem; overflow: auto; } .note { color: #555; }
"""
NAMED_ROWS = 40  # students up to which each row of the picture has a name and numbers


def write_report(rows: list[Result], page: str | Path, table: str | Path, notes: Iterable[str] = ()) -> None:
    """Write the HTML page and the CSV file from rows of results.read_results; the page has the notes on top."""
    Path(page).write_text(report_page(rows, notes), encoding="utf-8")
    with open(table, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
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


def _no_formula(text):
    """A text that a spreadsheet program takes for none."""
    return "'" + text if starts_formula(text) else text


def report_page(rows: list[Result], notes: Iterable[str] = ()) -> str:
    """The page as text."""
    names = sorted({row["assignment"] for row in rows})
    sections = "".join(_section(name, [row for row in rows if row["assignment"] == name]) for name in names)
    students = len({row["student"] for row in rows})
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Class report</title>'
        f"<style>{STYLE}</style></head><body><h1>Class report</h1>"
        f"<p>{len(rows)} submissions of {students} students, {_count(len(names), 'assignment')}.</p>"
        f"{''.join(f'<p>{_text(note)}.</p>' for note in notes)}"
        f"{sections}</body></html>\n"
    )


def _section(name, rows):
    parts = [
        f"<h2>{_text(name)}</h2>",
        _facts(rows),
        "<h3>Points</h3>",
        _heatmap(rows),
        _distribution(rows),
        "<h3>Known mistakes</h3>",
        _mistakes(rows),
        "<h3>Irregular submissions</h3>",
        _irregular(rows),
        "<h3>All points</h3>",
        _all_points(rows),
    ]
    return "".join(parts)


def _facts(rows):
    totals = np.array([row["score"] for row in rows])
    waiting = sum(_has_no_points(cell) for row in rows for cell in row["cells"])
    changed = sum(cell["manual"] and cell["judged"] for row in rows for cell in row["cells"])
    text = (
        f"{_count(len(rows), 'submission')}, of at most {rows[0]['max']:g} points: median {np.median(totals):g}, "
        f"lowest {totals.min():g}, highest {totals.max():g}."
    )
    if waiting:
        text += f" {_count(waiting, 'answer')} in words wait for a person and count 0 so far."
    if changed:
        text += (
            f" {_count(changed, 'answer')} changed since a person gave points (marked ?), which count until the person "
            "gives new ones."
        )
    return f"<p>{text}</p>"


def _heatmap(rows):
    ranked = sorted(rows, key=lambda row: (-row["score"], row["student"]))
    exercises = [cell["name"] for cell in rows[0]["cells"]]
    shares = np.array(
        [
            [
                np.nan if _has_no_points(cell) else cell["points"] / cell["max"] if cell["max"] else 1.0
                for cell in row["cells"]
            ]
            for row in ranked
        ]
    )
    named = len(rows) <= NAMED_ROWS
    height = 1.6 + 0.3 * len(rows) if named else 7
    figure = Figure(figsize=(2.5 + 0.75 * len(exercises), height), layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor("#cccccc")  # what waits for a person
    image = axes.imshow(shares, aspect="auto", cmap="Blues", vmin=0, vmax=1, interpolation="nearest")
    axes.set_xticks(range(len(exercises)), exercises, rotation=40, ha="left", rotation_mode="anchor")
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False)
    if named:
        axes.set_yticks(range(len(ranked)), [_short(row["student"], 24) for row in ranked], parse_math=False)
        for i, row in enumerate(ranked):
            for j, cell in enumerate(row["cells"]):
                axes.text(
                    j, i, _points(cell), ha="center", va="center", color="white" if shares[i, j] > 0.6 else "black"
                )
    else:
        axes.set_ylabel(f"{len(rows)} students, best first")
    figure.colorbar(image, ax=axes, label="share of the points", shrink=0.8 if not named else 1.0)
    means = shares.mean(axis=0)
    done = [(means[j], exercise) for j, exercise in enumerate(exercises) if not np.isnan(shares[:, j]).any()]
    what = f"Heatmap of {len(rows)} students by {len(exercises)} exercises, best students on top."
    finding = ""
    if done:
        finding = (
            f"The exercise with the fewest points is {min(done)[1]} ({min(done)[0]:.0%} of them on average), "
            f"the one with the most is {max(done)[1]} ({max(done)[0]:.0%})."
        )
    note = '<p class="note">Grey: waits for a person.</p>' if np.isnan(shares).any() else ""
    return _picture(figure, what, finding) + note


def _has_no_points(cell):
    """Whether it waits for a person who has given none so far."""
    return cell["manual"] and not cell["judged"]


def _points(cell):
    if _has_no_points(cell):
        return "–"
    return f"{cell['points']:g}{'?' if cell['manual'] else ''}"


def _distribution(rows):
    totals = [row["score"] for row in rows]
    top = rows[0]["max"] or 1
    figure = Figure(figsize=(7, 2.6), layout="constrained")
    axes = figure.subplots()
    edges = np.linspace(0, top, min(20, max(int(top), 1)) + 1)
    counts, _, _ = axes.hist(totals, bins=edges, color="#0072b2", edgecolor="white")
    axes.set(xlabel="points", ylabel="students", xlim=(0, top))
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    peak = int(np.argmax(counts))
    finding = (
        f"The largest group, {int(counts[peak])} of {_count(len(rows), 'student')}, has {edges[peak]:g} to "
        f"{edges[peak + 1]:g} of {top:g} points."
    )
    return _picture(figure, "Histogram of points.", finding)


def _mistakes(rows):
    found = collections.Counter(
        (cell["name"], cell["mistake"]) for row in rows for cell in row["cells"] if cell["mistake"]
    )
    if not found:
        return "<p>None was recognised.</p>"
    lost = collections.Counter(
        cell["name"]
        for row in rows
        for cell in row["cells"]
        if cell["points"] < cell["max"] and (cell["mistake"] or not cell["manual"])
    )
    lines = []
    order = [cell["name"] for cell in rows[0]["cells"]]
    for (exercise, mistake), count in sorted(found.items(), key=lambda item: (order.index(item[0][0]), -item[1])):
        share = count / len(rows)
        bar = f'<span class="bar" style="width:{10 * share:.2f}rem"></span>'
        lines.append(
            f'<tr><td>{_text(exercise)}</td><td>{_text(mistake.replace("_", " "))}</td><td class="number">{count}</td>'
            f'<td>{bar}{share:.0%}</td><td class="number">{count / lost[exercise]:.0%}</td></tr>'
        )
    return _table(
        "Each known mistake: how many students made it",
        ["exercise", "mistake", "students", "of the class", "of those who lost points"],
        lines,
    )


def _irregular(rows):
    lines = [
        f"<tr><td>{_text(row['student'])}</td><td>{_text(reason)}</td></tr>"
        for row in rows
        for reason in row["irregular"]
    ]
    return (
        _table(f"{_count(len(lines), 'irregularity', 'irregularities')}", ["student", "what"], lines)
        if lines
        else "<p>None.</p>"
    )


def _all_points(rows):
    lines = []
    for row in sorted(rows, key=lambda row: row["student"]):
        points = "".join(f'<td class="number">{_points(cell)}</td>' for cell in row["cells"])
        lines.append(f'<tr><td>{_text(row["student"])}</td>{points}<td class="number">{row["score"]:g}</td></tr>')
    head = [f"{cell['name']} ({cell['max']:g})" for cell in rows[0]["cells"]]
    table = _table("Students by exercises", ["student", *head, f"total ({rows[0]['max']:g})"], lines)
    return (
        f"<details{' open' if len(rows) <= NAMED_ROWS else ''}><summary>Table of {len(rows)} students</summary>"
        f"{table}</details>"
    )


def _table(caption, head, lines):
    titles = "".join(f'<th scope="col">{_text(title)}</th>' for title in head)
    return (
        f'<div class="scroll"><table><caption>{_text(caption)}</caption><thead><tr>{titles}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _picture(figure, what, finding):
    """A picture under the sentence that it shows, which with what it is makes its alt text."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=130)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    width = round(figure.get_figwidth() * 85)
    alt = html.escape(f"{what} {finding}".strip())
    return (
        f"<figure><figcaption>{_text(finding)}</figcaption>"
        f'<img src="data:image/png;base64,{data}" width="{width}" alt="{alt}"></figure>'
    )


def _text(text):
    return html.escape(str(text))


def _short(text, length):
    return text if len(text) <= length else text[: length - 1] + "…"


def _count(number, word, plural=None):
    return f"{number} {word if number == 1 else plural or word + 's'}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="attention-course report", description=__doc__.split("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="topics to report on (default: all that are graded)")
    parser.add_argument("--course", help="the course folder (default: the one around here)")
    parser.add_argument("--db", metavar="URL", help="gradebook to use in place of the configured one")
    parser.add_argument("--html", default="report.html", help="where to write the page (default: report.html)")
    parser.add_argument("--csv", default="report.csv", help="where to write the table (default: report.csv)")
    options = parser.parse_args(arguments)
    page, table = Path(options.html).absolute(), Path(options.csv).absolute()
    warnings.simplefilter("ignore")  # of nbgrader about SQLAlchemy
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    from attention_course.grading.course import one_line
    from attention_course.grading.plan import plan
    from attention_course.grading.results import read_results
    from attention_course.grading.stale import stale_results

    try:
        root = str(Course.find(options.course).root)
        todo = plan(root, options.topics, options.db)
        graded = [*todo.done, *(job for job in todo.jobs if job.outdated)]
        rows = read_results(root, sorted((job.student, job.assignment) for job in graded), options.db)
        notes = stale_results(root, sorted({job.assignment for job in graded}), options.db)
    except CourseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except SQLAlchemyError as error:
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
