"""What passes between processes, as typed records. Reading one checks every field, since its sender may be hostile.

A request is named by its `op`; a response is read as the record that its request expects. Fields of type Any hold what
values.py has encoded, and are checked there.
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable
from typing import Any, ClassVar, Literal, Self

from attention_course.sandbox.values import Malformed


@dataclasses.dataclass(kw_only=True)
class Record:
    """A dataclass that becomes JSON data and is read back from it."""

    op: ClassVar[str] = ""

    def to_data(self) -> dict[str, Any]:
        """This record as JSON data; that of a request contains its `op`."""
        data = {name: plain(getattr(self, name)) for name in _readers(type(self))}  # type: ignore[arg-type]
        return {"op": self.op, **data} if self.op else data

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """The record that `to_data` wrote. Raises Malformed for anything else."""
        if not isinstance(data, dict):
            raise Malformed(f"no {cls.__name__}")
        readers = _readers(cls)  # type: ignore[arg-type]  # mypy takes a class for its objects, which have no hash
        given = {name: read(data[name], name) for name, read in readers.items() if name in data}
        try:
            return cls(**given)
        except TypeError:
            raise Malformed(f"a {cls.__name__} that lacks {sorted(set(readers) - set(given))}") from None


Reader = Callable[[Any, str], Any]  # gives the value of a field of this name, if it is of the right type


@functools.cache
def _readers(record: type[Record]) -> dict[str, Reader]:
    """{field: what reads it} of a class of records."""
    hints = typing.get_type_hints(record)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(record)}


def know_all() -> None:
    """Look at all classes of records, for a process with forks that would each do so."""
    for record in Record.__subclasses__():
        _readers(record)  # type: ignore[arg-type]


def plain(value: Any) -> Any:
    """A record, or a list of records, as JSON data; anything else as it is."""
    if isinstance(value, Record):
        return value.to_data()
    return [plain(v) for v in value] if isinstance(value, list) and value and isinstance(value[0], Record) else value


def _reader(kind: Any) -> Reader:
    """What reads a value of this type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return lambda value, name: value
    if origin in (types.UnionType, typing.Union):
        [read] = [_reader(k) for k in inner if k is not type(None)]
        return lambda value, name: None if value is None else read(value, name)
    if origin is list:
        read = _reader(inner[0])
        return lambda value, name: [read(v, name) for v in _of(list, value, name)]
    if origin is dict:
        read = _reader(inner[1])
        return lambda value, name: {_of(str, k, name): read(v, name) for k, v in _of(dict, value, name).items()}
    if origin is Literal:
        return lambda value, name: value if value in inner else _refuse(value, name)
    if issubclass(kind, Record):
        return lambda value, name: kind.from_data(value)
    if kind is float:
        return lambda value, name: value if type(value) in (int, float) else _refuse(value, name)
    return lambda value, name: _of(kind, value, name)


def _of(kind, value, name):
    return value if type(value) is kind else _refuse(value, name)


def _refuse(value, name):
    raise Malformed(f"{name} is of type {type(value).__name__}")


# --------------------------------------------------------------------- to the test process, from its client


@dataclasses.dataclass(kw_only=True)
class Limits(Record):
    """What one notebook may use: seconds for each cell and for the whole, bytes of memory and of files."""

    cell_seconds: float = 30
    total_seconds: float = 240
    memory: int = 2 * 2**30
    disk: int = 128 * 2**20


CellKind = Literal["student", "locked", "test", "inside"]


@dataclasses.dataclass(kw_only=True)
class Cell(Record):
    """A cell to run: "student" in the student process, "test" in the test process, "locked" (the author's) in both.
    "inside" is a test that runs in the student process, since it needs what only that has; the student's code can read
    it and forge its result. `points` is the most that the last expression of a test may award."""

    kind: CellKind
    source: str
    points: float = 0


@dataclasses.dataclass(kw_only=True)
class NotebookRequest(Record):
    """A notebook to run. `files` maps names to base64 data, and `roots` are folders whose paths must not be shown.
    `environment` is set in the test process; variables that a cell names are set in the student process as well.
    `namespace_hook`, "module:function", is called in the test process with the StudentClient, for a library of checks
    that looks up names there.

    `imports` maps names to the author's statements that import them: if the student's name is the same object, a test
    gets the object itself instead of a stand-in. `shared` are names that the author expects students to bind: a test
    that binds or deletes one does so for the student's code as well."""

    cells: list[Cell]
    limits: Limits = dataclasses.field(default_factory=Limits)
    files: dict[str, str] = dataclasses.field(default_factory=dict)
    roots: list[str] = dataclasses.field(default_factory=list)
    environment: dict[str, str] = dataclasses.field(default_factory=dict)
    imports: dict[str, str] = dataclasses.field(default_factory=dict)
    shared: list[str] = dataclasses.field(default_factory=list)
    namespace_hook: str | None = None


@dataclasses.dataclass(kw_only=True)
class NotebookResponse(Record):
    """The outputs of each cell in the notebook format; for each cell, the mistake named by the exception of its test;
    sentences on what was out of the ordinary. Or `failure`, if the sandbox failed. `killed` counts the student
    processes that were killed by something other than their limits."""

    outputs: list[list[Any]] = dataclasses.field(default_factory=list)
    mistakes: list[str | None] = dataclasses.field(default_factory=list)
    events: list[str] = dataclasses.field(default_factory=list)
    killed: int = 0
    failure: str | None = None


