"""All that students read of what they import and open stands in a catalogue, so that a translation changes no code.

That is every string in the code that reads as a sentence, the words of alt texts, pictures and errors included. What
may stand in the code: names that code compares or passes on (of a method, a texture, a placement of Matplotlib's), what
options say of themselves, which argparse prints beside English of its own, and errors that only an author can cause.
"""

import ast
import re
import tomllib

import pytest

from attention_course.figures.text import counted
from tests import ROOT
from tests.support.prose import prose

PACKAGE = ROOT / "attention_course"
ROOMS = ["datasets", "figures", "inspection", "lab", "smollm"]
AUTHORS = {"bundle.py"}  # speaks to who makes the zip
OPTIONS = ("prog", "description", "help")
NAMES = {
    "figures": {"center left", "offset points"},
    "smollm": {"No matching distribution", "attention-course model", "raise NotImplementedError()"},
    "datasets": {"brushed metal", "woven cloth", "granular stone"},
    "inspection": {
        *("attention, two limits", "Mahalanobis, two limits", "attention, one heap", "Mahalanobis, one heap"),
        *("smallest of three", "smallest, two limits"),
    },
}
BESIDE_A_BLANK = r"{}.*[^\W\d_]{2}|[^\W\d_]{2}.*{}"


def without_names(source):
    """A module without what its options say of themselves, without HTML and the names of context variables."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.keywords = [word for word in node.keywords if word.arg not in OPTIONS]
            node.args = [] if ast.unparse(node.func) == "ContextVar" else node.args
    return ast.unparse(tree)


def files(room):
    return sorted((PACKAGE / room).glob("*.py"))


FILES = [path for room in [*ROOMS, "language_model"] for path in files(room) if path.name not in AUTHORS]


@pytest.mark.parametrize(
    "path",
    [p for room in [*ROOMS, "language_model"] for p in files(room) if p.name not in AUTHORS],
    ids=lambda p: p.stem,
)
def test_no_sentence_stands_in_the_code(path):
    found = [text for _, text in prose(without_names(path.read_text(encoding="utf-8")))]
    assert [text for text in found if text not in NAMES.get(path.parent.name, ()) and text[0] != "<"] == []


@pytest.mark.parametrize("path", files("figures"), ids=lambda p: p.stem)
def test_no_word_stands_between_the_blanks_of_an_alt_text(path):
    """Short facts, such as `2 cells masked`, have too few words to be found as sentences."""
    found = [text for _, text in prose(path.read_text(encoding="utf-8"), shape=BESIDE_A_BLANK)]
    assert [text for text in found if not text.startswith(("<", "data:", r"\\sqrt"))] == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_sentence_is_said_with_the_values_that_it_needs(room):
    sentences = tomllib.loads((PACKAGE / room / "messages.toml").read_text(encoding="utf-8"))["sentences"]
    said = {}
    for path in files(room):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("sentence" | "_sentence") | ast.Attribute(attr="sentence"), args=[key]):
                    for part in ast.walk(key):
                        if isinstance(part, ast.Constant) and isinstance(part.value, str):
                            said.setdefault(part.value, []).append({word.arg for word in node.keywords} - {None})
    assert set(said) - {""} >= set(sentences)
    for key, text in sentences.items():
        blanks = set(re.findall(r"(?<!{){(\w+)", text)) - ({"install"} if room == "smollm" else set())
        assert all(given == blanks for given in said[key] if key != "install"), key


def test_each_noun_is_counted_by_a_figure_and_each_figure_counts_nouns_of_the_catalogue():
    nouns = tomllib.loads((PACKAGE / "figures/messages.toml").read_text(encoding="utf-8"))["nouns"]
    said = {
        node.args[1].value
        for path in files("figures")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "counted"
    }
    assert said == set(nouns)
    assert (counted(1, "value_not_finite"), counted(0, "cell")) == ("1 value that is infinite or NaN", "0 cells")
