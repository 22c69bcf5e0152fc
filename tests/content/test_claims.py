"""What a lesson claims stands beside a control that could have refuted it.

claims/<topic>.toml lists the claims of one lesson. An entry of `claim` quotes the phrase, says in one sentence what
would have refuted it, and quotes the assert of the lesson, or a part of it, that looks. `no_claim` quotes sentences
that use one of the words below and claim nothing that a computation could refute, with the reason.
"""

import ast
import re
import tomllib
from pathlib import Path

import jupytext
import pytest

from attention_course.course import Course
from tests import ROOT

CLAIMS = Path(__file__).with_name("claims")
WORDS = re.compile(r"\b(why|only|always|best|never|shows|better)\b", re.IGNORECASE)
FIELDS = {"claim": {"claim", "control", "asserted"}, "no_claim": {"sentences", "reason"}}


def cells(text, kind):
    notebook = jupytext.reads(text.split("\n---\n", 1)[1], fmt="md:myst")
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def one_line(text):
    return " ".join(text.split())


def sentences(text):
    """The sentences of a lesson, without its opening (what the reader will do), headings, questions and tables."""
    for source in cells(text, "markdown")[1:]:
        prose = re.sub(r"\$\$.*?\$\$", "", source, flags=re.DOTALL)
        prose = re.sub(r"(?m)^(#|\|).*$", "\n", prose)
        for paragraph in re.split(r"\n\s*\n|\n(?=- )", prose):
            for sentence in re.split(r"(?<=[.!?])[\"*)]*\s+(?=[A-Z\"*`(])", one_line(paragraph)):
                if not sentence.endswith("?"):
                    yield sentence


def asserts(text):
    """The source of each assert statement of a lesson, on one line."""
    for source in cells(text, "code"):
        source = re.sub(r"(?m)^:tags:.*$", "", source)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Assert):
                yield one_line(ast.get_source_segment(source, node))


def faults(text, table):
    """What is wrong with the table of claims of a lesson with this text, a line each."""
    found, checked = list(sentences(text)), list(asserts(text))
    prose = one_line(" ".join(cells(text, "markdown")))
    for kind, entries in table.items():
        for entry in entries:
            if set(entry) != FIELDS.get(kind) or not all(entry.values()):
                yield f"an entry of {kind} needs {sorted(FIELDS.get(kind, FIELDS))}, got {entry}"
    covered = [one_line(entry["claim"]) for entry in table.get("claim", [])]
    for entry, phrase in zip(table.get("claim", []), covered, strict=True):
        if prose.count(phrase) != 1:
            yield f"stands {prose.count(phrase)} times in the lesson, not once: {phrase}"
        looks = sum(one_line(entry["asserted"]) in line for line in checked)
        if looks != 1:
            yield f"{looks} asserts of the lesson, not one, hold {entry['asserted']!r}, the control of: {phrase}"
    excused = [one_line(sentence) for entry in table.get("no_claim", []) for sentence in entry["sentences"]]
    for sentence in excused:
        if not any(sentence in s and WORDS.search(s) for s in found):
            yield f"is listed as no claim, and stands in no sentence that has one of the words: {sentence}"
    for sentence in found:
        if WORDS.search(sentence) and not any(part in sentence or sentence in part for part in covered + excused):
            yield f"has no entry: {sentence}"


TABLES = sorted(CLAIMS.glob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_claim_has_its_control(path):
    text = (ROOT / "content" / path.stem / "lesson.md").read_text(encoding="utf-8")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert not list(faults(text, table))


def test_every_table_belongs_to_a_topic():
    assert {path.stem for path in TABLES} <= {topic.name for topic in Course(ROOT).topics()}


LESSON = """---
title: Look
---

# Look

Why not?

+++

The first is always
the largest. The last is never read! Is it the best?

```{code-cell}
:tags: [hidden]

for k in range(1, 3):
    assert (x[0] >
            x[k])
```
"""
CLAIM = {"claim": "is always the largest", "control": "Another one would be larger.", "asserted": "x[0] > x[k]"}
NO_CLAIM = {"sentences": ["is never read"], "reason": "It says what we do."}


@pytest.mark.parametrize(
    "claim, no_claim, fault",
    [
        ({}, {}, None),
        ({"claim": "is often the largest"}, {}, "stands 0 times in the lesson, not once: is often the largest"),
        ({"asserted": "x[0] >= x[k]"}, {}, "0 asserts of the lesson, not one, hold 'x[0] >= x[k]'"),
        ({"asserted": "range(1, 3)"}, {}, "0 asserts of the lesson"),
        ({"control": ""}, {}, "an entry of claim needs"),
        ({"claim": "Is it"}, {}, "has no entry: The first is always the largest."),
        ({}, {"sentences": ["largest of all"]}, "is listed as no claim"),
        ({}, {"sentences": ["the largest"]}, "has no entry: The last is never read!"),
        ({}, {"because": "It says what we do."}, "an entry of no_claim needs"),
    ],
)
def test_a_claim_without_its_control_is_found(claim, no_claim, fault):
    found = list(faults(LESSON, {"claim": [CLAIM | claim], "no_claim": [NO_CLAIM | no_claim]}))
    assert any(fault in line for line in found) if fault else not found


def test_a_lesson_without_a_table_of_its_own_would_not_pass():
    assert len(list(faults(LESSON, {}))) == 2
