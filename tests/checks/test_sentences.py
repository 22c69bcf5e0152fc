"""Every sentence that a student can read stands in a catalogue, so that a second language is a translation."""

import ast
import string

import pytest

from attention_course.checks.messages import catalogue
from tests import ROOT
from tests.support.prose import prose

CHECKS = sorted((ROOT / "attention_course/checks").glob("*.py"))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('raise CheckFailed("it is wrong")', ["it is wrong"]),
        ('f"{x} came where {y} is expected"', ["{} came where {} is expected"]),
        ('say("a" if x else f"{len(x)} of {f(\'two words\')}")', ["two words"]),
        ('x = "of {} entries"', ["of {} entries"]),
        ('raise RuntimeError("for authors")', []),
        ('"""A docstring."""', []),
        ('sentence("missing_name", name=", ".join(x))', []),
    ],
)
def test_a_sentence_is_found(line, found):
    assert [text for _, text in prose(line)] == found


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_no_sentence_stands_in_the_code_of_checks(path):
    assert prose(path.read_text(encoding="utf-8")) == []


def test_each_sentence_of_the_catalogue_is_said_with_the_values_that_it_needs():
    said = {}
    for path in CHECKS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("sentence"), args=[key, *_], keywords=keywords):
                    for part in ast.walk(key):  # one key, or one of two
                        if isinstance(part, ast.Constant) and isinstance(part.value, str):
                            said.setdefault(part.value, set()).add(frozenset(word.arg for word in keywords))
    for key, text in catalogue()["sentences"].items():
        blanks = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert all(blanks <= values for values in said.get(key, ())), key
    made = {"float_array", "float_number", "boolean_array", "boolean_number", "integer_array", "integer_number"}
    assert set(catalogue()["sentences"]) - set(said) <= made | {"a_str", "a_bool"}
