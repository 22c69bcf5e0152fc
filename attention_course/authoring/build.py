"""The one build that derives notebooks/, source/ and release/ from content/."""

import ast
import base64
import concurrent.futures
import contextlib
import functools
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from attention_course.authoring.content import ContentError, read_assignment, read_header, read_lesson
from attention_course.authoring.execute import execute, stop_executing
from attention_course.authoring.release import release_versions
from attention_course.course import PACKAGE, Course
from attention_course.smollm import installed
from attention_course.whole_files import write_whole

TABLE_BEGINS = "<!-- `make build` writes this table from the headers of the lessons -->"
TABLE_ENDS = "<!-- end of the table -->"


def build(
    course: Course, names: Sequence[str] = (), force: bool = False, progress: Callable[[str], None] | None = None
) -> list[Path]:
    """Build what is missing or stale of the topics named (all by default).

    `progress(step)` is called before each step with a line to display. Returns the paths that were written.
    """
    tell = progress or (lambda step: None)
    topics = course.topics(names)
    written = []
    # Read here and executed in threads: Python 3.11 loses count of its recursion when several threads parse at once.
    stale = [job for topic in topics for job in (_lesson(topic, force), _source(topic, force)) if job]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(job, tell) for job in stale]
        try:
            for job in jobs:
                written += job.result()
        except KeyboardInterrupt:  # the pool would wait for everything queued, and for cells that never end
            for job in jobs:
                job.cancel()
            while concurrent.futures.wait(jobs, timeout=0.1).not_done:
                stop_executing()
            raise
    tell("student versions (nbgrader generate_assignment)")
    for topic, text in release_versions(topics):
        written += _write(topic.release, text)
    if course.front_page_topic in topics:
        written += _front_picture(course)
    written += _topics_in_readme(course)
    if not names:
        for stray in _strays(course, topics):
            tell(f"removing {stray.relative_to(course.root)}: its topic is gone")
            shutil.rmtree(stray) if stray.is_dir() else stray.unlink()
    return written


def fresh_digest(notebook: NotebookNode) -> str:
    """A digest of everything a built notebook depends on: its cells, and the parts of this package that they import,
    directly or not."""
    state = hashlib.sha256(nbformat.writes(notebook).encode())
    parts, waiting = set(), _imported_parts(_code_of(notebook))
    while waiting:
        part = waiting.pop()
        parts.add(part)
        waiting |= _imported_parts(path.read_text("utf-8") for path in _files_of(part) if path.suffix == ".py") - parts
    for part in sorted(parts):
        for path in _files_of(part):
            state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _files_of(part):
    """The files of a module or subpackage that affect what it does."""
    folder = PACKAGE / part
    files = sorted(folder.rglob("*")) if folder.is_dir() else [PACKAGE / f"{part}.py"]
    return [path for path in files if path.suffix in (".py", ".toml", ".mplstyle") and path.exists()]


