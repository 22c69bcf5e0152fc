"""An IPython shell that keeps a cell's outputs as notebook outputs instead of printing them.

Both processes use it: the student process for a student's cells, the test process for locked cells and tests. It is the
shell that ipykernel wraps, without ipykernel's sockets and threads.
"""

import contextlib
import functools
import gc
import importlib
import io
import linecache
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from attention_course.sandbox.guard import Guard
from attention_course.sandbox.messages import sentence

MAX_TEXT = 200_000  # characters that one cell may print; the rest is dropped
MAX_OUTPUTS = 200  # of one cell
DISPLAY_MAGICS = {"config", "gui", "load_ext", "matplotlib", "pylab", "reload_ext", "unload_ext"}

# Prefixes of the names of Matplotlib backends that need a screen or a browser.
WINDOWS = ("gtk", "ipympl", "macosx", "module://ipympl", "nbagg", "notebook", "qt", "tk", "webagg", "widget", "wx")


class Outputs(list[dict[str, Any]]):
    """The outputs of the running cell, as plain dicts in the notebook format."""

    def __init__(self):
        self.room, self.truncated = MAX_TEXT, False

    def text(self, name: str, text: str) -> None:
        text = str(text)
        if len(text) > self.room:
            text, self.truncated = text[: self.room], True
        self.room -= len(text)
        if not text:
            return
        if self and self[-1]["output_type"] == "stream" and self[-1]["name"] == name:
            self[-1]["text"].append(text)
        elif len(self) < MAX_OUTPUTS:
            self.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, kind: str, **content: Any) -> None:
        if len(self) < MAX_OUTPUTS:
            self.append({"output_type": kind, **content})
        else:
            self.truncated = True

    def finished(self) -> list[dict[str, Any]]:
        """The outputs with each stream's text joined."""
        done = [{**o, "text": "".join(o["text"])} if o["output_type"] == "stream" else dict(o) for o in self]
        if self.truncated:
            done.append({"output_type": "stream", "name": "stdout", "text": f"\n{sentence('truncated')}\n"})
        return done


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, shell, name):
        self._shell, self.name = shell, name

    def write(self, text):
        self._shell.outputs.text(self.name, text)
        return len(text)

    def writable(self):
        return True

    def fileno(self):
        return {"stdout": 1, "stderr": 2}[self.name]


class _Publisher(DisplayPublisher):
    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **kwargs: Any,
    ) -> None:
        if update:  # of an earlier display, which is kept as it was
            return
        self.shell.outputs.add("display_data", data=data, metadata=metadata or {})

    def clear_output(self, wait=False):
        self.shell.outputs.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        assert isinstance(self.shell, CapturingShell)
        self.shell.outputs.add("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=None)

    def finish_displayhook(self):
        self._is_active = False


class CapturingShell(InteractiveShell):
    """`run(source)` runs one cell and returns its outputs."""

    guard: Guard
    outputs: Outputs
    locked: set[str]  # the file names that IPython gave to the author's cells
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def enable_gui(self, gui: Any = None) -> None:
        """Does nothing: pictures are drawn into outputs."""

    def ask_exit(self) -> None:
        """`exit()` in a cell does nothing, as in a notebook that runs from top to bottom."""

    def enable_matplotlib(self, gui: Any = None) -> Any:
        """Pictures are drawn into outputs, whatever `%matplotlib` asks for."""
        if gui not in (None, "inline", "agg"):
            self.outputs.text("stderr", sentence("drawn_inline", gui=gui) + "\n")
        return super().enable_matplotlib("inline")

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """A magic that this shell lacks, or that needs a display, has no effect, and the cell goes on."""
        lacks = self.find_line_magic(magic_name) is None
        if not lacks and magic_name not in DISPLAY_MAGICS:
            return super().run_line_magic(magic_name, line, _stack_depth=_stack_depth + 1)
        try:
            if not lacks:
                return super().run_line_magic(magic_name, line, _stack_depth=_stack_depth + 1)
        except Exception as error:
            if isinstance(error, ModuleNotFoundError) and error.name:
                self.guard.note_missing(error.name)
        self.outputs.text("stderr", sentence("no_effect", line=f"%{magic_name} {line}".strip()) + "\n")
        return None

    def run(self, source: str, definitions_only: bool = False, locked: bool = False) -> list[dict[str, Any]]:
        """Run one cell, or only its definitions, and return its outputs. A `locked` cell is the author's."""
        self.guard.definitions_only, self.guard.off = definitions_only, False
        known = set(self.compile._filename_map)
        with self.capturing():
            self.run_cell(source, store_history=True)
        if locked:
            self.locked |= set(self.compile._filename_map) - known
        return self.outputs.finished()

    def run_test(
        self, source: str, definitions_only: bool = False
    ) -> tuple[list[dict[str, Any]], BaseException | None, str | None]:
        """Run a test cell as a notebook would; returns its outputs, its error, and the text of the value of its last
        expression. Afterwards no history holds the source of the cell."""
        self.guard.definitions_only, self.guard.off = definitions_only, True
        known, number = set(self.compile._filename_map), self.execution_count
        try:
            with self.capturing():
                done = self.run_cell(source, store_history=True)
                value = done.result
                if isinstance(value, (np.floating, np.integer)):  # credit: its repr is not a plain number
                    value = value.item()
                assert self.display_formatter is not None
                credit = None if value is None else self.display_formatter.format(value)[0].get("text/plain")
        finally:
            self._forget(number, known)
        return self.outputs.finished(), done.error_before_exec or done.error_in_exec, credit

    def _forget(self, number: int, known: set[str]) -> None:
        """Forget the source of the cell with this number; `known` are the file names from before it ran."""
        history = self.history_manager
        assert history is not None
        for texts in (history.input_hist_parsed, history.input_hist_raw):
            texts[number:] = ["" for _ in texts[number:]]
        for name in [name for name in self.user_ns if name in ("_i", f"_i{number}")]:
            self.user_ns[name] = ""
        history._i00 = ""
        for name in set(self.compile._filename_map) - known:
            del self.compile._filename_map[name]
            linecache.cache.pop(name, None)

    @contextlib.contextmanager
    def capturing(self) -> Iterator[None]:
        """Collect what is printed or published in this block in `outputs`, which begins empty."""
        self.outputs = Outputs()
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self, "stdout"), _Stream(self, "stderr")
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.add(
            "error",
            ename=str(etype.__name__)[:200],
            evalue=text_of(evalue),
            traceback=[place_and_text(etype, evalue, self)],
        )


