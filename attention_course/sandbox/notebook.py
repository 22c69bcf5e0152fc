"""Runs one notebook: the student's cells in the sandbox, locked cells in both processes, and test cells only here,
except those that must run in the sandbox."""

import ast
import builtins
import contextlib
import importlib
import json
import math
import os
import re
import signal
import symtable
import tempfile
import types
from collections.abc import Callable
from typing import Any

import numpy as np
from IPython.core.displayhook import DisplayHook

from attention_course.sandbox.bubblewrap import SandboxError
from attention_course.sandbox.files import imported, write_files
from attention_course.sandbox.launch import Sandbox
from attention_course.sandbox.messages import sentence
from attention_course.sandbox.outputs import MAX_NOTEBOOK, clean_outputs
from attention_course.sandbox.records import NotebookRequest, NotebookResponse
from attention_course.sandbox.shell import CapturingShell, text_of
from attention_course.sandbox.stand_ins import StudentCodeError, TimeLimitReached, exception
from attention_course.sandbox.student_client import StudentClient

SLACK = 5  # seconds that a test cell may compute beyond the time limit of a cell


def run_notebook(request: NotebookRequest, shell: CapturingShell, sandbox: Sandbox) -> NotebookResponse:
    """The outputs of each cell, and what was irregular. To be called once in a process: what it has set stays set."""
    os.environ.update(request.environment)
    texts = [cell.source for cell in request.cells]  # a notebook that names no variable gets none
    known = {name: value for name, value in request.environment.items() if any(name in text for text in texts)}
    student = StudentClient(sandbox, request.files, request.limits, known)
    outputs: list[list[Any]] = []
    mistakes: list[str | None] = []
    room, folder = MAX_NOTEBOOK, None
    try:
        folder = tempfile.TemporaryDirectory(prefix="tests-")
        os.chdir(folder.name)  # locked cells read the author's files here as well
        write_files(request.files)
        if hook := imported_hook(request.namespace_hook):
            hook(student)
        tests = TestCells(shell, student, request)
        for cell in request.cells:
            if cell.kind == "test":
                outputs.append(clean_outputs(tests.run(cell.source, cell.points), request.roots))
                mistakes.append(tests.mistake)
                continue
            mistakes.append(None)
            if cell.kind == "inside":
                outputs.append(clean_outputs(tests.run_inside(cell.source, cell.points), request.roots))
                continue
            made = student.run_cell(cell.source, locked=cell.kind == "locked")
            if cell.kind == "locked":
                tests.run_locked(cell.source)
            else:
                tests.take_back(cell.source)
            outputs.append(clean_outputs(made, request.roots, room))
            room -= len(json.dumps(outputs[-1]))
    except (SandboxError, OSError) as error:  # a full disk; what cells raise stays in their outputs
        return NotebookResponse(failure=getattr(error, "strerror", None) or str(error), killed=student.killed)
    finally:
        student.close()
        os.chdir("/")
        if folder:
            folder.cleanup()
    return NotebookResponse(outputs=outputs, mistakes=mistakes, events=student.events, killed=student.killed)


def imported_hook(name: str | None) -> Callable[[StudentClient], None] | None:
    """The function that "module:function" names."""
    if name is None:
        return None
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


