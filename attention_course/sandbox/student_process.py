"""The student process runs a student's cells and calls their functions. It lives in the sandbox and holds no secrets.

    python -m attention_course.sandbox.student_process NUMBER    serves submissions, see forkserver.py

It answers each request of the test process (see records.py) with one response. While it serves a GetRequest or a
CallRequest, the functions that the test process lends with it are bound to their names.
"""

import base64
import builtins
import contextlib
import functools
import inspect
import json
import os
import signal
import socket
import sys
import tracemalloc
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attention_course.sandbox import isolate
from attention_course.sandbox.channel import Channel, Closed
from attention_course.sandbox.files import imported, write_files
from attention_course.sandbox.forkserver import end_with, serve
from attention_course.sandbox.messages import sentence
from attention_course.sandbox.records import (
    CallbackRequest,
    CallbackResponse,
    CallRequest,
    CallResponse,
    CellRequest,
    CellResponse,
    ErrorRecord,
    ForkRequest,
    GetRequest,
    GetResponse,
    PrepareRequest,
    ProcessLimits,
    Record,
    SetUpRequest,
    SetUpResponse,
)
from attention_course.sandbox.resources import used_up
from attention_course.sandbox.shell import CapturingShell, last_line, learn, place_and_text, text_of, warm_up
from attention_course.sandbox.values import Malformed, TooLarge, decode, encode

MAX_WARNINGS = 20


