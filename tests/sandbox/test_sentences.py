"""All that students read of the sandbox stands in its messages.toml."""

import ast
import string

import pytest

from attention_course.sandbox.messages import SENTENCES
from tests import ROOT
from tests.support.prose import FOR_AUTHORS, prose

FILES = sorted((ROOT / "attention_course/sandbox").glob("*.py"))
INSTRUCTORS = {"bubblewrap", "launch", "seccomp", "server_client"}  # start processes, and report to who grades
# A student reads no more of data that breaks the protocol than that it does.
PROTOCOL = {"Closed", "TimedOut", "Malformed", "SandboxError", "ValueError"}
CODE = ("raise SyntaxError(", "<cell line", "import matplotlib")  # is run or compared, not read


@pytest.mark.parametrize("path", [p for p in FILES if p.stem not in INSTRUCTORS], ids=lambda path: path.stem)
def test_no_sentence_for_students_stands_in_the_code(path):
    found = prose(path.read_text(encoding="utf-8"), FOR_AUTHORS | PROTOCOL)
    assert [text for _, text in found if not text.startswith(CODE)] == []


def test_each_sentence_is_said_with_the_values_that_it_needs():
    said, words = {}, set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant):
                words.add(node.value)
            match node:
                case ast.Call(func=ast.Name("sentence") | ast.Attribute(attr="_note"), args=[key], keywords=keywords):
                    for part in ast.walk(key):
                        if isinstance(part, ast.Constant):
                            said.setdefault(part.value, []).append({word.arg for word in keywords})
    said = {key: values for key, values in said.items() if key in SENTENCES}
    for key, values in said.items():
        blanks = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[key]) if name}
        assert all(blanks <= given for given in values), key
    resources = {f"resource_{what}" for what in ("memory", "threads", "files", "disk")}
    assert set(SENTENCES) - words <= resources
