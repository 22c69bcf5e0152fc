"""The class report is one page that needs nothing else, and tells the same numbers in pictures and in words."""

import contextlib
import csv
import errno
import html.parser
import random
import re
import sqlite3
from pathlib import Path

import pytest

from attention_course.grading.report import main, report_page, write_report

EXERCISES = [("f_values", 3.0), ("f_errors", 2.0), ("why", 4.0)]


def make_rows(students, seed=3):
    numbers = random.Random(seed)
    rows = []
    for number in range(students):
        cells = []
        for name, points in EXERCISES:
            right = numbers.random() < 0.6
            cells.append(
                {
                    "name": name,
                    "points": points if right and name != "why" else 0.0,
                    "max": points,
                    "manual": name == "why",
                    "judged": False,
                    "reason": "" if right else "=1+1 <b>",
                    "mistake": None if right or name == "why" else "no_axis",
                }
            )
        rows.append(
            {
                "student": f"<i>student {number}</i>",
                "assignment": "04_softmax",
                "graded": True,
                "max": 9.0,
                "score": sum(cell["points"] for cell in cells),
                "cells": cells,
                "irregular": ["byte order mark & more"] if number == 0 else [],
            }
        )
    return rows


class Page(html.parser.HTMLParser):
    """Collects pictures and text, and checks that tags are closed."""

    def __init__(self, text):
        super().__init__()
        self.images, self.open, self.words = [], [], []
        self.feed(text.replace("<wbr>", ""))  # a place where a line may break, and no text
        assert not self.open

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.images.append(dict(attributes))
        elif tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("students", [1, 10, 1000])
def test_the_page_is_whole_and_small(students):
    rows = make_rows(students)
    text = report_page(rows)
    page = Page(text)
    assert len(page.images) == 2 and len(text) < 2_000_000
    assert all(image["src"].startswith("data:image/png;base64,") and len(image["alt"]) > 40 for image in page.images)
    assert not re.search(r"(src|href)=[\"'](?!data:)", text) and "<script" not in text and "<i>" not in text
    words = " ".join(page.words)
    assert "byte order mark & more" in words and f"{students} submission" in words
    for row in rows[:3]:
        assert row["student"] in words


def test_the_heatmaps_alt_text_names_the_hardest_exercise():
    rows = make_rows(20)
    for row in rows:
        row["cells"][1]["points"] = 0.0
    [picture, _] = Page(report_page(rows)).images
    assert "fewest points is f_errors (0% of them on average)" in picture["alt"]


def test_an_exercise_that_waits_for_a_person_is_no_finding():
    rows = make_rows(20)
    for row in rows:
        row["cells"].reverse()  # it is first of all
    rows[0]["cells"][0].update(manual=False, points=0.0)  # one that handed in nothing has 0 there already
    page = Page(report_page(rows))
    assert "why" not in page.images[0]["alt"] and page.images[0]["alt"].endswith("%).")


def test_names_break_after_their_underscores_and_nowhere_else():
    text = report_page(make_rows(3))
    heads = re.findall(r'<th scope="col">(.*?)</th>', text)
    assert (
        "f_<wbr>errors (2)" in heads and "why (4)" in heads and "anywhere" not in re.findall(r"^th .*$", text, re.M)[0]
    )


def test_many_irregular_submissions_are_folded_and_counted():
    rows = make_rows(30)
    for row in rows:
        row["irregular"] = ["byte order mark"]
    text = report_page(rows)
    assert "<details><summary>30 irregularities</summary>" in text and text.count("byte order mark") == 30
    assert "<details open><summary>1 irregularity</summary>" in report_page(make_rows(3))


def test_shares_of_known_mistakes_are_right():
    rows = make_rows(50)
    made = sum(row["cells"][0]["mistake"] is not None for row in rows)
    lost = sum(row["cells"][0]["points"] < 3 for row in rows)
    words = " ".join(Page(report_page(rows)).words)
    assert f"f_values no axis {made} {made / 50:.0%} {made / lost:.0%}" in words


def test_points_that_a_person_gave_to_a_test_cell_divide_nothing_by_zero():
    [row] = make_rows(1)
    row["cells"][0].update(points=1.0, manual=True, judged=True, mistake="no_axis", reason="The axis is missing.")
    row["cells"][1].update(points=2.0, mistake=None)
    assert "100%" in report_page([row])


@pytest.mark.sandbox
def test_a_report_writes_nothing_to_the_gradebook(fresh_course, grader_of):
    from tests.grading import course

    folder, release = fresh_course
    course.hand_in(folder, "anna", course.answered(release, **course.RIGHT))
    grader_of(folder).grade(feedback=False)
    (folder / "gradebook.db").chmod(0o400)
    before = (folder / "gradebook.db").read_bytes()
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db", isolation_level=None)) as book:
        book.execute("BEGIN IMMEDIATE")  # as a running grader holds it: reading goes on, writing waits
        paths = ["--html", str(folder / "r.html"), "--csv", str(folder / "r.csv")]
        assert main(["--course", str(folder), *paths]) == 0
        book.execute("ROLLBACK")
    assert (folder / "gradebook.db").read_bytes() == before


def test_several_assignments_have_a_section_each():
    rows = make_rows(3) + [{**row, "assignment": "05_other"} for row in make_rows(4)]
    words = " ".join(Page(report_page(rows)).words)
    assert "7 submissions of 4 students, 2 assignments" in words and "04_softmax" in words and "05_other" in words


def test_the_table_has_a_line_for_each_exercise_and_no_formulas(tmp_path):
    rows = make_rows(5)
    write_report(rows, tmp_path / "r.html", tmp_path / "r.csv")
    with open(tmp_path / "r.csv", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 15 and sum(float(line["points"]) for line in lines) == sum(row["score"] for row in rows)
    assert all(not line["reason"].startswith("=") for line in lines)


def test_a_full_disk_leaves_the_report_from_before(tmp_path, monkeypatch):
    page, table = tmp_path / "r.html", tmp_path / "r.csv"
    write_report(make_rows(2), page, table)
    before = page.read_bytes(), table.read_bytes()

    def fill_up(path, data):
        with path.open("wb") as file:
            file.write(data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_up)
    with pytest.raises(OSError, match="No space"):
        write_report(make_rows(5), page, table)
    assert (page.read_bytes(), table.read_bytes()) == before and len(list(tmp_path.iterdir())) == 2


def test_without_graded_work_the_command_says_so(fresh_course, monkeypatch, capsys):
    monkeypatch.chdir(fresh_course[0])
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("error: ")
