"""All that students read of their workspace stands in lab/messages.toml, and in its pages."""

import ast
import re
import tomllib

import pytest

from tests import ROOT
from tests.support.prose import prose

ROOM = ROOT / "attention_course/lab"
AUTHORS = {"bundle"}  # speaks to who makes the zip


def without_options(source):
    """A module without what its options say of themselves, which argparse prints beside its own English."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.keywords = [word for word in node.keywords if word.arg not in ("prog", "description", "help")]
    return ast.unparse(tree)


@pytest.mark.parametrize("path", [p for p in sorted(ROOM.glob("*.py")) if p.stem not in AUTHORS], ids=lambda p: p.stem)
def test_no_sentence_for_students_stands_in_the_code(path):
    assert [text for _, text in prose(without_options(path.read_text(encoding="utf-8")))] == []


def test_each_sentence_is_said_with_the_values_that_it_needs():
    sentences = tomllib.loads((ROOM / "messages.toml").read_text(encoding="utf-8"))["sentences"]
    said = {}
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("sentence"), args=[ast.Constant(key)], keywords=keywords):
                    said.setdefault(key, []).append({word.arg for word in keywords})
    assert set(said) == set(sentences)
    for key, values in said.items():
        assert all(given == set(re.findall(r"{(\w+)}", sentences[key])) for given in values), key
