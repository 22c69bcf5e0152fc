"""Broken sources get one clear sentence that says where and what to do."""

import pytest

from attention_course.authoring import ContentError, read_assignment, read_lesson
from attention_course.authoring.content import exercise_of, visible_source

HEADER = "# ---\n# title: T\n# minutes: 45\n# difficulty: easy\n# ---\n"
SOLUTION = '# %% solution="f"\ndef f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n\n'
TEST = '# %% test="f_values" points=2\nassert f() == 1\n### BEGIN HIDDEN TESTS\nassert f()\n### END HIDDEN TESTS\n'
LESSON = (
    "---\ntitle: T\npromise: add\nneeds: two numbers\nminutes: 20\n---\n\n"
    "# {title}\n\nNeeds {needs}, {minutes} minutes.\n\n```{code-cell}\n1 + 1\n```\n"
)


@pytest.fixture
def topic(tmp_path):
    folder = tmp_path / "04_topic"
    folder.mkdir()
    return folder


def assignment(topic, text):
    path = topic / "assignment.py"
    path.write_text(text)
    return read_assignment(path)


def lesson(topic, text):
    path = topic / "lesson.md"
    path.write_text(text)
    return read_lesson(path)


def test_short_keys_become_nbgraders_metadata(topic):
    notebook = assignment(
        topic,
        HEADER
        + '# %% locked="imports"\nimport math\n\n'
        + SOLUTION
        + TEST
        + '# %% [markdown] written="why" points=3\n# Because.\n',
    )
    metas = [cell.metadata.nbgrader for cell in notebook.cells]
    assert [(m.grade_id, m.grade, m.solution, m.locked, m.get("points")) for m in metas] == [
        ("imports", False, False, True, None),
        ("f", False, True, False, None),
        ("f_values", True, False, True, 2),
        ("why", True, True, False, 3),
    ]
    assert [cell.id for cell in notebook.cells] == ["imports", "f", "f-values", "why"]
    assert notebook.metadata.attention_course.points == 5
    assert "jupytext" not in notebook.metadata


def test_ids_follow_from_the_place_and_are_stable(topic):
    text = HEADER + "# %% [markdown]\n# # Title\n\n" + SOLUTION + TEST
    assert [c.id for c in assignment(topic, text).cells] == [c.id for c in assignment(topic, text).cells]
    assert assignment(topic, text).cells[0].id == "04-topic-assignment-001"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEADER + SOLUTION + SOLUTION + TEST, "'f' is taken by cell 1"),
        (HEADER + SOLUTION.replace('"f"', '"f-values"') + TEST, "'f_values' and 'f-values' (cell 1) would both have"),
        (HEADER + SOLUTION + TEST.replace(" points=2", ""), "needs points=N"),
        (HEADER + SOLUTION + TEST.replace("points=2", "points=0"), "needs points=N"),
        (HEADER + SOLUTION + TEST.replace("points=2", 'points="many"'), "needs points=N"),
        (HEADER + SOLUTION + TEST.replace("points=2", "points=2 colour=1"), "unknown key ['colour']"),
        (HEADER + SOLUTION.replace('"f"', '"f" points=3') + TEST, "has points; only test and written cells do"),
        (HEADER + SOLUTION.replace('solution="f"', 'solution="f" test="g"') + TEST, "a cell has one role"),
        (HEADER + SOLUTION.replace('"f"', '"f f"') + TEST, "is not an id"),
        (
            HEADER + SOLUTION.replace("    ### BEGIN SOLUTION\n", "").replace("    ### END SOLUTION\n", "") + TEST,
            "without '### BEGIN SOLUTION'",
        ),
        (HEADER + SOLUTION.replace("    ### END SOLUTION\n", "") + TEST, "1 lines '### BEGIN SOLUTION' and 0"),
        (HEADER + SOLUTION.replace(' solution="f"', "") + TEST, "stands outside of a solution cell"),
        (HEADER + SOLUTION + TEST.replace("### END HIDDEN TESTS\n", ""), "1 lines '### BEGIN HIDDEN TESTS' and 0"),
        (HEADER + SOLUTION + TEST.replace("assert f()\n", "test.example(1)\n"), ".example(...) in a hidden region"),
        (HEADER + SOLUTION + TEST.replace("assert f() == 1", "test.knows(f)"), ".knows(...) outside"),
        (HEADER + SOLUTION + TEST.replace("assert f() == 1", "assert f( == 1"), "cell 2, line 1"),
        (HEADER + SOLUTION, "no cell has points"),
        (HEADER + SOLUTION + TEST + '# %% written="w" points=1\nx = 1\n', "expected a markdown cell for written="),
        (HEADER + SOLUTION + TEST + "# %% points=3\nx = 1\n", "points without test"),
        (SOLUTION + TEST, "expected a header"),
        (HEADER.replace("minutes: 45", "minutes: long") + SOLUTION + TEST, "needs `minutes: ...` (int); it has 'long'"),
        (HEADER.replace("minutes: 45", "minutes: 45\n# colour: red") + SOLUTION + TEST, "unknown key ['colour']"),
        (HEADER.replace("title: T", "title: [T") + SOLUTION + TEST, "is not YAML"),
    ],
)
def test_a_broken_assignment_says_where_and_what(topic, text, words):
    with pytest.raises(ContentError) as caught:
        assignment(topic, text)
    assert words in str(caught.value)
    assert "assignment.py" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LESSON.replace("1 + 1", "1 +"), "cell 2, line 1"),
        (LESSON.replace("1 + 1", ":tags: [secret]\n\n1 + 1"), "unknown tag or key ['secret']"),
        (LESSON.replace("title: T\n", ""), "needs `title: ...`"),
        (LESSON.replace("needs: two numbers\n", ""), "needs `needs: ...`"),
        (LESSON.replace("{needs}", "three numbers"), "no {needs}; write that where the cell says 'two numbers'"),
        (LESSON.replace("# {title}", "# T"), "no {title}; write that"),
        (LESSON[4:], "expected a header"),
    ],
)
def test_a_broken_lesson_says_where_and_what(topic, text, words):
    with pytest.raises(ContentError) as caught:
        lesson(topic, text)
    assert words in str(caught.value)