@dataclasses.dataclass(kw_only=True)
class PrepareRequest(Record):
    """Modules to import, test cells to compile, import statements to try, and `roots` and `namespace_hook` of requests
    to know before the next fork."""

    modules: list[str] = dataclasses.field(default_factory=list)
    cells: list[str] = dataclasses.field(default_factory=list)
    statements: list[str] = dataclasses.field(default_factory=list)
    roots: list[str] = dataclasses.field(default_factory=list)
    namespace_hook: str | None = None


@dataclasses.dataclass(kw_only=True)
class PrepareResponse(Record):
    """{import statement: its error} of those that failed."""

    failed: dict[str, str] = dataclasses.field(default_factory=dict)


# --------------------------------------------------------------------- to a fork server, on its control socket


@dataclasses.dataclass(kw_only=True)
class ProcessLimits(Record):
    """The kernel's limits on one student process."""

    memory: int
    disk: int
    seconds: float
    count_processes: bool


@dataclasses.dataclass(kw_only=True)
class ForkRequest(Record):
    """Serve what comes on the attached socket, in a fork or, if `here`, in the server itself. The rest is for a student
    process: "own" means namespaces of its own inside the sandbox, "sandbox" a sandbox of its own, "none" neither."""

    here: bool = False
    isolation: Literal["own", "sandbox", "none"] = "own"
    limits: ProcessLimits | None = None
    folder: str | None = None


@dataclasses.dataclass(kw_only=True)
class EndReport(Record):
    """How a student process ended: its exit status or minus the signal, and the limit that it was killed for."""

    status: int
    reason: Literal["memory", "processor"] | None = None


# ---------------------------------------------------------------------- from the test process to the student process


@dataclasses.dataclass(kw_only=True)
class SetUpRequest(Record):
    """Put these files into the working folder, set these environment variables, and watch these limits."""

    op = "set_up"
    files: dict[str, str]
    environment: dict[str, str]
    limits: Limits
    watch_disk: bool


@dataclasses.dataclass(kw_only=True)
class SetUpResponse(Record):
    """Says that the request was carried out."""


@dataclasses.dataclass(kw_only=True)
class CellRequest(Record):
    """Run a cell; with `definitions_only`, only its imports, functions, classes and constants. A `locked` cell is the
    author's: none of its lines is reported as a line of the student's. A `test` leaves as little of itself behind as
    possible, and none of the names in `forget`."""

    op = "cell"
    source: str
    definitions_only: bool = False
    locked: bool = False
    test: bool = False
    forget: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(kw_only=True)
class CellResponse(Record):
    """The cell's outputs, the missing modules that it imports, and the resource that it has exhausted; for a test also
    its error, or the text of the value of its last expression."""

    outputs: list[Any]
    missing: list[str] = dataclasses.field(default_factory=list)
    exhausted: Literal["memory", "threads", "files", "disk"] | None = None
    error: "ErrorRecord | None" = None
    credit: str | None = None


@dataclasses.dataclass(kw_only=True)
class GetRequest(Record):
    """Get the values of these names, with the names in `lent` bound to functions of the test process. `imports` are
    those of the NotebookRequest; of a name in `locked`, the value is the one that a locked cell has given it."""

    op = "get"
    names: list[str]
    lent: dict[str, int]
    imports: dict[str, str] = dataclasses.field(default_factory=dict)
    locked: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(kw_only=True)
class GetResponse(Record):
    """The encoded values of the names that exist, except those in `same`, which are what their import gives."""

    values: dict[str, Any]
    same: list[str] = dataclasses.field(default_factory=list)
    exhausted: Literal["memory", "threads", "files", "disk"] | None = None


@dataclasses.dataclass(kw_only=True)
class CallRequest(Record):
    """Call function number `ref` of this process, or else the one with the global name. During the call, the names in
    `lent` are bound to functions of the test process and those in `bound` to these values; those in `deleted` are
    unbound."""

    op = "call"
    ref: int | None
    name: str | None
    args: Any
    kwargs: Any
    lent: dict[str, int]
    bound: dict[str, Any] = dataclasses.field(default_factory=dict)
    deleted: list[str] = dataclasses.field(default_factory=list)
    measure: bool = False


@dataclasses.dataclass(kw_only=True)
class ErrorRecord(Record):
    """An exception: the names of its class and bases, its text, the lines it passed through, and the last of them."""

    kind: str
    bases: list[str] = dataclasses.field(default_factory=list)
    text: str = ""
    place: str = ""
    line: str = ""


@dataclasses.dataclass(kw_only=True)
class CallResponse(Record):
    """What a call returned: a result or an error, the arguments if it changed them, warnings as (category, text)."""

    result: Any = None
    error: ErrorRecord | None = None
    changed: Any = None
    warnings: list[list[str]] = dataclasses.field(default_factory=list)
    peak: int | None = None


# ---------------------------------------------------------------------- from the student process to the test process


@dataclasses.dataclass(kw_only=True)
class CallbackRequest(Record):
    """Call a function that the test process has lent."""

    op = "callback"
    ref: int
    args: Any
    kwargs: Any


@dataclasses.dataclass(kw_only=True)
class CallbackResponse(Record):
    """Its result or its error."""

    result: Any = None
    error: ErrorRecord | None = None
