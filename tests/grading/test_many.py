"""Nothing grows with the class but its results: files, folders, processes, descriptors, memory stay as they are."""

import contextlib
import os
import subprocess
import sys
import time

import nbformat
import psutil
import pytest

from tests.grading import course

CLASS = 200
WORKERS = 2
# This grader, nbgrader's process, the test process, bubblewrap and what it starts; for each submission under way the
# forks of nbgrader's and of the test process, and of the sandbox the supervisor and the code.
PROCESSES = 7 + 5 * WORKERS
MARGIN = 2**20 * 40  # bytes by which memory may differ between two looks


def tiny():
    """An assignment that costs next to nothing to run."""
    return nbformat.v4.new_notebook(
        cells=[
            course._cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "answer", solution=True),
            course._cell("assert x == 1", "answer_test", grade=True, locked=True, points=1),
        ],
        metadata=course.source_notebook().metadata,
    )


def look(process, folder, temporary):
    """What there is now of each kind."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    files = descriptors = memory = 0
    for each in family:
        with contextlib.suppress(psutil.Error, OSError):
            descriptors += each.num_fds()
            memory += each.memory_full_info().pss
    for top in (temporary, folder / ".grading"):
        files += sum(len(folders) + len(names) for _, folders, names in os.walk(top))
    return {"processes": len(family), "descriptors": descriptors, "files": files, "memory": memory}


@pytest.mark.slow
@pytest.mark.sandbox
def test_two_hundred_submissions_leave_only_their_results(small_course, tmp_path):
    folder, temporary = tmp_path / "course", tmp_path / "temporary"
    temporary.mkdir()
    (folder / "source" / course.ASSIGNMENT).mkdir(parents=True)
    nbformat.write(tiny(), folder / "source" / course.ASSIGNMENT / f"{course.ASSIGNMENT}.ipynb")
    (folder / "nbgrader_config.py").write_bytes((course.ROOT / "nbgrader_config.py").read_bytes())
    answered = course.answered(tiny(), answer="x = 1")
    for number in range(CLASS):
        course.hand_in(folder, f"student{number:03}", answered)
    process = subprocess.Popen(
        [sys.executable, "-m", "attention_course", "grade", "--no-feedback", "--workers", str(WORKERS)],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    looks = {}
    while process.poll() is None:
        done = len(os.listdir(folder / "autograded")) if (folder / "autograded").is_dir() else 0
        if done >= CLASS // 10 and process.poll() is None:
            with contextlib.suppress(psutil.Error):
                looks.setdefault(done * 10 // CLASS, []).append(look(process, folder, temporary))
        time.sleep(0.5)
    said, _ = process.communicate()
    assert process.returncode == 0 and f"{CLASS} submissions, {CLASS} of them graded now" in said, said
    early = [each for tenth, some in looks.items() if tenth < 5 for each in some]
    late = [each for tenth, some in looks.items() if tenth >= 5 for each in some]
    assert len(early) >= 3 and len(late) >= 3, looks
    for kind in ("processes", "descriptors", "files"):
        assert max(each[kind] for each in late) <= max(each[kind] for each in early) * 1.3 + 5, (kind, looks)
    assert max(each["memory"] for each in late) <= max(each["memory"] for each in early) + MARGIN
    assert max(each["processes"] for each in early + late) <= PROCESSES
    assert os.listdir(temporary) == [] and os.listdir(folder / ".grading") == ["lock"]
    results = [path for path in folder.glob("autograded/**/*") if path.is_file()]
    assert len(results) == CLASS and set(os.listdir(folder)) == {
        "autograded", "grades.csv", "gradebook.db", "nbgrader_config.py", "source", "submitted", ".grading"
    }  # fmt: skip