MISTAKES = '# %%\nimport numpy\n\n# %% exercise="f"\ndef wrong():\n    return 2\n\n\ntest.knows(1, w=wrong)\n'
CHECKED = TEST.replace("assert f() == 1", 'test = check(\n    "f", rtol=1e-3)  # shown\ntest.example()')


def with_mistakes(topic, text, mistakes):
    (topic / "mistakes.py").write_text(mistakes)
    return assignment(topic, text)


def test_a_block_of_mistakes_goes_below_the_first_check_of_its_exercise(topic):
    later = CHECKED.replace("f_values", "f_more")
    notebook = with_mistakes(topic, HEADER + SOLUTION + CHECKED + "\n" + later, MISTAKES)
    first, second = notebook.cells[1], notebook.cells[2]
    assert visible_source(first) == 'test = check(\n    "f", rtol=1e-3)  # shown\ntest.example()'
    assert first.source.index("# shown") < first.source.index("test.knows(1, w=wrong)") < first.source.index("example")
    assert "knows" not in second.source and "import numpy" not in first.source
    assert exercise_of(first) == exercise_of(second) == "f" and exercise_of(notebook.cells[0]) is None


@pytest.mark.parametrize(
    ("mistakes", "words"),
    [
        (MISTAKES.replace('exercise="f"', 'exercise="g"'), "no test cell of assignment.py has the line"),
        (MISTAKES + MISTAKES, "'f' has a block already"),
        (MISTAKES.replace('exercise="f"', 'exercise="f" points=3'), "got the keys ['exercise', 'points']"),
        (MISTAKES.replace("def wrong()", "def wrong("), "cell 2, line"),
    ],
)
def test_broken_mistakes_say_where_and_what(topic, mistakes, words):
    with pytest.raises(ContentError) as caught:
        with_mistakes(topic, HEADER + SOLUTION + CHECKED, mistakes)
    assert words in str(caught.value) and "mistakes.py" in str(caught.value)


def test_a_missing_source_is_named(topic):
    with pytest.raises(ContentError, match=r"lesson.md is missing"):
        read_lesson(topic / "lesson.md")


def test_a_lesson_says_what_its_header_says(topic):
    assert lesson(topic, LESSON).cells[0].source == "# T\n\nNeeds two numbers, 20 minutes."


def test_a_hidden_lesson_cell_is_folded(topic):
    notebook = lesson(topic, LESSON.replace("1 + 1", ":tags: [hidden]\n\nassert True"))
    assert notebook.cells[1].metadata.jupyter.source_hidden


def test_an_output_that_varies_is_not_compared(topic):
    notebook = lesson(topic, LESSON.replace("1 + 1", ":tags: [varies]\n\n1 + 1"))
    assert notebook.cells[1].metadata == {"tags": ["nbval-ignore-output"]}


def test_a_cell_for_pytorch_is_marked_and_not_compared_by_nbval(topic):
    notebook = lesson(topic, LESSON.replace("1 + 1", ":tags: [torch]\n\n1 + 1"))
    assert notebook.cells[1].metadata == {"tags": ["torch", "nbval-ignore-output"]}


def test_the_answer_to_a_question_is_marked(topic):
    notebook = lesson(topic, LESSON.replace("1 + 1", ":tags: [answer]\n\n1 + 1"))
    assert notebook.cells[1].metadata == {"tags": ["answer"]}
