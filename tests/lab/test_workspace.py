"""A student's workspace: complete, without solutions, and never a loss of work."""

import json
import os
import re

import pytest

from attention_course.lab import LabError
from attention_course.lab.command import main
from attention_course.lab.workspace import prepare
from tests import ROOT

LESSON = "lessons/04_softmax_lesson.ipynb"
ASSIGNMENT = "assignments/04_softmax/04_softmax.ipynb"


def notebook(text, **facts):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": text}
    return json.dumps({"cells": [cell], "metadata": {"attention_course": facts}})


@pytest.fixture
def project(tmp_path):
    """A project with one topic, its solution included."""
    root = tmp_path / "project"
    for name, text in {
        "notebooks/04_softmax.ipynb": notebook(
            "lesson 1", title="Normalise rows", promise="sum to 1", needs="lesson 03", minutes=35
        ),
        "release/04_softmax/04_softmax.ipynb": notebook("student version 1", title="Softmax", minutes=60),
        "release/04_softmax/words.csv": "the,cat",
        "release/04_softmax/.ipynb_checkpoints/04_softmax-checkpoint.ipynb": "left by an editor",
        "source/04_softmax/04_softmax.ipynb": "SOLUTION",
        "content/04_softmax/assignment.py": "SOLUTION",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def workspace(project):
    return project / "workspace"


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".delivered.json"
    }


def release(project, text):
    (project / "release/04_softmax/04_softmax.ipynb").write_text(text, encoding="utf-8")


def test_holds_lessons_student_versions_and_data_and_nothing_else(project, workspace):
    prepare(project, workspace)
    found = files(workspace)
    assert sorted(found) == ["GLOSSARY.md", "START_HERE.md", ASSIGNMENT, "assignments/04_softmax/words.csv", LESSON]
    assert "SOLUTION" not in "".join(found.values())


def test_start_page_links_every_notebook_with_what_its_header_says(project, workspace):
    (project / "notebooks/05_output.ipynb").write_text('{"metadata": {}}', encoding="utf-8")  # no assignment, no title
    prepare(project, workspace)
    page = files(workspace)["START_HERE.md"]
    assert f"| 04 | [Normalise rows]({LESSON}) | 35 | [Softmax]({ASSIGNMENT}) | 60 | sum to 1 | lesson 03 |" in page
    assert "| 05 | [05_output](lessons/05_output_lesson.ipynb) |  |  |  |  |  |" in page
    assert {target for target in re.findall(r"\]\((.*?)\)", page)} <= set(files(workspace))


def test_the_glossary_links_the_lessons_that_are_there(project, workspace):
    prepare(project, workspace)
    page = files(workspace)["GLOSSARY.md"]
    assert f"| [04]({LESSON}) |" in page and "| 03 |" in page


def test_second_run_changes_nothing_and_says_nothing(project, workspace):
    prepare(project, workspace)
    before = {path: path.stat().st_mtime_ns for path in workspace.rglob("*.ipynb")}
    assert prepare(project, workspace) == [f"The workspace is {workspace}"]
    assert {path: path.stat().st_mtime_ns for path in workspace.rglob("*.ipynb")} == before


def test_untouched_file_follows_the_course(project, workspace):
    prepare(project, workspace)
    release(project, notebook("student version 2"))
    notices = prepare(project, workspace)
    assert "student version 2" in files(workspace)[ASSIGNMENT]
    assert len(notices) == 1 and len(files(workspace)) == 5


def test_changed_file_stays_and_the_newer_version_is_put_beside_it_once(project, workspace):
    prepare(project, workspace)
    (workspace / ASSIGNMENT).write_text("my work", encoding="utf-8")
    assert len(prepare(project, workspace)) == 1, "no newer version, so nothing to tell"

    release(project, notebook("student version 2"))
    beside = ASSIGNMENT.replace(".ipynb", ".new.ipynb")
    notice = prepare(project, workspace)[1]
    assert ASSIGNMENT in notice and beside in notice
    assert files(workspace)[ASSIGNMENT] == "my work" and "student version 2" in files(workspace)[beside]
    assert len(prepare(project, workspace)) == 1, "told once"


def test_notebook_that_was_only_run_follows_the_course(project, workspace):
    prepare(project, workspace)
    run = json.loads(files(workspace)[ASSIGNMENT])
    run["metadata"]["language_info"] = {"version": "3.11"}
    run["cells"][0].update(outputs=["an output"], source=[run["cells"][0]["source"]])
    (workspace / ASSIGNMENT).write_text(json.dumps(run), encoding="utf-8")
    prepare(project, workspace)
    assert "an output" in files(workspace)[ASSIGNMENT], "no newer version, so the outputs stay"
    release(project, notebook("student version 2"))
    assert len(prepare(project, workspace)) == 1 and len(files(workspace)) == 5
    assert "student version 2" in files(workspace)[ASSIGNMENT]


def test_record_of_bytes_alone_is_understood(project, workspace):
    prepare(project, workspace)
    record = json.loads((workspace / ".delivered.json").read_text())
    (workspace / ".delivered.json").write_text(json.dumps({name: entry[0] for name, entry in record.items()}))
    release(project, notebook("student version 2"))
    prepare(project, workspace)
    assert "student version 2" in files(workspace)[ASSIGNMENT] and len(files(workspace)) == 5


