"""What the gradebook knows about an assignment: its notebooks and their cells, in order."""

import ast
import contextlib
import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_locked
from traitlets.config import LoggingConfigurable

from attention_course.grading import warm_cache
from attention_course.sandbox.notebook import names_in


class UnknownAssignment(Exception):
    """The gradebook has no such assignment; the text is for the instructor."""


def words(text: str) -> str:
    """A text without the differences that an editor may make, in white space and line ends."""
    return " ".join(text.split())


def cell_id(name: str) -> str:
    """The id that a cell of this name has in a notebook: with `-` for `_`, and at most 64 characters."""
    return name.replace("_", "-")[:64]


@dataclasses.dataclass(frozen=True)
class AssignmentCell:
    """A cell that nbgrader manages, as the instructor wrote it (solutions removed, hidden tests included)."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float = 0.0
    visible: str = ""  # the part of its source that students see; by default all

    def __post_init__(self):
        object.__setattr__(self, "visible", self.visible or self.source)

    @property
    def is_test(self) -> bool:
        return self.grade and not self.solution and self.cell_type == "code"

    @property
    def deciding(self) -> tuple:
        """What affects points: the cell's name, its kind, and its code where that is not the student's."""
        source = self.source if self.locked and self.cell_type == "code" else ""
        return self.name, self.grade, self.solution, self.task, self.points, source

    def metadata(self) -> dict[str, Any]:
        """The cell's nbgrader metadata."""
        made = {
            "schema_version": 3,
            "grade_id": self.name,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return {**made, "points": self.points} if self.grade or self.task else made


@dataclasses.dataclass(frozen=True)
class Notebook:
    name: str
    kernelspec: dict[str, Any]
    cells: tuple[AssignmentCell, ...]
    modules: tuple[str, ...] = ()  # imported by the instructor's cells
    imports: dict[str, str] = dataclasses.field(default_factory=dict, hash=False)  # {name: its import statement}
    shared: frozenset[str] = frozenset()  # names that the instructor's solution binds, which belong to the student
    texts: frozenset[str] = frozenset()  # of the cells that nbgrader does not manage, as returned by `words`

    @property
    def max_score(self) -> float:
        return sum(cell.points for cell in self.cells)

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """Of its cells."""
        return frozenset(cell.name for cell in self.cells)

    @functools.cached_property
    def ids(self) -> frozenset[str]:
        """The ids that its cells have in a notebook, see `cell_id`."""
        return frozenset(cell_id(name) for name in self.names)

    @functools.cached_property
    def telling(self) -> frozenset[str]:
        """Texts of more than a line, as `words` gives them, by which it is known."""
        shown = {words(s) for cell in self.cells if not cell.solution for s in (cell.source, cell.visible)}
        return frozenset(text for text in self.texts | shown if len(text) > 60)


@dataclasses.dataclass(frozen=True)
class Assignment:
    name: str
    notebooks: tuple[Notebook, ...]
    data: str = ""  # a digest of the files beside the notebooks

    @functools.cached_property
    def version(self) -> str:
        """A digest of everything that affects points; results made with another one are out of date."""
        cells = [(notebook.name, [cell.deciding for cell in notebook.cells]) for notebook in self.notebooks]
        return hashlib.sha256(repr((cells, self.data)).encode("utf-8", "backslashreplace")).hexdigest()

    @property
    def max_score(self) -> float:
        return sum(notebook.max_score for notebook in self.notebooks)


def without_hidden_tests(source: str, configured: LoggingConfigurable) -> str:
    """A cell's source as students see it, by nbgrader's own preprocessor with the settings of `configured`. A region
    without an end extends to the end of the cell; nothing is left of a cell with a region inside a region."""
    clear = ClearHiddenTests(parent=configured, enforce_metadata=False)
    for text in (source, f"{source}\n{clear.end_test_delimeter}"):
        cell = from_dict({"cell_type": "code", "source": text, "metadata": {}})
        with contextlib.suppress(RuntimeError):
            return clear.preprocess_cell(cell, {}, 0)[0].source
    return ""


def read_assignment(coursedir: CourseDirectory, name: str) -> Assignment:
    """The assignment of that name in the gradebook of an nbgrader CourseDirectory."""
    return warm_cache.recall(("assignment", coursedir.db_url, name), lambda: _read(coursedir, name))


def _read(coursedir, name):
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            found = gradebook.find_assignment(name)
        except MissingEntry:
            known = ", ".join(sorted(a.name for a in gradebook.assignments)) or "none"
            raise UnknownAssignment(
                f"the gradebook has no assignment {name} (it has: {known}); make it with "
                f"`nbgrader generate_assignment {name}`"
            ) from None
        notebooks = [_read_notebook(gradebook, coursedir, name, notebook) for notebook in found.notebooks]
    notebooks.sort(key=lambda notebook: notebook.name)
    return Assignment(name, tuple(notebooks), data_digest(coursedir, name))


def data_files(coursedir: CourseDirectory, name: str) -> dict[str, Path]:
    """The instructor's files beside the notebooks: {path relative to the notebooks: path}."""
    root = Path(coursedir.format_path(coursedir.source_directory, ".", name))
    files = {path.relative_to(root): path for path in sorted(root.rglob("*")) if path.is_file()}
    return {
        relative.as_posix(): path
        for relative, path in files.items()
        if path.suffix != ".ipynb" and not any(part.startswith(".") for part in relative.parts)
    }


def data_digest(coursedir: CourseDirectory, name: str) -> str:
    """A digest of the names and contents of those files."""
    whole = hashlib.sha256()
    for file, path in data_files(coursedir, name).items():
        whole.update(hashlib.sha256(file.encode("utf-8", "surrogateescape")).digest())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _read_notebook(gradebook, coursedir, assignment, notebook):
    points = {c.name: c for c in [*notebook.grade_cells, *notebook.task_cells]}
    tasks, solutions = {c.name for c in notebook.task_cells}, {c.name for c in notebook.solution_cells}
    cells = {
        c.name: AssignmentCell(
            c.name,
            c.cell_type,
            bool(c.locked),
            c.source or "",
            c.checksum,
            grade=c.name in points and c.name not in tasks,
            solution=c.name in solutions,
            task=c.name in tasks,
            points=float(points[c.name].max_score) if c.name in points else 0.0,
            visible=without_hidden_tests(c.source or "", coursedir),
        )
        for c in notebook.source_cells
    }
    source = instructors_cells(coursedir, coursedir.source_directory, assignment, notebook.name)
    release = instructors_cells(coursedir, coursedir.release_directory, assignment, notebook.name)
    order = _order(source, release)
    both: list[NotebookNode | AssignmentCell] = [*source, *cells.values()]
    sources = [cell.source for cell in both if cell.cell_type == "code"]
    solved = [cell.source for cell in source if cell.cell_type == "code" and not _is_locked(cell)]
    names = sorted(cells, key=lambda name: order.index(name) if name in order else len(order))  # stable
    return Notebook(
        notebook.name,
        json.loads(notebook.kernelspec or "{}"),
        tuple(cells[name] for name in names),
        tuple(sorted(set().union(*map(_imports, sources)))),
        {name: line for text in sources for name, line in _names_imported(text).items()},
        frozenset().union(*(_names_bound(text) for text in solved)),
        frozenset(words(cell.source) for cell in [*source, *release] if "nbgrader" not in cell.metadata),
    )


def _order(source, release):
    """The names of the cells in their order; one that is no longer in `source` where `release` still has it."""
    names = [name for cell in source if (name := _id(cell))]
    before = None
    for name in filter(None, map(_id, release)):
        if name not in names:
            names.insert(names.index(before) + 1 if before else 0, name)
        before = name
    return names


def source_folder(coursedir: CourseDirectory, assignment: str) -> str:
    """The folder of the instructor's version, where the files beside the notebooks are."""
    return coursedir.format_path(coursedir.source_directory, ".", assignment)


def as_outputs(outputs: Iterable[Mapping[str, Any]], number: int = 1) -> list[NotebookNode]:
    """Outputs from the sandbox as the outputs of a notebook cell."""
    made = [nbformat.from_dict(output) for output in outputs]
    for output in made:
        if output["output_type"] == "execute_result":
            output["execution_count"] = number
    return made


def instructors_cells(coursedir: CourseDirectory, step: str, assignment: str, notebook: str) -> list[NotebookNode]:
    """The cells of the instructor's notebook; the gradebook has only those with points or answers, in no order."""
    folder = Path(coursedir.format_path(step, ".", assignment))
    try:
        return nbformat.read(folder / f"{notebook}.ipynb", as_version=4).cells
    except (OSError, ValueError):
        return []


def _id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _is_locked(cell):
    return bool(cell.metadata.get("nbgrader")) and is_locked(cell)


def _tree(source):
    """The syntax tree of a code cell; magics become calls of IPython's functions, as in IPython."""
    for transform in (str, TransformerManager().transform_cell):  # the second is fifty times slower
        try:
            return ast.parse(transform(source))
        except (SyntaxError, ValueError, RecursionError):
            continue
    return ast.Module([], [])


def _imports(source):
    """The modules that a code cell imports."""
    nodes = list(ast.walk(_tree(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def imports_needed(notebook: Notebook, beside: Iterable[str] = ()) -> list[str]:
    """The import statements without which the notebook's locked cells fail, except for modules in files `beside` it
    or in files that its cells name, which a cell may write."""
    own = {name.partition("/")[0].removesuffix(".py") for name in beside}
    own.update(re.findall(r"(\w+)\.py\b", "\n".join(cell.source for cell in notebook.cells)))
    found = {}
    for cell in notebook.cells:
        if cell.locked and cell.cell_type == "code":
            for node in _tree(cell.source).body:  # one inside `try` may fail
                if isinstance(node, ast.Import):
                    modules = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
                    modules = [node.module]
                else:
                    continue
                if not own & {name.partition(".")[0] for name in modules}:
                    found[ast.unparse(node)] = None
    return list(found)


def _names_imported(source):
    """{name: statement} of what a code cell imports outside functions."""
    found = {}
    for node in _outside_functions(_tree(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                found[name] = ast.unparse(ast.Import([alias]))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
            for alias in node.names:
                found[alias.asname or alias.name] = ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
    found.pop("*", None)
    return found


def _outside_functions(tree):
    """The nodes of a cell that are executed when the cell runs."""
    left = [tree]
    while left:
        node = left.pop(0)
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            left.extend(ast.iter_child_nodes(node))


def _names_bound(source):
    """The global names that a code cell binds, except imports."""
    bound = names_in(source)[1] or names_in(ast.unparse(_tree(source)))[1]  # the second if there are magics
    return bound - _names_imported(source).keys()