class StudentProcess:
    """Answers the test process; its shell has the student's names."""

    def __init__(self, connection: socket.socket, shell: CapturingShell):
        self.channel = Channel(connection, self.serve)
        self.shell = shell
        self.locked: dict[str, Any] = {}  # what locked cells have bound
        self.functions: list[Any] = []
        self.numbers: dict[int, int] = {}
        self.process, self.interruptible, self.interrupted = os.getpid(), False, False
        self.used_up: Callable[[], Any] = lambda: None
        signal.signal(signal.SIGINT, self._interrupt)

    def run(self) -> None:
        """Answer until the test process hangs up."""
        with contextlib.suppress(Closed, KeyboardInterrupt):
            while True:
                self.channel.answer(self.channel.receive())

    def serve(self, data: dict[str, Any]) -> dict[str, Any]:
        """The response to a request, both as JSON data."""
        record, function = REQUESTS[data["op"]]
        return function(self, record.from_data(data)).to_data()

    def _interrupt(self, number, frame):
        if self.interruptible:
            raise KeyboardInterrupt(sentence("time_is_up"))
        self.interrupted = True

    @contextlib.contextmanager
    def _students_code(self) -> Iterator[None]:
        """While a student's code runs, an interrupt may stop it; while messages are written, it must not."""
        self.interruptible, before = True, self.interruptible
        try:
            yield
        finally:
            self.interruptible = before
            if os.getpid() != self.process:  # the student's code has forked, and this is the copy
                os._exit(0)

    # ------------------------------------------------------------------ requests

    def set_up(self, request: SetUpRequest) -> SetUpResponse:
        write_files(request.files)
        os.environ.update(request.environment)
        self.used_up = functools.partial(used_up, request.limits, request.watch_disk)
        return SetUpResponse()

    def run_cell(self, request: CellRequest) -> CellResponse:
        credit, failed = None, None
        before = dict(self.shell.user_ns) if request.locked else {}
        try:
            with self._students_code():
                if request.test:
                    outputs, failed, credit = self.shell.run_test(request.source, request.definitions_only)
                else:
                    outputs = self.shell.run(request.source, request.definitions_only, request.locked)
        except BaseException as error:  # an interrupt in our own code, or a shell that was tampered with
            outputs, failed = [_error_output(error, self.shell)], error
        for name in request.forget:
            self.shell.user_ns.pop(name, None)
        if request.locked:
            now = self.shell.user_ns
            self.locked |= {name: now[name] for name in now if name not in before or before[name] is not now[name]}
        return CellResponse(
            outputs=_only_json(outputs),
            missing=[str(name)[:80] for name in self.shell.guard.take_missing()],
            exhausted=self._exhausted(),
            error=self._error(failed) if request.test and failed is not None else None,
            credit=None if credit is None else str(credit)[:1000],
        )

    def get(self, request: GetRequest) -> GetResponse:
        names = self.shell.user_ns
        same = [name for name in request.names if name in names and self._is_imported(name, request.imports)]
        with self._lent(request.lent):
            kept = {name: self.locked[name] for name in request.locked if name in self.locked}
            names = {**names, **{name: kept[name] for name in kept if name not in request.lent}}
            wanted = [name for name in request.names if name in names and name not in same]
            values = {name: self._encode_or_name(names[name], name) for name in wanted}
        return GetResponse(values=values, same=same, exhausted=self._exhausted())

    def _is_imported(self, name: str, imports: dict[str, str]) -> bool:
        """Whether the name is bound to what its import statement gives."""
        try:
            return name in imports and imported(name, imports[name]) is self.shell.user_ns[name]
        except Exception:  # it does not exist, or a student's module of that name raises anything
            return False

    def call(self, request: CallRequest) -> CallResponse:
        function = self._function(request)
        args, kwargs = self._decode(request.args), self._decode(request.kwargs)
        before = self._encode([args, kwargs])
        response = CallResponse()
        if request.measure:
            tracemalloc.start()
        bound = {name: self._decode(value) for name, value in request.bound.items()}
        with self._lent(request.lent, bound, request.deleted), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                with self._students_code():
                    result = function(*args, **kwargs)
            except BaseException as error:  # whatever a student's code raises, even SystemExit
                response.error = self._error(error)
            else:
                self._put_result(response, result)
        if request.measure:
            response.peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        try:
            after = self._encode([args, kwargs])
            response.changed = after if after != before else None
        except (Malformed, MemoryError) as error:
            response.error = ErrorRecord(kind="ValueError", text=sentence("argument_too_large", why=error))
        except BaseException as error:
            response.error = self._error(error)
        response.warnings = [[_name(w.category), text_of(w.message)[:500]] for w in caught[:MAX_WARNINGS]]
        return response

    def _exhausted(self):
        try:
            return self.used_up()
        except BaseException:  # a student's code may have changed anything
            return None

    @contextlib.contextmanager
    def _lent(
        self, functions: dict[str, int], bound: dict[str, Any] | None = None, deleted: Iterable[str] = ()
    ) -> Iterator[None]:
        names, bound = self.shell.user_ns, dict(bound or {})
        bound.update({name: self._callback({"ref": number, "name": name}) for name, number in functions.items()})
        before = {name: (name in names, names.get(name)) for name in [*bound, *deleted]}
        names.update(bound)
        for name in deleted:
            names.pop(name, None)
        try:
            yield
        finally:
            for name, (existed, value) in before.items():
                if existed:
                    names[name] = value
                else:
                    names.pop(name, None)

    # ------------------------------------------------------------------ values and functions

    def _encode(self, value, name=None):
        return encode(value, lambda function: self._reference(function, name))

    def _encode_or_name(self, value, name):
        """The encoded value of a name; where that fails, a placeholder, since other names are asked for with it."""
        try:
            with self._students_code():
                return self._encode(value, name)
        except BaseException as error:
            return _placeholder(value, error)

    def _put_result(self, response: CallResponse, result: Any) -> None:
        try:
            with self._students_code():  # containers of the student's own classes run their code
                response.result = self._encode(result)
        except (TooLarge, MemoryError) as error:
            why = str(error) or sentence("no_memory_to_send")
            response.error = ErrorRecord(kind="ValueError", text=sentence("result_too_large", why=why))
        except BaseException as error:
            response.result = _placeholder(result, error)

    def _decode(self, data):
        return decode(data, self._callback)

    def _reference(self, function, name):
        index = self.numbers.setdefault(id(function), len(self.functions))
        if index == len(self.functions):
            self.functions.append(function)  # kept alive, so that no other function gets its id
        own_name = getattr(function, "__name__", name)
        return {
            "ref": index,
            "global": name,
            "name": str(own_name)[:100],
            "doc": _doc(function),
            "parameters": _parameters(function),
            "kind": type(function).__name__[:80],
        }

    def _function(self, request: CallRequest) -> Any:
        if request.ref is not None and request.ref < len(self.functions):
            return self.functions[request.ref]
        return self.shell.user_ns[request.name]

    def _callback(self, data):
        """A function of the test process, as a function that can be called here."""

        def function(*args, **kwargs):
            self.interruptible, before = False, self.interruptible
            try:
                request = CallbackRequest(ref=data["ref"], args=self._encode(list(args)), kwargs=self._encode(kwargs))
                response = CallbackResponse.from_data(self.channel.ask(request.to_data()))
            finally:
                self.interruptible = before
            if self.interrupted:
                self.interrupted = False
                raise KeyboardInterrupt(sentence("time_is_up"))
            if response.error is not None:
                kind = getattr(builtins, response.error.kind, None)
                raise (kind if isinstance(kind, type) and issubclass(kind, Exception) else Exception)(
                    response.error.text
                )
            return self._decode(response.result)

        if "local" in data:  # one of our own functions, on its way back
            return self.functions[data["local"]]
        function.__name__ = str(data.get("name"))
        return function

    def _error(self, error: BaseException) -> ErrorRecord:
        return ErrorRecord(
            kind=_name(type(error)),
            bases=[_name(c) for c in type(error).__mro__][:20],
            text=text_of(error),
            place=place_and_text(type(error), error, self.shell),
            line=last_line(error, self.shell),
        )