class TestCells:
    """The cells that run here, in one namespace; names that it lacks are looked up in the student process."""

    __test__ = False  # not for pytest

    def __init__(self, shell: CapturingShell, student: StudentClient, request: NotebookRequest):
        self.shell, self.student, self.request = shell, student, request
        self.read: set[str] = set()  # names in the cells that ran here
        self.bound: set[str] = set()
        self.shared = set(request.shared)
        self.lent: dict[str, Any] = {}  # what the running cell has from the student process
        self.kept: set[str] = set()  # shared names that a test has bound anew, or deleted
        self.mistake: str | None = None  # named by the last test
        student.rebound = self._rebound
        signal.signal(signal.SIGALRM, _alarm)

    def run(self, source: str, points: float) -> list[Any]:
        """The outputs of a test cell. Its points follow from them: none if there is an error, else the number that the
        last expression gives, else all."""
        outputs = [o for o in self._run(source) if not (o["output_type"] == "stream" and o["name"] == "stderr")]
        return _with_wrong_credit_told(outputs, points)

    def run_inside(self, source: str, points: float) -> list[Any]:
        """The same for a test cell that runs in the student process. Names that it binds are never read here."""
        cell = prepare(source, self.shell)
        self.bound |= cell.bound
        self._give_up(self.kept & cell.bound)
        for name in cell.bound & self.request.imports.keys():  # later tests may use what it imports, as usual
            with contextlib.suppress(ImportError, AttributeError):
                self.shell.user_ns[name] = imported(name, self.request.imports[name])
        try:
            response = self.student.run_test(source, cell.bound - self._words_beside(source))
        except StudentCodeError as error:
            return [_error(type(error).__name__, text_of(error))]
        kinds = ("display_data",) if response.error is not None else ("display_data", "error")  # of a part: %%capture
        outputs = [o for o in clean_outputs(response.outputs) if o["output_type"] in kinds or o.get("name") == "stdout"]
        for output in outputs:
            if output["output_type"] == "error":  # do not show lines of the test
                output["traceback"] = [f"{output['ename']}: {output['evalue']}"]
        if response.error is not None:
            failure: Any = exception(response.error)
            if failure.where is None:  # the test's own assertion
                failure.student_place = ""
            outputs.append(_error(type(failure).__name__, text_of(failure), _describe(failure)))
        elif cell.shown and response.credit is not None:
            data = {"text/plain": response.credit}
            outputs.append({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None})
        return _with_wrong_credit_told(outputs, points)

    def _words_beside(self, source):
        """All words of the other cells: names that one of them may read later."""
        others = [cell.source for cell in self.request.cells if cell.source != source]
        return set().union(*(re.findall(r"\w+", text) for text in others))

    def run_locked(self, source: str) -> None:
        """Run a locked cell here as well; its outputs are those of the student process, which has the shared names."""
        self._run(source)
        bound = prepare(source, self.shell).bound
        self._give_up(self.shared & bound)
        self.student.ours += sorted(bound - self.shared)

    def take_back(self, source: str) -> None:
        """To be called after a student's cell has run: shared names that it binds are the student's again."""
        if self.kept:
            self._give_up(self.kept & names_in(source)[1])

    def _give_up(self, names):
        self.kept -= names
        for name in names:
            self.shell.user_ns.pop(name, None)

    def _rebound(self) -> tuple[dict[str, Any], list[str]]:
        """({name: value} bound by a test in place of the student's, names that a test has deleted)."""
        mine, anew, deleted = self.shell.user_ns, {}, []
        for name in self.shared:
            if name not in mine:
                deleted += [name] if name in self.lent or name in self.kept else []
            elif name not in self.lent or self.lent[name] is not mine[name]:
                anew[name] = mine[name]
        return anew, deleted

    def _run(self, source):
        self.student.start_cell()
        cell = prepare(source, self.shell)
        self.read |= cell.read | cell.patched & self.shared
        self.bound |= cell.bound  # even if the cell fails: a name that the instructor binds is never the student's
        mine, self.mistake = self.shell.user_ns, None
        with self.shell.capturing():
            signal.setitimer(signal.ITIMER_REAL, self.request.limits.cell_seconds + SLACK, 1)
            try:
                self.lent = self.student.get_all(self._wanted(), self.request.imports)
                mine.update(self.lent)
                cell.run(self.shell)
            except BaseException as error:  # whatever the cell or the student's code raises, even SystemExit
                signal.setitimer(signal.ITIMER_REAL, 0)
                self.shell.outputs.append(_error(type(error).__name__, text_of(error), _describe(error)))
                self.mistake = _mistake(error)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                anew, deleted = self._rebound()
                self.kept |= {*anew, *deleted}
                for name, value in self.lent.items():
                    if mine.get(name) is value:
                        del mine[name]
                self.lent = {}
        return self.shell.outputs.finished()

    def _wanted(self):
        """The names that are the student's: shared names, and those that cells here read and none here binds."""
        mine = self.shell.user_ns
        free = self.read - self.bound - self.shared
        wanted = {name for name in free if name not in mine and not hasattr(builtins, name)}
        return wanted | ((self.read | self.bound) & self.shared) - self.kept


