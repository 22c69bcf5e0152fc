"""The test process's end: it drives the student process, whose functions are stand-ins here.

Whatever comes from there is only data (see values.py). A process that has died, or that a cell has left at a limit, is
replaced by a new one, in which the student's cells run again without what caused that, so that the rest still earns its
points.
"""

import contextlib
import itertools
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import numpy as np

from attention_course.sandbox.bubblewrap import SandboxError
from attention_course.sandbox.channel import Channel, Closed, TimedOut
from attention_course.sandbox.files import imported
from attention_course.sandbox.history import PastCell
from attention_course.sandbox.launch import READY, Sandbox, StudentSession
from attention_course.sandbox.messages import sentence
from attention_course.sandbox.records import (
    CallbackRequest,
    CallbackResponse,
    CallRequest,
    CallResponse,
    CellResponse,
    ErrorRecord,
    GetRequest,
    GetResponse,
    Limits,
    Record,
    SetUpRequest,
)
from attention_course.sandbox.stand_ins import (
    Killed,
    StudentCodeError,
    StudentFunction,
    TimeLimitReached,
    copy_into,
    ended,
    exception,
    warn_again,
)
from attention_course.sandbox.values import Malformed, TooLarge, decode, encode

GRACE = 2  # seconds that an interrupted cell has to stop
MAX_RESTARTS = 8  # of a process that has died
MAX_MISSING = 10  # missing modules that are named

Response = TypeVar("Response", bound=Record)


