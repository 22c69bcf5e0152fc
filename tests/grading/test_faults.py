"""Whatever fails while a class is graded, the next run ends as one that nothing disturbed: same gradebook, same pages.

FAULTS=44 makes four trials of each kind, at random moments that its number decides (about six seconds of a processor
each); the suite makes a few.
"""

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tests.grading import course
from tests.grading.test_restart import gradebook

CLASS = 4
TRIALS = int(os.environ.get("FAULTS", 3))
WRONG = "def shares(values):\n    return np.asarray(values) / 2"
# A little work in each, so that something is always under way: a class of ten seconds is killed in the middle.
BUSY = "import time\nend = time.process_time() + 0.15\nwhile time.process_time() < end: pass\n"
OURS = {
    "worker": ("grading.server", True),
    "server": ("grading.server", False),
    "tests": ("sandbox.test_process", False),
    "tests of one": ("sandbox.test_process", True),
    "sandbox": ("bwrap", False),
    "code of one": ("sandbox.student_process", True),
}
FAULTS = ["worker", "tests", "code of one", "tree", "server", "tests of one"]
FAULTS += ["sandbox", "command", "disk", "size", "read-only"]


def hand_in_class(folder):
    release = course.read_release(folder)
    for number in range(CLASS):
        answers = [course.RIGHT, {**course.RIGHT, "shares": WRONG}, {"why": "For a reason."}][number % 3]
        answers = {**answers, "row_means": BUSY + answers.get("row_means", "")}
        course.hand_in(folder, f"student{number}", course.answered(release, **answers))
    course.hand_in(folder, "broken", "{")


def environment(folder):
    temporary = folder.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    return {**os.environ, "TMPDIR": str(temporary)}


def start(folder, before=None):
    command = [sys.executable, "-m", "attention_course", "grade", "--no-table", "--workers", "2"]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=pipe, stderr=pipe, text=True, preexec_fn=before
    )


def state(folder):
    """What a run must give, whatever happened on the way."""
    pages = {str(page.relative_to(folder)): page.read_bytes() for page in folder.glob("feedback/*/*/*.html")}
    return gradebook(folder), pages, (folder / "grades.csv").read_bytes()


