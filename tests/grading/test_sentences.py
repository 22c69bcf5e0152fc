"""All that students read of grading stands in its messages.toml."""

import ast
import string

import pytest

from attention_course.grading.messages import sentence
from tests import ROOT
from tests.support.prose import FOR_AUTHORS, prose

ROOM = ROOT / "attention_course/grading"
READS_SUBMISSIONS = (
    "candidates",
    "intake",
    "kinds",
    "papers",
    "reading",
    "recognise",
    "repair",
    "run_submission",
    "save",
)
INSTRUCTORS = FOR_AUTHORS | {"SandboxError"}  # goes to whoever grades


@pytest.mark.parametrize("name", READS_SUBMISSIONS)
def test_no_sentence_for_students_stands_in_the_code(name):
    source = (ROOM / f"{name}.py").read_text(encoding="utf-8")
    helps = {node.value.value for node in ast.walk(ast.parse(source)) if getattr(node, "arg", None) == "help"}
    assert [text for _, text in prose(source, INSTRUCTORS) if text not in helps] == []


def test_each_sentence_is_said_with_the_values_that_it_needs():
    said, words = {}, set()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            match node:
                case ast.Call(func=ast.Name("sentence"), args=[key], keywords=keywords):
                    for part in ast.walk(key):
                        if isinstance(part, ast.Constant):
                            said.setdefault(part.value, []).append({word.arg for word in keywords})
    for key, text in sentence.sentences.items():
        blanks = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert all(blanks <= given for given in said.get(key, ())), key
        assert key in words or key.removeprefix("cell_").removeprefix("test_") in ("turned", "edited"), key
