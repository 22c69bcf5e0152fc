"""What is committed in notebooks/, source/ and release/ is what content/ builds, and holds nothing it should not."""

import re

import nbformat
import pytest

from attention_course.authoring import read_assignment, read_lesson
from attention_course.authoring.build import fresh_digest, topics_table
from attention_course.authoring.content import read_header
from attention_course.authoring.execute import unwanted_output
from attention_course.authoring.release import release_versions
from attention_course.course import Course
from attention_course.grading.answers import solution_cells
from tests import ROOT
from tests.support import quick

TOPICS = Course(ROOT).topics()
topics = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)


def cells(notebook):
    return [(c.id, c.cell_type, c.source, c.metadata) for c in notebook.cells]


@pytest.mark.slow
@topics
@pytest.mark.parametrize("kind", ["lesson", "source"])
def test_notebooks_are_what_content_builds(topic, kind):
    stored = quick.read(getattr(topic, kind))
    made = read_lesson(topic.lesson_source) if kind == "lesson" else read_assignment(topic.assignment_source)
    assert cells(stored) == cells(made), f"stale: run `make build` ({topic.name})"
    assert stored.metadata.attention_course.built_from == fresh_digest(made), (
        f"{topic.name} was built with another version of the package: run `make build`"
    )


def test_the_readme_lists_the_topics_as_their_headers_do():
    assert f"\n\n{topics_table(Course(ROOT))}\n\n" in Course(ROOT).readme.read_text(encoding="utf-8"), (
        "run `make build`"
    )


@topics
def test_a_lesson_needs_only_what_comes_before_it(topic):
    needed = re.findall(r"\b\d\d\b", read_header(topic.lesson_source)["needs"])
    assert all(number < topic.name[:2] for number in needed), needed
    assert needed or topic is TOPICS[0]


@pytest.mark.slow
def test_student_versions_are_what_nbgrader_generates():
    for topic, text in release_versions(TOPICS):
        assert topic.release.read_text(encoding="utf-8") == text, f"stale: run `make build` ({topic.name})"


def test_nothing_derived_is_left_of_a_topic_that_is_gone():
    names = {topic.name for topic in TOPICS}
    for pattern in ("notebooks/*", "source/*", "release/*", "attention_course/checks/examples/*.json"):
        assert {path.stem for path in ROOT.glob(pattern) if path.suffix != ".py"} <= names


@topics
@pytest.mark.parametrize("kind", ["lesson", "source"])
def test_every_cell_is_executed_and_its_outputs_are_clean(topic, kind):
    for cell in quick.read(getattr(topic, kind)).cells:
        if cell.cell_type == "code":
            assert cell.execution_count, f"not executed: {cell.source}"
            assert unwanted_output(cell) is None, cell.source


@topics
def test_a_test_cell_leaves_no_value(topic):
    """nbgrader would take it for the points."""
    for cell in quick.read(topic.source).cells:
        if cell.cell_type == "code" and quick.meta(cell).get("grade"):
            assert not [output for output in cell.outputs if output.output_type == "execute_result"], cell.source


@topics
def test_nothing_of_a_solution_or_a_hidden_test_is_released(topic):
    text = topic.release.read_text(encoding="utf-8")
    for words in ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", ".knows(", "reference_", "wrong_"):
        assert words not in text, words
    released = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in quick.read(topic.release).cells
        if "nbgrader" in cell.metadata
    }
    for cell in quick.read(topic.source).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        parts = re.findall(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", cell.source, flags=re.S)
        if cell.cell_type == "markdown" and name:
            parts = [cell.source]
        for line in {line.strip() for part in parts for line in part.splitlines()}:
            if len(line) > 12 and not line.startswith("#") and line not in visible(cell.source):
                assert line not in released[name], f"{name} shows {line!r}"
    assert [path.name for path in topic.release.parent.iterdir()] == [topic.release.name]


def visible(source):
    return re.sub(r"### BEGIN (SOLUTION|HIDDEN TESTS).*?### END \1", "", source, flags=re.S)


@topics
def test_the_package_holds_no_answer_of_a_value_exercise(topic):
    text = topic.examples.read_text(encoding="utf-8")
    for name, source in solution_cells(quick.read(topic.source)).items():
        if "def " not in source:
            for line in source.splitlines():
                assert "=" not in line or line.split("=", 1)[1].strip() not in text, name


@pytest.mark.slow
@topics
def test_an_empty_submission_scores_nothing_and_the_solution_everything(topic):
    source = quick.read(topic.source)
    empty = quick.grade(source, solution_cells(quick.read(topic.release)))
    assert empty.score == 0, {name: points for name, points in empty.points.items() if points}
    assert all(empty.messages.values())
    full = quick.grade(source, {})
    assert not any(full.messages.values()), full.messages
    written = sum(
        c.metadata.nbgrader.points for c in source.cells if c.cell_type == "markdown" and "nbgrader" in c.metadata
    )
    assert full.score + written == 20 and 2 <= written <= 4


@pytest.mark.slow
@topics
def test_a_test_cell_needs_no_earlier_check_to_have_passed(topic):
    """Where a check fails, the rest of its cell does not run; a later cell may only build on what stands before it."""
    source = quick.read(topic.source)
    tests = [cell for cell in source.cells if cell.cell_type == "code" and quick.meta(cell).get("grade")]
    whole = {cell.id: cell.source for cell in tests}
    for target in tests:
        for cell in tests:
            before, end, _ = whole[cell.id].partition("### END HIDDEN TESTS")
            begins_hidden = whole[cell.id].partition("### BEGIN")[0].count("\n") <= 1
            cell.source = whole[cell.id] if cell is target else before + end if end and begins_hidden else ""
        name = target.metadata.nbgrader.grade_id
        assert quick.grade(source, {}).messages[name] is None, f"{name} builds on what an earlier check guards"


@topics
def test_cells_are_short(topic):
    lengths = [len(c.source.splitlines()) for c in quick.read(topic.lesson).cells if c.cell_type == "code"]
    assert max(lengths) <= 14
    assert sorted(lengths)[len(lengths) // 2] <= 5


@topics
def test_a_lesson_has_its_parts(topic):
    text = "\n".join(c.source for c in quick.read(topic.lesson).cells if c.cell_type == "markdown")
    for words in (
        "**What you will do**",
        "**What you will learn**",
        "**What you need**",
        "## What we saw",
        "**On your own**",
        "**In practice**",
        "**Further reading**",
    ):
        assert words in text, words
    assert topic.name in text, "the lesson does not name its assignment"


@topics
def test_every_figure_says_in_words_what_it_shows(topic):
    for cell in quick.read(topic.lesson).cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                alt = output.data["text/plain"]
                assert len(alt.split()) >= 8 and not re.search(r"\bnan\b|<Figure|object", alt), alt
                assert output.metadata["image/png"]["alt"] == alt


@topics
def test_notebooks_are_valid_and_their_metadata_is_minimal(topic):
    for path in (topic.lesson, topic.source, topic.release):
        notebook = quick.read(path)
        nbformat.validate(notebook)
        assert set(notebook.metadata) == {"attention_course", "kernelspec", "language_info"}
        assert set(notebook.metadata.language_info) == {"name"}


@topics
def test_a_lesson_is_called_what_its_heading_says(topic):
    notebook = quick.read(topic.lesson)
    assert notebook.cells[0].source.splitlines()[0] == f"# {notebook.metadata.attention_course.title}"