class Prepared:
    """A cell that runs here, compiled: the same for each submission."""

    def __init__(self, source: str, shell: CapturingShell):
        self.read: set[str] = set()
        self.bound: set[str] = set()
        self.patched: set[str] = set()  # names as in "__main__.name"
        self.codes: list[types.CodeType] = []
        self.shown: bool | None = None
        try:
            text = shell.transform_cell(source)
            tree = ast.parse(text)
            self.read, self.bound = names_in(text)
            self.patched = set(re.findall(r"__main__\.(\w+)", text))
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            self.codes.append(compile(tree, "<test>", "exec"))
            if last is not None:
                self.shown = not DisplayHook.semicolon_at_end_of_expression(text)
                self.codes.append(compile(ast.Expression(last.value), "<test>", "eval"))
        except (SyntaxError, ValueError, RecursionError) as error:
            self.codes = [compile(f"raise SyntaxError({str(error)!r})", "<test>", "exec")]

    def run(self, shell: CapturingShell) -> None:
        """Run it in the shell's namespace; the value of its last expression becomes an output, as in a notebook."""
        with shell.builtin_trap:
            for code in self.codes[:1]:
                exec(code, shell.user_ns)
            for code in self.codes[1:]:
                value = eval(code, shell.user_ns)
                if isinstance(value, (np.floating, np.integer)):  # credit: its text would be no number
                    value = value.item()
                if value is not None and self.shown:
                    assert shell.display_formatter is not None
                    data, metadata = shell.display_formatter.format(value)
                    shell.outputs.add("execute_result", data=data, metadata=metadata, execution_count=None)


_prepared: dict[str, Prepared] = {}


def prepare(source: str, shell: CapturingShell) -> Prepared:
    """The Prepared of a cell's source, made once in a process and inherited by its forks."""
    if source not in _prepared:
        _prepared[source] = Prepared(source, shell)
    return _prepared[source]


def names_in(source: str) -> tuple[set[str], set[str]]:
    """(global names that a cell reads, global names that it binds), also inside its functions."""
    try:
        tables = [symtable.symtable(source, "cell", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()
    read: set[str] = set()
    bound: set[str] = set()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        symbols = [s for s in table.get_symbols() if table.get_type() == "module" or s.is_global()]
        read |= {s.get_name() for s in symbols if s.is_referenced()}
        bound |= {s.get_name() for s in symbols if s.is_assigned() or s.is_imported() or s.is_namespace()}
    return read, bound


def _describe(error):
    """What a student reads below a failed test: the message, and the place in their own code, but none in the test."""
    kind, text = type(error), text_of(error)
    if hasattr(kind, "_render_traceback_"):
        return "\n".join(map(str, error._render_traceback_()))
    place = getattr(error, "student_place", "")
    if place:
        return sentence("code_failed", place=place)
    if isinstance(error, StudentCodeError):
        return text
    return f"{kind.__name__}: {text}" if text else sentence("test_failed", kind=kind.__name__)


def _mistake(error):
    """The name of the known mistake that a failed test carries, or None. An exception raised by a student's code
    carries none: it arrives without the attributes that the student gave it."""
    name = None if isinstance(error, StudentCodeError) else getattr(error, "mistake", None)
    return name if isinstance(name, str) and re.fullmatch(r"[A-Za-z]\w{0,99}", name, re.ASCII) else None


def _error(name, text, message=None):
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [message or text]}


def _with_wrong_credit_told(outputs: list[Any], points: float) -> list[Any]:
    """The outputs; where the credit that a test computed is not a number from 0 to its points, with an error before it.
    Before it, since nbgrader reads outputs in order, and would take the number or stop at it."""
    for place, output in enumerate(outputs):
        if output["output_type"] != "execute_result":
            continue
        try:
            credit = float(output["data"].get("text/plain", ""))
        except ValueError:
            return outputs
        if math.isfinite(credit) and 0 <= credit <= points:
            return outputs
        text = sentence("wrong_credit", credit=f"{credit:g}", points=f"{points:g}")
        return [*outputs[:place], _error("TestFailed", text), *outputs[place:]]
    return outputs


def _alarm(number, frame):
    raise TimeLimitReached(sentence("test_too_long"))
