"""The glossary: each term stands in the lesson that it names, and in no lesson before is it taken for granted."""

import re

import pytest

from tests import ROOT

GLOSSARY = (ROOT / "attention_course" / "lab" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.splitlines() if line.startswith("| ")
]
TERMS = {row[0]: row[3] for row in ROWS[1:]}


def lesson(number):
    [path] = (ROOT / "content").glob(f"{number}_*/lesson.md")
    return " ".join(path.read_text(encoding="utf-8").split()).casefold()


@pytest.mark.parametrize("term", TERMS)
def test_the_lesson_that_explains_a_term_says_it(term):
    for word in re.split(r", ", term):
        assert word.casefold() in lesson(TERMS[term]), f"lesson {TERMS[term]} never says {word!r}"


def test_every_row_is_complete_and_in_the_order_of_the_lessons():
    assert all(len(row) == 5 and row[0] and row[4] for row in ROWS)
    assert list(TERMS.values()) == sorted(TERMS.values())


def test_every_lesson_adds_a_term():
    assert {path.parent.name[:2] for path in (ROOT / "content").glob("*_*/lesson.md")} == set(TERMS.values())