def _code_of(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def _imported_parts(sources):
    """The modules and subpackages of this package that these sources import, such as {"checks", "datasets"}."""
    return set().union(*map(_imported_by, sources))


@functools.cache  # each notebook imports the same parts
def _imported_by(source):
    parts = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE.name:
            path = (node.module or "").split(".")[1:]
            parts.update(path[:1] or [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            parts.update(name[1] for name in names if name[0] == PACKAGE.name and len(name) > 1)
    return parts


def _lesson(topic, force):
    """The function that makes the lesson and reports it; None if the lesson is fresh."""
    notebook = read_lesson(topic.lesson_source)
    digest = fresh_digest(notebook)
    if not force and _built_from(topic.lesson) == digest:
        return None
    lacks_model = "smollm" in _imported_parts(_code_of(notebook)) and not installed()
    return functools.partial(_make_lesson, topic, notebook, digest, lacks_model)


def _make_lesson(topic, notebook, digest, lacks_model, tell):
    tell(f"lesson {topic.name}")
    if lacks_model:
        tell(f"lesson {topic.name} keeps its stored outputs, since the model is not installed (make model)")
        _keep_outputs(notebook, topic, notebook.cells, "the model, which is not installed", "make model")
    else:
        execute(notebook, topic.lesson_source)
        if find_spec("torch") is None:
            torch_cells = [cell for cell in notebook.cells if "torch" in cell.metadata.get("tags", [])]
            _keep_outputs(notebook, topic, torch_cells, "PyTorch, which is not installed", "pip install torch")
    notebook.metadata.attention_course["built_from"] = digest
    return _write(topic.lesson, nbformat.writes(notebook) + "\n")


def _keep_outputs(notebook, topic, cells, origin, remedy):
    """Give these cells the outputs that an earlier build stored, on a machine that has what they need."""
    stored = {}
    with contextlib.suppress(OSError):
        earlier = nbformat.read(topic.lesson, as_version=4).cells
        stored = {cell.source: cell for cell in earlier if cell.cell_type == "code"}
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not any(cell is one for one in cells):
            continue
        if cell.source not in stored:
            raise ContentError(
                f"{topic.lesson_source}, cell {number}: its output comes from {origin}, "
                f"and no earlier build has stored it; run {remedy!r}, then build again"
            )
        cell.outputs = stored[cell.source].outputs
    # Cells added or removed since that build have shifted its execution counts.
    for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count


def _source(topic, force):
    """The function that makes the solved assignment and reports it; None if the assignment is fresh."""
    notebook = read_assignment(topic.assignment_source)
    digest = fresh_digest(notebook)
    if not force and _built_from(topic.source) == digest and topic.examples.exists():
        return None
    return functools.partial(_make_source, topic, notebook, digest)


def _make_source(topic, notebook, digest, tell):
    tell(f"assignment {topic.name}")
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "examples.json"
        execute(notebook, topic.assignment_source, record=record)
        exercises = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    notebook.metadata.attention_course["built_from"] = digest
    text = json.dumps({"exercises": exercises}, indent=1) + "\n"
    return _write(topic.examples, text) + _write(topic.source, nbformat.writes(notebook) + "\n")


def _front_picture(course):
    """Copy the picture of the weights from the executed lesson, so that the README shows what the course makes."""
    notebook = nbformat.read(course.front_page_topic.lesson, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("data", {}).get("text/plain", "").startswith("Weights:"):
                return _write(course.front_picture, base64.b64decode(output.data["image/png"]))
    raise ContentError(f"{course.front_page_topic.lesson_source} has no figure titled 'Weights: ...' for the README")


def topics_table(course: Course) -> str:
    """The README's table of topics, from the headers of the lessons."""
    lines = ["| topic | afterwards you can | needs | minutes |", "|---|---|---|---|"]
    for topic in course.topics():
        facts = read_header(topic.lesson_source)
        lines.append(f"| `{topic.name}` | {facts['promise']} | {facts['needs']} | {facts['minutes']} |")
    return "\n".join(lines)


def _topics_in_readme(course):
    """Write the table of topics between its two markers in the README, if the course has one."""
    if not course.readme.exists():
        return []
    before, begin, rest = course.readme.read_text(encoding="utf-8").partition(TABLE_BEGINS)
    _, end, after = rest.partition(TABLE_ENDS)
    if not end:
        raise ContentError(
            f"{course.readme} needs the lines {TABLE_BEGINS!r} and {TABLE_ENDS!r} around its table of topics"
        )
    return _write(course.readme, f"{before}{begin}\n\n{topics_table(course)}\n\n{end}{after}")


def _built_from(path):
    with contextlib.suppress(OSError, ValueError, AttributeError, KeyError):
        return json.loads(path.read_text(encoding="utf-8"))["metadata"]["attention_course"]["built_from"]
    return None


def _write(path, content):
    """Write text or bytes unless the file has them already; returns the paths that were written."""
    content = content.encode() if isinstance(content, str) else content
    if path.exists() and path.read_bytes() == content:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return [path]


def _strays(course, topics):
    names = {topic.name for topic in topics}
    derived = [
        *course.root.glob("notebooks/*.ipynb"),
        *course.root.glob("source/*"),
        *course.root.glob("release/*"),
        *course.root.glob("attention_course/checks/examples/*.json"),
    ]
    return [path for path in derived if path.stem not in names]