class StudentClient:
    """One submission's code as the test process sees it; checks look names up with `get` and `substituted`."""

    def __init__(
        self,
        sandbox: Sandbox,
        files: dict[str, str] | None = None,
        limits: Limits | None = None,
        environment: dict[str, str] | None = None,
    ):
        self.sandbox, self.limits = sandbox, limits or Limits()
        self.files, self.environment = files or {}, environment or {}
        self.gigabytes = f"{self.limits.memory / 2**30:.2g}"
        self.end = self.cell_end = time.monotonic() + self.limits.total_seconds
        self.history: list[PastCell] = []
        self.events: list[str] = []
        self.ours: list[str] = []  # names that are those of locked cells, whatever has bound them since
        self.killed = self.generation = self.deaths = 0
        self.callbacks: dict[int, Callable[..., Any]] = {}
        self._numbers, self._served = itertools.count(), 0
        self.functions: dict[str, StudentFunction] = {}
        self.lent: list[dict[str, int]] = []
        self.rebound: Callable[[], tuple[dict[str, Any], list[str]]] = lambda: ({}, [])  # names as a test has them
        self._session: StudentSession | None = None
        self._channel: Channel | None = None

    # ------------------------------------------------------------------ cells

    def start_cell(self) -> None:
        """Begin a new cell, with its own time limit; functions lent by the last cell are taken back."""
        self.functions.clear()
        self.callbacks.clear()
        self.cell_end = min(self.end, time.monotonic() + self.limits.cell_seconds)

    def run_cell(self, source: str, locked: bool = False) -> list[Any]:
        """Run a cell in the student process, the author's if it is `locked`; returns its outputs as they came, not to
        be trusted."""
        try:
            response = self._run(PastCell(source, locked))
        except StudentCodeError as error:
            name = "TimeLimitReached" if isinstance(error, TimeLimitReached) else "ProcessEnded"
            return [{"output_type": "error", "ename": name, "evalue": str(error), "traceback": [str(error)]}]
        if not response.exhausted:
            return response.outputs
        text = sentence("used_up", resource=sentence(f"resource_{response.exhausted}"))
        return [*response.outputs, {"output_type": "stream", "name": "stderr", "text": f"{text}\n"}]

    def run_test(self, source: str, forget: Iterable[str] = ()) -> CellResponse:
        """Run a test cell in the student process, which then drops the names `forget`. Raises StudentCodeError."""
        return self._run(PastCell(source, test=True, forget=sorted(forget)))

    def _run(self, cell: PastCell) -> CellResponse:
        self.start_cell()
        try:
            response = self._ask(cell.request, CellResponse)
        except StudentCodeError as error:
            if self._channel is None or isinstance(error, TimeLimitReached):  # run again, it would take as long again
                cell.demote()
            raise
        finally:
            self.history.append(cell)
        for name in response.missing[:MAX_MISSING]:
            if all(part.isidentifier() for part in name.split(".")) and len(name) <= 60:
                self._note("note_missing", name=name)
        if response.exhausted is not None:
            cell.demote()
            self._exhausted(response.exhausted)
        return response

    # ------------------------------------------------------------------ the namespace interface of checks

    def get(self, name: str) -> Any:
        """The student's object of that name: data as data, a function as a stand-in. KeyError if there is none."""
        if name in self.functions and name not in self._lent():
            return self.functions[name]
        value = self.get_all([name])[name]
        if isinstance(value, StudentFunction) and name not in self._lent():
            self.functions[name] = value  # tests ask for it at every call
        return value

    def get_all(self, names: Iterable[str], imports: dict[str, str] | None = None) -> dict[str, Any]:
        """The student's objects of these names that exist. One that is what `imports` gives there is imported here."""
        if not (wanted := sorted(names)):
            return {}
        known = {name: imports[name] for name in wanted if name in imports} if imports else {}
        response = self._get(wanted, known)
        if response.exhausted is not None and self.deaths < MAX_RESTARTS:
            self.deaths += 1  # earlier calls caused it, and a new process forgets them
            self._exhausted(response.exhausted)
            response = self._get(wanted, known)
        values = {name: self._decode(response.values[name]) for name in wanted if name in response.values}
        for name in known.keys() & set(response.same):
            with contextlib.suppress(ImportError, AttributeError):
                values[name] = imported(name, known[name])
        return values

    def _get(self, names: list[str], own: dict[str, str]) -> GetResponse:
        return self._ask(lambda: GetRequest(names=names, lent=self._lent(), imports=own, locked=self.ours), GetResponse)

    @contextlib.contextmanager
    def substituted(self, **functions: Callable[..., Any]) -> Iterator[None]:
        """Let the student's code see these functions under these names inside a `with` block."""
        numbers = {name: self._lend(f) for name, f in functions.items()}
        self.lent.append(numbers)
        try:
            yield
        finally:
            self.lent.pop()
            for number in numbers.values():
                self.callbacks.pop(number, None)

    def _lent(self) -> dict[str, int]:
        """{name: number} of our functions that the student's code sees now; every request carries it."""
        return {name: number for functions in self.lent for name, number in functions.items()}

    def _lend(self, function: Callable[..., Any]) -> int:
        """A number, never used again, by which the student's code may call this function of ours."""
        number = next(self._numbers)
        self.callbacks[number] = function
        return number

    def call(
        self,
        function: StudentFunction,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        seen: list[CallResponse] | None = None,
    ) -> Any:
        """Call a student's function. The list `seen` receives the whole response, with the peak of memory.

        Functions among the arguments may be kept and called until the cell ends, as decorators do.
        """
        known: dict[int, int] = {}

        def reference(f: Any) -> dict[str, Any]:
            if isinstance(f, StudentFunction) and f.belongs_to(self) and f.where()[0] is not None:
                return {"local": f.where()[0]}
            if id(f) not in known:
                known[id(f)] = self._lend(f)
            return {"ref": known[id(f)], "name": getattr(f, "__name__", "function")}

        def request() -> CallRequest:
            ref, name = function.where()
            bound, deleted = self.rebound()
            return CallRequest(
                ref=ref,
                name=name,
                args=encode(list(args), reference),
                kwargs=encode(kwargs, reference),
                measure=seen is not None,
                lent=self._lent(),
                bound={name: encode(value, reference) for name, value in bound.items()},
                deleted=deleted,
            )

        try:
            response = self._ask(request, CallResponse)
        except (MemoryError, TooLarge):
            raise StudentCodeError(sentence("arguments_too_large")) from None
        if seen is not None:
            seen.append(response)
        if response.changed is not None:
            self._write_back([list(args), kwargs], self._decode(response.changed))
        for warning in response.warnings[:50]:
            warn_again(*warning) if len(warning) == 2 else None
        if response.error is not None:
            raise exception(response.error)
        return self._decode(response.result)

    def _serve(self, data: dict[str, Any]) -> dict[str, Any]:
        """Serve a request of the student process: it may call what it was given, and nothing else."""
        if data.get("op") != CallbackRequest.op:
            raise Malformed("a request for something that was not offered")
        request = CallbackRequest.from_data(data)
        if request.ref not in self.callbacks:
            text = sentence("test_is_over")
            return CallbackResponse(error=ErrorRecord(kind="StudentCodeError", text=text)).to_data()
        self._served += 1
        args, kwargs = self._decode_raw(request.args), self._decode_raw(request.kwargs)
        if not isinstance(args, list) or not isinstance(kwargs, dict):
            raise Malformed("no arguments")
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return CallbackResponse(result=encode(self.callbacks[request.ref](*args, **kwargs))).to_data()
        except Exception as error:  # what our function says about the student's arguments
            return CallbackResponse(error=ErrorRecord(kind=type(error).__name__, text=str(error)[:2000])).to_data()

    def _write_back(self, mine: list[Any], came: Any) -> None:
        args, kwargs = came if isinstance(came, list) and len(came) == 2 else ([], {})
        for old, new in zip(mine[0], args if isinstance(args, list) else [], strict=False):
            copy_into(old, new)
        for name, old in mine[1].items():
            if isinstance(kwargs, dict) and name in kwargs:
                copy_into(old, kwargs[name])

    def _decode_raw(self, data: Any) -> Any:
        return decode(data, lambda found: StudentFunction(self, found))

    def _decode(self, data: Any) -> Any:
        try:
            return self._decode_raw(data)
        except Malformed as error:
            raise self._broken(error) from None

    # ------------------------------------------------------------------ the process

    def _ask(self, request: Callable[[], Record], response: type[Response]) -> Response:
        """The response to a request, which is made anew for each process that gets it. If the process was killed from
        outside, perhaps by accident, the request is sent once more, unless the student's code had called us by then."""
        if time.monotonic() >= self.cell_end:
            raise self._late()
        served = self._served
        for last in (False, True):
            if self._channel is None:
                self._open()
            try:
                return self._exchange(request(), response)
            except Killed:
                if last or self._served != served:
                    raise
        raise AssertionError("not reached")

    def _exchange(self, request: Record, response: type[Response]) -> Response:
        channel = self._channel
        assert channel is not None
        try:
            return response.from_data(channel.ask(request.to_data()))
        except TimedOut:
            self._stop(channel)
            raise self._late() from None
        except Closed:
            raise self._ended(channel) from None
        except Malformed as error:
            raise self._broken(error) from None
        except BaseException:  # an alarm in the middle of a message, at an unknown place
            self._drop(channel)
            raise

    def _open(self) -> None:
        """Start a new process and run the cells so far, without what ended their process or left it at a limit."""
        start, own_end = time.monotonic(), self.cell_end
        kept = dict(self.callbacks)
        while True:
            if self.deaths > MAX_RESTARTS:
                raise StudentCodeError(sentence("ended_too_often"))
            self._begin()
            if self._run_again():
                break
        self.callbacks.update(kept)
        self.cell_end = max(min(self.end, own_end + time.monotonic() - start), min(self.end, time.monotonic() + 1))

    def _begin(self) -> None:
        self.generation += 1
        start, limits = time.monotonic(), self.limits
        self._session = StudentSession(self.sandbox, limits.memory, limits.disk, limits.total_seconds)
        self._channel = Channel(self._session.connection, self._serve, lambda: self.cell_end)
        self.cell_end = time.monotonic() + READY
        sandboxed = self.sandbox.mode != "none"
        request = SetUpRequest(files=self.files, environment=self.environment, limits=limits, watch_disk=sandboxed)
        try:
            self._channel.ask(request.to_data())
        except (TimedOut, Closed):
            raise SandboxError("the sandbox did not accept the files") from None
        self.end += time.monotonic() - start  # waiting for a busy machine does not count as the student's time

    def _run_again(self) -> bool:
        """Run as much of each earlier cell as may run again; returns whether the process is still usable."""
        for cell in self.history:
            if cell.again == "nothing":
                continue
            if time.monotonic() >= self.end:
                raise self._late()
            before, request = cell.again, cell.request()
            cell.demote()  # undone below if it ends well
            self.start_cell()
            try:
                response = self._exchange(request, CellResponse)
            except Killed:
                cell.again = before if self.killed == 1 else cell.again
                return False
            except StudentCodeError:
                if self._channel is None:
                    return False
                continue
            if response.exhausted is not None:
                self._exhausted(response.exhausted)
                return False
            cell.again = before
        return True

    def _stop(self, channel: Channel) -> None:
        """Interrupt what runs, and kill the process if it has not stopped within GRACE seconds."""
        assert self._session is not None
        self._session.interrupt()
        end, self.cell_end = self.cell_end, time.monotonic() + GRACE
        over = CallbackResponse(error=ErrorRecord(kind="KeyboardInterrupt", text=sentence("time_is_up")))
        try:
            while "op" in channel.receive():  # a callback that comes too late
                channel.send(over.to_data())
        except (TimedOut, Closed, Malformed):
            self._drop(channel)
        finally:
            self.cell_end = end

    def _drop(self, channel: Channel | None, wait: bool = True) -> None:
        if channel is self._channel and self._session is not None:
            self._session.close(wait)  # else the next process could share its processor with what is left of this one
            self._session = self._channel = None

    def close(self) -> None:
        """Kill the student process."""
        self._drop(self._channel, wait=False)

    def _exhausted(self, what: str) -> None:
        """Give up a process that is at a limit, since the next request might fail by chance; that gets a new one."""
        key, resource = "note_memory" if what == "memory" else "note_limit", sentence(f"resource_{what}")
        self._note(key, gigabytes=self.gigabytes, resource=resource)
        self._drop(self._channel)

    def _late(self) -> TimeLimitReached:
        whole = self.end <= time.monotonic()
        seconds = self.limits.total_seconds if whole else self.limits.cell_seconds
        what = sentence("whole_notebook" if whole else "a_cell")
        self._note("note_time", seconds=f"{seconds:g}", what=what)
        return TimeLimitReached(sentence("time_limit", seconds=f"{seconds:g}", what=what))

    def _ended(self, channel: Channel) -> StudentCodeError:
        how = self._session.how_it_ended() if channel is self._channel and self._session else None
        self._drop(channel)
        self.deaths += 1
        note, error = ended(how, self.gigabytes)
        self._note(note, gigabytes=self.gigabytes)
        self.killed += isinstance(error, Killed)
        return error

    def _broken(self, why: object) -> StudentCodeError:
        self._drop(self._channel)
        self.deaths += 1
        self._note("note_not_understood")
        return StudentCodeError(sentence("too_much_sent" if isinstance(why, TooLarge) else "not_understood", why=why))

    def _note(self, key: str, **values: str) -> None:
        if (event := sentence(key, **values)) not in self.events:
            self.events.append(event)