@pytest.fixture(scope="module")
def undisturbed(small_course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(small_course, folder)
    hand_in_class(folder)
    began = time.monotonic()
    process = start(folder)
    process.communicate()
    assert process.returncode == 0
    return state(folder), time.monotonic() - began


def family(process):
    """The processes of a run, by what they are: {kind: [process]}."""
    found = {}
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                words, parent = " ".join(child.cmdline()), " ".join(psutil.Process(child.ppid()).cmdline())
                for kind, (word, forked) in OURS.items():
                    if word in words and (word in parent) == forked:
                        found.setdefault(kind, []).append(child)
    return found


def kill(process, kind, chance):
    """Kill one process of this kind, or all of them at once; whether there was one."""
    if kind == "command":
        process.send_signal(chance.choice([signal.SIGKILL, signal.SIGINT]))
        return True
    if kind == "tree":
        everybody = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        for each in everybody:
            with contextlib.suppress(psutil.Error):
                each.kill()
        return True
    targets = family(process).get(kind)
    if targets:
        with contextlib.suppress(psutil.Error):
            chance.choice(targets).kill()
    return bool(targets)


def disturb_by_killing(folder, kind, chance, seconds):
    """A run in which a process is killed at a random moment."""
    process = start(folder)
    time.sleep(chance.random() * seconds)
    end = time.monotonic() + 60
    while process.poll() is None and not kill(process, kind, chance) and time.monotonic() < end:
        time.sleep(0.02)
    said, errors = process.communicate(timeout=400)
    assert "Traceback" not in said + errors, said + errors
    # 2: it was killed before anything was graded. -SIGINT, in a shell 130: all was done, and Python was ending.
    ended = {0, 1, 2} if kind in OURS else {0, 1, 2, 130, -signal.SIGKILL, -signal.SIGINT}
    assert process.returncode in ended, (said, errors)
    return process.returncode


def disturb_by_a_full_disk(folder, chance):
    """A run on a disk with a random room left, for the course or for temporary files."""
    place = folder if chance.random() < 0.7 else folder.parent / "temporary"
    place.mkdir(exist_ok=True)
    room = chance.randrange(4096, 600_000 if place == folder else 60_000)
    with little_room_on_disk(place, room):
        process = start(folder)
        said, errors = process.communicate(timeout=400)
    assert "Traceback" not in said + errors, said + errors
    assert process.returncode in (0, 1, 2), (place, room, said, errors)
    return process.returncode


@contextlib.contextmanager
def little_room_on_disk(place, room):
    """`place` is a disk of its own with so many bytes left; what is written there stays when it ends."""
    moved = place.with_name(f"{place.name} moved")
    place.rename(moved)
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("needs to mount a disk: run it as root, where root may")
    try:
        shutil.copytree(moved, place, dirs_exist_ok=True, symlinks=True)
        usage = shutil.disk_usage(place)
        subprocess.run(["mount", "-o", f"remount,size={usage.used + room}", place], check=True)
        yield
    finally:
        shutil.rmtree(moved)
        shutil.copytree(place, moved, symlinks=True)
        subprocess.run(["umount", "--lazy", place], check=True)
        place.rmdir()
        moved.rename(place)


def disturb_by_a_limit_of_size(folder, chance):
    """A run in which no file may grow beyond a random size."""
    limit = chance.randrange(2_000, 60_000)

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    process = start(folder, little_room)
    said, errors = process.communicate(timeout=400)
    assert "Traceback" not in said + errors, said + errors
    assert process.returncode in (1, 2), (limit, said, errors)
    return process.returncode


def disturb_by_read_only(folder, chance):
    """A run in which something of the course cannot be written."""
    what = chance.choice(["gradebook.db", "autograded", "feedback", "grades.csv", "."])
    path = folder / what
    if not path.exists():
        path.touch() if what == "grades.csv" else path.mkdir()
    with read_only(path):
        process = start(folder)
        said, errors = process.communicate(timeout=400)
    assert "Traceback" not in said + errors, said + errors
    assert process.returncode in (1, 2), (what, said, errors)
    return process.returncode


@contextlib.contextmanager
def read_only(path):
    """Nobody can write there; not even root, where a mount can be made."""
    if os.getuid():
        mode = path.stat().st_mode
        path.chmod(mode & ~0o222)
        try:
            yield
        finally:
            path.chmod(mode)
        return
    bind = subprocess.run(["mount", "--bind", path, path], capture_output=True)
    if bind.returncode:
        pytest.skip("needs to mount: run it as another user than root, or where root may")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", path], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)


@pytest.mark.slow
@pytest.mark.sandbox
@pytest.mark.parametrize("trial", range(TRIALS))
def test_after_a_fault_the_next_run_ends_as_one_that_nothing_disturbed(undisturbed, small_course, tmp_path, trial):
    expected, seconds = undisturbed
    chance = random.Random(f"{TRIALS}, {trial}")
    kind = FAULTS[trial % len(FAULTS)] if TRIALS >= len(FAULTS) else chance.choice(FAULTS)
    folder = tmp_path / "course"
    shutil.copytree(small_course, folder)
    hand_in_class(folder)
    if kind == "disk":
        status = disturb_by_a_full_disk(folder, chance)
    elif kind == "size":
        status = disturb_by_a_limit_of_size(folder, chance)
    elif kind == "read-only":
        status = disturb_by_read_only(folder, chance)
    else:
        status = disturb_by_killing(folder, kind, chance, seconds)
    if status == 0:  # the run has mended it by itself
        assert state(folder) == expected
    process = start(folder)
    said, errors = process.communicate(timeout=400)
    assert process.returncode == 0 and "Traceback" not in said + errors, (kind, said, errors)
    assert state(folder) == expected, kind
    assert os.listdir(folder.parent / "temporary") == [], kind
    assert os.listdir(folder / ".grading") == ["lock"], kind