def place_and_text(etype: type, evalue: BaseException, shell: CapturingShell) -> str:
    """An exception for people: the lines of a student's cells that it passed through, and its text. No files, no paths,
    and no lines of locked cells, which a student must not change."""
    lines = []
    for frame, number in _frames_of_student(evalue, shell):
        source = _source_line(frame.f_code.co_filename, number)
        lines.append(f"in {_function(frame)}, line {number}: {source}")
    if isinstance(evalue, SyntaxError):
        lines.append(f"line {evalue.lineno}: {(evalue.text or '').rstrip()}")
    lines = lines[:3] + ["..."] + lines[-3:] if len(lines) > 7 else lines
    return "\n".join([*lines, f"{etype.__name__}: {text_of(evalue)}".removesuffix(": ")])


def last_line(error: BaseException, shell: CapturingShell) -> str:
    """The last line of a student's cells that an exception passed through, as one line of text; "" if there is none."""
    frames = _frames_of_student(error, shell)
    if not frames:
        return ""
    frame, number = frames[-1]
    return sentence("line_of_cell", number=number, line=_source_line(frame.f_code.co_filename, number))


def text_of(error: BaseException | str) -> str:
    """The message of an exception, or of a warning; empty if its own code fails to give one."""
    try:
        return str(error.msg if isinstance(error, SyntaxError) else error)[:4000]
    except Exception:  # a student's exception may have a __str__ that raises
        return ""


def _frames_of_student(error, shell):
    """The (frame, line number) pairs of a student's cells that an exception passed through."""
    cells = set(getattr(shell.compile, "_filename_map", {})) - getattr(shell, "locked", set())
    frames = traceback.walk_tb(getattr(error, "__traceback__", None))
    return [(frame, number) for frame, number in frames if frame.f_code.co_filename in cells]


def _function(frame):
    name = frame.f_code.co_name
    return sentence("this_cell") if name.startswith("<cell line") or name == "<module>" else f"`{name}`"


def _source_line(filename, number):
    return linecache.getline(filename, number).strip()[:200]


def make_shell() -> CapturingShell:
    """The one shell of this process; Matplotlib's pictures become outputs."""
    config = Config()
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    config.HistoryManager.enabled = False  # no database: `In` and `Out` live as long as the process
    shell = CapturingShell.instance(config=config)
    shell.outputs, shell.guard, shell.locked = Outputs(), Guard(shell), set()
    shell.ast_transformers.append(shell.guard)  # type: ignore[arg-type]  # any object with `visit` will do
    # IPython would format a whole stack, with files and lines, which `_showtraceback` does not use.
    shell.InteractiveTB.structured_traceback = lambda *args, **kwargs: []  # type: ignore[method-assign]
    return shell


def warm_up() -> CapturingShell:
    """The shell that forks inherit, ready for use."""
    shell = make_shell()
    shell.run("1 / 0")  # the first error loads what formats tracebacks
    _settle(shell)
    return shell


def learn(modules: list[str], shell: CapturingShell, draws: bool) -> None:
    """Import `modules`, so that no fork needs to; if student code `draws`, prepare for pictures as well."""
    for name in modules:
        with contextlib.suppress(Exception):  # submissions that need the module will report the error
            importlib.import_module(name)
    if draws and "matplotlib" in sys.modules:
        _draw_inline_only(shell)
        with contextlib.suppress(Exception):  # the first picture loads fonts and formatters
            shell.run("import matplotlib.pyplot\nmatplotlib.pyplot.plot([0, 1])\nmatplotlib.pyplot.show()")
    _settle(shell)


def _draw_inline_only(shell: CapturingShell) -> None:
    """Make matplotlib.use ignore a backend that needs a window; it would fail only at the first picture."""
    import matplotlib

    use = matplotlib.use

    @functools.wraps(use)
    def use_unless_window(backend: str, *, force: bool = True) -> None:
        if str(backend).lower().startswith(WINDOWS):
            shell.outputs.text("stderr", sentence("backend_inline", backend=backend) + "\n")
        else:
            use(backend, force=force)

    if not hasattr(use, "__wrapped__"):
        matplotlib.use = use_unless_window


def _settle(shell):
    shell.reset(new_session=True)
    shell.execution_count = 1
    gc.collect()
    gc.freeze()  # so that forks share the memory of these objects
