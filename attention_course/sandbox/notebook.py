"""Runs one notebook: the student's cells in the sandbox, locked cells on both sides, test cells here alone."""

import ast
import builtins
import json
import math
import os
import re
import signal
import symtable
import tempfile

from IPython.core.displayhook import DisplayHook

from attention_course.sandbox.bubblewrap import SandboxError
from attention_course.sandbox.outputs import MAX_NOTEBOOK, clean_outputs
from attention_course.sandbox.shell import text_of
from attention_course.sandbox.student_client import StudentClient, StudentCodeError, TimeLimitReached
from attention_course.sandbox.student_process import write_files

SLACK = 5  # seconds that a test cell may compute beyond the time limit of a cell


def run_notebook(request, shell, sandbox):
    """The outputs of each cell, and what was irregular.

    `request["cells"]` is a list of {"kind": "student", "locked" or "test", "source", "points"};
    "files" maps names to base64 data; "limits" holds cell_seconds, total_seconds, memory, disk; "roots" are
    folders whose paths must not be shown. Returns {"outputs": one list for each cell, "mistakes": for each cell the
    mistake that its test named, or None, "events": sentences}, or {"failure": text} when the sandbox failed.
    """
    student = StudentClient(sandbox, request["files"], request["limits"])
    tests = Tests(shell, student, request["limits"])
    outputs, mistakes, room, folder = [], [], MAX_NOTEBOOK, tempfile.TemporaryDirectory(prefix="tests-")
    try:
        os.chdir(folder.name)  # locked cells read the assignment's files here, too
        write_files(request["files"])
        for cell in request["cells"]:
            source = cell["source"]
            if cell["kind"] == "test":
                outputs.append(clean_outputs(tests.run(source, cell["points"]), request["roots"]))
                mistakes.append(tests.mistake)
                continue
            mistakes.append(None)
            made = student.run_cell(source)
            if cell["kind"] == "locked":
                tests.run_locked(source)
            outputs.append(clean_outputs(made, request["roots"], room))
            room -= len(json.dumps(outputs[-1]))
    except SandboxError as error:
        return {"failure": str(error)}
    finally:
        student.close()
        os.chdir("/")
        folder.cleanup()
    return {"outputs": outputs, "mistakes": mistakes, "events": student.events}


class Tests:
    """The cells that run here, in one namespace; names that it lacks are the student's."""

    __test__ = False  # not for pytest

    def __init__(self, shell, student, limits):
        self.shell, self.student, self.limits = shell, student, limits
        self.read, self.bound = set(), set()  # names in the cells that ran here
        self.mistake = None  # that the last test named
        _use_namespace(student)
        signal.signal(signal.SIGALRM, _alarm)

    def run(self, source, points):
        """The outputs of a test cell, from which its points follow as in nbgrader: none with an error, else the number
        that the last expression gives, else all."""
        outputs = [o for o in self._run(source) if not (o["output_type"] == "stream" and o["name"] == "stderr")]
        return outputs + _wrong_partial_credit(outputs, points)

    def run_locked(self, source):
        """Run a locked cell here too; what it shows is shown by the other side."""
        self._run(source)

    def _run(self, source):
        self.student.start_cell()
        cell = prepare(source, self.shell)
        self.read |= cell.read
        self.bound |= cell.bound  # even where the cell fails: what the instructor names is never the student's
        mine, lent, self.mistake = self.shell.user_ns, {}, None
        with self.shell.capturing():
            signal.setitimer(signal.ITIMER_REAL, self.limits["cell_seconds"] + SLACK, 1)
            try:
                lent = self.student.get_all(
                    {name for name in self.read - self.bound if name not in mine and not hasattr(builtins, name)}
                )
                mine.update(lent)
                cell.run(self.shell)
            except BaseException as error:  # whatever the cell or the student's code raises, SystemExit too
                signal.setitimer(signal.ITIMER_REAL, 0)
                self.shell.outputs.append(_error(type(error).__name__, text_of(error), _describe(error)))
                self.mistake = _mistake(error)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                for name, value in lent.items():
                    if mine.get(name) is value:
                        del mine[name]
        return self.shell.outputs.finished()