REQUESTS: dict[str, tuple[type[Record], Callable[[StudentProcess, Any], Record]]] = {
    SetUpRequest.op: (SetUpRequest, StudentProcess.set_up),
    CellRequest.op: (CellRequest, StudentProcess.run_cell),
    GetRequest.op: (GetRequest, StudentProcess.get),
    CallRequest.op: (CallRequest, StudentProcess.call),
}


def _parameters(function):
    try:
        parameters = inspect.signature(function).parameters.values()
        return [[p.name, int(p.kind), p.default is not p.empty] for p in parameters][:50]
    except Exception:  # no signature, or a student's object that refuses
        return None


def _doc(function):
    doc = getattr(function, "__doc__", None)
    return doc[:5000] if isinstance(doc, str) else None


def _name(kind):
    try:
        return str(kind.__name__)[:100]
    except BaseException:  # a metaclass of the student's may raise anything
        return "Exception"


def _placeholder(value, error):
    return {"t": "opaque", "kind": _name(type(value))[:80], "text": str(error) if isinstance(error, TooLarge) else ""}


def _error_output(error, shell):
    return {
        "output_type": "error",
        "ename": _name(type(error)),
        "evalue": text_of(error),
        "traceback": [place_and_text(type(error), error, shell)],
    }


def _only_json(outputs):
    """The outputs with text as their data; a student's `_repr_*_` may return anything."""

    def plain(value):
        if isinstance(value, bytes):
            return base64.b64encode(value).decode("ascii")
        return value if isinstance(value, str) else str(value)[:1000]

    def metadata(value):
        try:
            return json.loads(json.dumps(value))
        except (TypeError, ValueError, RecursionError):
            return {}

    return [
        {**o, "data": {str(k): plain(v) for k, v in o["data"].items()}, "metadata": metadata(o["metadata"])}
        if "data" in o
        else o
        for o in outputs
    ]


# ------------------------------------------------------------------ the process


def handler(shell: CapturingShell) -> Callable[..., None]:
    """The function that serves a request: it isolates itself and forks the student process, which it then watches.

    A request with "here" brings the names of modules to import.
    """

    def handle(request: ForkRequest, connection: socket.socket, lifeline: socket.socket | None = None) -> None:
        if request.here:
            learn(PrepareRequest.from_data(Channel(connection).receive()).modules, shell, draws=True)
            return
        limits = request.limits
        assert limits is not None and lifeline is not None
        processors = os.sched_getaffinity(0) if request.isolation == "own" else None
        try:
            if request.isolation != "none":
                isolate.become_nobody()
            if request.isolation == "own":
                isolate.bind_to_processor()
                isolate.enter_namespaces()
        except OSError as error:
            connection.sendall(b"\1" + str(error).encode())
            return
        child = os.fork()
        if child == 0:
            end_with(lambda: _be_student(shell, request, limits, connection))
        if processors:  # only for us: the supervisor must not compete with what it watches
            os.sched_setaffinity(0, processors)
        connection.close()
        isolate.supervise(child, lifeline, limits, request.isolation)

    return handle


def _be_student(shell: CapturingShell, request: ForkRequest, limits: ProcessLimits, connection: socket.socket) -> None:
    try:
        os.setsid()
        space = isolate.address_space()
        if request.isolation == "own":
            isolate.own_files(limits.disk // 2**20)
        folder = request.folder or "/tmp/work"
        os.makedirs(folder, exist_ok=True)
        os.chdir(folder)
        isolate.keep_only([connection.fileno()])
        isolate.limit(limits, space)
        if request.isolation != "none":
            isolate.drop_privileges()
    except OSError as error:
        connection.sendall(b"\1" + str(error).encode())
        return
    connection.sendall(b"\0")  # ready
    StudentProcess(connection, shell).run()


if __name__ == "__main__":
    isolate.prepare()
    serve(sys.argv[1], handler(warm_up()))
