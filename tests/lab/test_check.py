"""`make check-my-work`: points and messages for what was tried, and model answers after an attempt only."""

import json
import shutil
import zipfile

import pytest

from attention_course.course import Course
from attention_course.lab import bundle, model_answers
from attention_course.lab.check import main
from attention_course.lab.workspace import prepare
from tests import ROOT

TOPIC = "00_the_whole_walk"
WRONG = "def row_sums(A):\n    return A.sum(axis=0)\n"


def write(workspace, **answers):
    """Put answers into the notebook of TOPIC, by the ids of its questions."""
    path = workspace / "assignments" / TOPIC / f"{TOPIC}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path):
    prepare(ROOT, tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def students_folder(tmp_path, monkeypatch):
    """What a student has unpacked from a zip with model answers: `Course.own()` of what runs there."""
    bundle.write(ROOT, tmp_path / "student.zip", model_answers=True)
    zipfile.ZipFile(tmp_path / "student.zip").extractall(tmp_path)
    folder = Course(tmp_path / bundle.FOLDER)
    monkeypatch.setattr(Course, "own", classmethod(lambda cls: folder))
    return folder


def check(workspace, capsys, *topics):
    status = main([*topics, "--workspace", str(workspace)])
    return status, capsys.readouterr().out


def test_nothing_tried_opens_nothing(workspace, capsys):
    status, said = check(workspace, capsys)
    assert status == 0 and "has been tried yet" in said
    assert not (workspace / model_answers.FOLDER).exists()


@pytest.mark.slow
def test_an_attempt_gets_points_messages_and_its_own_model_answer_and_leaves_nothing_behind(
    workspace, capsys, tmp_path, monkeypatch
):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    before = write(workspace, row_sums=WRONG).read_bytes()
    status, said = check(workspace, capsys)
    assert status == 0 and f"{TOPIC}: 0 of " in said and "sums of the columns (axis 0)" in said
    assert "strongest_link` is not written yet" in said
    page = (workspace / model_answers.FOLDER / f"{TOPIC}.md").read_text(encoding="utf-8")
    assert "## row_sums" in page and "## strongest_link" not in page and "SOLUTION" not in page
    assert before == (workspace / "assignments" / TOPIC / f"{TOPIC}.ipynb").read_bytes()
    assert list((tmp_path / "tmp").iterdir()) == []
    shutil.rmtree(workspace)


@pytest.mark.slow
def test_a_question_in_words_opens_its_answer_with_the_marking_scheme(workspace, capsys):
    [words] = [n for n, c in model_answers.answer_cells(workspace / f"assignments/{TOPIC}/{TOPIC}.ipynb").items()
               if c["cell_type"] == "markdown"]  # fmt: skip
    write(workspace, **{words: "Because the columns were normalised."})
    check(workspace, capsys, TOPIC)
    assert "Marking scheme" in (workspace / model_answers.FOLDER / f"{TOPIC}.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_without_hidden_tests_the_visible_ones_run(students_folder, tmp_path, capsys):
    assert not (students_folder.root / "source").exists()
    prepare(students_folder.root, tmp_path / "work")
    write(tmp_path / "work", row_sums=WRONG)
    status, said = check(tmp_path / "work", capsys)
    assert status == 0 and "visible tests" in said and "sums of the columns (axis 0)" in said
    page = (tmp_path / "work" / model_answers.FOLDER / f"{TOPIC}.md").read_text(encoding="utf-8")
    assert "## row_sums" in page and "## strongest_link" not in page


@pytest.mark.slow
def test_a_zip_for_a_class_has_no_answers(tmp_path):
    bundle.write(ROOT, tmp_path / "student.zip")
    assert not [name for name in zipfile.ZipFile(tmp_path / "student.zip").namelist() if model_answers.PACKED in name]


@pytest.mark.slow
def test_a_notebook_that_cannot_be_read_is_named_and_the_others_are_checked(workspace, capsys):
    write(workspace, row_sums=WRONG)
    broken = workspace / "assignments/04_softmax/04_softmax.ipynb"
    broken.write_text(broken.read_text(encoding="utf-8")[:500], encoding="utf-8")
    status, said = check(workspace, capsys)
    assert status == 1 and f"{broken} cannot be read" in said and "sums of the columns (axis 0)" in said


def test_an_unknown_topic_is_told_beside_a_known_one(workspace, capsys):
    assert main(["softmax", "--workspace", str(workspace)]) == 2
    assert "got softmax, expected topics such as 00_the_whole_walk" in capsys.readouterr().err
