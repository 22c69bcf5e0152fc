"""Model answers for someone who learns alone: each opens after an attempt at its question."""

import gzip
import json
import re
from pathlib import Path

from attention_course.lab.messages import sentence
from attention_course.whole_files import write_whole

PACKED = "model_answers.json.gz"  # in a student's zip that was made with --model-answers; packed, not secret
FOLDER = "model_answers"  # in the workspace, a page for each topic
MARK = re.compile(r"^[ \t]*### (?:BEGIN|END) SOLUTION[ \t]*\n?", re.MULTILINE)


def answer_cells(path: Path) -> dict[str, dict]:
    """The cells of a notebook that a student fills in, by their ids: exercises, and questions in words."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    marks = ((cell["metadata"].get("nbgrader", {}), cell) for cell in cells)
    return {mark["grade_id"]: cell for mark, cell in marks if mark.get("solution") and "grade_id" in mark}


def tried(mine: Path, released: Path) -> list[str]:
    """The ids of the questions whose cell in the notebook `mine` differs from the released one."""
    stubs = {name: _words(cell) for name, cell in answer_cells(released).items()}
    return [name for name, cell in answer_cells(mine).items() if name in stubs and _words(cell) != stubs[name]]


def read(root: Path, topic: str) -> dict[str, str]:
    """The model answers to a topic as Markdown, by the ids of the questions; empty where the course has none."""
    source = root / "source" / topic / f"{topic}.ipynb"
    if source.is_file():
        return {name: _answer(cell) for name, cell in answer_cells(source).items()}
    try:
        return json.loads(gzip.decompress((root / PACKED).read_bytes())).get(topic, {})
    except FileNotFoundError:
        return {}


def pack(root: Path) -> bytes:
    """The model answers to all topics, for a student's zip; the same answers give the same bytes."""
    topics = sorted(path.name for path in (root / "source").iterdir() if path.is_dir())
    return gzip.compress(json.dumps({topic: read(root, topic) for topic in topics}).encode(), mtime=0)


def open_answers(root: Path, workspace: Path, topic: str, names: list[str]) -> Path | None:
    """Write the page with a topic's answers to these questions; returns its path, or None if there are no answers."""
    answers = read(root, topic)
    opened = [f"## {name}\n\n{answers[name]}\n" for name in answers if name in names]
    if not opened:
        return None
    closed = len(answers) - len(opened)
    rest = f"\n{sentence('answers_closed', n=closed)}\n" if closed else ""
    page = workspace / FOLDER / f"{topic}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    head = [sentence("answers_title", topic=topic) + "\n", sentence("answers_differ") + "\n"]
    write_whole(page, "\n".join([*head, *opened]) + rest)
    return page


def _answer(cell):
    source = "".join(cell["source"])
    return source if cell["cell_type"] == "markdown" else f"```python\n{MARK.sub('', source).strip()}\n```"


def _words(cell):
    return "".join(cell["source"]).split()
