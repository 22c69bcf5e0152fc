"""The student's workspace: copies of lessons and student versions that no update ever takes away."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from attention_course.lab import LabError
from attention_course.lab.messages import sentence
from attention_course.whole_files import write_whole

RECORD = ".delivered.json"  # what earlier runs wrote: {path: SHA-256 of its bytes and of its text, see _text}
START_PAGE = "START_HERE.md"
GLOSSARY = "GLOSSARY.md"
ANSWER = "answer"  # the tag of a cell whose output answers a question that the lesson has just asked


def prepare(project: Path, workspace: Path) -> list[str]:
    """Bring the folder `workspace` up to the notebooks of `project`.

    Lessons go to lessons/TOPIC_lesson.ipynb (a tab then shows that it is the lesson), student versions with their data
    files to assignments/TOPIC/, a start page that lists them to START_HERE.md, and the glossary to GLOSSARY.md. In a
    lesson, outputs that answer a question are folded until the reader opens them or runs the cell.

    A file that differs from what an earlier run wrote is the student's: it is left alone, and a newer version is put
    beside it once, as NAME.new.ipynb. A deleted file is delivered again. A notebook that was only opened or run does
    not count as different, though JupyterLab has written outputs and metadata into it.

    Returns lines that tell the student what was done. Raises LabError if there is nothing to deliver, or if the
    workspace cannot be written.
    """
    project, workspace = Path(project).resolve(), Path(workspace).resolve()
    if project == workspace or workspace in project.parents:
        raise LabError(sentence("holds_the_project", workspace=workspace))
    delivered = contents(project)
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        record = _read_record(workspace)
        _rename_lessons(workspace, delivered, record)
        notices = [_deliver(workspace, name, content, record) for name, content in delivered.items()]
        write_whole(workspace / RECORD, json.dumps(record, indent=1, sort_keys=True))
    except OSError as error:
        said = sentence("cannot_write", workspace=workspace, why=error.strerror, file=error.filename)
        raise LabError(said) from None
    return [sentence("workspace_is", workspace=workspace), *filter(None, notices)]


def contents(project: Path, start_page: str | None = None) -> dict[str, bytes]:
    """All files of a fresh workspace: a dict from the path inside it to the bytes.

    `start_page` is the template of START_HERE.md, with `{topics}` where the table goes; by default the lab's.
    """
    lessons = sorted((project / "notebooks").glob("*.ipynb"))
    assignments = sorted(
        path
        for path in (project / "release").glob("*/**/*")
        if path.is_file() and not any(part.startswith((".", "__")) for part in path.relative_to(project).parts)
    )
    for found, folder in ((lessons, "notebooks"), (assignments, "release")):
        if not found:
            raise LabError(sentence("no_notebooks", folder=project / folder))
    files = {_lesson(path.stem): _with_folded_answers(path.read_bytes()) for path in lessons}
    for path in assignments:
        files[f"assignments/{path.relative_to(project / 'release').as_posix()}"] = path.read_bytes()
    links = {path.stem.partition("_")[0]: _lesson(path.stem) for path in lessons}
    return {START_PAGE: _start_page(files, start_page).encode(), GLOSSARY: glossary(links).encode(), **files}


def glossary(links: Mapping[str, str]) -> str:
    """The glossary as Markdown, in which the number of each lesson is a link; `links` is {"04": address}."""
    text = Path(__file__).with_name("glossary.md").read_text(encoding="utf-8")
    for number, address in links.items():
        text = text.replace(f"| {number} |", f"| [{number}]({address}) |")
    return text


def _lesson(topic):
    return f"lessons/{topic}_lesson.ipynb"


def _with_folded_answers(content):
    """The bytes of a lesson, with the outputs of cells tagged `answer` folded the way JupyterLab folds them."""
    notebook = json.loads(content)
    answers = [cell for cell in notebook.get("cells", []) if ANSWER in cell["metadata"].get("tags", [])]
    if not answers:
        return content
    predict = {"name": "stdout", "output_type": "stream", "text": sentence("predict") + "\n"}
    for cell in answers:
        cell["metadata"].setdefault("jupyter", {})["outputs_hidden"] = True
        # A folded output shows its first line, which is often the whole answer.
        cell["outputs"] = [predict, *cell["outputs"]]
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _rename_lessons(workspace, contents, record):
    """Rename lessons that an earlier version of the course delivered as lessons/TOPIC.ipynb."""
    for name in contents:
        old = name.replace("_lesson.ipynb", ".ipynb")
        if old != name and old in record and (workspace / old).exists() and not (workspace / name).exists():
            (workspace / old).rename(workspace / name)
            record[name] = record.pop(old)


def _start_page(contents, template=None):
    """The start page for these contents: the text from a template, the table from the notebooks' metadata."""
    topics = sorted({Path(name).stem.removesuffix("_lesson") for name in contents if name.endswith(".ipynb")})
    head = sentence("head_of_topics")
    rows = [head, "---".join("|" * head.count("|"))]
    for topic in topics:
        cells, about = [topic.partition("_")[0]], []
        for name in (_lesson(topic), f"assignments/{topic}/{topic}.ipynb"):
            facts, link = {}, ""
            if name in contents:
                facts = json.loads(contents[name])["metadata"].get("attention_course", {})
                link = f"[{facts.get('title', topic)}]({name})"
            cells += [link, str(facts.get("minutes", ""))]
            about = about or [facts.get("promise", ""), facts.get("needs", "")]  # the lesson's
        cells += about
        rows.append("| " + " | ".join(cells) + " |")
    template = template or Path(__file__).with_name("start_here.md").read_text(encoding="utf-8")
    return template.replace("{topics}", "\n".join(rows))


def _deliver(workspace, name, content, record):
    """Write `content` to the first of NAME, NAME.new, NAME.new2, ... that is not the student's own work.

    Returns a line for the student if that is not NAME, else None.
    """
    new, text = _digest(content), _text(content)
    for beside in _names(name):
        target = workspace / beside
        stands = target.read_bytes() if target.exists() else None
        was, said = record.get(beside, (None, None))
        if stands is not None and new in (_digest(stands), was):
            record[beside] = [new, text]
            return None  # this version is here already, changed by the student or not
        if stands is None or _digest(stands) == was or (said and _text(stands) == said):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, content)
            record[beside] = [new, text]
            if beside == name:
                return None
            return sentence("newer_version", name=name, beside=beside)


def _digest(content):
    return hashlib.sha256(content).hexdigest()


def _text(content):
    """A digest of the sources of a notebook's cells, without outputs and metadata; None if it is not a notebook."""
    try:
        cells = json.loads(content)["cells"]
        return _digest(json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells]).encode())
    except (ValueError, KeyError, TypeError):
        return None


def _names(name):
    """NAME.ipynb, NAME.new.ipynb, NAME.new2.ipynb, and so on."""
    stem, suffix = os.path.splitext(name)
    yield name
    yield f"{stem}.new{suffix}"
    number = 2
    while True:
        yield f"{stem}.new{number}{suffix}"
        number += 1


def _read_record(workspace):
    """What earlier runs delivered; empty if the record is missing or unreadable, so that all files count as changed."""
    try:
        record = json.loads((workspace / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(record, dict):
        return {}
    return {name: entry if isinstance(entry, list) else [entry, None] for name, entry in record.items()}