def test_newer_version_that_the_student_works_in_stays_too(project, workspace):
    prepare(project, workspace)
    (workspace / ASSIGNMENT).write_text("my work", encoding="utf-8")
    release(project, notebook("student version 2"))
    prepare(project, workspace)
    second = workspace / ASSIGNMENT.replace(".ipynb", ".new.ipynb")
    second.write_text("my second work", encoding="utf-8")
    assert len(prepare(project, workspace)) == 1
    release(project, notebook("student version 3"))
    prepare(project, workspace)
    found = files(workspace)
    assert found[ASSIGNMENT] == "my work" and second.read_text(encoding="utf-8") == "my second work"
    assert "student version 3" in found[ASSIGNMENT.replace(".ipynb", ".new2.ipynb")]


def test_answers_to_questions_are_folded_until_they_are_opened(project, workspace):
    cell = {"cell_type": "code", "outputs": [{"text": "0.2"}], "source": "1 / 5"}
    asked, other = {**cell, "metadata": {"tags": ["answer"]}}, {**cell, "metadata": {"tags": ["hide-input"]}}
    (project / "notebooks/04_softmax.ipynb").write_text(json.dumps({"cells": [asked, other], "metadata": {}}))
    prepare(project, workspace)
    opened = json.loads(files(workspace)[LESSON])["cells"]
    assert [c["metadata"].get("jupyter") for c in opened] == [{"outputs_hidden": True}, None]
    assert opened[1]["outputs"] == cell["outputs"] == opened[0]["outputs"][1:]


def test_the_line_that_stands_for_a_folded_output_does_not_tell_the_answer(project, workspace):
    """JupyterLab shows the first line of a folded cell's first output."""
    outputs = [{"name": "stdout", "output_type": "stream", "text": "0.2\n"}]
    cell = {"cell_type": "code", "outputs": outputs, "source": "print(1 / 5)", "metadata": {"tags": ["answer"]}}
    (project / "notebooks/04_softmax.ipynb").write_text(json.dumps({"cells": [cell], "metadata": {}}))
    prepare(project, workspace)
    first = json.loads(files(workspace)[LESSON])["cells"][0]["outputs"][0]
    assert first["output_type"] == "stream" and "run this cell" in first["text"] and "0.2" not in first["text"]


@pytest.mark.parametrize("mine", [None, notebook("my own notes")])
def test_a_lesson_of_an_earlier_name_is_renamed_with_what_was_written_in_it(project, workspace, mine):
    prepare(project, workspace)
    old = workspace / "lessons/04_softmax.ipynb"
    (workspace / LESSON).rename(old)
    record = json.loads((workspace / ".delivered.json").read_text())
    record["lessons/04_softmax.ipynb"] = record.pop(LESSON)
    (workspace / ".delivered.json").write_text(json.dumps(record))
    if mine:
        old.write_text(mine)
    prepare(project, workspace)
    found = files(workspace)
    assert "lessons/04_softmax.ipynb" not in found and len(found) == 5
    assert found[LESSON] == (mine or (project / "notebooks/04_softmax.ipynb").read_text())


@pytest.mark.parametrize("record", [None, "no JSON", "[]"])
def test_lost_record_loses_no_work(project, workspace, record):
    prepare(project, workspace)
    (workspace / ASSIGNMENT).write_text("my work", encoding="utf-8")
    (workspace / ".delivered.json").unlink()
    if record:
        (workspace / ".delivered.json").write_text(record, encoding="utf-8")
    prepare(project, workspace)
    assert files(workspace)[ASSIGNMENT] == "my work"


def test_deleted_file_comes_back_fresh(project, workspace):
    prepare(project, workspace)
    (workspace / ASSIGNMENT).unlink()
    prepare(project, workspace)
    assert "student version 1" in files(workspace)[ASSIGNMENT]


def test_stopped_while_writing_leaves_whole_files(project, workspace, monkeypatch):
    prepare(project, workspace)
    release(project, notebook("student version 2"))

    def stop(*paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        prepare(project, workspace)
    monkeypatch.undo()
    assert "student version 1" in (workspace / ASSIGNMENT).read_text(encoding="utf-8")
    prepare(project, workspace)
    assert "student version 2" in (workspace / ASSIGNMENT).read_text(encoding="utf-8")
    assert len(files(workspace)) == 5, "what the stop left behind is gone"


@pytest.mark.parametrize("folder", ["notebooks", "release"])
def test_missing_notebooks_are_one_clear_line(project, workspace, folder):
    for path in (project / folder).rglob("*.ipynb"):
        path.unlink()
    for path in (project / folder).rglob("*.csv"):
        path.unlink()
    with pytest.raises(LabError, match=rf"no notebooks in \S+{folder}: run `make build`"):
        prepare(project, workspace)


@pytest.mark.parametrize("above", [".", ".."])
def test_workspace_that_would_show_the_solutions_is_refused(project, above):
    with pytest.raises(LabError, match="solutions included"):
        prepare(project, project / above)


def test_unwritable_workspace_is_one_line_and_a_status(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["--prepare-only", "--workspace", str(tmp_path / "file")]) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("Cannot write the workspace") and errors.count("\n") == 1


def test_real_course_reaches_the_workspace_without_solutions(tmp_path):
    assert main(["--prepare-only", "--workspace", str(tmp_path)]) == 0
    found = files(tmp_path)
    lessons = {f"lessons/{path.stem}_lesson.ipynb" for path in ROOT.glob("notebooks/*.ipynb")}
    assert lessons and lessons <= set(found)
    assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN TESTS)", "".join(found.values()))