class Prepared:
    """A cell that runs here, compiled: the same for each submission."""

    def __init__(self, source, shell):
        self.read, self.bound, self.codes, self.shown = set(), set(), [], None
        try:
            text = shell.transform_cell(source)
            tree = ast.parse(text)
            self.read, self.bound = names_in(text)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            self.codes.append(compile(tree, "<test>", "exec"))
            if last is not None:
                self.shown = not DisplayHook.semicolon_at_end_of_expression(text)
                self.codes.append(compile(ast.Expression(last.value), "<test>", "eval"))
        except (SyntaxError, ValueError, RecursionError) as error:
            self.codes = [compile(f"raise SyntaxError({str(error)!r})", "<test>", "exec")]

    def run(self, shell):
        """Run it in the shell's namespace; the value of its last expression becomes an output, as in a notebook."""
        with shell.builtin_trap:
            for code in self.codes[:1]:
                exec(code, shell.user_ns)
            for code in self.codes[1:]:
                value = eval(code, shell.user_ns)
                if value is not None and self.shown:
                    data, metadata = shell.display_formatter.format(value)
                    shell.outputs.add("execute_result", data=data, metadata=metadata, execution_count=None)


_prepared = {}


def prepare(source, shell):
    """The Prepared of a cell's source, made once in a process and known to its forks."""
    if source not in _prepared:
        _prepared[source] = Prepared(source, shell)
    return _prepared[source]


def names_in(source):
    """(global names that a cell reads, those that it binds), in its functions too."""
    try:
        tables = [symtable.symtable(source, "cell", "exec")]
    except (SyntaxError, ValueError, RecursionError):
        return set(), set()
    read, bound = set(), set()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        symbols = [s for s in table.get_symbols() if table.get_type() == "module" or s.is_global()]
        read |= {s.get_name() for s in symbols if s.is_referenced()}
        bound |= {s.get_name() for s in symbols if s.is_assigned() or s.is_imported() or s.is_namespace()}
    return read, bound


def _describe(error):
    """What a student reads under a failed test: the message; of their own code the place; of the test nothing."""
    kind, text = type(error), text_of(error)
    if hasattr(kind, "_render_traceback_"):
        return "\n".join(map(str, error._render_traceback_()))
    place = getattr(error, "student_place", "")
    if place:
        return f"Your code failed in this test:\n{place}"
    if isinstance(error, StudentCodeError):
        return text
    return f"{kind.__name__}: {text}" if text else f"{kind.__name__}: this test failed."


def _mistake(error):
    """The name of the mistake that a test gives with its failure, or None. What a student's code raises names none: it
    comes as a StudentCodeError, without the attributes that the student gave it."""
    name = None if isinstance(error, StudentCodeError) else getattr(error, "mistake", None)
    return name if isinstance(name, str) and re.fullmatch(r"[A-Za-z]\w{0,99}", name, re.ASCII) else None


def _error(name, text, message=None):
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [message or text]}


def _wrong_partial_credit(outputs, points):
    """An error where the credit that a test computed is no number from 0 to its points; nbgrader would give
    all points, or stop."""
    for output in outputs:
        if output["output_type"] == "execute_result":
            try:
                credit = float(output["data"].get("text/plain", ""))
            except ValueError:
                return []
            if math.isfinite(credit) and 0 <= credit <= points:
                return []
            return [_error("TestFailed", f"The test gave {credit} of {points} points.")]
    return []


def _alarm(number, frame):
    raise TimeLimitReached("The test took too long.")


def _use_namespace(student):
    try:
        from attention_course.checks import use_namespace
    except ImportError:  # a course without these checks
        return
    use_namespace(student)
